"""Under which names the page may be asked for: one list, for Host and for Origin.

A browser lets any website send requests to this machine, and a website whose name is made to lead
here (DNS rebinding) reads the answers too.  Only names that were meant are therefore answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from assistant.errors import UsageError
from assistant.models.places import is_loopback

Place = tuple[str, int | None]
"""A host in small letters, without brackets, and a port, None where none is named."""

_USUAL = {"http": 80, "https": 443}


class Hosts:
    """The allow-list: this machine's own names, the host it listens at, those that were named."""

    def __init__(self, bound: str, allowed: Iterable[str] = ()) -> None:
        """Raise UsageError for an entry that is no host, or host and port."""
        self._bound = bound.strip("[]").lower()
        self._allowed = tuple(_entry(one) for one in allowed)

    def answers(self, host: str, arrived: str = "") -> bool:
        """Whether a request with this Host header is meant for the page.

        `arrived` is the address at which it came in: who opens the page by that address is right.
        """
        place = _place(host)
        if place is None:
            return False
        name = place[0]
        return is_loopback(name) or name in (self._bound, arrived) or self._names(place)

    def trusts(self, origin: str, host: str, port: int | None = None) -> bool:
        """Whether a request of a page of this origin is one of our own page.

        `host` is its Host header, which `answers` has passed; `port` is where it came in.  Another
        port of the same machine is another website.
        """
        scheme, _, rest = origin.strip().lower().partition("://")
        place = _place(rest)
        if scheme not in _USUAL or place is None:
            return False
        usual = _USUAL[scheme]
        asked = _place(host)
        if asked is not None and (place[0], place[1] or usual) == (asked[0], asked[1] or usual):
            return True
        return self._names((place[0], place[1] or usual)) or (
            is_loopback(place[0]) and (place[1] or usual) == port
        )

    def _names(self, place: Place) -> bool:
        name, port = place
        return any(name == one and wanted in (None, port) for one, wanted in self._allowed)


def _entry(text: str) -> Place:
    place = _place(text)
    if place is None:
        raise UsageError(
            f"--allowed-host 的“{text}”不是主机名：要像 pc.example 或 pc.example:8443。",
            f"--allowed-host: “{text}” is no host; write pc.example or pc.example:8443.",
        )
    return place


def _place(text: str) -> Place | None:
    """Return host and port of an authority, None where it is none."""
    text = text.strip().lower()
    try:
        parts = urlsplit(f"//{text}")
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not name or parts.netloc != text or "@" in text or text.endswith(":") or "*" in text:
        return None
    return name.rstrip("."), port


def header(headers: Sequence[tuple[bytes, bytes]], name: bytes) -> str | None:
    """Return the one value of a header; empty where it is given twice, None where not at all."""
    found = [value for key, value in headers if key.lower() == name]
    if not found:
        return None
    return found[0].decode("latin-1") if len(found) == 1 else ""
