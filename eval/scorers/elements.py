"""The checklist: each element is there or not, with a reason and a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from assistant.figures import Figure, find_figures
from assistant.findings import Message
from assistant.verify.similar import grams
from assistant.verify.tokens import tokens_of
from assistant.wordcount import count_words
from eval.case import Case, Element, Kind
from eval.ledger import same_value, told
from eval.likeness import contained, shared
from eval.reading import Reading, fold, pairs, says
from eval.scorers.context import Context, Told
from eval.scorers.headings import tell_heading, tell_order, tell_points
from eval.scorers.model import ElementResult

_SUBJECT: Final = 0.5
"""Share of a subject's characters and pairs that must stand around its figure."""
_DENIED: Final = 0.45
_CLAUSE_BEFORE: Final = 14
_BODY: Final = 10
_SAME_PART: Final = 0.6


def judge(element: Element, context: Context) -> ElementResult:
    """Return whether the output has the element, why (not), and where."""
    told = _JUDGES[element.kind](element, context)
    return ElementResult(element, told.ok, Message(zh=told.zh, en=told.en), told.place)


def absent(element: Element) -> ElementResult:
    """Return the result of an element of an empty output."""
    return ElementResult(element, False, Message(zh="没有内容", en="there is no text"))


def _part(element: Element, context: Context) -> Told:
    match = next(
        (m for m in context.whole.located(context.case.genre) if m.part.key == element.part), None
    )
    if match is None or not match.present or match.start is None or match.end is None:
        place = _same_words(element, context)
        if place is not None:
            return Told(True, "有这一部分（换了说法）", "the part is there in other words", place)
        name = match.part.name if match else Message(zh=element.part, en=element.part)
        return Told(False, f"缺少“{name.zh}”这一部分", f"the part “{name.en}” is missing")
    start, end = match.start, match.end
    section = context.whole.find(match.section or "")
    if section is not None and section.start == start and hasattr(section, "heading_end"):
        start = section.heading_end
    words = count_words(context.output[start:end])
    least = element.words or (1 if match.part.block is not None else _BODY)
    name = match.part.name
    if words < least:
        return Told(
            False, f"“{name.zh}”只有{words}字，应有{least}字以上",
            f"the part “{name.en}” has {words} 字, {least} are wanted", (match.start, end),
        )  # fmt: skip
    return Told(True, f"有“{name.zh}”", f"the part “{name.en}” is there", (match.start, end))


def _same_words(element: Element, context: Context) -> tuple[int, int] | None:
    """Return the paragraph that says what the reference says as this part, where no word that
    the genre goes by is left in it."""
    case = context.case
    located = part_of(case, element.part)
    if located is None:
        return None
    wanted = pairs(case.reference[located[0] : located[1]])
    for block in context.whole.report.blocks:
        held = pairs(context.output[block.start : block.end])
        if contained(held, wanted) >= _SAME_PART and contained(wanted, held) >= _SAME_PART / 2:
            return block.start, block.end
    return None


@lru_cache(maxsize=2048)
def part_of(case: Case, key: str) -> tuple[int, int] | None:
    """Return where the reference has a part of its genre."""
    for match in Reading(case.reference).located(case.genre):
        if match.part.key == key and match.start is not None and match.end is not None:
            return match.start, match.end
    return None


def _lead(element: Element, context: Context) -> Told:
    span = (0, len(context.output)) if not element.section else None
    if span is None:
        found = context.whole.find(element.section)
        if found is None:
            return Told(False, f"找不到“{element.section}”", f"there is no “{element.section}”")
        span = (getattr(found, "heading_end", found.start), found.end)
    words, place = context.whole.first_words(span)
    if says(words, element.alternatives):
        return Told(True, f"首句有“{element.text}”", f"the lead has “{element.text}”", place)
    return Told(
        False, f"首句是“{words[:24]}”，没有“{element.text}”",
        f"the lead “{words[:24]}” lacks “{element.text}”", place,
    )  # fmt: skip


def _figure(element: Element, context: Context) -> Told:
    wanted = find_figures(element.text, words=True)
    named = f"“{element.text}”" + (f"（{element.subject}）" if element.subject else "")
    if not wanted:
        return _phrase(element, context)
    elsewhere: Figure | None = None
    for figure, around in zip(context.chosen.figures, context.around, strict=True):
        # 12亿元 is asked for and 突破12亿元 is there: whether the bound is right is for fidelity
        if figure.key != wanted[0].key and fold(element.text) not in fold(figure.text):
            continue
        place = context.outer(figure.start, figure.end)
        if not element.subject or _about(element.subject, figure, context, around):
            return Told(True, f"有{named}", f"{element.text} is there", place)
        elsewhere = figure
    if elsewhere is not None:
        return Told(
            False, f"{named}说的成了“{elsewhere.subject}”",
            f"{element.text} is now said of “{elsewhere.subject}”",
            context.outer(elsewhere.start, elsewhere.end),
        )  # fmt: skip
    return Told(False, f"没有{named}", f"{element.text} is missing")


def _about(subject: str, figure: Figure, context: Context, around: frozenset[str]) -> bool:
    """Tell whether a figure is said of a subject: its words are those around it, or stand to the
    letter in its sentence (急救绿色通道平均用时由42分钟缩短到29分钟)."""
    wanted = grams(subject)
    if contained(wanted, around | grams(figure.subject + figure.direction)) >= _SUBJECT:
        return True
    text = context.part.text
    begin = max(text.rfind(mark, 0, figure.start) for mark in "。！\n") + 1
    stop = min((at for mark in "。！\n" if (at := text.find(mark, figure.end)) >= 0), default=-1)
    return fold(subject) in fold(text[begin : stop if stop >= 0 else len(text)])


def _phrase(element: Element, context: Context) -> Told:
    if says(context.part.text, element.alternatives) or (
        element.drawn and says(context.output, element.alternatives)
    ):
        place = context.part.text.find(element.alternatives[0])
        span = context.outer(place, place + len(element.alternatives[0])) if place >= 0 else None
        return Told(True, f"有“{element.text}”", f"“{element.text}” is there", span)
    return Told(False, f"没有“{element.text}”", f"“{element.text}” is missing")


def _absent(element: Element, context: Context) -> Told:
    for words in element.alternatives:
        place = context.part.text.find(words)
        if place >= 0:
            return Told(
                False, f"不该有“{words}”", f"“{words}” should not be there",
                context.outer(place, place + len(words)),
            )  # fmt: skip
    return Told(True, f"没有“{element.text}”", f"“{element.text}” is not there")


def _fact(element: Element, context: Context) -> Told:
    if element.drawn:
        row = context.rows[element.count[0] - 1]
        if row.value and same_value(row.value, element.text):
            span = context.outer(*row.span) if row.span else None
            return Told(
                True, f"“{element.near}”处填了{element.text}", "filled as it should be", span
            )
    text = context.part.text
    wanted = find_figures(element.text, words=True)
    for figure, around in zip(context.chosen.figures, context.around, strict=True):
        if wanted and figure.key == wanted[0].key and _leads_to(element.near, text, figure, around):
            return Told(
                True, f"“{element.near}”处填了{element.text}", "filled as it should be",
                context.outer(figure.start, figure.end),
            )  # fmt: skip
    moved = told(text, element.near, element.text)
    if moved is not None:
        return Told(
            True, f"“{element.near}”处填了{element.text}", "filled as it should be",
            context.outer(*moved),
        )  # fmt: skip
    if not wanted:
        for clause_at in _places(text, element.text):
            if fold(element.near) in fold(text[max(0, clause_at - 30) : clause_at + 30]):
                return Told(True, f"填了{element.text}", "filled as it should be")
    return Told(
        False, f"“{element.near}”处应填{element.text}，没有填对",
        f"{element.text} belongs behind “{element.near}”",
    )  # fmt: skip


def _leads_to(near: str, text: str, figure: Figure, around: frozenset[str]) -> bool:
    if not near:
        return True
    before = text[max(0, figure.start - _CLAUSE_BEFORE - len(near)) : figure.start]
    after = text[figure.end : figure.end + len(near) + 4]
    if fold(near) in fold(before) or fold(near) in fold(after):
        return True
    return contained(grams(near), around) >= _SUBJECT


def _places(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _gap(element: Element, context: Context) -> Told:
    if element.count[0]:
        number = element.count[0] - 1
        row, wanted = context.rows[number], context.basis.rows[number]
        # A place that the reference shows as open must show in the result as well.
        if row.open and (row.marked or not wanted.marked):
            span = context.outer(*row.span) if row.span else None
            return Told(True, f"“{element.near}”处仍留空", "still open, as it should be", span)
        if row.open:
            return Told(
                False, f"“{element.near}”处的空缺没有标出来",
                f"nothing shows that the place behind “{element.near}” is open",
                context.outer(*row.span) if row.span else None,
            )  # fmt: skip
    for entry in context.open_places:
        before = context.part.text[max(0, entry.start - 30) : entry.start]
        after = context.part.text[entry.end : entry.end + 30]
        if (
            says(before, [element.near])
            or (element.drawn and says(after, [element.near]))
            or (contained(grams(element.near), grams(entry.before)) >= _SUBJECT)
        ):
            return Told(
                True, f"“{element.near}”处仍留空", "still open, as it should be",
                context.outer(entry.start, entry.end),
            )  # fmt: skip
    return Told(
        False, f"“{element.near}”处没有依据，应当留空待补",
        f"the place behind “{element.near}” has no fact and should be open",
    )  # fmt: skip


def _negation(element: Element, context: Context) -> Told:
    text = context.part.text
    if says(text, element.alternatives):
        return _phrase(element, context)
    there = _denials(text)
    for wanted, _ in (denied for words in element.alternatives for denied in _denials(words)):
        for words, place in there:
            if shared(wanted, words) >= _DENIED:
                return Told(
                    True, f"仍是否定的说法：{element.text}", "it is still denied",
                    context.outer(*place),
                )  # fmt: skip
    return Told(False, f"“{element.text}”的否定不见了", f"“{element.text}” is not denied any more")


def _denials(text: str) -> list[tuple[frozenset[str], tuple[int, int]]]:
    """Return the words of each clause that denies something, without the denial, and its place."""
    tokens = tokens_of(text)
    return [
        (frozenset().union(*(grams(token.text) for token in clause if token not in denied)), span)
        for clause, span in (
            ([tokens.content[n] for n in members], span)
            for members, span in zip(tokens.of_clause, tokens.clauses, strict=True)
        )
        if (denied := [token for token in clause if "negation" in token.scales])
    ]


_JUDGES: Final[Mapping[Kind, Callable[[Element, Context], Told]]] = {
    Kind.PART: _part,
    Kind.ORDER: tell_order,
    Kind.HEADING: tell_heading,
    Kind.POINTS: tell_points,
    Kind.LEAD: _lead,
    Kind.FIGURE: _figure,
    Kind.TITLE: _phrase,
    Kind.NAME: _phrase,
    Kind.FACT: _fact,
    Kind.GAP: _gap,
    Kind.NEGATION: _negation,
    Kind.PHRASE: _phrase,
    Kind.ABSENT: _absent,
}
