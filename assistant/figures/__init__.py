"""Figures: numbers with their unit, their normal value and what they are said of."""

from __future__ import annotations

from functools import lru_cache

from assistant.figures.model import Bound, Figure, FigureKind
from assistant.figures.scan import scan
from assistant.figures.subject import Said, subjects

__all__ = ["Bound", "Figure", "FigureKind", "find_figures"]

_WORDS = frozenset({FigureKind.TERM, FigureKind.INDEFINITE})


def find_figures(text: str, *, words: bool = False, said: bool = True) -> list[Figure]:
    """Return the figures of `text` in reading order, spans in code points, disjoint.

    Numbers of headings and points (一、 1. 第一，) are left out.  With `words` also numerals that
    are rather words: set phrases (TERM) and 一个, 一批 (INDEFINITE).  Without `said` nothing is
    told of what they are said of.
    """
    return list(_figures(text, words, said))


@lru_cache(maxsize=128)  # one rewrite is looked at by many checks
def _figures(text: str, words: bool, said: bool) -> tuple[Figure, ...]:
    tokens = list(scan(text))
    figures: list[Figure] = []
    of = subjects(text, tokens) if said else [Said("", "")] * len(tokens)
    for token, own in zip(tokens, of, strict=True):
        if not words and token.kind in _WORDS:
            continue
        figures.append(
            Figure(
                text=text[token.start : token.end],
                subject=own.subject,
                direction=own.direction,
                approximate=token.bound is not Bound.EXACT,
                **token._asdict(),
            )
        )
    return tuple(figures)
