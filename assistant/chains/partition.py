"""From a section's prose to points: the model's part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.catalogue import found
from assistant.chains.points import (
    LEAD_WORDS,
    Prose,
    divide,
    lead_fault,
    needs_lead,
    read_prose,
    repeats,
    write_points,
)
from assistant.chains.repair import Answer, Asker, Question, keeps_to
from assistant.chains.told_order import in_order
from assistant.findings import Finding
from assistant.models.replies import object_of, parse_json
from assistant.prompts import load_prompt


@dataclass(frozen=True, slots=True)
class Place:
    """Prose that should become so many points: behind a heading, or a point's label.

    `section` is the ID of its part, `order` which kind of sentences
    comes first in a point.  An `optional` one was not asked for by name: without a model
    it stays as it is.
    """

    section: str
    prose: str
    points: int
    optional: bool = False
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """Prose divided: its paragraphs, the tries made, and whether the model had a part in it."""

    lines: Sequence[str]
    tries: int
    by_model: bool


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Prose that has points enough, and the number of its point for each sentence, if known."""

    place: Place
    prose: Prose
    points: int
    votes: Sequence[int | None] = ()
    tries: int = 0

    @property
    def runs(self) -> Sequence[tuple[int, int]]:
        return divide(self.prose.sentences, self.points, self.votes)


def divide_into_points(places: Sequence[Place], asker: Asker) -> list[Division | None]:
    """Return the paragraphs of each place as points; None for one that stays as it is.

    All places are asked about together.  Where a text has fewer clauses than points, it is
    divided into as many as it has.
    """
    ready = asker.ready
    wanted = [place for place in places if ready or not place.optional]
    divisible = [found for place in wanted if (found := _readable(place)) is not None]
    made = dict(zip([id(s.place) for s in divisible], _divided(divisible, asker), strict=True))
    return [
        made.get(id(place), Division([place.prose], 0, False))
        if ready or not place.optional
        else None
        for place in places
    ]


def votes_question(place: Place) -> Question | None:
    """Return the first question that is asked about a place; None where there is none."""
    found = _readable(place)
    return _votes_question(found) if found else None


def _readable(place: Place) -> _Sorted | None:
    prose = read_prose(place.prose, place.points)
    points = min(place.points, len(prose.sentences))
    return _Sorted(place, prose, points) if points >= 2 else None


def _divided(places: Sequence[_Sorted], asker: Asker) -> list[Division]:
    answers = asker.ask_all("points", [_votes_question(place) for place in places])
    voted = [_voted(place, answer) for place, answer in zip(places, answers, strict=True)]
    return [
        Division(
            write_points(_ordered(one), one.runs, leads),
            max(one.tries, tries),
            any(v is not None for v in one.votes) or any(leads),
        )
        for one, (leads, tries) in zip(voted, _leads(voted, asker), strict=True)
    ]


def _ordered(one: _Sorted) -> Prose:
    """Return the prose with the sentences of each point in the order asked for."""
    sentences = (in_order(one.prose.sentences[a:b], one.place.order) for a, b in one.runs)
    return replace(one.prose, sentences=tuple(s for some in sentences for s in some))


def _votes_question(one: _Sorted) -> Question:
    count, points = len(one.prose.sentences), one.points
    schema = _votes_schema(count, points)
    listed = "\n".join(f"{i} {s}" for i, s in enumerate(one.prose.sentences, start=1))
    return Question(
        prompt=load_prompt("points"),
        values={"sentences": listed, "count": str(points)},
        judge=keeps_to(schema),
        max_tokens=120 + points * 60 + count * 8,
        section=one.place.section,
        schema=schema,
        tries=1,
    )


def _voted(place: _Sorted, answer: Answer) -> _Sorted:
    """Take over which sentences belong together; None for a sentence without a clear answer."""
    count = len(place.prose.sentences)
    votes: list[int | None] = [None] * count
    for one in answer.safe[:1]:
        schema = _votes_schema(count, place.points)
        for group, point in enumerate(parse_json(one.text, schema)["points"]):
            for number in point["sentences"]:
                if votes[number - 1] is None:
                    votes[number - 1] = group
    return replace(place, votes=votes, tries=len(answer.tries))


def _votes_schema(count: int, points: int) -> dict[str, Any]:
    sentence = {"type": "integer", "enum": list(range(1, count + 1))}
    point = object_of(
        {
            "heading": {"type": "string", "maxLength": LEAD_WORDS[1]},
            "sentences": {"type": "array", "items": sentence, "minItems": 1, "maxItems": count},
        }
    )
    listed = {"type": "array", "items": point, "minItems": points, "maxItems": points}
    return object_of({"points": listed})


def _leads(places: Sequence[_Sorted], asker: Asker) -> list[tuple[list[str], int]]:
    """Ask for a lead for each point that has none; return those of each place, and the tries.

    A lead is empty where no good one came.
    """
    groups = [["".join(p.prose.sentences[low:high]) for low, high in p.runs] for p in places]
    wanted = [
        [i for i, (low, high) in enumerate(p.runs) if needs_lead(p.prose.sentences[low:high])]
        for p in places
    ]
    answers = iter(
        asker.ask_all(
            "lead",
            [
                _lead_question(texts[i], place.place.section)
                for place, texts, chosen in zip(places, groups, wanted, strict=True)
                for i in chosen
            ],
        )
    )
    return [
        _chosen(texts, {i: next(answers) for i in chosen})
        for texts, chosen in zip(groups, wanted, strict=True)
    ]


def _chosen(groups: Sequence[str], answers: Mapping[int, Answer]) -> tuple[list[str], int]:
    leads = [""] * len(groups)
    for i, answer in answers.items():
        for one in answer.safe[:1]:
            lead = _clean(one.text)
            if not lead_fault(lead, groups[i], leads) and not repeats(lead, groups[i]):
                leads[i] = lead
    return leads, max((len(a.tries) for a in answers.values()), default=0)


def _lead_question(group: str, section: str) -> Question:
    def judge(reply: str) -> list[Finding]:
        fault = lead_fault(_clean(reply), group, ())
        return [found("wording_refused", what=fault)] if fault else []

    return Question(
        prompt=load_prompt("lead"),
        values={"text": group},
        judge=judge,
        max_tokens=40,
        section=section,
    )


def _clean(reply: str) -> str:
    return reply.strip().strip("。；：:“”\"'")
