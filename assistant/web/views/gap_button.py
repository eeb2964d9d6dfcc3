"""A gap as it stands in its line: what is shown, what its field asks, which facts fit it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.facts import Fact
from assistant.figures.numerals import VAGUE
from assistant.findings import Language
from assistant.gaps import Gap
from assistant.matching import candidates
from assistant.session import source_name
from assistant.session.gap_marks import MARK
from assistant.web.views.markup import tag, text

_MOST_FITS = 3
"""Facts that are offered at a gap."""
_SHORT = 8
"""Characters of a question that is asked in the line."""


def _fits(gap: Gap, facts: Sequence[Fact], report: str, language: Language) -> str | None:
    """Return the facts that fit a gap, best first: ID, value, what is said of it, whether it fits
    beyond doubt; None where none does."""
    found = candidates(gap, facts, report)[:_MOST_FITS] if facts else []
    told = [
        [m.fact.id, m.value, f"{m.fact.name} · {source_name(m.fact.source, language)}", m.sure]
        for m in found
    ]
    return json.dumps(told, ensure_ascii=False) if told else None


def gap_button(gap: Gap, report: str, language: Language, facts: Sequence[Fact]) -> str:
    """Return a gap of the text as what is shown of it, with what its field asks and offers
    (`js/fields.js`)."""
    zh = language is Language.ZH
    asked = gap.question.text(language)
    behind = report[gap.end :][: len(gap.unit) + 1]
    return tag(
        "button",
        text(report[gap.start : gap.end] or MARK),
        type="button",
        class_="gap",
        data_silent=gap.start == gap.end,
        data_gap=gap.id,
        # Told behind the field only where the report does not say it there itself.
        data_unit=None if behind.lstrip(VAGUE).startswith(gap.unit) else gap.unit,
        data_asked=asked,
        data_short=_short(gap, asked, zh),
        data_fits=_fits(gap, facts, report, language),
        title=asked,
        aria_label=("待补：" if zh else "gap: ") + asked,
    )


def _short(gap: Gap, asked: str, zh: bool) -> str:
    """Return the question as it fits into the line, whose words it need not repeat."""
    if len(asked) <= _SHORT:
        return asked
    if gap.unit:
        return "多少" if zh else "how many"
    return gap.wanted if zh and 0 < len(gap.wanted) <= _SHORT else "填什么" if zh else "what"
