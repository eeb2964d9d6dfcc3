"""What every command does first: find its language and its settings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.terminal import Terminal, language_of
from assistant.errors import UsageError
from assistant.findings import Language

if TYPE_CHECKING:
    from assistant.config import Settings


@dataclass(frozen=True, slots=True)
class Run:
    """One invocation: where it speaks and how it is set up."""

    terminal: Terminal
    settings: Settings


def start(
    *, lang: Language | None = None, config: Path | None = None, model: str | None = None
) -> Run:
    """Return the terminal and the settings of this invocation; flags win over files.

    Raises UsageError for a settings file that is missing or holds an unknown key, and for a
    model's name that is none.
    """
    from assistant.config import default_files, load_settings
    from assistant.models import parse_name

    files = default_files()
    if config is not None:
        if not config.is_file():
            raise UsageError(
                f"找不到设置文件“{config}”。", f"There is no settings file “{config}”."
            )
        files = (*files, config)
    if lang is None and os.environ.get("ASSISTANT_LANG"):
        lang = language_of([])
    settings = load_settings({"model": model, "language": lang}, files=files)
    parse_name(settings.model)
    return Run(Terminal(settings.language), settings)
