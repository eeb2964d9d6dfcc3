"""A YAML file read key by key, so that whatever is wrong with it is told with file and key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from assistant.errors import AssistantError

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same loader in C where it is there: ten times as fast."""


class CaseError(AssistantError):
    """A case that cannot be used; the message names the file and the key."""


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, to the byte.  Raises CaseError for one that cannot be read
    or holds nothing."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CaseError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise CaseError(f"{path}: is not UTF-8 (byte {error.start})") from error
    if not text.strip():
        raise CaseError(f"{path}: is empty")
    return text


class Keys:
    """A mapping of a YAML file, read key by key; what nobody read is refused by `finish`."""

    def __init__(self, path: Path, data: Any = None, place: str = "") -> None:
        self.path, self._place = path, place
        self._data: dict[str, Any] = _mapping(path, place, _load(path) if data is None else data)
        self._left = set(self._data)

    def fail(self, key: str, why: str) -> NoReturn:
        """Raise CaseError for a key."""
        raise CaseError(f"{self.path}: {self._place}{key}: {why}")

    def finish(self) -> None:
        """Refuse the keys that nobody asked for."""
        if self._left:
            self.fail(min(self._left), "unknown key")

    def only(self, known: frozenset[str], must: frozenset[str], whose: str) -> None:
        """Refuse keys that are not `known`, and the absence of one that `must` be there."""
        for key in sorted(set(self._data) - known):
            self.fail(key, f"is no key {whose}")
        for key in sorted(must - set(self._data)):
            self.fail(key, f"is missing; it is a key {whose}")

    def _take(self, key: str) -> Any:
        self._left.discard(key)
        return self._data.get(key)

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text; a number is one as well (unit: 3 and to: 1500 need no quotes)."""
        value = self._take(key)
        if value is None:
            if default is None:
                self.fail(key, "is missing")
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.fail(key, f"a text is wanted, not {value!r}")
        words = str(value).strip()
        if not words and default is None:
            self.fail(key, "is empty")
        return words

    def texts(self, key: str, *, default: tuple[str, ...]) -> list[str]:
        """Return a list of texts; a single one stands for itself."""
        value = self._take(key)
        if value is None:
            return list(default)
        values = value if isinstance(value, list) else [value]
        for one in values:
            if isinstance(one, bool) or not isinstance(one, str | int | float):
                self.fail(key, f"texts are wanted, not {one!r}")
        return [str(one).strip() for one in values]

    def whole(self, key: str, *, default: int) -> int:
        """Return a whole number from 0."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.fail(key, f"a whole number is wanted, not {value!r}")
        return int(value)

    def span(self, key: str) -> tuple[int, int]:
        """Return (n, n) for a number, (a, b) for [a, b]."""
        value = self._take(key)
        if value is None:
            return 0, 0
        ends = value if isinstance(value, list) and len(value) == 2 else [value, value]
        if any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in ends):
            self.fail(key, f"a number or [least, most] is wanted, not {value!r}")
        if ends[0] > ends[1]:
            self.fail(key, f"{ends[0]} is more than {ends[1]}")
        return ends[0], ends[1]

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fail(key, f"true or false is wanted, not {value!r}")
        return bool(value)

    def row(self, key: str) -> Keys | None:
        """Return a mapping under `key`, or None where there is none."""
        value = self._take(key)
        return None if value is None else Keys(self.path, value, f"{self._place}{key}.")

    def rows(self, key: str) -> Iterator[Keys]:
        """Yield the mappings of the list under `key`."""
        value = self._take(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fail(key, "a list is wanted")
        for number, row in enumerate(value, 1):
            yield Keys(self.path, row, f"{self._place}{key}[{number}].")


def _load(path: Path) -> Any:
    try:
        return yaml.load(read_text(path), _LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        reason = getattr(error, "problem", None) or "no YAML"
        raise CaseError(f"{path}: {where}{reason}") from error


def _mapping(path: Path, place: str, data: Any) -> dict[str, Any]:
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        where = f"{place.rstrip('.')}: " if place else ""
        raise CaseError(f"{path}: {where}a mapping of keys is wanted")
    return data
