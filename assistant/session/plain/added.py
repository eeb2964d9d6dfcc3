"""A sentence added in its author's own words, behind the one that speaks of the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from assistant.document import PROSE, BlockKind, Edit, Report, line_around, newline_of
from assistant.errors import UsageError
from assistant.facts import Fact
from assistant.findings import Message
from assistant.genres.model import EMPTY_PAIRS
from assistant.noise import find_noise
from assistant.numbering import match_label
from assistant.sentences import split_sentences
from assistant.session.core import Session
from assistant.session.plain.figures import contradictions
from assistant.session.plain.proposing import Asked, propose
from assistant.session.plain.signing import is_of_the_copies
from assistant.session.plain.words import places_of, scope_of
from assistant.session.proposal import Proposal
from assistant.session.propose import ADD
from assistant.spans import Span
from assistant.wordcount import pairs_of

_STOPS = "。！？!?…"
_ENDED = ("。", "；", ";")
_GOES_ON = "：:"
_CLOSERS = "”’」』）)】》"
_SAYS_NOTHING = re.compile(r"[^\u4e00-\u9fff]+")
_SHOWN = 12
"""Characters of a paragraph by which it is told."""


class Place(StrEnum):
    """Where in a part a sentence is to stand: as its first, as its last, or as the last of the
    paragraph that it fits best."""

    FIRST = "first"
    LAST = "last"
    PARAGRAPH = "paragraph"


def add(
    session: Session,
    words: str,
    sections: tuple[str, ...] = (),
    facts: Sequence[Fact] = (),
    behind: str = "",
    place: Place | None = None,
) -> Proposal:
    """Return the proposal to add `words` to a part (none: wherever they belong): behind the words
    `behind`, inside their sentence where `words` are in brackets; else at the `place`; else behind
    the sentence that has most in common with them, or where the part's prose ends.  Its note says
    where that is.

    Raises UsageError where `behind` does not stand there, or no prose does.
    """
    report = session.report
    notes: list[Message] = []
    edit = _beside(words, sections, behind, report)
    if edit is None:
        sentence = _sentence(words, sections, place, report)
        edit = (
            _in_front(words, sentence, report)
            if place is Place.FIRST
            else _behind(words, sentence, report.text)
        )
        notes.append(_told(edit, sentence, report))
    asked = Asked(ADD, words, sections, tuple(facts))
    told = list(contradictions(session, [edit]))
    return propose(session, asked, [edit], told=told, notes=notes)


def _told(edit: Edit, sentence: Span, report: Report) -> Message:
    """Return where words are put, by the paragraph or the sentence that they stand beside."""
    text = report.text
    start, end = line_around(text, *sentence)
    begins, line = _shown(text[slice(*sentence)]), _shown(text[start:end])
    if edit.text.endswith("\n"):
        return Message(f"放在“{line}”前面，单独成段。", f"A paragraph of its own before “{line}”.")
    if edit.start <= sentence[0]:
        return Message(f"放在“{begins}”这一句前面。", f"It stands before “{begins}”.")
    if not text[edit.end : end].strip(f"{_STOPS}{_CLOSERS}；; \r"):
        return Message(f"放在“{line}”这一段的末尾。", f"It ends the paragraph “{line}”.")
    return Message(f"放在“{begins}”这一句后面。", f"It stands behind “{begins}”.")


def _shown(words: str) -> str:
    words = words.strip()
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def parts_about(words: str, report: Report) -> list[str]:
    """Return the parts that speak of the same thing as words do, the likeliest first: of those
    inside each other the smallest."""
    sentences = _prose(report, ())
    ranked = []
    for section in report.walk():
        own = [s for s in sentences if section.start <= s[0] < section.end]
        own = [s for s in own if not any(c.start <= s[0] < c.end for c in section.children)]
        best = max((_alike(words, s, sentences, report.text) for s in own), default=0)
        headed = len(_pairs(words) & _pairs(section.heading))
        ranked.append((best + headed, section.id))
    return [name for score, name in sorted(ranked, key=lambda r: -r[0]) if score > 0]


def _beside(words: str, sections: tuple[str, ...], behind: str, report: Report) -> Edit | None:
    """Return the edit that puts words where others stand that were named; None where none were."""
    if not behind:
        return None
    places = places_of(behind, report.text, scope_of(report, sections))
    if len(places) != 1:
        zh = "没有找到" if not places else f"有 {len(places)} 处"
        raise UsageError(
            f"这一部分里{zh}“{behind}”，说不准补在哪里，请多抄几个字。",
            f"“{behind}” stands at {len(places)} places; please quote some more words.",
        )
    start, end = places[0]
    if words.startswith("（") and report.text[end - 1 : end] not in _STOPS:
        return Edit(end, end, words)
    held = [s for s in _prose(report, ()) if s[0] <= start < s[1]]
    if not held:
        raise UsageError(
            f"“{behind}”不在正文的句子里，不能在它后面补。",
            f"“{behind}” stands in no sentence of the text.",
        )
    return _behind(words, held[0], report.text)


def _behind(words: str, sentence: Span, text: str) -> Edit:
    """Return the edit that puts words behind a sentence: as one of their own, or before the mark
    with which an item of a list ends; before one that announces what follows it."""
    words = words.removeprefix("（").removesuffix("）") if words.startswith("（") else words
    start, end = sentence
    if text[end - 1] in _GOES_ON:
        return Edit(start, start, words)
    if text[:end].rstrip(_CLOSERS).endswith(tuple(_STOPS)):
        return Edit(end, end, words)
    end -= text[end - 1] in "；;，,、"
    return Edit(end, end, f"，{words.rstrip(_STOPS)}")


def _in_front(words: str, sentence: Span, report: Report) -> Edit:
    """Return the edit that puts words before the first sentence of a part: before a numbered one
    as a paragraph of their own."""
    start, end = line_around(report.text, *sentence)
    lead = report.text[start : sentence[0]]
    numbered = match_label(report.text[start:end]) is not None
    if not lead.strip() and (numbered or _listed(sentence, report)):
        return Edit(start, start, f"{lead}{words}{newline_of(report.text)}")
    return Edit(sentence[0], sentence[0], words)


def _sentence(words: str, sections: tuple[str, ...], place: Place | None, report: Report) -> Span:
    """Return the sentence of the sections that words belong behind, or before."""
    found = _prose(report, sections)
    if not found:
        raise UsageError(
            "这一部分没有正文，不知道补在哪里。请先选一个有正文的部分。",
            "That part has no text to add to.",
        )
    if place in (Place.FIRST, Place.LAST):
        return found[0 if place is Place.FIRST else -1]
    best = _most_alike(words, found, report)
    if place is None:
        return best
    end = line_around(report.text, *best)[1]
    return [s for s in found if best[0] <= s[0] < end][-1]


def _most_alike(words: str, found: Sequence[Span], report: Report) -> Span:
    """Return the sentence that has most in common with words, else the last one."""
    first = re.split("[，；。]", words)[0]  # what it is said of; the rest says how much
    scores = [
        (_alike(first, s, found, report.text), _alike(words, s, found, report.text)) for s in found
    ]
    if max(scores) > (0, 0):
        return found[scores.index(max(scores))]
    whole = [s for s in found if report.text[s[1] - 1] in _STOPS]
    own = [s for s in whole if not _listed(s, report)]
    return (own or whole or found)[-1]


def _listed(sentence: Span, report: Report) -> bool:
    """Whether a sentence is a point, or of a part below another."""
    return any(p.start <= sentence[0] < p.end for s in report.walk() for p in s.points)


def _prose(report: Report, sections: tuple[str, ...]) -> list[Span]:
    """Return the sentences of the sections (none: of the report) that words may stand behind."""
    text, scope = report.text, scope_of(report, sections)
    run_in = {s.start: s.heading_end for s in report.walk() if s.run_in}
    noise = find_noise(text)
    found: list[Span] = []
    for block in report.blocks:
        if block.kind not in PROSE and block.kind is not BlockKind.HEADING:
            continue
        if is_of_the_copies(text[block.start : block.end]):
            continue
        heading = max((e for s, e in run_in.items() if block.start <= s < block.end), default=0)
        line = text[block.start : block.end].rstrip()
        if block.kind is BlockKind.HEADING and not heading and not line.endswith(_ENDED):
            continue  # 1. 开工项目20个。 is a sentence as well
        begin = max(block.start, heading)
        for sentence in split_sentences(text[begin : block.end], at_semicolon=False):
            said = sentence.of(text[begin : block.end])
            start = begin + sentence.start + len(said) - len(said.lstrip())
            end = begin + sentence.start + len(said.rstrip())
            inside = any(low <= start and end <= high for low, high in scope)
            if start < end and inside and not any(n.start < end and start < n.end for n in noise):
                found.append((start, end))
    return found


def _alike(words: str, sentence: Span, among: Sequence[Span], text: str) -> float:
    """Return how much of words a sentence has, what few others have counting most."""
    counts = Counter(p for s in among for p in _pairs(text[slice(*s)]))
    return sum(1 / counts[p] for p in _pairs(words) & _pairs(text[slice(*sentence)]))


def _pairs(words: str) -> set[str]:
    runs = _SAYS_NOTHING.split(words)
    return {pair for run in runs for pair in pairs_of(run)} - EMPTY_PAIRS
