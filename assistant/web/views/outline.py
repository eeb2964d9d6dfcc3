"""The section tree: what each section is, how long, what it lacks, how far the work on it is."""

from __future__ import annotations

from assistant.document import Section
from assistant.findings import Language, Severity
from assistant.session import CheckResult, State
from assistant.web.views.markup import counted, say, tag, text
from assistant.web.views.words import STATES
from assistant.wordcount import count_words


def outline(
    check: CheckResult, states: dict[str, State], chosen: str | None, language: Language
) -> str:
    """Return the tree as a list of buttons; `chosen` is the pressed one, None the whole report."""
    zh = language is Language.ZH
    title = check.report.title or ("全文" if zh else "Whole report")
    rows = [
        _row(
            "",
            title,
            _facts(check, 0, len(check.report.text), language),
            None,
            chosen is None,
            0,
            language,
        )
    ]
    for section in check.report.sections:
        rows += _section(check, section, states, chosen, language)
    return tag("ul", "".join(rows), class_="outline")


def _section(
    check: CheckResult,
    section: Section,
    states: dict[str, State],
    chosen: str | None,
    language: Language,
) -> list[str]:
    heading = section.number + section.heading
    facts = _facts(check, section.start, section.end, language)
    state = states.get(section.id, State.UNTOUCHED)
    rows = [_row(section.id, heading, facts, state, chosen == section.id, section.level, language)]
    for point in section.points:
        if chosen == section.id or (chosen or "").startswith(f"{section.id}.p"):
            facts = _facts(check, point.start, point.end, language)
            rows.append(_row(point.id, point.lead, facts, None, chosen == point.id, 3, language))
    for child in section.children:
        rows += _section(check, child, states, chosen, language)
    return rows


def _facts(check: CheckResult, start: int, end: int, language: Language) -> str:
    """Return 字数, gaps and findings between two places, in words."""
    zh = language is Language.ZH
    parts = [tag("span", f"{count_words(check.report.text[start:end])} 字", class_="count")]
    gaps = sum(start <= g.start and g.end <= end for g in check.gaps if g.kind.value != "part")
    if gaps:
        words = f"{gaps} 处待补" if zh else counted(gaps, "gap")
        parts.append(tag("span", words, class_="count gaps"))
    found = sum(
        f.severity is not Severity.INFO
        for f in check.findings
        if f.start is not None and start <= f.start < end
    )
    if found:
        words = f"{found} 处疑问" if zh else counted(found, "finding")
        parts.append(tag("span", words, class_="count findings"))
    return " ".join(parts)


def _row(
    section: str,
    heading: str,
    facts: str,
    state: State | None,
    chosen: bool,
    level: int,
    language: Language,
) -> str:
    mark = ""
    if state is not None and state is not State.UNTOUCHED:
        mark = tag("span", say(STATES[state], language), class_=f"state {state.value}")
    inner = tag("span", text(heading), class_="heading") + tag(
        "span", facts + (" " + mark if mark else ""), class_="facts"
    )
    button = tag(
        "button",
        inner,
        type="button",
        class_=f"row level{min(level, 3)}" + (" chosen" if chosen else ""),
        data_section=section or "all",
        aria_current="true" if chosen else None,
    )
    return tag("li", button)
