"""Papers of another kind than a report on one's own work: nobody asks them for its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from assistant.document import BlockKind, Report
from assistant.lexicon import alternatives, classes, groups
from assistant.patterns import compile_late

_OWN_WORK = compile_late("述[职责廉德法学]|总结|汇报")


def title_of(report: Report) -> str:
    """Return the title with its subtitle: either may name the 述, or the kind of paper."""
    return report.title + report.part(BlockKind.SUBTITLE)


def is_other_paper(report: Report) -> bool:
    """Tell whether the title ends as that of a 通知, a 讲话稿, a 调研报告 and the like."""
    always, unless = _endings()
    return any(
        always.search(title) or (unless.search(title) and not _OWN_WORK.search(title))
        for title in (report.title, title_of(report))
    )


@cache
def _endings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return how titles end that are always, and those that are mostly, another paper's."""
    mostly = classes("other_papers")["unless"]
    return _ending(row[0] for row in groups("other_papers") if len(row) == 1), _ending(mostly)


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    return compile_late(f"(?:{alternatives(words)})(?:[（(][^（）()]*[）)])?$")
