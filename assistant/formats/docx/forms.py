"""What Word makes of styles: the font, size and place that words end up with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from assistant.formats.docx import gbt9704 as gb
from assistant.formats.docx.furniture import default_style
from assistant.formats.docx.lines import Kind, Line
from assistant.formats.docx.names import (
    PPR,
    RELATION,
    RPR,
    SECTION,
    R,
    StyleTree,
    is_on,
    twips,
    value,
    w,
)
from assistant.formats.docx.opened import Opened
from assistant.formats.docx.package import Package

_WORDS_SIZE: Final = 20  # half points, where nothing says any


@dataclass(frozen=True, slots=True)
class RunLook:
    """`start`–`end` of the text: the font for Chinese (None where unsaid), points, bold."""

    start: int
    end: int
    font: str | None
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class LineLook:
    """One paragraph of the report: its runs, alignment and first-line indent in characters."""

    start: int
    end: int
    align: str
    indent: float
    runs: tuple[RunLook, ...]


@dataclass(frozen=True, slots=True)
class PageLook:
    """One section: millimetres of paper and margins, grid, page numbers.

    `lines` and `characters` are those of the document grid, None without one.
    """

    width: int
    height: int
    margins: tuple[int, int, int, int]  # top, right, bottom, left
    lines: int | None
    characters: int | None
    numbered: bool
    sides: bool  # page numbers on different sides of odd and even pages


@dataclass(frozen=True, slots=True)
class Layout:
    """How a Word file looks; positions are those of its text as read."""

    pages: tuple[PageLook, ...]
    lines: tuple[LineLook, ...]


def layout_of(opened: Opened) -> Layout:
    """Return how an opened file looks."""
    chain = Chain(opened.package.root("styles"))
    lines: list[LineLook] = []
    position = 0
    for line in opened.report_lines:
        if line.kind is Kind.TEXT and line.text.strip():
            lines.append(_line(line, position, chain))
        position += len(line.text) + 1
    numbers = _Footers(opened.package)
    pages = tuple(_page(section, chain, numbers) for section in opened.body.iter(SECTION))
    return Layout(pages, tuple(lines))


class Chain:
    """Looks a property up: the element itself, its styles upwards, the file's defaults."""

    def __init__(self, styles: Any) -> None:
        self._styles = StyleTree(styles)
        found = None if styles is None else default_style(styles)
        self._default = None if found is None else found.get(w("styleId"), "")
        self._defaults = {
            tag: None
            if styles is None
            else styles.find(f"{w('docDefaults')}/{w(f'{name}Default')}/{tag}")
            for tag, name in ((PPR, "pPr"), (RPR, "rPr"))
        }

    def places(self, paragraph: Any, run: Any, tag: str) -> Iterator[Any]:
        """Yield the properties that speak for a run or paragraph, nearest first."""
        return (one for one in self._places(paragraph, run, tag) if one is not None)

    def _places(self, paragraph: Any, run: Any, tag: str) -> Iterator[Any]:
        if run is not None:
            yield run.find(RPR)
            yield from self._upwards(value(run.find(f"{RPR}/{w('rStyle')}")), tag)
        elif paragraph is not None:
            yield paragraph.find(PPR)
        style = "" if paragraph is None else value(paragraph.find(f"{PPR}/{w('pStyle')}"))
        yield from self._upwards(style or self._default or "", tag)
        yield self._defaults[tag]

    def _upwards(self, name: str, tag: str) -> Iterator[Any]:
        return (style.find(tag) for style in self._styles.upwards(name))

    def size(self, paragraph: Any, run: Any) -> float:
        """Return the size in points."""
        texts = (value(place.find(w("sz"))) for place in self.places(paragraph, run, RPR))
        return next((int(text) for text in texts if text.isdecimal()), _WORDS_SIZE) / 2

    def font(self, paragraph: Any, run: Any) -> str | None:
        """Return the font of Chinese text; None where only a theme names one, or nothing."""
        for place in self.places(paragraph, run, RPR):
            fonts = place.find(w("rFonts"))
            if fonts is None:
                continue
            if fonts.get(w("eastAsiaTheme")):
                return None
            if fonts.get(w("eastAsia")):
                return str(fonts.get(w("eastAsia")))
        return None

    def bold(self, paragraph: Any, run: Any) -> bool:
        """Return whether a run is bold."""
        said = (is_on(place, "b") for place in self.places(paragraph, run, RPR))
        return next((found for found in said if found is not None), False)

    def align(self, paragraph: Any) -> str:
        """Return `left`, `center`, `right` or `both`."""
        for place in self.places(paragraph, None, PPR):
            found = place.find(w("jc"))
            if found is not None:
                return {"start": "left", "end": "right"}.get(value(found), value(found))
        return "left"

    def line(self, paragraph: Any) -> bool:
        """Return whether anything says how high a line is."""
        found = (place.find(w("spacing")) for place in self.places(paragraph, None, PPR))
        return any(spacing is not None and spacing.get(w("line")) for spacing in found)

    def indent(self, paragraph: Any, size: float) -> float:
        """Return the indent of the first line in characters, the left one included."""
        wanted: dict[str, float] = {}
        for place in self.places(paragraph, None, PPR):
            found = place.find(w("ind"))
            if found is None:
                continue
            for name in ("left", "firstLine", "hanging"):
                characters = found.get(w(f"{name}Chars"))
                measured = twips(found.get(w(name), ""))
                if name in wanted:
                    continue
                if characters and characters.lstrip("-").isdecimal() and int(characters):
                    wanted[name] = int(characters) / 100
                elif measured is not None:
                    wanted[name] = measured / 20 / size
        first = wanted.get("firstLine", 0) - (
            0 if wanted.get("firstLine") else wanted.get("hanging", 0)
        )
        return wanted.get("left", 0) + first


def _line(line: Line, position: int, chain: Chain) -> LineLook:
    paragraph = line.paragraph
    runs: list[RunLook] = []
    for piece in line.pieces:
        run = None if piece.node is None else piece.node.getparent()
        if run is None or run.tag != R or not line.text[piece.start : piece.end].strip():
            continue
        look = RunLook(
            position + piece.start,
            position + piece.end,
            chain.font(paragraph, run),
            chain.size(paragraph, run),
            chain.bold(paragraph, run),
        )
        if runs and replace(runs[-1], start=look.start, end=look.end) == look:
            look = replace(look, start=runs.pop().start)
        runs.append(look)
    size = runs[0].size if runs else chain.size(paragraph, None)
    return LineLook(
        position,
        position + len(line.text),
        chain.align(paragraph),
        chain.indent(paragraph, size),
        tuple(runs),
    )


def _page(section: Any, chain: Chain, footers: _Footers) -> PageLook:
    def number(tag: str, name: str) -> int:
        found = section.find(w(tag))
        return 0 if found is None else twips(found.get(w(name), "")) or 0

    width, height = number("pgSz", "w"), number("pgSz", "h")
    edges = [number("pgMar", side) for side in ("top", "right", "bottom", "left")]
    grid = section.find(w("docGrid"))
    lines = characters = None
    if pitch := line_pitch(section):
        lines = (height - edges[0] - edges[2]) // pitch
    if grid is not None and grid.get(w("type")) in ("linesAndChars", "snapToChars"):
        pitch_points = chain.size(None, None) + number("docGrid", "charSpace") / 4096
        between = (width - edges[1] - edges[3]) / 20
        characters = int(between / pitch_points + 0.005) if pitch_points > 1 else None
    numbered, sides = footers.of(section)
    margins = [round(edge / gb.MM) for edge in edges]
    return PageLook(
        round(width / gb.MM),
        round(height / gb.MM),
        (margins[0], margins[1], margins[2], margins[3]),
        lines,
        characters,
        numbered,
        sides,
    )


def line_pitch(section: Any) -> int:
    """Return how far apart the grid of a section sets lines, in twips; 0 without such a grid."""
    grid = section.find(w("docGrid"))
    if grid is None or grid.get(w("type")) not in ("lines", "linesAndChars", "snapToChars"):
        return 0
    return twips(grid.get(w("linePitch"), "")) or 0


class _Footers:
    """Whether sections show page numbers; one without footers has those of the one before."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._odd_even = is_on(package.root("settings"), "evenAndOddHeaders") or False
        self._last: dict[str, str] = {}

    def of(self, section: Any) -> tuple[bool, bool]:
        """Return whether there are page numbers, and whether they change sides."""
        for kind in ("footer", "header"):
            for reference in section.findall(w(f"{kind}Reference")):
                name = self._package.target(reference.get(RELATION, ""))
                self._last[f"{kind} {reference.get(w('type'))}"] = name or ""
        with_number = {
            place: side
            for place, name in self._last.items()
            if name and (side := self._number_side(name)) is not None
        }
        default = with_number.get("footer default") or with_number.get("header default")
        even = with_number.get("footer even") or with_number.get("header even")
        beside = self._odd_even and default == "right" and even == "left"
        return bool(default), bool(beside or default == "outside")

    def _number_side(self, name: str) -> str | None:
        root = self._package.tree(name)
        if root is None:
            return None
        for paragraph in root.iter(w("p")):
            codes = [code.text or "" for code in paragraph.iter(w("instrText"))]
            codes += [field.get(w("instr"), "") for field in paragraph.iter(w("fldSimple"))]
            if any(code.split()[:1] == ["PAGE"] for code in codes):
                return _framed(paragraph) or value(paragraph.find(f"{PPR}/{w('jc')}"), "left")
        return None


def _framed(paragraph: Any) -> str:
    """Return the side of the frame or text box that a paragraph stands in, if it has one."""
    frame = paragraph.find(f"{PPR}/{w('framePr')}")
    if frame is not None:
        return str(frame.get(w("xAlign"), ""))
    box = next(paragraph.iterancestors("{*}anchor"), None)
    align = None if box is None else box.find("{*}positionH/{*}align")
    return "" if align is None else str(align.text or "")
