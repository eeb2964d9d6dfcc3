"""What may be adopted: the checks of a rewrite against its source, the facts and the request."""

from __future__ import annotations

from assistant.verify.clauses import clause_pairs
from assistant.verify.engine import verify
from assistant.verify.model import (
    Filled,
    Scope,
    TraceItem,
    TraceStatus,
    Verdict,
    Verification,
)
from assistant.verify.reading import ReadingItem

__all__ = [
    "Filled",
    "ReadingItem",
    "Scope",
    "TraceItem",
    "TraceStatus",
    "Verdict",
    "Verification",
    "clause_pairs",
    "verify",
]
