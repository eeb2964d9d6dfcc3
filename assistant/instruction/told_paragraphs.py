"""Paragraphs that have neither number nor heading, by what they speak of, as their IDs.

做强三产那段                ->  2.1.b2
去年回顾里经济那一大段      ->  1.b2
困难和感谢两段              ->  1.b5、1.b6

A long report is read by its paragraphs; who names one means no more than that, though the part it
stands in could be named by the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.document import Point, Report, Section
from assistant.instruction.loose_names import bare_name
from assistant.instruction.loose_parts import COUNTS
from assistant.instruction.mention_words import REST, SPAN
from assistant.instruction.part_names import sections_named
from assistant.instruction.part_words import ahead, named_of
from assistant.instruction.relative_parts import lead_of, one_named
from assistant.outline.siblings import Sibling

_PARAGRAPH = "(?:自然)?段(?:话|落|文字|内容)?(?![时期位路子])"
_ONE = re.compile(
    '(?:^|(?<=[，。；：:、和跟与及段]))(?P<name>(?:[“"「][^”"」]+[”"」]|[^，。；：:、])[^，。；：:]{1,30}?)'
    f"(?:(?:的|，)?[那这](?:一|个)*(?:大|小|整|长)?|的一?(?:大|小|长)?){_PARAGRAPH}"
)
_SEVERAL = re.compile(
    "(?:^|(?<=[，。；：:]))(?P<names>[^，。；：:]{2,20}(?:(?:、|和|跟|与)[^，。；：:、和跟与]{2,20}?)+)"
    f"[那这]?(?P<count>[两三四五])(?:个|大|小)*{_PARAGRAPH}"
)
_AND = re.compile("、|和|跟|与")
_IN = re.compile(
    "(?:(?<![公邻千万英])里(?:面|头|边)?|中(?:面|间)|当中)的?|(?<=[项节章条点分])的|中的"
)
_DONE = re.compile(
    "^[^“”]{0,8}?(?:就|只|光|单|先|再)*(?:去掉|拿掉|[动改压缩砍删看写](?:掉|去|除|短|了|一下)?|(?:挪|放|移|搬|提|调|插)(?:到|在|至)?|把|将|给|对)(?=..)"
)
"""What is to be done before the name: 只动经济, 挪到感谢."""
_SPARED = re.compile(
    f"除了|除去|除开|不是|{REST.pattern}|(?:不|别|勿|莫|甭|没)(?:要|用|必|许|得|能)?(?:再|去)?(?:动|改|删|压|缩|碰|管)"
)
"""What says that something stays: which of the paragraphs is meant then, the words before and
behind it tell."""
_NUMERAL = re.compile("[\\d一二两三四五六七八九十百千]")
_MARKS = re.compile('[\\s“”"「」‘’，、。：:的]')
_FIRST = re.compile("[^。：；]{1,48}")
"""What a paragraph begins with tells what it is about."""


def paragraphs_named(text: str, report: Report) -> str:
    """Return a plain sentence with the paragraphs that it names by what they speak of called by
    their IDs; as it is where it names none such, or not one alone."""
    if "段" not in text or _SPARED.search(text) or not any(True for _ in paragraphs_alone(report)):
        return text
    text = _SEVERAL.sub(lambda m: _several(m, report), text)
    for match in reversed(list(_ONE.finditer(text))):
        found = _told(match["name"], report)
        if found is not None:
            lead, part = found
            behind = text[match.end() :]
            apart = "，" if _NUMERAL.match(behind) else ""  # 1.b2一千多字
            text = f"{text[: match.start()]}{lead}{part.id}{apart}{behind}"
    return text


def paragraph_meant(words: str, report: Report, home: Section | Point) -> Point | None:
    """Return the one paragraph of a part that words for a place name: 结尾里要厉行法治那段."""
    match = _ONE.search(words)
    if match is None or SPAN.search(match["name"]):
        return None
    name = match["name"]
    for within in _IN.finditer(name):
        name = match["name"][within.end() :]
    said = _MARKS.sub("", named_of(bare_name(name) or name))
    if len(said) <= 1:
        return None
    return _headed(said, report, home) or _alike(said, report, home)


def _several(match: re.Match[str], report: Report) -> str:
    lead = lead_of(match["names"])
    found = [_told(name, report) for name in _AND.split(match["names"][len(lead) :])]
    ids = list(dict.fromkeys(one[1].id for one in found if one is not None))
    if len(ids) != len(found) or len(ids) != COUNTS[match["count"]]:
        return match.group()
    return f"{lead}{'、'.join(ids)}"


def _told(words: str, report: Report) -> tuple[str, Point] | None:
    """Return the one paragraph that words name, and what stands before its name."""
    lead, done = lead_of(words), _DONE.match(words)
    deed = done.group() if done is not None else lead
    for reads, befores in ((_headed, (lead, deed)), (_alike, (deed, lead))):
        for before in dict.fromkeys(befores):
            said, home = _said(words[len(before) :], report)
            if len(said) > 1 and SPAN.search(said) is None:
                part = reads(said, report, home)
                if part is not None:
                    return before, part
    return None


def _said(name: str, report: Report) -> tuple[str, Section | None]:
    """Return a name without its marks, and the section it stands in where that is told as well."""
    for within in _IN.finditer(name):
        around = one_named(name[: within.start()], report)
        if isinstance(around, Section):
            return _MARKS.sub("", named_of(name[within.end() :])), around
        if within.start() > 1:
            return "", None  # where it stands was said, and no part is called so
    return _MARKS.sub("", named_of(bare_name(name) or name)), None


def _headed(said: str, report: Report, home: Section | Point | None) -> Point | None:
    """Return the one paragraph that begins with a name."""
    if home is None and sections_named(said, report, 2):
        return None  # a heading says it: that part is called so
    scattered = re.compile(".*".join(map(re.escape, said)))
    alone = list(paragraphs_alone(report, home))
    begins: tuple[Callable[[Point], bool], ...] = (
        lambda p: said in _MARKS.sub("", p.lead),
        lambda p: said in _MARKS.sub("", _first(p, report)),
        lambda p: scattered.search(p.lead) is not None,
    )
    for test in begins:
        found = [p for p in alone if test(p)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _alike(said: str, report: Report, home: Section | Point | None) -> Point | None:
    """Return the paragraph that speaks of a name more than any other part at the same level."""
    if home is None and sections_named(said, report, 2):
        return None
    alone = list(paragraphs_alone(report, home))
    homes = {p.id.rpartition(".")[0] for p in alone}
    others: list[Sibling] = [*alone]
    for section in () if isinstance(home, Point) else (home or report).walk():
        others += section.points
        if not section.children and not section.points and section.id not in homes:
            others.append(section)
    best = ahead(said, others, report, among_few=home is not None)
    return best if isinstance(best, Point) and best in alone else None


def _first(part: Point, report: Report) -> str:
    found = _FIRST.match(report.of(part))
    return found.group() if found is not None else ""


def paragraphs_alone(report: Report, home: Section | Point | None = None) -> Iterator[Point]:
    """Yield the paragraphs (of `home`) that stand beside others of their part, or before the parts
    below it, and are none of its points."""
    parts: list[Section | Point]
    parts = [home] if isinstance(home, Point) else [*(home or report).walk()]
    for part in parts if home is not None else (*parts, *report.outside()):
        (_, _points), (_, count) = report.below(part)
        section = part if isinstance(part, Section) else None
        points = {p.start for p in section.points} if section is not None else set()
        if count or (section is not None and section.children):
            yield from (p for p in report.paragraphs(part) if p.start not in points)
