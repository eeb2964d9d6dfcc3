"""The document: the report as it reads, with the changes of a waiting proposal in their places.

What leaves here is a list of lines; `js/lines.js` draws those that have become others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.document import BlockKind, Edit
from assistant.facts import Fact
from assistant.findings import Finding, Language, Message, Severity
from assistant.gaps import GapKind
from assistant.lint.fixes import edits_for
from assistant.noise import Noise
from assistant.session import CheckResult, Part, PartChange, Proposal, State
from assistant.session.counts import DROPPED
from assistant.session.part import AUTHOR
from assistant.tasks import Task
from assistant.verify import ReadingItem
from assistant.verify.weighty import weighty
from assistant.web.views.concerns import of_item, struck
from assistant.web.views.doubts import FRAME, facts_of, lacking_by
from assistant.web.views.findings import read_name, reading_of
from assistant.web.views.gap_button import gap_button
from assistant.web.views.markup import shorten, tag, text
from assistant.web.views.proposal import about
from assistant.web.views.words import STATES
from assistant.wordcount import count_words

LONGEST_DOUBT = 60
"""Characters of the longest place that is underlined; a doubt about more is only listed."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """HTML in the place of `start`–`end` of the report; whether it is `lines` that come in."""

    start: int
    end: int
    html: str
    lines: bool = False


def document(
    check: CheckResult,
    states: dict[str, State],
    shown: Sequence[Proposal],
    language: Language,
    facts: Sequence[Fact] = (),
    waiting: Sequence[Proposal] = (),
) -> list[dict[str, Any]]:
    """Return the lines: `h` their HTML, `c` their class, `a` where they begin, `t` what is told,
    `k` whether a part that something is `waiting` for holds any of it, `p` whose head it is of the
    proposals that are `shown`, each at its places."""
    report = check.report.text
    changed = [(one.id, p) for one in shown for p in one.parts if p.changed]
    pieces = [piece for name, part in changed for piece in _changes(name, part, report, language)]
    marks = [
        _Piece(g.start, g.end, gap_button(g, report, language, facts))
        for g in check.gaps
        if g.kind is not GapKind.PART
    ]
    marks += [_noise(n, language) for n in check.noise]
    marks += [m for name, part in changed for m in _unproven(name, part, report, language)]
    right = [(f, edits_for(check.report, f)) for f in check.findings]
    alike = Counter(f.code for f, edits in right if edits)
    # Where two doubts share words, the one that can be put right is the one that is underlined.
    right.sort(key=lambda one: not one[1])
    marks += [m for f, edits in right if (m := _doubt(f, edits, alike[f.code], check, language))]
    kinds = {b.start: b.kind for b in check.report.blocks}
    ends = {s.start: s.heading_end for s in check.report.walk()}
    told = _told(check, states, shown, language)
    lines: list[dict[str, Any]] = []
    held = [(p.start, p.end) for one in waiting for p in one.parts]
    heads = sorted(
        ((first_place(one), _about(one, language)) for one in shown), key=lambda h: -h[0]
    )
    for at, end, html, new in _lines(report, _laid(pieces, marks)):
        while heads and end + new > heads[-1][0]:
            lines.append(heads.pop()[1])
        if new:
            lines.append({"a": at, "c": "added", "h": html, "t": "", "k": True})
            continue
        kind = next((kinds[p] for p in range(at, end + 1) if p in kinds), BlockKind.BODY)
        heading = next((told[p] for p in range(at, end + 1) if p in told), "")
        name = _class(kind)
        # A heading that its text follows in the same line: not all of the line is a heading.
        behind = next((ends[p] for p in range(at, end + 1) if p in ends), end)
        if report[behind:end].strip():
            name += " run-in"
        if report.startswith("\u3000", at):
            name += " indented"
        kept = any(start <= end and at < stop for start, stop in held)
        lines.append({"a": at, "c": name, "h": html, "t": heading, "k": kept})
    return lines + [head for _, head in reversed(heads)]


def first_place(found: Proposal) -> int:
    """Return where the first change of a proposal is: before all for one that changes nothing."""
    return min((p.start for p in found.parts if p.changed), default=-1)


def _about(found: Proposal, language: Language) -> dict[str, Any]:
    head = about(found, language)
    return {"a": -2, "c": "about", "h": head, "t": "", "k": True, "p": found.id}


def _told(
    check: CheckResult,
    states: dict[str, State],
    shown: Sequence[Proposal],
    language: Language,
) -> dict[int, str]:
    """Return what is told beside each heading, by its place."""
    asked: dict[str, int] = {}
    for one in shown:
        parts = [p.id for p in one.parts if p.changed]
        if len(parts) == 1 and one.asked:
            asked[parts[0]] = one.asked
    found: dict[int, str] = {}
    for section in check.report.walk():
        words = facts_of(check, section.start, section.end, language)
        if length := asked.get(section.id):
            words.insert(1, Message(f"要求 {length}", f"asked {length}").text(language))
        state = states.get(section.id, State.UNTOUCHED)
        if state is not State.UNTOUCHED:
            words.append(STATES[state].text(language))
        found[section.start] = " · ".join(words)
    return found


def _laid(pieces: list[_Piece], marks: list[_Piece]) -> list[_Piece]:
    """Return all in reading order; where two meet, the change stands, or else the first."""
    taken = sorted(pieces, key=_place)
    for mark in marks:
        # What is taken lies apart, so that only its neighbours can meet it.
        at = bisect_left(taken, mark.start, key=lambda p: p.start)
        stop = bisect_right(taken, mark.end, key=lambda p: p.start)
        if not any(_meet(mark, other) for other in taken[max(0, at - 2) : stop]):
            insort(taken, mark, key=_place)
    return taken


def _place(piece: _Piece) -> tuple[int, int]:
    return piece.start, piece.end


def _meet(one: _Piece, other: _Piece) -> bool:
    if one.start == one.end or other.start == other.end:
        return other.start <= one.start <= other.end or one.start <= other.start <= one.end
    return one.start < other.end and other.start < one.end


def _lines(report: str, pieces: Sequence[_Piece]) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the lines: where each begins and ends, its HTML, whether it is new; blank ones not."""
    start, html, shown = 0, [""], False
    at = 0
    for piece in (*pieces, _Piece(len(report), len(report), "")):
        run = report[at : piece.start]
        *ended, rest = run.split("\n")
        for line in ended:
            if shown or line.strip():
                yield start, at + len(line), "".join(html) + text(line.rstrip()), False
            at += len(line) + 1
            start, html, shown = at, [], False
        if rest:
            html.append(text(rest))
            shown = shown or bool(rest.strip())
        if piece.lines:
            if shown:
                yield start, piece.start, "".join(html), False
            yield piece.start, piece.start, piece.html, True
            start, html, shown = piece.start, [], False
        elif piece.html:
            html.append(piece.html)
            shown = True
        at = max(at + len(rest), piece.end)
    if shown:
        yield start, at, "".join(html).rstrip(), False


# --- changes ---------------------------------------------------------------------------------


def _changes(name: str, part: Part, report: str, language: Language) -> Iterator[_Piece]:
    errors = [f for f in part.findings if f.severity is Severity.ERROR]
    for change in part.changes:
        items = [i for i in reading_of(part) if change.touches(i.output)]
        wrong = [f for f in errors if change.met_by(f)]
        start = part.start + change.old_start
        gone = [] if part.engine == AUTHOR else list(_gone(part, change))
        html = _change(name, part, change, items, wrong, gone, language)
        end = part.start + change.old_end
        yield _Piece(start, end, html, start == end and _is_lines(change.new, report, start))


def _is_lines(new: str, report: str, at: int) -> bool:
    """Whether words that come in are lines of their own, before or behind the one that is there."""
    begins, ends = not at or report[at - 1] == "\n", report[at : at + 1] in ("", "\r", "\n")
    return (begins and new.endswith("\n")) or (ends and new.startswith(("\r", "\n")))


def _change(
    proposal: str,
    part: Part,
    change: PartChange,
    items: Sequence[ReadingItem],
    wrong: Sequence[Finding],
    gone: Sequence[Message],
    language: Language,
) -> str:
    name = change_name(change, language)
    why = [*(f.message for f in wrong), *(i.why for i in items), *gone]
    weight = "wrong" if wrong else "read" if items else "gone" if gone else "quiet"
    yes, no = (f"{Message(*w).text(language)}{name}" for w in _DECIDE)
    inner = tag("del", _words(change.old)) if change.old else ""
    inner += tag("ins", _words(change.new)) if change.new else ""
    pair = "".join(
        tag(
            "button",
            "",
            type="button",
            class_=kind,
            aria_label=label,
            title=key,
            aria_keyshortcuts=key,
        )
        for kind, label, key in (("yes", yes, "A"), ("no", no, "R"))
    )
    inner += tag("span", pair, class_="pair")
    return tag(
        "span",
        inner,
        class_=f"change {weight}",
        role="group",
        aria_label=name,
        data_of=proposal,
        data_change=change.id,
        data_name=name,
        data_why="；".join(dict.fromkeys(m.text(language) for m in why)),
        data_read=" ".join(read_name(part, i) for i in items),
        data_delta=str(count_words(change.new) - count_words(change.old)),
    )


def _gone(part: Part, change: PartChange) -> Iterator[Message]:
    """Yield what of weight went with a change: what is listed as left out, and of a clause that was
    struck whole the words that tell of a result or of how something fell short."""
    told = [f for f in part.findings if f.code.endswith(DROPPED) and change.met_by(f)]
    yield from (f.message for f in told)
    listed = " ".join(f.evidence for f in told)
    lost = [i.text for i in part.trace if struck(change, i)]
    gone = [words for words in lost if words.strip("“”") not in listed]
    if not change.new.strip(_MARKS) and part.scope.task != Task.CLEAN:
        gone += [words for _, words in weighty(change.old)]
    if gone:
        words = "、".join(f"“{one}”" for one in dict.fromkeys(gone))
        yield Message(
            f"划去的话里有{words}，请看是否要留", f"what is struck says {words}: keep it?"
        )


_MARKS = " \n\t　，。；：、！？,;:!?"
_DECIDE = (("采用：", "Take: "), ("不要：", "Leave: "))


def change_name(change: PartChange, language: Language) -> str:
    """Return in words what a change does."""
    zh = language is Language.ZH
    old, new = shorten(change.old, 40), shorten(change.new, 40)
    if not change.old:
        return f"添上“{new}”" if zh else f"add “{new}”"
    # A clause that goes leaves its mark behind: that is no other wording.
    if not change.new or (change.old.strip(_MARKS) and not change.new.strip(_MARKS)):
        return f"删去“{old}”" if zh else f"remove “{old}”"
    return f"把“{old}”改为“{new}”" if zh else f"“{old}” becomes “{new}”"


def _words(words: str) -> str:
    return text(words.strip("\r\n")).replace("\n", '<br><span class="indent"></span>')


def _unproven(name: str, part: Part, report: str, language: Language) -> Iterator[_Piece]:
    """Yield what is to be read where no words changed: what went, or another order."""
    for item in reading_of(part):
        if any(c.touches(item.output) for c in part.changes):
            continue
        shift = sum(
            (c.old_end - c.old_start) - (c.new_end - c.new_start)
            for c in part.changes
            if c.new_end <= item.output[0]
        )
        start, end = (part.start + place + shift for place in item.output)
        yield _Piece(
            start,
            end,
            tag(
                "mark",
                text(report[start:end]),
                class_="unproven",
                tabindex="-1",
                data_of=name,
                data_read=read_name(part, item),
                data_about=" ".join(of_item(part, item)),
                data_name=shorten(item.new or item.old, 40),
                data_why=item.why.text(language),
            ),
        )


# --- what the report itself lacks or has too much -------------------------------------------------


def _noise(noise: Noise, language: Language) -> _Piece:
    title = "无关文字" if language is Language.ZH else "no part of the report"
    return _Piece(noise.start, noise.end, tag("s", text(noise.text), class_="noise", title=title))


def _doubt(
    finding: Finding, edits: Sequence[Edit], alike: int, check: CheckResult, language: Language
) -> _Piece | None:
    """Return the underlined words of a finding; `alike` of its kind can be put right by code, for
    a part that lacks there is a frame."""
    report = check.report.text
    start, end = finding.start, finding.end
    if finding.severity is Severity.INFO or start is None or end is None:
        return None
    words = report[start:end]
    if not words.strip() or len(words) > LONGEST_DOUBT or "\n" in words:
        return None
    said, lacks = finding.message.text(language), lacking_by(check, finding)
    html = tag(
        "span",
        text(words),
        class_=f"doubt {finding.severity.value}",
        title=said,
        data_why=said,
        data_code=finding.code if edits else None,
        data_start=start,
        data_right=_right(edits[0], report, language) if edits else None,
        data_alike=alike if edits else None,
        data_part=lacks.key if lacks else None,
        data_frame=f"{FRAME.text(language)}：{lacks.name.text(language)}" if lacks else None,
    )
    return _Piece(start, end, html)


def _right(edit: Edit, report: str, language: Language) -> str:
    """Return in words what puts a finding right."""
    if edit.text:
        return Message(f"改为“{edit.text}”", f"“{edit.text}”").text(language)
    gone = report[edit.start : edit.end]
    return Message(f"去掉“{gone}”", f"without “{gone}”").text(language)


def _class(kind: BlockKind) -> str:
    return {
        BlockKind.TITLE: "title",
        BlockKind.HEADING: "heading",
        BlockKind.SIGNATURE: "signature",
        BlockKind.DATE: "signature",
    }.get(kind, "body")
