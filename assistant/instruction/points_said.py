"""What an instruction says of the points to be made: their headings, what comes first in them."""

from __future__ import annotations

import re

from assistant.genres.signs import kind_called
from assistant.numbering import parse_number

_NAME = r"[^、，,；;：:。！？“”\"《》\s的]{2,12}"
_COUNT = r"(?P<n>[两二三四五六七八九十\d]{1,2})\s*个?"
_UNIT = r"(?:小点|要点|大点|点|条|方面|部分|层次|项)"
_LIST = rf"[“\"]?(?P<names>{_NAME}[”\"]?(?:(?:、|和|，|,)[“\"]?{_NAME}[”\"]?)+)"
_BEHIND = re.compile(
    rf"(?:分|拆|写|归纳|概括|整理)[成为]?{_COUNT}{_UNIT}[^、：:。；]{{0,8}}"
    rf"(?:[：:]|[，,]?(?:小?标题)?(?:分别|依次)?(?<![一二三四五六七八九十])(?:是|为|叫|写))[：:]?{_LIST}(?=$|[。；;，,])"
)
_BEFORE = re.compile(
    rf"(?:按照?|照|从|围绕){_LIST}等?(?:这|的)?{_COUNT}?个?{_UNIT}(?:来|去)?(?:分|写|归|列|整理|说)"
)
_IN_ORDER = re.compile(
    rf"(?:按照?|照|依|以){_LIST}的?(?:顺序|次序|先后)?[，,]?(?:来|去)?"
    rf"(?:分|拆|写|归纳|概括|整理)[成为]{_COUNT}{_UNIT}"
)
_LABELS = re.compile(
    "(?:[一二三四五六七八九十]是){2}|第[一二三四]第|(?:不要|别|不能)丢|^[每各]|标题"
)
"""What stands in a list beside headings and is none: the labels of the points (一是二是三是),
what is said of them (每点一个小标题)."""
_TOLD_OF = re.compile("^(?:其中)?[一另]一?个?(?:小?[点条]|部分|方面)(?:专门)?[讲说写谈]")
"""一点讲管水 asks for a point on that, and is no heading."""
_ASKS = re.compile("什么|怎么|怎样|如何|哪[些个里]")
"""一点写做了什么，一点写效果怎么样 says what is told there: that is a reader's to judge."""
_SPLITS = (re.compile("[、，,]"), re.compile("[、，,和]"))
"""How a list is cut into names; 和 parts two only where there are too few else (就业和社保)."""
_TELLS = r"[^，。；、：先再后前]{2,6}?"
_ORDERS = (
    re.compile(
        rf"(?P<a>{_TELLS})(?:放|写|排)?在前(?:面)?[，,、；]?(?P<b>{_TELLS})(?:放|写|排)?在后"
    ),
    re.compile(
        rf"先(?:写|讲|说|摆|列)?(?P<a>{_TELLS})[，,、；]?(?:再|后|然后|最后)"
        rf"(?:分{_COUNT}{_UNIT})?(?:写|讲|说|摆|列)?"
        rf"(?P<b>{_TELLS})(?=$|[，。；、的])"
    ),
)


def asked_titles(text: str) -> tuple[str, ...]:
    """Return the headings that a text names for the points to be made, in its order; none: empty.

    分成三点：民生实事、营商环境、廉洁作风 names three.
    """
    for pattern in (_BEHIND, _BEFORE, _IN_ORDER):
        match = pattern.search(text)
        if match is not None:
            count = parse_number((match["n"] or "").replace("两", "二"))
            names: list[str] = []
            for split in _SPLITS:
                names = [_TOLD_OF.sub("", n.strip('“”"')) for n in split.split(match["names"])]
                names = [n for n in names if n and not _LABELS.search(n)]
                if any(_ASKS.search(n) for n in names):
                    return ()
                if len(names) == count:
                    break
            return tuple(names) if len(names) > 1 else ()
    return ()


def asked_order(text: str) -> tuple[str, ...]:
    """Return the kinds of sentences in the order that a text asks for: 成绩在前、措施在后 → the
    words as said; none: empty.

    Words that are no kind known to `lexicon/told_kinds` name parts, which move as a whole.
    """
    match = said_order(text)
    if match is not None and kind_called(match["a"]) and kind_called(match["b"]):
        return match["a"], match["b"]
    return ()


def said_order(text: str) -> re.Match[str] | None:
    """Return where a text says what comes first (`a`) and what last (`b`), or None."""
    return next((match for pattern in _ORDERS if (match := pattern.search(text))), None)
