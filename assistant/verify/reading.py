"""Reading items: what of a rewrite nothing proves, for a person to read before signing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.findings import Language, Message
from assistant.printable import cut
from assistant.spans import Span

NEAR = 2  # items less than so many characters apart are one (design.md)
_NOTHING = Message("", "")
MARKS = "，。；：、,;: \n\u3000"
_SHOWN = 10  # characters shown of a whole part that was left out


@dataclass(frozen=True, slots=True)
class ReadingItem:
    """Words that no warrant stands behind: `old` became `new`.

    `source` and `output` are places in the two texts; an item for something dropped has no width
    in the output and stands where the words would.  Items of one exchange share a `group`.
    """

    kind: str
    output: Span
    old: str = ""
    new: str = ""
    source: Span | None = None
    why: Message = _NOTHING
    group: str | None = None
    judged: str | None = None

    @property
    def id(self) -> str:
        """A name that stays while words and places do."""
        told = f"{self.kind} {self.output} {self.old} {self.new}"
        return "r" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the item under the JSON keys of the contract."""
        return {
            "id": self.id,
            "kind": self.kind,
            "old": self.old,
            "new": self.new,
            "source": list(self.source) if self.source else None,
            "output": list(self.output),
            "why": self.why.text(language),
            "group": self.group,
            "judged": self.judged,
        }


def shortened(text: str) -> str:
    """Return the beginning of a part that was left out, enough to find it by."""
    return cut(text, _SHOWN)


def merged(items: Iterable[ReadingItem], text: str) -> tuple[ReadingItem, ...]:
    """Return the items of `text` in order, those that touch or nearly do made one."""
    found: list[ReadingItem] = []
    for item in sorted(items, key=lambda i: (i.output, i.kind)):
        last = found[-1] if found else None
        if last is None or item.output[0] - last.output[1] >= NEAR:
            found.append(item)
            continue
        start, end = last.output[0], max(last.output[1], item.output[1])
        if item.output[0] == item.output[1] == end > start:
            end = min(len(text), end + 1)  # what was dropped here is missed by what follows
        elif last.output[0] == last.output[1] == start < end and start:
            ahead = found[-2].output[1] if len(found) > 1 else -NEAR
            # … and by what stands before it, unless that would touch the item there.
            start -= text[start - 1] not in MARKS and start - 1 - ahead >= NEAR
        found[-1] = replace(
            last,
            output=(start, end),
            new=text[start:end],
            old=_joined(last.old, item.old),
            source=_span(last.source, item.source),
            why=last.why if item.why == last.why else Message(
                f"{last.why.zh}；{item.why.zh}", f"{last.why.en}; {item.why.en}"
            ) if item.why.zh not in last.why.zh else last.why,
            group=last.group or item.group,
        )  # fmt: skip
    return tuple(found)


def _joined(one: str, two: str) -> str:
    return one if not two or two in one else f"{one} {two}" if one else two


def _span(one: Span | None, two: Span | None) -> Span | None:
    if one is None or two is None:
        return one or two
    return min(one[0], two[0]), max(one[1], two[1])


def read_share(items: Sequence[ReadingItem], warnings: Iterable[Span], text: str) -> float:
    """Return which share of the characters of `text` must be read, 0 … 1.

    Counted is the union of items and warnings; one of no width counts as long as what it stands
    for, at least one (design.md, `verify --json`).
    """
    covered: set[int] = set()
    dropped = 0
    for item in items:
        start, end = item.output
        covered.update(range(start, end))
        dropped += max(1, len(item.old)) if start == end else 0
    for start, end in warnings:
        covered.update(range(start, end))
    return min(1.0, (len(covered) + dropped) / len(text)) if text else 0.0
