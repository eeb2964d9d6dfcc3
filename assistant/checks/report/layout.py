"""Where a Word file departs from the layout of GB/T 9704-2012 (standards.md, Layout).

The layout binds a 述职报告 only by analogy, so nothing here is an error: a departure from the
standard is a warning, what the standard merely does not ask for (bold, no grid) is a note.  One
finding a kind: the first place, and how many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from assistant.document import BlockKind, Report
from assistant.findings import Finding, Message, Severity
from assistant.formats.docx.shapes import level_of

if TYPE_CHECKING:
    from assistant.formats.look import Layout, LineLook, PageLook, RunLook

_TITLE, _BODY = 22.0, 16.0
_MARGINS: Final = (37, 26, 35, 28)
_SLACK: Final = 1  # millimetres
_QUOTE: Final = 30
_FONTS: Final = {
    "title": (("标宋", "中宋", "大标宋"), "小标宋"),
    1: (("黑体", "SimHei", "方正黑体"), "黑体"),
    2: (("楷",), "楷体"),
    3: (("仿宋", "FangSong"), "仿宋"),
    4: (("仿宋", "FangSong"), "仿宋"),
    "body": (("仿宋", "FangSong"), "仿宋"),
}
_LEVELS: Final = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题"}
_LEVELS_EN: Final = {n: f"level {n} headings" for n in range(1, 5)}
_PROSE: Final = (BlockKind.PREAMBLE, BlockKind.BODY, BlockKind.POINT, BlockKind.CLOSING)


def check_layout(report: Report, layout: Layout) -> list[Finding]:
    """Return where the file of a report departs from the standard's layout."""
    return [*_pages(layout.pages), *_Lines(report, layout).findings()]


def _pages(pages: tuple[PageLook, ...]) -> Iterator[Finding]:
    upright = [page for page in pages if page.width <= page.height]
    if not upright:
        return
    page = upright[0]
    if abs(page.width - 210) > _SLACK or abs(page.height - 297) > _SLACK:
        yield _page(
            "layout.paper",
            f"纸张为 {page.width}×{page.height} 毫米，应为 A4（210×297）。",
            f"The paper is {page.width}×{page.height} mm, not A4 (210×297).",
        )
    if any(abs(a - b) > _SLACK for a, b in zip(page.margins, _MARGINS, strict=True)):
        shown = "、".join(map(str, page.margins))
        yield _page(
            "layout.margins",
            f"上、右、下、左页边距为 {shown} 毫米，应为 37、26、35、28。",
            f"Margins (top, right, bottom, left) are {shown} mm, not 37, 26, 35, 28.",
        )
    if page.lines != 22 or page.characters != 28:
        yield _page(
            "layout.grid",
            "没有设置每页 22 行、每行 28 字的文档网格。",
            "The document grid is not 22 lines of 28 characters.",
            Severity.INFO,
        )
    if not any(one.numbered for one in upright):
        yield _page("layout.page_number", "没有页码。", "There are no page numbers.")
    elif not any(one.sides for one in upright):
        yield _page(
            "layout.page_number_side",
            "页码没有单页居右、双页居左。",
            "Page numbers are not right on odd and left on even pages.",
            Severity.INFO,
        )


def _page(code: str, zh: str, en: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, severity, Message(zh, en))


class _Lines:
    """The lines of one report beside what the standard says of their kind."""

    def __init__(self, report: Report, layout: Layout) -> None:
        self._report = report
        self._looks = layout.lines
        self._headings = {section.start: section for section in report.walk()}
        blocks = {block.start: block for block in report.blocks}
        self._lines = [
            (look, blocks[look.start], self._headings.get(look.start))
            for look in layout.lines
            if look.start in blocks and look.runs
        ]

    def findings(self) -> Iterator[Finding]:
        """Yield one finding for each kind of departure."""
        yield from self._titles()
        for level in _LEVELS:
            yield from self._headings_of(level)
        yield from self._prose()
        yield from self._bold()

    def _titles(self) -> Iterator[Finding]:
        titles = [look for look, block, _ in self._lines if block.kind is BlockKind.TITLE]
        runs = [run for look in titles for run in look.runs]
        yield from self._fonts("title", runs, "标题", "the title")
        yield from self._some(
            "layout.title_size",
            [r for r in runs if r.size != _TITLE],
            lambda r: (
                f"标题为 {r.size:g} 磅，应为二号（22 磅）",
                f"The title is {r.size:g} pt, not 22 pt",
            ),
        )
        yield from self._some(
            "layout.title_place",
            [look for look in titles if look.align != "center"],
            lambda _: ("标题没有居中", "The title is not centred"),
        )

    def _headings_of(self, level: int) -> Iterator[Finding]:
        runs = [
            run
            for look, _, section in self._lines
            if section is not None and level_of(section) == level
            for run in look.runs
            if run.start < section.heading_end
        ]
        yield from self._fonts(level, runs, _LEVELS[level], _LEVELS_EN[level])
        yield from self._some(
            f"layout.heading{level}_size",
            [r for r in runs if r.size != _BODY],
            lambda r: (
                f"{_LEVELS[level]}为 {r.size:g} 磅，应为三号（16 磅）",
                f"{_LEVELS_EN[level].capitalize()} are {r.size:g} pt, not 16 pt",
            ),
        )

    def _prose(self) -> Iterator[Finding]:
        prose = [
            (look, section)
            for look, block, section in self._lines
            if block.kind in _PROSE or (section is not None and section.run_in)
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
        yield from self._fonts("body", runs, "正文", "the body")
        yield from self._some(
            "layout.body_size",
            [r for r in runs if r.size != _BODY],
            lambda r: (
                f"正文为 {r.size:g} 磅，应为三号（16 磅）",
                f"The body is {r.size:g} pt, not 16 pt",
            ),
        )
        yield from self._some(
            "layout.indent",
            [
                look
                for look, _ in prose
                if not 1.6 <= look.indent + _typed(self._report, look) <= 2.4
            ],
            lambda _: ("段落首行没有空两字", "Paragraphs are not indented by two characters"),
        )

    def _bold(self) -> Iterator[Finding]:
        yield from self._some(
            "layout.bold",
            [run for look, *_ in self._lines for run in look.runs if run.bold],
            lambda _: ("有加粗文字，国家标准没有这项要求", "Bold type is not in the standard"),
            Severity.INFO,
        )

    def _fonts(self, kind: str | int, runs: list[RunLook], zh: str, en: str) -> Iterator[Finding]:
        known, name = _FONTS[kind]
        wrong = [r for r in runs if r.font is None or not any(k in r.font for k in known)]
        code = f"heading{kind}" if isinstance(kind, int) else kind
        yield from self._some(
            f"layout.{code}_font",
            wrong,
            lambda r: (
                f"{zh}字体为“{r.font}”，应为{name}" if r.font else f"{zh}没有指定字体，应为{name}",
                f"The font of {en} is {r.font or 'not set'}, not {name}",
            ),
        )

    def _some(
        self,
        code: str,
        places: list[RunLook] | list[LineLook],
        words: Callable[..., tuple[str, str]],
        severity: Severity = Severity.WARNING,
    ) -> Iterator[Finding]:
        if not places:
            return
        first = places[0]
        zh, en = words(first)
        more = (f"（共 {len(places)} 处）", f" ({len(places)} places)") if places[1:] else ("", "")
        quote = " ".join(self._report.text[first.start : first.end].split())
        yield Finding(
            code,
            severity,
            Message(f"{zh}{more[0]}。", f"{en}{more[1]}."),
            first.start,
            first.end,
            quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}…",
        )


def _typed(report: Report, look: LineLook) -> float:
    """Return the characters of white space typed before a line: an indent made by hand."""
    line = report.text[look.start : look.end]
    blank = line[: len(line) - len(line.lstrip())]
    return sum(0.5 if char.isascii() else 1 for char in blank)
