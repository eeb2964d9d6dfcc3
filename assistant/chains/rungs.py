"""Which model starts on which rung of the ladder: data, and what the user's settings add."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from assistant.chains.job import Rung

_FILE = Path(__file__).with_name("rungs.toml")


def start_rung(model: str, own: Mapping[str, str] | None = None, task: str = "") -> Rung:
    """Return the rung that a model of this name (`openai:x`) starts on, for a task.

    `own` are the user's patterns with a rung each; they go before those of the package.
    """
    names = (model.casefold(), f"{model} {task}".casefold())
    for pattern, rung in (*(own or {}).items(), *_known()):
        if any(fnmatchcase(name, pattern.casefold()) for name in names):
            return Rung(rung)
    return Rung.SECTION


@cache
def _known() -> tuple[tuple[str, str], ...]:
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8")).items())
