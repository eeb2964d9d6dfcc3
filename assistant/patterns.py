"""Regular expressions that are compiled when a text first needs them.

The package knows some hundreds; one run needs a few dozen, and compiling the others is half of what
a short command would spend.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = [
    "findall",
    "finditer",
    "flags",
    "fullmatch",
    "groupindex",
    "groups",
    "match",
    "scanner",
    "search",
    "split",
    "sub",
    "subn",
]


class LatePattern:
    """What `re.compile` returns, but for the compiling; an error shows on first use only."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:  # found in the instance from now on: no slower than the original
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return the expression `pattern`; it is compiled when something is first looked for."""
    return cast("re.Pattern[str]", LatePattern(pattern, flags))
