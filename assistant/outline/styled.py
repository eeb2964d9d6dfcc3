"""What a Word file's styles say of its lines, believed where it is honest.

Authors click a heading style for its looks, and templates put an outline level on whole pages.
So a style makes a heading only of a line that reads like one, and an outline level counts only
where most of the lines that have it do; a printed number always says more than a style.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from assistant.document import TITLE_STYLE, Styles
from assistant.numbering import match_label, match_point_label
from assistant.outline.lines import Line
from assistant.patterns import compile_late

_SHORTEST, _LONGEST, _LONGEST_TITLE = 2, 40, 100
_MOST_TITLE_LINES: Final = 4
_DEEPEST_TITLE: Final = 8  # lines of a cover above it
_NO_HEADING: Final = compile_late(
    r"[。！？；!?;\t]|[，,、]$|^[—–-]|^附?[图表]\s*[\d一二三四五六七八九十]|^单位[：:]"
)
_TITLE_ENDS: Final = compile_late(r"(?:报告|总结|汇报|材料|讲话|发言|小结)(?:[（(].*[)）])?$")
_WORD: Final = compile_late(r"[^\W\d_]")
_RUN: Final = 3
"""So many headings of one level, nothing between them, are the entries of a list."""


@dataclass(frozen=True, slots=True)
class Styled:
    """The lines (by index) whose style is believed.

    `titles` are lines of the title; `headings` have an outline level, numbered ones included.
    """

    titles: frozenset[int] = frozenset()
    headings: Mapping[int, int] = field(default_factory=dict)


def styles_by_words(lines: Iterable[tuple[str, int | None]]) -> Styles:
    """Return the styles of lines given with their words, in reading order."""
    found: defaultdict[str, list[int | None]] = defaultdict(list)
    for words, style in lines:
        if words:
            found[words].append(style)
    return {
        words: tuple(styles)
        for words, styles in found.items()
        if any(style is not None for style in styles)
    }


def styles_of_lines(text: str, lines: Sequence[Line], styles: Styles) -> dict[int, int]:
    """Return the style of each line, by its index, that `styles` speaks of.

    Where the same words stand in other places than they did, and not always in one style, nothing
    is said of them.
    """
    if not styles:
        return {}
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.words:
            raw = text[line.start : line.end].strip()
            places[raw if raw in styles and line.words not in styles else line.words].append(index)
    found: dict[int, int] = {}
    for words, indices in places.items():
        given = styles.get(words, ())
        if len(given) != len(indices):
            given = (given[0],) * len(indices) if len(set(given)) == 1 else ()
        found |= {i: style for i, style in zip(indices, given, strict=False) if style is not None}
    return found


def believe(
    lines: Sequence[Line], content: Sequence[int], styles: Mapping[int, int], known: Styles
) -> Styled:
    """Return which of the styles of lines are honest; `content` are the lines with words.

    `known` are the styles of the whole report, of which the lines may be a part.
    """
    if not styles:
        return Styled()
    honest = _honest(lines, styles)
    titles = _titles(lines, content, styles, honest, known)
    headings = {i: level for i, level in honest.items() if i not in titles}
    return Styled(titles, _without_lists(content, lines, headings))


def _honest(lines: Sequence[Line], styles: Mapping[int, int]) -> dict[int, int]:
    """Return the lines that read like headings, of the levels most of whose lines do."""
    alike: dict[int, int] = {}
    counts: Counter[int] = Counter()
    for index, level in sorted(styles.items()):
        if level == TITLE_STYLE:
            continue
        counts[level] += 1
        if match_label(lines[index].words) is not None or _reads_like_one(lines[index].words):
            alike[index] = level
    kept = Counter(alike.values())
    return {i: level for i, level in alike.items() if 2 * kept[level] >= counts[level]}


def _reads_like_one(words: str) -> bool:
    return (
        _SHORTEST <= len(words) <= _LONGEST
        and _NO_HEADING.search(words) is None
        and _WORD.search(words) is not None
        and match_point_label(words) is None
    )


def _titles(
    lines: Sequence[Line],
    content: Sequence[int],
    styles: Mapping[int, int],
    honest: Mapping[int, int],
    known: Styles,
) -> frozenset[int]:
    """Return the lines of the title: in the style of one, or under a heading of their own level.

    A style of titles is believed in front of the text, where nothing but short lines precede it.
    """
    first = next((n for n, i in enumerate(content) if styles.get(i) == TITLE_STYLE), None)
    if first is not None:
        run = _run(content, first, styles)
        above = content[:first]
        sound = (
            first <= _DEEPEST_TITLE
            and not any(i in honest for i in above)
            and all(_is_short(lines[i].words, _LONGEST_TITLE // 2) for i in above)
            and all(_is_short(lines[i].words, _LONGEST_TITLE) for i in run)
        )
        return frozenset(run) if sound else frozenset()
    if not content or content[0] not in honest or match_label(lines[content[0]].words):
        return frozenset()
    run = _run(content, 0, honest)
    level, others = honest[content[0]], [honest[i] for i in honest if i not in run]
    own = {lines[i].words for i in run}
    elsewhere = any(level in given for words, given in known.items() if words not in own)
    if others and min(others) > level and not elsewhere:
        return frozenset(run)
    named = _TITLE_ENDS.search(lines[content[0]].words)
    return frozenset(run[:1]) if named and others else frozenset()


def _is_short(words: str, most: int) -> bool:
    return "。" not in words and len(words) <= most


def _run(content: Sequence[int], first: int, styles: Mapping[int, int]) -> list[int]:
    """Return the lines from `first` on that share its style, up to as many as a title has."""
    run: list[int] = []
    for index in content[first : first + _MOST_TITLE_LINES]:
        if styles.get(index) != styles[content[first]]:
            break
        run.append(index)
    return run


def _without_lists(
    content: Sequence[int], lines: Sequence[Line], headings: Mapping[int, int]
) -> dict[int, int]:
    """Leave out the entries of lists: unnumbered headings in a row with text behind the last.

    At the end of a report such a row is what an author still has to write.
    """
    kept = dict(headings)
    run: list[int] = []
    for index in content:
        bare = index in headings and match_label(lines[index].words) is None
        if bare and (not run or headings[run[-1]] == headings[index]):
            run.append(index)
            continue
        if len(run) >= _RUN and index not in headings:
            for entry in run[:-1]:
                del kept[entry]
        run = [index] if bare else []
    return kept
