"""A new text put into an author's Word file: only the paragraphs that changed are touched.

Everything is done as tracked changes first.  `revisions` keeps them; otherwise they are accepted
at once, ours alone, so that both ways give the same text.  Parts other than the body (styles,
numbering, headers, pictures, settings) come out byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from assistant.diff import Change, least_changes
from assistant.formats.docx.align import plan
from assistant.formats.docx.blocks import (
    Places,
    delete_block,
    insert_paragraph,
    insert_row,
    spell_number,
)
from assistant.formats.docx.comments import Comments
from assistant.formats.docx.edit import Immovable, around_whole, edit_line
from assistant.formats.docx.lines import Kind, Line
from assistant.formats.docx.names import CONTENT, next_block, w
from assistant.formats.docx.opened import Opened, open_docx
from assistant.formats.docx.settle import settle
from assistant.formats.docx.stamp import OWNER, Stamp, stamp_for
from assistant.formats.output_form import Remark
from assistant.gaps.placeholders import find_placeholders

_ADDED, _DELETED, _EDITED = "新增：", "删去：", "修改："


def rewrite_docx(
    data: bytes,
    text: str,
    *,
    name: str = "",
    original: bool = False,
    revisions: bool = False,
    remarks: Sequence[Remark] = (),
    date: datetime | None = None,
) -> bytes:
    """Return the Word file `data` with `text` in it, a line for each paragraph or row.

    With `revisions` the changes are tracked ones with comments (`remarks`, about positions in the
    text as read); accepting all gives `text`, rejecting all the text as read.  `original` says
    that the file was read with its own tracked changes rejected; they are settled then.
    Unchanged text gives back the very bytes.  Raises ValueError for control characters that XML
    cannot hold, FormatError for a file that cannot be opened.
    """
    opened = open_docx(data, name, original=original)
    if opened.text == text:
        return data
    stamp = stamp_for(opened.tree, date)
    comments = Comments(opened.package, stamp) if revisions and remarks else None
    _Rewrite(opened, stamp, comments, remarks).make(text)
    if not revisions:
        settle(opened.tree, accept=True, chosen=stamp.made)
    opened.package.change(opened.package.main)
    return opened.package.save()


class _Rewrite:
    """One text on its way into one opened file."""

    def __init__(
        self, opened: Opened, stamp: Stamp, comments: Comments | None, remarks: Sequence[Remark]
    ) -> None:
        self._lines = opened.report_lines
        self._passing = _counted_before(opened)
        self._stamp = stamp
        self._comments = comments
        self._remarks = remarks
        self._numbers = opened.numbers()
        self._places = Places(opened.body, self._lines)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line.text) + 1)
        self._anchor: Any = None  # the last paragraph that stays
        self._pending: list[str] = []
        self._told: set[str] = set()  # reasons given already in this row of whole blocks

    def make(self, text: str) -> None:
        """Track what makes `text` of the file's text."""
        fixed = {n for n, line in enumerate(self._lines) if line.ends_section}
        for step in plan([line.text for line in self._lines], text, fixed):
            self._pass(() if step.old is None else self._passing[step.old], text)
            if step.old is None:
                self._insert(step.text or "")
            elif step.text is None:
                self._delete(step.old)
            else:
                self._told = set()
                self._change(step.old, step.text)
        self._pass(self._passing[-1], text)

    def _pass(self, lines: Iterable[Line], text: str) -> None:
        """Count what stands before a line and is none.  A picture's paragraph whose number a line
        of the text has come to have, as a part was moved, has none from now on."""
        for line in lines:
            if line.kind is Kind.NONE and line.label and self._doubles(line, text):
                spell_number(line.paragraph, self._stamp)
            else:
                self._count(line.counted)

    def _doubles(self, line: Line, text: str) -> bool:
        label = self._numbers.peek(line.paragraph)
        old = sum(other.text.startswith(label) for other in self._lines)
        new = sum(other.startswith(label) for other in text.split("\n"))
        return new > (old if label == line.label else 0)

    def _count(self, paragraphs: Iterable[Any]) -> None:
        for paragraph in paragraphs:
            self._numbers.label(paragraph)

    def _insert(self, text: str) -> None:
        places = self._places
        like = places.row_for(text)
        if like is not None:
            insert_row(places, like, text, self._stamp)
        else:
            insert_paragraph(places, text, self._stamp)
        place = self._starts[places.index]
        self._tell_about(place, place, _ADDED)

    def _delete(self, index: int) -> None:
        line, start = self._lines[index], self._starts[index]
        delete_block(line, self._stamp)
        self._places.passed(index)
        if line.text.strip():
            self._tell_about(start, start + len(line.text), _DELETED)

    def _change(self, index: int, text: str) -> None:
        """Edit one line, or see that it stays as it is."""
        line, start = self._lines[index], self._starts[index]
        if line.kind is Kind.ROW:
            self._count(line.counted)
            edits = _cellwise(line.text, text)
        else:
            shown = self._numbers.peek(line.paragraph)
            if not text.startswith(shown):
                if next_block(line.paragraph) is not None and not line.ends_section:
                    # LibreOffice can't undo a tracked change of numbering; it can this.
                    self._delete(index)
                    insert_paragraph(self._places, text, self._stamp, like=index)
                    return
                spell_number(line.paragraph, self._stamp)
            else:
                self._count(line.counted)
                text = text.removeprefix(shown)
            start += len(line.label)
            line = _without_label(line)
            edits = _edits(line.text, text)
        edits = around_whole(edits, line.pieces)
        try:
            marks = edit_line(line, text, edits, self._stamp)
        except Immovable:
            # The border of a cell is at stake: another row takes this one's place.
            delete_block(self._lines[index], self._stamp)
            self._places.passed(index)
            insert_row(self._places, self._lines[index], text, self._stamp)
            self._tell_about(start, start + len(line.text), _EDITED)
            return
        self._places.passed(index)
        if _is_controlled(line):
            self._stands(line)
            for change in edits:
                self._tell_about(start + change.old_start, start + change.old_end, _EDITED)
            return
        self._tell(line, edits, marks, start)

    def _tell(self, line: Line, edits: list[Change], marks: list[list[Any]], start: int) -> None:
        """Comment on the edits of a line: each filled figure by itself, the reason once."""
        if self._comments is None:
            return
        reasons: list[str] = []
        filled: dict[Remark, list[Any]] = {}  # a remark that several edits meet is told once
        for change, made in zip(edits, marks, strict=True):
            about = [
                r
                for r in self._remarks
                if r.touches(start + change.old_start, start + change.old_end)
            ]
            if about and all(r.own for r in about):
                for mark in made:
                    mark.set(w("author"), OWNER)
            for remark in {r.text: r for r in about if r.exact}.values():
                filled.setdefault(remark, []).extend(made)
            reasons += [r.text for r in about if not r.exact]
        for remark, made in filled.items():
            self._comments.add(made[0], made[-1], remark.text)
        self._stands(line)
        for words in dict.fromkeys(reasons):
            self._comments.add(marks[0][0], marks[-1][-1], words)

    def _stands(self, line: Line) -> None:
        """Note a paragraph that stays: it carries the comments on the blocks next to it."""
        # LibreOffice loses words beside a comment in a content control, or in a row that goes.
        if self._comments is None or line.kind is Kind.ROW or _is_controlled(line):
            return
        self._anchor = line.paragraph
        for words in self._pending:
            self._comments.add_near(self._anchor, words, behind=False)
        self._pending = []

    def _tell_about(self, start: int, end: int, what: str) -> None:
        """Comment on a block that came or went; once for neighbours of one reason.

        The comment stands at the paragraph before: inside the block LibreOffice would take the
        paragraph for kept.
        """
        for remark in self._remarks if self._comments is not None else ():
            words = f"{what}{remark.text}"
            if remark.touches(start, end) and words not in self._told:
                self._told.add(words)
                if self._anchor is not None and self._comments is not None:
                    self._comments.add_near(self._anchor, f"后面{words}", behind=True)
                else:
                    self._pending.append(f"前面{words}")


def _counted_before(opened: Opened) -> list[list[Line]]:
    """Return, for each line of the report and for its end, those between it and the one before that
    are no text and yet count in lists: those of pictures, of the contents."""
    found: list[list[Line]] = []
    passed: list[Line] = []
    for line in opened.lines:
        if line.kind in (Kind.TEXT, Kind.ROW):
            found.append(passed)
            passed = []
        else:
            passed.append(line)
    return [*found, passed]


def _is_controlled(line: Line) -> bool:
    return any(block.getparent().tag == CONTENT for block in line.blocks)


def _without_label(line: Line) -> Line:
    """Return the line as the words behind its automatic number."""
    size = len(line.label)
    pieces = [
        replace(p, start=p.start - size, end=p.end - size)
        for p in line.pieces
        if p.node is not None
    ]
    return Line(line.text[size:], line.kind, line.blocks, pieces, "", line.homes)


def _edits(old: str, new: str) -> list[Change]:
    """Return the changes of a line; the mark of an open place is one word, however it is filled."""
    places = ([(s.start, s.end) for s in find_placeholders(text)] for text in (old, new))
    return least_changes(old, new, *places)


def _cellwise(old: str, new: str) -> list[Change]:
    """Return the changes of a table row, none of them over the border of a cell."""
    left, right = old.split("\t"), new.split("\t")
    if len(left) != len(right):
        return _edits(old, new)
    found: list[Change] = []
    at, to = 0, 0
    for before, after in zip(left, right, strict=True):
        found += [
            Change(c.op, c.old_start + at, c.old_end + at, c.new_start + to, c.new_end + to)
            for c in _edits(before, after)
        ]
        at, to = at + len(before) + 1, to + len(after) + 1
    return found
