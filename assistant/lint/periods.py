"""The period of title, preamble and body must be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant.document import BlockKind
from assistant.findings import Finding
from assistant.genres import announcement
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

# 2024年2月19日 under a title is the day of a meeting, not the period.
_YEAR = compile_late(r"((?:19|20)\d\d)(?!年?\d{1,2}月)年?(?:度)?")
# A government's report of a year looks back at the year before.
_LOOKS_BACK = compile_late(r"政府工作报告|计划")
_HALF = compile_late(r"上半年|下半年|[一二三四]季度|半年度|季度")
_SINCE = compile_late(r"^(20\d\d)年(?:度)?(?:以来)?，")
_UNTIL = compile_late(
    r"截至(?:目前|(?:[\d*＊xX×]{1,4})?年?)?(?P<part>三季度|四季度|第[三四]季度|年底|\d{1,2}月(?:底|末)?)"
)
_AFTER_HALF = frozenset({"三季度", "四季度", "第三季度", "第四季度", "年底"})
_LATE_MONTH = compile_late(r"(?:[7-9]|1[0-2])月(?:底|末)?")
_YEAR_TOLD = compile_late(r"^((?:19|20)\d\d)年(?:度)?，[^。]{0,40}(?:全年|一年来|完成|实现)")
_DATED = compile_late(r"((?:19|20)\d\d)[年.．/-]")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_UNTIL_YEAR = compile_late(r"截至((?:19|20)\d\d)年")


def check(paper: Paper) -> Iterator[Finding]:
    """Yield where title, preamble, body and date speak of different periods."""
    title = paper.title
    year = _YEAR.search(title)
    half = _HALF.search(title)
    announced_half = half.group() if half else ""
    for sentence in paper.places.opening:
        announced = announcement(sentence.text)
        since = _SINCE.match(sentence.text)
        said = sentence.text[slice(*announced)] if announced else since.group() if since else ""
        if not said:
            continue
        offset = sentence.start + (announced[0] if announced else 0)
        other = _YEAR.search(said)
        if year and other and year.group(1) not in said:
            yield _period(paper, offset, other, title=year.group())
        named = _HALF.search(said)
        if year and announced and named and not half:
            announced_half = announced_half or named.group()
            yield _period(paper, offset, named, title=f"{year.group(1)}年（全年）")
    if announced_half.startswith(("上半年", "半年")):
        yield from _beyond_half(paper, announced_half)
    if year and not _LOOKS_BACK.search(title):
        yield from _other_years(paper, int(year.group(1)))


def _period(paper: Paper, offset: int, here: re.Match[str], **said: Any) -> Finding:
    start, end = offset + here.start(), offset + here.end()
    return paper.finding("period_differs", start, end, here=here.group(), **said)


def _beyond_half(paper: Paper, announced: str) -> Iterator[Finding]:
    """A report on the first half of a year cannot tell what came after it."""
    for sentence in paper.places.sentences:
        for match in _UNTIL.finditer(sentence.text):
            part = match["part"]
            if part in _AFTER_HALF or _LATE_MONTH.fullmatch(part):
                yield _period(paper, sentence.start, match, says="beyond", announced=announced)


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
                sentence.start + match.start(),
                sentence.start + end,
                says="year",
                year=year,
                here=words,
            )
    start, end = paper.span_of(BlockKind.DATE)
    dated = _DATED.search(paper.text[start:end].translate(_DIGITS))
    last = max(int(match.group(1)) for match in _YEAR.finditer(paper.title))
    if dated and not year <= int(dated.group(1)) <= last + 1:
        yield paper.finding(
            "period_differs", start, end, says="date", year=year, here=paper.text[start:end]
        )
