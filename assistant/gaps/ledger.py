"""The ledger of a text's gaps, to show that a rewrite lost none and filled none unasked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.gaps.find import find_spots
from assistant.gaps.types import GapKind
from assistant.noise import find_noise

_NOT_WORDS = re.compile(r"[^\w%％‰℃㎡]|_")
_MARKS = re.compile(r"[XxＸｘ×*＊_＿○〇□△]{1,}|某某+|【[^】]*】")
_WIDTH = 8
"""How many characters of context an entry keeps on either side."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One gap as the two texts of a rewrite can be compared by.

    `text` is the sign as printed (empty for a silent gap), `unit` the unit it wants; `before`
    and `after` are up to eight characters of the same line on either side, without punctuation,
    blanks and other placeholders, so that changed punctuation does not hide a match.  `after`
    begins with the unit.  The span counts code points of the text given.
    """

    kind: GapKind
    text: str
    unit: str
    before: str
    after: str
    start: int
    end: int


def ledger(text: str) -> list[LedgerEntry]:
    """Return an entry for every gap of `text`, in reading order; gaps in noise do not count."""
    noise = find_noise(text)
    entries: list[LedgerEntry] = []
    for spot in find_spots(text):
        if any(n.start <= spot.start and spot.end <= n.end and n.end > n.start for n in noise):
            continue
        line = text.rfind("\n", 0, spot.start) + 1
        stop = text.find("\n", spot.end)
        entries.append(
            LedgerEntry(
                kind=spot.kind,
                text=text[spot.start : spot.end],
                unit=spot.unit,
                before=_plain(text[max(line, spot.start - 4 * _WIDTH) : spot.start])[-_WIDTH:],
                after=_plain(
                    text[spot.end : min(stop if stop >= 0 else len(text), spot.end + 4 * _WIDTH)]
                )[:_WIDTH],
                start=spot.start,
                end=spot.end,
            )
        )
    return entries


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", _MARKS.sub("", text))
