"""Asks a hostile server one question a behaviour, and says what each took.  Run as a process.

Arguments: the server's address, the questions it pours upon, and those over which it drips.
A line comes out for each: what became of it, and the memory it took at most, in MB.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from assistant.config import Settings
from assistant.errors import ModelError
from assistant.models import get_model
from assistant.models.compatible import batch_service
from assistant.tokens import count_tokens


def peak() -> float:
    """Return the most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(ask: Callable[[], object], before: float) -> None:
    try:
        ask()
        said = "answered"
    except ModelError as error:
        said = f"{type(error).__name__}: {error}"
    print(json.dumps([said, peak() - before]), flush=True)


def main(address: str, pouring: str, dripping: str) -> None:
    """Put questions that are poured upon with patience, those dripped on with little, then ask
    for files."""
    patient = Settings(base_url=address, tries=1, call_timeout=60, reply_tokens=1000, key="k")
    hasty = replace(patient, call_timeout=1.0)
    slow, quick = (get_model("openai:m", settings) for settings in (patient, hasty))
    files, quick_files = (batch_service("m", settings) for settings in (patient, hasty))
    assert slow is not None
    assert quick is not None
    asks: list[Callable[[], object]] = [
        *(partial(slow.ask, [("user", name)], max_tokens=200) for name in pouring.split(",")),
        *(partial(quick.ask, [("user", name)], max_tokens=200) for name in dripping.split(",")),
        lambda: list(files.lines("long-line")),
        lambda: list(files.lines("bomb")),
        lambda: list(quick_files.lines("dripping")),
        lambda: files.retrieve("huge"),
        lambda: quick_files.retrieve("dripping"),
    ]
    # What the libraries themselves need is there now.
    slow.ask([("user", "好吗？")], max_tokens=200)
    count_tokens("好。")
    before = peak()
    for ask in asks:
        told(ask, before)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3])
