"""The asked length, both ways: too short is refused as hard as too long."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.catalogue import found
from assistant.verify.model import Comparison, Seen
from assistant.wordcount import count_words


def check_length(comparison: Comparison) -> Iterator[Seen]:
    """Yield an error for an empty output and for one outside the asked 字数 (bounds included)."""
    output = comparison.output
    if not output.strip():
        yield found("empty")
        return
    words = count_words(output)
    least, most = comparison.scope.minimum_words, comparison.scope.maximum_words
    if most is not None and words > most:
        yield found(
            "too_long", output=(0, len(output)), evidence=str(words), most=most, off=words - most
        )
    if least is not None and words < least:
        yield found(
            "too_short",
            output=(0, len(output)),
            evidence=str(words),
            least=least,
            off=least - words,
        )
