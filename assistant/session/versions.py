"""The versions of a report: nothing that was adopted is ever lost.

Undo and redo move along the versions, they delete none: who undoes and then adopts something else
starts a branch, and the other one can still be gone back to from the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from assistant.errors import UsageError
from assistant.findings import Message
from assistant.session.stored import restored


def now() -> str:
    """Return the time of this machine's clock and zone, to the second, in ISO 8601."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One change that was adopted: in which part, the words before and after, and why.

    `reason` is told to the author; `source` says where a filled value comes from (a facts file,
    “用户填写”), empty where nothing was filled.  `sentence` is the one the change stands in, where
    its own words do not tell.
    """

    section: str
    old: str
    new: str
    reason: Message
    source: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """The report at one time.

    `parent` is the number of the version it was made from (None: as opened), `what` says in a
    sentence what was done, `at` when (ISO 8601, local time), `words` its 字数; `confirmed` are the
    messages of the error findings a person ticked to adopt it, `decided` the proposals that it was
    adopted from, as `assistant.session.pending` packs them, in JSON.
    """

    number: int
    parent: int | None
    text: str
    what: Message
    at: str
    words: int
    changes: tuple[Recorded, ...] = ()
    confirmed: tuple[Message, ...] = ()
    decided: str = ""

    def details(self) -> dict[str, Any]:
        """Return all but the text as plain data, for the store."""
        data = asdict(self)
        del data["text"]
        return data

    @classmethod
    def restore(cls, text: str, data: Mapping[str, Any]) -> Version:
        """Return the version that `details` described."""
        version: Version = restored(cls, {**data, "text": text})
        return version


@dataclass(frozen=True, slots=True)
class History:
    """All versions, by number from 0, and which one is the report now."""

    versions: tuple[Version, ...]
    head: int = 0

    @property
    def current(self) -> Version:
        """The version that is the report now."""
        return self.versions[self.head]

    @property
    def can_undo(self) -> bool:
        """Whether there is a version to go back to."""
        return self.current.parent is not None

    @property
    def can_redo(self) -> bool:
        """Whether something was undone that can be done again."""
        return self._child() is not None

    def add(
        self,
        text: str,
        what: Message,
        at: str,
        words: int,
        *,
        changes: tuple[Recorded, ...] = (),
        confirmed: tuple[Message, ...] = (),
        decided: str = "",
    ) -> History:
        """Return the history with a new version made from the current one."""
        number = len(self.versions)
        new = Version(number, self.head, text, what, at, words, changes, confirmed, decided)
        return History((*self.versions, new), number)

    def undo(self) -> History:
        """Return the history one step back; raises UsageError at the beginning."""
        parent = self.current.parent
        if parent is None:
            raise UsageError(
                "没有可以撤销的改动了：现在就是打开时的样子。",
                "Nothing is left to undo: this is the report as it was opened.",
            )
        return History(self.versions, parent)

    def redo(self) -> History:
        """Return the history one step forward, to the latest version made from this one.

        Raises UsageError where nothing was undone.
        """
        child = self._child()
        if child is None:
            raise UsageError(
                "没有可以恢复的改动：现在已经是最新的版本。",
                "There is nothing to redo: this is the latest version.",
            )
        return History(self.versions, child)

    def go(self, number: int) -> History:
        """Return the history at a version; raises UsageError where there is none of that number."""
        if not 0 <= number < len(self.versions):
            last = len(self.versions) - 1
            raise UsageError(
                f"没有第 {number} 版，现有第 0 至 {last} 版。",
                f"There is no version {number}; there are 0 to {last}.",
            )
        return History(self.versions, number)

    def line(self) -> tuple[Version, ...]:
        """Return the versions the current one was made from, oldest first, itself included."""
        found: list[Version] = []
        at: int | None = self.head
        while at is not None:
            found.append(self.versions[at])
            at = self.versions[at].parent
        return tuple(reversed(found))

    def _child(self) -> int | None:
        children = [v.number for v in self.versions if v.parent == self.head]
        return children[-1] if children else None
