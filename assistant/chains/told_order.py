"""What kind of thing a sentence tells, and sentences put in the order of kinds asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.genres.signs import kind_called, signs
from assistant.leaning import LEANS_BACK
from assistant.numbering import match_label, match_point_label
from assistant.patterns import compile_late
from assistant.sentences import split_clauses, split_sentences
from assistant.wordcount import count_words

_RESULT = compile_late(
    r"\d|[X×x*_]{2}|%|获得?|荣获|评为|入选|位[居列]|名列|首[个次家]|第一|没有发生|未发生|零|显著|明显|大幅|全覆盖"
)
_CAUSE = compile_late("究其(?:原因|根源)|原因(?:主要)?[是在有：]|根源|根子|归根(?:到底|结底)")
_POINTS_BACK = re.compile("^(?:这|该|其|此|上述|为此|由此|对此|通过这)")
LEAD_WORDS = 16
"""字数 up to which a first sentence without a figure says what the others are about and stays."""


def kind_told(sentence: str) -> str:
    """Return what a sentence tells: a cause, a result, a problem, a plan, or else a measure."""
    if _CAUSE.search(sentence):
        return "cause"
    if signs()["next_steps"].search(sentence):
        return "plan"
    if signs()["problems"].search(sentence) and not signs()["rectified"].search(sentence):
        return "problem"
    return "result" if _RESULT.search(sentence) else "measure"


def in_order(sentences: Sequence[str], order: Sequence[str]) -> list[str]:
    """Return sentences with those of the first kind before those of the second, others behind.

    A short lead stays in front, and a sentence that points back stays behind the one it points to.
    """
    if not order:
        return list(sentences)
    lead = sentences[:1] if _leads(sentences) else []
    ranks = {kind_called(said): place for place, said in enumerate(order)}
    groups: list[list[str]] = []
    for sentence in sentences[len(lead) :]:
        if groups and (LEANS_BACK.match(sentence) or _POINTS_BACK.match(sentence)):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    groups.sort(key=lambda group: ranks.get(kind_told(group[0]), len(ranks)))
    return [*lead, *(sentence for group in groups for sentence in group)]


def mostly_in_order(text: str, order: Sequence[str]) -> bool:
    """Whether what comes first in a text is mostly what was to: sentences of a kind, or clauses
    that name it; so too where only one of the two is told."""
    places: list[list[int]] = []
    for said in order:
        kind = kind_called(said)
        pieces = split_sentences(text) if kind else split_clauses(text)
        told = [(p.start, p.of(text)) for p in pieces]
        places.append([at for at, s in told if (kind_told(s) == kind if kind else said in s)])
    first, last = (sorted(found) for found in places)
    return not first or not last or first[len(first) // 2] <= last[len(last) // 2]


def _leads(sentences: Sequence[str]) -> bool:
    first = sentences[0] if sentences else ""
    return len(sentences) > 1 and count_words(first) <= LEAD_WORDS and not _RESULT.search(first)


def paragraphs_in_order(text: str, order: Sequence[str]) -> str:
    """Return a text with the sentences of each paragraph, or of each point in it, in order."""
    lines = text.splitlines(keepends=True)
    return "".join(_line_in_order(line, order) for line in lines)


def tells_both(text: str, order: Sequence[str]) -> bool:
    """Whether any paragraph of a text tells both kinds, so that one can come first."""
    kinds = {kind_called(said) for said in order}
    lines = ([s.of(line) for s in split_sentences(line)] for line in text.splitlines())
    bodies = (some[1:] if _leads(some) else some for some in lines)
    return any(kinds <= {kind_told(s) for s in body} for body in bodies)


def _line_in_order(line: str, order: Sequence[str]) -> str:
    bare = line.rstrip()
    sentences = [s.of(bare) for s in split_sentences(bare, at_semicolon=False)]
    label = match_label(bare) or match_point_label(bare)
    if label is not None and sentences:
        sentences[0] = sentences[0][label.end :]
    head = bare[: label.end] if label is not None else ""
    indent = sentences[0][: len(sentences[0]) - len(sentences[0].lstrip())] if sentences else ""
    told = in_order([s.lstrip() for s in sentences], order)
    return head + indent + "".join(told) + line[len(bare) :]
