"""Dividing prose into points (一是…二是…): which sentence goes where is decided, none is reworded.

The model proposes which sentences belong together and words a short lead for each point; code
makes the division complete and in order, so every sentence lands exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.chains.clauses import ends_well
from assistant.numbering import Label, LabelStyle, format_label, match_label, match_point_label
from assistant.sentences import split_clauses, split_sentences
from assistant.wordcount import count_words

VOTE = 1.0
IMBALANCE = 1.5
TORN = 2.0
"""What it costs to part a short sentence that announces the next (持续推进创新。) from it."""
LEAD_WORDS = (4, 16)
_DIGIT = re.compile(r"[\d０-９]|[一二三四五六七八九十百千万亿][个次项名家]")
_ENDS = "。！？；"
_DENIES = re.compile("没有|未|无|不")
_NEXT_POINT = re.compile("(?<=[；;，,])(?=[二三四五六七八九十]是)")
_ITEMS = frozenset({LabelStyle.ARABIC, LabelStyle.ARABIC_PAREN, LabelStyle.CIRCLED})


@dataclass(frozen=True, slots=True)
class Prose:
    """The sentences of a section without headings and point labels.

    `opening` is a short first sentence that introduces all that follows; it stays in front.
    """

    opening: str
    sentences: tuple[str, ...]


def read_prose(text: str, points: int) -> Prose:
    """Return the sentences of `text`; where they are fewer than `points`, the finest parts it has.

    Labels of points are taken off, everything else stays to the letter.
    """
    pieces: list[str] = []
    for line in text.splitlines():
        pieces += _sentences(line.strip(" \t\u3000"))
    opening = ""
    if len(pieces) > 1 and _introduces(pieces[0]):
        opening, pieces = pieces[0], pieces[1:]
    return Prose(opening, tuple(_finer(pieces, points)))


def _introduces(sentence: str) -> bool:
    """Whether a first sentence only announces what follows: short, of one clause, no figure."""
    short = count_words(sentence) <= LEAD_WORDS[1] and sentence[-1:] in "。："
    return short and "，" not in sentence and not _DIGIT.search(sentence)


def _sentences(line: str) -> list[str]:
    """Return the sentences of a paragraph without the labels of points.

    A run of points in one sentence (一是…；二是…) is as many, but not one that something
    introduces (要抓两件事：一是…；二是…).
    """
    found: list[str] = []
    for sentence in split_sentences(line, at_semicolon=False):
        text = sentence.of(line).strip()
        run = _NEXT_POINT.split(text) if match_point_label(text) is not None else [text]
        for piece in run:
            label = match_point_label(piece) or _item_label(piece)
            found.append(piece[label.end :] if label is not None else piece)
    return [text for text in found if text]


def _item_label(text: str) -> Label | None:
    """Return the （1）, 1. or ① of an item in a list, which becomes a point of its own."""
    label = match_label(text)
    return label if label is not None and label.style in _ITEMS else None


def _finer(pieces: list[str], points: int) -> list[str]:
    """Cut the longest pieces, at ；before ，, until there are enough; some cannot be cut."""
    whole: set[str] = set()
    while len(pieces) < points and (open_ones := [p for p in pieces if p not in whole]):
        longest = max(open_ones, key=count_words)
        cut = [s.of(longest) for s in split_sentences(longest)]
        if len(cut) < 2:
            cut = _halves([s.of(longest) for s in split_clauses(longest)])
        if len(cut) < 2:
            whole.add(longest)
            continue
        at = pieces.index(longest)
        pieces = pieces[:at] + cut + pieces[at + 1 :]
    return pieces


def _halves(clauses: list[str]) -> list[str]:
    """Cut a sentence once, as near its middle as a clause that can end a sentence allows."""
    places = [i for i in range(1, len(clauses)) if ends_well(clauses[i - 1], clauses[i])]
    if not places:
        return ["".join(clauses)]
    words = list(accumulate((count_words(c) for c in clauses), initial=0))
    at = min(places, key=lambda i: abs(2 * words[i] - words[-1]))
    return ["".join(clauses[:at]), "".join(clauses[at:])]


def divide(
    sentences: Sequence[str], groups: int, votes: Sequence[int | None]
) -> list[tuple[int, int]]:
    """Return `groups` runs of sentences, none empty, in the order of the source.

    `votes` is the group the model chose for each sentence (None: no opinion); the division agrees
    with as many as it can while the points stay of like length.  Exact, by dynamic programming.
    Raises ValueError where there are fewer sentences than groups.
    """
    count = len(sentences)
    if not 0 < groups <= count:
        raise ValueError(f"{count} sentences cannot make {groups} points")
    words = list(accumulate((count_words(s) for s in sentences), initial=0))
    even = words[-1] / groups or 1.0
    announces = [_introduces(s) and not _DENIES.search(s) for s in sentences]
    agreed = [
        list(accumulate((VOTE * (vote == group) for vote in votes), initial=0.0))
        for group in range(groups)
    ]

    def gain(low: int, high: int, group: int) -> float:
        off = (words[high] - words[low] - even) / even
        torn = TORN * (high < count and announces[high - 1])
        return agreed[group][high] - agreed[group][low] - IMBALANCE * off * off - torn

    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(float("-inf"), 0)] * count]
    for group in range(groups):
        row = [(float("-inf"), 0)] * (count + 1)
        for high in range(group + 1, count - (groups - group - 1) + 1):
            row[high] = max(
                (best[-1][low][0] + gain(low, high, group), low) for low in range(group, high)
            )
        best.append(row)
    runs: list[tuple[int, int]] = []
    high = count
    for row in reversed(best[1:]):
        low = row[high][1]
        runs.append((low, high))
        high = low
    return runs[::-1]


def needs_lead(group: Sequence[str]) -> bool:
    """Whether a point lacks a short first sentence of its own that says what it is about."""
    return not (count_words(group[0]) <= LEAD_WORDS[1] and group[0][-1:] in _ENDS)


def repeats(lead: str, group: str) -> bool:
    """Whether a lead only says what the first clause of its point says anyway."""
    first = split_clauses(group)[0].of(group)
    return sum(ch in first for ch in lead) >= len(lead) * 0.8


def lead_fault(lead: str, group: str, others: Sequence[str]) -> str:
    """Return what is wrong with a lead for the text of its point, or an empty string.

    A lead is 4 to 16 字 without figures and marks, in words that the point itself uses.
    """
    words = count_words(lead)
    if not LEAD_WORDS[0] <= words <= LEAD_WORDS[1]:
        return f"小标题是{words}字，应为{LEAD_WORDS[0]}到{LEAD_WORDS[1]}字"
    if _DIGIT.search(lead):
        return "小标题里不要写数字"
    if re.search(r"[，。；：:、！？\s*#《》“”]", lead):
        return "小标题里不要有标点、空格和符号"
    if re.search(r"[A-Za-z]", lead) and not all(w in group for w in re.findall(r"[A-Za-z]+", lead)):
        return "小标题要用中文"
    known = sum(ch in group for ch in lead)
    if known < len(lead) * 0.75:
        return "小标题要用原文里的词"
    if lead in others:
        return f"小标题“{lead}”重复了"
    return ""


def write_points(prose: Prose, runs: Sequence[tuple[int, int]], leads: Sequence[str]) -> list[str]:
    """Return the points as paragraphs (一是 lead。sentences), the opening sentence in front."""
    lines = [prose.opening] if prose.opening else []
    for number, ((low, high), lead) in enumerate(zip(runs, leads, strict=True), start=1):
        body = "".join(_closed(prose.sentences[low:high]))
        lead = f"{lead}。" if lead else ""
        lines.append(f"{format_label(LabelStyle.IS, number)}{lead}{body}")
    return lines


def _closed(sentences: Sequence[str]) -> list[str]:
    """End the last sentence of a point with 。 where the cut fell behind ， or ；."""
    *first, last = sentences
    return [*first, last[:-1] + "。" if last[-1:] in "，,；;" else last]
