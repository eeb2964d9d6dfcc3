"""Short ways to say what a verification must find."""

from __future__ import annotations

from typing import Any

from assistant.checks import Scope, Verification, verify


def judge(source: str, output: str, **scope: Any) -> Verification:
    """Verify with a scope given by its fields."""
    return verify(source, output, Scope(**scope))


def codes(source: str, output: str, **scope: Any) -> set[str]:
    """Return the codes of all errors and warnings."""
    found = judge(source, output, **scope).findings
    return {finding.code for finding in found if finding.severity.value != "info"}
