"""Composing a shortened text: of the wordings each unit can have, the set that keeps most.

Pure: what the model or the rules worded is given; which of it stands is decided here, under the
asked length and under the same checks that judge the whole in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.chains.budget import SHORTFALL, Option, choose
from assistant.chains.job import Draft, Engine, Job, Judged, Rung
from assistant.chains.segments import Unit
from assistant.chains.shape import Piece
from assistant.chains.verified import verified
from assistant.document import Edit, apply_edits
from assistant.findings import Finding
from assistant.leaning import leans_on
from assistant.prompts import instructions
from assistant.sentences import split_clauses
from assistant.spans import ByStart
from assistant.time_limit import still_in_time
from assistant.verify import Scope
from assistant.wordcount import count_words

MARKS = "。！？；，;,!?：: \n"
ROUNDS = 12
"""How often choices that do harm together are taken back before the verdict on the whole."""


@dataclass(frozen=True, slots=True)
class Part(Piece):
    """One target on its way: its units, and those of them (by index) that are asked about, each
    with the 字数 that its wording may have; `room` is what all units may have together.

    Once it is worked, `options` are those of each unit, `asked` the 字数 that the whole may have.
    """

    units: tuple[Unit, ...] = ()
    fixed: int = 0
    asked_units: tuple[int, ...] = ()
    limits: tuple[int, ...] = ()
    room: int = 0
    options: tuple[tuple[Option, ...], ...] = ()
    asked: int = 0

    @property
    def flexible(self) -> int:
        return sum(u.words for u in self.units)

    @property
    def shortest(self) -> int:
        return sum(min(o.words for o in options) for options in self.options)


def compose(job: Job, parts: Sequence[Part]) -> list[Draft]:
    """Choose the options of each part; what one leaves over goes to the next."""
    drafts: list[Draft] = []
    spare = 0
    for part in parts:
        most = part.asked + spare
        room = max(0, most - part.fixed)
        low = max(0, int(most * (1 - SHORTFALL)) + 1 - part.fixed)
        text, chosen, judged = _settled(job, part, room, low)
        spare = max(0, most - count_words(text))
        drafts.append(
            Draft(
                target=replace(part.target, asked=most),
                text=text,
                engine=_author(chosen),
                rung=Rung.RULES if any(o.author is Engine.RULES for o in chosen) else None,
                attempts=max((len(a.tries) for a in part.answers), default=0),
                refused=tuple(f for a in part.answers for f in a.refused),
                judged=judged,
            )
        )
    return drafts


def _settled(
    job: Job, part: Part, room: int, least: int
) -> tuple[str, list[Option], Judged | None]:
    """Choose until the whole part passes the checks: a choice that does harm is taken back.

    Wordings that are sound one by one can still contradict each other, and one of them must not
    cost the others.  What cannot be settled in `ROUNDS` is left to the verdict on the draft.
    """
    source = job.source(part.target)
    scope = Scope(
        task="shorten", may_drop=True, may_reorder=False, terms=job.terms, prompt=instructions()
    )
    for _ in range(ROUNDS):
        still_in_time()
        text, chosen = _fitted(job, part, room, least)
        judged = Judged(source, text, scope, verified(source, text, scope))
        found = judged.verification.errors
        places = _places(part, _edits(job, part, chosen)) if found else []
        harmful = {i for f in found for i in _culprits(part, chosen, places, f)}
        harmful |= _leant_on(job, part, chosen)
        if not harmful:
            return text, chosen, judged
        options = tuple(
            tuple(o for o in several if i not in harmful or o is not chosen[i])
            for i, several in enumerate(part.options)
        )
        part = replace(part, options=options)
    return *_fitted(job, part, room, least), None


def _leant_on(job: Job, part: Part, chosen: Sequence[Option]) -> set[int]:
    """Return the units that lost a clause on which one behind them in their paragraph leans, or
    the one in front that says of what they tell."""
    text, units = job.report.text, part.units
    harmful: set[int] = set()
    for i in range(1, len(units)):
        before, here = units[i - 1], units[i]
        told = chosen[i - 1].text
        if told == before.text or "\n" in text[before.end : here.start] or not chosen[i].text:
            continue
        if told and chosen[i - 1].author is not Engine.RULES:
            continue  # worded anew, it names what it names in other words
        earlier, own = _clauses(before.text), _clauses(here.text)
        leant = leans_on((*earlier, *own))[len(earlier) :]
        for clause, on in zip(own, leant, strict=True):
            kept = chosen[i].author is not Engine.RULES or clause.strip(MARKS) in chosen[i].text
            lost = (
                on is not None and on < len(earlier) and not _told((earlier[0], earlier[on]), told)
            )
            if kept and lost:
                harmful.add(i - 1)
    return harmful


def _told(clauses: Sequence[str], text: str) -> bool:
    return all(clause.strip(MARKS) in text for clause in clauses)


def _clauses(text: str) -> list[str]:
    return [c.of(text) for c in split_clauses(text)]


def _culprits(
    part: Part, chosen: Sequence[Option], places: Sequence[tuple[int, int]], finding: Finding
) -> list[int]:
    """Return the changed units that an error is about, or else the last one changed before it."""
    changed = [i for i, u in enumerate(part.units) if chosen[i].text != u.text]
    shift = part.target.start

    def concerns(i: int) -> bool:
        unit, (low, high) = part.units[i], places[i]
        if finding.start is not None:  # where it is missed may be in a neighbour
            return _meet(finding.start, finding.end, unit.start - shift, unit.end - shift)
        return _meet(finding.output_start, finding.output_end, low, high)

    found = [i for i in changed if concerns(i)]
    if found or not changed:
        return found
    at = finding.output_start
    before = [i for i in changed if at is not None and places[i][1] <= at]
    return before[-1:] or changed[:1]


def _meet(start: int | None, end: int | None, low: int, high: int) -> bool:
    return start is not None and end is not None and start < high and low < end


def _places(part: Part, edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Return where each unit stands in the text of the part once the edits are made."""
    places = []
    by_start = ByStart(edits)
    ends = sorted((e.end, len(e.text) - (e.end - e.start)) for e in edits)
    moved = behind = 0
    for unit in part.units:
        while behind < len(ends) and ends[behind][0] <= unit.start:
            moved += ends[behind][1]
            behind += 1
        own = by_start.inside(unit.start, unit.end)
        grown = sum(len(e.text) - (e.end - e.start) for e in own)
        low = unit.start + moved - part.target.start
        places.append((low, low + max(0, unit.end - unit.start + grown)))
    return places


def _fitted(job: Job, part: Part, room: int, least: int) -> tuple[str, list[Option]]:
    """Choose and write; where joining made the text a word longer than its pieces, choose again."""
    most = room + part.fixed
    while True:
        chosen = choose(part.options, room, least)
        text = _write(job, part, chosen)
        over = count_words(text) - most
        if over <= 0 or sum(o.words for o in chosen) <= part.shortest:
            return text, chosen
        room -= over


def _author(chosen: Sequence[Option]) -> Engine:
    """The model is the author where at least half of the new wording is its own."""
    model = sum(o.words for o in chosen if o.author is Engine.MODEL)
    rules = sum(o.words for o in chosen if o.author is Engine.RULES)
    if model and model >= rules:
        return Engine.MODEL
    return Engine.RULES if any(o.author is Engine.RULES for o in chosen) else Engine.NONE


def _write(job: Job, part: Part, chosen: Sequence[Option]) -> str:
    """Put the chosen wordings in the place of their units; a line left empty goes as a whole."""
    shift = part.target.start
    edits = _edits(job, part, chosen)
    moved = [edit.moved(-shift) for edit in edits]
    return apply_edits(job.source(part.target), moved)


def _edits(job: Job, part: Part, chosen: Sequence[Option]) -> list[Edit]:
    """Return the edits that put the chosen wordings into the report."""
    texts = [option.text for option in chosen]
    for i, unit in enumerate(part.units):
        if texts[i] or not unit.text.endswith(("。", "！", "？")):
            continue
        before = i - 1
        while before >= 0 and part.units[before].end == part.units[before + 1].start:
            if texts[before]:
                texts[before] = _end_sentence(texts[before], unit.text[-1])
                break
            before -= 1
    edits = [
        Edit(u.start, u.end, text)
        for u, text in zip(part.units, texts, strict=True)
        if text != u.text
    ]
    return _without_empty_lines(job, part, edits)


def _end_sentence(text: str, mark: str) -> str:
    return text[:-1] + mark if text.endswith(("，", "；", ",", ";")) else text


def _without_empty_lines(job: Job, part: Part, edits: list[Edit]) -> list[Edit]:
    text = job.report.text
    by_start = ByStart(edits)
    emptied: list[Edit] = []
    gone: set[Edit] = set()
    for block in job.lookup.blocks.meeting(part.target.start, part.target.end):
        inside = by_start.inside(block.start, block.end)
        within = part.target.start <= block.start and block.end <= part.target.end
        if not inside or any(e.text for e in inside) or not within:
            continue
        local = [Edit(e.start - block.start, e.end - block.start, "") for e in inside]
        if not apply_edits(text[block.start : block.end], local).strip():
            gone.update(inside)
            emptied.append(Edit(block.start, block.end, ""))
    return [e for e in edits if e not in gone] + emptied
