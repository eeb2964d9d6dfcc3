"""The open questions, a field for each answer; and what has been filled, with its source."""

from __future__ import annotations

from assistant.findings import Language
from assistant.gaps import Gap, GapKind
from assistant.session import CheckResult, History, place_name
from assistant.web.views.doubts import span_of
from assistant.web.views.markup import shorten, tag, text
from assistant.web.views.words import origin


def questions(check: CheckResult, chosen: str | None, language: Language) -> str:
    """Return one field for every gap; those of the chosen part come first."""
    zh = language is Language.ZH
    if not check.gaps:
        return tag("p", "没有待补的内容。" if zh else "Nothing is missing.", class_="empty")
    start, end = span_of(check, chosen)
    here: list[Gap] = []
    there: list[Gap] = []
    for gap in check.gaps:
        (here if start <= gap.start and gap.end <= end else there).append(gap)
    html = tag("ol", "".join(_question(g, check, language) for g in here), class_="questions")
    if there:
        more = f"其他部分还有 {len(there)} 处" if zh else f"{len(there)} in other parts"
        rows = "".join(_question(g, check, language) for g in there)
        inner = tag("summary", more) + tag("ol", rows, class_="questions")
        html += tag("details", inner, open=not here)
    return html


def _question(gap: Gap, check: CheckResult, language: Language) -> str:
    name = gap.question.text(language)
    label = tag("label", text(name), for_=f"answer-{gap.id}")
    unit = tag("span", text(gap.unit), class_="unit") if gap.unit else ""
    attributes = {
        "id": f"answer-{gap.id}",
        "data-answer": gap.id,
        "data-question": f"{gap.question.zh}{gap.context}",
        "autocomplete": "off",
        "maxlength": "2000",
    }
    listed = " ".join(f'{k}="{text(v)}"' for k, v in attributes.items())
    if gap.kind is GapKind.PART:
        field = f'<textarea rows="3" {listed}></textarea>'
    else:
        field = f'<input type="text" {listed}>'
    context = _context(gap, check.report.text)
    row = tag("span", field + unit, class_="field")
    return tag("li", label + tag("span", context, class_="context") + row)


def _context(gap: Gap, report: str) -> str:
    """Return the words around a gap with the gap shown as a box."""
    if gap.kind is GapKind.PART:
        return ""
    low = max(report.rfind(mark, 0, gap.start) for mark in "。；\n，") + 1
    ends = [at for mark in "。；\n，" if (at := report.find(mark, gap.end)) >= 0]
    high = min(ends, default=len(report))
    before, after = (
        report[max(low, gap.start - 20) : gap.start],
        report[gap.end : min(high, gap.end + 12)],
    )
    return "…" + text(before.strip()) + tag("b", "____") + text(after.strip()) + "…"


def filled(history: History, language: Language) -> str:
    """Return every value that was filled in on the way to the current version, with its source."""
    zh = language is Language.ZH
    rows = [
        tag(
            "li",
            tag("b", text(shorten(c.new, 60)))
            + " "
            + tag("span", text(shorten(place_name(c.section, language), 24)), class_="where")
            + " "
            + tag("span", text(origin(c.source, language)), class_="source"),
        )
        for version in history.line()
        for c in version.changes
        if c.source
    ]
    if not rows:
        return ""
    heading = f"已填 {len(rows)} 处" if zh else f"{len(rows)} filled"
    return tag("details", tag("summary", heading) + tag("ul", "".join(rows)), class_="filled")
