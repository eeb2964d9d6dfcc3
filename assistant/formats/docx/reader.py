"""The text of a Word file as its reader sees it, one paragraph a line.

Automatic numbers become visible, deleted revisions and hidden runs stay out and are reported, a
table gives one line a row.  Layout is not read here.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import docx
from docx.oxml.ns import qn

from assistant.errors import FormatError
from assistant.formats.docx.numbering import Numbers
from assistant.formats.docx.package_guard import check_package

_P, _TABLE, _ROW, _CELL = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc"))
# Containers whose children read on: content controls, insertions, links, smart tags.
_INNER: Final = frozenset(
    qn(f"w:{tag}")
    for tag in (
        *("sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml"),
        *("fldSimple", "bdo", "dir"),
    )
)
_RUN: Final = qn("w:r")
_TEXT, _TAB, _BREAK, _RETURN = (qn(f"w:{tag}") for tag in ("t", "tab", "br", "cr"))
_HYPHEN: Final = qn("w:noBreakHyphen")
_DELETED: Final = frozenset({qn("w:del"), qn("w:moveFrom")})
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LONGEST_QUOTE: Final = 20


def read_docx(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a Word file and the notes about what is not in it.

    Raises FormatError for a package that is broken, encrypted or hostile.
    """
    check_package(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        styles = document.styles.element
        numbering = _numbering(document)
        reader = _Reader(Numbers(numbering, styles), _hidden_styles(styles))
        lines = list(reader.lines(body))
    except Exception as error:
        # The package is hostile territory: whatever a crafted part makes the library raise, the
        # user is told the file is broken.
        raise FormatError(f"无法读取“{name}”：文件已损坏，打不开。") from error
    return "".join(f"{line}\n" for line in lines), tuple(reader.notes(body))


def _numbering(document: Any) -> Any:
    """Return the root of the numbering part, or None; python-docx would create a missing one."""
    part = document.part
    found = (rel.target_part for rel in part.rels.values() if rel.reltype.endswith("/numbering"))
    return getattr(next(found, None), "element", None)


def _hidden_styles(styles: Any) -> set[str]:
    """Return the IDs of the styles that hide their text."""
    return {
        style.get(qn("w:styleId"), "")
        for style in styles.iterchildren(qn("w:style"))
        if _is_hidden(style.find(qn("w:rPr")))
    }


def _is_hidden(properties: Any) -> bool:
    mark = None if properties is None else properties.find(qn("w:vanish"))
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")


def _is_twin(element: Any) -> bool:
    """Whether an element is the copy of a drawing that Word keeps for old programs."""
    return next(element.iterancestors(_FALLBACK), None) is not None


class _Reader:
    """Reads blocks in order and remembers what it left out."""

    def __init__(self, numbers: Numbers, hidden_styles: set[str]) -> None:
        self._numbers = numbers
        self._hidden_styles = hidden_styles
        self._hidden: list[str] = []
        self._left_out: Counter[str] = Counter()

    def lines(self, container: Any) -> Iterator[str]:
        """Yield the lines of a body, cell or content control."""
        for block in container.iterchildren():
            if block.tag == _P:
                yield self._paragraph(block)
            elif block.tag == _TABLE:
                for row in block.iterchildren(_ROW):
                    yield "\t".join(
                        " ".join(filter(None, self.lines(cell))) for cell in row.iterchildren(_CELL)
                    )
            elif block.tag in _INNER:
                yield from self.lines(block)

    def _paragraph(self, paragraph: Any) -> str:
        label = self._numbers.label(paragraph)
        properties = paragraph.find(qn("w:pPr"))
        style = None if properties is None else properties.find(qn("w:pStyle"))
        hidden = style is not None and style.get(qn("w:val")) in self._hidden_styles
        text = "".join(self._inline(paragraph, hidden))
        # A break at the end only sets the next paragraph off.
        return (label + text if text.strip() else text).rstrip("\n")

    def _inline(self, container: Any, hidden: bool) -> Iterator[str]:
        for element in container.iterchildren():
            if element.tag == _RUN:
                text = "".join(self._run(element))
                if text.strip() and (hidden or self._hides(element)):
                    self._hidden.append(text)
                else:
                    yield text
            elif element.tag in _INNER:
                yield from self._inline(element, hidden)
            elif element.tag in _DELETED:
                self._left_out["deleted"] += 1

    def _run(self, run: Any) -> Iterator[str]:
        for element in run.iterchildren():
            if element.tag == _TEXT:
                yield element.text or ""
            elif element.tag == _TAB:
                yield "\t"
            elif element.tag == _RETURN or (
                element.tag == _BREAK
                and element.get(qn("w:type"), "textWrapping") == "textWrapping"
            ):
                yield "\n"
            elif element.tag == _HYPHEN:
                yield "-"

    def _hides(self, run: Any) -> bool:
        properties = run.find(qn("w:rPr"))
        if _is_hidden(properties):
            return True
        style = None if properties is None else properties.find(qn("w:rStyle"))
        return style is not None and style.get(qn("w:val")) in self._hidden_styles

    def notes(self, body: Any) -> Iterator[str]:
        """Yield a sentence for each kind of content that the text does not have."""
        if self._hidden:
            quote = self._hidden[0].strip()
            short = quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…"
            yield f"文档里有 {len(self._hidden)} 处隐藏文字没有读入，第一处是“{short}”。"
        if self._left_out["deleted"]:
            yield f"文档里有 {self._left_out['deleted']} 处修订标记为删除，没有读入。"
        for tag, what in (
            ("w:txbxContent", "个文本框"),
            ("w:footnoteReference", "处脚注"),
            ("w:endnoteReference", "处尾注"),
            ("w:commentReference", "条批注"),
        ):
            count = sum(1 for found in body.iter(qn(tag)) if not _is_twin(found))
            if count:
                yield f"文档里有 {count} {what}，其中的文字没有读入。"
