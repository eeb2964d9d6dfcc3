"""How the operator set up the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from assistant.config import Settings
from assistant.errors import UsageError
from assistant.models.places import is_loopback
from assistant.web.hosts import Hosts

MAX_FILE = 20 * 1024 * 1024
"""Bytes of an uploaded file; what the reader takes (assistant.formats)."""
MAX_TEXT = 200_000
"""Characters of a pasted report: ten times a full-length one."""
FIELD = MAX_TEXT + 1
"""Characters that a field takes: a browser cuts silently what is beyond, and so what is too long
must come in for its author to be told."""
MAX_SENTENCE = 2_000
MOST_COMPUTING = 120.0
"""Seconds of processor time that one request may take; what waits for a model is not counted."""
AUTO = "auto"
"""The choice of a genre that leaves it to be recognised."""
MAX_QUEUE = 64
"""Requests that wait at most; the next one is told to come back later."""
MAX_RUNS = 4
"""Rewrites under way at once, all sessions together."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator decided.

    `fixed` takes the choice of a model from the page.  `endpoints` are the only services the page
    may be pointed at; empty on loopback means any, because there the operator is the user.
    `allowed_hosts` are names the page is opened by, besides this machine's and `host`.
    """

    settings: Settings
    host: str = "127.0.0.1"
    port: int | None = None
    auth: tuple[str, str] | None = None
    fixed: bool = False
    endpoints: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Hosts(self.host, self.allowed_hosts)  # what is no host is refused before anything is loaded
        if not self.loopback and self.auth is None:
            raise UsageError(
                f"监听 {self.host} 会让别的机器也能打开，"
                "必须同时设置登录：--auth 用户名:密码，或 --auth-file 文件。",
                f"On {self.host} other machines can open the page, so it needs a login: "
                "--auth USER:PASSWORD or --auth-file FILE.",
            )

    @property
    def loopback(self) -> bool:
        """Whether only this machine can open the page."""
        return is_loopback(self.host)

    @property
    def store(self) -> Path:
        """The file that works are kept in."""
        return self.settings.data_dir / "works.sqlite3"

    @property
    def audit(self) -> Path:
        """The log of who did what, for the operator."""
        return self.settings.data_dir / "audit.jsonl"

    @property
    def temp(self) -> Path:
        """The folder below which each run has one of its own for temporary files."""
        return self.settings.data_dir / "temp"

    def allows(self, address: str) -> bool:
        """Whether the page may be pointed at this service."""
        if self.fixed:
            return False
        if not self.endpoints:
            return self.loopback and origin(address) is not None
        return origin(address) in {origin(one) for one in self.endpoints}


def origin(address: str) -> tuple[str, str, int] | None:
    """Return scheme, host and port of an http(s) address, None where it is none."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        return None
    return parts.scheme, parts.hostname.lower(), port
