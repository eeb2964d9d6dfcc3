"""What was asked for and can be measured in a text: figures that stay, who speaks, short sentences.

A wish that was not heard goes back to its writer and, where it is not heard then either, is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.catalogue import found
from assistant.chains.job import Job, Target
from assistant.chains.told_order import mostly_in_order
from assistant.findings import Finding, Message
from assistant.request import Wish
from assistant.sentences import split_clauses, split_sentences
from assistant.tasks import Task
from assistant.verify import TraceItem, TraceStatus
from assistant.verify.structure import labels
from assistant.verify.tokens import tokens_of
from assistant.wordcount import count_words

_SPEAKERS = ("我", "本人")
_SHOWN = 3
_SENTENCE = re.compile("[。；！？]")
SHORTER = 0.9
"""The part of its mean 字数 that a sentence has left where sentences were to become shorter."""
SHORT = 20
"""字数 up to which sentences are short already."""
LESS = 0.98
"""The part of its 字数 that a text has left at most from which something was taken out."""
CHANGED = 0.1
"""The part of the clauses below which nearly nothing was changed."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A part before and after, and the figures that went."""

    source: str
    text: str
    gone: Sequence[str]


def unheard(job: Job, target: Target, text: str, trace: Sequence[TraceItem]) -> Iterator[Finding]:
    """Yield what was asked for and is not in the text of a part, whose figures went as traced."""
    gone = [t.text for t in trace if t.kind == "figure" and t.status is TraceStatus.DROPPED]
    told = _Told(job.source(target), text, gone)
    one = bool(job.request.sections) and len(job.targets) == 1
    for wish in job.request.asks.wishes:
        if wish.kind in _OF_ONE and not one:
            continue
        if wish.kind in _OF_REWRITING and job.task != Task.REWRITE:
            continue
        why = _MEASURES[wish.kind](told, wish)
        if why is not None:
            yield found("not_as_asked", evidence=wish.said, why=why)


def _figures(told: _Told, _wish: Wish) -> Message | None:
    more = "等" if len(told.gone) > _SHOWN else ""
    shown = told.gone[:_SHOWN]
    why = Message(f"少了{'、'.join(shown)}{more}", f"{', '.join(shown)} went missing")
    return why if shown else None


def _person(told: _Told, _wish: Wish) -> Message | None:
    said = any(word in told.text for word in _SPEAKERS)
    return None if said else Message("文中没有“我”", "nobody says “我”")


def _short(told: _Told, _wish: Wish) -> Message | None:
    before, after = (
        count_words(text) / max(1, len(split_sentences(text))) for text in (told.source, told.text)
    )
    if after <= max(SHORT, SHORTER * before):
        return None
    return Message(
        f"句子没有变短（平均{after:.0f}字，原来{before:.0f}字）",
        f"sentences are no shorter ({after:.0f} 字 on average, {before:.0f} before)",
    )


def _plain(told: _Told, _wish: Wish) -> Message | None:
    before, after = (
        (count_words(text), sum(t.filler and len(t.text) > 1 for t in tokens_of(text).content))
        for text in (told.source, told.text)
    )
    if after[0] <= LESS * before[0] or after[1] < before[1] or _changed(told) >= CHANGED:
        return None
    return Message("一处也没有少", "nothing of the kind went")


def _manner(told: _Told, _wish: Wish) -> Message | None:
    little = _changed(told) < CHANGED
    return Message("几乎没有改动", "next to nothing was changed") if little else None


def _changed(told: _Told) -> float:
    """Return the part of the clauses that are others now."""
    before, after = (
        Counter(c.of(text).strip() for c in split_clauses(text))
        for text in (told.source, told.text)
    )
    kept = (before & after).total()
    return 1 - kept / max(1, before.total(), after.total())


def _each(told: _Told, wish: Wish) -> Message | None:
    """Say which points, paragraphs or sentences have more 字 than each of them may."""
    most = wish.most
    if most is None or "左右" in wish.said:
        return None
    sentences = [s.of(told.text) for s in split_sentences(told.text)]
    ones = sentences if "句" in wish.said else _points(told.text)
    long = [(n, words) for n, one in enumerate(ones, 1) if (words := count_words(one)) > most]
    if not long:
        return None
    n, words = max(long, key=lambda one: one[1])
    return Message(
        f"有{len(long)}处超过{most}字，最长的第{n}处{words}字",
        f"{len(long)} have more than {most} 字, number {n} the most: {words}",
    )


def _points(text: str) -> list[str]:
    """Return the points of a text, each to where the next begins, or its paragraphs if it has none;
    headings have no sentence."""
    lines = [line for line in text.splitlines() if _SENTENCE.search(line)]
    starts = {
        style: [a for s, _n, (a, _b) in labels(text) if s is style] for style, *_ in labels(text)
    }
    cut = max(starts.values(), key=len, default=[])
    if len(cut) < 2:
        return lines
    ends = [*cut[1:], len(text)]
    return [text[a:b].split("\n")[0] for a, b in zip(cut, ends, strict=True)]


def _order(told: _Told, wish: Wish) -> Message | None:
    if mostly_in_order(told.text, wish.names):
        return None
    return Message("请核对先后", "please check the order")


_MEASURES: Mapping[str, Callable[[_Told, Wish], Message | None]] = {
    "figures": _figures,
    "person": _person,
    "short": _short,
    "plain": _plain,
    "manner": _manner,
    "order": _order,
    "each": _each,
}
_OF_ONE = frozenset({"person"})
"""Of several parts one may lack it."""
_OF_REWRITING = frozenset({"manner", "order"})
"""Restructuring keeps the words and has an order of its own."""
