"""The one verdict, worked out once for each draft that comes again.

A reply is judged as it comes, as one of several, and in what is concluded; a wave of the Batch API
goes through all replies that earlier waves brought.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.verify import Scope, Verification, verify

MOST = 64
"""Verdicts kept, each with its texts: those of the sections and sentences a report is at."""


@lru_cache(maxsize=MOST)
def verified(source: str, output: str, scope: Scope) -> Verification:
    """Judge a rewrite as `verify` does; `scope` holds no lists, so that it can be known again."""
    return verify(source, output, scope)
