"""Reports for tests: written in a tiny notation, or generated together with what must be read.

The notation has one line per paragraph, its first word saying what it is:

    T 青石镇2024年度工作报告      title
    S 各位代表                    称谓, set with ：
    P 一年来……                    preamble, closing or other unnumbered paragraph
    1 抓学习                      一、 stand-alone heading; 2 （一）, 3 1., 4 （1）
    1+ 抓学习                     the same, with a sentence running on behind it
    一是 抓学习                   a point as its own paragraph, with two sentences
    -                             a blank line
    N                             a line of noise
    D 2024年1月5日                signature above, date below

Places and figures are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from assistant.numbering import LabelStyle, chinese_number, format_label

STYLES = (
    LabelStyle.CHINESE,
    LabelStyle.CHINESE_PAREN,
    LabelStyle.ARABIC,
    LabelStyle.ARABIC_PAREN,
)
NOISE_LINE = "##paidbegin##"
TEXT = "全年开展走访12次，解决难题30件，干部精神面貌有了明显变化，群众办事更加方便快捷。"
MORE = "对照年初定下的目标逐项检查，每月通报一次，没有一项落下。"


def compose(notation: str, newline: str = "\n", indent: str = "") -> str:
    """Return the report that the notation describes; headings are numbered as they come."""
    counts = [0] * len(STYLES)
    lines: list[str] = []
    for row in filter(None, map(str.strip, notation.splitlines())):
        mark, _, words = row.partition(" ")
        if mark[0].isdigit():
            level = int(mark[0]) - 1
            counts[level:] = [counts[level] + 1] + [0] * (len(STYLES) - level - 1)
            label = format_label(STYLES[level], counts[level])
            lines.append(f"{indent}{label}{words}" + (f"。{TEXT}" if mark.endswith("+") else ""))
        elif mark == "S":
            lines.append(f"{words}：")
        elif mark in ("T", "P", "D"):
            lines.append(words if mark != "P" else f"{indent}{words}")
        elif mark == "N":
            lines.append(NOISE_LINE)
        elif mark == "-":
            lines.append("")
        else:
            lines.append(f"{indent}{mark}{words}。{TEXT}")
    return newline.join(lines) + newline


@dataclass(frozen=True, slots=True)
class Expected:
    """A section as a careful reader draws it: ID, level, printed number, count of points."""

    id: str
    level: int
    number: str
    points: int
    run_in: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A generated report: its text, its sections in reading order, what its head holds."""

    text: str
    sections: tuple[Expected, ...]
    title: str
    closing: str


WORDS = st.sampled_from(
    ["抓实理论学习", "推动项目建设", "改善镇村环境", "办好民生实事", "强化基层治理", "转变工作作风"]
)
TITLES = st.sampled_from(["", "青石镇2024年度工作报告", "白河街道党工委述职报告"])
CLOSINGS = st.sampled_from(
    [
        "",
        "一年来，虽然做了一些工作，但与群众期待还有差距。",
        "下一步，我们将继续努力，把各项工作推向前进。",
        "各位代表，让我们携手并肩，为建设新青石而努力奋斗！",
        "以上报告，请予评议。",
    ]
)


@st.composite
def reports(draw: st.DrawFn) -> Written:
    """Draw a report with up to three levels, points in both forms, blank lines and noise."""
    newline = draw(st.sampled_from(["\n", "\r\n", "\n\n", "\r\n\r\n"]))
    indent = draw(st.sampled_from(["", "　　", "    "]))
    title, closing = draw(TITLES), draw(CLOSINGS)
    lines = [title] if title else []
    if draw(st.booleans()):
        lines.append("各位代表：")
    lines.append(f"现将一年来的工作情况报告如下。{TEXT}")
    expected: list[Expected] = []
    depth = draw(st.integers(1, 3))
    for number in range(1, draw(st.integers(1, 3)) + 1):
        lines += draw(_section(str(number), 1, number, depth, expected))
    if closing:
        lines.append(closing)
    marks = draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    noisy = [
        f"{indent}{NOISE_LINE if mark and number else ''}{line}"
        for number, (line, mark) in enumerate(zip(lines, marks, strict=True))
    ]
    return Written(newline.join(noisy) + newline, tuple(expected), title, closing)


@st.composite
def _section(
    draw: st.DrawFn, own_id: str, level: int, number: int, depth: int, expected: list[Expected]
) -> list[str]:
    label, words = format_label(STYLES[level - 1], number), draw(WORDS)
    run_in = draw(st.booleans())
    place = len(expected)
    lines = [f"{label}{words}" + (f"。{TEXT}" if run_in else "")]
    points = draw(st.sampled_from([0, 0, 2, 3]))
    if points and draw(st.booleans()):
        lines.append(
            "做到了：" + "；".join(f"{_nth(n)}{draw(WORDS)}" for n in _count(points)) + "。"
        )
    elif points:
        lines += [f"{_nth(n)}{draw(WORDS)}。{TEXT}" for n in _count(points)]
    elif not run_in or draw(st.booleans()):
        lines.append(MORE)
    expected.append(Expected(own_id, level, label, points, run_in))
    if level < depth and draw(st.booleans()):
        for child in _count(draw(st.integers(1, 3))):
            lines += draw(_section(f"{own_id}.{child}", level + 1, child, depth, expected))
    assert len(expected) > place
    return lines


def _nth(number: int) -> str:
    return f"{chinese_number(number)}是"


def _count(number: int) -> range:
    return range(1, number + 1)
