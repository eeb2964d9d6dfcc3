"""One indicator with two values, a part that is larger than its whole, more done than found, moves
that do not add up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from assistant.figures import Figure, FigureKind
from assistant.findings import Finding
from assistant.genres.model import pattern
from assistant.genres.places import Place
from assistant.lexicon import alternatives, groups
from assistant.lint import done, moves
from assistant.lint.paper import Paper
from assistant.patterns import compile_late
from assistant.time_limit import still_in_time

_LEAST_SUBJECT = 5
# Two values of one indicator are near each other; of two doings (实施…项目 1424, 304) nearer.
_NEAR, _NEARER = Decimal("0.6"), Decimal("0.8")
_DOING = compile_late(
    r"^(?:新|实施|开展|打造|建设|改造|完成|组织|召开|整治|治理|引进|建成|争取|化解|办理|安排|高于|低于)"
)
_DONE_LEAST = 0.1
# What is told of several years is not told of one: a report may do both, one after the other.
_LONG = compile_late(
    r"十[一二三四五六]五|[三四五]年(?:来|间|累计|的奋斗)|(?:过去|这)[三四五]年|累计|以来"
)
_SHORT = compile_late(r"过去(?:的)?一年|(?:19|20)\d\d年|今年|去年|一年来|本年")
# 2024年的…, 同期, 目标: the same indicator may well have another value then.
_OTHER_TIME = compile_late(
    r"(?:19|20)\d\d年|上年|去年|同期|季度|上半年|下半年|\d月|以来|累计|五年|三年|目标|力争|计划|预计|预期|将|明年"
    r"|左右|从|由|提高到|增加到|提升到|分别|标准|每|其中"
)
_REGION = compile_late(r"全[国省市县区乡镇村局校州盟旗]|城镇|农村|区本级")
_RATE = compile_late(r"的?(?:增速|增幅|增长率)$")
_PART = compile_late(r"其中|(?<![一二三四五六七八九十])(?:包括|包含)(?!的)|[（(，,](?:含|其中)")
_FOREIGN = compile_late(
    r"累计|总数|总量|已|达到|达|其中|占|平均|人均|单价|每|最高|最大|最低|当年|去年|上年|同期|增长|下降|提高"
)


def check(paper: Paper) -> Iterator[Finding]:
    """Yield figures that contradict each other."""
    sentences = list(paper.prose)
    starts = [s.start for s in sentences]
    spans: dict[int, list[Figure]] = {}
    for figure in paper.figures:
        index = bisect_right(starts, figure.start) - 1
        if index >= 0 and figure.start < sentences[index].end:
            spans.setdefault(index, []).append(figure)
    for index, figures in spans.items():
        still_in_time()
        yield from _parts(paper, sentences[index], figures)
        yield from done.check(paper, sentences[index], figures)
        yield from moves.check(paper, figures)
    yield from _values(paper, sentences[: plans_from(paper, sentences)], spans)


def _amount(figure: Figure) -> Decimal | None:
    """Return the exact value of an amount that is no change, else None."""
    if figure.kind is not FigureKind.AMOUNT or figure.direction or figure.high is not None:
        return None
    return figure.base_value


def _parts(paper: Paper, sentence: Place, figures: list[Figure]) -> Iterator[Finding]:
    """A figure behind 其中 must not exceed the last one of its unit before it."""
    for mark in _PART.finditer(sentence.text):
        place = sentence.start + mark.start()
        behind = [f for f in figures if f.start > place]
        before = [f for f in figures if f.end <= place]
        if not behind or not before:
            continue
        whole = before[-1]
        total = _amount(whole)
        part = next((f for f in behind[:3] if f.base_unit == whole.base_unit), behind[0])
        value = _amount(part)
        if value is None or total is None or whole.base_unit != part.base_unit:
            continue
        if not part.base_unit or part.approximate or whole.approximate:
            continue
        between = paper.text[whole.end : part.start]
        if len(between) > 40 or "；" in between:
            continue
        if _FOREIGN.search(paper.text[place + len(mark.group()) : part.start]):
            continue
        if value > total:
            yield paper.finding("part_exceeds_whole", whole.start, part.end, part=part, whole=whole)


def plans_from(paper: Paper, sentences: list[Place]) -> int:
    """Return the index of the first sentence that tells of what is yet to be done."""
    steps = next((m for m in paper.matches if m.part.key == "next_steps" and m.present), None)
    if steps is None or steps.start is None:
        return len(sentences)
    plan = pattern(*steps.part.heading) if steps.part.heading else None
    named = [s.start for s in paper.report.sections if plan and plan.search(s.heading)]
    first = min([*(n for n in named if n > len(paper.text) * _DONE_LEAST), steps.start])
    return next((i for i, s in enumerate(sentences) if s.start >= first), len(sentences))


def _values(
    paper: Paper, sentences: list[Place], spans: dict[int, list[Figure]]
) -> Iterator[Finding]:
    """Find the same subject, unit and period with two values."""
    seen: dict[tuple[str, str, str, bool], tuple[Figure, int]] = {}
    wholes = {region for region in _REGION.findall(paper.text) if region[0] == "全"}
    own = wholes.pop() if len(wholes) == 1 else ""
    long = False
    for index, sentence in enumerate(sentences):
        long = bool(_LONG.search(sentence.text)) or (long and not _SHORT.search(sentence.text))
        for figure in spans.get(index, ()):
            if figure.kind not in (FigureKind.AMOUNT, FigureKind.PERCENT) or figure.approximate:
                continue
            if figure.value is None or figure.high is not None or not figure.unit:
                continue
            subject, direction = _indicator(figure)
            clause = paper.text[max(sentence.start, figure.start - 40) : figure.end]
            clause += paper.text[figure.end : min(sentence.end, figure.end + 2)]
            if len(subject) < _LEAST_SUBJECT or _OTHER_TIME.search(clause):
                continue
            # 全镇 in the report of one town, that names no other: left out or not, it is the same.
            region = "".join(r for r in _REGION.findall(clause) if r != own)
            key = (subject, figure.base_unit, direction + region, long)
            other, place = seen.setdefault(key, (figure, index))
            # In one sentence a second figure is mostly said of something else, left unsaid.
            named = place != index or figure.subject in paper.text[other.end : figure.start]
            if named and _contradicts(subject, other, figure):
                yield paper.finding(
                    "figure_differs",
                    figure.start,
                    figure.end,
                    subject=subject,
                    other=other,
                    figure=figure,
                )


def _contradicts(subject: str, one: Figure, other: Figure) -> bool:
    """Tell whether two values differ, and yet are near enough to be meant as one."""
    values = sorted(v for v in (one.base_value, other.base_value) if v is not None)
    if len(values) < 2 or values[0] == values[1] or values[1] <= 0:
        return False
    return values[0] / values[1] >= (_NEARER if _DOING.match(subject) else _NEAR)


def _indicator(figure: Figure) -> tuple[str, str]:
    """Return what a figure is said of, by its first name, and the direction it states.

    规上工业增速9% and 规模以上工业增长7% are said of one thing.
    """
    subject = re.sub(r"[\s“”‘’]|^(?:全年|一年来|共|实现|完成)", "", figure.subject)
    first = _first_names()
    subject = _names().sub(lambda m: first[m.group()], subject)
    if _RATE.search(subject):
        return _RATE.sub("", subject), "增长"
    return subject, figure.direction


@cache
def _first_names() -> dict[str, str]:
    return {name: names[0] for names in groups("indicator_names") for name in names}


@cache
def _names() -> re.Pattern[str]:
    return re.compile(alternatives(_first_names()))
