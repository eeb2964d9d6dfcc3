"""A report as a Word file in the layout of GB/T 9704-2012, as far as it goes by analogy.

A4, margins 37/28/35/26 mm, 22 lines of 28 characters; title 22 pt 小标宋 centred, body 16 pt 仿宋
with an indent of two characters, 一、 in 黑体, （一） in 楷体; page numbers `— 1 —`, odd ones right
and even ones left.  The fonts are named, none is embedded.  No red head and no seal.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from assistant.document import Block, BlockKind, Report, Section
from assistant.outline import parse

TITLE_FONT: Final = "方正小标宋简体"
HEADING_FONT: Final = "黑体"
SUBHEADING_FONT: Final = "楷体_GB2312"
BODY_FONT: Final = "仿宋_GB2312"
PAGE_NUMBER_FONT: Final = "宋体"

TITLE_SIZE: Final = Pt(22)
BODY_SIZE: Final = Pt(16)
PAGE_NUMBER_SIZE: Final = Pt(14)
LINE_PITCH: Final = Pt(28.9)
"""22 lines fill 637.8 pt: 28.99 pt at most."""

_GRID_LINE: Final = "579"  # twips: 637.8 pt / 22
_GRID_CHARACTER: Final = "-849"  # 1/4096 pt: 442.2 pt / 28 - 16 pt
_CENTRED: Final = frozenset({BlockKind.SUBTITLE, BlockKind.SIGNATURE, BlockKind.DATE})
# One blank line above, as a distance, so that the file has no empty paragraphs.
_SET_OFF: Final = frozenset({BlockKind.ATTACHMENT, BlockKind.SIGNATURE})
_HEAD: Final = frozenset(
    {
        BlockKind.TITLE,
        BlockKind.SUBTITLE,
        BlockKind.SALUTATION,
        BlockKind.SIGNATURE,
        BlockKind.DATE,
        BlockKind.BLANK,
        BlockKind.NOISE,
    }
)
_HASHES: Final = re.compile(r"^\s*#{1,6}\s+")
_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


def write_docx(text: str, *, markdown: bool = False) -> bytes:
    """Return a Word file with every line of `text` that is not blank.

    In Markdown the marks of headings and bold type give way to fonts; elsewhere `**` may be a
    masked figure and stays.  Raises ValueError for control characters that XML cannot hold.
    """
    report = parse(text)
    document = docx.Document()
    _set_page(document)
    _set_properties(document, report)
    headings = {section.start: section for section in report.walk()}
    body_from = min((b.start for b in report.blocks if b.kind not in _HEAD), default=0)
    indents = _foot_indents(report, body_from)
    seen: set[BlockKind] = set()
    for block in report.blocks:
        if report.of(block).strip():
            in_head = block.start < body_from
            paragraph = document.add_paragraph()
            _place(paragraph, block, in_head, indents)
            if block.kind in _SET_OFF and not in_head and block.kind not in seen:
                paragraph.paragraph_format.space_before = LINE_PITCH
            if not in_head:
                seen.add(block.kind)
            for piece, font in _pieces(report, block, headings.get(block.start), in_head):
                words = _plain(piece) if markdown else piece
                size = TITLE_SIZE if block.kind is BlockKind.TITLE else BODY_SIZE
                _set_font(paragraph.add_run(words), font, size)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _place(paragraph: Any, block: Block, in_head: bool, indents: dict[int, float]) -> None:
    """Set where the line of a paragraph stands: centred, to the right, or indented."""
    form = paragraph.paragraph_format
    if block.kind is BlockKind.TITLE or (in_head and block.kind in _CENTRED):
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind in (BlockKind.SIGNATURE, BlockKind.DATE):
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _indent(paragraph, "rightChars", indents.get(block.start, 2))
    elif block.kind is not BlockKind.SALUTATION:
        _indent(paragraph, "firstLineChars", 2)


def _foot_indents(report: Report, body_from: int) -> dict[int, float]:
    """Return, by their starts, how many characters from the right 署名 and date end.

    The shorter one's place follows from the longer one's: 署名 ends two characters from the
    right and the date begins two behind its beginning; a longer date itself ends two from there.
    """
    last = {b.kind: b for b in report.blocks if b.start >= body_from}
    signature, date = last.get(BlockKind.SIGNATURE), last.get(BlockKind.DATE)
    if signature is None or date is None:
        return {}
    longer = _width(report.of(date).strip()) - _width(report.of(signature).strip())
    return {signature.start: max(2, longer + 4), date.start: max(2, -longer)}


def _width(line: str) -> float:
    """Return the width of a line in CJK characters; ASCII takes half of one."""
    return sum(0.5 if char.isascii() else 1 for char in line)


def _pieces(
    report: Report, block: Block, section: Section | None, in_head: bool
) -> Iterator[tuple[str, str]]:
    """Yield the words of a line with their fonts: a run-in heading differs from its text."""
    line = report.of(block).strip()
    if block.kind is BlockKind.TITLE:
        yield line, TITLE_FONT
    elif in_head and block.kind in _CENTRED:
        yield line, SUBHEADING_FONT
    elif section is None:
        yield line, BODY_FONT
    else:
        heading = report.text[section.start : section.heading_end].strip()
        yield heading, _heading_font(section)
        if line[len(heading) :]:
            yield line[len(heading) :], BODY_FONT


def _plain(words: str) -> str:
    return _BOLD.sub(r"\1", _HASHES.sub("", words))


def _heading_font(section: Section) -> str:
    """Return the font of a heading, by its number where that tells the level."""
    if re.search("[（(][一二三四五六七八九十]", section.number):
        return SUBHEADING_FONT
    if re.search(r"\d|[①-⑳]", section.number):
        return BODY_FONT
    return {1: HEADING_FONT, 2: SUBHEADING_FONT}.get(section.level, BODY_FONT)


def _set_page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.left_margin = Mm(37), Mm(28)
    page.bottom_margin, page.right_margin = Mm(35), Mm(26)
    page.footer_distance = Mm(25)
    for old in page._sectPr.findall(qn("w:docGrid")):
        page._sectPr.remove(old)
    page._sectPr.append(
        _element("w:docGrid", type="linesAndChars", linePitch=_GRID_LINE, charSpace=_GRID_CHARACTER)
    )
    normal = document.styles["Normal"]
    _set_font(normal, BODY_FONT, BODY_SIZE)
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE_PITCH
    document.settings.odd_and_even_pages_header_footer = True
    _add_page_number(page.footer, WD_ALIGN_PARAGRAPH.RIGHT, "rightChars")
    _add_page_number(page.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "leftChars")


def _set_properties(document: Any, report: Report) -> None:
    """Put the report's title where the library's template has its own words."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = report.title[:255], "", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)


def _add_page_number(footer: Any, side: WD_ALIGN_PARAGRAPH, indent: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.paragraph_format.alignment = side
    _indent(paragraph, indent, 1)
    for words in ("— ", None, " —"):
        run = paragraph.add_run(words or "")
        _set_font(run, PAGE_NUMBER_FONT, PAGE_NUMBER_SIZE)
        if words is None:
            for kind in ("begin", "", "separate", "end"):
                run._r.append(_element("w:fldChar", fldCharType=kind) if kind else _page_field())


def _page_field() -> Any:
    field = OxmlElement("w:instrText")
    field.text = "PAGE"
    return field


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _indent(paragraph: Any, which: str, characters: float) -> None:
    """Indent by whole characters, which follows the font; in hundredths, as Word counts them."""
    properties = paragraph._p.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.set(qn(f"w:{which}"), str(round(characters * 100)))
    if which == "firstLineChars":  # for programs that know only the measure
        indent.set(qn("w:firstLine"), str(int(BODY_SIZE.pt * 20 * characters)))


def _set_font(target: Any, font: str, size: Any) -> None:
    """Set a font for both scripts: Word picks the East Asian one by its own attribute."""
    target.font.size = size
    target.font.name = font
    target.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
