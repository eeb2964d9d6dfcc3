"""What a sentence was understood to ask for, until its author agrees."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.chat import Step
from assistant.findings import Message
from assistant.request import Request


@dataclass(frozen=True, slots=True)
class Card:
    """What was understood and waits for its author's word: one request, values for gaps (gap ID →
    value), or the steps of a sentence that only wait for consent; `said` says it back."""

    said: Message
    steps: tuple[Step, ...]
    request: Request | None = None
    answers: tuple[tuple[str, str], ...] = ()
