"""What may be adopted: the checks of a rewrite against its source, the facts and the request."""

from __future__ import annotations

from assistant.checks.engine import verify
from assistant.checks.model import (
    FactLike,
    Filled,
    Scope,
    TraceItem,
    TraceStatus,
    Verdict,
    Verification,
)

__all__ = [
    "FactLike",
    "Filled",
    "Scope",
    "TraceItem",
    "TraceStatus",
    "Verdict",
    "Verification",
    "verify",
]
