"""Where a sentence names parts of the report, and which are to be left as they are.

Only the words are found here; what they mean `assistant.instruction.parts` says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.document import BlockKind, Point, Report, Section
from assistant.findings import Message
from assistant.instruction.lengths import find_length
from assistant.instruction.loose_names import bare_name, parts_named_in
from assistant.instruction.loose_parts import (
    all_below,
    apart_from,
    below_of,
    counted_below,
    held_in,
    joined_to,
    kept_parts,
    loosely,
    misspelt,
    one_paragraph,
    touches,
)
from assistant.instruction.mention_words import (
    A_PART,
    CLOSING,
    EACH,
    LOOKED_AT,
    NAMES,
    NEAR,
    NO_NAME,
    OPENING,
    REST,
    SHORTER,
    SPAN,
    VERB,
    WHOLE,
    spared_in,
)
from assistant.instruction.part_names import begins, sections_named
from assistant.instruction.part_words import ABOUT, named_of
from assistant.instruction.parts import DOTTED, THIS, Unclear, Unknown, find_parts
from assistant.outline.siblings import Sibling

_ITEM = "(?:小节|节|小点|点|条|段|部分|块)"
_INSIDE = re.compile(
    rf"(?:的|[里中内下](?:面|头|边)?的?)?(?:(?:{ABOUT}|有)?的?(?P<name>[^，。；“”]{{2,20}}?)的?(?:那|这)"
    rf"|[“\"「](?P<quoted>[^“”\"「」]{{2,60}})[”\"」](?:那|这)?)(?:一|个)*{_ITEM}"
    r"(?:\((?:就?是|即)?[^，。；]{1,8}?\)+)?"
)
"""Behind a part: the one below it that speaks of something, 里讲供水的那一节."""
_QUOTED = re.compile('[“"「《](?P<name>[^“”"「」《》]{3,40})[”"」》]')
_OF_WORDS = re.compile("[这那]?[一个]?(?:句|词|字|话|说法|字样|几个字)|后面|前面")
"""Behind words in quotes that are no heading but wording."""
_BEGUN = re.compile("(?:^|(?<=[，。；]))(?:请|先|再|就|也|把|将|给|对|末尾的|最后的)*")
_GOES_ON = re.compile("$|[，。；、和跟与及里中下内的这那部方一]|还有|以及")
"""Behind a heading: a list, a part below it, or what is read with more care."""
_ALL_OF_IT = re.compile(
    r"^[和跟与、，及]+|^(?:把|将)?(?:整个|整|这|那)?(?:一|个)*(?:大|小)?(?:项|部分|块|章|节|条|板块)"
    r"|(?:，?连|包括)(?:它|其|同)?(?:下面|里面)(?:的)?[^，。]{0,8}?(?:一起|在内|都算)"
)
_LISTED = re.compile("、|还有|以及|加上|和|跟|与")
_EACH_OF = re.compile("(?:每一?|各)个?$")
_NONE = re.compile(
    f"(?:规定|通知|要求|文件|每人|限定|(?:报告|材料|总结)(?:一律|统一|都))$|[改写分拆并合变换列归][成为作]一?$|{WHOLE.pattern}"
)
"""What ends no name: who sets a limit, the whole, or what a part is to become (改成一段话)."""
_TOLD = re.compile(f"(?:请|把|将|给)*{ABOUT}")
_END = "(?:[那这](?:一?|[两俩])个?(?:段|部分|块))?"
_BOTH_ENDS = re.compile(f"开头{_END}(?:、|和|跟|与|还有)结尾{_END}")


@dataclass(frozen=True, slots=True)
class Mention:
    """What a sentence says about the place.

    `ids` are the parts meant (empty: none was named), without those to be left as they are;
    `whole` that the whole report is, `each` part of it on its own; `spared` that parts are left
    out of the whole.  `problem` asks what cannot be told, with `choices` (of the parts `meant`,
    where that is known); `rest` is the sentence without the words that name the place.
    """

    ids: tuple[str, ...] = ()
    whole: bool = False
    each: bool = False
    spared: bool = False
    problem: Message | None = None
    choices: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()
    rest: str = ""


@lru_cache(maxsize=64)  # a sentence is asked about clause by clause, and as a whole again
def find_mention(text: str, report: Report, chosen: str | None, *, by_name: bool = True) -> Mention:
    """Return the parts that a plain sentence names, seen from the chosen one; without `by_name`
    only what it names by number.

    Never more than was named: words that name no part of this report become a problem.
    """
    seen = [chosen] if chosen else []
    parts = [one for one in seen if _there(one, report)]
    try:
        spared = list(spared_in(text))
        rest = text
        for clause, _what in spared:
            rest = rest.replace(clause, "", 1).strip("，。； ")
        found = _by_number(rest, report, parts) or (_named(rest, report, seen) if by_name else None)
        if found is None:
            whole = WHOLE.search(rest) or EACH.search(rest)
            each = EACH.search(rest) is not None
            found = Mention(whole=whole is not None, each=each, rest=_without(rest, whole))
        others = REST.search(found.rest) is not None and not found.ids
        kept: list[Sibling] = []
        for clause, what in spared:
            if what and (OPENING.search(what) or CLOSING.search(what)) and not found.ids:
                if REST.search(found.rest):  # 开头别动，其他各部分…
                    return replace(found, ids=tuple(s.id for s in report.sections), spared=True)
                continue
            try:
                kept += kept_parts(clause, what, report, _home(found.ids) or parts) if what else []
            except Unclear as unclear:  # 数据不要动 names no part
                if not isinstance(unclear, Unknown) and not found.ids:
                    raise
                found = replace(found, rest=f"{found.rest}，{clause}".strip("，"))
            else:
                others = others or (clause.startswith("除") and bool(what))
        if found.ids and kept and not touches(kept, found.ids):
            # What stays lies elsewhere: it is no exception, but a condition like any other.
            stays = "，".join(clause for clause, _what in spared)
            return replace(found, rest=f"{found.rest}，{stays}".strip("，"))
        return _less(found, kept, others, report, parts) if kept or others else found
    except Unclear as unclear:
        zh, en = unclear.message.zh, unclear.message.en
        said = en[:1].upper() + en[1:].rstrip("?")
        asked = Message(f"{zh}。您说的是哪一部分？", f"{said}. Which part do you mean?")
        return Mention(problem=asked, choices=unclear.choices, meant=unclear.meant, rest=text)


def _home(ids: Sequence[str]) -> Sequence[str]:
    """Return from where 第一个方面 is seen behind parts that were named: those beside several."""
    homes = {i.rpartition(".")[0] for i in ids} if len(ids) > 1 else set()
    return [*homes] if len(homes) == 1 and "" not in homes else ids[:1]


def names_part(text: str) -> bool:
    """Whether a plain clause names by number a part that something is to be done with."""
    return SPAN.search(text) is not None and not any(True for _ in spared_in(text))


def _there(part: str, report: Report) -> bool:
    if ".b" in part:
        home = part.rpartition(".")[0]
        parts: list[Section | Point] = [*report.walk(), *report.outside()]
        around = [p for p in parts if p.id == home]
        return any(part == b.id for p in around for b in report.paragraphs(p))
    return any(part in (s.id, *(p.id for p in s.points)) for s in report.walk())


def _named(text: str, report: Report, chosen: Sequence[str]) -> Mention | None:
    """Return what is named as the opening or closing, by its heading, or as this part."""
    for find in (_in_quotes, _outside, _near, _headed, _by_name, _this, _alone):
        found = find(text, report, chosen)
        if found is not None:
            return found
    return None


def _by_number(text: str, report: Report, chosen: Sequence[str]) -> Mention | None:
    for match in SPAN.finditer(text):
        said = match.group()
        others = REST.match(text, match.start())
        if LOOKED_AT.search(text[: match.start()]) or ("几" in said and others):
            continue
        if DOTTED.fullmatch(said) and not _there(said, report):
            if re.match(rf"$|{VERB}|[和、与的]", text[match.end() :]):
                raise Unclear(f"报告里没有“{said}”", f"there is no “{said}”")
            continue  # a figure: 2.5元
        rest = text[match.end() :]
        try:
            parts = find_parts(said.replace("，", "、").removesuffix("、"), report, chosen)
        except Unclear:
            inside = _inside_a_name(said, text[: match.start()], report)
            if inside is None:
                raise
            return _of(inside, rest)
        if len(parts) == 1 and isinstance(parts[0], Section):
            below = _INSIDE.match(rest)
            if below is not None and (name := below["quoted"] or below["name"]):
                inner = below_of(said, name, parts[0], report)
                told_of = _TOLD.match(rest) is not None
                if not inner and not told_of and re.match("[的里中内下]", rest) is None:
                    inner = [parts[0]]  # 2.2山火那节: the number says which, the name what of
                if not inner:
                    zh = f"说不准“{name}”是“{said}”里的哪一条"
                    raise Unclear(zh, f"“{name}” may be any of “{said}”")
                more, rest = joined_to(rest[below.end() :], report)
                return _of([*inner, *more], text[: match.start()] + rest)
            if (listed := all_below(parts[0], rest)) is not None:
                return _of(listed[0], text[: match.start()] + listed[1])
        heading = getattr(parts[-1], "heading", "")
        more, rest = joined_to(rest, report)
        parts = [*parts, *more]
        rest = rest[begins(heading, rest) :]
        return _of(parts, text[: match.start()] + rest)
    return None


def _inside_a_name(said: str, before: str, report: Report) -> list[Sibling] | None:
    """Return 前两点 of the part that the words before it name: “思想根基”里的前两点."""
    homes = parts_named_in(re.split("[，。；]", before)[-1], report)
    if len(homes) != 1:
        return None
    try:
        return find_parts(said, report, [homes[0].id])
    except Unclear:
        return None


def _of(parts: Sequence[Sibling], rest: str) -> Mention:
    return Mention(tuple(dict.fromkeys(part.id for part in parts)), rest=rest)


def _in_quotes(text: str, report: Report, _chosen: Sequence[str]) -> Mention | None:
    """Return the parts whose headings stand in quotes: “存在问题”和“工作打算”都短点."""
    quoted = [m for m in _QUOTED.finditer(text) if not _OF_WORDS.match(text[m.end() :])]
    found = [sections_named(m["name"], report, 2) for m in quoted]
    if not found or any(len(parts) != 1 for parts in found):
        return None
    rest = _QUOTED.sub("", text) if len(quoted) > 1 else _without(text, quoted[0])
    return _of([part for parts in found for part in parts], _ALL_OF_IT.sub("", rest))


def _outside(text: str, report: Report, _chosen: Sequence[str]) -> Mention | None:
    both = _BOTH_ENDS.search(text)
    if both is not None:
        return Mention(("preamble", "closing"), rest=_without(text, both))
    for pattern, name, kind in (
        (OPENING, "preamble", BlockKind.PREAMBLE),
        (CLOSING, "closing", BlockKind.CLOSING),
    ):
        match = pattern.search(text)
        if match is not None:
            if not any(block.kind is kind for block in report.blocks):
                raise Unclear(f"报告里没有单独的{match.group()}", f"there is no {name}")
            return Mention((name,), rest=_without(text, match))
    return None


def _this(text: str, _report: Report, chosen: Sequence[str]) -> Mention | None:
    match = THIS.search(text)
    if match is None:
        return None
    if not chosen:
        raise Unclear("没有选定部分，请在左边选一下", "no part is chosen")
    return Mention(tuple(chosen), rest=_without(text, match))


def _near(text: str, report: Report, chosen: Sequence[str]) -> Mention | None:
    """Return the part beside the chosen one, with it where that is named too: 这块和它上面那块."""
    match = NEAR.search(text)
    if match is None or len(chosen) != 1 or not _there(chosen[0], report):
        return None
    home = chosen[0].rpartition(".")[0]
    around = report.find(home) if home else None
    level = around.children or around.points if isinstance(around, Section) else report.sections
    ids = [part.id for part in level]
    place = ids.index(chosen[0]) + (-1 if match["before"] else 1)
    if not 0 <= place < len(ids):
        raise Unclear(f"“{match.group()}”没有了", f"there is no “{match.group()}”")
    rest = _without(text, match)
    return _of([report.find(ids[place])], rest)


def _headed(text: str, report: Report, _chosen: Sequence[str]) -> Mention | None:
    """Return the part with whose heading a clause begins, whatever is to be done with it:
    把明年安排改成一段话, 查档利用与编研：留220字."""
    for begun in _BEGUN.finditer(text):
        rest = text[begun.end() :]
        found = [s for s in report.walk() if len(s.heading) > 3 and rest.startswith(s.heading)]
        longest = max((len(s.heading) for s in found), default=0)
        meant = [s for s in found if len(s.heading) == longest]
        behind = rest[longest:]
        if len(meant) == 1 and not (_GOES_ON.match(behind) or A_PART.match(behind)):
            return _of(meant, text[: begun.start()] + behind.lstrip(":"))
    return None


def _alone(text: str, report: Report, _chosen: Sequence[str]) -> Mention | None:
    """Return the part whose heading is all that a clause says: 存在不足，压到50个字."""
    for clause in re.split("[，。；]", text):
        names = [n.strip("“”的呢") for n in _LISTED.split(clause)]
        found = [sections_named(n, report, 2) for n in names if 1 < len(n) <= 30]
        if len(clause) > 3 and len(found) == len(names) and all(len(f) == 1 for f in found):
            return _of([f[0] for f in found], text.replace(clause, "", 1).strip("，"))
    return None


def _by_name(text: str, report: Report, _chosen: Sequence[str]) -> Mention | None:
    """Read 党风廉政那部分, 存在问题压到一半; a name that no part has is asked about where it
    cannot be anything else."""
    lost: Unknown | None = None
    for match in (m for pattern in NAMES for m in pattern.finditer(text)):
        said, name = match.groupdict(), named_of(match["name"])
        of_each = _EACH_OF.search(name) if said.get("sure") is not None else None
        name = name[: of_each.start()] if of_each is not None else name
        if NO_NAME.fullmatch(name) or _NONE.search(name) or not bare_name(name):
            continue
        behind = text[match.end() :]
        verb = SHORTER.match(behind) or SHORTER.match(said.get("verb") or "")
        shorter = verb is not None and find_length(behind) is not None
        try:
            parts = find_parts(name, report, sure="sure" in said or shorter)
        except Unknown as unknown:
            unit = text[match.end("sure") : match.end()] if said.get("sure") else ""
            speaks: Sequence[Sibling] = misspelt(name, report)
            if (said.get("sure") or _TOLD.match(match["name"])) and not speaks:
                speaks = loosely(match["name"], report, unit)
                one_paragraph(named_of(match["name"]), unit, speaks, report)
            if speaks:
                more, behind = joined_to(behind, report)
                return _of([*speaks, *more], text[: match.start("name")] + behind)
            # 突出重点部分 is no name, but what is to be shortened is one.
            lost = lost or (unknown if shorter or said.get("sure") else None)
        else:
            if len(parts) == 1 and said.get("sure"):
                parts = held_in(name, parts[0], report)
            more, behind = joined_to(behind, report) if said.get("sure") else ([], behind)
            found = _of([*parts, *more], text[: match.start("name")] + behind)
            if len(parts) == 1 and said.get("sure") is not None:
                unit = text[match.end("sure") : match.end()]
                counted = f"{of_each.group() if of_each else said['sure']}{unit}{behind}"
                before = text[: match.start("name")]
                for words in (counted, behind):
                    if (inner := all_below(parts[0], words)) is not None:
                        return _of(inner[0], before + inner[1])
            if len(parts) == 1 and (below := counted_below(parts[0], match.group())):
                return replace(found, ids=below)
            if match.group().endswith("节") and len(parts) == 1 and "." not in parts[0].id:
                lower = [p for p in report.walk() if "." in p.id and name in p.heading]
                if len(lower) == 1:
                    return _of([*lower, *more], found.rest)  # 应急那节 is less than 安全和应急
            return _narrowed(found, behind, report) if said.get("sure") else found
    if lost is not None and not WHOLE.search(text):
        raise lost
    return None


def _narrowed(found: Mention, behind: str, report: Report) -> Mention:
    """Return the parts named behind a part that holds them: 述德这一块，政治品德那条…"""
    if len(found.ids) != 1 or A_PART.search(behind) is None:
        return found
    try:
        inner = _by_name(behind, report, ())
    except Unclear:
        return found
    if inner is None or not all(i.startswith(f"{found.ids[0]}.") for i in inner.ids):
        return found
    before = found.rest.removesuffix(behind)
    return replace(inner, rest=before + inner.rest)


def _less(
    found: Mention, kept: Sequence[Sibling], others: bool, report: Report, chosen: Sequence[str]
) -> Mention:
    """Return the place without the parts that are left as they are."""
    if others and not kept:
        kept = [report.find(one) for one in chosen]
        if not kept:
            raise Unclear("没有说其余是除了哪些部分", "it was not said what the others are beside")
    whole = found.whole or others or not (found.ids or chosen)
    ids = found.ids or (() if whole else tuple(chosen))
    homes = [report.find(i) for i in ids if _there(i, report)] if ids else list(report.sections)
    left = tuple(one for home in homes for one in apart_from(home, {k.id for k in kept}))
    left += tuple(i for i in ids if not _there(i, report))
    if not left:
        raise Unclear("要改的部分又说不要动", "the parts to be changed are to stay as they are")
    return replace(found, ids=left, whole=False, spared=whole)


def _without(text: str, match: re.Match[str] | None) -> str:
    return text if match is None else text[: match.start()] + text[match.end() :]
