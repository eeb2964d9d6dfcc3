"""What is said of the last request: still shorter, longer again, this stays, another part."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.asking import ask, label_of
from assistant.chat.clause_tasks import LONG, task_by_words
from assistant.chat.commands import complains
from assistant.chat.conditions import take_conditions
from assistant.chat.kinds import kind_of
from assistant.chat.meant_elsewhere import (
    ALIKE,
    instead_of,
    like_its_own,
    redirected,
    same_again,
    same_part,
    saying_alike,
)
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading, Step
from assistant.chat.vocabulary import says_nothing
from assistant.findings import Message
from assistant.instruction.arrangement import within
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import EACH, SPAN, WHOLE
from assistant.instruction.mentions import Mention, find_mention
from assistant.instruction.relative_parts import beside, level_of, numbers_of
from assistant.tasks import Task

SHORTER, LONGER = 0.8, 1.25
"""By how much once more shorter, or longer again, changes the 字数 of what waits."""
_SHORT = re.compile(
    r"(?:这个|这样|这版|现在|看着|感觉|觉得)*(?:还(?:是|可以|能|要|得)?|仍然?|依然|依旧|继续|再)(?:给我|往下|大力|狠狠|稍微|适当|进一步)?(?:能)?(?:短|压|缩|精简|少|减|砍|紧|挤|榨|收|拧|勒|凝练|浓缩|删|简)(?:掉|一紧|一压|一缩|一收|紧|压|缩|点水分|水分|一?[点些下压缩减]|短|减|掉|狠|炼|练)*"
    r"|(?:这个|这样|这版|现在|看着|感觉|觉得)*(?:还是|还|仍然?|依然|依旧)?(?:太|有点儿?|偏|嫌|略|稍|不够|没)(?:长|多|啰嗦|冗长|短|精简|简洁|压够|够短|短多少)(?:了|些|点)?"
    r"|(?:压|缩|砍)?(?:得)?(?:力度)?(?:再)?(?:不够|狠|大)(?:一?[点些])?|压得?不够(?:狠)?|再狠一?点"
)
_TOO_SHORT = re.compile(
    r"(?:这个|这样|这版|现在|看着|感觉|觉得)*(?:再|稍微|适当|略微?)?(?:放)?(?:长|多|详细|放宽|宽松|丰富|宽|松|放松)(?:一?[点些]|回来|一松|一放|松)+"
    r"|(?:再)?(?:多)?(?:放|加|补|找|吐|还)(?:回去?|回来)(?:一?[点些]|几句)|(?:再|稍微|适当)?恢复(?:一?[点些]|一部分|回来一?[点些])|(?:压|删|砍|缩|减)(?:得)?(?:也|有点)?(?:太多|过头|太狠|太短|多|过|狠|短)(?:了|些)*"
    r"|(?:这个|这样|这版|现在|又)?(?:太|有点儿?|过于|偏)(?:短|简单|简略|少)(?:了)?|别压(?:那么|这么|得)*(?:多|狠|短|太短)|(?:再)?(?:多)?(?:保留|留)(?:得)?多?(?:一?[点些]|几句)(?:内容|字)?"
)
_OTHER = re.compile(
    "另(?:外)?(?:一|那)(?:个)?(?:部分|段|条|章|点)|别的部分|其他部分|下一(?:个)?部分|上一(?:个)?部分"
)
_NOT_THIS = re.compile(
    r"(?:(?:我)?(?:说|指|要|讲|要改|想改)?的?(?:不是|并非|错了|弄错了?|搞错了?|[弄搞说听]岔了?|[弄搞说]反了?|改错了?(?:地方|部分)?|理解错了?)(?P<not>[^，。]*?))?[，,]?(?:而|应该|我)*(?:(?:说|指|要|讲|要改|想改)?的?是|改的是|要)(?P<yes>[^，。]{1,20})"
)
_MEANT = re.compile(
    "(?:不是|并非|错了|弄错|搞错|改错|理解错|[弄搞说听]岔|[弄搞说]反)|(?:说|指|讲|要|要改|想改)的(?:就)?是|应该是|(?<!改)换成(?=第)|^(?:那)?(?:换(?:成|到|做)?|改(?:成|到|做))(?=第|\\d\\.\\d)"
)
_NEXT = re.compile(
    r"(?:(?P<before>上一|前一|前面[的那]*一?|上面[的那]*一?)|下一|后一|(?:后面|下面|接下来|紧跟着|挨着)[的那]*一?)"
    r"个?(?:大|小)?(?:部分|[条节点章块段项])"
)
_OTHER_ITEMS = re.compile("(?:其余|其[他它]|剩下|余下|别的|另外)的?[几两三四五六]?个?小?[节条点]")
_JUST = re.compile(
    "(?:刚才|方才|适才|刚刚|刚|上面|上次|前面)(?:那|的|这|改|压|弄|说|采用|过|一)*(?:个|部分|段|节|条|块|处)(?:内容)?|(?:还是|仍是|就是)[这那]一?个?(?:部分|小?节|[段条块处])"
)
"""The parts of the last request."""
_TOO = re.compile(
    r"(?:这个|这样|这[回次版]?)?(?:压到?|缩到?|改成?|[砍删减])?得?(?:\d+个?字?)?(?:左右)?(?:也|还是|有点|好像|确实|可能|太|还|又|未免|嫌|过于)+(?:狠|少|短|紧|多|长|不够|过|苛刻)(?:了|些|点)*|[狠少短紧多长]了|(?:不要|别|不是)\d+个?字?了?|我?(?:改主意|想了想|变卦)了?"
)
_STILL = re.compile("(?:但|可是?|就是|只是|不过|得|要|也)*(?:再|还|继续)")
_MORE_BY = re.compile(
    "(?:比(?:刚才|上一?[次版回]|现在|这个|这版|它)的?)?(?:再|还|要)?(?:给我)?(?:多(?:留|写|给|放|保留)?|[加补放找](?:回|上)?|长|宽)(?:个|上|回)?(?=\\d|[一二两三四五六七八九十百]|$)"
)
"""So many more than there are now."""
_CHANGE = re.compile(
    r"^(?:还是|那就?|就)?(?:改|调|换|弄|放宽?|写|给|要)(?:成|到|为|回)?(?=\d{2,5}(?:字|$|，))"
)
_DONE = re.compile(
    r"(?:(?P<first>(?:刚才|刚刚)?(?:最早|最先|最开始|一开始|头一[个次回]))|(?P<last>刚才|方才|适才|先[头前]|刚刚|刚|最近|上一?[次回]|前面))(?:[改动压缩润删写弄说采用调整过的得完好了]{1,4}(?:那|这)?|[那这](?=一?个?(?:部分|小?[节块段条])))"
    r"(?P<n>[一两二三四五])?个?(?:大|小)?(?:部分|[块段节条点])"
)
"""刚缩的那两块, 最早动的那块: parts by what was done to them."""


_IT = "(?:它|[这那]一?(?:部分|小?节|[条块段点章]))"
_NEXT_TO_IT = re.compile(
    f"(?P<it>(?:^|(?<=[，。；把将再就]))(?P<own>{_IT})(?P<join>[，]?(?:和|跟|与|同|还有|以及|连同?)))?(?P<near>{_IT}?的?(?:紧?挨着|紧?跟[着在])?{_IT}?的?"
    "(?:(?P<before>上[面头]?|前[面头]?)|(?:[下后][面头]?|接下来|接着|往下))的?(?:紧?挨着|紧?跟着)?的?[那这]?一?个?(?:大|小)?(?:部分|小?节|[条块段点章])(?:也|都)?(?=[，。也都按照换对掉调压缩改说读写，]|$))"
)
"""The part beside the one that was chosen or done last, with or without that one."""
_IT_AND = re.compile(f"(?:^|(?<=[把将])){_IT}(?=[和跟与同])")


_STILL_LONG = re.compile("还是?(?:太|有点|偏)?[长多]")
_OF_LENGTH = re.compile(
    "^[^\\d，。]{0,4}(?:太|有点|过于|稍微?|再|压|缩|放|得|嫌|[长短少多])[^\\d，。]{0,4}[长短少多宽松紧][^\\d，。]{0,3}$|^[长短少多]得[^，。]{1,6}$"
)
"""短得没魂了, 稍微放长点: how long it is, or is to be, which a length behind it says exactly."""
_SO_MORE = re.compile("多[留写给放保][^，。]{0,3}(?:字|一?[点些])")
_IS_WELL = re.compile(
    "(?:语气|内容|措辞|写法|意思|结构|这个|这样|这版|现在|整体|总体|基本|倒|都|是|也|还|就|挺|很|蛮|[写改压]得)*(?:对|好|行|可以|不错|合适)了?"
)
_UPON_IT = re.compile("在(?:此|这个?|刚才|现在|它)的?基础上[，]?(?:再|进一步)?(?:把|将)?")


def named_by_deed(sentence: str, at: Situation) -> str:
    """Return a sentence with the parts that it names by what was done to them, or by where they
    stand beside what was chosen or done last, by their numbers."""
    sentence = same_part(_next_to_it(sentence, at), at)
    if at.done and at.done[0][0].isdigit() and not SPAN.search(sentence):
        sentence = _UPON_IT.sub(f"把{numbers_of(at.done)}，", sentence)
    match = _DONE.search(sentence)
    if match is None:
        return sentence
    done = [tuple(dict.fromkeys(p.id for p in c.parts if p.changed)) for c in at.candidates]
    done = [ids for ids in dict.fromkeys(done) if ids]
    if not done and at.last and not match["first"]:
        done = [s.sections for s in at.last if s.sections]  # asked for, and nothing came of it
    count = "一两三四五".find((match["n"] or "一").replace("二", "两")) + 1
    chosen = done[:count] if match["first"] else done[-count:]
    ids = sorted({i for some in chosen for i in some})
    if len(chosen) < count or not ids:
        return sentence
    return sentence.replace(match.group(), numbers_of(ids), 1)


def _next_to_it(sentence: str, at: Situation) -> str:
    done = at.last[-1].sections or () if at.last else ()
    own = at.chosen or (done[0] if len(done) == 1 else None)
    if own is None or not own[0].isdigit() or SPAN.search(sentence):
        return sentence
    match = _NEXT_TO_IT.search(sentence)
    # 前面那部分 alone is the one that was spoken of before.
    far = match is not None and match["before"] and not re.search(_IT, match["near"])
    found = beside(own, bool(match["before"]), at.report) if match and not far else None
    if match is None or found is None:
        return _IT_AND.sub(numbers_of([own]), sentence, count=1)
    named = numbers_of(sorted({own, found})) if match["it"] else numbers_of([found])
    return f"{sentence[: match.start()]}{named}{sentence[match.end() :]}"


def read_delta(sentence: str, at: Situation) -> Reading | None:
    """Return what a sentence means after the last request, None where it stands by itself."""
    if not at.last:
        return None
    sentence = _without_complaint(sentence)
    meant = _place_meant(sentence, at)
    if meant is not None:
        return meant
    if SPAN.search(sentence) or WHOLE.search(sentence):
        return None
    if EACH.search(sentence) and not any(len(s.sections or ()) > 1 for s in at.last):
        return None  # 每部分控制在100字 is more than the one of the last request
    plain = sentence.strip("，。 ")
    last = shortened(at)
    if last is not None:
        now = words_now(at)
        asked = find_length(plain, bare=True)
        if asked is not None and (found := _with_length(plain, last, now, at)) is not None:
            return found
        shorter, _, size = plain.rpartition("，")
        asked = find_length(size, bare=True)
        if asked is not None and asked.less is None and _all_say(_SHORT, shorter):
            return _instead(last, replace(last, to=str(asked), target=None), at)  # 再短点，150
        if asked is not None and all(tells(c) for c in shorter.split("，")):
            return _with_length(size, last, now, at)  # 语气对了，就是还长，再减三十字
        if _all_say(_TOO_SHORT, plain):
            return _longer(last, now, at)
        if _all_say(_SHORT, plain):
            return _again(last, max(10, int(now * SHORTER)), at)
    rest, keep = take_conditions(plain)
    if keep and all(says_nothing(c) or complains(c) for c in re.split("[，。；]", rest)):
        return keeping(keep, at)
    return None


def _without_complaint(sentence: str) -> str:
    """Return a sentence without what it says of the last request: 300太狠了，改350; 刚才那部分."""
    if _JUST.search(sentence) and not SPAN.search(sentence):
        sentence = _JUST.sub("", sentence)
    clauses = [c for c in re.split("[，。；]", sentence) if c and not _TOO.fullmatch(c)]
    kept = _CHANGE.sub("到", re.sub("就?够了?$", "", "，".join(clauses)))
    return kept if find_length(kept, bare=True) is not None else sentence


def tells(clause: str) -> bool:
    """Whether a clause only says how what waits is."""
    if complains(clause) or _STILL_LONG.search(clause) or _IS_WELL.fullmatch(clause):
        return True
    about_length = _OF_LENGTH.search(clause) or _SO_MORE.search(clause)
    if about_length and SPAN.search(clause) is None and not take_conditions(clause)[1]:
        return True
    praises = kind_of(clause).label in ("adopt", "aside", "another")
    return praises and task_by_words(clause) in (None, LONG)


def _all_say(what: re.Pattern[str], plain: str) -> bool:
    """Whether every clause says it, or nothing."""
    clauses = [c for c in re.split("[，。；]", plain) if c]
    said = [what.fullmatch(c) is not None for c in clauses]
    return any(said) and all(one or says_nothing(c) for one, c in zip(said, clauses, strict=True))


def shortened(at: Situation) -> Step | None:
    """Return the shortening of the last request, None where it was none."""
    return next((s for s in reversed(at.last) if s.task == Task.SHORTEN), None)


def words_now(at: Situation) -> int:
    """字数 that the last request left: of the proposal, or of the parts as they stand."""
    step = shortened(at)
    assert step is not None
    newest = at.pending or (at.candidates[-1] if at.candidates else None)
    if newest is not None:
        if step.whole or not step.sections:
            return newest.words
        from assistant.wordcount import count_words

        found = [p for p in newest.parts if within(p.id, step.sections)]
        if found:
            return sum(count_words(p.output) for p in found)
    return sum(at.words(s) for s in step.sections or ()) or newest.words if newest else _whole(at)


def _whole(at: Situation) -> int:
    from assistant.wordcount import count_words

    return count_words(at.report.text)


def _source(last: Step, at: Situation) -> int:
    ids = last.sections or ()
    return sum(at.words(s) for s in ids) if ids else _whole(at)


def _again(last: Step, target: int, at: Situation) -> Reading:
    return _instead(last, replace(last, to="vague", target=target, each=False), at)


def _instead(last: Step, step: Step, at: Situation) -> Reading:
    """Return the last request with one of its steps said anew; the others are done as they were."""
    run = tuple(step if s is last else s for s in at.last)
    return Reading(Act.TASK, (step,), run=run)


def _longer(last: Step, now: int, at: Situation) -> Reading:
    """Give back some of what was taken out; never more than the source held."""
    source = _source(last, at)
    if at.pending is None and source <= now:
        said = Message(
            "报告里现在就是这么多内容，再长就要新的事实了，我不会凭空编写。要找回压掉的内容，可以说“撤销”。",
            "The report holds no more; more needs new facts. “Undo” brings back what was cut.",
        )
        return Reading(Act.REFUSE, said=said)
    return _again(last, min(source, int(now * LONGER)), at)


def _with_length(plain: str, last: Step, now: int, at: Situation) -> Reading | None:
    """Read 再压到200字, 再减100字, 200字吧, 再砍一半 after a shortening."""
    asked = find_length(plain, bare=True)
    assert asked is not None
    words = plain[: asked.start] + plain[asked.end :]
    words = _MORE_BY.sub("", words) if _MORE_BY.search(plain) else words
    if not says_nothing(
        re.sub(
            "就是|但是?|可是|只是|不过|[压缩减砍删精简恢复放宽保留控制不是错了能往下]|我说的",
            "",
            words,
        )
    ):
        return None
    if asked.less is None and asked.length and asked.length.words and _MORE_BY.search(plain):
        more = min(now + asked.length.words, _source(last, at))
        return _instead(last, replace(last, to=str(more), target=None), at)
    if asked.less is not None:
        if not _STILL.match(plain):
            return None
        less = replace(last, to=f"-{asked.less}", target=max(10, now - asked.less))
        return _instead(last, less, at)
    assert asked.length is not None
    if asked.length.part is not None:
        again = re.match("再|还|继续", plain)
        target = int(now * asked.length.part) if again else None
        return _instead(last, replace(last, to=str(asked), target=target), at)
    if asked.length.words and asked.length.words >= _source(last, at):
        return None
    return _instead(last, replace(last, to=str(asked), target=None), at)


def keeping(keep: tuple[str, ...], at: Situation) -> Reading:
    steps = tuple(
        replace(s, keep=(*s.keep, *(k for k in keep if k not in s.keep))) for s in at.last
    )
    return Reading(Act.TASK, steps)


def _place_meant(sentence: str, at: Situation) -> Reading | None:
    """Read 不是这部分，是第三部分; 我说的是全文; 第三部分也这么改."""
    sentence = _without_model(sentence, at)
    if like_its_own(sentence, at):
        return None
    there = find_mention(sentence, at.report, at.chosen or at.spoken_of)
    if there.ids and not set(there.ids) & set(at.done) and same_again(there.rest):
        return Reading(Act.TASK, _done_there(there, at))
    if ALIKE.search(sentence):
        asked = find_length(ALIKE.sub("", sentence))
        sentence = saying_alike(sentence, at)
        done = {s for step in at.last for s in step.sections or ()}
        here = at.chosen if at.chosen not in done else None
        named = find_mention(ALIKE.sub("", sentence), at.report, here)
        if not named.ids and (one := min(done, default=None)) is not None:
            named = find_mention(ALIKE.sub("", sentence), at.report, one, by_name=False)
        if (near := _beside(sentence, at)) is not None:
            named = Mention((near,))
        elif _OTHER_ITEMS.search(sentence) and done and "." in min(done):
            beside_it = [p.id for p in level_of(min(done), at.report)]
            named = Mention(tuple(i for i in beside_it if i not in done))
        if named.ids or named.whole:
            steps = _done_there(named, at)
            if asked is not None:
                steps = tuple(replace(s, to=str(asked)) if s.to is not None else s for s in steps)
            return Reading(Act.TASK, steps)
        return None
    if not _MEANT.search(sentence):
        return None
    if (other := instead_of(sentence, at)) is not None:
        return other
    match = _NOT_THIS.search(sentence)
    yes = match["yes"] if match is not None else sentence
    before = sentence[: match.start("yes")] if match is not None else ""
    if _OTHER.search(yes) or (match is None and _OTHER.search(sentence)):
        return _another_part(at)
    if find_length(yes, bare=True) is not None and not SPAN.search(yes):
        last = shortened(at)
        return _with_length(yes, last, words_now(at), at) if last is not None else None
    if (other := redirected(sentence, at)) is not None:
        return other
    if re.search("这(?:一)?(?:部分|段|条|里)|地方|部分", before + yes):
        return _another_part(at)
    return None


def _done_there(named: Mention, at: Situation) -> tuple[Step, ...]:
    """Return the last request for other parts."""
    several = len(named.ids) > 1
    return tuple(
        replace(
            s,
            sections=named.ids or None,
            whole=named.whole,
            each=s.each or (s.task == Task.SHORTEN and several),
        )
        for s in at.last
    )


_MODEL = re.compile(
    rf"(?:跟|和|同|照着?|按照?|像|比照)(?P<part>{SPAN.pattern})(?:那样|一样|的样子|的)?"
)
"""What it is to be like: 跟第三部分一样."""


def _without_model(sentence: str, at: Situation) -> str:
    """Return a sentence without the part that was done, named as what another is to be like."""
    match = _MODEL.search(sentence)
    if match is None or (match.start() == 0 and SPAN.search(sentence, match.end()) is None):
        return sentence
    like = find_mention(match["part"], at.report, at.spoken_of).ids
    if not like or not set(like) <= set(at.done):
        return sentence
    return f"{sentence[: match.start()]}照样{sentence[match.end() :]}"


def _beside(sentence: str, at: Situation) -> str | None:
    """Return the part before or behind that of the last request: 下一部分, 前面那条."""
    match = _NEXT.search(sentence)
    done = at.last[-1].sections or ()
    if match is None or len(done) != 1:
        return None
    return beside(done[0], bool(match["before"]), at.report)


def _another_part(at: Situation) -> Reading:
    """Ask which other part was meant, offering all that the last request did not touch."""
    done = {s for step in at.last for s in step.sections or ()}
    others = [s.id for s in at.report.sections if s.id not in done]
    offers = [
        Choice(
            label_of(s, at),
            Reading(
                Act.TASK,
                tuple(replace(x, sections=(s,), whole=False) for x in at.last),
                slot="instead",
            ),
        )
        for s in others
    ]
    if len(offers) == 1:
        return offers[0].means
    said = Message("您说的是哪一部分？", "Which part do you mean?")
    return ask(tuple(replace(s, sections=None) for s in at.last), said, "sections", offers)
