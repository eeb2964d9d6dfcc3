"""What a clause names as that of which it speaks: the thing before its verb, or who does it.

石埭镇建立清单38项 names 石埭镇, 转移群众1460人由乡镇组织 names 乡镇, 带动农户1460户 nothing.
What stands in 在…指导下, 对…, 为… acts in nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from assistant.gaps.words import tagged
from assistant.lexicon import alternatives, classes, words
from assistant.patterns import compile_late
from assistant.spans import Span

Row = Sequence[tuple[int, str, str]]
"""The words of a clause: place, text, jieba's tag."""

_WORDS = classes("naming")
_MEASURE = compile_late(f"(?<!单(?=位))(?:{alternatives(_WORDS['measure'])})$")
ENTITY = compile_late(
    f"(?:{alternatives(_WORDS['ending'])})$|(?<!干)部$|(?<![重特亮焦要])点$"
    r"|(?<![之用好坏难长短益害到各何深远高暗明随四查惩判严论\d])处$"
    f"|{alternatives(_WORDS['body'])}"
)
"""What ends the name of something that acts or is acted on."""
_BODY = compile_late(alternatives(_WORDS["body"]))
_ENDING = 12
"""Characters: more than any ending of a name, and any body, has."""
_OWN_SIDE = compile_late(f"(?:{alternatives(words('own_side'))})")
_OPENING = re.compile(
    r"(?:[一二三四五六七八九]是|第[一二三四五六七八九][，、,]|其中|同时|此外|另外|但是?|不过|然而|而且?|并且?|且"
    r"|以及|目前|截至目前|一年来|今年以?来?|全年|年内|当前|下一步|下步|不仅|虽然?|尽管|\s)+"
)
_ADVERBIAL = re.compile(r"(?:后|时|中|前|下|期间|时段|方面|来看|以来)[，,]$")
_AGENT = "由"
_NAMING = ("n", "j", "s", "f", "eng", "vn", "an", "b", "nz", "k", "h", "q", "m", "z")
_AHEAD = 8
"""Words of what is said of a name before it."""
_BEFORE_ENDING = ("n", "s", "vn", "j", "b")
_HEADS = ("n", "j", "s", "eng", "b", "k")
_PROPER = ("nr", "ns")
_JOINED = frozenset("的和与及、“”《》（）·—-第")


class By(StrEnum):
    """How a clause names what it speaks of."""

    NAME = "name"
    MEASURE = "measure of it"
    AGENT = "agent"
    OWN = "own side"
    ADVERBIAL = "adverbial"


@lru_cache(maxsize=1 << 12)
def named_first(clause: str) -> tuple[By | None, tuple[Span, ...]]:
    """Return how a clause names what it speaks of, and where."""
    opening = _OPENING.match(clause)
    at = opening.end() if opening else 0
    row: list[tuple[int, str, str]] = []
    endings = _WORDS["body_ending"]
    for word, tag in tagged(clause[at:].rstrip("，。；,;！？：: \n")):
        if word in endings and _ends_a_name(row):
            start, before, _ = row.pop()
            row.append((start, before + word, "n"))
        else:
            row.append((at, word, tag))
        at += len(word)
    i = 0
    while i < len(row):
        _, word, tag = row[i]
        if word == _AGENT:
            break
        if word in _WORDS["preposition"] or tag == "p":
            close = next(
                (j for j in range(i + 1, len(row)) if row[j][1] in _WORDS["closing"]), None
            )
            if close is None:
                return By.ADVERBIAL, ()
            i = close + 1
        elif tag in ("t", "d", "c", "x", "u") or _time(row, i):
            i += 1
        else:
            break
    begins = i = _behind_what_it_does(row, i)
    subject, i = _name(row, begins)
    if i >= len(row):
        # 渔政大队检查渔船352艘次: a word that may be a noun is the verb where there is no other.
        i = next(_acting(row, begins), i)
        if i >= len(row):
            return None, ()
        subject = (row[begins][0], row[i][0])
    agent: Span | None = None
    for j in range(i, len(row)):
        if row[j][1] == _AGENT:
            agent, _ = _name(row, j + 1)
            named = j + 1 < len(row) and row[j + 1][2] in ("nr", "nt")
            if agent and not named and not ENTITY.search(clause[slice(*agent)]):
                agent = None
            break
    if subject is None and _ADVERBIAL.search(clause):
        return By.ADVERBIAL, ()
    measured = False
    if subject is not None:
        name = clause[slice(*subject)]
        own = _OWN_SIDE.match(name)
        if own and not ENTITY.search(name[own.end() :]):
            return By.OWN, ()
        measured = _MEASURE.search(name) is not None
        if measured:
            subject = _owner_of_a_measure(clause, row, subject)
    spans = tuple(span for span in (subject, agent) if span is not None)
    if subject is not None:
        return By.MEASURE if measured else By.NAME, spans
    return (By.AGENT if agent else None), spans


def _name(row: Row, i: int) -> tuple[Span | None, int]:
    """Return the place of a name that begins at a word, if one does, and where it ends."""
    first, head = i, None
    if i < len(row) and row[i][1] in ("其", "该"):
        first = i = i + 1
    while i < len(row):
        _, word, tag = row[i]
        if word in _WORDS["when"] or _time(row, i):
            break
        if not (word in _JOINED or tag.startswith(_NAMING) or _inside(row, i, first)):
            break
        if tag.startswith(_HEADS):
            head = i
        i += 1
    if head is None:
        return None, i
    return (row[first][0], row[head][0] + len(row[head][1])), i


def _owner_of_a_measure(clause: str, row: Row, named: Span) -> Span | None:
    """Return the place of the body with a name of its own that a measure is of: 北港公证处, of
    北港公证处办证量; not so 科室, of 科室写稿力量."""
    start, end = named
    if not any(tag.startswith(_PROPER) for at, _, tag in row if start <= at < end):
        return None
    ends = [at + len(word) for at, word, _ in row if start <= at and at + len(word) < end]
    return next(((start, e) for e in reversed(ends) if ENTITY.search(clause[start:e])), None)


def _ends_a_name(row: Row) -> bool:
    """Whether a word of one character ends the name before it, whatever its tag: 畜牧站."""
    return bool(
        row
        and row[-1][2].startswith(_BEFORE_ENDING)
        and len(row[-1][1]) > 1
        and not ENTITY.search(row[-1][1])
    )


def _behind_what_it_does(row: Row, i: int) -> int:
    """Return where a name begins behind what is said of it: 参加片区协作的|城北所同期检查…."""
    if i >= len(row) or row[i][2] != "v":
        return i
    of = next((j for j in range(i + 1, min(len(row), i + _AHEAD)) if row[j][1] == "的"), None)
    if of is None or of + 1 >= len(row) or not ENTITY.search(row[of + 1][1]):
        return i
    return of + 1


def _acting(row: Row, begins: int) -> Iterator[int]:
    """Yield which words that may be nouns stand between the name of a body and something more."""
    body, name = False, ""
    for j in range(begins + 1, len(row) - 1):
        # What ends a name is short: of a clause as long as a report each word is looked at once.
        name = name[-_ENDING:] + row[j - 1][1]
        body = body or bool(_BODY.search(name))
        if row[j][2] == "vn" and (body or ENTITY.search(name)):
            yield j


def _time(row: Row, i: int) -> bool:
    return row[i][2] == "m" and i + 1 < len(row) and row[i + 1][1] in "年月日季度底末"


def _inside(row: Row, i: int, first: int) -> bool:
    """Whether a verb stands inside a name: 新建的小学, 岸电改造项目 before another verb."""
    if row[i][1] == "组织" and i and row[i - 1][2] == "n":
        return True
    if i + 1 < len(row) and row[i][2] in ("a", "v") and row[i + 1][1] == "的":
        return True
    return (
        first < i < len(row) - 2
        and row[i][2] in ("a", "v")
        and not ENTITY.search(row[i - 1][1])
        and row[i + 1][2] in ("n", "nz", "k")
        and row[i + 2][2] in ("v", "d", "p", "vd", "vshi")
    )


def names_somebody(clause: str) -> bool:
    """Whether a clause names what surely acts or is acted on: a body, a place, a work."""
    by, spans = named_first(clause)
    name = clause[slice(*spans[0])] if spans and by is By.NAME else ""
    return bool(ENTITY.search(name)) and not re.match(r"[各所大多]|\d+(?!号)", name)
