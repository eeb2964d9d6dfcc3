"""The ladder: a capable model writes whole sections, then single sentences, and the rules are the
floor (design.md, “The ladder”).

Everything here follows from the job and the replies alone, never from time: sections are asked
for in waves of fixed size, in the order of the report, and what a wave missed decides on which rung
the next begins.  So a run that was broken off comes to the same questions and the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.catalogue import found
from assistant.chains.budget import SHORTFALL, share
from assistant.chains.items import region
from assistant.chains.job import Draft, Engine, Job, Rung, Target, body
from assistant.chains.repair import TRIES, Answer, Asker
from assistant.chains.section import TASKS, Section
from assistant.chains.section_place import more, part_of, points_in, stands_in_points
from assistant.chains.shape import Chain
from assistant.chains.shorten import asked_words, words_outside
from assistant.document import Section as Part
from assistant.request import Length
from assistant.tasks import Task
from assistant.wordcount import count_words

WAVE = 4
"""Sections asked for at once; a number of its own, for what is learnt must not hang on slots."""
MISSES = 3
"""Missed sections after which, hits being fewer, the sections not yet begun start lower."""
YIELDS = 0.75
"""The part of its share that a section of the lower rungs can do with."""
LONGEST = 4_000
"""字数 above which a part is not asked for in one go: nobody reads so much at one stretch."""
WORTH_ASKING = 16
"""字数 below which a part is left to the lower rungs."""
SMALL = 40
"""字数 below which a part of a whole report keeps its length: there is nothing to save in it."""


def fails(missed: int, stood: int) -> bool:
    """Whether a model that missed and met so many sections is asked for no more of them."""
    return missed >= MISSES and missed > stood


@dataclass
class _Climbed:
    """What came of the section rung: drafts by target, the answers of the others, the lowered."""

    drafts: dict[str, Draft] = field(default_factory=dict)
    missed: dict[str, Answer] = field(default_factory=dict)
    lowered: set[str] = field(default_factory=set)


def climb(job: Job, asker: Asker, chain: Chain[Any]) -> tuple[Job, list[Draft]]:
    """Return the drafts of a job from the highest rung that could write each, and the job they
    are of: a whole report that is restructured in one go has one target.

    `chain` does what the section rung leaves: it asks for sentences, or falls back on the rules.
    """
    if job.task == Task.SHORTEN and _short_enough(job):
        asker = Asker(None)
    sections = sections_of(job) if asker.begins is Rung.SECTION else []
    if asker.begins is Rung.RULES and asker.writer is not None:
        asker = Asker(None)
    if asker.writer is not None and asker.ready:
        job = replace(job, model=asker.writer.name)
    if not sections or not asker.ready:
        drafts = chain.runnable(asker).invoke(job)
        return job, [_lowered(d) for d in drafts] if asker.lowered and _rises(job) else drafts
    came = _asked(sections, asker)
    if sections[0].shared:
        _settle(sections, asker, came)
    one = sections[0].job
    if one.targets != job.targets:
        if came.drafts:
            return one, list(came.drafts.values())
        if asker.silent:
            asker = Asker(None, gone=asker.gone)
    return job, _with_rest(job, asker, chain, came)


def sections_of(job: Job) -> list[Section]:
    """Return the sections that are asked for in one go, in the order of the report."""
    if not _rises(job) or not job.targets:
        return []
    if job.task == Task.RESTRUCTURE:
        return list(_to_restructure(job))
    limits = _limits(job)
    shared = job.task == Task.SHORTEN and len(limits) > 1
    return [
        Section(job, target, limits.get(target.id), shared)
        for target in job.targets
        if _fits(job, target) and (job.request.to is None or target.id in limits)
    ]


def _rises(job: Job) -> bool:
    """Whether a model can be asked for whole sections of a job."""
    return job.task in TASKS and not job.request.by_code_alone


def _to_restructure(job: Job) -> Iterator[Section]:
    """Yield the chosen parts, or the body of a report as one; what code does exactly is its own."""
    asks = job.request.asks
    chosen = bool(job.request.sections)
    by_code = asks.numbers or asks.points_below or (asks.paragraphs and not chosen)
    if by_code and not (asks.outline or asks.headings):
        return
    if chosen:
        targets = [t for t in job.targets if _fits(job, t) and not stands_in_points(job, t)]
        for target in targets:
            if not _only_set_apart(job, target):
                yield Section(job, target, _limits(job).get(target.id))
        return
    place = region(job.report)
    if place is None:
        return
    whole = replace(job, targets=(body(*place),))
    if _fits(whole, whole.targets[0]):
        yield Section(whole, whole.targets[0], None)


def _only_set_apart(job: Job, target: Target) -> bool:
    """Whether the points of a part are to be paragraphs, and nothing else is asked: code does it.

    Where there are none, what is to be a paragraph of its own has to be read: 数字集中的单独成段.
    """
    asks = job.request.asks
    if not asks.paragraphs or asks.outline or asks.headings or more(job):
        return False
    part = part_of(job, target)
    nested = isinstance(part, Part) and bool(part.children)
    return nested or points_in(job, target) > 1


def _short_enough(job: Job) -> bool:
    """Whether what is to be shortened is within its length already: no writer is needed."""
    inside = sum(count_words(job.source(t)) for t in job.targets)
    return inside <= asked_words(job) - words_outside(job)


def _fits(job: Job, target: Target) -> bool:
    return not target.new and WORTH_ASKING <= count_words(job.source(target)) <= LONGEST


def _limits(job: Job) -> dict[str, int]:
    """Return the 字数 that each target may have; what is not in it keeps its length.

    A length is shared out over the sections by code, heavier parts keeping more of theirs.
    """
    if job.request.to is None:
        return {}
    sizes = {t.id: count_words(job.source(t)) for t in job.targets}
    room = asked_words(job) - words_outside(job)
    small = {i: n for i, n in sizes.items() if n < SMALL and len(sizes) > 1}
    if 5 * sum(small.values()) > room:
        small = {}
    rest = [t for t in job.targets if t.id not in small]
    shares = share(
        max(0, room - sum(small.values())),
        [sizes[t.id] for t in rest],
        [t.weight for t in rest],
    )
    limits = zip(rest, shares, strict=True)
    if job.task != Task.SHORTEN:
        return {t.id: most for t, most in limits if most < sizes[t.id]}
    return {t.id: most for t, most in limits if most > 0}


def _asked(sections: Sequence[Section], asker: Asker) -> _Climbed:
    """Ask for the sections in waves; after too many misses the rest are not asked for."""
    came = _Climbed()
    for start in range(0, len(sections), WAVE):
        wave = sections[start : start + WAVE]
        misses = sum(any(not t.safe or t.findings for t in a.tries) for a in came.missed.values())
        if fails(misses, len(came.drafts)):
            came.lowered |= {s.target.id for s in sections[start:]}
            break
        questions = [section.question() for section in wave]
        fitting = [
            (s, q)
            for s, q in zip(wave, questions, strict=True)
            if asker.takes(q.prompt.render(**q.values), q.max_tokens)
        ]
        answers = asker.ask_all("section", [q for _, q in fitting])
        for (section, _), answer in zip(fitting, answers, strict=True):
            draft = section.best(answer)
            if draft is not None:
                came.drafts[section.target.id] = draft
                continue
            came.missed[section.target.id] = answer
            if not answer.tries:
                asker.silent.add(section.target.id)
        if not any(answer.tries for answer in answers):  # nor would there be one to the rest
            asker.silent |= {s.target.id for s in sections[start:]}
            break
    return came


def _settle(sections: Sequence[Section], asker: Asker, came: _Climbed) -> None:
    """Bring the sections to their common length: those furthest off are asked for again, and what
    is still too long or too short in all loses clauses or goes to the lower rungs, the worst
    first."""
    limits = {s.target.id: s.most or 0 for s in sections}
    whole = {s.target.id: count_words(s.job.source(s.target)) for s in sections}
    for _ in range(TRIES - 1):
        off = _off(limits, whole, came)
        again = [
            (section, draft, question)
            for section in sections
            if off
            and (draft := came.drafts.get(section.target.id)) is not None
            and (question := section.again(draft, off)) is not None
        ]
        answers = asker.ask_all("section", [question for _, _, question in again])
        for (section, draft, _), answer in zip(again, answers, strict=True):
            better = section.best(answer) or draft
            tries = draft.attempts + len(answer.tries)
            refused = (*draft.refused, *answer.refused)
            came.drafts[section.target.id] = replace(better, attempts=tries, refused=refused)
    by_id = {s.target.id: s for s in sections}
    while off := _off(limits, whole, came):
        worst = max(came.drafts, key=lambda i: off * (_words(came, i) - limits[i]))
        if off > 0 and (cut := by_id[worst].cut(came.drafts[worst])) is not None:
            came.drafts[worst] = cut
            continue
        came.missed[worst] = Answer()
        del came.drafts[worst]


def _off(limits: Mapping[str, int], whole: Mapping[str, int], came: _Climbed) -> int:
    """Return 1 where the sections are too long in all, -1 where too short, 0 where they fit.

    One that is left to the lower rungs can be of any length from most of its share (`limits`) to
    all of its words (`whole`).
    """
    asked = sum(limits.values())
    told = sum(_words(came, i) for i in came.drafts)
    rest = [i for i in limits if i not in came.drafts]
    if not came.drafts:
        return 0
    if told + sum(int(YIELDS * limits[i]) for i in rest) > asked:
        return 1
    return -1 if told + sum(whole[i] for i in rest) < asked * (1 - SHORTFALL) else 0


def _words(came: _Climbed, target: str) -> int:
    return count_words(came.drafts[target].text)


def _with_rest(job: Job, asker: Asker, chain: Chain[Any], came: _Climbed) -> list[Draft]:
    """Return all drafts of a job in its order; what the section rung left the chain does."""
    rest = tuple(t for t in job.targets if t.id not in came.drafts)
    if rest:
        below = chain.runnable(asker).invoke(_job_of(job, rest, came))
        if len(rest) == len(job.targets):
            return [_fallen(draft, came) for draft in below]  # in the chain's own order
        came.drafts |= {d.target.id: _fallen(d, came) for d in below}
    return [came.drafts[t.id] for t in job.targets]


def _job_of(job: Job, rest: tuple[Target, ...], came: _Climbed) -> Job:
    """Return the job of the targets that are left, with the length that is left for them."""
    if len(rest) == len(job.targets):
        return job
    left = replace(job, targets=rest)
    if job.request.to is None:
        return left
    used = sum(count_words(d.text) for d in came.drafts.values())
    room = asked_words(job) - words_outside(job) - used
    to = Length(words=max(1, words_outside(left) + room))
    return replace(left, request=replace(job.request, to=to))


def _fallen(draft: Draft, came: _Climbed) -> Draft:
    """Say of a draft from a lower rung what the section rung took and why it was left."""
    own = draft.target.id
    answer = came.missed.get(own)
    if answer is not None:
        why = tuple(f for t in answer.tries for f in t.findings)
        draft = replace(
            draft, attempts=draft.attempts + len(answer.tries), refused=(*why, *draft.refused)
        )
    return _lowered(draft) if own in came.lowered else draft


def _lowered(draft: Draft) -> Draft:
    """Say of a draft that the model was not asked for the whole of it, because of its misses."""
    if draft.engine is Engine.NONE:
        return draft
    return replace(draft, remarks=(*draft.remarks, found("rung_lowered")))
