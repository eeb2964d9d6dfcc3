"""When to try again, and after how long."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from assistant.models.failures import Passing

if TYPE_CHECKING:
    from tenacity import RetryCallState, Retrying

FIRST_WAIT = 0.5
LONGEST_WAIT = 20.0


def retrying(tries: int, deadline: Callable[[], float]) -> Retrying:
    """Return tenacity's loop over at most `tries` attempts, for failures that may pass.

    Waits grow from half a second, with jitter so that parallel questions do not come back all at
    once.  What the server asks for in Retry-After is obeyed in full; where that would end after
    `deadline()` (monotonic seconds), the failure is final at once rather than after a useless
    wait.
    """
    import tenacity

    backoff = tenacity.wait_random_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, Passing) else None
        own = float(backoff(state))
        return own if asked is None else max(asked, own / 10)

    def stop(state: RetryCallState) -> bool:
        if state.attempt_number >= tries:
            return True
        return monotonic() + state.upcoming_sleep >= deadline()

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(Passing), wait=wait, stop=stop, reraise=True
    )
