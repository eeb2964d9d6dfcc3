"""difflib's matcher, with an end.

For each place of a thing in one text `SequenceMatcher` goes over all its places in the other, and
does so again for what lies before and behind each match: of two texts that say the same over and
over, cubic.  One call would compute for minutes, in which nobody looks at the clock.
"""

from __future__ import annotations

from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import Any

from assistant.time_limit import still_in_time

_STEPS = 10_000_000
"""Places that are looked at for two texts, about a second's: what is not compared by then is taken
for unlike.  Two chapters of a hundred sentences come to less, were all sentences the same."""


class Matcher(SequenceMatcher[Any]):
    """What `SequenceMatcher` finds, in bounded time and inside the time limit of a request."""

    def __init__(self, a: Any = "", b: Any = "", *, isjunk: Any = None) -> None:
        super().__init__(isjunk, a, b, autojunk=False)

    def set_seq1(self, a: Any) -> None:
        """Take another text to compare."""
        super().set_seq1(a)
        self._begin()

    def set_seq2(self, b: Any) -> None:
        """Take another text to compare with."""
        super().set_seq2(b)
        self._begin()

    def _begin(self) -> None:
        self._left = _STEPS
        self._places: list[int] = []

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Return the longest stretch that both have; an empty one once all steps are used up."""
        still_in_time()
        if not self._places:
            known = self.b2j  # type: ignore[attr-defined]
            self._places = [0, *accumulate(len(known.get(one, ())) for one in self.a)]  # type: ignore[attr-defined]
        end = len(self._places) - 1 if ahi is None else ahi
        self._left -= end - alo + self._places[end] - self._places[alo]
        if self._left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)
