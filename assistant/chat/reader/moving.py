"""A move that the grammar does not read, told by the parts a model named: which of them goes where.

The model says which parts a move is about; from the words for it code tells which one moves, and
says it again in words that the grammar knows.
"""

from __future__ import annotations

import re

from assistant.chat.situation import Situation
from assistant.document import Point
from assistant.instruction.moves import INTO_SEVERAL, MERGE, SWAP

BESIDE = re.compile("(?P<before>之?前[面边头]?|以前)|(?:之?后[面边头]?|以后)")
_FIRST = re.compile("最前|打头|开头|首位|头一?[个位条点节块]|第一(?:[个位条点节块]|$)")
_LAST = re.compile("最后|最末|末[尾位]|垫底|压轴|收尾")
_PUT = re.compile("[放提挪移调排搬摆]")
_CLAUSE = re.compile("[，。；！？,;!?]")
_NOT = re.compile(
    "(?<!能)(?<!可)(?<!要)不(?:要|用|必|能|得|许|准|可以?|应该?|宜|该)|别(?!的|处|人)|勿|甭|莫|无[须需]"
)
_NO = re.compile(
    "(?:的话|就|也|是|这样|可|那)*(?:不(?:要|用|必|能|行|好|妥|可以?|合适|对)|算了|免了|别)"
)
"""What denies a move, before its words or behind them."""
_ID = re.compile(r"(\d+)(?:\.(p?)(\d+))?")
_LEAST = 2
"""Characters that a name and the words for a move have in common, at least."""
_DIGITS = "零一二三四五六七八九十"


def move_said(order: str, sections: tuple[str, ...], at: Situation) -> str | None:
    """Return a move of some of these parts in words of the grammar, None where the words do not
    tell which of them moves."""
    within = [s for s in sections if not any(o.startswith(f"{s}.") for o in sections)]
    placed = {s: place for s in within if (place := _place(s, order, at)) is not None}
    if len(within) == 1 < len(sections):  # the others are the part that it is moved in
        placed.setdefault(within[0], 0)
    named = sorted(placed, key=lambda s: placed[s])
    if SWAP.search(order):
        two = named if len(named) == 2 else within  # which of them comes first is all the same
        return f"{_label(two[0])}和{_label(two[1])}对调" if len(two) == 2 else None
    joins = MERGE.search(order)
    if joins is not None and len(within) > 1 and not INTO_SEVERAL.match(order[joins.end() :]):
        return f"把{'、'.join(within)}合并"
    first, last = _FIRST.search(order), _LAST.search(order)
    if len(named) == 2 and first is not None and last is not None:
        ends = sorted((first, last), key=lambda end: end.start())
        if placed[named[0]] < ends[0].start() < placed[named[1]] < ends[1].start():
            return "，".join(
                f"把{_label(part)}放到{'最前面' if end is first else '最后面'}"
                for part, end in zip(named, ends, strict=True)
            )
        return None
    if len(named) == 2:
        between = order[placed[named[0]] : placed[named[1]]]
        beside = BESIDE.search(order, placed[named[1]])
        if beside is None or _PUT.search(between) is None:
            return None
        where = f"{_label(named[1])}{'前面' if beside['before'] else '后面'}"
    elif len(named) == 1 and (first or last) is not None:
        where = "最前面" if first is not None else "最后面"
    else:
        return None
    return f"把{_label(named[0])}放到{where}"


def is_denied(order: str, sentence: str) -> bool:
    """Whether a clause that holds the words for a move says that it is not to be made: 第一部分不要
    和第三部分对调; 别挤在一段里 is a wish for something else."""
    moves = any(p.search(order) for p in (SWAP, MERGE, BESIDE, _PUT, _FIRST, _LAST))
    clauses = [clause for clause in _CLAUSE.split(sentence) if order in clause] if moves else []
    return any(
        _NOT.search(clause.partition(order)[0] + order) or _NO.match(clause.partition(order)[2])
        for clause in clauses
    )


def _place(section: str, order: str, at: Situation) -> int | None:
    """Return where words for a move name a part: by its number among the points, or by its name;
    None for what stands outside the sections, which no words of the grammar move."""
    if not section[0].isdigit():
        return None
    part = at.report.find(section)
    name = part.lead if isinstance(part, Point) else part.heading
    if isinstance(part, Point) and (counted := order.find(f"{_number(section)}是")) >= 0:
        return counted
    for size in range(len(name), _LEAST - 1, -1):
        for start in range(len(name) - size + 1):
            if (place := order.find(name[start : start + size])) >= 0:
                return place
    return None


def _number(section: str) -> str:
    number = int(re.sub(r".*?(\d+)$", r"\1", section))
    return _DIGITS[number] if number < len(_DIGITS) else str(number)


def _label(section: str) -> str:
    """Return words for a part that the grammar knows; the ID itself for one deep down."""
    match = _ID.fullmatch(section)
    if match is None:
        return section
    top, point, below = match.groups()
    home = f"第{_number(top)}部分"
    return home if below is None else f"{home}第{_number(below)}{'点' if point else '节'}"
