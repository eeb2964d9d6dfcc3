"""Putting the numbers of headings right: one style a level, counted anew.

一、 → （一） → 1. → （1） is common practice for official papers; items below the headings become
一是…二是… where that is asked for.  Only the numbers change, not a word behind them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.chains.job import Draft
from assistant.document import Edit, Section, Styles, apply_edits
from assistant.numbering import LabelStyle, chinese_number, format_label, parse_number
from assistant.outline import parse

_STYLES = (
    LabelStyle.CHINESE,
    LabelStyle.CHINESE_PAREN,
    LabelStyle.ARABIC,
    LabelStyle.ARABIC_PAREN,
    LabelStyle.CIRCLED,
)
_INLINE = re.compile(
    r"(?<=[。；])(?:第(?P<a>[一二三四五六七八九十])[，、]|[（(](?P<b>\d{1,2}|[一二三四五六七八九十])[)）]"
    r"|(?P<c>[①②③④⑤⑥⑦⑧⑨⑩]))(?=[\u4e00-\u9fff“《])"
)


def relabelled_all(
    drafts: Sequence[Draft], ids: Collection[str], *, points: bool, styles: Styles
) -> list[Draft]:
    """Return the drafts with every number put right; those with these IDs count as level 1.

    With `points` the items in which text follows the number become 一是…二是….  `styles` are those
    of the report: a heading that has only a style counts, and gets no number.
    """
    done: list[Draft] = []
    number = 0
    for draft in drafts:
        if draft.target.id in ids:
            text, number = _relabelled(draft.text, number, points, styles)
            draft = draft.put_right(text)
        done.append(draft)
    return done


def _relabelled(text: str, before: int, points: bool, styles: Styles) -> tuple[str, int]:
    """Return the text with its numbers put right, and how many of level 1 there are by now.

    A part may hold more than one section: problems and plans that were given a heading.
    """
    edits: list[Edit] = []
    for section in parse(text, styles=styles).sections:
        before += 1
        edits += _edits(text, section, 0, before, points)
    return apply_edits(text, edits), before


def _edits(text: str, section: Section, level: int, number: int, points: bool) -> Iterator[Edit]:
    item = points and level > 0 and section.run_in and not section.children
    style = LabelStyle.IS if item else _STYLES[min(level, len(_STYLES) - 1)]
    at = text.find(section.number, section.start, section.end) if section.number else -1
    if at >= 0:
        hashes = re.match("#+", section.number)
        end = at + len(section.number)
        while end < section.end and text[end] in " \t\u3000":
            end += 1
        mark = f"{hashes[0]} " if hashes else ""
        yield Edit(at, end, mark + format_label(style, number))
        if item:
            yield from _inline_points(text, end, section.end)
    for n, child in enumerate(section.children, start=1):
        yield from _edits(text, child, level + 1, n, points)


def _inline_points(text: str, start: int, end: int) -> Iterator[Edit]:
    """Turn the items inside a paragraph into points that go on counting from its first."""
    for match in _INLINE.finditer(text, start, end):
        value = parse_number(match[match.lastgroup or 0])
        if value is not None and value > 1:
            yield Edit(match.start(), match.end(), f"{chinese_number(value)}是")
