"""What a sentence asks for that the rules do not understand, guessed by the model.

The model picks one word of a list.  Place, length and figures are read by code, and nothing is
done before the person has agreed to what was understood.
"""

from __future__ import annotations

from assistant.errors import ModelError
from assistant.models import Writer
from assistant.prompts import load_prompt
from assistant.request import Task

NONE = "none"
MAX_TOKENS = 24


def guess_task(sentence: str, writer: Writer) -> Task | None:
    """Return the task a sentence asks for, None where the model sees none or cannot be had."""
    prompt = load_prompt("understand")
    schema = {
        "type": "object",
        "properties": {"task": {"enum": [*(task.value for task in Task), NONE]}},
        "required": ["task"],
        "additionalProperties": False,
    }
    try:
        found, _reply = writer.ask_json(
            prompt.render(sentence=sentence), schema, max_tokens=MAX_TOKENS
        )
    except ModelError:
        return None
    return None if found["task"] == NONE else Task(found["task"])
