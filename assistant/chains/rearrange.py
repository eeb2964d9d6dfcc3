"""Carrying out what an instruction asks to do with parts as they stand.

They change places with all that is below them, become one, or lose their numbers; code does it
from the words of the instruction, no model is asked, and every sentence stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.chains.bare import unnumbered
from assistant.chains.items import region
from assistant.chains.job import Draft, Engine, Job, Target
from assistant.chains.joined import Joint, count_said, joined, joint
from assistant.chains.shape import Piece
from assistant.document import Point, Report, Section
from assistant.findings import Finding, Message, Severity
from assistant.intent.asked import asked_moves
from assistant.intent.kin import Sibling, short
from assistant.intent.moves import Deed
from assistant.intent.siblings import Plan, Step, plan
from assistant.numbering import LAST, LabelStyle, match_label, match_point_label, with_number
from assistant.request import Request, Task

BODY, BODY_HEADING = "body", "正文"
_OUTSIDE = frozenset({"preamble", "body", "closing", "开头", "正文", "结尾"})
"""What else than its parts can be chosen of a report."""
_REFERS = re.compile(
    "(?:见|参照|上述|前述|本文|本报告|(?<![例譬])如|同)(?:上面|前面|后面)?第[一二三四五六七八九十]{1,2}(?:部分|章|点)"
)
"""Where the text itself names a part by its number, which is another one now."""
_STOPS = "；;。，,"


@dataclass(frozen=True, slots=True)
class Rearranging(Piece):
    """A stretch of the report on its way; nothing is asked about it."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stands in one place: a part, or several that became one."""

    members: tuple[Sibling, ...]
    joint: Joint | None = None


def plan_of(request: Request, report: Report) -> Plan | Message | None:
    """Return what a request asks to do with parts as they stand; None where it asks for no such
    thing, and a message where it cannot be told which parts are meant."""
    if Task(request.task) is not Task.RESTRUCTURE:
        return None
    moves = asked_moves(request.instruction)
    if not moves:
        return None
    return plan(moves, report, [report.find(s).id for s in request.sections if s not in _OUTSIDE])


def stretch(found: Plan | Message | None, report: Report) -> Target | None:
    """Return the stretch of the report that a plan changes: all the parts side by side, for their
    numbers may change, or the section they stand in."""
    if not isinstance(found, Plan) or not report.sections:
        return None
    home = found.family.home
    if home is not None:
        return Target(home.id, home.number + home.heading, home.start, home.end)
    return Target(BODY, BODY_HEADING, report.sections[0].start, _end(report))


def _end(report: Report) -> int:
    """Return where the last section ends; the formula at a report's end moves with none."""
    last = report.sections[-1]
    place = region(report)
    return min(last.end, place[1]) if place and place[1] > last.heading_end else last.end


def gather(job: Job, piece: Rearranging) -> Draft:
    """Return the stretch with its parts as they were asked for; as it was where that is unclear."""
    found = plan_of(job.request, job.report)
    source = job.source(piece.target)
    if not isinstance(found, Plan):
        return Draft(piece.target, source, Engine.NONE)
    span = (piece.target.start, piece.target.end)
    if found.bare:
        text = unnumbered(job.report, found.bare, span, apart=found.apart)
        notes = tuple(_notes_bare(found))
    else:
        units = _units(found)
        low, high, inner = _rearranged(job.report, found, units, span)
        text = source[: low - span[0]] + inner + source[high - span[0] :]
        notes = (*_notes(found, units, job.report), *_already(text == source))
    engine = Engine.NONE if text == source else Engine.RULES
    return Draft(piece.target, text, engine, remarks=notes)


def _units(found: Plan) -> list[_Unit]:
    """Return what stands in each place after all steps; places are those of the source."""
    order = [_Unit((member,)) for member in found.family.members]
    for step in found.steps:
        order = _after(order, step, found.family.members)
    return order


def _after(order: list[_Unit], step: Step, members: Sequence[Sibling]) -> list[_Unit]:
    moved = list(dict.fromkeys(_holder(order, members[n]) for n in step.which))
    if step.deed is Deed.SWAP:
        a, b = moved[0], moved[-1]
        turned = {a: b, b: a}
        return [turned.get(unit, unit) for unit in order]
    anchor = _holder(order, members[step.anchor]) if step.anchor is not None else None
    if step.deed is Deed.MERGE:
        all_of = sorted((*moved, *((anchor,) if anchor else ())), key=order.index)
        first = anchor or all_of[0]
        inside = [
            m for unit in (first, *(u for u in all_of if u is not first)) for m in unit.members
        ]
        one = _Unit(tuple(inside), joint(inside, step.heading, into=anchor is not None))
        return [
            one if unit is first else unit for unit in order if unit is first or unit not in moved
        ]
    if anchor in moved:
        return order
    moved.sort(key=order.index)
    rest = [unit for unit in order if unit not in moved]
    at = {Deed.FIRST: 0, Deed.LAST: len(rest)}.get(step.deed)
    if at is None and anchor is not None:
        at = rest.index(anchor) + (step.deed is Deed.AFTER)
    return [*rest[:at], *moved, *rest[at:]]


def _holder(order: Sequence[_Unit], member: Sibling) -> _Unit:
    return next(unit for unit in order if member in unit.members)


def _rearranged(
    report: Report, found: Plan, units: Sequence[_Unit], span: tuple[int, int]
) -> tuple[int, int, str]:
    """Return the place of the family in the report and its new text.

    What stands between two parts, line ends above all, stays where it is; so does the ；or 。 that
    sets off points.
    """
    members = found.family.members
    end = min(members[-1].end, span[1])
    bare = {m.id: report.text[m.start : min(m.end, end)].rstrip() for m in members}
    ends = [m.start + len(bare[m.id]) for m in members]
    starts = [m.start for m in members[1:]] + [end]
    gaps = [report.text[a:b] for a, b in zip(ends, starts, strict=True)]
    gone = {n for unit in units for n in _inner_gaps([members.index(m) for m in unit.members])}
    gaps = [gap for n, gap in enumerate(gaps) if n not in gone]
    texts = [_text(report, unit, bare) for unit in units]
    texts = _numbered(members, [bare[m.id] for m in members], units, texts)
    if all(_runs_on(m) for m in members):
        texts = _stops_kept([bare[m.id] for m in members], texts)
    behind = report.text[end:]
    if (
        not gaps[-1]
        and behind.strip()
        and units[-1].members != (members[-1],)
        and not _runs_on(members[-1])
    ):
        # The formula that ended the last paragraph stands behind another one now.
        gaps[-1] = ("\r\n" if "\r\n" in report.text else "\n") + _indent(texts[-1])
    return members[0].start, end, "".join(t + g for t, g in zip(texts, gaps, strict=True))


def _inner_gaps(places: Sequence[int]) -> Iterator[int]:
    """Yield the gaps that parts take along which go into the first of them: the one on its side."""
    first = places[0]
    for place in places[1:]:
        yield place - 1 if first < place else place


def _indent(text: str) -> str:
    line = text.splitlines()[-1]
    return line[: len(line) - len(line.lstrip(" \t\u3000"))]


def _runs_on(member: Sibling) -> bool:
    return isinstance(member, Point) or (member.run_in and not member.children)


def _text(report: Report, unit: _Unit, bare: dict[str, str]) -> str:
    spans = [bare[m.id] for m in unit.members]
    return spans[0] if unit.joint is None else joined(report, unit.joint, spans)


def _numbered(
    members: Sequence[Sibling], before: Sequence[str], units: Sequence[_Unit], texts: Sequence[str]
) -> list[str]:
    """Return the texts with their numbers in order, counted from the first number there was.

    首先, 其次 … 最后 are words rather than numbers: each place keeps its own.
    """
    labels = [_label(m, text) for m, text in zip(members, before, strict=True)]
    printed = [text for text, _ in labels if text]
    worded = any(n == LAST for _, n in labels) or any(t[:1] in "首其再最" for t in printed)
    start = next((n for _, n in labels if n), 1)
    done: list[str] = []
    count = 0
    alone = len(units) == 1 and _runs_on(members[0])  # one point is no list
    for unit, text in zip(units, texts, strict=True):
        own, number = _label(unit.members[0], text)
        if not own or not number:
            done.append(text)
            continue
        last = unit is units[-1]
        new = with_number(own, start + count) if not worded else printed[-1 if last else count]
        count += 1
        at = text.index(own)
        if alone:
            done.append(text[:at] + text[at + len(own) :].lstrip(" \t\u3000"))
            continue
        fresh = text[:at] + new + text[at + len(own) :]
        member = unit.members[0]
        if isinstance(member, Section) and not worded:
            fresh = _dotted(member, fresh, number, start + count - 1)
        done.append(fresh)
    return done


def _label(member: Sibling, text: str) -> tuple[str, int]:
    """Return the number in front of a part or point as printed, and its value (0: it has none)."""
    label = match_label(text) if isinstance(member, Section) else match_point_label(text)
    return (label.text, label.ordinal) if label is not None else ("", 0)


def _dotted(section: Section, text: str, old: int, new: int) -> str:
    """Return a section whose subsections 2.1, 2.1.1 follow its new number."""
    if old == new:
        return text
    depth = section.id.count(".")
    lines = text.splitlines(keepends=True)
    for n, line in enumerate(lines[1:], start=1):
        label = match_label(line)
        if label is None or LabelStyle.DOTTED not in (label.style, label.inner):
            continue
        parts = label.text.lstrip("# ").replace("．", ".").split(".")
        if len(parts) > depth + 1 and parts[depth] == str(old):
            at = label.start + label.text.index(parts[0])
            at += sum(len(p) + 1 for p in parts[:depth])
            lines[n] = line[:at] + str(new) + line[at + len(str(old)) :]
    return "".join(lines)


def _stops_kept(before: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return points closed as the points in their places were: the last one by 。, not by ；."""
    marks = [text[-1:] for text in before]
    marks = [*marks[: len(texts) - 1], marks[-1]]
    if len(set(marks)) < 2 or not set(marks) <= set(_STOPS):
        return list(texts)
    return [t[:-1] + m if t[-1:] in _STOPS else t for t, m in zip(texts, marks, strict=True)]


def _notes(found: Plan, units: Sequence[_Unit], report: Report) -> Iterator[Finding]:
    for step in found.steps:
        parts = [found.family.members[n] for n in (*step.which, step.anchor) if n is not None]
        listed = "、".join(f"“{short(p)}”" for p in parts[: len(step.which)])
        beside = f"“{short(parts[-1])}”"
        done = {
            Deed.SWAP: (f"{listed}对调了位置", f"{listed} changed places"),
            Deed.FIRST: (f"{listed}移到了最前面", f"{listed} was moved to the beginning"),
            Deed.LAST: (f"{listed}移到了最后", f"{listed} was moved to the end"),
            Deed.BEFORE: (f"{listed}移到了{beside}前面", f"{listed} was moved before {beside}"),
            Deed.AFTER: (f"{listed}移到了{beside}后面", f"{listed} was moved behind {beside}"),
        }.get(step.deed)
        if done is not None and step.anchor not in step.which:
            yield _note("section_moved", *done)
    for unit in units:
        if unit.joint is not None:
            yield from _notes_joint(unit.joint, report)
    if (said := _REFERS.search(report.text)) is not None:
        yield _warning(
            "number_referred_to",
            f"文中写有“{said.group()}”，次序和序号动了，请核对",
            f"the text says “{said.group()}”: numbers have changed, please check",
            said.group(),
        )


def _notes_joint(one: Joint, report: Report) -> Iterator[Finding]:
    listed = "、".join(f"“{short(m)}”" for m in one.members)
    chosen = one.heading and not one.given
    how = f"，标题用“{one.heading}”" if one.heading else ""
    why = "（没有指定标题，可以再改）" if chosen else ""
    yield _note("section_joined", f"{listed}合并成了一部分{how}{why}", f"{listed} became one part")
    said = count_said(report, one)
    if said:
        yield _warning(
            "count_said",
            f"文中写有“{said}”，合并后点数可能不同，请核对",
            f"the text says “{said}”: after joining the count may differ",
            said,
        )


def _notes_bare(found: Plan) -> Iterator[Finding]:
    count = len(found.bare)
    yield _note("numbers_gone", f"去掉了 {count} 处序号", f"{count} numbers were taken away")
    if found.left:
        yield _note(
            "points_left",
            "“一是、二是”没有动；也要去掉的话，请说“去掉一是、二是”",
            "一是, 二是 were left as they are",
        )


def _already(same: bool) -> Iterator[Finding]:
    if same:
        yield _note("already_so", "本来就是这个次序，没有改动", "They stand so already")


def _warning(code: str, zh: str, en: str, evidence: str) -> Finding:
    return Finding(code, Severity.WARNING, Message(zh, en), evidence=evidence)


def _note(code: str, zh: str, en: str) -> Finding:
    return Finding(code, Severity.INFO, Message(zh, en))
