"""Take noise out of a text without leaving a hole or losing a character of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.noise.find import find_noise
from assistant.noise.types import Noise, NoiseKind, NoiseWalk
from assistant.patterns import compile_late

_BLANK = " \t\u3000\xa0"
_LABEL = compile_late(
    r"\s*(?:第?[一二三四五六七八九十百]{1,4}(?:[、，,．.章节]|是|要|方面)|[（(][\d一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}[.．、]|#{1,6}\s|[-*+]\s|首先|其次|再次|最后)"
)
_MIN_BROKEN_LINE = 20
"""A line shorter than this that lacks an end mark is a heading, not a broken sentence (字)."""


def remove_noise(text: str, noise: Sequence[Noise] | None = None) -> str:
    """Return `text` without the given noise (default: what `find_noise` finds in it).

    A line left empty by the removal goes with its line end; blank lines that stood on both sides
    of it are kept once. Two lines of one sentence that a page number or mark had parted are
    joined. Everything else stays as it is, the text's own blank lines included. Raises
    ValueError where two pieces of noise overlap or one lies outside the text.
    """
    pieces = sorted(find_noise(text) if noise is None else noise, key=lambda n: (n.start, n.end))
    if not pieces:
        return text
    position = 0
    for piece in pieces:
        if piece.start < position or not piece.start <= piece.end <= len(text):
            raise ValueError(f"noise {piece.start}–{piece.end} overlaps another or leaves the text")
        position = piece.end
    out: list[str] = []
    hole = False  # the line before was removed whole
    parting = False  # … and it was of a kind that may part a sentence
    start = 0
    walk = NoiseWalk(pieces)
    for line in text.splitlines(keepends=True):
        noisy = list(walk.within(start, start + len(line)))
        kept = _without(line, start, noisy)
        start += len(line)
        if noisy and not kept.strip():
            kinds = {piece.kind for piece, _, _ in noisy}
            parting = (parting or not hole) and kinds <= {NoiseKind.PAGE, NoiseKind.MARK}
            hole = True
            continue
        if not kept.strip():
            # A blank line next to a hole: the one before it (or the border) is enough.
            if hole and (not out or not out[-1].strip()):
                continue
            out.append(kept)
            continue
        if hole and parting and out and _is_broken(out[-1], kept):
            out[-1] = out[-1].rstrip("\r\n" + _BLANK)
        out.append(kept)
        hole = parting = False
    if hole:
        while out and not out[-1].strip():
            out.pop()
    return "".join(out)


def _without(line: str, offset: int, noisy: Sequence[tuple[Noise, int, int]]) -> str:
    """Return the line without the noise in it."""
    if not noisy:
        return line
    kept = ""
    position = offset
    for _, first, last in noisy:
        kept += line[position - offset : first - offset]
        position = last
    rest = line[position - offset :]
    if not rest.strip() and noisy[-1][0].kind != NoiseKind.HIDDEN:
        kept = kept.rstrip(_BLANK)
    return kept + rest


def _is_broken(before: str, after: str) -> bool:
    """Tell whether two lines are halves of one sentence."""
    head = before.rstrip()
    if len(head) < _MIN_BROKEN_LINE or not re.search(r"[\w，、]$", head):
        return False
    if not re.search(r"[，。；、]", head) or after[0] in _BLANK:
        return False
    return not _LABEL.match(after) and not (_LABEL.match(head) and len(head) < 2 * _MIN_BROKEN_LINE)
