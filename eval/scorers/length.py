"""字数: within what was asked, else the curve of LongWriter (Bai et al. 2024, arXiv 2408.07055).

With l the asked and l' the delivered length, S_l = 1 − (l'/l − 1)/3 where l' > l and
1 − (l/l' − 1)/2 where l' < l, never below 0.  Asked is a band here; l is its nearer end.  So that
a notation is not punished, against the upper end 三十六项 and ３６项 count as 36项, and a mark
【待补：…】 as XX.
"""

from __future__ import annotations

import re
from typing import Final

from assistant.figures.scan import half_width
from assistant.findings import Finding, Message, Severity
from assistant.verify.titles import arabic
from assistant.wordcount import count_words
from eval.case import Words
from eval.scorers.context import Context
from eval.scorers.model import SubScore

_MARK: Final = re.compile("【待补[^【】]*】")
SLACK: Final = 3
"""字 (or 2 %) over the limit that are no fault: what numbering in another style may cost."""


def curve(delivered: int, asked: int) -> float:
    """Return S_l, 0 … 1, for a delivered and an asked 字数."""
    if delivered <= 0 or asked <= 0:
        return 0.0
    if delivered > asked:
        return max(0.0, 1 - (delivered / asked - 1) / 3)
    return max(0.0, 1 - (asked / delivered - 1) / 2)


def score(context: Context) -> tuple[SubScore | None, list[Finding]]:
    """Return the score of the chosen part's length, None where any will do, and a finding where
    it is missed."""
    words: Words | None = context.basis.words
    if words is None:
        return None, []
    delivered = count_words(context.part.text)
    plain = half_width(_MARK.sub("XX", context.part.text))
    shortest = min(delivered, count_words(arabic(plain)))
    if words.least <= delivered and shortest <= words.most + max(SLACK, words.most // 50):
        return SubScore(1.0), []
    long = delivered > words.most
    end = words.most if long else words.least
    message = Message(
        zh=f"要求{words.least}～{words.most}字，实际{delivered}字",
        en=f"{delivered} 字 where {words.least}–{words.most} were asked for",
    )
    finding = Finding(
        "too_long" if long else "too_short",
        Severity.ERROR,
        message,
        evidence=str(delivered),
        output_start=0,
        output_end=len(context.output),
    )
    return SubScore(round(curve(delivered, end), 4), (message,)), [finding]
