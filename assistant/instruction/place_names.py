"""Parts of a report as a sentence says them back: “一、学习情况”, 开头, 全文."""

from __future__ import annotations

from assistant.document import Point, Report
from assistant.errors import UnknownSection
from assistant.findings import Message
from assistant.printable import cut
from assistant.wordcount import count_words

_OUTSIDE = {
    "preamble": Message("开头", "the opening"),
    "closing": Message("结尾", "the closing"),
}
_LONGEST = 20


def place_of(sections: tuple[str, ...], report: Report) -> tuple[Message, int]:
    """Return the place in words, and its 字数; no sections are the whole report."""
    if not sections:
        return Message("全文", "the whole report"), count_words(report.text)
    if sections[0] in _OUTSIDE:
        return _OUTSIDE[sections[0]], count_words(report.text)
    try:
        words = sum(count_words(report.of(report.find(s))) for s in sections)
    except UnknownSection:
        words = count_words(report.text)
    names = [f"“{name_of(s, report)}”" for s in sections]
    return Message("、".join(names), ", ".join(names)), words


def name_of(section: str, report: Report) -> str:
    """Return the name of one part, shortened; the ID where the report has no such part."""
    if section in _OUTSIDE:
        return _OUTSIDE[section].zh
    try:
        found = report.find(section)
    except UnknownSection:
        return section
    name = found.lead if isinstance(found, Point) else found.number + found.heading
    return cut(name.lstrip("# "), _LONGEST)
