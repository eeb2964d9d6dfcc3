"""Two texts side by side: each clause of the output with the source clauses it tells again."""

from __future__ import annotations

from assistant.spans import Span
from assistant.verify.alignment import align
from assistant.verify.tokens import tokens_of


def clause_pairs(source: str, output: str) -> list[tuple[tuple[Span, ...], Span | None]]:
    """Return rows of (spans in the source, span in the output), in the order of the output.

    A source clause that no output clause tells has a row of its own, without a span in the
    output, behind the row of the clause before it.
    """
    left, right = tokens_of(source), tokens_of(output)
    alignment = align(left, right)
    rows: list[tuple[tuple[Span, ...], Span | None]] = []
    shown: set[int] = set()
    untold = [c for c in range(len(left.clauses)) if not alignment.told_in.get(c)]
    for number, span in enumerate(right.clauses):
        behind = sorted(alignment.support[number][:2])
        rows.append((tuple(left.clauses[c] for c in behind), span))
        shown.update(behind)
        following = max(shown, default=-1)
        while untold and untold[0] <= following + 1:
            rows.append(((left.clauses[untold.pop(0)],), None))
    rows += [((left.clauses[c],), None) for c in untold]
    return rows
