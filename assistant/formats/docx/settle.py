"""Revisions settled, all or chosen ones: accepted, or rejected so that the original is back.

The same in Word's own terms (ECMA-376 17.13.5): a paragraph whose mark goes is joined with the
next and takes its properties.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

from assistant.formats.docx.names import (
    CONTENT,
    DEL,
    INS,
    MOVE_FROM,
    MOVE_TO,
    OBJECTS,
    PPR,
    ROW,
    RPR,
    SECTION,
    TABLE,
    P,
    T,
    has,
    next_block,
    w,
)

Chosen = Callable[[Any], bool]

_MARKS: Final = (INS, DEL, MOVE_TO, MOVE_FROM)
_COMING: Final = frozenset({INS, MOVE_TO})
_CHANGES: Final = tuple(
    w(f"{name}Change")
    for name in ("rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "tblGrid", "tblPrEx", "numbering")
)
_RANGES: Final = tuple(
    w(f"{name}Range{end}")
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel")
    for end in ("Start", "End")
)
_SIGNS: Final = (w("tab"), w("br"), w("sym"), w("footnoteReference"), w("endnoteReference"))
_BOOKMARKS: Final = (w("bookmarkStart"), w("bookmarkEnd"))
_KEPT_IN_PPR: Final = (RPR, SECTION)


def has_revisions(root: Any) -> bool:
    """Whether a part holds any tracked change."""
    return has(root, (*_MARKS, *_CHANGES))


def settle(root: Any, *, accept: bool, chosen: Chosen = lambda _mark: True) -> None:
    """Accept or reject, in place, the revisions below `root` that `chosen` says yes to."""
    _settle_changes(root, accept, chosen)
    leaving: list[Any] = []
    for mark in list(root.iter(*_MARKS)):
        if not chosen(mark):
            continue
        parent = mark.getparent()
        if parent is None:
            continue
        stays = (mark.tag in _COMING) == accept
        if parent.tag == RPR or parent.tag == w("trPr"):
            parent.remove(mark)
            if not stays:
                owner = parent.getparent()
                leaving.append(owner if owner.tag == ROW else owner.getparent())
        elif stays and parent.tag != w("numPr"):
            unwrap(mark)
        else:
            parent.remove(mark)
    for mark in list(root.iter(*_RANGES)):
        if chosen(mark):
            mark.getparent().remove(mark)
    for owner in leaving:
        if owner is not None and owner.getparent() is not None:
            if owner.tag == ROW:
                _remove_row(owner)
            elif owner.tag == P:
                join_with_next(owner)


def unwrap(mark: Any) -> None:
    """Put what a revision holds in its place; deleted text becomes plain text again."""
    parent = mark.getparent()
    place = parent.index(mark)
    for text in mark.iter(w("delText")):
        text.tag = T
    for code in mark.iter(w("delInstrText")):
        code.tag = w("instrText")
    for child in reversed(list(mark)):
        parent.insert(place, child)
    parent.remove(mark)


def join_with_next(paragraph: Any) -> None:
    """Take a paragraph's mark away: its content goes before that of the next one."""
    if paragraph.find(PPR) is not None and paragraph.find(PPR).find(SECTION) is not None:
        return  # the mark is also the end of a section
    content = [child for child in paragraph if child.tag != PPR]
    following = next_block(paragraph)
    parent = paragraph.getparent()
    if following is not None and following.tag == P and following.getparent() is parent:
        place = 1 if following.find(PPR) is not None else 0
        for child in reversed(content):
            following.insert(place, child)
        parent.remove(paragraph)
    elif following is not None and not has(paragraph, (T, *_SIGNS, *OBJECTS)):
        # Nothing to join with a table: an empty paragraph before one goes, its bookmarks stay.
        for child in content:
            if child.tag in _BOOKMARKS:
                paragraph.addprevious(child)
        parent.remove(paragraph)
        if parent.tag == CONTENT and not len(parent):
            parent.getparent().getparent().remove(parent.getparent())


def _remove_row(row: Any) -> None:
    table = row.getparent()
    table.remove(row)
    while table is not None and table.tag != TABLE:
        table = table.getparent()
    if table is not None and next(table.iter(ROW), None) is None:
        table.getparent().remove(table)


def _settle_changes(root: Any, accept: bool, chosen: Chosen) -> None:
    """Take the record of old properties out, having gone back to them where it is rejected."""
    for change in list(root.iter(*_CHANGES)):
        if not chosen(change):
            continue
        owner = change.getparent()
        owner.remove(change)
        if accept or change.tag == w("numberingChange"):
            continue
        former = next(iter(change), None)
        kept = [child for child in owner if owner.tag == PPR and child.tag in _KEPT_IN_PPR]
        kept += [child for child in owner if owner.tag == RPR and child.tag in _MARKS]
        references = (w("headerReference"), w("footerReference"))
        kept += [child for child in owner if owner.tag == SECTION and child.tag in references]
        for child in list(owner):
            owner.remove(child)
        marks = [child for child in kept if child.tag in (*_MARKS, *references)]
        back = [] if former is None else deepcopy(former)
        owner.extend([*marks, *back, *(child for child in kept if child not in marks)])
