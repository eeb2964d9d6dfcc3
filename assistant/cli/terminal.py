"""Where the command line speaks: results on stdout, everything else on stderr, in one language."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TextIO, cast

from assistant.findings import Language, Message
from assistant.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 100
"""Columns of a table when the output goes to a file or a pipe and no terminal has a width."""


@dataclass(frozen=True)
class Terminal:
    """The two streams of a command and the language it speaks.

    A console is made when something is first shown on it: JSON needs none.
    """

    language: Language
    console: Console | None = None
    """One for both streams, instead of the process's own."""

    @cached_property
    def out(self) -> Console:
        """Where results are shown."""
        return self.console or _console(sys.stdout)

    @cached_property
    def err(self) -> Console:
        """Where everything else is told."""
        return self.console or _console(sys.stderr)

    def text(self, zh: str, en: str) -> str:
        """Return the wording in the language of this run."""
        return en if self.language is Language.EN else zh

    def tell(self, zh: str, en: str, style: str = "dim") -> None:
        """Tell the user something on stderr."""
        self.note(Message(zh, en), style)

    def note(self, message: Message, style: str = "dim") -> None:
        """Tell the user a message that is there already."""
        self.err.print(
            printable(message.text(self.language), keep="\n"),
            style=style,
            highlight=False,
            markup=False,
            soft_wrap=not self.err.is_terminal,
        )

    def write_json(self, data: Mapping[str, Any] | Sequence[Any]) -> None:
        """Print `data` as the only thing on stdout."""
        self.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def write(self, text: str) -> None:
        """Write a result to stdout as it is: not wrapped, not coloured, no line end added."""
        sys.stdout.write(text)
        if text and not text.endswith("\n") and self.out.is_terminal:
            sys.stdout.write("\n")
        sys.stdout.flush()


def _console(stream: TextIO) -> Console:
    """Return a console: rich on a terminal and as wide as it, plain and quiet when piped."""
    from rich.console import Console

    if stream.isatty():
        return Console(file=stream)
    trimmed = cast(TextIO, _Trimmed(stream))
    return Console(file=trimmed, width=PLAIN_WIDTH, force_terminal=False, color_system=None)


class _Trimmed:
    """A stream that drops the spaces with which tables fill their lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(re.sub(r" +(?=\n)", "", text))

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return False


def use_utf8() -> None:
    """Write UTF-8 wherever the locale says otherwise: a report must not fail on a Latin locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            errors = "replace" if stream is sys.stderr or stream.isatty() else "strict"
            reconfigure(encoding="utf-8", errors=errors)


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language asked for, readable even where the rest of the line is wrong.

    `--lang` wins over ASSISTANT_LANG; Chinese unless one of them says `en`.
    """
    wanted = os.environ.get("ASSISTANT_LANG", "")
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return Language.EN if wanted.lower().startswith("en") else Language.ZH
