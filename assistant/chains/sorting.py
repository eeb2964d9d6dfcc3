"""Sorting a whole report into an outline: when it is done, what is asked, what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import found
from assistant.chains.items import Item, items_of, paragraphs_of, region, report_year
from assistant.chains.job import Draft, Engine, Job, Target, body
from assistant.chains.regroup import clear_place, compose, scores, settled
from assistant.chains.repair import Question, keeps_to
from assistant.chains.shape import Piece
from assistant.chains.slots import Slot, genre_outline, heading_for, slots_of
from assistant.document import Report, indent_of, newline_of
from assistant.findings import Finding
from assistant.genres import Genre, locate_parts
from assistant.genres.loader import set_heading
from assistant.models.replies import object_of, parse_json
from assistant.outline.siblings import heading_mark
from assistant.prompts import load_prompt
from assistant.request import Request
from assistant.tasks import Task

LEAST = 4
"""Paragraphs from which a report without any heading gets the headings of its genre unasked."""


@dataclass(frozen=True, slots=True)
class Placing(Piece):
    """Items, or sentences, on their way under headings.

    `places` is what code is sure of; `asked` are those (by index) that a model is asked about.
    """

    slots: tuple[Slot, ...] = ()
    places: tuple[int | None, ...] = ()
    asked: tuple[int, ...] = ()

    def picked(self) -> list[int | None]:
        """Return the places code is sure of with those a model gave to what it was asked about."""
        known = list(self.places)
        for n, answer in zip(self.asked, self.answers, strict=False):
            for one in answer.safe[:1]:
                known[n] = parse_json(one.text, {"type": "object"})["part"] - 1
        return known


@dataclass(frozen=True, slots=True)
class Sorting(Placing):
    """The body of a report on its way into an outline."""

    items: tuple[Item, ...] = ()


def body_to_sort(request: Request, report: Report, genre: Genre) -> Target | None:
    """Return the body as one target where a request sorts a whole report anew, else None.

    It does where it lists the headings, and for a report of some length that has none at all.
    """
    if request.task != Task.RESTRUCTURE or request.sections:
        return None
    if request.asks.by_code:
        return None
    place = region(report)
    if place is None or not _outline(request, report, genre, place):
        return None
    return body(*place)


def _outline(
    request: Request, report: Report, genre: Genre, place: tuple[int, int]
) -> tuple[str, ...]:
    if names := request.asks.outline:
        by_duty = set_heading(names[0]) is not None or all(n.startswith("述") for n in names)
        return (*names, *_ending(report, genre, names)) if by_duty else names
    if report.sections or not report.title:
        return ()
    wanted = request.asks.headings
    long = len(paragraphs_of(report, *place)) >= LEAST and not request.instruction
    return genre_outline(genre, report.title) if wanted or long else ()


def _ending(report: Report, genre: Genre, names: Sequence[str]) -> list[str]:
    """Return the headings for problems and plans that 德能勤绩廉 have no place for, if told of."""
    there = {match.part.key for match in locate_parts(report, genre) if match.present}
    ends = {"problems": "存在的问题", "next_steps": "下一步打算"}
    return [name for key, name in ends.items() if key in there and name[-2:] not in str(names)]


def spread(job: Job, target: Target) -> Sorting:
    """Return the body as a piece: its items, where code is sure they go, what to ask about."""
    place = (target.start, target.end)
    names = _outline(job.request, job.report, job.genre, place)
    slots = slots_of(names, job.genre)
    if job.request.asks.outline:
        items = items_of(job.report, *place, slots)
    else:
        items = paragraphs_of(job.report, *place)
    year = report_year(job.report)
    scored = [scores(item, slots, year) for item in items]
    places = tuple(clear_place(item, one) for item, one in zip(items, scored, strict=True))
    # On offer are the headings that the words point to at all, and the one for the rest.
    offers = {
        n: [k for k, slot in enumerate(slots) if scored[n][k] > 0.5 or slot.rest]
        for n, sure in enumerate(places)
        if sure is None and not items[n].whole
    }
    asked = tuple(n for n, offer in offers.items() if len(offer) > 1)
    questions = tuple(place_question(items[n].text, offers[n], slots, target) for n in asked)
    return Sorting(target, questions, (), slots, places, asked, tuple(items))


def place_question(
    sentence: str, offer: Sequence[int], slots: Sequence[Slot], target: Target
) -> Question:
    """Return the question under which heading of those on offer a sentence belongs."""
    schema = object_of({"part": {"enum": [n + 1 for n in offer]}})
    return Question(
        prompt=load_prompt("place"),
        values={
            "sentence": sentence,
            "parts": "\n".join(f"{n + 1} {slots[n].name}" for n in offer),
        },
        judge=keeps_to(schema),
        max_tokens=24,
        section=target.id,
        schema=schema,
        tries=1,
    )


def gather(job: Job, piece: Sorting) -> Draft:
    """Return the body under its new headings, or as it was where fewer than two would be used."""
    places = piece.picked()
    picked = piece.places.count(None) - places.count(None)
    final = settled(piece.items, places, piece.slots)
    source = job.source(piece.target)
    if len(set(final)) < 2:
        return Draft(piece.target, source, Engine.NONE)
    names = [heading_for(slot, job.report, piece.slots) for slot in piece.slots]
    newline = newline_of(source)
    indent = indent_of(source.rstrip().splitlines()[-1])
    text = compose(
        piece.items,
        final,
        names,
        indent=indent,
        newline=newline,
        spaced=newline * 2 in source.strip(),
        mark=heading_mark(job.report.sections),
    )
    tail = source[len(source.rstrip()) :]
    if not tail and job.report.text[piece.target.end :].strip(" \t\u3000\r\n"):
        # The formula that ended the last paragraph stands behind another one now.
        tail = newline + indent
    return Draft(
        piece.target,
        text.rstrip("\r\n") + tail,
        Engine.MODEL if picked * 2 > len(piece.items) else Engine.RULES,
        attempts=1 if picked else 0,
        remarks=_remarks(names, final, places, len(job.request.asks.outline)),
    )


def _remarks(
    names: Sequence[str], final: Sequence[int], places: Sequence[int | None], asked: int
) -> tuple[Finding, ...]:
    """Say what stayed empty (a warning where the author named it: the first `asked`) or unsure."""
    saw: list[Finding] = []
    for code, those in (
        ("heading_empty", range(asked)),
        ("slot_empty", range(asked, len(names))),
    ):
        if empty := [names[n] for n in those if n not in final]:
            saw.append(found(code, evidence="、".join(empty)))
    unsure = places.count(None)
    if unsure:
        saw.append(found("place_by_default", unsure=unsure))
    return tuple(saw)
