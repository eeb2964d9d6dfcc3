"""The lines of a text, each with a view from which noise is masked out.

A mark like `##…##` may stand in front of a number or inside it, so every decision about a line
looks at the words without noise, and every place in those words maps back to the text as read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.noise import Noise, NoiseWalk
from assistant.patterns import compile_late

_LINE: Final = compile_late(r"[^\r\n]*(?:\r\n|\n|\r|(?<=.)\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its span in the text, line end included, and the words a reader should see.

    `words` has neither noise nor outer white space; `places` gives the place in the text of each
    of its characters where noise broke them up, otherwise they run on from `first`.
    """

    start: int
    end: int
    words: str
    first: int
    noisy: bool = False
    places: tuple[int, ...] = ()

    def at(self, index: int) -> int:
        """Return the place in the text of character `index` of the words."""
        return self.places[index] if self.places else self.first + index

    def behind(self, index: int) -> int:
        """Return the place in the text behind character `index` - 1 of the words."""
        return self.at(index - 1) + 1 if index else self.at(0)

    @property
    def only_noise(self) -> bool:
        """Whether the line held something, but nothing of the report."""
        return self.noisy and not self.words


def split_lines(text: str, noise: Sequence[Noise]) -> list[Line]:
    """Return the lines of `text`; their spans tile it.  `noise` is sorted and disjoint."""
    pieces = NoiseWalk(noise)
    return [_line(text, *match.span(), pieces) for match in _LINE.finditer(text) if match.group()]


def _line(text: str, start: int, end: int, pieces: NoiseWalk) -> Line:
    inside = list(pieces.within(start, end))
    raw = text[start:end]
    if not inside:
        words = raw.strip()
        return Line(start, end, words, start + (len(raw) - len(raw.lstrip()) if words else 0))
    places: list[int] = []
    position = start
    for _, begin, stop in inside:
        places.extend(range(position, begin))
        position = stop
    places.extend(range(position, end))
    while places and text[places[-1]].isspace():
        places.pop()
    lead = next((i for i, place in enumerate(places) if not text[place].isspace()), len(places))
    kept = tuple(places[lead:])
    words = "".join(text[place] for place in kept)
    noisy = bool(raw.strip())
    return Line(start, end, words, kept[0] if kept else start, noisy, kept)
