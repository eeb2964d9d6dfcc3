"""Where each figure of the source went."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.verify.model import TraceItem, TraceStatus
from assistant.verify.order import out_of_order
from assistant.verify.pair import Pair
from assistant.verify.rules.made_figures import figure_of, unit_same
from assistant.verify.tokens import Kind


def figure_trace(pair: Pair) -> Iterator[TraceItem]:
    """Yield an item for each figure of the source, in reading order."""
    figures = [k for k, token in enumerate(pair.s) if token.kind is Kind.FIGURE]
    kept = {
        k: next((n for n in pair.back.get(k, ()) if pair.o[n].kind is Kind.FIGURE), None)
        for k in figures
    }
    places = [(k, n) for k, n in kept.items() if n is not None]
    off = out_of_order([pair.o[n].start for _, n in places])
    moved = {k for (k, _), is_moved in zip(places, off, strict=True) if is_moved}
    told: dict[str, list[int]] = {}
    for i, other in enumerate(pair.o):
        if other.kind is Kind.FIGURE:
            told.setdefault(min(other.keys), []).append(i)
    for k in figures:
        token, n = pair.s[k], kept[k]
        status = TraceStatus.MOVED if k in moved else TraceStatus.KEPT
        if n is None:
            n = next((i for i in told.get(min(token.keys), ()) if _same(pair, k, i)), None)
            status = TraceStatus.DROPPED if n is None else TraceStatus.MERGED
        to = None if n is None else (pair.o[n].start, pair.o[n].end)
        yield TraceItem("figure", token.text, status, (token.start, token.end), to)


def _same(pair: Pair, k: int, n: int) -> bool:
    return unit_same(figure_of(pair.s[k]), figure_of(pair.o[n]))
