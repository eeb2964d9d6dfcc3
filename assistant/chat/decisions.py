"""Decisions on a part of what waits or was done: only the first two changes, all but the last,
the second part back as it was."""

from __future__ import annotations

import re

from assistant.chat.brought_back import brought_back, goes_back
from assistant.chat.clause_tasks import task_of
from assistant.chat.command_meant import AS_OPENED, as_opened
from assistant.chat.normal import QUOTED
from assistant.chat.part_decisions import NTH, changes_named, within
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading
from assistant.findings import Message
from assistant.instruction.mentions import find_mention
from assistant.session import Proposal

_SPEC = rf"(?P<spec>{NTH}|c\d+(?:[、，和]c?\d+)*)"
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
    r"(?:撤回|撤销|撤掉|恢复(?!得)|还原|复原|改回|退回|变回|不改了|别改了|恢复原(?:样|文|状)|改回去|改回来|还是原来|用回?原来|用回?原文|按原文|回到原)"
)
_BEFORE_THAT = re.compile("(?:[在被]|刚才)?[压改缩写精润调][^，。；]{0,4}(?:之前|以前|前)的?")
"""When something was as it is to be again: 压缩之前的文字."""
_BESIDES = re.compile("不要|别|(?<![成到得])[跟和与]")
"""In front of what is not meant, or only compared."""
_ONE_STEP = re.compile("上一?[版稿步次]|[一1]步")
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
        named = changes_named(spec, ids)
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
    return _by_part(sentence, waits, at)


def _the_rest(taken: tuple[str, ...]) -> Reading:
    """Return the question whether what nobody spoke against is to be adopted."""
    said = Message(f"其余 {len(taken)} 处要采用吗？", f"Adopt the other {len(taken)} changes?")
    yes = Choice(f"采用其余 {len(taken)} 处", Reading(Act.ADOPT_PART, changes=taken))
    no = Choice("都不要", Reading(Act.REJECT))
    return Reading(Act.ASK, said=said, choices=(yes, no), slot="agree")


def _by_part(sentence: str, waits: Proposal, at: Situation) -> Reading | None:
    match = _PART.fullmatch(sentence)
    if match is None:
        return None
    named = find_mention(match["only"] or match["but"], at.report, None)
    if not named.ids:
        return None
    inside = within(waits, named.ids, at)
    if not inside:
        return None
    taken = inside if match["only"] else [c.id for c in waits.changes if c.id not in inside]
    return Reading(Act.ADOPT_PART, changes=tuple(taken))


def read_back(sentence: str, at: Situation) -> Reading | None:
    """Return the wish to have single parts back as they were, None for any other."""
    if (found := brought_back(sentence, at)) is not None:
        one = found.part is not None and found.then is None
        return _how_far_back(found, sentence) if one else found
    verb = _BACK.search(sentence)
    if verb is None or _DENIED.search(sentence[: verb.start()]):
        return None
    if verb.group() not in QUOTED.sub("", sentence):
        return None  # “退回购物卡3张”要留着 is what the report says
    behind = re.split("[，。；]", _BEFORE_THAT.sub("", sentence[verb.end() :]))
    if any(task_of(c) is not None for c in behind):
        return None  # 撤销刚才的，第三部分压到50字
    clause = next(c for c in re.split("[，。；]", sentence) if verb.group() in c)
    named = find_mention(_BACK.sub("", clause), at.report, None)
    if not named.ids:
        named = find_mention(_BACK.sub("", sentence), at.report, at.chosen)
    if named.ids and len(named.ids) == 1:
        return _how_far_back(Reading(Act.UNDO, part=named.ids[0]), sentence)
    return None


def _how_far_back(back: Reading, sentence: str) -> Reading:
    """Return the wish to have a part back, as it was opened where the clause says so that holds
    the verb: 退回去，和最早说的不一样 and 恢复上一版，不要恢复到原文 are of one step."""
    for clause in re.split("[，。；]", sentence):
        where = _BESIDES.split(clause)[0]
        if (goes_back(clause) or _BACK.search(clause)) and AS_OPENED.search(where):
            return back if _ONE_STEP.search(where) else as_opened(back, where)
    return back
