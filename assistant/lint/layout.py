"""Where a Word file departs from the layout of GB/T 9704-2012 (standards.md, Layout).

The layout binds a 述职报告 only by analogy, so nothing here is an error: a departure from the
standard is a warning, what the standard merely does not ask for (bold, no grid) is a note.  One
finding a kind: the first place, and how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from assistant.catalogue import found
from assistant.document import PROSE, BlockKind, Report
from assistant.findings import Finding, Message
from assistant.formats.docx.shapes import level_of

if TYPE_CHECKING:
    from assistant.formats.look import Layout, LineLook, PageLook, RunLook

_TITLE, _BODY = 22.0, 16.0
_MARGINS: Final = (37, 26, 35, 28)
_SLACK: Final = 1  # millimetres
_QUOTE: Final = 30
# Level (0: the title, None: the body) to the fonts that serve, and the findings of font and size.
_FONTS: Final = {
    0: (("标宋", "中宋", "大标宋"), "layout.title_font", "layout.title_size"),
    1: (("黑体", "SimHei", "方正黑体"), "layout.heading1_font", "layout.heading1_size"),
    2: (("楷",), "layout.heading2_font", "layout.heading2_size"),
    3: (("仿宋", "FangSong"), "layout.heading3_font", "layout.heading3_size"),
    4: (("仿宋", "FangSong"), "layout.heading4_font", "layout.heading4_size"),
    None: (("仿宋", "FangSong"), "layout.body_font", "layout.body_size"),
}


def check_layout(report: Report, layout: Layout) -> list[Finding]:
    """Return where the file of a report departs from the standard's layout."""
    return [*_pages(layout.pages), *_Lines(report, layout).findings()]


def _pages(pages: tuple[PageLook, ...]) -> Iterator[Finding]:
    upright = [page for page in pages if page.width <= page.height]
    if not upright:
        return
    page = upright[0]
    if abs(page.width - 210) > _SLACK or abs(page.height - 297) > _SLACK:
        yield found("layout.paper", page=page)
    if any(abs(a - b) > _SLACK for a, b in zip(page.margins, _MARGINS, strict=True)):
        shown = "、".join(map(str, page.margins))
        yield found("layout.margins", shown=shown)
    if page.lines != 22 or page.characters != 28:
        yield found("layout.grid")
    if not any(one.numbered for one in upright):
        yield found("layout.page_number")
    elif not any(one.sides for one in upright):
        yield found("layout.page_number_side")


class _Lines:
    """The lines of one report beside what the standard says of their kind."""

    def __init__(self, report: Report, layout: Layout) -> None:
        self._report = report
        headings = {section.start: section for section in report.walk()}
        blocks = {block.start: block for block in report.blocks}
        self._lines = [
            (look, blocks[look.start], headings.get(look.start))
            for look in layout.lines
            if look.start in blocks and look.runs
        ]

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each kind of departure."""
        yield from self._titles()
        for level in range(1, 5):
            yield from self._headings_of(level)
        yield from self._prose()
        yield from self._bold()

    def _titles(self) -> Iterator[Finding]:
        titles = [look for look, block, _ in self._lines if block.kind is BlockKind.TITLE]
        runs = [run for look in titles for run in look.runs]
        yield from self._type(0, runs, _TITLE)
        yield from self._some("layout.title_place", [x for x in titles if x.align != "center"])

    def _headings_of(self, level: int) -> Iterator[Finding]:
        runs = [
            run
            for look, _, section in self._lines
            if section is not None and level_of(section) == level
            for run in look.runs
            if run.start < section.heading_end
        ]
        yield from self._type(level, runs, _BODY)

    def _prose(self) -> Iterator[Finding]:
        prose = [
            (look, section)
            for look, block, section in self._lines
            if block.kind in PROSE or (section is not None and section.run_in)
        ]
        # A few words set off (一是 in 黑体) are habit: what most of a paragraph is in counts.
        runs = [
            max(own, key=lambda run: run.end - run.start)
            for look, section in prose
            if (
                own := [
                    run for run in look.runs if section is None or run.start >= section.heading_end
                ]
            )
        ]
        yield from self._type(None, runs, _BODY)
        yield from self._some(
            "layout.indent",
            [
                look
                for look, _ in prose
                if not 1.6 <= look.indent + _typed(self._report, look) <= 2.4
            ],
        )

    def _bold(self) -> Iterator[Finding]:
        bold = [run for look, *_ in self._lines for run in look.runs if run.bold]
        yield from self._some("layout.bold", bold)

    def _type(self, level: int | None, runs: list[RunLook], size: float) -> Iterator[Finding]:
        known, font_code, size_code = _FONTS[level]
        wrong = [r for r in runs if r.font is None or not any(k in r.font for k in known)]
        unset = bool(wrong) and not wrong[0].font
        yield from self._some(font_code, wrong, "unset" if unset else "")
        yield from self._some(size_code, [r for r in runs if r.size != size])

    def _some(
        self, code: str, places: Sequence[RunLook | LineLook], says: str = ""
    ) -> Iterator[Finding]:
        if not places:
            return
        first, count = places[0], len(places)
        more = Message(f"（共 {count} 处）", f" ({count} places)") if count > 1 else ""
        quote = " ".join(self._report.text[first.start : first.end].split())
        yield found(
            code,
            says=says,
            source=(first.start, first.end),
            evidence=quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}…",
            look=first,
            more=more,
        )


def _typed(report: Report, look: LineLook) -> float:
    """Return the characters of white space typed before a line: an indent made by hand."""
    line = report.text[look.start : look.end]
    blank = line[: len(line) - len(line.lstrip())]
    return sum(0.5 if char.isascii() else 1 for char in blank)
