"""What a strong reader answered, played back in the place of a model: by sentence, so that the
answers last when the prompt changes.  They were written without the expected results in view."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.errors import UsageError
from assistant.findings import Message
from assistant.models import Reply, Usage
from assistant.tokens import count_messages, count_tokens

ANSWERS = Path(__file__).with_name("answers.jsonl")
_UNKNOWN = "{}"


class Playback:
    """A model that knows its answers; what nobody answered gets an object that says nothing."""

    name, where, slots, context = "playback", "本机", 1, 32_768

    def __init__(self, path: Path) -> None:
        """Read the answers of a file: a line is `{"id","say","answer"}`."""
        self.usage = Usage()
        self.unanswered: list[str] = []
        try:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            self.answers = {row["say"]: json.dumps(row["answer"]) for row in rows}
        except (OSError, ValueError, KeyError, TypeError) as error:
            said = Message(f"{path} 不是一份回答", f"{path} holds no answers")
            raise UsageError(said) from error

    def ask(self, messages: Any, **_how: Any) -> Reply:
        """Return the answer to the sentence that ends the last message."""
        sentence = str(messages[-1][1]).rpartition("这句话：")[2].strip()
        if sentence not in self.answers:
            self.unanswered.append(sentence)
        text = self.answers.get(sentence, _UNKNOWN)
        used = Usage(1, count_messages(messages), 0, count_tokens(text))
        self.usage += used
        return Reply(text, "stop", used)
