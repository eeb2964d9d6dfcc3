"""Small matters of form: heading marks, 文号, dates, numerals (standards: Numbering, numerals)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checks.report.paper import Paper
from assistant.findings import Finding, Severity

# (code, expression, zh, en); all warnings.
_FORMS = (
    (
        "number_bracket",
        re.compile(r"[\[【(（［](?:19|20)\d\d[\]】)）］](?:第)?\d{1,4}号"),
        "文号的年份要用六角括号〔〕",
        "The year of a document number stands in 〔〕",
    ),
    (
        "date_zero",
        re.compile(r"(?:(?<=年)0\d月(?:\d{1,2}日)?|(?<=月)0\d日)"),
        "日期不补零",
        "Dates are not padded with zeros",
    ),
    (
        "numeral_mixed",
        re.compile(r"\d+[千百](?:零?\d+[百十]?)+(?!\.)"),
        "阿拉伯数字不与“千、百”混写",
        "Arabic figures do not mix with 千 and 百",
    ),
    (
        "range_percent",
        re.compile(r"(?<![\d.%％～~-])\d+(?:\.\d+)?\s?[-—–~～至]{1,2}\s?\d+(?:\.\d+)?[%％]"),
        "百分数的范围，两个数都要带百分号（如63%～68%）",
        "Both ends of a range of percentages take the sign",
    ),
    (
        "approximate_mark",
        re.compile(
            r"(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九)(?=[十百千万]?[个年天次人名项件家亿元])"
        ),
        "相邻两数表示约数，中间不用顿号",
        "Two numerals for an approximate number take no 、",
    ),
)
_SIDE_BY_SIDE = re.compile(r"[”》]、[“《]")
_HEADING_END = re.compile(r"[。；;，,.]$")


def check(paper: Paper) -> Iterator[Finding]:
    """Yield what does not follow the standards of form; warnings, never errors."""
    yield from _headings(paper)
    for code, expression, zh, en in _FORMS:
        for match in expression.finditer(paper.text):
            words = match.group()
            yield paper.finding(
                code,
                Severity.WARNING,
                match.start(),
                match.end(),
                f"“{words}”：{zh}",
                f"“{words}”: {en}",
            )
    places = list(_SIDE_BY_SIDE.finditer(paper.text))
    if places:
        first = places[0]
        count = f"，全文 {len(places)} 处" if len(places) > 1 else ""
        yield paper.finding(
            "comma_between",
            Severity.WARNING,
            first.start(),
            first.end(),
            f"并列的引号、书名号之间一般不用顿号{count}",
            f"Side-by-side “” or 《》 take no 、 between them ({len(places)} in all)",
        )


def _headings(paper: Paper) -> Iterator[Finding]:
    """A stand-alone heading ends without a mark; a run-in heading keeps its 。"""
    for section in paper.report.walk():
        if section.run_in:
            continue
        shown = paper.text[section.start : section.heading_end].rstrip()
        if _HEADING_END.search(shown) and section.heading:
            end = section.start + len(shown)
            yield paper.finding(
                "heading_mark",
                Severity.WARNING,
                section.start,
                end,
                f"单独成行的标题末尾不用“{shown[-1]}”：{section.number}{section.heading}",
                f"A heading on its own line ends without “{shown[-1]}”",
            )
