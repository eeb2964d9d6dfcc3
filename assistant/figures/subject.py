"""What a figure is said of.

Chinese puts the subject before the figure (集体学习26次), after it (26次集体学习), once for several
(总值198.5亿元、增长6.2%) or in a list (城镇、农村收入分别增长4.4%、5.9%).  No parser is used: the
words of the clause, without those that only carry a number, are enough to compare two mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.figures.scan import Token
from assistant.lexicon import alternatives, classes
from assistant.patterns import compile_late

SEPARATORS = frozenset("，。；：！？、,;:!?（）()\n\r\t …—【】")
SENTENCE_ENDS = frozenset("。！？；!?;\n")
_REACH = 40  # characters looked at on either side of a figure
_LONGEST = 24

UP, DOWN = classes("fact_words")["up"], classes("fact_words")["down"]
_DIRECTION = compile_late(rf"({alternatives(UP | DOWN)})(?:了|到|至|达到|达|为|约|近|超过|超)?$")
_CHANGE_AFTER = compile_late(r"的?(增长|增幅|提高|提升|上升|下降|降幅|减少|降低)")
_LEADING = compile_late(
    r"^(?:截至目前|截至年底|截至|目前|全年|今年|去年|年内|年均|全市|全省|全区|全县|全镇|累计|总计|合计"
    r"|先后|预计|其中|同时|同比|共计|我们|一年来|以来|以及|并且|还|共|并|又|也|和|及|与|的)+"
)
_TRAILING = compile_late(
    r"(?:同比|环比|达到|达|共计|累计|合计|总计|分别|完成|实现|突破|预计|计划|平均|已经|占比|总数|数量"
    r"|不断|仅|均|共|为|至|到|有|是|了|已|约|率先|圆满|各|每)+$"
)
_CONNECTOR = compile_late(r"(?:以及|和|及|与|并|或)$")
_LIST_MARK = compile_late(r"、|以及|和|与|及")


@dataclass(frozen=True, slots=True)
class Said:
    """The words a figure is said of, and the change it states, if any."""

    subject: str
    direction: str


def subjects(text: str, tokens: Sequence[Token]) -> list[Said]:
    """Return subject and direction of each token of `text`, in the same order."""
    said: list[Said] = []
    shared: list[str] = []  # what is left of a 分别 list
    for index, token in enumerate(tokens):
        floor = tokens[index - 1].end if index else 0
        before, touches = _before(text, token.start, floor)
        gap = text[floor : token.start]
        fresh = not index or not SENTENCE_ENDS.isdisjoint(gap)
        direction, core = _split_direction(before)
        core = _clean(core)
        if touches and _CONNECTOR.search(before):  # 26次集体学习和4次党课: the words belong left
            core, direction = "", ""
        if "分别" in before:
            shared = _shared(text, token.start, tokens[index:])
        elif core or fresh:
            shared = []
        if shared:
            subject = shared.pop(0)
            direction = direction or (said[-1].direction if said and "分别" not in before else "")
            said.append(Said(subject, direction))
            continue
        after = _after(
            text, token.end, tokens[index + 1].start if index + 1 < len(tokens) else None
        )
        changed = _CHANGE_AFTER.match(after)
        if changed is not None and not direction:
            direction, after = changed[1], ""
        carried = "" if fresh else said[-1].subject if said else ""
        subject = _choose(core, after, carried, direction)
        if not subject:
            subject = _clause_before(text, token.start)
        said.append(Said(subject[-_LONGEST:], direction))
    return said


def _choose(core: str, after: str, carried: str, direction: str) -> str:
    if len(core) >= 3:
        return core
    if direction and not core:
        return carried or after
    if after:
        return core + after
    return core or carried


def _before(text: str, start: int, floor: int) -> tuple[str, bool]:
    """Return the words before a figure in its clause, and whether they touch the figure before."""
    low = max(floor, start - _REACH)
    position = start
    while position > low and text[position - 1] not in SEPARATORS:
        position -= 1
    return text[position:start], position == floor and floor > 0


def _after(text: str, end: int, ceiling: int | None) -> str:
    high = min(len(text), end + _REACH)
    if ceiling is not None:
        high = min(high, ceiling)
    position = end
    while position < high and text[position] not in SEPARATORS:
        position += 1
    words = text[end:position]
    if position == ceiling:
        words = _CONNECTOR.sub("", words)
    return words.removeprefix("的")[:_LONGEST]


def _split_direction(before: str) -> tuple[str, str]:
    match = _DIRECTION.search(before)
    if match is None:
        return "", before
    return match[1], before[: match.start()]


def _clean(words: str) -> str:
    words = _LEADING.sub("", words.strip("“”‘’"))
    while (shorter := _TRAILING.sub("", words)) != words:
        words = shorter
    return "" if len(words) < 2 else words


def _clause_before(text: str, start: int) -> str:
    """Return the last words before a clause that names nothing itself, in the same sentence."""
    position = start
    low = max(0, start - 2 * _REACH)
    while position > low and text[position - 1] not in SENTENCE_ENDS:
        position -= 1
    clauses = re.split(r"[，：、,:（）()]", text[position:start])
    for clause in reversed(clauses[:-1]):
        words = _clean(_split_direction(clause)[1])
        if words:
            return words
    return ""


def _shared(text: str, start: int, tokens: Sequence[Token]) -> list[str]:
    """Split A、B和C分别增长1%、2%、3% into A, B, C when as many figures follow."""
    position = start
    low = max(0, start - 2 * _REACH)
    while position > low and text[position - 1] not in "，。；：！？,;:!?\n":
        position -= 1
    listed = text[position:start].partition("分别")[0]
    items = [item for item in _LIST_MARK.split(_LEADING.sub("", listed)) if item]
    count = 1
    for left, right in pairwise(tokens):
        between = text[left.end : right.start]
        if count == len(items) or not re.fullmatch(r"(?:、|和|以及|与|及|，|,)", between):
            break
        count += 1
    if len(items) != count or count < 2:
        return []
    # 城镇、农村低保标准: the head stands once, behind the last; it is what the last has more
    head = items[-1][len(items[0]) :]
    if len(head) >= 2 and len({len(item) for item in items[:-1]}) == 1:
        items[:-1] = [item + head for item in items[:-1]]
    return [item[-_LONGEST:] for item in items]
