"""Filling from facts as a proposal: what they fill, without a change for each gap that stays open.

`assistant fill` writes a text that is taken away, and marks in it what is open.  A proposal is
decided on change by change, and the page shows the gaps anyhow: two figures among fifty marks are
adopted unread, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.chains.fill import MARK
from assistant.findings import Finding
from assistant.session.counts import HOMELESS
from assistant.session.part import Part
from assistant.session.proposal import Proposal

_MARKED = re.compile(f"{MARK}[^】]*】")
_TOLD = (HOMELESS, "noise_removed")
"""Findings of the chain, which verifying a part anew does not see again."""


def filled_alone(found: Proposal) -> Proposal:
    """Return the proposal without the changes that only mark an open gap; parts that come in
    anew keep theirs, there is nothing else to them."""
    marks = {change for part in found.parts if part.source for change in _only_marks(part)}
    if not marks:
        return found
    kept = found.select({c.id for c in found.changes} - marks)
    parts = [
        replace(now, findings=(*now.findings, *_lost(was, now))) if now.changed else now
        for was, now in zip(found.parts, kept.parts, strict=True)
    ]
    return with_homeless(replace(kept, parts=tuple(parts)), found)


def with_homeless(found: Proposal, before: Proposal) -> Proposal:
    """Return a proposal of which some changes went with what it told before of facts that found no
    place, though the part it was said of is as it was again."""
    lost = [f for p in before.parts for f in p.findings if f.code == HOMELESS]
    if not lost or any(f in p.findings for p in found.parts for f in lost):
        return found
    last = found.parts[-1]
    return replace(
        found, parts=(*found.parts[:-1], replace(last, findings=(*last.findings, *lost)))
    )


def _only_marks(part: Part) -> Iterator[str]:
    """Yield the changes that write marks, and neither a value nor anything else that was filled;
    what writes one mark, in pieces between characters that stood there, goes or stays as one."""
    marks = [m.span() for m in _MARKED.finditer(part.output)]
    within = {at for start, end in marks for at in range(start, end)}
    values = [f.value for f in part.fills if f.value]
    for start, end in marks:
        pieces = [c for c in part.changes if c.new_start < end and start < c.new_end]
        beside = [
            "".join(c for at, c in enumerate(piece.new, piece.new_start) if at not in within)
            for piece in pieces
        ]
        if not any(value in words for words in beside for value in values):
            yield from (piece.id for piece in pieces)


def _lost(was: Part, now: Part) -> list[Finding]:
    return [f for f in was.findings if f.code in _TOLD and f not in now.findings]
