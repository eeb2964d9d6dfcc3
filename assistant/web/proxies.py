"""Gradio makes a client for the web as it is imported, out of whatever proxy and certificates the
environment names.

A proxy it has no library for (socks), or that is no address, or a file that is not there would end
the program there, though the page never asks anybody.  Models are reached by them as before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.models.certificates import ALL


@contextmanager
def without_proxies() -> Iterator[None]:
    """Have what is imported inside see an environment that names neither."""
    named = {name: os.environ.pop(name) for name in [*os.environ] if _for_the_web(name)}
    try:
        yield
    finally:
        os.environ.update(named)


def _for_the_web(name: str) -> bool:
    return name.lower().endswith("_proxy") or name in ALL
