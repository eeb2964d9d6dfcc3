"""Whether a sentence is a question about the text, and what it asks.

By form and topic: the words of assistant/lexicon/questions.txt, whatever their order.  Work asked
for in the form of a question (能不能压到300字？) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.chat.answers.model import Answer, Question
from assistant.document import Edit, Report, apply_edits
from assistant.figures import Figure, FigureKind, find_figures
from assistant.findings import Message
from assistant.genres import Places, locate_parts
from assistant.instruction.mention_words import NO_NAME
from assistant.instruction.mentions import find_mention, names_part
from assistant.instruction.part_names import sections_named
from assistant.instruction.wording import bare, plain
from assistant.lexicon import classes, longest_first
from assistant.matching.said import SaidFigure
from assistant.session import Proposal, Session

_TITLE = re.compile("《[^《》]{2,60}》")
_QUOTE = re.compile('[“「『"]([^“”「」『』"]{1,200})[”」』"]')
_NUMERALS = "零一二两三四五六七八九十百千万亿半"
_NUMBER = frozenset(
    (
        FigureKind.AMOUNT,
        FigureKind.PERCENT,
        FigureKind.FRACTION,
        FigureKind.RATIO,
        FigureKind.RANGE,
        FigureKind.DATE,
        FigureKind.PERIOD,
        FigureKind.CODE,
    )
)
_DEED = re.compile("^(?:请|麻烦|帮我?)?(?:把|将)(?!.*(?:了吗|了没|了么|没有？|了？))")
_MASK = "\ue000"
_OR_NOT = re.compile(r"([\u4e00-\u9fff])[没不]\1|(?<=.)(?:没有?|不)[，。！]?$")
"""超没超, 对不对, 写了没有: the form of a question whatever the verb."""
_LENGTH = re.compile("[字句段]|words|characters")
_PART = re.compile(
    "(?:^|[，。在把的])(?P<name>[\u4e00-\u9fff]{2,8}?)(?:那|这)?(?:一|个)*(?:部分|板块|那块|章)"
)
_SAID = re.compile("^(?:写|讲|说|提|谈|搞|开)(?:到|过|了)?(?=..)")
_MARKS = re.compile("[\\s，。？！；：、?!,.~～…]+")
_EMPTY = re.compile(
    "(?:那|这|个|一|的|是|了|在|和|与|到|有|我|它|里|些|都|还|又|这份|这篇|报告|材料|稿子|全文|现在|请问|到底"
    "|the|a|an|of|this|that|in|it|to|from|report|text|my|me|be|been|there|for)+"
)


def read(
    session: Session,
    sentence: str,
    chosen: str | None,
    proposal: Proposal | None,
    made: tuple[Proposal, ...] = (),
) -> Question | Answer | None:
    """Return the question that a sentence asks, None where it is none; an answer where the part
    it names cannot be told."""
    said = plain(sentence)
    quotes = tuple(m[1].strip() for m in _QUOTE.finditer(said) if m[1].strip())
    titles = tuple(m.group() for m in _TITLE.finditer(said))
    spoken = _TITLE.sub("", _QUOTE.sub("", said))
    report = session.report
    spoken, numbers = _masked(spoken)
    mention = find_mention(bare(spoken), report, chosen)
    if mention.problem is not None and not names_part(bare(spoken)):
        mention = find_mention("", report, None)
    ids, rest = mention.ids, spoken
    if ids and mention.rest:
        gone = _without(bare(spoken), mention.rest)
        rest = spoken.replace(gone, "，", 1) if gone and gone in spoken else mention.rest
    named = _Named(rest, ids) if ids and mention.rest else _by_heading(spoken, session)
    ids, rest = named.parts, named.rest
    for number in numbers:
        rest = rest.replace(_MASK, number, 1)
    problem = mention.problem or named.problem
    topics = topics_of(rest)
    if not _asks(rest, topics):
        return None
    if problem is not None and not topics & {"lack", "why"}:
        return Answer(problem)
    left = _left(rest)
    if "why" in topics and not quotes and len(left) >= 2 and left in report.text:
        quotes = (left,)
    return Question(
        session=session,
        sentence=said,
        topics=topics,
        parts=ids,
        place=named.place,
        figures=tuple(figures_in(rest)),
        titles=titles,
        quotes=quotes,
        rest=left,
        chosen=chosen,
        proposal=proposal if proposal is not None else session.pending,
        made=made,
    )


def _masked(sentence: str) -> tuple[str, list[str]]:
    """Return a sentence with its figures out of the way, as 3.6 would be the number of a part."""
    found = [f for f in find_figures(sentence) if _counts(f, sentence)]
    edits = [Edit(f.start, f.end, _MASK) for f in found]
    return apply_edits(sentence, edits), [f.text for f in found]


def _counts(figure: Figure, sentence: str) -> bool:
    """Whether a figure may be one of the report's: no length, and no 两遍."""
    counted = sum(c in _NUMERALS for c in figure.text)
    digits = any(c.isdigit() and c.isascii() for c in figure.text)
    if figure.kind not in _NUMBER or not (digits or counted > 1):
        return False
    if sentence[figure.start - 1 : figure.start] == "第":
        return False
    return not _LENGTH.match(sentence, figure.end) and figure.unit not in ("字", "遍")


def _without(whole: str, rest: str) -> str:
    """Return the words of a sentence that a mention took out of it, if they stood together."""
    low = 0
    while low < min(len(whole), len(rest)) and whole[low] == rest[low]:
        low += 1
    high = 0
    while high < min(len(whole), len(rest)) - low and whole[-1 - high] == rest[-1 - high]:
        high += 1
    return whole[low : len(whole) - high]


@cache
def _words() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """Return what finds each word of the list, with what it speaks of, longer ones first."""
    spoken: dict[str, set[str]] = {}
    for topic, words in classes("questions").items():
        for word in words:
            spoken.setdefault(word, set()).add(topic)
    found = []
    for word in longest_first(spoken):
        said = word.replace("_", " ")
        shape = rf"(?<![a-z]){re.escape(said)}(?![a-z])" if said.isascii() else re.escape(said)
        found.append((re.compile(shape, re.IGNORECASE), frozenset(spoken[word])))
    return tuple(found)


def topics_of(sentence: str) -> frozenset[str]:
    """Return what the words of a sentence speak of; a word counts by itself, not for those in it
    (写没写 is not 没写)."""
    found: set[str] = set()
    for shape, topics in _words():
        sentence, times = shape.subn(" ", sentence)
        found |= topics if times else set()
    return frozenset(found)


def _asks(sentence: str, topics: frozenset[str]) -> bool:
    """Whether the form is that of a question, and no work is asked for by it."""
    if _DEED.search(sentence):
        return False
    if "work" in topics and "open" not in topics and topics & {"may", "agree"}:
        return False
    asked = "ask" in topics or "？" in sentence or "agree" in topics or _OR_NOT.search(sentence)
    return bool(asked) or not _left(sentence)


def _left(sentence: str) -> str:
    """Return what no word of the list accounts for."""
    for shape, topics in _words():
        if topics - {"work"}:
            sentence = shape.sub(" ", sentence)
    pieces = (_EMPTY.sub("", piece) for piece in _MARKS.split(sentence))
    return _SAID.sub("", max(pieces, key=len, default=""))


def figures_in(sentence: str) -> Iterator[SaidFigure]:
    """Yield the figures of a sentence, each with what it is said of."""
    for figure in find_figures(sentence):
        if not _counts(figure, sentence):
            continue
        before = sentence[: figure.start]
        for shape, _topics in _words():
            before = shape.sub("", before)
        subject = _EMPTY.sub("", _MARKS.sub("", before))[-12:]
        yield SaidFigure(subject, figure.text, figure)


@dataclass(frozen=True, slots=True)
class _Named:
    """A part that a sentence names by its heading or its sense, and the rest of the sentence."""

    rest: str
    parts: tuple[str, ...] = ()
    place: tuple[str, tuple[int, int]] | None = None
    problem: Message | None = None


def _by_heading(sentence: str, session: Session) -> _Named:
    """Return the part whose heading, whose name in the genre, or whose point is named."""
    report: Report = session.report
    for section in report.walk():
        if len(section.heading) >= 4 and section.heading in sentence:
            return _Named(sentence.replace(section.heading, "，", 1), (section.id,))
    names = {
        piece: part
        for part in session.genre.parts
        for piece in (part.name.zh, *re.split("[（）]", part.name.zh))
        if piece
    }
    said = next((n for n in sorted(names, key=len, reverse=True) if n in sentence), None)
    if said is not None and re.search(rf"{re.escape(said)}(?!有?[吗么？]|没有)", sentence):
        rest = sentence.replace(said, "，", 1)
        found = sections_named(said, report)
        if len(found) == 1:
            return _Named(rest, (found[0].id,))
        for match in locate_parts(report, session.genre, Places(report)):
            if match.part is not names[said]:
                continue
            if match.start is None or match.end is None:
                whole = match.part.name
                lacks = Message(
                    f"报告里没有“{whole.zh}”这一部分。", f"There is no part “{whole.en}”."
                )
                return _Named(sentence, problem=lacks)
            if match.section is not None:
                return _Named(rest, (match.section,))
            return _Named(rest, place=(said, (match.start, match.end)))
    part = _PART.search(sentence)
    if part is None or topics_of(part["name"]) or NO_NAME.fullmatch(part["name"]):
        return _Named(sentence)
    name, rest = part["name"], sentence.replace(part.group(), "，", 1)
    points = [p for s in report.walk() for p in s.points if name in p.lead]
    if len(points) == 1:
        return _Named(rest, (points[0].id,))
    problem = Message(
        f"报告里没有叫“{name}”的部分。您说的是哪一部分？",
        f"No part is called “{name}”. Which part do you mean?",
    )
    return _Named(rest, problem=problem)
