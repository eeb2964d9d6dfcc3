"""The figures of GB/T 9704-2012 as Word wants them: twips (1/20 pt), half points, 1/4096 pt.

A 述职报告 is no statutory paper: the layout holds by analogy, without red head, number and seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MM: Final = 1440 / 25.4  # twips

PAGE: Final = {"w": round(210 * MM), "h": round(297 * MM)}
MARGINS: Final = {
    "top": round(37 * MM), "right": round(26 * MM),
    "bottom": round(35 * MM), "left": round(28 * MM),
}  # fmt: skip
LINES, CHARACTERS = 22, 28
LINE: Final = 579
"""225 mm are 12,756 twips: 22 lines of 579, with a little left so that none is pushed out."""

CHARACTER: Final = (PAGE["w"] - MARGINS["left"] - MARGINS["right"]) / 20 / CHARACTERS
"""Points from one character to the next: 442 pt / 28, a little less than the 16 pt of the type."""

STEP: Final = int(CHARACTER * 20)
"""Twips of a character's indent, rounded down: a trace more takes a cell of the grid too many."""

CHARACTER_SPACE: Final = int((CHARACTER - 16) * 4096) - 2
"""What the grid adds to each character of the standard size, rounded so that 28 still fit."""

CHARACTER_WIDTH: Final = 98
"""Percent: LibreOffice gives a character wider than the grid's 15.79 pt two cells of it."""

FOOTER: Final = round((35 - 7 - 14 / 72 * 25.4 / 2) * MM)
"""From the paper's edge to the page number's line, whose dashes, in its middle, are 7 mm below the
text area."""

TITLE_SIZE, BODY_SIZE, NUMBER_SIZE = 44, 32, 28  # half points: 2号, 3号, 4号
BODY_FONT: Final = "仿宋_GB2312"
TITLE_FONT: Final = "方正小标宋简体"
HEADING_FONTS: Final = ("黑体", "楷体_GB2312", BODY_FONT, BODY_FONT)
NUMBER_FONT: Final = "宋体"

FALLBACKS: Final = {
    TITLE_FONT: "小标宋;华文中宋;宋体",
    BODY_FONT: "仿宋;FangSong;华文仿宋",
    "楷体_GB2312": "楷体;KaiTi;华文楷体",
    "黑体": "SimHei;Noto Sans CJK SC",
    NUMBER_FONT: "SimSun;Noto Serif CJK SC",
}
"""What a machine without a font may take instead: Word reads it from the list of fonts."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style of ours: its name as the author sees it, its type and where its lines stand."""

    id: str
    name: str
    font: str
    size: int = BODY_SIZE
    align: str = "both"
    indent: int = 0  # characters, first line
    outline: int | None = None


TITLE: Final = Style("GBTitle", "公文标题", TITLE_FONT, TITLE_SIZE, "center")
SUBTITLE: Final = Style("GBSubtitle", "公文副题", HEADING_FONTS[1], align="center")
SALUTATION: Final = Style("GBSalutation", "公文称谓", BODY_FONT, align="left")
BODY: Final = Style("GBBody", "公文正文", BODY_FONT, indent=2)
ATTACHMENT: Final = Style("GBAttachment", "公文附件说明", BODY_FONT)
SIGNATURE: Final = Style("GBSignature", "公文署名日期", BODY_FONT, align="right")
NUMBER: Final = Style("GBPageNumber", "公文页码", NUMBER_FONT, NUMBER_SIZE, "right")
HEADINGS: Final = tuple(
    Style(f"GBHeading{level}", f"公文{word}级标题", font, indent=2, outline=level - 1)
    for level, (word, font) in enumerate(zip("一二三四", HEADING_FONTS, strict=True), 1)
)
STYLES: Final = (TITLE, SUBTITLE, SALUTATION, BODY, ATTACHMENT, SIGNATURE, NUMBER, *HEADINGS)


def heading_text(level: int) -> str:
    """Return the ID of the character style of a run-in heading."""
    return f"GBHeading{level}Text"
