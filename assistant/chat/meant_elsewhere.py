"""Another part than the one that was done is meant: 我说的是宣传引导不是收运; 不是第三部分，是第二
部分，压到800字; 换成第三部分，要求一样."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.clause_tasks import LONG, task_by_words
from assistant.chat.commands import complains
from assistant.chat.conditions import take_conditions
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.chat.vocabulary import says_nothing
from assistant.instruction.lengths import find_length
from assistant.instruction.loose_names import parts_named_in
from assistant.instruction.mention_words import SPAN
from assistant.instruction.mentions import Mention, find_mention
from assistant.instruction.relative_parts import numbers_of
from assistant.tasks import Task

_SAME_PART = re.compile(
    "(?:^|(?<=[，。；：把将]))同一个?(?:大|小)?(?P<unit>部分|章|节|[段块])(?P<more>[^，。；]*)"
)
"""The part done last, where more is wanted of it; 同一部分 is the report's that it stands in."""
ALIKE = re.compile(
    "也(?:都|各|全|分别|一起|照样)*(?:按|照|用|要|[压缩控减]到|是|到)?着?(?:刚才|前面|上面)?的?(?:[这那]个|同样|一样)(?:的)?(?:数|字数|长度|标准|篇幅|尺寸)|也(?:都|各|全|分别|给我|给)*(?:[压缩控减弄整搞改写]?[到成])?(?:这么|那么|这个|那个|同样|一样)(?:多|长|短)(?:个?字)?|"
    "(?:同样|一样|相同|照着?|按照?|依照?|跟)(?:的|这个|刚才|那个|上面|前面|同样)*(?:要求|办法|标准|力度|路子|套路|做法|规矩|字数|比例|法子)(?:来|弄|压|改|做|办|处理)*|"
    "跟(?:刚才|上面|前面|那个)的?一样|也是$|也?照(?:做|办|这个|那个)(?:来|弄|压|改)?|也(?:这么|这样)(?:来|弄|压|改|做|办)?|"
    "也?照(?:样|此|旧例|葫芦画瓢|方抓药)(?:子)?(?:也)?(?:给我|帮我)?(?:弄|来|整|搞|做|处理|办|压|改)*(?:一?[下遍回次])?|"
    "也(?:给我|帮我)?(?:弄|来|整|搞|做|处理|照办)(?:弄|一?[下遍回次]|来)*|"
    "也?照着?(?:这么|这样|那样|刚才)(?:来|弄|压|改|做|办)+|(?:跟[它他]|也)?(?:弄|压|缩|改|减|整)?成(?:一样|同样|一个|相同)的?(?:长|字数|篇幅|长度)|"
    "也?(?:是|按|照|用)?[这那][个种][压改写弄做办]法|也?同款(?:处理|待遇)?|"
    "也?(?:走|按|用)(?:这|那)个?(?:路子|办法|法子|套路)|(?:跟|和|同)(?:上[回次]|刚才|前面|之前)(?:的)?一(?:样|个)的?(?:字数|长度|篇幅|尺寸)|(?<=[块节条段分])，?(?:同|一)个(?:尺寸|字数)|"
    "也(?:这么|这样|照这样|一样|同样|照此|是这样|按这个|照着)|照(?:这样|着(?!第)|此)|同样(?:处理|改|压|办)|一样(?:处理|改|压|办)|都(?:这么|这样)"
)
"""What is said to be as it was done before."""
_SAME = re.compile(
    "(?:[也再又还就都照按跟和同像依用给将把对着的个来弄搞做办整压改下遍次法瓢虎]|刚[才刚]|方才|上[面次回]|前面|[那这]样|[那这]么|一样|同[样款]|样子|"
    "比照|仿照|参照|旧例|法子|标准|要求|力度|处理|帮我|一[个下遍次]|葫芦|画|猫)+"
)
_AS_BEFORE = re.compile("样|同|照|[那这]么|刚|比")
_CUE = re.compile(
    "(?P<no>(?:而|并)?不是|并非|不要|你?(?:弄|搞|当|压|写)成了?(?=.))|(?P<yes>我?(?:说|指|讲|要|要改|想改|要的|改)的?(?:就|应该)?是|我?(?:要|想)改(?=.)"
    "|应该?是|该是|[改换]成|而是|就是|是(?=.)|要(?=[^求点素是害])|仅仅?|只(?=.))"
)
"""In front of what was not meant, and of what was."""
_EACH = re.compile("各|分别|每")
_IT_IS = re.compile("^(?:[哦噢喔啊嗯哎]，?)?(?:我?(?:说|指|讲)的)?(?:就)?是(?:说)?，?(?=.{2})")
_SLIPPED = re.compile(
    "(?:又|都|是|我|你|好像|刚才)*(?:[弄搞说听点选指改看记]|理解)?(?:错|岔|反|混)(?:了)?(?:地方|部分|位置)?|我?[说指讲要]的|不对|哎|呀|要求|条件|其他|不变|照旧|一样|(?:才)?对|换(?=要求|条件|$)"
)


def same_part(sentence: str, at: Situation) -> str:
    """Return a sentence with 同一节 and 同一部分 by the number of what was done last."""
    return _SAME_PART.sub(lambda m: _done_last(m, at), sentence)


def _done_last(match: re.Match[str], at: Situation) -> str:
    top, more = match["unit"] in ("部分", "章"), match["more"]
    ids = dict.fromkeys(i.partition(".")[0] if top else i for i in at.done)
    meant = more[:1] in tuple("的里") or task_by_words(more) is not None
    found = meant and ids and all(i[0].isdigit() for i in ids)
    return f"{numbers_of(list(ids))}{more}" if found else match.group()


def same_again(rest: str) -> bool:
    """Whether nothing but that it is to be as before is said beside a part: 也照刚才那样来一个."""
    words = re.sub("[，。；]", "", rest)
    return _SAME.fullmatch(words) is not None and _AS_BEFORE.search(words) is not None


def saying_alike(sentence: str, at: Situation) -> str:
    """Return the clause that says what is to be alike, where it names its parts itself: 热线那节
    正合适，第五部分也按这个数压."""
    clauses = [c for c in re.split("[，。；]", sentence) if ALIKE.search(c)]
    alone = len(clauses) == 1 and find_mention(ALIKE.sub("", clauses[0]), at.report, None).ids
    return clauses[0] if alone else sentence


def like_its_own(sentence: str, at: Situation) -> bool:
    """Whether what is to be alike is said in the same sentence, of another part than was done last:
    第二部分压到200字，第四部分照此办理."""
    clauses = re.split("[，。；]", sentence)
    first = next((n for n, c in enumerate(clauses) if ALIKE.search(c)), 0)
    for clause in clauses[:first]:
        named = find_mention(clause, at.report, None, by_name=False).ids
        stays = complains(clause) or take_conditions(clause)[1]
        if named and not set(named) <= set(at.done) and not stays:
            return task_by_words(clause) not in (None, LONG)
    return False


def instead_of(sentence: str, at: Situation) -> Reading | None:
    """Read 不是第三部分，我说错了，是第二部分，压到800字: one part is denied, another named."""
    last = {s for step in at.last for s in step.sections or ()}
    named: list[str] = []
    asked = None
    for clause in re.split("[，。；]", sentence):
        ids = find_mention(clause, at.report, None, by_name=False).ids
        denied = re.search("不(?:是|要|用|压|改|动)|别", clause) is not None
        if ids and not denied:
            named += ids
        asked = asked or find_length(SPAN.sub("", clause), bare=True)
    if not named or not last or set(named) & last or asked is None:
        return None
    steps = tuple(
        replace(s, sections=tuple(dict.fromkeys(named)), whole=False, to=str(asked), target=None)
        for s in at.last
        if s.task == Task.SHORTEN
    )
    return Reading(Act.TASK, steps, slot="instead") if steps else None


def with_length_said(step: Step, rest: str) -> Step:
    """Return a step with the length that is said beside its place: 3.3跟3.4，各四百."""
    asked = find_length(rest.strip("，。；的呢 "), bare=True) if step.task == Task.SHORTEN else None
    if asked is None:
        return step
    each = _EACH.search(rest) is not None and len(step.sections or ()) > 1
    return replace(step, to=str(asked), target=None, each=step.each or each)


def only_there(sentence: str, at: Situation) -> Reading | None:
    """Return what was asked of the whole report, for the part that is all that is named then: 压到
    120字 … 哦，是讲水质的那条; None where anything else is said."""
    if not at.in_hand or len(at.last) != 1 or not at.last[0].whole:
        return None
    named = find_mention(_IT_IS.sub("", sentence), at.report, None)
    asked = find_length(named.rest.strip("，。；的呢 "), bare=True)
    left = named.rest.strip("，。；的呢 ") if asked is None else ""
    if not named.ids or named.problem is not None or not says_nothing(left):
        return None
    [last] = at.last
    if asked is not None and last.task != Task.SHORTEN:
        return None
    step = replace(last, sections=named.ids, whole=False, target=None)
    return Reading(Act.TASK, (with_length_said(step, named.rest),), slot="instead")


def redirected(sentence: str, at: Situation) -> Reading | None:
    """Read 我说的是宣传引导不是收运; 弄错了，换成第三部分，要求一样: what stands behind a word that
    denies is not meant, what stands behind one that says so is; None where more is said."""
    meant: list[Mention] = []
    others: list[Mention] = []
    left = ""
    for clause in re.split("[，。；]", sentence):
        cues = [None, *_CUE.finditer(clause)]
        ends = [*(c.start() for c in cues[1:] if c), len(clause)]
        for cue, end in zip(cues, ends, strict=True):
            words = clause[cue.end() if cue else 0 : end]
            if cue is not None and cue["no"] and SPAN.sub("", words).strip("了的 ") == "":
                continue
            named = find_mention(words, at.report, None)
            if not (named.ids or named.whole) and (one := parts_named_in(words, at.report)):
                named = Mention(tuple(p.id for p in one[:1]))
            if not (named.ids or named.whole):
                left += words
            elif cue is None or cue["yes"]:
                (meant if cue else others).append(named)
                left += named.rest
    meant = meant or others
    left = ALIKE.sub("", _SLIPPED.sub("", left)).strip("的了 ")
    if not meant or not says_nothing(left):
        return None
    ids = tuple(dict.fromkeys(i for one in meant for i in one.ids))
    steps = tuple(replace(s, sections=ids or None, whole=not ids, each=False) for s in at.last)
    return Reading(Act.TASK, steps, slot="instead")
