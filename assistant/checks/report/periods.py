"""The period of title, preamble and body must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.report.paper import Paper
from assistant.document import BlockKind
from assistant.findings import Finding, Severity

# 2024年2月19日 under a title is the day of a meeting, not the period.
_YEAR = re.compile(r"((?:19|20)\d\d)(?!年?\d{1,2}月)年?(?:度)?")
# A government's report of a year looks back at the year before.
_LOOKS_BACK = re.compile(r"政府工作报告|计划")
_HALF = re.compile(r"上半年|下半年|[一二三四]季度|半年度|季度")
_ANNOUNCEMENT = re.compile(r"[^。\n]*(?:报告|汇报|述职|总结)如下")
_SINCE = re.compile(r"^(20\d\d)年(?:度)?(?:以来)?，")
_UNTIL = re.compile(
    r"截至(?:目前|(?:[\d*＊xX×]{1,4})?年?)?(?P<part>三季度|四季度|第[三四]季度|年底|\d{1,2}月(?:底|末)?)"
)
_AFTER_HALF = frozenset({"三季度", "四季度", "第三季度", "第四季度", "年底"})
_LATE_MONTH = re.compile(r"(?:[7-9]|1[0-2])月(?:底|末)?")
_YEAR_TOLD = re.compile(r"^((?:19|20)\d\d)年(?:度)?，[^。]{0,40}(?:全年|一年来|完成|实现)")
_DATED = re.compile(r"((?:19|20)\d\d)[年.．/-]")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_UNTIL_YEAR = re.compile(r"截至((?:19|20)\d\d)年")


def check(paper: Paper) -> Iterator[Finding]:
    """Yield where title, preamble, body and date speak of different periods."""
    title = paper.title
    year = _YEAR.search(title)
    half = _HALF.search(title)
    announced_half = half.group() if half else ""
    for sentence in paper.preamble:
        announcement = _ANNOUNCEMENT.search(sentence.text)
        since = _SINCE.match(sentence.text)
        said = announcement.group() if announcement else (since.group() if since else "")
        if not said:
            continue
        offset = sentence.start + (announcement.start() if announcement else 0)
        other = _YEAR.search(said)
        if year and other and not _same_year(year, other, said):
            yield _differ(paper, offset, other, year.group(), other.group())
        named = _HALF.search(said)
        if year and announcement and bool(named) != bool(half):
            zh_title = half.group() if half else f"{year.group(1)}年（全年）"
            start, end = (offset + named.start(), offset + named.end()) if named else (0, 0)
            if named:
                announced_half = announced_half or named.group()
                yield _period(paper, start, end, zh_title, named.group())
    if announced_half.startswith(("上半年", "半年")):
        yield from _beyond_half(paper, announced_half)
    if year and not _LOOKS_BACK.search(title):
        yield from _other_years(paper, int(year.group(1)))


def _same_year(year: re.Match[str], other: re.Match[str], said: str) -> bool:
    """Tell whether the years agree, or the sentence speaks of the year before a plan."""
    return year.group(1) in said or year.group(1) == other.group(1)


def _differ(paper: Paper, offset: int, other: re.Match[str], a: str, b: str) -> Finding:
    return _period(paper, offset + other.start(), offset + other.end(), a, b)


def _period(paper: Paper, start: int, end: int, title: str, here: str) -> Finding:
    return paper.finding(
        "period_differs",
        Severity.WARNING,
        start,
        end,
        f"时间范围不一致：标题是“{title}”，开头是“{here}”",
        f"The periods disagree: “{title}” in the title, “{here}” in the preamble",
    )


def _beyond_half(paper: Paper, announced: str) -> Iterator[Finding]:
    """A report on the first half of a year cannot tell what came after it."""
    for sentence in paper.places.sentences:
        for match in _UNTIL.finditer(sentence.text):
            part = match["part"]
            if part in _AFTER_HALF or _LATE_MONTH.fullmatch(part):
                yield paper.finding(
                    "period_differs",
                    Severity.WARNING,
                    sentence.start + match.start(),
                    sentence.start + match.end(),
                    f"时间范围不一致：报告的是“{announced}”，这里却写到“{match.group()}”",
                    f"The report is about “{announced}”, but here it tells of “{match.group()}”",
                )


def _other_years(paper: Paper, year: int) -> Iterator[Finding]:
    for sentence in paper.places.sentences:
        told = _YEAR_TOLD.match(sentence.text)
        for match in [*_UNTIL_YEAR.finditer(sentence.text), *([told] if told else [])]:
            if int(match.group(1)) in (year, year + 1):
                continue
            end = match.end() if match is not told else match.end(1) + 1
            words = sentence.text[match.start() : end]
            yield paper.finding(
                "period_differs",
                Severity.WARNING,
                sentence.start + match.start(),
                sentence.start + end,
                f"时间范围不一致：标题是{year}年，这里是“{words}”",
                f"The title says {year}, here it is “{words}”",
            )
    start, end = paper.span_of(BlockKind.DATE)
    dated = _DATED.search(paper.text[start:end].translate(_DIGITS))
    last = max(int(match.group(1)) for match in _YEAR.finditer(paper.title))
    if dated and not year <= int(dated.group(1)) <= last + 1:
        yield paper.finding(
            "period_differs",
            Severity.WARNING,
            start,
            end,
            f"落款日期与标题年份不符：标题是{year}年，落款是“{paper.text[start:end]}”",
            f"The title says {year}, the date is “{paper.text[start:end]}”",
        )
