"""A gap that no character shows: made visible in what leaves the page, read again in what comes
back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.diff import changes
from assistant.document import Edit, apply_edits
from assistant.gaps import Gap, GapKind

MARK = "【待补】"
"""What stands where something is missing, in the text as it is shown and copied."""
_WRITTEN = re.compile(r"【待补】|(?<!【)待补(?!【|[充填：:】])")


def with_marks(text: str, gaps: Iterable[Gap], start: int = 0) -> str:
    """Return a text, which begins at `start` of its report, with a mark at each silent gap."""
    return apply_edits(text, (Edit(at, at, MARK) for at in _silent(gaps, start, len(text))))


def unseen(gaps: Iterable[Gap]) -> list[Gap]:
    """Return the gaps that a report shows by no character of its own."""
    return [g for g in gaps if g.start == g.end and g.kind is not GapKind.PART]


def without_marks(rewrite: str, source: str, gaps: Iterable[Gap], start: int = 0) -> str:
    """Return a rewrite of `source` in which a mark at a silent gap of it is that gap again.

    Where the words around it were changed with it, it stays as a mark; one that stands elsewhere
    stays as it was written.
    """
    silent = _silent(gaps, start, len(source))
    shown = {at + number * len(MARK) for number, at in enumerate(silent)}
    other = _WRITTEN.sub(MARK, rewrite)
    before = with_marks(source, gaps, start)
    moved = changes(before, other) if shown else []
    edits: list[Edit] = []
    longer = 0
    for found in _WRITTEN.finditer(rewrite) if shown else ():
        at = found.start() + longer
        longer += len(MARK) - len(found[0])
        within = [c for c in moved if c.new_start < at + len(MARK) and at < c.new_end]
        shift = sum(
            (c.old_end - c.old_start) - (c.new_end - c.new_start) for c in moved if c.new_end <= at
        )
        if any(MARK in before[c.old_start : c.old_end] for c in within):
            edits.append(Edit(found.start(), found.end(), MARK))
        elif not within and at + shift in shown:
            edits.append(Edit(found.start(), found.end(), ""))
    return apply_edits(rewrite, edits)


def _silent(gaps: Iterable[Gap], start: int, length: int) -> list[int]:
    """Return where the gaps that have no characters are in a text of `length` at `start`."""
    places = {g.start - start for g in unseen(gaps)}
    return sorted(at for at in places if 0 <= at <= length)
