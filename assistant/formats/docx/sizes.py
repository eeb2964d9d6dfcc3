"""Sizes that stay what they are when the standard size of a file changes.

The grid of 28 characters counts in the size of the default style, so that becomes 16 pt; words
that the layout does not touch (tables, text boxes, contents) get their old size written out.
"""

from __future__ import annotations

from typing import Any, Final

from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.furniture import default_style
from assistant.formats.docx.lines import Kind
from assistant.formats.docx.names import PPR, RPR, R, T, make, properties, put, value, w
from assistant.formats.docx.opened import Opened, styles_of

_WORDS_STANDARD: Final = 20  # half points, where a file says nothing


def pin_sizes(opened: Opened) -> None:
    """Write out the size of every run outside the report's own lines that has none of its own."""
    styles = styles_of(opened.package)
    size = standard_size(styles)
    if size == gb.BODY_SIZE:
        return
    sized = {
        style.get(w("styleId"), "")
        for style in (() if styles is None else styles.iterchildren(w("style")))
        if style.get(w("default")) is None and style.find(f"{RPR}/{w('sz')}") is not None
    }
    dressed = {
        block for line in opened.report_lines if line.kind is Kind.TEXT for block in line.blocks
    }
    for run in opened.body.iter(R):
        if run.find(T) is None:
            continue
        paragraph = next(run.iterancestors(w("p")), None)
        if paragraph is None or paragraph in dressed or _has_size(run, paragraph, sized):
            continue
        put(properties(run), make("sz", val=str(size)))


def standard_size(styles: Any) -> int:
    """Return the size, in half points, of a paragraph that says nothing."""
    if styles is None:
        return _WORDS_STANDARD
    default = default_style(styles)
    places = (
        None if default is None else default.find(f"{RPR}/{w('sz')}"),
        styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RPR}/{w('sz')}"),
    )
    found = next((value(place) for place in places if place is not None), "")
    return int(found) if found.isdecimal() else _WORDS_STANDARD


def _has_size(run: Any, paragraph: Any, sized: set[str]) -> bool:
    if run.find(f"{RPR}/{w('sz')}") is not None:
        return True
    names = (run.find(f"{RPR}/{w('rStyle')}"), paragraph.find(f"{PPR}/{w('pStyle')}"))
    return any(value(name) in sized for name in names if name is not None)
