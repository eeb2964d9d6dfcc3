"""Which changes of a part each thing that is told of it is about, by their IDs.

Who marks all of these as not wanted has put it aside (`js/deciding.js`).  What is about no single
change is about all of its part.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.session import Part, PartChange
from assistant.session.counts import DROPPED, clauses_gone, untraced
from assistant.verify import ReadingItem, TraceItem, TraceStatus


def of_error(part: Part, key: str) -> list[str]:
    """Return what the findings of a key are about, which are ticked as one."""
    alike = [f for f in part.findings if part.error_key(f) == key]
    return _of_all(part, ([c.id for c in part.changes if c.met_by(f)] for f in alike))


def of_item(part: Part, item: ReadingItem) -> list[str]:
    """Return what something to be read is about."""
    return _of_all(part, [[c.id for c in part.changes if c.touches(item.output)]])


def of_left_out(part: Part) -> dict[str, list[str]]:
    """Return the changes that each figure, name, set phrase or whole clause which is left out went
    with: all that `left_out` counts."""
    lost = untraced(part)
    gone = [(i.text, *(i.from_span or (None, None))) for i in part.trace if i.text in lost]
    gone += [(f.evidence, f.start, f.end) for f in part.findings if f.code.endswith(DROPPED)]
    for clause in clauses_gone(part):
        at = part.basis.find(clause)
        gone.append((clause, *((at, at + len(clause)) if at >= 0 else (None, None))))
    went: dict[str, list[list[str]]] = {}
    for words, start, end in gone:
        there = (
            [c.id for c in part.changes if start <= c.old_end and c.old_start <= end]
            if start is not None and end is not None
            else []
        )
        went.setdefault(words.strip("“”"), []).append(there)
    return {words: _of_all(part, each) for words, each in went.items()}


def struck(change: PartChange, item: TraceItem) -> bool:
    """Whether a change strikes out any of what is traced."""
    span = item.from_span
    return (
        item.status is TraceStatus.DROPPED
        and span is not None
        and span[0] < change.old_end
        and change.old_start < span[1]
    )


def _of_all(part: Part, each: Iterable[list[str]]) -> list[str]:
    listed = list(each)
    if not listed or not all(listed):
        return [c.id for c in part.changes]
    return list(dict.fromkeys(name for names in listed for name in names))
