"""How far a long step is: fetching, verifying and loading weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """One report of progress.

    `done` and `total` are bytes; `total` is 0 where it is not known.  `note` is what a person
    should read: the file's name, and for `fetch` where it comes from.  `wait` is for
    another process that fetches the same file.
    """

    kind: Literal["wait", "fetch", "verify", "load"]
    done: int
    total: int
    note: str


Progress = Callable[[Step], None]


def silent(_step: Step) -> None:
    """Report nothing: for scripts and tests."""
