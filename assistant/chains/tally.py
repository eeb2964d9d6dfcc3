"""How many of a model's replies could be used, and why the others could not.

A model none of whose replies was of use has done nothing, however sound the rules' text is that
stands in their place: whoever chose it must hear so.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Sequence

from assistant.catalogue import found
from assistant.errors import AskAgain, EmptyReply, MalformedReply, TruncatedReply
from assistant.findings import Finding, Message, Severity

_KINDS = ((TruncatedReply, "cut"), (EmptyReply, "empty"), (MalformedReply, "broken"))
"""What is wrong with a reply that is none, and the advice of the catalogue's row for it."""


class Tally:
    """Counts the replies of one run, from any number of threads.

    A reply is `unusable` where it is cut off, empty or broken, or where a check found an error.
    """

    def __init__(self) -> None:
        self.replies = 0
        self.unusable = 0
        self._lock = threading.Lock()
        self._reasons: Counter[tuple[str, str]] = Counter()
        self._said: dict[tuple[str, str], Message] = {}

    def heard(self, findings: Sequence[Finding], error: AskAgain | None = None) -> None:
        """Count a reply: what is wrong with it, and the error that it came as, if it did."""
        errors = [f for f in findings if f.severity is Severity.ERROR]
        kind = next((name for cls, name in _KINDS if isinstance(error, cls)), "")
        with self._lock:
            self.replies += 1
            self.unusable += bool(errors)
            self._blame(errors, kind, None if error is None else error.message)

    def none_stood(self, findings: Sequence[Finding]) -> None:
        """Hear that no text of the model is left in the result, though single replies had passed:
        the whole was refused for these findings."""
        with self._lock:
            self.unusable = self.replies
            self._blame([f for f in findings if f.severity is Severity.ERROR], "", None)

    def _blame(self, errors: Sequence[Finding], kind: str, why: Message | None) -> None:
        for code, message in {f.code: f.message for f in errors}.items():
            key = (kind, code)
            self._reasons[key] += 1
            # Threads come in any order; what is said of a run is to be the same each time.
            said = why or message
            self._said[key] = min(self._said.get(key, said), said, key=lambda one: one.zh)

    def finding(self) -> Finding | None:
        """Return what is to be said where the model was asked and all its replies were unusable."""
        with self._lock:
            if not self.replies or self.unusable < self.replies or not self._reasons:
                return None
            most = max(self._reasons, key=lambda reason: (self._reasons[reason], reason))
            why = self._said[most]
        said = Message(why.zh.rstrip("。"), why.en.rstrip("."))
        return found("model_unusable", says=most[0], count=self.replies, why=said)
