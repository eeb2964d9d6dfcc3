"""Whole paragraphs and rows that come or go, as tracked changes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from assistant.formats.docx.edit import (
    delete_paragraph_mark,
    delete_run,
    new_run,
    set_properties,
)
from assistant.formats.docx.lines import Kind, Line, within
from assistant.formats.docx.names import (
    CELL,
    CONTROL,
    DEL,
    PPR,
    ROW,
    RPR,
    SECTION,
    TABLE,
    P,
    R,
    drop,
    has,
    has_object,
    leaves,
    make,
    next_block,
    properties,
    put,
    w,
)
from assistant.formats.docx.stamp import Stamp
from assistant.numbering import match_label

_NOT_INHERITED: Final = ("rPr", "sectPr", "pPrChange", "numPr", "framePr")
_ENDS: Final = "。！？；：”"
_PROSE: Final = 30


@dataclass(frozen=True, slots=True)
class Model:
    """How a paragraph looks: what a new one of its kind is to look like."""

    shape: str
    text: str
    properties: Any
    looks: tuple[tuple[int, int, Any], ...]


class Places:
    """Where the next block goes, and which of the file's paragraphs it is to look like."""

    def __init__(self, body: Any, lines: list[Line]) -> None:
        self._body = body
        self._lines = lines
        # Taken down before anything is edited.
        self._models = [_model(line) for line in lines]
        self.index = 0
        self.last: Any = None  # the block that the next one goes behind

    def passed(self, index: int) -> None:
        """Note that the old line `index` is done."""
        self.index = index + 1
        self.last = self._lines[index].blocks[-1]

    def put(self, block: Any) -> None:
        """Put a new paragraph or row behind what is done."""
        after = self.last
        if after is None:
            first = self._lines[0].blocks[0] if self._lines else None
            if first is not None and first.tag == ROW and block.tag == P:
                first = _table_of(first)
            if first is None:
                self._body.insert(0, block)
            else:
                first.addprevious(block)
        elif after.tag == ROW and block.tag == P:
            _table_of(after).addnext(block)
        else:
            after.addnext(block)
        self.last = block

    def row_for(self, text: str) -> Line | None:
        """Return the row a new line is to be like, or None where it is a paragraph."""
        if self.last is None or self.last.tag != ROW:
            return None
        before = self._lines[self.index - 1]
        after = self._lines[self.index] if self.index < len(self._lines) else None
        if after is not None and after.kind is Kind.ROW:
            same = _table_of(self.last) is _table_of(after.blocks[0])
            return before if same else None
        return before if len(before.homes) == text.count("\t") + 1 > 1 else None

    def model_of(self, index: int) -> Model | None:
        """Return the look of one line of the file."""
        return self._models[index]

    def model(self, text: str) -> Model | None:
        """Return the look of the nearest paragraph of the kind of `text`, or of the same words."""
        wanted = _shape(text)
        nearest: dict[str, Model] = {}
        order = sorted(range(len(self._models)), key=lambda n: (abs(n - self.index + 0.6), n))
        for number in order:
            model = self._models[number]
            if model is None:
                continue
            if text.strip() and model.text == text:
                return model
            nearest.setdefault(model.shape, model)
        return nearest.get(wanted) or nearest.get("prose") or next(iter(nearest.values()), None)


def _model(line: Line) -> Model | None:
    if line.kind is not Kind.TEXT:
        return None
    looks = tuple((p.start, p.end, _look(p.node)) for p in line.pieces if p.node is not None)
    return Model(_shape(line.text), line.text, line.paragraph.find(PPR), looks)


def _look(node: Any) -> Any:
    run = node.getparent()
    return run.find(RPR) if run.tag == R else None


def _shape(text: str) -> str:
    """Return what kind of line this is: the style of its number, prose, blank or a short line."""
    if not text.strip():
        return "blank"
    label = match_label(text)
    if label is not None and label.level:
        return label.style.value
    return "prose" if text.rstrip()[-1] in _ENDS or len(text) >= _PROSE else "short"


def delete_block(line: Line, stamp: Stamp) -> None:
    """Mark a paragraph or row as deleted.

    Pictures and section ends stay, and with them the paragraph that holds them, without a number.
    """
    if line.kind is Kind.ROW:
        row = line.blocks[0]
        for run in [r for r in row.iter(R) if not _is_deleted(r)]:
            if not has_object(run):
                delete_run(run, stamp)
        marks = row.find(w("trPr"))
        if marks is None:
            marks = make("trPr")
            row.insert(sum(1 for c in row if c.tag == w("tblPrEx")), marks)
        marks.append(stamp.mark("del"))
        return
    for block in line.blocks:
        _delete_paragraph(block, stamp)


def _delete_paragraph(block: Any, stamp: Stamp) -> None:
    fields = [f.get(w("fldCharType")) for f in block.iter(w("fldChar"))]
    balanced = fields.count("begin") == fields.count("end")
    for run in [r for r in block.iter(R) if not _is_deleted(r)]:
        if has_object(run) or (not balanced and has(run, (w("fldChar"), w("instrText")))):
            continue
        for code in run.iter(w("instrText")):
            code.tag = w("delInstrText")
        delete_run(run, stamp)
    if not (has_object(block) or has(block, (SECTION,))) and balanced:
        if next_block(block) is not None:
            if not leaves(block):
                delete_paragraph_mark(block, stamp)
            return
        # The last paragraph can't go; the one before it gives up its mark instead.
        siblings = block.itersiblings(P, TABLE, CONTROL, preceding=True)
        before = next((s for s in siblings if _stays(s)), None)
        if before is not None and before.tag == P and before.find(f"{PPR}/{SECTION}") is None:
            set_properties(block, properties(before), stamp)
            delete_paragraph_mark(before, stamp)
            return
    if _is_numbered(properties(block)):
        spell_number(block, stamp)


def _stays(block: Any) -> bool:
    """Whether a paragraph keeps its mark, a content control any of its own; a table does."""
    return block.tag == TABLE or any(not leaves(p) for p in block.iter(P))


def _is_deleted(run: Any) -> bool:
    return next(run.iterancestors(DEL, OBJECT_TEXT), None) is not None


OBJECT_TEXT: Final = w("txbxContent")


def insert_paragraph(places: Places, text: str, stamp: Stamp, *, like: int | None = None) -> Any:
    """Put a new paragraph behind what is done, looking like its kind or like a line; return it."""
    model = places.model(text) if like is None else places.model_of(like)
    paragraph = make("p")
    if model is not None and model.properties is not None:
        own = deepcopy(model.properties)
        drop(own, *_NOT_INHERITED)
        paragraph.append(own)
        if _is_numbered(model.properties):
            put(own, no_number())
    for words, look in _dressed(text, model):
        paragraph.append(stamp.mark("ins", new_run(words, look)))
    last = places.last
    places.put(paragraph)
    if last is not None and last.tag == P and next_block(paragraph) is None:
        # Behind the last paragraph: it is the mark before that is new.
        delete_paragraph_mark(last, stamp, "ins")
        wanted = deepcopy(properties(paragraph))
        current = properties(paragraph)
        paragraph.replace(current, _bare(properties(last)))
        set_properties(paragraph, wanted, stamp)
    else:
        delete_paragraph_mark(paragraph, stamp, "ins")
    return paragraph


def _bare(given: Any) -> Any:
    copy = deepcopy(given)
    drop(copy, "rPr", "sectPr", "pPrChange")
    return copy


def _dressed(text: str, model: Model | None) -> list[tuple[str, Any]]:
    """Cut a new line into runs like those of its model: as they stand, or heading and rest."""
    looks = model.looks if model is not None else ()
    if model is None or not looks or not text:
        return [(text, None)] if text else []
    if text == model.text:
        return (
            [(text[start:end], look) for start, end, look in looks]
            if (looks[0][0] == 0 and looks[-1][1] == len(text))
            else [(text, looks[-1][2])]
        )
    heading = text.find("。") + 1
    if model.shape not in ("prose", "blank", "short") and 0 < heading < len(text):
        return [(text[:heading], looks[0][2]), (text[heading:], looks[-1][2])]
    longest = max(looks, key=lambda look: look[1] - look[0])
    return [(text, longest[2])]


def _is_numbered(given: Any) -> bool:
    # A style may number as well; a plain number of none does no harm where it does not.
    return given.find(w("numPr")) is not None or given.find(w("pStyle")) is not None


def no_number() -> Any:
    """Return the reference to no list, which a style's own gives way to."""
    return make("numPr", make("ilvl", val="0"), make("numId", val="0"))


def spell_number(paragraph: Any, stamp: Stamp) -> None:
    """Turn a paragraph's automatic number off; its text is to say it from now on."""
    wanted = deepcopy(properties(paragraph))
    put(wanted, no_number())
    set_properties(paragraph, wanted, stamp)


def insert_row(places: Places, like: Line, text: str, stamp: Stamp) -> Any:
    """Put a new table row behind what is done, its cells like those of another row."""
    model = like.blocks[0]
    former = model.find(w("trPr"))
    marks = make("trPr") if former is None else deepcopy(former)
    drop(marks, "ins", "del", "trPrChange")
    marks.append(stamp.mark("ins"))
    row = make("tr", marks)
    cells = list(within(model, CELL))
    words = text.split("\t")
    if len(words) == len(cells):
        row.extend(_cell(cell, part, stamp, 0) for cell, part in zip(cells, words, strict=True))
    else:
        row.append(_cell(cells[0], text, stamp, len(cells)))
    places.put(row)
    return row


def _cell(like: Any, text: str, stamp: Stamp, span: int) -> Any:
    former = like.find(w("tcPr"))
    own = make("tcPr") if former is None else deepcopy(former)
    drop(own, "vMerge", "cellIns", "cellDel", "cellMerge")
    if span > 1:
        drop(own, "gridSpan")
        place = sum(1 for c in own if c.tag in (w("cnfStyle"), w("tcW")))
        own.insert(place, make("gridSpan", val=str(span)))
    model = next(like.iterchildren(P), None)
    paragraph = make("p")
    look = None
    if model is not None:
        if model.find(PPR) is not None:
            paragraph.append(_bare(model.find(PPR)))
            if text and _is_numbered(model.find(PPR)):
                put(properties(paragraph), no_number())
        run = next(model.iter(R), None)
        look = None if run is None else run.find(RPR)
    if text:
        paragraph.append(stamp.mark("ins", new_run(text, look)))
    return make("tc", own, paragraph)


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(TABLE))
