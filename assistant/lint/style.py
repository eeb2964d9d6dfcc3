"""Small matters of form: heading marks, 文号, dates, numerals (standards: Numbering, numerals)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.document import Report, Section
from assistant.findings import Finding
from assistant.lint.paper import Paper
from assistant.patterns import compile_late

_FORMS = {
    "number_bracket": compile_late(r"[\[【(（［](?:19|20)\d\d[\]】)）］](?:第)?\d{1,4}号"),
    "date_zero": compile_late(r"(?:(?<=年)0\d月(?:\d{1,2}日)?|(?<=月)0\d日)"),
    "numeral_mixed": compile_late(r"(?<!\d)\d++[千百](?:零?\d+[百十]?)+(?!\.)"),
    "range_percent": compile_late(
        r"(?<![\d.%％～~-])\d+(?:\.\d+)?\s?[-—–~～至]{1,2}\s?\d+(?:\.\d+)?[%％]"
    ),
    "approximate_mark": compile_late(
        r"(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九)(?=[十百千万]?[个年天次人名项件家亿元])"
    ),
}
SIDE_BY_SIDE = compile_late(r"[”》]、[“《]")
_HEADING_END = compile_late(r"[。；;，,.]$")


def check(paper: Paper) -> Iterator[Finding]:
    """Yield what does not follow the standards of form; warnings, never errors."""
    yield from _headings(paper)
    for code, expression in _FORMS.items():
        for match in expression.finditer(paper.text):
            yield paper.finding(code, match.start(), match.end(), words=match.group())
    places = list(SIDE_BY_SIDE.finditer(paper.text))
    if places:
        first = places[0]
        yield paper.finding(
            "comma_between",
            first.start(),
            first.end(),
            says="several" if len(places) > 1 else "",
            count=len(places),
        )


def superfluous_mark(report: Report, section: Section) -> tuple[int, int] | None:
    """Return where a stand-alone heading ends with a mark it should not have, or None.

    A run-in heading keeps its 。, for the text goes on behind it.
    """
    if section.run_in or not section.heading:
        return None
    shown = report.text[section.start : section.heading_end].rstrip()
    mark = _HEADING_END.search(shown)
    return (section.start + mark.start(), section.start + mark.end()) if mark else None


def _headings(paper: Paper) -> Iterator[Finding]:
    for section in paper.report.walk():
        place = superfluous_mark(paper.report, section)
        if place is not None and not paper.text[slice(*place)].isspace():
            yield paper.finding(
                "heading_mark",
                section.start,
                place[1],
                mark=paper.text[slice(*place)],
                heading=section.number + section.heading,
            )
