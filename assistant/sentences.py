"""Sentences and clauses as spans that tile a text: nothing is lost between two of them.

A mark inside a pair of quotes or brackets does not end anything, because a quoted name or remark
is never to be torn apart; an opening mark that its line never closes is taken as a slip and
ignored.  GB/T 15834: 。！？ end a sentence; ；divides one, and is taken as an end by default since
reports string whole statements together with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.patterns import compile_late

_CLOSER_OF: Final = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "［": "］",
    "[": "]",
    "「": "」",
    "『": "』",
    "〔": "〕",
}
_OPENER_OF: Final = {closer: opener for opener, closer in _CLOSER_OF.items()}
_PAIR_MARK: Final = compile_late(f'[{re.escape("".join(_CLOSER_OF) + "".join(_OPENER_OF))}"\n]')
_CLOSERS: Final = re.escape("".join(_OPENER_OF) + '"')
# A half-width ! or ? ends a sentence only where no further ASCII follows (not in a?b=1).
_FULL_STOPS: Final = r"(?:[。！？]|[!?](?![!-~]))[。！？!?]*"
# What may follow a closing quote while the sentence goes on: “加油！”的口号, “好。”，他说.
_GOES_ON: Final = r"(?![ \t\u3000]*[，、；：。,;:的等之和与及])"
_LINE_END: Final = r"(?:[^\S\n]*\n)+"


def _ends(marks: str) -> re.Pattern[str]:
    return compile_late(
        rf"(?:(?:{marks})(?:[{_CLOSERS}]+{_GOES_ON})?)(?:{_LINE_END})?|\n(?:{_LINE_END})?"
    )


_SENTENCE_END: Final = _ends(_FULL_STOPS)
_STATEMENT_END: Final = _ends(rf"{_FULL_STOPS}|[；;]")
# A comma or colon between two digits belongs to the number (1,200; 9：30; 3.6 : 48.4).
_CLAUSE_END: Final = _ends(
    rf"{_FULL_STOPS}|[；;]|(?<!\d)[，,]|[，,](?![\d/])"
    r"|(?<!\d)(?<!\d[ \t])[：:](?!//)|[：:](?![ \t]?[\d/])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A span of code points in the text that was split, line end included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words the span covers."""
        return text[self.start : self.end]


def split_sentences(text: str, *, at_semicolon: bool = True) -> list[Sentence]:
    """Tile `text` with its sentences; the spans joined are the text exactly.

    A sentence ends after 。！？ (and ；unless `at_semicolon` is False) with its closing quotes, and
    at a line end.  Line ends and blank lines belong to the sentence before them, an indent to the
    sentence after it.  No span is blank, except that of a text which is.
    """
    return _tile(text, _STATEMENT_END if at_semicolon else _SENTENCE_END)


def split_clauses(text: str) -> list[Sentence]:
    """Tile `text` with its clauses: as `split_sentences`, but also after ，；： outside quotes
    and brackets."""
    return _tile(text, _CLAUSE_END)


def _tile(text: str, end_mark: re.Pattern[str]) -> list[Sentence]:
    spans: list[Sentence] = []
    start = 0
    pairs = _outer_pairs(text)
    opened, closed = next(pairs, (len(text), len(text)))
    for match in end_mark.finditer(text):
        place, end = match.start(), match.end()
        while place >= closed and opened < len(text):
            opened, closed = next(pairs, (len(text), len(text)))
        if opened < place < closed and (end < closed or _is_word_among(text, opened, end)):
            continue
        if not text[start:end].isspace():
            spans.append(Sentence(start, end))
            start = end
    return _with_rest(text, spans, start)


def _is_word_among(text: str, opened: int, end: int) -> bool:
    """Whether a quotation is a word of its sentence, which goes on behind it whatever mark it ends
    with: 将其与“怎么办？”一问联系起来."""
    return text[opened - 1 : opened].isalnum() and text[end : end + 1].isalnum()


def _with_rest(text: str, spans: list[Sentence], start: int) -> list[Sentence]:
    """Add what follows the last end mark, as a span of its own only where it holds words."""
    if start == len(text):
        return spans
    if spans and text[start:].isspace():
        return [*spans[:-1], Sentence(spans[-1].start, len(text))]
    return [*spans, Sentence(start, len(text))]


def _outer_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost quoted or bracketed stretches as (opener, behind the closer)."""
    stack: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()  # how many of each opener the stack holds
    found: list[tuple[int, int]] = []
    for match in _PAIR_MARK.finditer(text):
        mark, place = match.group(), match.start()
        if mark == "\n":
            yield from found
            stack, found = [], []
            waiting.clear()
            continue
        opener = '"' if mark == '"' else _OPENER_OF.get(mark, "")
        if waiting[opener]:
            popped = ""
            while popped != opener:
                popped, begin = stack.pop()
                waiting[popped] -= 1
            while found and found[-1][0] >= begin:
                found.pop()
            found.append((begin, place + 1))
        elif mark in _CLOSER_OF or mark == '"':
            stack.append((mark, place))
            waiting[mark] += 1
    yield from found
