"""The page's login, and what a wrong password costs.

Several people may share an address, and nothing tells a stranger's attempt from a colleague's until
its password was looked at.  So what is limited is how often that is done for one address: a few
times at once, then once every EACH seconds, the newest attempt first.  Whoever knows the password
waits for one turn at most, however many wrong ones came before; and no more can be tried.  The
answer to a wrong one waits besides, and holds up nobody else's.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from hashlib import sha256
from time import monotonic

from assistant.web.audit import Audit, visitor

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds that a wrong password waits for its answer; each further one twice as long."""
AT_ONCE, EACH = 5, 3.0
"""Passwords of one address that are looked at without waiting, and seconds for each further one."""
WAITING = 100
"""Attempts of one address that wait for their turn; the oldest of more is refused unread."""
REMEMBERED = 1_000
"""Addresses of which is known how often they were wrong; the oldest are forgotten."""

log = logging.getLogger(__name__)


class _Caller:
    """One address that logs in: how often it was wrong in a row, and whose turn it is."""

    def __init__(self) -> None:
        self.wrong = 0
        self.left = float(AT_ONCE)
        self.at = monotonic()
        self.waiting: deque[asyncio.Future[bool]] = deque()
        self.turns: asyncio.Task[None] | None = None

    def free(self) -> bool:
        """Take a turn, if there is one at once."""
        now = monotonic()
        self.left = min(float(AT_ONCE), self.left + (now - self.at) / EACH)
        self.at = now
        if self.left < 1 or self.waiting:
            return False
        self.left -= 1
        return True


class Login:
    """Says who is let in."""

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
        if not await self._turn(caller):
            return False
        name = hmac.compare_digest(_digest(user), self._wanted[0])
        if hmac.compare_digest(_digest(password), self._wanted[1]) & name:
            caller.wrong = 0
            caller.left += 1  # who is right uses up nobody's turn
            self._audit.note("logged in")
            return True
        caller.wrong += 1
        # Not the name: people type the password in its place.
        self._audit.note("wrong login")
        log.warning("wrong login from %s (%d in a row)", visitor.get() or "?", caller.wrong)
        await self._pause(min(FIRST_PAUSE * 2 ** min(caller.wrong - 1, 10), LONGEST_PAUSE))
        return False

    async def _turn(self, caller: _Caller) -> bool:
        """Wait until a password may be looked at; False: too many newer ones wait as well."""
        if caller.free():
            return True
        mine: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        caller.waiting.append(mine)
        if len(caller.waiting) > WAITING:
            caller.waiting.popleft().set_result(False)
        if caller.turns is None or caller.turns.done():
            caller.turns = asyncio.create_task(self._give_turns(caller))
        return await mine

    async def _give_turns(self, caller: _Caller) -> None:
        while caller.waiting:
            await self._pause(EACH)
            if caller.waiting:
                newest = caller.waiting.pop()
                if not newest.done():  # whoever waited may have gone
                    newest.set_result(True)

    def _caller(self) -> _Caller:
        found = self._callers.setdefault(visitor.get(), _Caller())
        self._callers.move_to_end(visitor.get())
        while len(self._callers) > REMEMBERED:
            self._callers.popitem(last=False)
        return found


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
