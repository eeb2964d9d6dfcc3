"""Figures: numbers with their unit, their normal value and what they are said of."""

from __future__ import annotations

from functools import lru_cache

from assistant.figures.model import Bound, Figure, FigureKind
from assistant.figures.scan import scan
from assistant.figures.subject import subjects

__all__ = ["Bound", "Figure", "FigureKind", "find_figures"]

_WORDS = frozenset({FigureKind.TERM, FigureKind.INDEFINITE})


def find_figures(text: str, *, words: bool = False) -> list[Figure]:
    """Return the figures of `text` in reading order, spans in code points, disjoint.

    Numbers of headings and points (一、 1. 第一，) are left out.  With `words` also numerals that
    are rather words: set phrases (TERM) and 一个, 一批 (INDEFINITE).
    """
    return list(_figures(text, words))


@lru_cache(maxsize=128)  # one rewrite is looked at by many checks
def _figures(text: str, words: bool) -> tuple[Figure, ...]:
    tokens = list(scan(text))
    figures: list[Figure] = []
    for token, said in zip(tokens, subjects(text, tokens), strict=True):
        if not words and token.kind in _WORDS:
            continue
        figures.append(
            Figure(
                text=text[token.start : token.end],
                subject=said.subject,
                direction=said.direction,
                approximate=token.bound is not Bound.EXACT,
                **token._asdict(),
            )
        )
    return tuple(figures)
