"""A model whose answers are known: they are played back by case, section, rung and attempt.

Never by what the prompt says: an answer stays the answer to its section however the question is
put.  What nobody has answered is *not scored*: it ends the case and is never an empty reply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.models.connection import OnToken
from assistant.models.usage import Reply, Usage
from assistant.prompts import list_prompts, load_prompt
from assistant.tokens import count_messages, count_tokens


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: of which section, on which rung, the which of the rung's questions about the
    section (from 1; a section is one question, its sentences are many), and the which attempt."""

    section: str
    rung: str
    number: int
    attempt: int
    messages: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """What the answer is kept under: `2.section.1`, `2.sentence-3.1`."""
        which = f"-{self.number}" if self.rung != "section" else ""
        return f"{self.section or 'report'}.{self.rung}{which}.{self.attempt}"


class NotAnswered(Exception):
    """Nobody has answered this question yet: the case cannot be scored."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.name)
        self.asked = asked


Answers = Callable[[Asked], str | None]
"""The answer to a question; None where there is none."""


@dataclass
class Playback:
    """A language model, as the chains ask it, for one case.

    One slot: questions come in the order of the text, so that their numbers mean something.
    `heard` is told of every question, `asked` keeps them.
    """

    answers: Answers
    name: str = "openai:strong"
    where: str = "回放"
    slots: int = 1
    context: int = 128_000
    usage: Usage = field(default_factory=Usage)
    asked: list[Asked] = field(default_factory=list)
    _numbers: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _attempts: dict[str, int] = field(default_factory=dict)

    def ask(
        self,
        messages: Any,
        *,
        max_tokens: int,  # noqa: ARG002 - a written answer is as long as it is
        schema: dict[str, Any] | None = None,  # noqa: ARG002
        on_token: OnToken | None = None,  # noqa: ARG002
        temperature: float = 0.0,  # noqa: ARG002
        seed: int | None = None,  # noqa: ARG002
        section: str = "",
    ) -> Reply:
        """Return the answer; raises NotAnswered where there is none."""
        asked = self._known(section, tuple(messages))
        self.asked.append(asked)
        text = self.answers(asked)
        if text is None:
            raise NotAnswered(asked)
        used = Usage(1, count_messages(messages), 0, count_tokens(text))
        self.usage += used
        return Reply(text, "stop", used)

    def _known(self, section: str, messages: tuple[tuple[str, str], ...]) -> Asked:
        rung = "section" if messages[0] in _section_systems() else "sentence"
        first = "\n".join(text for _, text in messages[: _opening(messages)])
        same = self._numbers.setdefault((section, rung), [])
        if first not in same:
            same.append(first)
        key = f"{section} {rung} {first if rung == 'sentence' else ''}"
        self._attempts[key] = self._attempts.get(key, 0) + 1
        return Asked(section, rung, same.index(first) + 1, self._attempts[key], messages)


def _opening(messages: Sequence[tuple[str, str]]) -> int:
    """Return how many messages put the question itself, before anything was sent back."""
    repairs = {
        text.split("\n", 1)[0]
        for name in ("repair", "section_repair")
        for _, text in load_prompt(name).messages
    }
    if messages[-1][1].split("\n", 1)[0] in repairs and len(messages) > 2:
        return len(messages) - 2
    return len(messages)


def _section_systems() -> set[tuple[str, str]]:
    names = [n for n in list_prompts() if n.startswith("section_") and n != "section_repair"]
    return {load_prompt(name).begins for name in names}
