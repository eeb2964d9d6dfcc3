"""Values that were kept as plain data, back as what they were: for all that is kept of a work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from assistant.findings import Message
from assistant.request import Length

_hints = cache(get_type_hints)


_ONCE = frozenset({"prompts", "attempts", "fills"})
"""What earlier versions of this program kept besides, and nobody reads any more."""


def restored(kind: Any, data: Any) -> Any:
    """Return the value of a type that `dataclasses.asdict` made plain and JSON has held.

    Raises KeyError, TypeError or ValueError for data that is none of this type.
    """
    if data is None:
        return None
    if kind is Length:
        return Length.parse(data)
    if kind is Message and isinstance(data, str):
        return Message(data, data)  # earlier versions of this program kept the Chinese alone
    parts = get_args(kind)
    if type(None) in parts:
        [kind] = (part for part in parts if part is not type(None))
        return restored(kind, data)
    if len(parts) == 2 and get_origin(kind) is tuple and parts[1] is not ...:
        return tuple(restored(part, one) for part, one in zip(parts, data, strict=True))
    if parts and not isinstance(data, Mapping):
        return tuple(restored(parts[0], one) for one in data)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        told = ((n, one) for n, one in data.items() if n in hints or n not in _ONCE)
        return kind(**{name: restored(hints[name], one) for name, one in told})
    return kind(data) if isinstance(kind, type) and issubclass(kind, Enum) else data
