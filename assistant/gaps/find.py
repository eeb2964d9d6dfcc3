"""Put the finders together: every gap of a text, numbered in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.gaps.lists import find_lists, find_nameless, find_quotes
from assistant.gaps.placeholders import find_placeholders
from assistant.gaps.questions import ask
from assistant.gaps.silent import find_silent
from assistant.gaps.types import Gap, GapKind, Spot
from assistant.gaps.wanted import wanted
from assistant.gaps.words import Words, cut, read_unit
from assistant.noise import Noise, find_noise
from assistant.patterns import compile_late
from assistant.spans import Moved
from assistant.time_limit import still_in_time

_OFTEN = compile_late(r"多次(?=[\u4e00-\u9fff])")
_NAMED = frozenset(("村", "社区", "站", "点", "级", "层", "组", "队", "班"))
"""Behind a placeholder these are named, not counted: XX村."""
_MAGNITUDES = frozenset(("万", "亿", "万亿", "余万"))
_CONTEXT = 20
"""How many characters on either side a gap shows as its context."""


def find_gaps(text: str, noise: Sequence[Noise] | None = None) -> list[Gap]:
    """Return every gap of `text` but missing parts, with IDs g1, g2 … in reading order.

    `noise` (default: what `find_noise` finds) is looked past: an advertisement has no gaps, and a
    mark inside a word parts nothing. Gaps never overlap. Any text is accepted.
    """
    return list(_gaps(text, tuple(find_noise(text) if noise is None else noise)))


@lru_cache(maxsize=128)  # one text is looked at by many checks
def _gaps(text: str, noise: Sequence[Noise]) -> tuple[Gap, ...]:
    clean, places = _without(text, noise)
    gaps: list[Gap] = []
    spots = find_spots(clean)
    for number, spot in enumerate(spots):
        still_in_time()
        start, end = places.span(spot.start, spot.end)
        before = max(0, spot.start - _CONTEXT)
        line = max(clean.rfind(end, before, spot.start) for end in "\r\n") + 1
        stop = clean.find("\n", spot.end, spot.end + _CONTEXT)
        context = clean[max(line, before) : stop if stop >= 0 else spot.end + _CONTEXT]
        gaps.append(
            Gap(
                id=f"g{len(gaps) + 1}",
                kind=spot.kind,
                start=start,
                end=end,
                context=context.strip(),
                unit=spot.unit,
                question=ask(clean, spot, spots[max(0, number - 1) : number + 2]),
                wanted=wanted(clean, spot),
            )
        )
    return tuple(gaps)


def find_spots(text: str) -> list[Spot]:
    """Return the gaps of a text without noise, in reading order, none overlapping another."""
    words = cut(text)
    spots = [_with_unit(spot, words, text) for spot in find_placeholders(text)]
    spots += find_silent(text, words)
    spots += find_lists(words)
    spots += find_nameless(words)
    spots += find_quotes(text)
    spots.sort(key=lambda s: (s.start, s.end, s.kind is not GapKind.SILENT))
    kept: list[Spot] = []
    for spot in spots:
        if kept and (spot.start < kept[-1].end or spot.start == kept[-1].start):
            continue
        kept.append(spot)
    return kept


def _with_unit(spot: Spot, words: Words, text: str) -> Spot:
    """Return a placeholder with the unit that follows it."""
    if text.startswith("某某", spot.start) and _OFTEN.match(text, spot.end):
        return spot  # (党委书记某某某)多次到现场
    i = bisect_left(words.starts, spot.end)
    if i >= len(words.starts) or words.starts[i] != spot.end:
        return spot
    if words.texts[i] in _MAGNITUDES:
        spot = replace(spot, unit=words.texts[i])  # XX万农村人口
    read = read_unit(words, i)
    return spot if read is None or read.text in _NAMED else replace(spot, unit=read.text)


def _without(text: str, noise: Sequence[Noise]) -> tuple[str, Moved]:
    """Return the text without the spans of noise, and the way back."""
    parts: list[str] = []
    cuts: list[tuple[int, int]] = []
    position = length = 0
    for piece in sorted(noise, key=lambda n: n.start):
        if piece.start < position:
            continue
        parts.append(text[position : piece.start])
        length += piece.start - position
        position = piece.end
        cuts.append((length, position - length))
    parts.append(text[position:])
    return "".join(parts), Moved(cuts)
