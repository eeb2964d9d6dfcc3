"""Making points whose headings the author named: each sentence goes under one of them.

Code is sure of some from their words, a model is asked about the others, and what nobody knows
stays beside its neighbour and is named.  No sentence is reworded, lost or said twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from assistant.catalogue import found
from assistant.chains.items import Item
from assistant.chains.job import Target
from assistant.chains.points import Prose, read_prose, write_points
from assistant.chains.regroup import LEAD, scores
from assistant.chains.slots import Slot, slots_of
from assistant.chains.sorting import Placing, place_question
from assistant.chains.told_order import in_order
from assistant.findings import Finding
from assistant.genres import Genre
from assistant.lexicon import groups

NOTHING = Prose("", ())


@dataclass(frozen=True, slots=True)
class Titled(Placing):
    """A part on its way into points with these headings."""

    prose: Prose = NOTHING


def spread_titled(target: Target, text: str, titles: Sequence[str], genre: Genre) -> Titled:
    """Return the prose of a part as a piece: where code is sure its sentences go, what to ask."""
    prose = read_prose(text, len(titles))
    slots = slots_of(titles, genre)
    places = tuple(_told_by_words(sentence, n, slots) for n, sentence in enumerate(prose.sentences))
    asked = tuple(n for n, place in enumerate(places) if place is None)
    everywhere = range(len(slots))
    questions = tuple(place_question(prose.sentences[n], everywhere, slots, target) for n in asked)
    return Titled(target, questions, (), slots, places, asked, prose)


def _told_by_words(sentence: str, number: int, slots: Sequence[Slot]) -> int | None:
    """Return the heading that the words of a sentence point to more than to any other, or None."""
    scored = scores(Item(sentence, number), slots, None)
    for n, slot in enumerate(slots):
        for names, *telling in groups("fields"):
            if any(name in slot.name for name in names.split("|")):
                scored[n] += sum(word in sentence for word in telling)
    order = sorted(range(len(slots)), key=lambda n: -scored[n])
    clear = len(order) > 1 and scored[order[0]] - scored[order[1]] >= LEAD
    return order[0] if clear else None


def write_titled(piece: Titled, order: Sequence[str]) -> tuple[list[str], int, list[Finding]]:
    """Return the paragraphs, how many sentences a model placed, and what is to be said of it.

    No paragraphs where fewer than two of the headings would have any text.
    """
    places = piece.picked()
    sure = list(places)
    for n in range(len(places)):
        if places[n] is None and n:
            places[n] = places[n - 1]
    for n in reversed(range(len(places) - 1)):
        if places[n] is None:
            places[n] = places[n + 1]
    if len(set(places)) < 2 or None in places:
        return [], 0, []
    used = [k for k in range(len(piece.slots)) if k in places]
    groups = [
        [s for s, p in zip(piece.prose.sentences, places, strict=True) if p == k] for k in used
    ]
    groups = [in_order(group, order) for group in groups]
    sentences = tuple(sentence for group in groups for sentence in group)
    runs = [*pairwise(accumulate(map(len, groups), initial=0))]
    names = [piece.slots[k].name for k in used]
    lines = write_points(Prose(piece.prose.opening, sentences), runs, names)
    saw = []
    empty = [slot.name for k, slot in enumerate(piece.slots) if k not in used]
    if empty:
        saw.append(found("heading_empty", evidence="、".join(empty)))
    if unsure := sure.count(None):
        saw.append(found("place_by_default", unsure=unsure))
    return (
        lines,
        sum(a is None and b is not None for a, b in zip(piece.places, sure, strict=True)),
        saw,
    )
