"""Deleting sentences and parts; the numbers behind a part are put right, what goes with it told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.catalogue import found
from assistant.chains.rearrange import refers, without
from assistant.document import Edit, Point, Report, apply_edits, line_around
from assistant.errors import UsageError
from assistant.figures import FigureKind, find_figures
from assistant.findings import Finding, Message, Severity
from assistant.gaps import find_gaps
from assistant.genres import Genre, Priority, locate_parts
from assistant.numbering import match_label, match_point_label
from assistant.outline import parse
from assistant.outline.siblings import Sibling, short_name, siblings_of
from assistant.printable import cut
from assistant.session.core import Session
from assistant.session.plain.proposing import Asked, propose
from assistant.session.proposal import Proposal
from assistant.spans import Span

_TITLE = re.compile("《[^《》\n]{2,60}》")
_COUNTED = frozenset(
    (FigureKind.AMOUNT, FigureKind.PERCENT, FigureKind.FRACTION, FigureKind.RANGE, FigureKind.RATIO)
)
_EXPECTED = frozenset(("numbering", "gap_dropped"))
_SHOWN = 6
_QUOTE = 24


def delete(session: Session, spans: Sequence[Span]) -> Proposal:
    """Return the proposal to take out sentences or whole parts (spans of the report's text).

    Figures, titles and required parts that go with them are findings of the proposal.  Raises
    UsageError where there is nothing to delete.
    """
    report = session.report
    size = len(report.text)
    spans = sorted({(max(0, a), min(size, b)) for a, b in spans if report.text[a:b].strip()})
    if not spans:
        raise UsageError("请说明要删哪一句或哪一部分。", "Say what is to be deleted.")
    gone = [part for part in _outermost(report) if any(_holds(s, part, report) for s in spans)]
    edits = list(_of_parts(report, gone))
    for span in spans:
        edits += _of_words(report, span, gone)
    edits = _apart(edits)
    after = parse(apply_edits(report.text, edits), styles=report.styles)
    removed = [(e.start, e.end) for e in edits if not e.text]
    told = [
        *_went_along(report, after, removed, session.genre),
        *_renumbered(report, gone, edits),
    ]
    names = [f"“{part_name(part)}”" for part in gone]
    names += [f"“{_short(report.text[a:b])}”" for a, b in spans if not _covered(a, b, gone)]
    listed = "、".join(names)
    note = Message(f"删去{listed}。", f"{listed} would go.")
    asked = Asked("delete", f"删去{listed}", tuple(p.id for p in gone), expected=_EXPECTED)
    return propose(session, asked, edits, told=told, notes=[note])


def part_name(part: Sibling) -> str:
    """Return what a part is called in a sentence, with its number."""
    return part.label + short_name(part) if isinstance(part, Point) else short_name(part)


def _outermost(report: Report) -> Iterator[Sibling]:
    for section in report.walk():
        yield section
        yield from section.points


def _holds(span: Span, part: Sibling, report: Report) -> bool:
    """Whether a span covers all words of a part."""
    end = part.start + len(report.text[part.start : part.end].rstrip())
    words = report.text[span[0] : span[1]]
    return span[0] + len(words) - len(words.lstrip()) <= part.start and end <= span[1]


def _covered(start: int, end: int, gone: Sequence[Sibling]) -> bool:
    return any(part.start < end and start < part.end for part in gone)


def _of_parts(report: Report, gone: Sequence[Sibling]) -> Iterator[Edit]:
    """Yield the edits that take whole parts out, those side by side together."""
    done: set[str] = set()
    for part in gone:
        if part.id in done:
            continue
        beside = siblings_of(part, report).members
        together = [p for p in gone if p in beside]
        done |= {p.id for p in together}
        yield from without(report, together)


def _of_words(report: Report, span: Span, gone: Sequence[Sibling]) -> Iterator[Edit]:
    """Yield the edits that take out what of a span is no whole part.

    The number of a part that stays is kept, a line that would be left empty goes as well, and so
    does the comma before a clause that ended its sentence.
    """
    text = report.text
    start, end = span
    for part in sorted(gone, key=lambda p: p.start):
        if part.start < end and start < part.end:
            if text[start : part.start].strip():
                yield from _of_words(report, (start, part.start), ())
            start = min(end, max(start, part.end))
    if start >= end or not text[start:end].strip():
        return
    end = start + len(text[start:end].rstrip())
    start = end - len(text[start:end].lstrip())
    line, stop = line_around(text, start, end)
    if not text[line:start].strip() and not text[end:stop].strip():
        yield Edit(line, min(len(text), stop + 1), "")
        return
    label = match_point_label(text, start) or (
        match_label(text[line:stop]) if not text[line:start].strip() else None
    )
    if label is not None:
        start = label.end if label.level == 0 else line + label.end
    if text[start - 1 : start] in tuple("，、；：") and text[end - 1] not in "。！？；":
        if text[end : end + 1] in tuple("。；！？"):
            start -= 1
    elif text[end - 1] in "。！？" and text[start - 1 : start] in tuple("，、；："):
        end -= 1  # the end of its sentence stays: 甲，乙。 without 乙。
        start -= 1
    yield Edit(start, end, "")


def _apart(edits: Sequence[Edit]) -> list[Edit]:
    """Return edits of which none lies within, or overlaps, another one."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
        elif edit.end > kept[-1].end:
            kept.append(Edit(kept[-1].end, edit.end, edit.text))
    return kept


def _went_along(
    report: Report, after: Report, removed: Sequence[Span], genre: Genre
) -> Iterator[Finding]:
    """Yield what stood nowhere but in the words that go: figures, titles, a part of the genre."""
    first = removed[0]
    left = {f.key for f in find_figures(after.text)}
    figures = [
        f.text
        for f in find_figures(report.text)
        if f.kind in _COUNTED and f.key not in left and _within(f.start, f.end, removed)
    ]
    titles = [
        m.group()
        for m in _TITLE.finditer(report.text)
        if m.group() not in after.text and _within(m.start(), m.end(), removed)
    ]
    gaps = [_short(g.context) for g in find_gaps(report.text) if _within(g.start, g.end, removed)]
    for listed, says in ((figures, ""), (titles, "titles"), (gaps, "gaps")):
        unlike = list(dict.fromkeys(listed))
        if unlike:
            yield found(
                "gone_along",
                says=says,
                source=first,
                count=len(unlike),
                listed="、".join(unlike[:_SHOWN]) + ("……" if len(unlike) > _SHOWN else ""),
            )
    stands = {m.part.key for m in locate_parts(after, genre) if m.present}
    for match in locate_parts(report, genre):
        wanted = match.priority is Priority.REQUIRED
        if wanted and match.present and match.part.key not in stands:
            yield found(
                "part_gone", source=first, part=match.part, severity=Severity.WARNING, genre=genre
            )


def _renumbered(
    report: Report, gone: Sequence[Sibling], edits: Sequence[Edit]
) -> Iterator[Finding]:
    if gone and any(e.text for e in edits) and (said := refers(report)):
        yield found("number_referred_to", evidence=said)


def _within(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _short(text: str) -> str:
    return cut(" ".join(text.split()), _QUOTE)
