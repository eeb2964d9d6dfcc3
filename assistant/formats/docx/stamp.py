"""Who changed something and when: what every revision and comment carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

from assistant.formats.docx.names import make, w

AUTHOR: Final = "述职助手"
"""The author that revisions and comments name."""
OWNER: Final = "作者"
"""The author of revisions that somebody typed."""


@dataclass
class Stamp:
    """Makes marks with one author, one date and numbers that no other mark has."""

    first: int = 1
    author: str = AUTHOR
    date: datetime = field(default_factory=lambda: datetime.now(UTC))
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._count = count(self.first)

    def mark(self, tag: str, *children: Any) -> Any:
        """Return a mark of this stamp around `children`."""
        number = str(next(self._count))
        self.ids.add(number)
        return make(tag, *children, id=number, author=self.author, date=self.when)

    @property
    def when(self) -> str:
        """The date as Word writes it, in seconds."""
        return self.date.strftime("%Y-%m-%dT%H:%M:%SZ")

    def made(self, mark: Any) -> bool:
        """Whether a mark is one of this stamp."""
        return mark.get(w("id")) in self.ids and mark.get(w("author")) == self.author


def stamp_for(root: Any, date: datetime | None = None) -> Stamp:
    """Return a stamp whose numbers begin behind all that a part has."""
    numbers = (element.get(w("id")) for element in root.iter() if isinstance(element.tag, str))
    highest = max((int(n) for n in numbers if n and n.isascii() and n.isdecimal()), default=0)
    # Word keeps these numbers in 32 bits.
    first = highest + 1 if highest < 1 << 30 else 1
    return Stamp(first, date=date or datetime.now(UTC))
