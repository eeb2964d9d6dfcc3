"""From a request to a job: what is chosen, cleaned of noise, with its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.chains.job import Job, Target
from assistant.chains.rearrange import stretch
from assistant.chains.sorting import body_to_sort
from assistant.document import BlockKind, Point, Report, Section
from assistant.facts import Fact
from assistant.gaps import Gap, find_gaps
from assistant.genres import Genre, locate_parts, missing_part_gaps
from assistant.noise import Noise, find_noise, remove_noise
from assistant.outline import parse
from assistant.request import Request
from assistant.tasks import Task

NEW = "new"
"""What the ID of a part begins with that the report lacks."""


def prepare(
    request: Request,
    report: Report,
    genre: Genre,
    *,
    facts: Sequence[Fact] = (),
    terms: tuple[str, ...] | None = None,
) -> Job:
    """Return the job for a request on a report.

    Noise inside the chosen parts is taken out first, because no sentence can be worked on with a
    watermark in a word; outside them nothing changes.  Raises UnknownSection for a part that the
    report does not have.

    A missing part is a gap only of a whole report with a title, and not where figures alone are to
    be filled: a pasted passage lacks no parts.
    """
    chosen = targets_of(report, request.sections)
    noise = find_noise(report.text)
    if request.sections:
        noise = [n for n in noise if _inside(n, chosen)]
    if request.asks.by_code:
        noise = []  # parts that only change places take along whatever stands in them
    working = report
    if noise:
        working = parse(remove_noise(report.text, noise), styles=report.styles)
    targets = targets_of(working, request.sections)
    if not request.sections:
        weights = _weights(working, genre)
        targets = tuple(replace(t, weight=weights.get(t.id, 1.0)) for t in targets)
    if (one := stretch(request.asks, working) or body_to_sort(request, working, genre)) is not None:
        targets = (one,)
    elif request.task == Task.RESTRUCTURE and not working.sections and not request.asks.by_code:
        # Where nothing has a heading the text itself is the part that is meant.
        targets = tuple(t for t in targets if t.id == BlockKind.BODY) or targets[:1]
        request = replace(request, sections=tuple(t.id for t in targets))
    gaps: list[Gap] = list(find_gaps(working.text))
    whole = not request.sections and not request.figures_only
    if request.task == Task.FILL and whole and working.title:
        missing = missing_part_gaps(working, genre, len(gaps) + 1)
        targets = _with_new_parts(targets, missing, genre)
        gaps += missing
    return Job(
        request=request,
        report=working,
        genre=genre,
        targets=targets,
        gaps=tuple(gaps),
        facts=tuple(facts),
        terms=terms,
        noise=tuple(noise),
    )


def targets_of(report: Report, sections: Sequence[str]) -> tuple[Target, ...]:
    """Return the chosen parts in reading order; without a choice all prose of the report.

    A part inside another chosen one is worked on with it.  Raises UnknownSection.
    """
    if sections:
        found = [_target(report, one) for one in sections]
    else:
        found = [Target(p.id, p.lead, p.start, p.end) for p in report.outside()]
        found += [Target(s.id, _heading(s), s.start, s.end) for s in report.sections]
    found.sort(key=lambda t: (t.start, -t.end))
    kept: list[Target] = []
    for target in found:
        if not kept or target.start >= kept[-1].end:
            kept.append(target)
    return tuple(kept)


def _target(report: Report, name: str) -> Target:
    part = report.find(name)
    heading = part.lead if isinstance(part, Point) else _heading(part)
    return Target(part.id, heading, part.start, part.end)


def _heading(section: Section) -> str:
    return section.number + section.heading


def _inside(noise: Noise, targets: Iterable[Target]) -> bool:
    return any(t.start <= noise.start and noise.end <= t.end for t in targets)


def _weights(report: Report, genre: Genre) -> dict[str, float]:
    """Return how much of an asked length each section should keep: its part's weight, tempered.

    The genre's weights say how long a part usually is, and a section already is as long as its
    author made it; so they only tilt the balance (fourth root), and no part is squeezed out.
    """
    weights: dict[str, float] = {}
    for match in locate_parts(report, genre):
        if match.present and match.section and match.part.weight:
            section = match.section.split(".")[0]
            weights[section] = max(weights.get(section, 0.0), match.part.weight**0.25)
    return weights


def _with_new_parts(
    targets: tuple[Target, ...], missing: Iterable[Gap], genre: Genre
) -> tuple[Target, ...]:
    """Add a place of no width for every part that the report lacks."""
    names = {part.question: part.name.zh for part in genre.parts}
    added = [
        Target(f"{NEW}{n}", names.get(gap.question, ""), gap.start, gap.end, gap=gap.id)
        for n, gap in enumerate(missing, start=1)
    ]
    return tuple(sorted((*targets, *added), key=lambda t: (t.start, t.end)))
