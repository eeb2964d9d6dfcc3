"""The words of the report, with what is missing and what does not belong there marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.document import BlockKind
from assistant.errors import UnknownSection
from assistant.findings import Finding, Language, Message, Severity
from assistant.gaps import Gap, GapKind
from assistant.noise import Noise
from assistant.session import CheckResult
from assistant.web.views.markup import counted, say, tag, text
from assistant.web.views.words import SEVERITIES


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
    return doubts(check, chosen, language) + tag("article", "".join(lines), class_="passage")


def doubts(check: CheckResult, chosen: str | None, language: Language) -> str:
    """Return what the checks doubt in the chosen part; for the whole report, all of it, folded."""
    start, end = span_of(check, chosen)
    found = [f for f in check.findings if f.severity is not Severity.INFO]
    if chosen is not None:
        found = [f for f in found if f.start is not None and start <= f.start < end]
    if not found:
        return ""
    rows = "".join(
        tag(
            "li",
            tag("span", say(SEVERITIES[severity], language), class_="kind") + text(words),
            class_=severity,
        )
        for severity, words in told(found, language)
    )
    total = len(found)
    count = Message(f"{total} 处疑问，请您核对", f"{counted(total, 'finding')} to look at")
    inner = tag("summary", say(count, language)) + tag("ul", rows, class_="findings")
    return tag("details", inner, class_="doubts", open=chosen is not None)


def told(found: Sequence[Finding], language: Language) -> list[tuple[str, str]]:
    """Return severity and words of findings, the same words once with how often they are said."""
    times = Counter((f.severity.value, f.message.text(language)) for f in found)
    return [(kind, words if n == 1 else f"{words}（×{n}）") for (kind, words), n in times.items()]


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
