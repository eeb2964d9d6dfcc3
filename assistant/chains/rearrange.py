"""Carrying out what an instruction asks to do with parts as they stand.

They change places with all that is below them, become one, or lose their numbers; code does it
from the words of the instruction, no model is asked, and every sentence stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.catalogue import found
from assistant.chains.items import region
from assistant.chains.job import Draft, Engine, Job, Target, body
from assistant.chains.joined import Joint, count_said, joined, joint
from assistant.chains.shape import Piece
from assistant.chains.unnumber import unnumbered
from assistant.diff import changes
from assistant.document import Edit, Point, Report, Section, indent_of, newline_of
from assistant.findings import Finding
from assistant.numbering import LAST, LabelStyle, match_label, match_point_label, with_number
from assistant.outline.siblings import Sibling, short_name, siblings_of
from assistant.request import Arrangement, Deed, Move

_REFERS = re.compile(
    "(?:见|参照|上述|前述|本文|本报告|(?<![例譬])如|同)(?:上面|前面|后面)?第[一二三四五六七八九十]{1,2}(?:部分|章|点)"
)
"""Where the text itself names a part by its number, which is another one now."""
_STOPS = "；;。，,"


@dataclass(frozen=True, slots=True)
class _Unit:
    """What stands in one place: a part, or several that became one."""

    members: tuple[Sibling, ...]
    joint: Joint | None = None


def stretch(asks: Arrangement, report: Report) -> Target | None:
    """Return the stretch of the report that moves change: all the parts side by side, for their
    numbers may change, or the section they stand in; None where nothing moves."""
    if not asks.moves or not report.sections:
        return None
    home = report.find(asks.inside) if asks.inside is not None else None
    if isinstance(home, Section):
        return Target(home.id, home.number + home.heading, home.start, home.end)
    return body(report.sections[0].start, _end(report))


def _end(report: Report) -> int:
    """Return where the last section ends; the formula at a report's end moves with none."""
    last = report.sections[-1]
    place = region(report)
    return min(last.end, place[1]) if place and place[1] > last.heading_end else last.end


def gather(job: Job, piece: Piece) -> Draft:
    """Return the stretch with its parts as they were asked for; as it was where that is unclear."""
    asks, report = job.request.asks, job.report
    source = job.source(piece.target)
    if not asks.moves:
        return Draft(piece.target, source, Engine.NONE)
    span = (piece.target.start, piece.target.end)
    first = asks.moves[0]
    if first.deed is Deed.UNNUMBER:
        bare = [report.find(part) for part in first.parts]
        text = unnumbered(report, bare, span, apart=first.apart)
        notes = [found("numbers_gone", count=len(bare))]
        notes += [found("points_left")] if asks.points_left else []
    else:
        members = siblings_of(report.find(first.parts[0]), report).members
        units = _units(asks.moves, members)
        low, high, inner = _rearranged(report, members, units, span)
        text = source[: low - span[0]] + inner + source[high - span[0] :]
        notes = list(_notes(asks.moves, units, report))
        notes += [found("already_so", says="order")] if text == source else []
    engine = Engine.NONE if text == source else Engine.RULES
    return Draft(piece.target, text, engine, remarks=tuple(notes))


def without(report: Report, gone: Sequence[Sibling]) -> list[Edit]:
    """Return the edits that take parts out, all of them side by side, and put the numbers of those
    behind them right."""
    members = siblings_of(gone[0], report).members
    end = min(members[-1].end, _end(report)) if report.sections else members[-1].end
    bare = [report.text[m.start : min(m.end, end)].rstrip() for m in members]
    ends = [m.start + len(text) for m, text in zip(members, bare, strict=True)]
    left = [n for n, member in enumerate(members) if member not in gone]
    texts = [bare[n] for n in left]
    units = [_Unit((members[n],)) for n in left]
    if left:
        texts = _numbered(members, bare, units, texts)
        if all(_runs_on(m) for m in members):
            texts = _stops_kept(bare, texts)
    edits = []
    for n, member in enumerate(members):
        if n in left:
            continue
        stop = members[n + 1].start if n + 1 < len(members) else end
        if left and n > left[-1] and isinstance(member, Point):
            edits.append(Edit(ends[n - 1], ends[n], ""))
        else:
            edits.append(Edit(member.start, stop, ""))
    for n, text in zip(left, texts, strict=True):
        at = members[n].start
        edits += [
            Edit(at + c.old_start, at + c.old_end, text[c.new_start : c.new_end])
            for c in changes(bare[n], text)
        ]
    return edits


def refers(report: Report) -> str:
    """Return where the text itself names a part by its number, or an empty string."""
    said = _REFERS.search(report.text)
    return said.group() if said is not None else ""


def _units(moves: Sequence[Move], members: Sequence[Sibling]) -> list[_Unit]:
    """Return what stands in each place after all moves."""
    order = [_Unit((member,)) for member in members]
    for move in moves:
        order = _after(order, move)
    return order


def _after(order: list[_Unit], move: Move) -> list[_Unit]:
    moved = list(dict.fromkeys(_holder(order, part) for part in move.parts))
    if move.deed is Deed.SWAP:
        a, b = moved[0], moved[-1]
        turned = {a: b, b: a}
        return [turned.get(unit, unit) for unit in order]
    anchor = _holder(order, move.beside) if move.beside is not None else None
    if move.deed is Deed.MERGE:
        all_of = sorted((*moved, *((anchor,) if anchor else ())), key=order.index)
        first = anchor or all_of[0]
        inside = [
            m for unit in (first, *(u for u in all_of if u is not first)) for m in unit.members
        ]
        one = _Unit(tuple(inside), joint(inside, move.heading, into=anchor is not None))
        return [
            one if unit is first else unit for unit in order if unit is first or unit not in moved
        ]
    if anchor in moved:
        return order
    moved.sort(key=order.index)
    rest = [unit for unit in order if unit not in moved]
    at = {Deed.FIRST: 0, Deed.LAST: len(rest)}.get(move.deed)
    if at is None and anchor is not None:
        at = rest.index(anchor) + (move.deed is Deed.AFTER)
    return [*rest[:at], *moved, *rest[at:]]


def _holder(order: Sequence[_Unit], part: str) -> _Unit:
    return next(unit for unit in order if any(m.id == part for m in unit.members))


def _rearranged(
    report: Report, members: Sequence[Sibling], units: Sequence[_Unit], span: tuple[int, int]
) -> tuple[int, int, str]:
    """Return the place of the family in the report and its new text.

    What stands between two parts, line ends above all, stays where it is; so does the ；or 。 that
    sets off points.
    """
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
        gaps[-1] = newline_of(report.text) + indent_of(texts[-1].splitlines()[-1])
    return members[0].start, end, "".join(t + g for t, g in zip(texts, gaps, strict=True))


def _inner_gaps(places: Sequence[int]) -> Iterator[int]:
    """Yield the gaps that parts take along which go into the first of them: the one on its side."""
    first = places[0]
    for place in places[1:]:
        yield place - 1 if first < place else place


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


_MOVED = {
    Deed.SWAP: "swap",
    Deed.FIRST: "first",
    Deed.LAST: "last",
    Deed.BEFORE: "before",
    Deed.AFTER: "after",
}


def _notes(moves: Sequence[Move], units: Sequence[_Unit], report: Report) -> Iterator[Finding]:
    for move in moves:
        listed = "、".join(f"“{short_name(report.find(p))}”" for p in move.parts)
        beside = f"“{short_name(report.find(move.beside or move.parts[-1]))}”"
        words = _MOVED.get(move.deed)
        if words is not None and move.beside not in move.parts:
            yield found("section_moved", says=words, listed=listed, beside=beside)
    for unit in units:
        if unit.joint is not None:
            yield from _notes_joint(unit.joint, report)
    if said := refers(report):
        yield found("number_referred_to", evidence=said)


def _notes_joint(one: Joint, report: Report) -> Iterator[Finding]:
    listed = "、".join(f"“{short_name(m)}”" for m in one.members)
    chosen = one.heading and not one.given
    how = f"，标题用“{one.heading}”" if one.heading else ""
    why = "（没有指定标题，可以再改）" if chosen else ""
    yield found("section_joined", listed=listed, how=how + why)
    said = count_said(report, one)
    if said:
        yield found("count_said", evidence=said)
