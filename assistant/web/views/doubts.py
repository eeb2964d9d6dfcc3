"""What is open in the report and its parts, in words; and where a chosen part is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.errors import UnknownSection
from assistant.findings import Finding, Language, Message
from assistant.genres import Part, Priority
from assistant.session import CheckResult
from assistant.session.counts import doubts_within, gaps_within
from assistant.web.views.markup import counted, say, tag, text
from assistant.web.views.words import SEVERITIES
from assistant.wordcount import count_words

FRAME = Message("搭框架", "add a frame")


def span_of(check: CheckResult, chosen: str | None) -> tuple[int, int]:
    """Return the place of the chosen part; the whole report where there is none (any more)."""
    if chosen is None:
        return 0, len(check.report.text)
    try:
        part = check.report.find(chosen)
    except UnknownSection:
        return 0, len(check.report.text)
    return part.start, part.end


def facts_of(check: CheckResult, start: int, end: int, language: Language) -> list[str]:
    """Return 字数, gaps and doubts of a place in words; what there is none of is not told."""
    zh = language is Language.ZH
    gaps, doubts = len(gaps_within(check, start, end)), len(doubts_within(check, start, end))
    words = [f"{count_words(check.report.text[start:end])} 字"]
    if gaps:
        words.append(f"{gaps} 处待补" if zh else counted(gaps, "gap"))
    if doubts:
        words.append(f"{doubts} 处疑问" if zh else counted(doubts, "finding"))
    return words


def lacking(check: CheckResult) -> list[Part]:
    """Return the parts that the genre wants and the report lacks, each with a frame to ask for."""
    return [m.part for m in check.parts if not m.present and m.priority is Priority.REQUIRED]


def lacking_by(check: CheckResult, finding: Finding) -> Part | None:
    """Return the part whose want a finding tells of; None where it tells of something else."""
    if finding.code != "part_missing":
        return None
    said = finding.message.zh
    return next((part for part in lacking(check) if f"“{part.name.zh}”" in said), None)


def doubts(check: CheckResult, language: Language) -> str:
    """Return what the checks doubt in the report, folded; nothing where they doubt nothing."""
    found = doubts_within(check, 0, len(check.report.text))
    if not found:
        return ""
    rows = "".join(
        tag(
            "li",
            _kind(severity, start, words, language) + text(words),
            class_=severity,
        )
        for severity, words, start in told(found, language)
    )
    total = len(found)
    count = Message(f"{total} 处疑问，请您核对", f"{counted(total, 'finding')} to look at")
    inner = tag("summary", say(count, language)) + tag("ul", rows, class_="findings")
    return tag("details", inner, class_="doubts")


def _kind(severity: str, start: int | None, said: str, language: Language) -> str:
    """Return how much a finding weighs; a button to its place where it has one of its own, which
    says by itself what it leads to."""
    weight = say(SEVERITIES[severity], language)
    if start is None:
        return tag("span", weight, class_="kind")
    label = f"{weight} {said}"
    return tag("button", weight, type="button", class_="kind", data_doubt=start, aria_label=label)


def told(found: Sequence[Finding], language: Language) -> list[tuple[str, str, int | None]]:
    """Return severity, words and first place of findings; the same words once, with how often."""
    times = Counter((f.severity.value, f.message.text(language)) for f in found)
    first = {f.message.text(language): f.start for f in reversed(found)}
    return [
        (kind, words if n == 1 else f"{words}（×{n}）", first[words])
        for (kind, words), n in times.items()
    ]
