"""Edits inside one paragraph or row, as tracked changes: runs keep all they have but the words."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from assistant.diff import Change, Op
from assistant.formats.docx.lines import Line, Piece
from assistant.formats.docx.names import (
    DEL,
    INS,
    PPR,
    RPR,
    SPACE,
    R,
    T,
    drop,
    make,
    mark_look,
    properties,
    put,
    w,
)
from assistant.formats.docx.stamp import Stamp

_BREAK, _TAB, _DELETED_TEXT = w("br"), w("tab"), w("delText")
_FIELD_END: Final = f"{w('fldChar')}[@{w('fldCharType')}='end']"
_PAGE_ENDED: Final = w("lastRenderedPageBreak")
_WRAPPERS: Final = frozenset({w("hyperlink"), w("fldSimple"), w("smartTag")})
_NOT_COPIED: Final = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "highlight")


class Immovable(ValueError):
    """An edit touches what stands in no run: an automatic number, the border of a cell."""


def edit_line(line: Line, new: str, edits: list[Change], stamp: Stamp) -> list[list[Any]]:
    """Make the edits in a line's runs; return for each edit the marks it left.

    Positions refer to `line.text` and `new`.  Raises Immovable, with nothing changed, where an
    edit takes away a character that stands in no run.
    """
    for change in edits:
        if any(p.node is None for p in _touched(line.pieces, change.old_start, change.old_end)):
            raise Immovable
    # From the end: what stands before a change keeps its place.
    made: list[list[Any]] = []
    for change in reversed(edits):
        made.append(_edit(line, change, new[change.new_start : change.new_end], stamp))
    return made[::-1]


def around_whole(edits: list[Change], pieces: list[Piece]) -> list[Change]:
    """Widen edits of part of a piece that can't be divided (ruby, an emoji) to all of it."""
    for piece in pieces:
        if piece.node is not None and piece.node.tag != T:
            edits = _widened(edits, piece)
    return edits


def _widened(edits: list[Change], piece: Piece) -> list[Change]:
    inside = [c for c in edits if c.old_start < piece.end and c.old_end > piece.start]
    if not inside:
        return edits
    first, last = inside[0], inside[-1]
    if first is last and first.old_start <= piece.start and first.old_end >= piece.end:
        return edits
    before = max(0, first.old_start - piece.start)
    behind = max(0, piece.end - last.old_end)
    widened = Change(
        Op.REPLACE,
        first.old_start - before,
        last.old_end + behind,
        first.new_start - before,
        last.new_end + behind,
    )
    at = edits.index(first)
    return [*edits[:at], widened, *edits[at + len(inside) :]]


def _edit(line: Line, change: Change, words: str, stamp: Stamp) -> list[Any]:
    start, end = change.old_start, change.old_end
    marks: list[Any] = []
    if start < end:
        nodes = list(_isolated(line.pieces, start, end))
        look = nodes[0].getparent().find(RPR)
        for run in _runs(nodes):
            marks.append(delete_run(run, stamp))
        if words:
            mark = stamp.mark("ins", new_run(words, look))
            _step_out(marks[-1]).addnext(mark)
            marks.append(mark)
        return marks
    mark = stamp.mark("ins", new_run(words, _neighbour_look(line, start)))
    _place_insertion(line, start, mark)
    return [mark]


def _touched(pieces: list[Piece], start: int, end: int) -> Iterator[Piece]:
    return (p for p in pieces if p.start < end and p.end > start)


def _isolated(pieces: list[Piece], start: int, end: int) -> Iterator[Any]:
    """Yield the elements that hold exactly `start`–`end`, texts split where need be."""
    for piece in [*_touched(pieces, start, end)]:
        if piece.end > end:
            split_text(piece.node, end - piece.start)
            piece.end = end
        if piece.start < start:
            yield split_text(piece.node, start - piece.start)
            piece.end = start
        else:
            yield piece.node


def split_text(node: Any, at: int) -> Any:
    """Split a text element at a character; return the one behind, in a run of its own."""
    text = node.text or ""
    rest = etree.Element(T)
    set_text(node, text[:at])
    set_text(rest, text[at:])
    node.addnext(rest)
    split_run(rest)
    return rest


def split_run(child: Any) -> None:
    """Split a run before one of its children; both halves look the same."""
    run = child.getparent()
    look = run.find(RPR)
    rest = make("r", *([] if look is None else [deepcopy(look)]))
    rest.extend([child, *child.itersiblings()])
    run.addnext(rest)


def _runs(nodes: list[Any]) -> list[Any]:
    """Return runs that hold these elements and nothing else but what goes with them."""
    wanted = set(nodes)
    runs: list[Any] = []
    for node in nodes:
        run = node.getparent()
        if run.tag != R:
            raise Immovable
        before = _beside(node, -1)
        if before is not None and before not in wanted and before.tag != RPR:
            split_run(node)
            run = node.getparent()
        after = _beside(node, 1)
        if after is not None and after not in wanted:
            split_run(after)
        if not runs or runs[-1] is not run:
            runs.append(run)
    return runs


def _beside(node: Any, direction: int) -> Any:
    """Return the element before or behind one, marks of where a page ended left out."""
    found = node.getnext() if direction > 0 else node.getprevious()
    while found is not None and found.tag == _PAGE_ENDED:
        found = found.getnext() if direction > 0 else found.getprevious()
    return found


def delete_run(run: Any, stamp: Stamp) -> Any:
    """Mark a run as deleted; return the mark."""
    mark = stamp.mark("del")
    run.addprevious(mark)
    mark.append(run)
    for text in run.iter(T):
        text.tag = _DELETED_TEXT
    return mark


def _step_out(mark: Any) -> Any:
    """Return the element an insertion goes behind: not inside another author's insertion."""
    parent = mark.getparent()
    if parent.tag != INS:
        return mark
    rest = etree.Element(parent.tag, parent.attrib)  # another of that author's, at the same time
    rest.extend(list(mark.itersiblings()))
    if len(rest):
        parent.addnext(rest)
    return parent


def _place_insertion(line: Line, at: int, mark: Any) -> None:
    """Put an insertion where character `at` of the line begins, in the right cell of a row."""
    inside = next((p for p in line.pieces if p.start < at < p.end), None)
    if inside is not None:
        if inside.node is None:
            raise Immovable
        split_text(inside.node, at - inside.start)
        inside.end = at
        _step_out(inside.node.getparent()).addnext(mark)
        return
    before, after = _neighbours(line, at)
    if before is not None and (before.end == at or after is None or after.start > at):
        following = before.node.getnext()
        if following is not None:
            split_run(following)
        _step_out(_behind(before.node.getparent())).addnext(mark)
    elif after is not None:
        previous = after.node.getprevious()
        if previous is not None and previous.tag != RPR:
            split_run(after.node)
        _before(after.node.getparent()).addprevious(mark)
    else:
        _home(line, at)[1].append(mark)


def _home(line: Line, at: int) -> tuple[int, Any]:
    found: tuple[int, Any] = next(home for home in reversed(line.homes) if home[0] <= at)
    return found


def _neighbours(line: Line, at: int) -> tuple[Piece | None, Piece | None]:
    """Return the pieces before and behind a place, of the same cell."""
    first = _home(line, at)[0]
    limit = next((start - 1 for start, _ in line.homes if start > at), len(line.text))
    own = [p for p in line.pieces if p.node is not None and first <= p.start and p.end <= limit]
    before = [p for p in own if p.end <= at]
    return (before[-1] if before else None), next((p for p in own if p.start >= at), None)


def _behind(run: Any) -> Any:
    """Return what an insertion behind a run follows: a deletion, link or field it ends."""
    place = _outermost(run)
    while place.getparent().tag in _WRAPPERS and place.getnext() is None:
        place = place.getparent()
    following = place.getnext()
    while following is not None and following.tag == R and following.find(_FIELD_END) is not None:
        place, following = following, following.getnext()
    return place


def _before(run: Any) -> Any:
    """Return what an insertion before a run precedes: a deletion or link it begins."""
    place = _outermost(run)
    while place.getparent().tag in (*_WRAPPERS, INS) and place.getprevious() is None:
        place = place.getparent()
    return place


def _outermost(run: Any) -> Any:
    """Return the run, or the deletion of ours that it stands in already."""
    parent = run.getparent()
    return parent if parent.tag == DEL else run


def _neighbour_look(line: Line, at: int) -> Any:
    """Return the look of the characters before an insertion, or behind it at the beginning."""
    inside = next((p for p in line.pieces if p.start < at < p.end), None)
    piece = inside or next((p for p in _neighbours(line, at) if p is not None), None)
    if piece is not None:
        return piece.node.getparent().find(RPR)
    found = _home(line, at)[1].find(PPR)
    return None if found is None else found.find(RPR)


def new_run(words: str, look: Any = None) -> Any:
    """Return a run with these words: tabs and line breaks as Word writes them."""
    run = etree.Element(R)
    if look is not None:
        run.append(deepcopy(look))
        drop(run[0], *_NOT_COPIED)
    for number, part in enumerate(words.split("\n")):
        if number:
            etree.SubElement(run, _BREAK)
        for count, text in enumerate(part.split("\t")):
            if count:
                etree.SubElement(run, _TAB)
            if text:
                set_text(etree.SubElement(run, T), text)
    return run


def set_text(node: Any, text: str) -> None:
    """Set a text element's words, its outer white space kept."""
    node.text = text
    if text != text.strip():
        node.set(SPACE, "preserve")


def delete_paragraph_mark(paragraph: Any, stamp: Stamp, kind: str = "del") -> None:
    """Mark the end of a paragraph as deleted or (`ins`) inserted."""
    put(mark_look(paragraph), stamp.mark(kind))


def set_properties(paragraph: Any, new: Any, stamp: Stamp) -> None:
    """Give a paragraph other properties, the former ones kept as a tracked change: those of before
    the first, where somebody has changed them already."""
    old = properties(paragraph)
    kept = [child for child in old if child.tag in (RPR, w("sectPr"), w("pPrChange"))]
    former = make("pPr", *[child for child in old if child not in kept])
    if old.find(w("pPrChange")) is None:
        kept.append(stamp.mark("pPrChange", former))
    wanted = deepcopy(new)
    drop(wanted, "rPr", "sectPr", "pPrChange")
    old.extend([*wanted, *kept])
