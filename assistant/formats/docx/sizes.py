"""Sizes and line heights that stay what they are when a file gets another standard size and grid.

The grid of 28 characters counts in the size of the default style, so that becomes 16 pt; words
that the layout does not touch (tables, text boxes, contents) get their old size written out, and
their lines leave the grid, which would stretch them.
"""

from __future__ import annotations

from typing import Any, Final

from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.forms import Chain, line_pitch
from assistant.formats.docx.furniture import default_style
from assistant.formats.docx.lines import Kind
from assistant.formats.docx.names import (
    PPR,
    RPR,
    SECTION,
    P,
    R,
    is_landscape,
    is_on,
    make,
    mark_look,
    properties,
    put,
    value,
    w,
)
from assistant.formats.docx.opened import Opened, styles_of

_WORDS_STANDARD: Final = 20  # half points, where a file says nothing


def pin_looks(opened: Opened) -> None:
    """Write out the size and line height of what is no line of the report, where it has none."""
    styles = styles_of(opened.package)
    dressed = {
        block for line in opened.report_lines if line.kind is Kind.TEXT for block in line.blocks
    }
    others = [paragraph for paragraph in opened.body.iter(P) if paragraph not in dressed]
    _pin_sizes(others, styles)
    _leave_grid(opened.body, set(others), Chain(styles))


def _pin_sizes(paragraphs: list[Any], styles: Any) -> None:
    size = standard_size(styles)
    if size == gb.BODY_SIZE:
        return
    sized = {
        style.get(w("styleId"), "")
        for style in (() if styles is None else styles.iterchildren(w("style")))
        if style.get(w("default")) is None and style.find(f"{RPR}/{w('sz')}") is not None
    }
    for paragraph in paragraphs:
        for run in paragraph.iter(R):
            if next(run.iterancestors(P)) is paragraph and not _has_size(run, paragraph, sized):
                put(properties(run), make("sz", val=str(size)))
        # The mark counts too: it is as high as an empty cell.
        if value(paragraph.find(f"{PPR}/{w('pStyle')}")) not in sized:
            mark = mark_look(paragraph)
            if mark.find(w("sz")) is None:
                put(mark, make("sz", val=str(size)))


def _leave_grid(body: Any, others: set[Any], chain: Chain) -> None:
    """Take paragraphs off the grid that is to come; those on one before keep its height."""
    pending: list[Any] = []
    for element in [*body.iter(P, SECTION), make("sectPr")]:
        if element.tag == P:
            pending += [element] * (element in others)
            continue
        pitch = line_pitch(element)
        for paragraph in () if is_landscape(element) else pending:
            own = properties(paragraph)
            if is_on(own, "snapToGrid") is not False:
                put(own, make("snapToGrid", val="0"))
                if pitch and not chain.line(paragraph):
                    spacing = own.find(w("spacing"))
                    if spacing is None:
                        spacing = put(own, make("spacing"))
                    spacing.set(w("line"), str(pitch))
                    spacing.set(w("lineRule"), "atLeast")
        pending = []


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
