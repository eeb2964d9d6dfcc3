"""Which report each window shows: what is answered about another one comes too late.

A model may write for a minute, and its reader may have turned to another report, or to the list of
them: they are neither thrown back nor shown what is written in the first one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

import gradio as gr

MOST = 1000
"""Windows that are remembered; of one that is not, every answer is its own."""


class Windows:
    """The token of the work that each window shows, or what stands for none."""

    def __init__(self) -> None:
        self._shown: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def turn(self, request: gr.Request | None, token: str) -> None:
        """Note that a window turns to a work."""
        name = _name(request)
        if name:
            with self._lock:
                self._shown[name] = token
                self._shown.move_to_end(name)
                while len(self._shown) > MOST:
                    self._shown.popitem(last=False)

    def left(self, request: gr.Request | None, token: str | None) -> bool:
        """Whether a window has turned to another work than this one."""
        with self._lock:
            return self._shown.get(_name(request), token or "") != (token or "")


def _name(request: gr.Request | None) -> str:
    return str(getattr(request, "session_hash", None) or "")
