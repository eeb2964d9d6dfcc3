"""Which report each window shows: what is answered about another one comes too late.

A model may write for a minute, and its reader may have turned to another report, or to the list of
them: they are neither thrown back nor shown what is written in the first one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import gradio as gr

MOST = 1000
"""Windows that are remembered; of one that is not, every answer is its own."""


@dataclass
class _Window:
    """The token of the work that it shows, or what stands for none; what it was sent of it last."""

    token: str
    sent: dict[Any, int] = field(default_factory=dict)


class Windows:
    """All windows, by Gradio's name for each."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, _Window] = OrderedDict()
        self._lock = threading.Lock()

    def turn(self, request: gr.Request | None, token: str) -> None:
        """Note that a window turns to a work."""
        name = _name(request)
        if name:
            with self._lock:
                self._known[name] = _Window(token)
                self._known.move_to_end(name)
                while len(self._known) > MOST:
                    self._known.popitem(last=False)

    def left(self, request: gr.Request | None, token: str | None) -> bool:
        """Whether a window has turned to another work than this one."""
        with self._lock:
            window = self._known.get(_name(request))
            return window is not None and window.token != token

    def news(
        self, request: gr.Request | None, view: dict[Any, Any], steady: Iterable[Any]
    ) -> dict[Any, Any]:
        """Return a view without those of its `steady` components that the window shows so already:
        hundreds of fields for gaps take longer on their way than all the rest."""
        with self._lock:
            window = self._known.get(_name(request))
            if window is None:
                return view
            now = {one: hash(repr(view[one])) for one in steady if one in view}
            same = {one for one, value in now.items() if window.sent.get(one) == value}
            window.sent |= now
        return {one: value for one, value in view.items() if one not in same}


def _name(request: gr.Request | None) -> str:
    return str(getattr(request, "session_hash", None) or "")
