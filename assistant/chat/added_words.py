"""The author's own words behind 加一句, as they were typed, and what else is asked for beside them.

第二部分加一句：请各单位报送材料3份；另外，整理台账12份      all of it is to stand there
第一部分加一句：举办活动5场，删掉第二部分                    the last clause is a wish of its own
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.chat.clause_tasks import LONG, task_by_words
from assistant.chat.denied import denies
from assistant.chat.facts_said import BY_SOURCE
from assistant.chat.normal import QUOTED, in_simplified
from assistant.chat.turn import Given
from assistant.chat.vocabulary import said, says_nothing
from assistant.facts import split_value
from assistant.figures import Figure, FigureKind, find_figures
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import KEEP, SPAN, WHOLE
from assistant.session.plain import Place

_BREAK = re.compile(r"[，。；;\n]|[,:：](?!\d)")
_COUNTED = re.compile("[\\d一二两三四五六七八九十]")
_WHEN = frozenset({FigureKind.DATE, FigureKind.PERIOD, FigureKind.CODE})
WAYS_IN = re.compile(
    "^(?:还有|另外|以及|就是|数是|是|为(?!民|期|首)|叫|有(?![效机关限力序色偿益])|和(?![谐平美睦])"
    "|还(?![款贷债林田])|把(?![关握控脉]))+(?=.)"
)
"""What leads in what is stated; 有效页面, 为民服务, 和谐社区 are its first words."""
_TOTALS = re.compile("^(?:今年以来|全年|今年|去年|累计|一共|总共|共计?|合计)*")
_LINKS = re.compile("(?:达到?|为|是|有|共|到|了|约|超过?|近)+$")
_WIDE = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_BEHIND_MARK = re.compile("[吧哈啊嘛呗]*[，,：:\\s]*")
_GIVEN = re.compile("[：:]")
_SAYS_WHERE = re.compile(
    "[就请再]*[放补加插写][到在进][^，。；]{2,16}(?:[前后](?:面|头|边)?|里[面头]?|中|去)"
)
"""放到摊位那句后面: where, be it not found."""
_EDGE = re.compile(
    "(?:[就请都也再]|把它|给我|帮我)*(?:[放补加插写添摆][到在进]?|在)?(?:[它这那]一?(?:个?部分|小?[节段条块章]))?的?"
    "(?:(?P<first>开头|最前(?:[面头边])?|起头|开篇)|(?P<last>最后(?:一[段句])?|结尾|末尾|最末|收尾))"
    "(?:的?(?:地方|位置|处)|那里|面)?[去里吧]*$"
)
"""The end of a part: 第一部分开头, 放在最后."""
_NOT_TO_ADD = re.compile(
    "(?:不[要用必得许能]?|别|勿|莫|甭)(?:再|给我|先)*(?:(?:补|加|添|写|填)(?:[上进入]|一句话?)?(?=$|[了吧，：:])|$)"
)
_CLAUSE = re.compile("[^，,。；;：:\\n]+")
_MARKS = "，,；;：: "


@dataclass(frozen=True, slots=True)
class Added:
    """The words that are to be added as they were typed, the clauses behind them that say that or
    where they be put, what asks for something else, whether it is taken back, and whether they are
    given `word_for_word`: behind a colon, or in quotes."""

    words: str
    behind: tuple[str, ...] = ()
    other: str = ""
    denied: bool = False
    word_for_word: bool = False


def said_in_full(typed: str, is_place: Callable[[str], bool]) -> Added | None:
    """Return what a sentence as it was typed puts behind 加一句, None where it says no such thing;
    `is_place` tells of a clause whether it only says where."""
    plain = in_simplified(QUOTED.sub(lambda m: "\ue000" * len(m.group()), typed))
    for clause in _CLAUSE.finditer(plain):
        adds = said("adds_sentence").search(clause.group())
        if adds is None:
            continue
        mark = _BEHIND_MARK.match(plain, clause.start() + adds.end())
        assert mark is not None
        if denies(clause.group()[: adds.start()]):
            return Added("", denied=True)
        given = _GIVEN.search(mark.group()) or QUOTED.match(typed, mark.end())
        return _own(typed[mark.end() :].strip(), is_place, word_for_word=given is not None)
    return None


def _own(words: str, is_place: Callable[[str], bool], *, word_for_word: bool) -> Added:
    quoted = QUOTED.match(words)
    start = quoted.end() if quoted is not None else 0
    own, behind = words, list[str]()
    for at, clause in reversed(list(_placed(words))):
        plain = in_simplified(clause)
        if at < start or not (_of_the_adding(plain) or is_place(plain)):
            break
        if clause:
            behind.insert(0, plain)
            own = words[:at].rstrip(_MARKS)
    own = own.rstrip(_MARKS)
    clauses = [(at, clause) for at, clause in _placed(own) if at >= start and clause]
    denied = any(_NOT_TO_ADD.match(in_simplified(clause)) for _, clause in clauses)
    others = [one for one in clauses if quoted is not None or _asks(in_simplified(one[1]))]
    if quoted is None and word_for_word:
        others = [one for one in others if one is not clauses[0]]  # 加一句：请各村清理台账
    at = others[0][0] if others else len(own)
    kept = quoted.group()[1:-1] if quoted is not None else own[:at].rstrip(_MARKS)
    return Added(kept, tuple(behind), own[at:].strip(), denied, word_for_word)


def _of_the_adding(clause: str) -> bool:
    """Whether a clause only says that, or where, something is to be put, or nothing."""
    bare = unquoted(clause)
    puts_in = says(bare, "puts_in") and not figures_of(bare)
    rest, edge = edge_of(bare)
    return puts_in or says_nothing(clause) or (edge is not None and not rest)


def _asks(clause: str) -> bool:
    """Whether a clause among words to be added is a wish of its own: it names a part, a length in
    字, or asks for a task and states no figure (压缩会议30% is what was done)."""
    bare = unquoted(clause)
    if SPAN.search(bare) or WHOLE.search(bare) or _SAYS_WHERE.fullmatch(bare):
        return True
    if KEEP.search(bare) and not figures_of(bare):
        return True  # 其他不要动
    task, length = task_by_words(bare), find_length(bare)
    if length is not None and (length.less or (length.length and length.length.words)):
        return True
    return task not in (None, LONG) and not figures_of(bare)


def _placed(sentence: str) -> Iterator[tuple[int, str]]:
    """Yield the clauses of a sentence with their places; marks in quotes cut nothing."""
    start = 0
    quoted = [m.span() for m in QUOTED.finditer(sentence)]
    for mark in _BREAK.finditer(sentence):
        if not any(a <= mark.start() < b for a, b in quoted):
            yield start, sentence[start : mark.start()].strip()
            start = mark.end()
    yield start, sentence[start:].strip()


def as_typed(words: str, typed: str) -> str:
    """Return words of a normal sentence as they stand in what was typed, where they are said last,
    with its own marks and brackets; as they are where they do not stand there in one piece."""
    folded = [(n, c) for n, one in enumerate(typed) for c in _folded(one)]
    start = "".join(c for _, c in folded).rfind(sought := _folded(words))
    if start < 0 or not sought:
        return words
    return typed[folded[start][0] : folded[start + len(sought) - 1][0] + 1]


def _folded(text: str) -> str:
    plain = in_simplified(unicodedata.normalize("NFKC", text))
    return re.sub("[,;:；：]", "，", re.sub(r"\s", "", plain))


def cut(sentence: str) -> list[str]:
    """Return the clauses of a sentence."""
    return [clause for _, clause in _placed(sentence)]


def unquoted(clause: str) -> str:
    """Return a clause without what it quotes."""
    return QUOTED.sub("", clause)


def edge_of(clause: str) -> tuple[str, Place | None]:
    """Return a clause without the end of a part that it ends with, and which that is."""
    found = _EDGE.search(clause)
    if found is None:
        return clause, None
    return clause[: found.start()], Place.FIRST if found["first"] else Place.LAST


def says(words: str, kind: str) -> bool:
    """Whether words of one kind are said."""
    return said(kind).search(words) is not None


def figures_of(words: str) -> list[Figure]:
    """Return the figures that words state; 亿元以上 of no number is none."""
    return [
        f
        for f in find_figures(words.translate(_WIDE))
        if f.kind not in _WHEN and _COUNTED.search(f.text)
    ]


def quoted_in(clause: str) -> str:
    """Return the first words that a clause quotes."""
    return next((q[1:-1].rstrip("。") for q in QUOTED.findall(clause)), "")


def facts_in(words: str) -> Iterator[Given]:
    """Yield the figures of words as facts, each named by what stands before it."""
    begin = 0
    for figure in figures_of(words):
        before = re.split("[，,。；;、（）()]", words[begin : figure.start])[-1]
        name = _LINKS.sub("", _TOTALS.sub("", before)) or figure.subject
        value, unit = split_value(figure.text)
        begin = figure.end
        yield Given(None, name, value, unit)


def figure_said(clause: str) -> str:
    """Return a clause that states figures without who gave them: 人社厅给的是91.2%."""
    clause = WAYS_IN.sub("", clause)
    first = figures_of(clause)
    name = clause[: first[0].start] if first else ""
    return clause[len(name) :] if name and BY_SOURCE.fullmatch(name) else clause
