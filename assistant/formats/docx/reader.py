"""The text of a Word file as its reader sees it, and what the file holds besides.

Automatic numbers become visible, deleted revisions and hidden runs stay out, a table gives one
line a row; headers, footers, notes, text boxes, comments and the table of contents are no report
text: each is named in a sentence and carried through untouched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from assistant.document import Styles
from assistant.formats.docx.lines import Kind
from assistant.formats.docx.names import FALLBACK, MATH, P, T, emoji_of, w
from assistant.formats.docx.opened import Opened, open_docx
from assistant.formats.docx.package import Package
from assistant.formats.docx.settle import has_revisions
from assistant.formats.docx.style_levels import line_styles
from assistant.outline import styles_by_words

_LONGEST_QUOTE: Final = 20
_NUMBERLESS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class Read(NamedTuple):
    """The text of a Word file, the notes about what is not in it, the styles of its lines."""

    text: str
    notes: tuple[str, ...]
    styles: Styles


def read_docx(data: bytes, name: str, *, original: bool = False) -> Read:
    """Return what a Word file says.

    Tracked changes are read as accepted, with `original` as rejected.  Raises FormatError for a
    package that is broken, encrypted or hostile.
    """
    opened = open_docx(data, name, original=original)
    return Read(opened.text, tuple(notes(opened)), styles_by_words(line_styles(opened)))


def notes(opened: Opened) -> Iterator[str]:
    """Yield a sentence for each kind of content that the text does not have."""
    yield from _body_notes(opened)
    yield from _part_notes(opened.package)
    outside = opened.package.external()
    if opened.package.broken:
        yield f"文档里有 {len(opened.package.broken)} 个部分已损坏，没有读取。"
    if outside:
        yield f"文档引用了 {len(outside)} 处外部内容，第一处是“{quote(outside[0][1])}”，没有读取。"


def _body_notes(opened: Opened) -> Iterator[str]:
    seen = opened.seen
    if seen.hidden:
        yield (
            f"文档里有 {len(seen.hidden)} 处隐藏文字没有读入，第一处是“{quote(seen.hidden[0])}”。"
        )
    if seen.counts["deleted"]:
        yield f"文档里有 {seen.counts['deleted']} 处修订标记为删除，没有读入。"
    elif has_revisions(opened.body):
        yield "文档里有未处理的修订，按全部接受读入。"
    contents = sum(line.kind is Kind.CONTENTS and bool(line.text) for line in opened.lines)
    if contents:
        yield f"文档里有自动目录（{contents} 行），不作为正文读入。"
    # Not the copies of drawings that Word keeps for old programs.
    boxes = [
        box
        for box in opened.body.iter(w("txbxContent"))
        if next(box.iterancestors(FALLBACK), None) is None
    ]
    if boxes:
        yield _told(f"文档里有 {len(boxes)} 个文本框", [_text(box) for box in boxes])
    # What may hold words, but not as text of this file.
    if seen.counts["symbol"]:
        yield f"文档里有 {seen.counts['symbol']} 个符号字体的字符，没有读入。"
    chunks = sum(1 for _ in opened.body.iter(w("altChunk"), w("subDoc")))
    if chunks:
        yield f"文档里嵌入了 {chunks} 份其他文档，其中的文字没有读入。"
    choices = [_direct(choice) for choice in opened.body.iter(FALLBACK)]
    if any(choices):
        yield _told("文档里有替代内容", choices)
    formulas = sum(1 for _ in opened.body.iter(f"{{{MATH}}}oMath"))
    if formulas:
        yield f"文档里有 {formulas} 个公式，没有读入。"


def _direct(fallback: Any) -> str:
    """Return the words of the copy for old programs that were not read and stand in no text box."""
    box = w("txbxContent")
    if emoji_of(fallback.getparent()):
        return ""
    return "".join(
        t.text or "" for t in fallback.iter(T) if next(t.iterancestors(box), None) is None
    )


def _part_notes(package: Package) -> Iterator[str]:
    for kind, what in (("footnotes", "处脚注"), ("endnotes", "处尾注"), ("comments", "条批注")):
        root = package.root(kind)
        own = () if root is None else root
        texts = [_text(one) for one in own if one.get(w("type")) not in _NUMBERLESS]
        if texts:
            yield _told(f"文档里有 {len(texts)} {what}", texts)
    for kind, what in (("header", "页眉"), ("footer", "页脚")):
        texts = [_text(root) for root in package.roots(kind)]
        said = [text for text in texts if any(char.isalpha() for char in text)]
        if said:
            yield _told(f"文档里有{what}", said)


def quote(text: str) -> str:
    """Return the beginning of a text, short enough for a sentence."""
    short = " ".join(text.split())
    return short if len(short) <= _LONGEST_QUOTE else f"{short[:_LONGEST_QUOTE]}…"


def _told(what: str, texts: list[str]) -> str:
    words = next((text for text in texts if text.strip()), "")
    shown = f"（“{quote(words)}”）" if words else ""
    return f"{what}{shown}，其中的文字没有读入。"


def _text(element: Any) -> str:
    return " ".join(
        "".join(t.text or "" for t in paragraph.iter(T)) for paragraph in element.iter(P)
    ).strip()
