"""An HTML component whose value goes to the browser as one string of JSON.

Gradio copies the value of every component, key by key, at each event and each answer, on both
sides; what the document shows are hundreds of lines, and copying them took longer than drawing
them.
"""

from __future__ import annotations

import json
from typing import Any

import gradio as gr


class PackedHTML(gr.HTML):
    """`gr.HTML` for data that its script reads from `props.value` by `JSON.parse`."""

    is_template = True  # the browser has no component of this name

    def postprocess(self, value: Any) -> str | None:
        """Return the data as JSON; None stays none."""
        return None if value is None else json.dumps(value, ensure_ascii=False)
