"""Short ways to say what a verification must find, and where."""

from __future__ import annotations

import re
from typing import Any

from assistant.diff import common_end, common_start
from assistant.findings import Severity
from assistant.spans import Span
from assistant.verify import Scope, Verification, verify


def judge(source: str, output: str, **scope: Any) -> Verification:
    """Verify with a scope given by its fields."""
    return verify(source, output, Scope(**scope))


def codes(source: str, output: str, **scope: Any) -> set[str]:
    """Return the codes of all errors and warnings and the kinds of all reading items."""
    found = judge(source, output, **scope)
    warned = {f.code for f in found.findings if f.severity is not Severity.INFO}
    return warned | {item.kind for item in found.reading}


def kinds(source: str, output: str) -> set[str]:
    """Return the kinds of all reading items of a shortening."""
    return {item.kind for item in judge(source, output, may_drop=True).reading}


def marked(result: Verification) -> list[Span]:
    """Return the places in the output that a person is shown: errors, warnings, reading items."""
    return [item.output for item in result.reading] + [
        (f.output_start, f.output_end if f.output_end is not None else f.output_start)
        for f in result.findings
        if f.severity is not Severity.INFO and f.output_start is not None
    ]


def falsified(source: str, output: str) -> tuple[str, list[Span]]:
    """Return an output without its ⟦⟧ and the places they mark, or else what differs.

    What differs is what neither a common beginning nor a common end of both texts covers.
    """
    if "⟦" not in output:
        head = common_start(source, output)
        tail = common_end(source[head:], output[head:])
        return output, [(head, len(output) - tail)]
    spans: list[Span] = []
    text = ""
    for piece in re.split("(⟦[^⟧]*⟧)", output):
        words = piece.strip("⟦⟧")
        if piece.startswith("⟦"):
            spans.append((len(text), len(text) + len(words)))
        text += words
    return text, spans


def unnoticed(source: str, output: str, **scope: Any) -> list[str]:
    """Return the falsified words of an output (see `falsified`) that nothing points at."""
    text, spans = falsified(source, output)
    shown = marked(judge(source, text, **scope))
    return [
        text[max(0, start - 4) : start] + f"⟦{text[start:end]}⟧"
        for start, end in spans
        if not any(_meets((start, end), other) for other in shown)
    ]


def _meets(words: Span, shown: Span) -> bool:
    """Whether two places overlap; of one without width a character of distance is allowed."""
    (start, end), (first, last) = words, shown
    if start == end or first == last:
        return first <= end + (start == end) and start - (start == end) <= last
    return first < end and start < last
