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

from assistant.chat.command_meant import ask_first
from assistant.chat.normal import MAX_LENGTH
from assistant.chat.reader.acts import reading_of
from assistant.chat.reader.doubt import in_doubt
from assistant.chat.reader.schema import schema_of
from assistant.chat.reader.shown import shown
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.errors import ModelError, ModelUnavailable
from assistant.models import LanguageModel, Usage
from assistant.models.replies import parse_loosely
from assistant.prompts import load_prompt
from assistant.tasks import Task

__all__ = ["Asked", "ask_model", "in_doubt"]

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
    except ModelUnavailable as error:
        gone = error
    except ModelError:
        pass
    if found is not None and found.act is Act.ADOPT and at.pending is None:
        found = None  # nothing waits: there is nothing to ask about either
    spent = writer.usage - before
    return Asked(_better(found, meant), _told(writer, spent), gone)


def _better(found: Reading | None, meant: Reading) -> Reading | None:
    """Return the model's reading where it may stand in the place of that of the rules, which doubt
    theirs: not for a question back where they have an answer, unless they missed a figure, and
    nothing is adopted whole that they took for a wish."""
    if found is None:
        return None
    if meant.act is Act.TASK and found.act in (Act.ASK, Act.HELP):
        return found if _stated(found) > _stated(meant) else None
    if meant.act is found.act is Act.TASK and _says_less(found, meant):
        return None
    if found.act is Act.ADOPT and meant.act not in (Act.ADOPT, Act.ASK):
        # 他点头了，就用这个 is no wish for another wording, but what decides is asked.
        wishes = {step.task for step in meant.steps}
        return ask_first(Act.ADOPT) if wishes == {Task.REWRITE} else None
    if meant.act is Act.ANSWER and not meant.lost and found.act is Act.ANSWER:
        return None
    return found


def _says_less(found: Reading, meant: Reading) -> bool:
    """Whether a reading leaves a length out that the other one has, or is of the part around the
    one that was named, and else the same."""
    pairs = list(zip(found.steps, meant.steps, strict=False))
    if len(found.steps) != len(meant.steps) or any(a.task != b.task for a, b in pairs):
        return False
    shorter = [a.to in (None, "vague") and b.to not in (None, "vague") for a, b in pairs]
    wider = [_around(a, b) for a, b in pairs]
    same = all(
        (a.to == b.to or less) and ((a.sections, a.whole) == (b.sections, b.whole) or more)
        for a, b, less, more in zip(found.steps, meant.steps, shorter, wider, strict=True)
    )
    return same and (any(shorter) or any(wider))


def _around(one: Step, other: Step) -> bool:
    """Whether a step is of a part that holds the one which another is of, among others."""
    inside = other.sections or ()
    return len(inside) == 1 and (
        one.whole or any(inside[0].startswith(f"{s}.") for s in one.sections or ())
    )


def _stated(reading: Reading) -> int:
    """Return how many figures a reading holds: where more are stated, the rules missed some."""
    return sum(len(step.facts) for step in reading.steps)


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
