"""The asked length, both ways: too short is refused as hard as too long."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import seen
from assistant.findings import Severity
from assistant.wordcount import count_words


def check_length(comparison: Comparison) -> Iterator[Seen]:
    """Yield an error for an empty output and for one outside the asked 字数 (bounds included)."""
    output = comparison.output
    if not output.strip():
        yield seen("empty", Severity.ERROR, "没有给出任何内容", "the rewrite is empty")
        return
    words = count_words(output)
    least, most = comparison.scope.minimum_words, comparison.scope.maximum_words
    if most is not None and words > most:
        yield seen(
            "too_long", Severity.ERROR,
            f"超出要求的字数：{words}字，最多{most}字，多了{words - most}字",
            f"{words} 字, {words - most} more than the {most} asked for",
            output=(0, len(output)), evidence=str(words),
        )  # fmt: skip
    if least is not None and words < least:
        yield seen(
            "too_short", Severity.ERROR,
            f"不到要求的字数：{words}字，最少{least}字，少了{least - words}字",
            f"{words} 字, {least - words} fewer than the {least} asked for",
            output=(0, len(output)), evidence=str(words),
        )  # fmt: skip
