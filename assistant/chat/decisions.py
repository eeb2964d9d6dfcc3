"""Decisions on a part of what waits or was done: only the first two changes, all but the last,
the second part back as it was."""

from __future__ import annotations

import re

from assistant.chat.by_example import conclusion_of
from assistant.chat.clause_tasks import task_of
from assistant.chat.kinds import LIKELY, kind_of
from assistant.chat.normal import QUOTED
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading
from assistant.findings import Message
from assistant.instruction.mentions import find_mention
from assistant.numbering import parse_number
from assistant.session import Proposal

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_UNIT = r"(?:处|个|条|项|点)(?:改动|修改|地方|变动|建议)?"
_NTH = (
    rf"第?{_N}(?:{_UNIT})?(?:(?:、|和|与|，|跟|及)第?{_N}(?:{_UNIT})?)*{_UNIT}|"
    rf"(?:前|头|后|最后|末)(?:面)?(?:的)?(?:{_N}|两|几){_UNIT}|最(?:后|"
    rf"末)的?(?:那|一)?{_UNIT}|(?:头|首|开头)一?{_UNIT}"
)
_SPEC = rf"(?P<spec>{_NTH}|c\d+(?:[、，和]c?\d+)*)"
_YES = (
    r"(?:采用|采纳|接受|要|同意|用|保留|留|可以|行|好|通过|改|要了|收下?|照改|"
    r"认可?|拿|挑|批|过)[下着]?"
)
_NO = (
    r"(?:不(?:要|行|用|采用|采纳|接受|同意|可以|改|好|算)|别(?:改|"
    r"要|用|采用|动)|去掉|除外|算了|留着原(?:文|样)|(?:保持|维持)?原(?:文|样|状)|不动|照旧"
    r"|(?:改|写|换)?得?(?:不好|不行|不对|不妥|不通|有问题|有点怪|很怪|太差|差)|按原来|删(?:掉|了)|撤(?:掉|回|了)|恢复|有问题|退(?:掉|回|了)|扔(?:掉|了)|再说|我?再(?:想|看|考虑|琢磨|斟酌|商量)+)(?:了|的|"
    r"吧)*"
)
_ONLY = re.compile(
    rf"(?:(?:只|仅|光|就|单)(?:要|采用|采纳|接受|用|同意|保留|留下?|改|收下?|认可?|拿|挑|批|过)?|采用|采纳|接受|同意|要)(?:了|其中|改动里|里面|这里的?|的)*{_SPEC}(?:的)?(?:改动|修改)?(?:就行|就好|可以|，?(?:其他|其余|别的|剩下|后面|前面)[^，。]{{0,6}}(?:不|别)(?:要|用|采用|改|动|管)了?)?"
)
_FIT = re.compile(
    rf"{_SPEC}(?:的)?(?:改动|修改)?(?:都|就)?{_YES}(?:了)?(?:，?(?:其他|其余|别的|剩下|后面)(?:的)?(?:都|就)?{_NO})"
)
_BUT = re.compile(
    rf"(?:.{{0,10}}?(?:{_YES}|不错|其他|其余|别的|都|全部?)(?:了|的|吧|都)*[，,]?(?:但是?|不过|就是?|只是|除了|唯独|可是)?(?:其中|把)?)?{_SPEC}(?:的)?(?:改动|修改)?(?:就|先|还是)?(?:{_NO}|(?:以外|之外|外))(?:[，,]?(?:其他|其余|别的|剩下)[^，。]{{0,3}}{_YES}(?:了|的|吧)*)?"
    rf"|除了?{_SPEC.replace('spec', 'spec2')}(?:以外|之外|外)?，?(?:其他|"
    rf"其余|别的|剩下)?(?:的)?(?:都|全部?)?{_YES}"
)
_AGAINST_ONE = re.compile(rf"(?:其中|把)?{_SPEC}(?:的)?(?:改动|修改)?(?:就|先|还是)?(?:{_NO})")
"""第二处改得不对 says nothing of the others."""
_PART = re.compile(
    rf"(?:只|仅|就)(?:要|采用|接受|用|同意|保留)(?P<only>.+?)(?:的)?(?:改动|修改|部分的?改动)?$|(?:可以|采用|都?行|同意|好)(?:了|的|吧)*[，,]?(?:但是?|不过|就是|除了)(?P<but>.+?)(?:的)?(?:改动|修改)?(?:{_NO}|以外|之外)$"
)
_BACK = re.compile(
    r"(?:撤回|撤销|撤掉|恢复|还原|复原|改回|退回|变回|不改了|别改了|恢复原(?:样|文|状)|改回去|改回来|还是原来|用回?原来|用回?原文|按原文|回到原)"
)
_DENIED = re.compile("(?:不|别|勿|没|莫)(?:要|用|能|必|许|想|急着)?(?:再|给我|把它|帮我)?$")
"""In front of a verb: 不要还原."""


def read_partial(sentence: str, at: Situation) -> Reading | None:
    """Return which changes of the proposal that waits are taken, None where a sentence decides on
    no single ones."""
    waits = at.pending
    if waits is None:
        return None
    ids = [c.id for c in waits.changes]
    for pattern, keep in ((_FIT, True), (_ONLY, True), (_BUT, False)):
        match = pattern.fullmatch(sentence)
        if match is None:
            continue
        spec = next(v for k, v in match.groupdict().items() if k.startswith("spec") and v)
        named = _changes(spec, ids)
        if named is None:
            count = Message(
                f"这份建议一共 {len(ids)} 处改动，没有“{spec}”。要采用哪几处？",
                f"This proposal has {len(ids)} changes; which ones?",
            )
            return Reading(Act.ASK, said=count, slot="changes")
        taken = named if keep else [c for c in ids if c not in named]
        if _AGAINST_ONE.fullmatch(sentence) and taken:
            return _the_rest(tuple(taken))
        return Reading(Act.ADOPT_PART, changes=tuple(taken))
    return _by_part(sentence, waits, at) or _part_by_part(sentence, waits, at)


def _the_rest(taken: tuple[str, ...]) -> Reading:
    """Return the question whether what nobody spoke against is to be adopted."""
    said = Message(f"其余 {len(taken)} 处要采用吗？", f"Adopt the other {len(taken)} changes?")
    yes = Choice(f"采用其余 {len(taken)} 处", Reading(Act.ADOPT_PART, changes=taken))
    no = Choice("都不要", Reading(Act.REJECT))
    return Reading(Act.ASK, said=said, choices=(yes, no), slot="agree")


_DECIDED = {"adopt": True, "adopt_part": True, "reject": False, "keep": False, "undo": False}
"""Whether a clause of a kind that names a part takes what is proposed for it."""
_TAKES = re.compile(
    rf"(?:的|都|就|那(?:部分|块))*(?:给我)?(?P<verb>{_YES}|{_NO}|不要要)(?:了|的|吧|哈)*$"
)


def _part_by_part(sentence: str, waits: Proposal, at: Situation) -> Reading | None:
    """Read 五的要，六的不要: for parts that are named each clause says whether it is taken."""
    taken: list[str] = []
    named_here: list[str] = []
    clauses = [c for c in re.split("[，。；]", conclusion_of(sentence)) if c]
    for clause in clauses:
        lead = _LEADS.match(clause)
        verb = lead or _TAKES.search(clause)
        kind = kind_of(clause)
        if verb is None and (kind.label not in _DECIDED or kind.sure < LIKELY):
            return None
        name = clause[lead.end() :] if lead else clause[: verb.start()] if verb else clause
        against = verb is not None and not lead and re.fullmatch(_YES, verb["verb"]) is None
        takes = not against and (verb is not None or _DECIDED[kind.label])
        if not _NAMELESS.sub("", name):
            if against:
                return None
            continue
        inside = _meant(_NAMELESS.sub("", name), waits, at, by_name=verb is not None)
        if inside is None:
            return None
        rest = inside == [_REST]
        if rest and takes:
            inside = [c.id for c in waits.changes if c.id not in named_here]
        taken += [c for c in inside if c != _REST] if takes else []
        named_here += inside
    taken = list(dict.fromkeys(taken))
    return Reading(Act.ADOPT_PART, changes=tuple(taken)) if len(clauses) > 1 and taken else None


_LEADS = re.compile("(?:就|先)*(?:只|仅|光|单)(?:收下?|要|采用|采纳|接受|留下?|用|换)了?(?=.)")
_NAMELESS = re.compile("(?:[改写]得|的|都|先|就|那)+$")
_REST = "rest"
_OTHERS = re.compile("(?:后面|其余|其他|别的|剩下)(?:的)?(?:[那几两三]*[处个条])?")
_OF_TWO = re.compile("(?P<first>前)?(?:后)?(?:面)?(?:那)?一(?:处|个|块|节|条|部分)")


def _meant(name: str, waits: Proposal, at: Situation, *, by_name: bool) -> list[str] | None:
    """Return the changes that a name means (第一处, 前一处 of two parts, 其余, a part), or None."""
    if _OTHERS.fullmatch(name):
        return [_REST]
    both = at.last[-1].sections if at.last else None
    if both is not None and len(both) == 2 and (of_two := _OF_TWO.fullmatch(name)) is not None:
        return _within(waits, both[:1] if of_two["first"] else both[1:])
    if re.fullmatch(_NTH, name):
        return _changes(name, [c.id for c in waits.changes])
    if re.fullmatch("[一二三四五六七八九]", name):
        name = f"第{name}部分"
    named = find_mention(name, at.report, None, by_name=by_name)
    return None if not named.ids or named.problem is not None else _within(waits, named.ids)


def _within(waits: Proposal, ids: tuple[str, ...]) -> list[str]:
    """Return the changes of a proposal that lie in parts."""
    return [
        c.id
        for p in waits.parts
        for c in p.changes
        if any(p.id == s or p.id.startswith(s + ".") for s in ids)
    ]


def _by_part(sentence: str, waits: Proposal, at: Situation) -> Reading | None:
    match = _PART.fullmatch(sentence)
    if match is None:
        return None
    named = find_mention(match["only"] or match["but"], at.report, None)
    if not named.ids:
        return None
    inside = _within(waits, named.ids)
    if not inside:
        return None
    taken = inside if match["only"] else [c.id for c in waits.changes if c.id not in inside]
    return Reading(Act.ADOPT_PART, changes=tuple(taken))


def _changes(spec: str, ids: list[str]) -> list[str] | None:
    """Return the changes that words name, None where there are none such."""
    if spec.startswith("c"):
        named = [f"c{n}" for n in re.findall(r"\d+", spec)]
        return named if set(named) <= set(ids) else None
    if re.match("最(?:后|末)的?(?:那|一)?[处个条项点]", spec):
        return ids[-1:] or None
    if re.match("(?:头|首|开头)一?[处个条项点]", spec):
        return ids[:1] or None
    group = re.match(rf"(前|头|后|最后|末)(?:面)?(?:的)?({_N}|两)", spec)
    if group is not None:
        count = parse_number(group[2].replace("两", "二")) or 0
        if not 0 < count <= len(ids):
            return None
        return ids[:count] if group[1] in "前头" else ids[-count:]
    numbers = [parse_number(n) or 0 for n in re.findall(_N, spec)]
    if not numbers or not all(0 < n <= len(ids) for n in numbers):
        return None
    return [ids[n - 1] for n in numbers]


def read_back(sentence: str, at: Situation) -> Reading | None:
    """Return the wish to have single parts back as they were, None for any other."""
    verb = _BACK.search(sentence)
    if verb is None or _DENIED.search(sentence[: verb.start()]):
        return None
    if verb.group() not in QUOTED.sub("", sentence):
        return None  # “退回购物卡3张”要留着 is what the report says
    if any(task_of(c) is not None for c in re.split("[，。；]", sentence[verb.end() :])):
        return None  # 撤销刚才的，第三部分压到50字
    named = find_mention(_BACK.sub("", sentence), at.report, at.chosen)
    if named.ids and len(named.ids) == 1:
        first = re.search("原(?:文|稿|样)|最初|打开", sentence) is not None
        return Reading(Act.UNDO, part=named.ids[0], which=0 if first else None)
    return None
