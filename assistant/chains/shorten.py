"""Shortening to an asked length.

Code shares the length over the chosen parts and over the units inside each; the model words
single units shorter; code measures, checks each wording, and picks the set that keeps most within
the length.  Without a model the same is done with whole clauses left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.chains.budget import Option, share
from assistant.chains.compose import Part, compose
from assistant.chains.job import Draft, Job
from assistant.chains.limits import limits_of
from assistant.chains.repair import Answer, Asker
from assistant.chains.segments import Unit, units_of
from assistant.chains.shape import Chain, ask_pieces
from assistant.chains.unit_question import ended, question_for, trimming, worth_asking
from assistant.chains.wordings import options_for
from assistant.document import BlockKind
from assistant.genres import Priority, locate_parts
from assistant.models.known_weights import DEFAULT
from assistant.spans import ByStart
from assistant.wordcount import count_words


def asked_words(job: Job) -> int:
    """Return the 字数 asked for all chosen parts together."""
    source = sum(count_words(job.source(t)) for t in job.targets) + words_outside(job)
    return job.request.to.of(source) if job.request.to else source


def words_outside(job: Job) -> int:
    """字数 of what is in no target (title, signature), where the whole report has a length."""
    if job.request.sections:
        return 0
    return count_words(job.report.text) - sum(count_words(job.source(t)) for t in job.targets)


def _spread(job: Job) -> tuple[Part, ...]:
    parts = []
    whole = job.model != DEFAULT
    for target in job.targets:
        gaps = job.gaps_in(target)
        units = tuple(units_of(job.report, target.start, target.end, gaps, job.lookup, whole=whole))
        fixed = count_words(job.source(target)) - sum(u.words for u in units)
        parts.append(Part(target, units=units, fixed=fixed))
    room = max(0, _asked_inside(job) - sum(p.fixed for p in parts))
    shares = share(room, [p.flexible for p in parts], [p.target.weight for p in parts])
    return tuple(_limited(job, part, room) for part, room in zip(parts, shares, strict=True))


def _asked_inside(job: Job) -> int:
    """Return the 字数 asked for the targets alone."""
    return asked_words(job) - words_outside(job)


def _limited(job: Job, part: Part, room: int) -> Part:
    """Ask for every unit that is worth it, and set how long its wording may be; where there is
    nobody to ask (`Job.model` is empty), none of that is worked out."""
    if not job.model:
        return replace(part, room=room)
    capable = job.model != DEFAULT
    worth = [i for i, u in enumerate(part.units) if worth_asking(u, capable=capable)]
    limits = limits_of(part.units, worth, room)
    asked = tuple(limits)
    questions = tuple(question_for(job, part, i, limits[i], capable=capable) for i in asked)
    return replace(
        part, questions=questions, asked_units=asked, limits=tuple(limits.values()), room=room
    )


def _work(asker: Asker, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Ask for all wordings, then once more for those that made their part too long.

    A wording somewhat over its limit is taken at first: what one unit has too much another saves.
    """
    worked = ask_pieces("shorten", asker, parts)
    again = [_over(part) for part in worked]
    questions = [
        trimming(p.questions[n], best)
        for p, some in zip(worked, again, strict=True)
        for n, best in some
    ]
    answers = iter(asker.ask_all("shorten", questions))
    return tuple(
        replace(part, answers=_joined(part.answers, {n: next(answers) for n, _ in some}))
        for part, some in zip(worked, again, strict=True)
    )


def _over(part: Part) -> list[tuple[int, str]]:
    """Return the questions of a part whose wordings make it too long, with those wordings."""
    best = [next((t.text for t in answer.safe), "") for answer in part.answers]
    over = [count_words(text) - limit for text, limit in zip(best, part.limits, strict=True)]
    excess, chosen = sum(o for o, text in zip(over, best, strict=True) if text), []
    for n in sorted(range(len(best)), key=lambda n: -over[n]):
        if excess <= 0 or over[n] <= 0:
            break
        if best[n]:
            chosen.append((n, best[n]))
            excess -= over[n]
    return chosen


def _joined(answers: Sequence[Answer], more: Mapping[int, Answer]) -> tuple[Answer, ...]:
    return tuple(
        Answer((*answer.tries, *more[n].tries)) if n in more else answer
        for n, answer in enumerate(answers)
    )


def _worded(part: Part, spans: Iterable[tuple[int, int]]) -> Part:
    """Return a worked part with the options of each of its units."""
    answers = dict(zip(part.asked_units, part.answers, strict=True))
    options = tuple(
        tuple(options_for(unit, [ended(unit, t.text) for t in answers.get(i, Answer()).safe]))
        for i, unit in enumerate(part.units)
    )
    return replace(part, options=_never_empty(spans, part.units, options))


def _never_empty(
    spans: Iterable[tuple[int, int]], units: Sequence[Unit], options: tuple[tuple[Option, ...], ...]
) -> tuple[tuple[Option, ...], ...]:
    """Keep something of every subsection, closing paragraph and part the genre asks for."""
    kept = list(options)
    numbers = {unit.start: i for i, unit in enumerate(units)}
    by_start = ByStart(units)
    for start, end in spans:
        inside = [numbers[u.start] for u in by_start.inside(start, end)]
        if inside and not any(all(o.text for o in kept[i]) for i in inside):
            worthiest = max(inside, key=lambda i: max(o.worth for o in kept[i]))
            kept[worthiest] = tuple(o for o in kept[worthiest] if o.text)
    return tuple(kept)


def _spans(job: Job) -> list[tuple[int, int]]:
    """Return the places of which something must stay."""
    spans = [(s.start, s.end) for s in job.report.walk() if not s.children]
    spans += [(t.start, t.end) for t in job.targets]
    spans += [(b.start, b.end) for b in job.report.blocks if b.kind is BlockKind.CLOSING]
    spans += [
        (m.start, m.end)
        for m in locate_parts(job.report, job.genre)
        if job.report.title  # a passage without one is no whole report and has no parts to lose
        and m.present
        and m.start is not None
        and m.end is not None
        and m.priority is Priority.REQUIRED
    ]
    return spans


def _gather(job: Job, parts: Sequence[Part]) -> list[Draft]:
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    by_start = ByStart(part.target for part in parts)
    for start, end in _spans(job):
        for target in by_start.meeting(start, end):
            spans[target.id].append((start, end))
    return compose(job, _allot(job, [_worded(part, spans[part.target.id]) for part in parts]))


def _allot(job: Job, parts: Sequence[Part]) -> list[Part]:
    """Share the length anew, now that it is known how short each part can become."""
    least = [p.fixed + p.shortest for p in parts]
    spare = max(0, _asked_inside(job) - sum(least))
    sizes = [max(0, p.flexible - p.shortest) for p in parts]
    shares = share(spare, sizes, [p.target.weight for p in parts])
    return [replace(p, asked=low + more) for p, low, more in zip(parts, least, shares, strict=True)]


SHORTEN = Chain(_spread, _work, _gather)
"""From a job with an asked length to one draft for each target."""
