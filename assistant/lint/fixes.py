"""What puts a matter of form right where only one way is right; no meaning is touched.

Everything else that a check doubts is for its author to decide; it has no fix here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.document import Edit, Report
from assistant.findings import Finding
from assistant.lint.style import SIDE_BY_SIDE, superfluous_mark


def edits_for(report: Report, finding: Finding) -> tuple[Edit, ...]:
    """Return the edits of the report's text that put a finding right; none where code cannot."""
    if finding.start is None or finding.end is None:
        return ()
    if finding.code == "heading_mark":
        headings = (superfluous_mark(report, s) for s in report.walk() if s.start == finding.start)
        return tuple(Edit(*place, "") for place in headings if place is not None)
    if finding.code == "comma_between":
        places = SIDE_BY_SIDE.finditer(report.text)
        return tuple(Edit(m.start() + 1, m.end() - 1, "") for m in places)
    words = report.text[finding.start : finding.end]
    right = _RIGHT[finding.code](words) if finding.code in _RIGHT else words
    return (Edit(finding.start, finding.end, right),) if right != words else ()


def _bracket(words: str) -> str:
    return re.sub(r"\D(\d{4})\D第?(\d+号)", r"〔\1〕\2", words)


def _range(words: str) -> str:
    return re.sub(r"([\d.]+)\s?\D+\s?([\d.]+)([%％])", r"\1\3～\2\3", words)


def _number(words: str) -> str:
    """Put a heading's number with the mark that its kind takes."""
    if re.match(r"\d", words):
        return words.replace("、", ".")
    if words.startswith("第"):
        return words.replace("、", "，")
    if words[0] in "（(":
        return words.rstrip("、，,.．")
    return words.replace(".", "、").replace("．", "、")


_RIGHT: dict[str, Callable[[str], str]] = {
    "number_bracket": _bracket,
    "date_zero": lambda words: re.sub(r"0(?=\d[月日])", "", words),
    "range_percent": _range,
    "approximate_mark": lambda words: words.replace("、", ""),
    "numbering_mark": _number,
}
