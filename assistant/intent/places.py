"""Which part of the report a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.document import Point, Report, Section
from assistant.errors import UnknownSection
from assistant.figures.numerals import chinese_value
from assistant.findings import Message

WHOLE = re.compile(
    r"全文|全篇|整篇|通篇|整个(?:报告|文章|材料|稿子)|整份|全部内容|所有(?:部分|内容)"
)
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_PART = re.compile(
    rf"第(?P<n>{_N})(?:个)?(?:大)?(?:部分|章|大点|大块|大项)|(?<!第)(?P<m>{_N})、部分"
)
_ITEM = re.compile(rf"第(?P<n>{_N})(?:个)?(?:小)?(?:条|点|项|小节|节|个要点|要点|方面)(?!会议)")
_PARA = re.compile(rf"第(?P<n>{_N})(?:个)?(?:自然)?段")
_PAREN = re.compile(rf"\((?P<n>{_N})\)")
_LABEL = re.compile(r"(?<![\d一二三四五六七八九十])(?P<n>[一二三四五六七八九十]{1,2})、")
_IS = re.compile(
    r"(?<![\d一二三四五六七八九十])(?P<n>[一二三四五六七八九十])是(?=那|这|的|部分|压|改|分)"
)
_ID = re.compile(
    r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){1,3}(?:\.p\d{1,2})?(?![\d%％万亿])|(?<![\w.])\d{1,2}\.p\d{1,2}"
)
_OPENING = re.compile(r"开头|前言|引言|开篇|帽段")
_CLOSING = re.compile(r"结尾|结束语|落款前|最后一段|末尾那?段")
_LAST = re.compile(r"最后(?:一|的)?(?:个)?(?:大)?(?:部分|章)")
_THIS = re.compile(r"(?:这|本|该|当前|选中的?)(?:一|个)*(?:部分|段|条|节|点|块|章|里|儿)")
_BY_NAME = re.compile(
    r"(?:把|将|对|给|看看?|到)?(?P<name>[\u4e00-\u9fff“”]{2,16}?)(?:方面)?(?:那|这)?(?:一|个)*(?:部分|段|块|节|章|条)"
)
_STOPWORDS = frozenset("的了和与在是把将对给那这一个我们请改成压到为")


@dataclass(frozen=True, slots=True)
class Named:
    """What a sentence says about the place.

    `ids` are the parts meant (empty: none was named); `whole` that the whole report is; `problem`
    asks what cannot be told, with `choices`; `rest` is the sentence without the words that name
    the place.
    """

    ids: tuple[str, ...] = ()
    whole: bool = False
    problem: Message | None = None
    choices: tuple[str, ...] = ()
    rest: str = ""


def find_places(text: str, report: Report, chosen: str | None) -> Named:
    """Return the part that a plain sentence names, seen from the chosen one."""
    whole = WHOLE.search(text)
    if whole is not None:
        return Named(whole=True, rest=_without(text, whole))
    for pattern, name in ((_OPENING, "preamble"), (_CLOSING, "closing")):
        match = pattern.search(text)
        if match is not None and not _has_number(text):
            return Named((name,), rest=_without(text, match))
    match = _ID.search(text)
    if match is not None:
        return _by_id(text, match, report)
    return _by_number(text, report, chosen) or _by_words(text, report, chosen)


def _by_id(text: str, match: re.Match[str], report: Report) -> Named:
    try:
        found = report.find(match.group())
    except UnknownSection:
        return _missing(match.group(), report)
    return Named((found.id,), rest=_without(text, match))


def _by_number(text: str, report: Report, chosen: str | None) -> Named | None:
    """Read 第二部分, 二、, 第二部分（一）, 第三条, （二）, 第一段."""
    section: Section | None = None
    rest = text
    part = _PART.search(rest) or _LABEL.search(rest)
    last = _LAST.search(rest) if part is None else None
    if part is not None:
        number = _number(next(g for g in part.groups() if g))
        if not 1 <= number <= len(report.sections):
            return _missing(part.group(), report)
        section = report.sections[number - 1]
        rest = _without(rest, part)
    elif last is not None and report.sections:
        section, rest = report.sections[-1], _without(rest, last)
    item = _PAREN.search(rest) or _ITEM.search(rest) or _PARA.search(rest) or _IS.search(rest)
    if item is None:
        return Named((section.id,), rest=rest) if section is not None else None
    number = _number(item["n"])
    rest = _without(rest, item)
    home = section or _home(report, chosen)
    if home is None and item.re is _PAREN:
        return _unique_child(number, item.group(), report, rest)
    if home is None:
        choices = tuple(f"第{_chinese(s)}部分{item.group()}" for s in report.sections[:4])
        return Named(
            problem=Message(
                f"您说的“{item.group()}”在哪一部分里？",
                f"Which part is “{item.group()}” in?",
            ),
            choices=choices,
            rest=rest,
        )
    below = _below(home)
    if not 1 <= number <= len(below):
        return Named(
            problem=Message(
                f"“{_short(home)}”下面有 {len(below)} 条，没有{item.group()}。您说的是哪一条？",
                f"“{_short(home)}” has {len(below)} items; which one do you mean?",
            ),
            rest=rest,
        )
    return Named((below[number - 1],), rest=rest)


def _unique_child(number: int, printed: str, report: Report, rest: str) -> Named:
    found = [s.children[number - 1] for s in report.sections if len(s.children) >= number]
    if len(found) == 1:
        return Named((found[0].id,), rest=rest)
    if not found:
        return _missing(printed, report)
    return Named(
        problem=Message(
            f"有 {len(found)} 个{printed}，您说的是哪一部分的？",
            f"There are {len(found)} {printed}.",
        ),
        choices=tuple(f"第{_chinese(s)}部分{printed}" for s in report.sections if s.children)[:4],
        rest=rest,
    )


def _by_words(text: str, report: Report, chosen: str | None) -> Named:
    """Read 这一部分, and headings by their words: 党风廉政那部分."""
    this = _THIS.search(text)
    if this is not None:
        if chosen is None:
            return Named(
                problem=Message(
                    "您说的是哪一部分？请在左边选一下。", "Which part? Choose one, please."
                ),
                rest=text,
            )
        return Named((chosen,), rest=_without(text, this))
    match = _BY_NAME.search(text)
    if match is None:
        return Named(rest=text)
    name = match["name"].strip("“”")
    scored = sorted(
        ((_shared(name, s.heading), -s.level, s.id) for s in report.walk()), reverse=True
    )
    if not scored or scored[0][0] < 2:
        return Named(rest=text)
    best = [i for score, _level, i in scored if score == scored[0][0]]
    if len(best) > 1 and scored[0][1] == scored[1][1]:
        return Named(
            problem=Message(
                f"有几个部分都与“{name}”有关，您说的是哪一个？", f"Which part on “{name}”?"
            ),
            choices=tuple(_short_by_id(report, i) for i in best[:4]),
            rest=text,
        )
    return Named((best[0],), rest=_without(text, match))


def _shared(name: str, heading: str) -> int:
    """Return the length of the longest run of words both have, particles apart."""
    best = 0
    for start in range(len(name)):
        for end in range(start + 2, len(name) + 1):
            piece = name[start:end]
            if piece in heading and not set(piece) <= _STOPWORDS:
                best = max(best, len(piece))
    return best


def _home(report: Report, chosen: str | None) -> Section | None:
    """Return the section whose items are counted: the chosen one, or the one around it."""
    if chosen is None:
        return report.sections[0] if len(report.sections) == 1 else None
    try:
        found = report.find(chosen)
    except UnknownSection:
        return None
    if isinstance(found, Section) and (found.points or found.children):
        return found
    parent = chosen.rpartition(".")[0]
    if not parent:
        return found if isinstance(found, Section) else None
    above = report.find(parent)
    return above if isinstance(above, Section) else None


def _below(section: Section) -> list[str]:
    items: tuple[Section | Point, ...] = section.children or section.points
    return [item.id for item in items]


def _missing(printed: str, report: Report) -> Named:
    count = len(report.sections)
    return Named(
        problem=Message(
            f"报告共有 {count} 个部分，没有“{printed}”。您说的是哪一部分？",
            f"The report has {count} parts, and no “{printed}”. Which one do you mean?",
        ),
        choices=tuple(_short(s) for s in report.sections[:6]),
    )


def _has_number(text: str) -> bool:
    return bool(_PART.search(text) or _ITEM.search(text) or _PAREN.search(text))


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    value = chinese_value(text)
    return int(value) if value is not None else 0


def _chinese(section: Section) -> str:
    digits = "零一二三四五六七八九十"
    number = int(section.id.split(".")[0])
    return digits[number] if number <= 10 else str(number)


def _short(section: Section) -> str:
    heading = section.number + section.heading
    return heading if len(heading) <= 18 else heading[:17] + "…"


def _short_by_id(report: Report, section_id: str) -> str:
    found = report.find(section_id)
    return _short(found) if isinstance(found, Section) else found.lead


def _without(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]
