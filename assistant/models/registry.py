"""From a model's name to a Writer; each kind is imported only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.config import Settings
from assistant.errors import UsageError
from assistant.models.progress import Progress, silent

if TYPE_CHECKING:
    from assistant.models.writer import Writer

POSSIBLE = "local、local:文件.gguf、openai:模型名、服务商:模型名（如 anthropic:…）、rules"
RULES = "rules"

_KINDS = {"local": "local", "openai": "compatible"}
"""The modules whose `build` makes a Writer; any other kind is one of `providers`."""


def get_model(
    name: str | None, settings: Settings, *, progress: Progress | None = None
) -> Writer | None:
    """Return the model of this name (None: the one in `settings`), or None for `rules`.

    `progress` hears of fetching and loading weights.
    Raises UsageError for a name that is none, and ModelUnavailable where the model cannot be had.
    """
    kind, rest = parse_name(name or settings.model)
    if kind == RULES:
        return None
    module = importlib.import_module(f"assistant.models.{_KINDS.get(kind, 'providers')}")
    build: Callable[[str, Settings, Progress], Writer] = module.build
    return build(rest if kind in _KINDS else f"{kind}:{rest}", settings, progress or silent)


def parse_name(name: str) -> tuple[str, str]:
    """Split a model's name into its kind and the rest (`openai:x` → `openai`, `x`).

    Raises UsageError where it is none of the possible forms.
    """
    kind, colon, rest = name.strip().partition(":")
    kind, rest = kind.strip(), rest.strip()
    if kind in (RULES, "local") and not colon:
        return kind, ""
    well_formed = kind.replace("_", "").isalnum() and rest and not rest.startswith("//")
    if well_formed and kind != RULES:
        return kind, rest
    raise UsageError(
        f"没有名为“{name}”的模型，可用的：{POSSIBLE}",
        f"There is no model “{name}”; possible are {POSSIBLE}",
    )
