"""Parts that words place inside parts that they name, or leave over there, by their numbers.

标注为（四）的那节                   ->  （四）
改革事项底下最后那小节               ->  2.3
履职尽责下面，除了农村公路，另外三节 ->  2.1、2.2、2.3
履职尽责那四节，除农村公路外都…      ->  2.1、2.2、2.3
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.document import Report, Section
from assistant.instruction.loose_names import parts_named_in
from assistant.instruction.loose_parts import COUNTS, loosely
from assistant.instruction.mention_words import SPAN
from assistant.instruction.mentions import find_mention
from assistant.instruction.part_names import sections_named
from assistant.instruction.part_numbers import N
from assistant.numbering import parse_number
from assistant.outline.siblings import Sibling

UNIT = "(?:大|小)?(?:部分|小节|小标题|[节块章条点项])"
_IN = "(?:的)?(?:底下|[下里](?:面|头|边)|当中|之中|(?<![心集])[里中])的?"
_NAME = "(?:^|(?<=[，。；：、])|(?=[和跟与及]))(?P<name>[^，。；：、]{2,24}?)"
_MARKED = re.compile(
    f"(?:标|编|序|注)(?:注|号|记|的)?(?:着|为|成|是|有|了)*\\((?P<n>{N})\\)的?[那这]?(?:一|个)*{UNIT}"
)
_PLACED = re.compile(
    f"{_NAME}(?P<called>(?:[那这])?(?:一|个)*(?:部分|块|章)?)(?:{_IN}|的|(?:(?<=部分)|(?<=[块章]))(?=倒))"
    f"(?:(?P<last>最后|末尾|最末|靠后)|(?P<first>最前|开头|打头|靠前|头)|倒数第(?P<back>{N})|第(?P<nth>{N}))"
    f"(?:面|边)?的?[那这]?(?P<count>[一两二三四五])?个?{UNIT}"
)
_HOME = re.compile(
    f"{_NAME}(?:的?[那这](?:一|个|[两三四五六七八九十])*{UNIT})?{_IN}，?(?=第{N}个?小?[节条点项]|\\({N}\\))"
    f"|{_NAME.replace('name', 'called')}[那这](?:一|个)*{UNIT}，(?=第{N}个?小?[节条点项]|\\({N}\\))"
)
"""What holds the items that are counted behind it: 成绩那八条里，第三条和第五条."""
_INNER = re.compile(f"{_NAME}{_IN}(?P<inner>[^，。；、]{{2,20}}?)的?[那这](?:一|个)*{UNIT}")
_SPARED = re.compile(
    f"{_NAME}(?:的?[那这]?[两三四五六七八九几]个?{UNIT})?(?:{_IN})?，?除(?:了|去|开)?(?P<but>[^，。；]{{2,24}}?)"
    "(?:(?:以外|之外|外)?[，、]?(?:另外|其[余他它]|剩下|余下|别的)的?(?P<count>[两三四五六七几])?个?"
    f"(?:{UNIT})?|(?:以外|之外|外)，?(?=都|全|各|每|一律))"
)
_LEAD = re.compile("^(?:请|先|再|然后|接着|把|将|就|那|对|让|给我|帮我|麻烦|只|和|跟|与)+(?=..)")


def placed(text: str, report: Report) -> str:
    """Return a plain sentence with the parts that it places by others called by their numbers; as
    it is where it names none such, or not one alone."""
    text = _MARKED.sub(lambda m: f"({m['n']})", text)
    text = _HOME.sub(lambda m: _home(m, report), text)
    text = _PLACED.sub(lambda m: _inside(m, report), _apart(text, report))
    return _inner(text, report)


def numbers_of(ids: Sequence[str]) -> str:
    """Return words for parts that every reader knows: 第2、3部分, 1.2、1.3."""
    tops = [i for i in ids if i.isdigit()]
    if len(tops) == len(ids):
        return f"第{'、'.join(tops)}部分"
    return "、".join(f"第{i}部分" if i.isdigit() else i for i in ids)


def level_of(part: str, report: Report) -> Sequence[Sibling]:
    """Return the parts that stand beside one, it among them."""
    home = part.rpartition(".")[0]
    around = report.find(home) if home else None
    if isinstance(around, Section):
        return around.children if any(c.id == part for c in around.children) else around.points
    return report.sections


def beside(part: str, before: bool, report: Report) -> str | None:
    """Return the part before or behind one, at its level; None where there is none."""
    ids = [p.id for p in level_of(part, report)]
    at = ids.index(part) + (-1 if before else 1) if part in ids else -1
    return ids[at] if 0 <= at < len(ids) else None


_MOVES = re.compile("[放移挪调搬提摆][到至在去]")


def one_named(words: str, report: Report) -> Sibling | None:
    """Return the one part that words name, by its number, heading or what it speaks of."""
    words = _LEAD.sub("", words)
    if SPAN.search(words) is None:
        named = sections_named(words, report, 3) or parts_named_in(words, report)
        return named[0] if len(named) == 1 else None
    found = find_mention(words, report, None)
    if _MOVES.search(found.rest):
        return None  # 第一点挪到最后一点后面
    one = found.problem is None and len(found.ids) == 1 and found.ids[0][0].isdigit()
    return report.find(found.ids[0]) if one else None


def lead_of(words: str) -> str:
    """Return what stands before the name in words: 请先把."""
    found = _LEAD.match(words)
    return found.group() if found is not None else ""


def items_of(part: Sibling | None) -> Sequence[Sibling]:
    """Return what stands below a part: its sections, else its points."""
    return (part.children or part.points) if isinstance(part, Section) else ()


def _inside(match: re.Match[str], report: Report) -> str:
    name = f"{match['name']}{match['called']}"
    by_number = SPAN.search(name) is not None
    if by_number and match["nth"]:
        return match.group()  # 第三部分里第二点 is read by number
    items = items_of(one_named(name if by_number else match["name"], report))
    count = COUNTS.get((match["count"] or "一").replace("二", "两"), 1)
    if match["back"] or match["nth"]:
        number = parse_number(match["back"] or match["nth"]) or 0
        at = len(items) - number if match["back"] else number - 1
        chosen = items[at : at + 1] if 0 <= at < len(items) else ()
    else:
        chosen = items[-count:] if match["last"] else items[:count]
    met = items and len(chosen) == count
    return f"{lead_of(name)}{numbers_of([p.id for p in chosen])}" if met else match.group()


def _home(match: re.Match[str], report: Report) -> str:
    name = match["name"] or match["called"]
    home = None if SPAN.search(name) else one_named(name, report)
    if home is None and not SPAN.search(name):
        told_of = {p.id for p in parts_named_in(name, report)}  # 依法履职和清廉里的第二条 is of two
        home = next(iter(loosely(name, report, "部分")), None) if len(told_of) < 2 else None
    return f"{lead_of(name)}{numbers_of([home.id])}的" if items_of(home) and home else match.group()


def _inner(text: str, report: Report) -> str:
    for match in _INNER.finditer(text):
        home = None if SPAN.search(match["name"]) else one_named(match["name"], report)
        found = parts_named_in(match["inner"], report, home) if isinstance(home, Section) else []
        if len(found) == 1 and home is not None and found[0].id.startswith(f"{home.id}."):
            return _told(text, match, [found[0].id])
    return text


def _apart(text: str, report: Report) -> str:
    match = _SPARED.search(text)
    if match is None:
        return text
    home = one_named(match["name"], report)
    spared = parts_named_in(match["but"], report, home) if isinstance(home, Section) else []
    if isinstance(home, Section) and not spared:
        named = find_mention(match["but"], report, home.id)
        spared = [report.find(i) for i in named.ids if i.startswith(f"{home.id}.")]
    left = [p.id for p in items_of(home) if p not in spared]
    count = COUNTS.get(match["count"] or "", len(left))
    if not spared or not left or count != len(left):
        return text
    return f"{text[: match.start()]}{numbers_of(left)}{text[match.end() :]}"


def _told(text: str, match: re.Match[str], ids: Sequence[str]) -> str:
    lead = lead_of(match["name"])
    return f"{text[: match.start()]}{lead}{numbers_of(ids)}{text[match.end() :]}"
