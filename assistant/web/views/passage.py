"""The words of the report, with what is missing and what does not belong there marked."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.document import BlockKind
from assistant.errors import UnknownSection
from assistant.findings import Language
from assistant.gaps import Gap, GapKind
from assistant.noise import Noise
from assistant.session import CheckResult
from assistant.web.views.markup import tag, text


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    html: str


def span_of(check: CheckResult, chosen: str | None) -> tuple[int, int]:
    """Return the place of the chosen part; the whole report where there is none (any more)."""
    if chosen is None:
        return 0, len(check.report.text)
    try:
        part = check.report.find(chosen)
    except UnknownSection:
        return 0, len(check.report.text)
    return part.start, part.end


def passage(check: CheckResult, chosen: str | None, language: Language) -> str:
    """Return the chosen part line by line: gaps are buttons that lead to their question."""
    start, end = span_of(check, chosen)
    marks = sorted(
        [m for g in check.gaps if (m := _gap(g, check.report.text, language))]
        + [_noise(n, language) for n in check.noise],
        key=lambda m: (m.start, m.end),
    )
    kinds = {b.start: b.kind for b in check.report.blocks}
    lines: list[str] = []
    for block in check.report.blocks:
        low, high = max(block.start, start), min(block.end, end)
        if low < high and check.report.text[low:high].strip():
            inner = _line(check.report.text, low, high, marks)
            lines.append(tag("p", inner, class_=_class(kinds[block.start])))
    return tag("article", "".join(lines), class_="passage")


def _line(report: str, start: int, end: int, marks: list[_Mark]) -> str:
    parts: list[str] = []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end or mark.start >= end:
            continue
        parts += (text(report[at : mark.start]), mark.html)
        at = mark.end
    parts.append(text(report[at:end].rstrip()))
    return "".join(parts)


def _gap(gap: Gap, report: str, language: Language) -> _Mark | None:
    if gap.kind is GapKind.PART:
        return None
    words = report[gap.start : gap.end] or ("待补" if language is Language.ZH else "gap")
    html = tag(
        "button",
        text(words),
        type="button",
        class_="gap",
        data_gap=gap.id,
        title=gap.question.text(language),
        aria_label=("待补：" if language is Language.ZH else "gap: ") + gap.question.text(language),
    )
    return _Mark(gap.start, gap.end, html)


def _noise(noise: Noise, language: Language) -> _Mark:
    title = "不属于报告的文字" if language is Language.ZH else "no part of the report"
    return _Mark(noise.start, noise.end, tag("s", text(noise.text), class_="noise", title=title))


def _class(kind: BlockKind) -> str:
    return {
        BlockKind.TITLE: "title",
        BlockKind.HEADING: "heading",
        BlockKind.SIGNATURE: "signature",
        BlockKind.DATE: "signature",
    }.get(kind, "body")
