"""What styles and outline levels make of a file's lines: the title, a heading of a level, neither.

An outline level stands in the paragraph or comes by its style and those that it is based on
(ECMA-376 17.3.1.20, 17.7.4.3); Word's own heading styles are also told by name, in English as
Word keeps them and in Chinese as WPS and converters do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from assistant.document import TITLE_STYLE
from assistant.formats.docx.lines import Kind
from assistant.formats.docx.names import PPR, StyleTree, value, w
from assistant.formats.docx.opened import Opened

_BODY_TEXT: Final = 9
"""The outline level that says a paragraph is none of the outline."""

_TITLES: Final = frozenset(
    {"title", "标题", "大标题", "主标题", "公文标题", "文档标题", "文章标题"}
)
_SUBTITLES: Final = frozenset({"subtitle", "副标题", "公文副题", "公文副标题"})
_HEADING: Final = re.compile(r"(?:heading|标题)\s*([1-9])")
_CHINESE_HEADING: Final = re.compile(r"(?:公文)?([一二三四五六])级标题")
_DIGITS: Final = "一二三四五六"


class StyleLevels:
    """Tells the style of paragraphs."""

    def __init__(self, styles: Any) -> None:
        """`styles` is the root of the styles, or None."""
        self._styles = StyleTree(styles, "paragraph")
        self._known: dict[str, int | None] = {}

    def of(self, paragraph: Any) -> int | None:
        """Return `TITLE_STYLE`, an outline level from 1, or None for body text."""
        own = paragraph.find(PPR)
        if own is None:
            return None
        name = value(own.find(w("pStyle")))
        if name not in self._known:
            self._known[name] = next(self._said(name), None)
        by_style = self._known[name]
        if by_style == TITLE_STYLE:
            return by_style
        said, level = _outline(own)
        return level if said else by_style

    def _said(self, name: str) -> Iterator[int | None]:
        """Yield what a style says and then those that it is based on."""
        for style in self._styles.upwards(name):
            # Word gives its title and subtitle an outline level as well: the name says more.
            shown = value(style.find(w("name"))).strip().lower()
            if shown in _TITLES:
                yield TITLE_STYLE
            if shown in _SUBTITLES:
                yield None
            said, level = _outline(style.find(PPR))
            if said:
                yield level
            if match := _HEADING.fullmatch(shown):
                yield int(match[1])
            if match := _CHINESE_HEADING.fullmatch(shown):
                yield _DIGITS.index(match[1]) + 1


def _outline(properties: Any) -> tuple[bool, int | None]:
    """Return whether these properties name an outline level, and that level from 1."""
    mark = None if properties is None else properties.find(w("outlineLvl"))
    text = value(mark)
    if not text.isdecimal():
        return False, None
    return True, int(text) + 1 if int(text) < _BODY_TEXT else None


def line_styles(opened: Opened) -> Iterator[tuple[str, int | None]]:
    """Yield each line of an opened file's text, without outer space, with its style.

    A heading broken over several lines has none: no line of it is the heading.
    """
    levels = StyleLevels(opened.package.root("styles"))
    for line in opened.report_lines:
        style = levels.of(line.paragraph) if line.kind is Kind.TEXT else None
        parts = line.text.split("\n")
        if len(parts) > 1 and style != TITLE_STYLE:
            style = None
        for part in parts:
            yield part.strip(), style
