"""Which units a model is asked about, and how long the wording of each may be.

The same choice as in the end, with wordings that are not there yet: of each unit the model could
tell much or little, the rules cut it, or it stays or goes.  What is chosen keeps to the length
together, so that wordings as long as they may be do so as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from assistant.chains.budget import Option, choose
from assistant.chains.job import Engine
from assistant.chains.segments import Unit, held_together
from assistant.chains.wordings import options_for
from assistant.chains.worth import worth_told
from assistant.wordcount import count_words

LEAST = 8
"""字数 that any sentence needs."""
SHARES = (0.3, 0.45, 0.6, 0.75, 0.9)
"""The shares of its own 字数 that a unit may be told in; below the first nothing can be told."""
TOLD = 4
"""字数 that a sentence needs besides the words that must stay."""


def limits_of(units: Sequence[Unit], worth_asking: Collection[int], room: int) -> dict[int, int]:
    """Return the 字数 that the wording of each unit to be asked about may have, by its index.

    A unit whose words that must stay are longer than what it could get is not asked about.
    Wordings of exactly these lengths, with the rules' cuts of all other units, take at most `room`
    字; where no choice is that short, they are the shortest there can be.
    """
    options = [
        [*options_for(unit, ()), *(_tellings(unit) if i in worth_asking else ())]
        for i, unit in enumerate(units)
    ]
    chosen = choose(options, room)
    return {i: option.words for i, option in enumerate(chosen) if option.author is Engine.MODEL}


def least_of(unit: Unit) -> int:
    """Return the 字数 that a wording of a unit needs for what must stay in it and a verb."""
    held = count_words("".join(held_together(unit)))
    return max(LEAST, round(unit.words * SHARES[0]), held + TOLD if held else 0)


def _tellings(unit: Unit) -> Iterator[Option]:
    """Yield a model's wordings to be hoped for, from the shortest to the longest worth a call."""
    least, most = least_of(unit), unit.words * SHARES[-1]
    for words in sorted({max(least, round(unit.words * share)) for share in SHARES}):
        if words <= most:
            yield Option("", words, worth_told(unit.text, words), Engine.MODEL)
