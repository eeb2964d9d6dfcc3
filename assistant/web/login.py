"""The page's login, and what a wrong password costs."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from hashlib import sha256

from assistant.web.audit import Audit, visitor

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds that a wrong password waits for its answer; each further one twice as long."""
REMEMBERED = 1_000
"""Addresses of which is known how often they were wrong; the oldest are forgotten."""

log = logging.getLogger(__name__)


class _Caller:
    """One address that logs in: one attempt at a time, and how often it was wrong."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.wrong = 0


class Login:
    """Says who is let in. Attempts of one address wait for each other, never for another's."""

    def __init__(
        self,
        user: str,
        password: str,
        audit: Audit,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._wanted = _digest(user), _digest(password)
        self._audit = audit
        self._pause = pause
        self._callers: OrderedDict[str, _Caller] = OrderedDict()

    async def admits(self, user: str, password: str) -> bool:
        """Whether name and password are right, found out in the same time whatever they are."""
        caller = self._caller()
        async with caller.turn:
            name = hmac.compare_digest(_digest(user), self._wanted[0])
            if hmac.compare_digest(_digest(password), self._wanted[1]) & name:
                caller.wrong = 0
                self._audit.note("logged in")
                return True
            caller.wrong += 1
            # Not the name: people type the password in its place.
            self._audit.note("wrong login")
            log.warning("wrong login from %s (%d in a row)", visitor.get() or "?", caller.wrong)
            await self._pause(min(FIRST_PAUSE * 2 ** min(caller.wrong - 1, 10), LONGEST_PAUSE))
            return False

    def _caller(self) -> _Caller:
        found = self._callers.setdefault(visitor.get(), _Caller())
        self._callers.move_to_end(visitor.get())
        while len(self._callers) > REMEMBERED:
            self._callers.popitem(last=False)
        return found


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
