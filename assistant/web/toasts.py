"""Short notices over the page, in the language of the reader."""

from __future__ import annotations

import gradio as gr

from assistant.findings import Language, Message
from assistant.web.views.markup import say

SECONDS = 6
"""How long a notice lies over the page."""


def warn(message: Message, language: Language) -> None:
    """Say that something could not be done, and why."""
    gr.Warning(say(message, language), duration=SECONDS)


def inform(message: Message, language: Language) -> None:
    """Say that something was done."""
    gr.Info(say(message, language), duration=SECONDS)
