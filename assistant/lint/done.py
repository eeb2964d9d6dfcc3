"""More done than there was to do (排查隐患25处，已整改30处), and a rate that does not follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.figures import Figure, FigureKind
from assistant.findings import Finding, Severity
from assistant.genres.places import Place
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

# What is found, or taken on, has a number of its own: no more of it can be put right.
_OUTCOME = "发现|查出|排查出|检查出|查找出|梳理出|摸排出|查摆出|评估出|筛查出"
_FOUND = compile_late(
    f"{_OUTCOME}|排查|查找|查摆|梳理|摸排|征集|收集|列出|列入|登记|建档|认领|交办|转办|反馈|承诺|制定|确定"
)
# What comes in may join what was left over from before, so here a person is only asked to look.
_TAKEN = compile_late(r"受理|收到|接到|接收|承办")
_DONE = (
    "整改|整治|办结|化解|调处|调解|解决|完成|落实|销号|答复|回复|处置|处理|办理|治理|清零|消除"
    "|采纳|兑现|办复"
)
_HOW = (
    "(?:目前|现在|截至目前|已经|现已|已|当场|立即|即时|现场|督促|推动|及时|按期|按时|限期|全部"
    "|成功|有效|均|共|并|现)*"
)
_AHEAD = compile_late(
    rf"^{_HOW}(?:{_DONE})+(?:了|到位|完毕)?(?:各类|各项|此类|其中的?|的)?(?P<what>.*?)(?:共|达)?$"
)
_BEHIND = compile_late(rf"^(?:均|都|全部|现|已|得到|按期|及时)*(?:{_DONE})")
_ONLY_HOW = compile_late(rf"^(?:其中)?(?:有)?{_HOW}(?:有)?$")
# 上年结转, 累计, 新收: the two figures are then not said of the same things.
_OTHER_SPAN = compile_late(
    r"[上去往历][一]?年|结转|遗留|存量|旧存|累计|以来|新收|新增|历史|积压|前期|此前|超额|任务|目标|计划|分别|同比|每"
)
_RATE = compile_late(rf"[，、,（(]?(?:隐患|问题|总体)?(?:{_DONE})(?:完成)?率(?:达到|达|为|是)?")
_MARKS = "，。；：！？、,;:!?（）()\n"
_FARTHEST = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """How many there were to do: the figures it was put together from, and how sure that is."""

    figures: tuple[Figure, ...]
    sure: bool

    @property
    def listed(self) -> str:
        return "、".join(f.text for f in self.figures)

    @property
    def total(self) -> Decimal:
        return sum((f.base_value or Decimal(0) for f in self.figures), Decimal(0))


def check(paper: Paper, sentence: Place, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield where a sentence says that more was done than it says was found.

    `figures` are those of the sentence, in reading order.  Both must be exact amounts of the same
    unit, in the same clause group (no ； between), and what was done must be named as what was
    found is, or not at all.
    """
    for index, figure in enumerate(figures):
        said = _done(paper, figures, index)
        if said is None or figure.base_value is None:
            continue
        found = _whole(paper, figures, index, said)
        if found is None:
            continue
        first = found.figures[0]
        if _OTHER_SPAN.search(paper.text, max(sentence.start, first.start - 20), figure.end + 20):
            continue
        if figure.base_value <= found.total:
            yield from _rate(paper, found, figures, index)
            continue
        yield paper.finding(
            "part_exceeds_whole",
            first.start,
            figure.end,
            says="done" if found.sure else "perhaps",
            severity=None if found.sure else Severity.WARNING,
            figure=figure,
            whole=found.listed,
        )


def _rate(paper: Paper, found: _Found, figures: Sequence[Figure], index: int) -> Iterator[Finding]:
    """Compare the rate said right behind with what the two figures give: 25处, 20处, 整改率95%."""
    if index + 1 == len(figures):
        return
    figure, said = figures[index], figures[index + 1]
    if said.kind is not FigureKind.PERCENT or said.value is None:
        return
    if said.approximate or said.high is not None or not found.total or figure.base_value is None:
        return
    if not _RATE.fullmatch(paper.text, figure.end, said.start):
        return
    right = figure.base_value * 100 / found.total
    last = Decimal(1).scaleb(int(said.value.as_tuple().exponent)) if said.value % 1 else Decimal(1)
    if abs(right - said.value) >= last:  # rounded or cut off, both are common
        shown = f"{right.quantize(last):f}%"
        yield paper.finding(
            "rate_differs",
            found.figures[0].start,
            said.end,
            figure=figure,
            whole=found.listed,
            shown=shown,
            said=said,
        )


def _exact(figure: Figure) -> bool:
    return (
        figure.kind is FigureKind.AMOUNT
        and not figure.direction
        and not figure.approximate
        and figure.high is None
        and figure.base_value is not None
        and bool(figure.base_unit)
    )


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words of the clause before a figure and behind it."""
    low, high = start, end
    while low > max(0, start - _FARTHEST) and text[low - 1] not in _MARKS:
        low -= 1
    while high < min(len(text), end + _FARTHEST) and text[high] not in _MARKS:
        high += 1
    return text[low:start], text[end:high]


def _done(paper: Paper, figures: Sequence[Figure], index: int) -> str | None:
    """Return what the things done are called ("" where nothing is said); None: not things done."""
    figure = figures[index]
    if not _exact(figure):
        return None
    low = figures[index - 1].end if index else 0
    high = figures[index + 1].start if index + 1 < len(figures) else len(paper.text)
    ahead, after = _clause(paper.text, figure.start, figure.end)
    ahead = ahead[max(0, len(ahead) - (figure.start - low)) :]
    after = after[: max(0, high - figure.end)]
    if (match := _AHEAD.match(ahead)) is not None:
        return match["what"] + after.removeprefix("的")
    if _ONLY_HOW.match(ahead) and _BEHIND.match(after):
        return ""
    return None


def _whole(paper: Paper, figures: Sequence[Figure], index: int, said: str) -> _Found | None:
    """Return what was found, from the figures before the one of what was done."""
    figure = figures[index]
    parts: list[Figure] = []
    sure, words = True, ""
    for place in range(index - 1, -1, -1):
        other = figures[place]
        between = paper.text[other.end : figure.start]
        if len(between) > _FARTHEST or "；" in between or ";" in between:
            break
        ahead, after = _clause(paper.text, other.start, other.end)
        if other.base_unit != figure.base_unit or "其中" in ahead:
            continue
        if _AHEAD.match(ahead) or (_ONLY_HOW.match(ahead) and _BEHIND.match(after)):
            continue  # done as well: 当场整改10处，限期整改30处
        if not _exact(other):
            return None
        parts.append(other)
        words = ahead + after + words
        if _TAKEN.search(ahead):
            sure = False
        if re.search(_OUTCOME, ahead):
            break
    if not parts or not (_FOUND.search(words) or _TAKEN.search(words)):
        return None
    if said and said not in words:
        return None
    return _Found(tuple(reversed(parts)), sure)
