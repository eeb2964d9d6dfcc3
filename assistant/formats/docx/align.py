"""Which line of the new text stands for which paragraph of the old one.

Lines are matched before words are: a paragraph that stayed is never touched, one that was
reworded is edited, the others come or go whole.  So no edit tears paragraphs apart or joins them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.diff import common_end, common_start
from assistant.gaps.placeholders import find_placeholders
from assistant.matcher import Matcher

_ALIKE: Final = 0.4
"""Share of common character pairs from which two lines count as one, reworded."""

_SHORT: Final = 30
_LARGEST: Final = 40_000  # old × new lines of one changed stretch that are compared each to each
_BAND: Final = 12  # in larger ones: lines before and after the place that is to be expected


_Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Step:
    """`old` became `text`: an unchanged, edited, deleted (`text` None) or new (`old` None) line.

    `old` is an index into the old paragraphs.
    """

    old: int | None
    text: str | None


def plan(old: Sequence[str], new: str, fixed: Collection[int] = ()) -> list[Step]:
    """Return the steps, in reading order, that make the text `new` of the paragraphs `old`.

    A paragraph may hold soft breaks (`\\n`); a new line between two of its lines goes into it.
    The paragraphs `fixed` end a section: one of them that changes takes the last of the lines
    that come in its place, so that none of them goes over into the next section.
    """
    owners: list[int] = []
    lines: list[str] = []
    for index, paragraph in enumerate(old):
        for line in paragraph.split("\n"):
            owners.append(index)
            lines.append(line)
    wanted = new.removesuffix("\n").split("\n") if new else []
    survivors: dict[int, list[str]] = {index: [] for index in range(len(old))}
    inserted: dict[int, list[str]] = {}  # behind which paragraph; -1 for the beginning
    last = -1
    pairs: Iterable[_Pair] = _pairs(lines, wanted)
    if fixed:
        ends = {i for i, owner in enumerate(owners) if owner in fixed}
        ends -= {i for i in ends if owners[i + 1 : i + 2] == owners[i : i + 1]}
        pairs = _within_sections(pairs, ends, lines, wanted)
    for i, j in pairs:
        if i is not None:
            last = i
            if j is not None:
                survivors[owners[i]].append(wanted[j])
        elif j is not None:
            before = owners[last] if last >= 0 else -1
            inside = last + 1 < len(lines) and last >= 0 and owners[last + 1] == before
            if inside:
                survivors[before].append(wanted[j])
            else:
                inserted.setdefault(before, []).append(wanted[j])
    steps = [Step(None, text) for text in inserted.get(-1, ())]
    for index in range(len(old)):
        kept = survivors[index]
        steps.append(Step(index, "\n".join(kept) if kept else None))
        steps += [Step(None, text) for text in inserted.get(index, ())]
    return steps


def _within_sections(
    pairs: Iterable[_Pair], ends: set[int], old: list[str], new: list[str]
) -> Iterator[_Pair]:
    """Give each old line of `ends` that changes the last new line that stands in its place."""
    stretch: list[_Pair] = []
    for i, j in pairs:
        if i is None or j is None or (i in ends and old[i] != new[j]):
            stretch.append((i, j))
        else:
            yield from _held(stretch, ends, new)
            stretch = []
            yield i, j
    yield from _held(stretch, ends, new)


def _held(stretch: list[_Pair], ends: set[int], lines: list[str]) -> Iterator[_Pair]:
    """Yield the pairs of a changed stretch, one of `ends` with a new line that says something.

    `lines` are all new ones.
    """
    at = next((n for n, (i, _) in enumerate(stretch) if i in ends), None)
    if at is None:
        yield from stretch
        return
    end, own = stretch[at]
    behind = [i for i, _ in stretch[at + 1 :] if i is not None]
    new = [j for _, j in stretch if j is not None]
    if own is None:
        last = max(0, len(new) - 1 - len(behind))
    else:
        last = new.index(own)
        for i, _ in stretch[at + 1 :]:
            if i is not None:
                break
            last += 1
    yield from ((i, None) for i, _ in stretch[:at] if i is not None)
    yield from ((None, j) for j in new[:last])
    said = bool(new and lines[new[last]].strip())
    if new and not said:
        yield None, new[last]
    yield end, new[last] if said else None
    rest: list[_Pair] = [(i, None) for i in behind]
    yield from _held(rest + [(None, j) for j in new[last + 1 :]], ends, lines)


def _pairs(old: list[str], new: list[str]) -> Iterator[_Pair]:
    """Yield matched lines, and lone ones with None, so that both sides stay in order."""
    head = common_start(old, new)
    yield from zip(range(head), range(head), strict=True)
    tail = common_end(old[head:], new[head:])
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = Matcher(left, right, isjunk=lambda line: not line.strip())
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield from ((head + i + n, head + k + n) for n in range(j - i))
        else:
            at_end = not tail and j == len(left) and m == len(right)
            for a, b in _alike(left[i:j], right[k:m], at_end):
                yield (
                    None if a is None else head + i + a,
                    None if b is None else head + k + b,
                )
    for n in range(tail, 0, -1):
        yield len(old) - n, len(new) - n


def _alike(old: list[str], new: list[str], at_end: bool) -> Iterator[_Pair]:
    """Pair the lines of a changed stretch that are most alike, both sides in order.

    The last lines of a text are paired whatever they say: its last paragraph can't be replaced,
    only reworded.
    """
    matched = _best(old, new)
    if at_end and old and new:
        i, j = matched[-1] if matched else (-1, -1)
        if i < len(old) - 1 and j < len(new) - 1:
            matched.append((len(old) - 1, len(new) - 1))
    i = j = 0
    for a, b in [*matched, (len(old), len(new))]:
        if _same_form(old[i:a], new[j:b]):
            yield from zip(range(i, a), range(j, b), strict=True)
        else:
            yield from ((n, None) for n in range(i, a))
            yield from ((None, n) for n in range(j, b))
        if a < len(old):
            yield a, b
        i, j = a + 1, b + 1


def _same_form(old: list[str], new: list[str]) -> bool:
    """Whether unlike lines in one another's place are the same ones: rows of as many cells, lines
    whose open places were filled, or one short line that keeps a character."""
    if len(old) != len(new):
        return False
    if old and all(_is_filled(a, b) for a, b in zip(old, new, strict=True)):
        return True
    cells = [(a.count("\t"), b.count("\t")) for a, b in zip(old, new, strict=True)]
    if all(a == b > 0 for a, b in cells):
        return True
    return len(old) == 1 and len(old[0]) < _SHORT and bool(set("".join(old[0].split())) & {*new[0]})


def _is_filled(old: str, new: str) -> bool:
    """Whether a line says what another said around its open places: [发文单位] became 柳溪镇."""
    places = find_placeholders(old)
    if not places or not new.startswith(old[: places[0].start]):
        return False
    at = places[0].start
    for before, behind in pairwise(places):
        words = old[before.end : behind.start]
        at = new.find(words, at + 1)
        if at < 0:
            return False
        at += len(words)
    rest = old[places[-1].end :]
    return new.endswith(rest) and at < len(new) - len(rest)


def _best(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return the pairs whose likeness adds up to most (a longest common subsequence by weight)."""
    if not old or not new:
        return []
    if len(old) * len(new) > _LARGEST and min(len(old), len(new)) > 1:
        # Cut where the halves of both sides are most alike, near the middle.
        middle = len(old) // 2
        place = _counterpart(old[middle], new, len(new) // 2)
        rest = _best(old[middle:], new[place:])
        return _best(old[:middle], new[:place]) + [(middle + i, place + j) for i, j in rest]
    left, right = [_profile(line) for line in old], [_profile(line) for line in new]
    weights = [[_likeness(a, b) for b in right] for a in left]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        row, below, own = best[i], best[i + 1], weights[i]
        for j in range(len(new) - 1, -1, -1):
            row[j] = max(below[j], row[j + 1], below[j + 1] + own[j])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if weights[i][j] and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _counterpart(line: str, new: list[str], middle: int) -> int:
    """Return the place near `middle` of the new line most like this one, `middle` without any."""
    profile = _profile(line)
    reach = _BAND * max(1, len(new) // 200)
    places = range(max(0, middle - reach), min(len(new), middle + reach + 1))
    alike = {place: _likeness(profile, _profile(new[place])) for place in places}
    return max(places, key=lambda place: (alike[place], -abs(place - middle)))


def _profile(line: str) -> frozenset[str]:
    words = "".join(line.split())
    return frozenset(words[n : n + 2] for n in range(max(1, len(words) - 1)) if words)


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the shorter line that the other has too, 0 where that is too little."""
    least = min(len(a), len(b))
    common = len(a & b)
    share = common / least if least else 0.0
    return share if share >= _ALIKE and (common > 1 or least == 1) else 0.0
