"""A sentence read by a capable model, where the rules do not understand it or are not sure.

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
from assistant.chat.reader.doubt import faults, in_doubt
from assistant.chat.reader.schema import schema_of
from assistant.chat.reader.shown import shown
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading
from assistant.errors import ModelError, ModelUnavailable
from assistant.models import LanguageModel, Usage
from assistant.models.replies import parse_loosely
from assistant.prompts import load_prompt

__all__ = ["Asked", "ask_model", "in_doubt"]

PROMPT = "talk"
MAX_TOKENS = 900
_COMMANDS = frozenset({Act.ADOPT_PART, Act.REJECT, Act.ANOTHER, Act.EARLIER, Act.UNDO, Act.REDO})
"""What a request may turn out to be that the rules took for a wish; nothing is adopted whole."""


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
        found = reading_of(parse_loosely(reply.text, schema), sentence, at)
    except ModelUnavailable as error:
        gone = error
    except ModelError:
        pass
    spent = writer.usage - before
    return Asked(_better(found, meant, sentence, at), _told(writer, spent), gone)


def _better(found: Reading | None, meant: Reading, sentence: str, at: Situation) -> Reading | None:
    """Return the model's reading unless that of the rules says as much: what they did not doubt
    but for words left over is given up only for a reading that leaves fewer."""
    if found is None:
        return None
    if meant.act is Act.TASK:
        if found.act is Act.TASK:
            rules, model = (len(faults(r.steps, sentence, at)) for r in (meant, found))
            return found if model < rules or (model == rules and _less(found, meant)) else None
        doubted = found.act in _COMMANDS and faults(meant.steps, sentence, at)
        return found if doubted or found.act in (Act.ANSWER, Act.REFUSE) else None
    if found.act is Act.ASK and meant.act is Act.ASK and meant.steps:
        rules, model = (len(faults(r.steps, sentence, at)) for r in (meant, found))
        return found if model < rules else None
    if meant.act is Act.ANSWER and not meant.lost and found.act is Act.ANSWER:
        return None
    return found


def _less(found: Reading, meant: Reading) -> bool:
    """Whether a reading does a part of what the other one does, and nothing else."""
    done = [(s.task, s.sections, s.whole, s.to, s.each) for s in meant.steps]
    wanted = [(s.task, s.sections, s.whole, s.to, s.each) for s in found.steps]
    return len(wanted) < len(done) and all(w in done for w in wanted)


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
