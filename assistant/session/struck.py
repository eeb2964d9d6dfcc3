"""How much a rewrite strikes out: one count for the page, the talk and the terminal.

What goes without a figure, a name or a set phrase in it is wrong by no rule, and is counted nowhere
else: only its author knows whether it mattered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.diff import changes
from assistant.findings import Message
from assistant.noise import find_noise
from assistant.sentences import split_sentences
from assistant.session.part import AUTHOR, Part
from assistant.wordcount import count_words, pairs_of

PASSAGE = 12
"""字 from which words that went are a passage worth naming."""
_MUCH = 30
"""字 from which passages are worth a remark where no whole sentence went."""
_MOVED = 0.6
"""The share of a passage's pairs of characters that stand in what is new: then it moved there.
Single characters would do so by chance, where much is new."""
_MARKS = "。！？；!?; \t\n\u3000"


class _Change(Protocol):
    @property
    def old_start(self) -> int: ...
    @property
    def old_end(self) -> int: ...
    @property
    def new_start(self) -> int: ...
    @property
    def new_end(self) -> int: ...


Rewritten = tuple[str, str, Sequence[_Change]]
"""A text, what became of it, and the changes from one to the other."""


def struck_of(parts: Iterable[Part]) -> Message | None:
    """Return the remark on what these parts strike out; what their author deletes is their own."""
    theirs = (p for p in parts if p.changed and p.engine != AUTHOR)
    return _struck([(p.source, p.output, p.changes) for p in theirs])


def struck_between(texts: Iterable[tuple[str, str]]) -> Message | None:
    """Return the remark on what was struck out of texts, each with what became of it."""
    return _struck([(old, new, changes(old, new)) for old, new in texts if old != new])


def _struck(texts: Sequence[Rewritten]) -> Message | None:
    """Return how many sentences and 字 went, None where that is not much."""
    new = pairs_of(
        "\n".join(out[c.new_start : c.new_end] for _, out, found in texts for c in found)
    )
    whole = halves = words = 0
    for source, output, found in texts:
        noise = [(n.start, n.end) for n in find_noise(source)]
        cores = [_core(source, s.start, s.end) for s in split_sentences(source, at_semicolon=False)]
        for change in found:
            low, high = change.old_start, change.old_end
            now = output[change.new_start : change.new_end]
            gone = _without(source, low, high, noise)
            lost = count_words(gone) - count_words(now)
            if lost < PASSAGE or len(pairs_of(gone) & new) >= _MOVED * len(pairs_of(gone)):
                continue
            inside = sum(low <= a < b <= high for a, b in cores)
            words += lost
            whole += inside
            halves += not inside
    if not whole and words < _MUCH:
        return None
    return _remark(whole, halves, words)


def _core(source: str, start: int, end: int) -> tuple[int, int]:
    """Return a sentence without its end mark and what stands around it."""
    words = source[start:end]
    return end - len(words.lstrip(_MARKS)), start + len(words.rstrip(_MARKS))


def _without(source: str, start: int, end: int, noise: Sequence[tuple[int, int]]) -> str:
    """Return a stretch without its noise, which is no loss."""
    kept, at = "", start
    for low, high in noise:
        if low < end and high > at:
            kept += source[at : max(at, low)]
            at = min(end, high)
    return kept + source[at:end]


def _remark(whole: int, halves: int, words: int) -> Message:
    zh = [f"{whole} 句"] * bool(whole) + [f"{halves} 处半句"] * bool(halves)
    en = [f"{whole} whole sentence{'s' * (whole > 1)}"] * bool(whole)
    en += [f"{halves} part{'s' * (halves > 1)} of sentences"] * bool(halves)
    together = "，共" if halves else ""
    return Message(
        f"删去 {'和 '.join(zh)}{together} {words} 字，请看一眼是否要紧。",
        f"Struck out: {' and '.join(en)}, {words} 字; see whether any of it matters.",
    )
