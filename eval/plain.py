"""One plain prompt, as somebody at a chat box would write it: the baseline of every measurement.

No system message, no example, no check, no second try: what is typed is the wish and the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import AskAgain
from assistant.facts import Fact
from assistant.models import Writer
from assistant.tokens import MARGIN, count_messages

LONGEST = 3000
"""Tokens a reply may have: more than any rewrite of a section needs."""
_SHORT = re.compile(r"分[成为].{1,24}")
"""An instruction that reads on from 把下面这段话."""
SHORTEST = 64
"""Below this room for a reply a question is not worth asking: the text fills the context."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the model said to one plain prompt; `fault` where the reply is no whole answer."""

    text: str
    fault: str = ""


def question(
    task: str,
    text: str,
    *,
    words: int | None = None,
    instruction: str | None = None,
    genre: str = "",
    facts: Sequence[Fact] = (),
) -> str:
    """Return what a user would type to have `text` shortened, restructured, filled or rewritten.

    `words` is the asked 字数, `genre` the 文种 a whole report is to follow where no instruction
    says more.
    """
    more = f"。要求：{instruction}" if instruction else ""
    match task:
        case "fill":
            rows = "\n".join(f"{f.name}：{f.value}{f.unit}" for f in facts)
            wish = f"根据给出的数据填写下面这段话中的XX，没有数据的写【待补】{more}"
            return f"{wish}：\n{rows}\n\n{text}"
        case "shorten":
            wish = f"把下面这段话压缩到{words}字，保留所有数据{more}"
        case "restructure" if instruction and _SHORT.fullmatch(instruction):
            wish = f"把下面这段话{instruction}，保留所有数据"
        case "restructure":
            wish = f"把下面这段话按{genre}的规范结构重新整理，保留所有数据{more}"
        case _:
            wish = f"按要求改写下面这段话，保留所有数据{more}"
    return f"{wish}：\n{text}"


def ask(writer: Writer, text: str) -> Said:
    """Ask the model once; a cut-off reply is kept as far as it came, an empty one is empty.

    Raises ModelUnavailable where the model cannot be asked at all.
    """
    messages = [("user", text)]
    room = int(writer.context - count_messages(messages) * MARGIN)
    if room < SHORTEST:
        return Said("", "the text does not fit the model's context")
    try:
        reply = writer.ask(messages, max_tokens=min(room, LONGEST))
    except AskAgain as error:
        return Said(error.reply, str(error))
    return Said(reply.text)
