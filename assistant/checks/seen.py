"""Making a finding in few words."""

from __future__ import annotations

from assistant.findings import Finding, Message, Severity

Span = tuple[int, int]


def seen(
    code: str,
    severity: Severity,
    zh: str,
    en: str,
    *,
    source: Span | None = None,
    output: Span | None = None,
    evidence: str = "",
) -> Finding:
    """Return a finding with its place in the source, in the output, or in both."""
    start, end = source or (None, None)
    output_start, output_end = output or (None, None)
    return Finding(
        code, severity, Message(zh=zh, en=en), start, end, evidence,
        output_start=output_start, output_end=output_end,
    )  # fmt: skip
