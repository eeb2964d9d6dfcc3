"""A part that waits, once its author has changed words beside those that it would change: a gap was
filled in the section whose shorter wording waits."""

from __future__ import annotations

from dataclasses import replace

from assistant.diff import changes
from assistant.document import Edit, apply_edits
from assistant.noise import remove_noise
from assistant.session.proposal import AUTHOR, Part, judged, numbered


def carried(part: Part, start: int, source: str) -> Part | None:
    """Return the part at its place for the words that stand there now, verified anew, its changes
    the same; None where what was changed since meets one of them, or they would be others, and for
    words that its author has typed."""
    if part.engine == AUTHOR or part.scope.filled or not source:
        return None
    edits: list[Edit] = []
    for since in changes(part.source, source):
        if any(since.old_start <= c.old_end and c.old_start <= since.old_end for c in part.changes):
            return None
        moved = sum(len(c.new) - len(c.old) for c in part.changes if c.old_end < since.old_start)
        words = source[since.new_start : since.new_end]
        edits.append(Edit(since.old_start + moved, since.old_end + moved, words))
    output = apply_edits(part.output, edits)
    made = replace(part, start=start, end=start + len(source), source=source, output=output)
    made = replace(made, basis=remove_noise(source))
    [found] = numbered([judged(made, remove_noise(output))])
    if [(c.old, c.new) for c in found.changes] != [(c.old, c.new) for c in part.changes]:
        return None
    same = zip(found.changes, part.changes, strict=True)
    return replace(found, changes=tuple(replace(c, id=was.id) for c, was in same))
