"""Gradio makes a client for the web as it is imported, out of whatever proxy the environment names.

One it has no library for (socks), or that is no address, would end the program there, though the
page never asks anybody.  Models are reached through the proxies as before.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_proxies() -> Iterator[None]:
    """Have what is imported inside see an environment that names no proxy."""
    named = {name: os.environ.pop(name) for name in [*os.environ] if _names_proxy(name)}
    try:
        yield
    finally:
        os.environ.update(named)


def _names_proxy(name: str) -> bool:
    return name.lower().endswith("_proxy")
