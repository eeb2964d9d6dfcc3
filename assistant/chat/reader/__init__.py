"""A sentence read by a capable model.

    asked = ask_model(meant, sentence, situation, writer)     -> Asked(reading | None, usage)

The model sees the sentence, the outline and what the talk remembers, never the report's text, and
answers once, in JSON over a closed schema: IDs and names from lists, every other word as the
sentence has it.  Code makes the reading of it and checks it; what does not pass is as if nobody
had been asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.chat.normal import MAX_LENGTH
from assistant.chat.reader.acts import reading_of
from assistant.chat.reader.schema import schema_of
from assistant.chat.reader.shown import shown
from assistant.chat.reader.which_stands import which_stands
from assistant.chat.situation import Situation
from assistant.chat.turn import Reading
from assistant.errors import ModelError, ModelUnavailable
from assistant.models import LanguageModel, Usage
from assistant.models.replies import parse_loosely
from assistant.prompts import load_prompt

__all__ = ["Asked", "ask_model"]

PROMPT = "talk"
MAX_TOKENS = 900


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: the reading that passed the checks, if one did, what it used, and why
    asking again is no use, if it is not."""

    reading: Reading | None
    usage: Mapping[str, Any]
    gone: ModelUnavailable | None = None


def ask_model(meant: Reading, sentence: str, at: Situation, writer: LanguageModel) -> Asked:
    """Ask once what a sentence means; `meant` is what the rules made of it."""
    values, choices = shown(sentence[:MAX_LENGTH], at)
    schema = schema_of(choices)
    before = writer.usage
    found: Reading | None = None
    gone: ModelUnavailable | None = None
    try:
        reply = writer.ask(
            load_prompt(PROMPT).render(**values), max_tokens=MAX_TOKENS, schema=schema
        )
        data = parse_loosely(reply.text, schema)
        whole = f"{at.asked}，{sentence}" if at.question is not None and at.asked else sentence
        found = reading_of(data, whole, at) or reading_of(data, sentence, at)
        found = which_stands(found, meant, data, sentence, at)
    except ModelUnavailable as error:
        gone = error
    except ModelError:
        pass
    spent = writer.usage - before
    return Asked(found, _told(writer, spent), gone)


def _told(writer: LanguageModel, spent: Usage) -> Mapping[str, Any]:
    return {
        "model": writer.name,
        "where": writer.where,
        "prompt": load_prompt(PROMPT).stamp,
        "calls": spent.calls,
        "prompt_tokens": spent.prompt_tokens,
        "cached_tokens": spent.cached_tokens,
        "completion_tokens": spent.completion_tokens,
        "seconds": round(spent.seconds, 3),
        "cost": spent.cost,
    }
