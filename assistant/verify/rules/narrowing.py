"""What narrowed a claim that is still told: how much of a thing it holds for, of how many, when,
where, by whom, on what terms.

A shortening may leave out statements, and words that say nothing.  Without what limited it a claim
says more than the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.figures import FigureKind
from assistant.lexicon import words
from assistant.verify.names import noun, tag_of, verb
from assistant.verify.pair import Pair
from assistant.verify.reading import shortened
from assistant.verify.rules.change import Change
from assistant.verify.rules.gone import place
from assistant.verify.tokens import Kind, Token

Run = list[int]
_AMONG = re.compile("[^,。;、其]{0,2}[中内里]|的,")
_MOST = re.compile("最|单[日次]|首次")
_SEASON = re.compile("[春夏秋冬季期夜晚晨昼午末]")
_RANKED = re.compile("第|[前首末].?位|[前榜].?[列名茅首]")
_TAKING = frozenset({"通过", "经过", "达到"})
_WHOLE = 4  # rank of 全部, 均
_OF_ALL = frozenset({"time", "level", "pointing", "rank", "baseline"})
"""Scales of what is said once of all, or belongs to a figure."""


def check(pair: Pair) -> Iterator[Change]:
    """Yield what went from a clause that is told, and had narrowed what it says."""
    for run in _runs(pair) if pair.may_drop else ():
        taking = _taking(pair, run)
        own = run if taking and _says(pair, run) else _terms(pair, run) or _selected(pair, run)
        at = place(pair, own[0], far=True) if own else None
        if at is not None:
            if taking and pair.output.plain.startswith(taking, at[0]):
                at = (at[0] + len(taking),) * 2
            span = (pair.s[own[0]].start, pair.s[own[-1]].end)
            yield Change("words_left_out", at, shortened(_text(pair, span)), span)


def _text(pair: Pair, span: tuple[int, int]) -> str:
    return pair.source.text[slice(*span)]


def _runs(pair: Pair) -> Iterator[Run]:
    """Yield the words between two of a clause that are told, or beside one that is."""
    run: Run = []
    for k in range(len(pair.s) + 1):
        ended = k == len(pair.s) or pair.told(k) or not _goes_on(pair, k)
        if run and ended:
            before, behind = run[0] - 1, run[-1] + 1
            if (before >= 0 and pair.told(before) and _goes_on(pair, run[0])) or (
                behind < len(pair.s) and pair.told(behind) and _goes_on(pair, behind)
            ):
                yield run
            run = []
        if k < len(pair.s) and not pair.told(k):
            run.append(k)


def _goes_on(pair: Pair, k: int) -> bool:
    """Whether a word stands in the clause of the one before it, or behind one that only says of
    what it is told: (30个站点中，)24个达标."""
    one, two = pair.s[k - 1], pair.s[k]
    if not k or one.clause == two.clause:
        return bool(k)
    among = _AMONG.match(pair.source.plain, one.end)
    return among is not None and one.sentence == two.sentence


def _terms(pair: Pair, run: Run) -> Run:
    """Return the words of a run behind one that stands before terms: 待, 由, 经."""
    for at, k in enumerate(run):
        gap = pair.source.plain[pair.s[k - 1].end if k else 0 : pair.s[k].start]
        from_to = pair.s[run[-1]].kind is Kind.FIGURE and gap.endswith("由")  # 由38%提高到46%
        governed = any(gap.endswith(word) for word in words("governing"))
        if not from_to and (governed or (not gap and pair.s[k - 1].text in words("governing"))):
            own = run[at:]
            return own if _says(pair, own) else []
    return []


def _taking(pair: Pair, run: Run) -> str:
    """Return the verb that is told without a run that it takes: 复审通过(省级评估)."""
    first, last = run[0], pair.source.of_clause[pair.s[run[0]].clause][-1]
    if not first or not pair.told(first - 1) or run[-1] != last:
        return ""
    gap = pair.source.plain[pair.s[first - 1].end : pair.s[first].start]
    end = pair.o[pair.back[first - 1][-1]].end
    return gap if gap in _TAKING and pair.output.plain.startswith(gap, end) else ""


def _selected(pair: Pair, run: Run) -> Run:
    """Return the words of a run that said of which of several, or of what time, something is told
    that stands behind it."""
    behind = run[-1] + 1
    if behind == len(pair.s) or not pair.told(behind) or not _goes_on(pair, behind):
        return []
    last = pair.s[run[-1]]
    figure = next((i for i in reversed(run) if pair.s[i].kind is Kind.FIGURE), None)
    among = _AMONG.match(pair.source.plain, last.end)
    if figure is not None and (among or _lasts(pair.s[figure])):
        return run if among else [figure]
    if _MOST.match(pair.s[run[0]].text):
        return run
    if figure is not None or not _says(pair, run):
        return []
    ranked = _RANKED.match(pair.s[behind].text) and noun(last.text)
    of_such = pair.source.plain.startswith("的", last.end) and len(run) > 1
    of_such = of_such and any(verb(pair.s[k].text) for k in run) and not _time(pair.s[run[0]])
    when = len(run) == 1 and _time(last) and _SEASON.search(last.text)
    return run if ranked or ((of_such or when) and _measured(pair, behind)) else []


def _time(token: Token) -> bool:
    return tag_of(token.text)[0] == "t"


def _measured(pair: Pair, k: int) -> bool:
    """Whether a figure, or that it is so of all, is told of a thing."""
    behind = range(k, pair.source.of_clause[pair.s[k].clause][-1] + 1)
    return any(
        pair.told(i) and (pair.s[i].kind is Kind.FIGURE or ("part", _WHOLE) in pair.s[i].hard)
        for i in behind
    )


def _lasts(token: Token) -> bool:
    """Whether a figure says over which months something is told: 前10个月, 1—8月."""
    figure = token.figure
    return figure is not None and (figure.kind is FigureKind.PERIOD or figure.unit == "个月")


def _when(token: Token) -> bool:
    return token.figure is not None and token.figure.value is None


def _says(pair: Pair, run: Run) -> bool:
    """Whether words say something, most of which the output has in no form."""
    own = [
        k for k in run if not (pair.s[k].filler or pair.s[k].scales & _OF_ALL or _when(pair.s[k]))
    ]
    name = _text(pair, (pair.s[run[0]].start, pair.s[run[-1]].end))
    if not own or name in words("own_side"):
        return False
    told = [
        k for k in own if pair.s[k].keys & pair.output_keys or pair.abbreviated_in_output(pair.s[k])
    ]
    return len(told) * 2 < len(own)
