"""A talk on a terminal: what is said, the changes in colour, answers to pick by number."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistant.cli.view_changes import show_changes
from assistant.findings import Message

if TYPE_CHECKING:
    from assistant.chat import Talk, Turn
    from assistant.cli.terminal import Terminal

_LEAVE = re.compile(r"\s*(?:退出|再见|结束|拜拜|exit|quit|bye|q)\s*[。.!！]?\s*", re.IGNORECASE)
_WELCOME = Message(
    "请直接说要怎么改，例如“把第二部分压到一半”“还缺什么”；说“帮助”看用法，说“退出”结束。",
    "Say what to change, for example “把第二部分压到一半”; “help” tells more, “quit” ends.",
)
_AGREE = re.compile(r"(?:是的?|同意|好的?|可以|行|yes|y|ok)", re.IGNORECASE)


def converse(held: Talk, terminal: Terminal) -> None:
    """Read sentences until the end of input or 退出, and show what comes of each."""
    terminal.note(_WELCOME)
    with suppress(ImportError):  # line editing and history, where the system has them
        import readline  # noqa: F401
    seen = ""
    agrees = False
    while (sentence := _hear()) is not None:
        if _LEAVE.fullmatch(sentence):
            break
        if not sentence.strip():
            continue
        if agrees:
            turn = held.handle({"consent": _AGREE.fullmatch(sentence.strip()) is not None})
        elif sentence.strip().isdigit() and held.choices:
            turn = held.handle({"pick": int(sentence)})
        else:
            turn = held.say(sentence)
        agrees = turn.waits_for_consent
        seen = show_turn(turn, terminal, seen)


def _hear() -> str | None:
    """Return the next sentence, None at the end of input."""
    try:
        if sys.stdin.isatty():
            return input("› ")
        line = sys.stdin.readline()
    except EOFError:
        return None
    return line if line else None


def _read_by(reader: Mapping[str, Any]) -> Message:
    """Return who read a sentence that the rules did not understand, where, and what it took."""
    tokens = reader["prompt_tokens"] + reader["completion_tokens"]
    model, where, seconds = reader["model"], reader["where"], reader["seconds"]
    return Message(
        f"（这句话和报告的提纲由 {model} 读，在{where}，{tokens} 个词元，{seconds} 秒）",
        f"(this sentence and the outline were read by {model} at {where}: {tokens} tokens, "
        f"{seconds} s)",
    )


def show_turn(turn: Turn, terminal: Terminal, seen: str = "") -> str:
    """Print a turn; the changes of a proposal once. Returns the ID of the one shown last."""
    if turn.reader is not None:
        terminal.note(_read_by(turn.reader))
    terminal.out.print(turn.said.text(terminal.language), highlight=False, markup=False)
    for number, words in enumerate(turn.choices, 1):
        terminal.out.print(f"  {number}. {words}", style="cyan", highlight=False, markup=False)
    for found in turn.proposals:
        if found.id == seen:
            continue
        seen = found.id
        sections = [
            {"id": p.id, "heading": p.heading.strip(), "source": p.source, "output": p.output}
            for p in found.parts
        ]
        show_changes(sections, terminal)
        for part in found.parts:
            if part.changed:
                for item in part.reading[:6]:
                    terminal.err.print(
                        f"  · {item.why.text(terminal.language)}",
                        style="yellow",
                        highlight=False,
                        markup=False,
                    )
    return seen
