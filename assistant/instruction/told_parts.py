"""Parts that are told by what they speak of, inside one that is named or in other words beside it.

第一部分讲文旅融合的小节                    ->  1.3
第二大部分，最后讲驿站的那一小点            ->  2.3
种橘子那块，就是脐橙那个，弄短些            ->  2.3，弄短些
第一部分，产业那个，减一百字                ->  第一部分，减一百字
原因分析那条，不是存在问题，是原因分析      ->  原因分析那条
种茶叶那点不要动，第二部分其他的压短        ->  …，2.p2、2.p3压短
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.document import Report, Section
from assistant.instruction.loose_names import bare_name
from assistant.instruction.loose_parts import COUNTS, NO_POINT, inside
from assistant.instruction.mention_words import KEEP, SPAN
from assistant.instruction.mentions import find_mention
from assistant.instruction.part_names import sections_named
from assistant.instruction.part_numbers import PART, N
from assistant.instruction.part_words import ABOUT, most_like
from assistant.instruction.relative_parts import items_of, numbers_of
from assistant.outline.siblings import Sibling

_SMALL = "(?:小节|小点|小条|小块|节|点|条|项|段)"
_HOME = rf"(?P<home>第{N}(?:{PART}))"
_THERE = "(?:最?[后末前][面头尾]?的?|末尾的?|最末的?)?"
_INSIDE = re.compile(
    rf"{_HOME}(?:里[面头边]?|中|的)?，?{_THERE}(?P<what>{ABOUT}[^，。；“”]{{2,14}}?)(?:的(?:[那这]?一?个?){_SMALL}|那个(?!大?(?:部分|[块章])))"
)
_UNIT = "(?:大|小)?(?:部分|小?节|[块段条点章坨])"
_APPOSED = re.compile(
    rf"(?:(?<=^)|(?<=[，。；把将]))(?P<first>[^，。；()把将]{{2,16}}?)[那这](?:一|个)*(?P<unit>{_UNIT})[，(]"
    rf"(?:也?就是|即|指的是)(?P<second>[^，。；()]{{2,16}}?)(?:(?:[那这](?:一|个)*(?:{_UNIT})?|的)(?:里|儿)?|(?<=[那这里])头?)[哈啊嘛呀]?(?:\)|(?=，))"
)
_SAME_AGAIN = re.compile(
    rf"(?P<part>{_HOME})(?![里中内的])，?(?:就是|也就是)?(?:{ABOUT})?[^，。；第]{{1,8}}那个(?=，)"
)
_CONTRAST = re.compile(
    "，不是(?P<no>[^，。；]{2,12}?)[啊哈哦呀]?，(?:而)?是(?P<yes>[^，。；]{2,12}?)[啊哈哦呀]?(?=，)"
)
_OTHERS = re.compile(
    rf"{_HOME}(?:里[面头边]?|中|的)?(?:其[他余它]|剩下|余下|别)的?"
    "(?:[两三四五六七八几]个?)?(?:小?[节条点])?(?![他它余的])"
)
_LEFT = re.compile(
    rf"{_HOME}(?:里[面头边]?|中|的)?，?(?:(?:就|只|仅)*(?:留下?|保留|不动)(?P<kept>第{N}个?小?[节条点])"
    rf"|(?P<left>第{N}个?小?[节条点])(?:就|先)?(?:留着|留下?|保留(?:原样|不动|不变)?|不动|别动))，"
    "(?:其[他余它]|剩下|余下|别)的?"
    "(?:(?:(?P<count>[两三四五六七八几])个?)?小?[节条点]|(?=[都全]?(?:部|给我)?(?:删|去掉|拿掉|不要)))"
)
"""第一部分就留第二节，其他两节…; 第一部分第二节留着，其他的…."""
_BUT = re.compile("除(?:了|去|开)?(?P<what>[^，。；]{2,16}?)(?:以外|之外|外)?，$")


def told(text: str, report: Report) -> str:
    """Return a plain sentence with the parts that it tells by what they speak of by their numbers,
    and without the words that only tell of one again; as it is where none is clear."""
    text = _CONTRAST.sub(lambda m: _contrasted(m, report), text)
    text = _INSIDE.sub(lambda m: _inside(m, report), text)
    text = _APPOSED.sub(lambda m: _apposed(m, report), text)
    text = _SAME_AGAIN.sub(r"\g<part>", text)
    text = _LEFT.sub(lambda m: _but_one(m, report), text)
    others = _OTHERS.search(text)
    ids = _others(others, report) if others is not None else ""
    if others is None or not ids:
        return text
    return f"{_BUT.sub('', text[: others.start()])}{ids}{text[others.end() :]}"


def _contrasted(match: re.Match[str], report: Report) -> str:
    before, same = match.string[: match.start()], sections_named(match["yes"], report, 3)
    named = find_mention(before, report, None, by_name=False).ids
    again = match["yes"] in before or (len(same) == 1 and named == (same[0].id,))
    return "" if again else match.group()


def _section(words: str, report: Report) -> Section | None:
    found = find_mention(words, report, None, by_name=False).ids
    part = report.find(found[0]) if len(found) == 1 and found[0][0].isdigit() else None
    return part if isinstance(part, Section) else None


def _inside(match: re.Match[str], report: Report) -> str:
    home = _section(match["home"], report)
    again = match.group().endswith("那个") and "，" in match.group()
    part = inside(match["what"], home, report) if home is not None and not again else None
    return numbers_of([part.id]) if part is not None else match.group()


def _but_one(match: re.Match[str], report: Report) -> str:
    home = _section(match["home"], report)
    kept = _kept(match["kept"] or match["left"], home, report) if home is not None else None
    left = [item.id for item in items_of(home) if kept is not None and item.id != kept.id]
    met = COUNTS.get(match["count"] or "", len(left)) == len(left)
    return numbers_of(left) if left and met else match.group()


def _apposed(match: re.Match[str], report: Report) -> str:
    if SPAN.search(match["first"]):
        return match.group()
    for name, unit in ((match["second"], match["unit"]), (match["first"], match["unit"])):
        span = SPAN.search(name)
        found: Sequence[str] = find_mention(name, report, None, by_name=False).ids if span else ()
        if not found and bare_name(name):
            points = unit not in NO_POINT
            found = [part.id for part in sections_named(name, report, 3)]
            if not found and (like := most_like(name, report, points=points)) is not None:
                found = [like.id]
        if len(found) == 1:
            return numbers_of(found)
    return match.group()


def _others(match: re.Match[str], report: Report) -> str:
    """Read 第二部分其他的 behind a clause that says which of them stays."""
    home, before = _section(match["home"], report), match.string[: match.start()]
    stays = KEEP.finditer(before.rstrip("，。；"))
    kept = [name for k in stays if (name := k["a"] or k["d"])]
    kept += [m["what"] for m in _BUT.finditer(before)]
    spared = [part.id for name in kept if home for part in [_kept(name, home, report)] if part]
    left = [item.id for item in items_of(home) if item.id not in spared]
    return numbers_of(left) if len(spared) == len(kept) > 0 and left else ""


def _kept(name: str, home: Section, report: Report) -> Sibling | None:
    named = find_mention(name, report, home.id, by_name=False).ids if SPAN.search(name) else ()
    if len(named) == 1:
        return report.find(named[0])
    return inside(re.sub(f"[那这](?:一|个)*{_UNIT}$", "", name), home, report)
