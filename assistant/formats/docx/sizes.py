"""Sizes and line heights that stay what they are when a file gets another standard size and grid.

The grid of 28 characters counts in the size of the default style, so that becomes 16 pt; words
that the layout does not touch (tables, text boxes, contents) get their old size written out, and
their lines leave the grid, which would stretch them.
"""

from __future__ import annotations

from typing import Any

from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.forms import Chain, line_pitch
from assistant.formats.docx.lines import Kind
from assistant.formats.docx.names import (
    PPR,
    RPR,
    SECTION,
    P,
    R,
    StyleTree,
    is_landscape,
    is_on,
    make,
    mark_look,
    properties,
    put,
    value,
    w,
)
from assistant.formats.docx.opened import Opened


def pin_looks(opened: Opened) -> None:
    """Write out the size and line height of what is no line of the report, where it has none."""
    styles = opened.package.root("styles")
    chain = Chain(styles)
    dressed = {
        block for line in opened.report_lines if line.kind is Kind.TEXT for block in line.blocks
    }
    others = [paragraph for paragraph in opened.body.iter(P) if paragraph not in dressed]
    size = round(chain.size(None, None) * 2)
    if size != gb.BODY_SIZE:
        _pin_sizes(others, size, StyleTree(styles))
    _leave_grid(opened.body, set(others), chain)


def _pin_sizes(paragraphs: list[Any], size: int, styles: StyleTree) -> None:
    sized = {
        name
        for name, style in styles.items()
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
                    if own.find(w("spacing")) is None:
                        put(own, make("spacing"))
                    spacing = own.find(w("spacing"))
                    spacing.set(w("line"), str(pitch))
                    spacing.set(w("lineRule"), "atLeast")
        pending = []


def _has_size(run: Any, paragraph: Any, sized: set[str]) -> bool:
    if run.find(f"{RPR}/{w('sz')}") is not None:
        return True
    names = (run.find(f"{RPR}/{w('rStyle')}"), paragraph.find(f"{PPR}/{w('pStyle')}"))
    return any(value(name) in sized for name in names if name is not None)
