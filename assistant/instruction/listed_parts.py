"""Parts that words list and count, or count below one part, by their numbers.

经济、项目、治理、民生四个部分      ->  第1、2、3、4部分
“一件事”改革和帮办代办两节          ->  2.2、2.3
第二部分下面的三个小节，每个…        ->  2.1、2.2、2.3，每个…
“一件事”改革那节                    ->  2.2那节
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.document import Report
from assistant.instruction.loose_names import parts_named_in
from assistant.instruction.loose_parts import COUNTS, NO_POINT, loosely, section_of
from assistant.instruction.mention_words import SPAN
from assistant.instruction.part_names import sections_named
from assistant.instruction.part_numbers import N
from assistant.instruction.part_words import most_like
from assistant.instruction.relative_parts import UNIT, items_of, lead_of, numbers_of, one_named
from assistant.numbering import parse_number
from assistant.outline.siblings import Sibling

_MARKED = '[“"「][^“”"「」]{1,20}[”"」]'
_ONE = rf"(?:{_MARKED}|[^，。；：:、“”\"「」]){{2,30}}?"
_AND = "(?:、|和|跟|与|及|以及|还有|同)"
_LISTED = re.compile(
    rf"(?:^|(?<=[，。；：:]))(?P<names>{_ONE}(?:{_AND}{_ONE})+?)的?[那这]?(?P<count>[两三四五六七八])个?(?P<unit>{UNIT})"
    f"(?!{_AND})"
)
_SPLIT = re.compile(rf"{_AND}")
_BELOW = re.compile(
    rf"(?:^|(?<=[，。；：]))(?P<name>[^，。；：、]{{2,24}}?)(?:[那这]一?个?{UNIT}，?)?(?:的|[下里](?:面|头|边)?的?|底下的?|当中的?)?[那这]?"
    rf"(?:所有的?|全部的?|(?P<count>[几两]|{N})个?)(?:{UNIT}|问题|差距|不足|打算|任务|方面)"
    rf"(?=，?(?:请您?|麻烦您?|就|也|要|都)*(?:每|各|分别|一个?{UNIT}(?=[\d一二两三四五六七八九十百]+字))|，[^，。；]*，各)"
)
_A_POINT = re.compile(f"^，?一个?{UNIT}")
"""一个点七十字: each of them."""
_BUT = re.compile("(?:除|撇|抛|刨)(?:了|去|开)?")
_HOME = re.compile(
    rf"(?:^|(?<=[，。；]))(?P<name>[^，。；：、]{{2,24}}?)(?:的|[下里](?:面|头|边)?的?|一?共|[说写讲列]了|有|底下)*[那这]?(?P<count>[两三四五六七八])个?{UNIT}"
    rf"，(?:其中|把|将|请)*(?=第[一二三四五]|[前后头][一两二三]|最后[一两二三])"
)
_QUOTING = re.compile('[“”"「」]')
_LEAST = 4
"""Characters of a heading that quotes something: so many tell it from words that are quoted."""


def listed(text: str, report: Report) -> str:
    """Return a plain sentence with the parts that it lists and counts, counts below one, or calls
    by a heading that quotes something, by their numbers; as it is where they are not clear."""
    for reads in (_several, _below, _home, _headed):
        text = reads(text, report)
    return text


def _several(text: str, report: Report) -> str:
    for match in _LISTED.finditer(text):
        lead = _lead(match["names"])
        names = _names(match["names"][len(lead) :])
        unit = match["unit"].lstrip("大小") or "点"
        parts = [part for name in names if (part := _one(name, unit, report)) is not None]
        ids = list(dict.fromkeys(part.id for part in parts))
        if len(names) == len(ids) == COUNTS[match["count"]]:
            return f"{text[: match.start()]}{lead}{numbers_of(ids)}{text[match.end() :]}"
    return text


def _names(words: str) -> Sequence[str]:
    """Return what words list; what stands in quotes is not cut."""
    masked = re.sub(_MARKED, lambda m: "\ue000" * len(m.group()), words)
    cuts = [(0, 0), *(m.span() for m in _SPLIT.finditer(masked)), (len(words), len(words))]
    return [words[a:b] for (_, a), (b, _) in pairwise(cuts)]


def _one(name: str, unit: str, report: Report) -> Sibling | None:
    if SPAN.search(name):
        return one_named(name, report) if SPAN.fullmatch(name) else None
    found: Sequence[Sibling] = sections_named(name, report, 3) or parts_named_in(name, report)
    if not found and (like := most_like(name, report, points=unit not in NO_POINT)) is not None:
        found = [like]
    if unit in NO_POINT:
        found = [section_of(part, report) for part in found]
    return found[0] if len(found) == 1 else None


def _lead(words: str) -> str:
    """Return what stands before the first name: 除了, 请把."""
    but = _BUT.match(words)
    end = but.end() if but is not None else 0
    return words[:end] + lead_of(words[end:])


def _below(text: str, report: Report) -> str:
    match = _BELOW.search(text)
    if match is None:
        return text
    items = items_of(one_named(match["name"], report))
    count = parse_number((match["count"] or "").replace("两", "二")) or len(items)
    if len(items) < 2 or count != len(items):
        return text
    lead = lead_of(match["name"])
    ids = numbers_of([item.id for item in items])
    behind = _A_POINT.sub("，各", text[match.end() :])
    return f"{text[: match.start()]}{lead}{ids}{behind}"


def _home(text: str, report: Report) -> str:
    """Read 第二部分三个小节，第一节…: where those stand that are told apart behind it."""
    match = _HOME.search(text)
    name = match["name"][len(lead_of(match["name"])) :] if match is not None else ""
    if SPAN.search(name) and not SPAN.fullmatch(name):
        return text  # 第一部分分成三点
    if match is None:
        return text
    home = one_named(match["name"], report)
    called = text[match.start() : match.end("name")]
    if home is None and len(meant := loosely(name, report, "部分")) == 1:
        home, called = meant[0], numbers_of([meant[0].id])  # 毛病说了四条，…
    if len(items_of(home)) != COUNTS[match["count"]]:
        return text
    return f"{text[: match.start()]}{called}里{text[match.end() :]}"


def _headed(text: str, report: Report) -> str:
    for section in report.walk():
        heading = section.heading
        if len(heading) >= _LEAST and _QUOTING.search(heading) and text.count(heading) == 1:
            text = text.replace(heading, numbers_of([section.id]))
    return text
