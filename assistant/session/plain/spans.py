"""The words of the report that an author means: quoted, or named by their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.chains.prepare import targets_of
from assistant.chains.segments import PROSE_TOO
from assistant.document import Report, line_around
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.instruction.loose_names import parts_named_in
from assistant.instruction.mentions import find_mention
from assistant.instruction.part_numbers import N
from assistant.instruction.wording import bare
from assistant.numbering import parse_number
from assistant.sentences import split_sentences
from assistant.session.core import Session
from assistant.session.plain.words import nearest, places_of
from assistant.spans import Span

_QUOTED = re.compile("[“\"「‘']([^“”\"「」‘’']{1,300})[”\"」’']")
_NTH = (
    rf"(?:第(?P<n>{N})|(?P<first>首|开头的?一?|头一)|倒数第(?P<back>{N})"
    "|(?P<last>(?:最后|末尾?|结尾)的?一?))"
)
_SENTENCE = re.compile(rf"{_NTH}个?句话?")
_PARAGRAPH = re.compile(rf"{_NTH}(?:个|自然)*段(?!落格)")
_WITHIN = re.compile("[里中](?:面|头|边)?的?$")
_HALF = re.compile("[^，。；！？\n]*")


def spans_of(session: Session, phrase: str, chosen: str | None = None) -> tuple[Span, ...]:
    """Return the spans that words mean: “…”那句, 第二段第一句, 第三部分最后一句, 第二部分.

    A quotation means the sentence it stands in where 句 is said, else (半句 too) just its words,
    at every place.  Sentences are counted in the paragraph or part that is named, in the chosen
    part, or in the whole report.  Raises UsageError, saying why, where nothing is meant.
    """
    report = session.report
    quoted = [match.group(1) for match in _QUOTED.finditer(phrase)]
    rest = bare(_QUOTED.sub("", phrase))
    paragraph, sentence = _PARAGRAPH.search(rest), _SENTENCE.search(rest)
    for match in (paragraph, sentence):
        if match is not None:
            rest = rest.replace(match.group(), "", 1)
    scope = _scope(report, rest, chosen, alone=not (quoted or paragraph or sentence))
    if quoted:
        whole = ("句" in rest and "半句" not in rest) or sentence is not None
        found = [s for words in quoted for s in _of_quote(words, report, scope, whole)]
        return tuple(_half(report.text, *s) for s in found) if "半句" in rest else tuple(found)
    if paragraph is not None:
        lines = paragraphs(report, scope)
        scope = [_pick(lines, paragraph, Message("段", "paragraphs"))]
    if sentence is None:
        return tuple(scope)
    heads = [(s.start, s.heading_end) for s in report.walk() if not s.run_in]
    found = [
        s
        for low, high in scope
        for s in sentences(report.text, low, high)
        if not any(a <= s[0] and s[1] <= b + 1 for a, b in heads)
    ]
    return (_pick(found, sentence, Message("句", "sentences")),)


def _half(text: str, start: int, end: int) -> Span:
    """Return the words that were quoted, or the half of the sentence that calls something by them:
    of 孩子们叫她“图书姐姐” nothing is left without the name."""
    if text[start - 1 : start] not in tuple('“"「') or text[end : end + 1] not in tuple('”"」'):
        return start, end
    low = max(text.rfind(mark, 0, start) for mark in "，。；！？\n") + 1
    behind = _HALF.match(text, end)
    return low, behind.end() if behind is not None else end


def _scope(report: Report, rest: str, chosen: str | None, *, alone: bool) -> list[Span]:
    """Return where the words are to be looked for: the parts named, the chosen one, the text."""
    mention = find_mention(rest, report, chosen)
    if mention.problem is not None:
        raise UsageError(mention.problem)
    below = _WITHIN.sub("", rest)
    spoken = parts_named_in(below, report) if not mention.ids and below != rest else []
    named = (
        mention.ids
        or tuple(p.id for p in spoken if len(spoken) == 1)
        or ((chosen,) if chosen and not mention.whole else ())
    )
    if alone and not mention.ids and not mention.whole:
        raise UsageError(
            f"没有看出“{rest}”指的是哪一句或哪一部分，请用引号引出原文。",
            f"It is not clear which words “{rest}” means; please quote them.",
        )
    if named:
        return [(t.start, t.end) for t in targets_of(report, named)]
    return [(0, len(report.text))]


def _of_quote(words: str, report: Report, scope: Sequence[Span], whole: bool) -> list[Span]:
    places = places_of(words, report.text, list(scope))
    if not places:
        near = nearest(words, report.text, list(scope))
        raise UsageError(
            f"报告里没有“{words}”" + (f"，最接近的是“{near}”。" if near else "。"),
            f"“{words}” is not in the report" + (f"; the nearest is “{near}”." if near else "."),
        )
    if not whole:
        return places
    held = [_around(report.text, *place) for place in places]
    return list(dict.fromkeys(held))


def _around(text: str, start: int, end: int) -> Span:
    """Return the sentence, or sentences, that hold a place."""
    held = [
        s for s in sentences(text, *line_around(text, start, end)) if s[0] < end and start < s[1]
    ]
    return (held[0][0], held[-1][1]) if held else (start, end)


def paragraphs(report: Report, scope: Sequence[Span]) -> list[Span]:
    """Return the paragraphs of a scope; a heading on a line of its own is none."""
    alone = {s.start for s in report.walk() if not s.run_in}
    return [
        (block.start, block.end)
        for block in report.blocks
        if block.kind in PROSE_TOO
        and block.start not in alone
        and any(low <= block.start < high for low, high in scope)
    ]


def sentences(text: str, low: int, high: int) -> list[Span]:
    """Return the sentences of a stretch without the white space around them."""
    found = []
    for one in split_sentences(text[low:high], at_semicolon=False):
        words = one.of(text[low:high])
        start = low + one.end - len(words.lstrip())
        if words.strip():
            found.append((start, start + len(words.strip())))
    return found


def _pick(items: Sequence[Span], said: re.Match[str], what: Message) -> Span:
    if said["first"]:
        index = 0
    elif said["last"]:
        index = len(items) - 1
    elif said["back"]:
        index = len(items) - (parse_number(said["back"]) or 0)
    else:
        index = (parse_number(said["n"]) or 0) - 1
    if not 0 <= index < len(items):
        raise UsageError(
            f"这里只有 {len(items)} {what.zh}，没有“{said.group()}”。",
            f"There are {len(items)} {what.en} here; “{said.group()}” is none of them.",
        )
    return items[index]
