"""From a sentence to what it means: refusals, questions, commands, decisions, deltas, steps."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat import asking
from assistant.chat.added_facts import read_facts
from assistant.chat.background import foreground
from assistant.chat.by_example import (
    adopted_first,
    asks_to_know,
    back_or_forth,
    commanded,
    puts_off,
    which_parts,
)
from assistant.chat.clause_tasks import LONG, task_by_words
from assistant.chat.clauses import pieces_of, with_commas
from assistant.chat.command_meant import TO_SAVE, command_named
from assistant.chat.commands import as_wish, asks_of_undoing, command_of, is_question
from assistant.chat.decisions import read_back, read_partial
from assistant.chat.deletion import clears_noise
from assistant.chat.deltas import named_by_deed, read_delta
from assistant.chat.drafts import with_points
from assistant.chat.exact import read_exact
from assistant.chat.kept_again import kept_again
from assistant.chat.kinds import LIKELY, SURE, kind_of
from assistant.chat.length_conditions import decided
from assistant.chat.meant_elsewhere import only_there, with_length_said
from assistant.chat.normal import QUOTED, as_printed, bare, normal
from assistant.chat.part_decisions import part_by_part, takes_one
from assistant.chat.part_named import part_named
from assistant.chat.refusals import reason_of, refusal_of
from assistant.chat.said_twice import place_picked, sentence_quoted
from assistant.chat.situation import Situation
from assistant.chat.spoken_figures import meant_at_last
from assistant.chat.steps import read_steps
from assistant.chat.turn import Act, Reading, Step
from assistant.findings import Message
from assistant.instruction.bare_lists import bare_lists
from assistant.instruction.lengths import find_length
from assistant.instruction.loose_names import parts_named_in, speaks_of_a_part
from assistant.instruction.loose_parts import loosely
from assistant.instruction.mention_words import SPAN
from assistant.instruction.mentions import find_mention
from assistant.numbering import parse_number
from assistant.tasks import Task

_YES = re.compile(
    r"(?:是的?|对的?|对了|没错|确认|确定|好的?|可以|行|嗯+|同意|没问题|就这样|照办|(?:就|那就)?(?:改|删|换|做|执行|办)(?:掉|了|吧)*|采用|要|yes|y|ok|okay|sure)(?:，?(?:改|删|确认|确定|就这样|没错|可以)(?:掉|了|吧)*)*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:不(?:是|对|要|行|用|改|删|必|可以|同意|好)?|别(?:改|删|动)?|算了|取消|先(?:不|别)(?:改|删|动)?|等等|no|n)(?:了|吧|，.*)?",
    re.IGNORECASE,
)
_SHOW = re.compile(
    r"(?:我?(?:想|要)?(?:看看?下?|瞧瞧?|瞅瞅?|打开|(?:带|领)我(?:去|到)|找到?|跳(?:到|转到)|[转翻跳]至|转到|显示|翻到|定位到?|切(?:换)?到|去(?!年|掉|除)|选(?:中|择)?|回到)(?:一下)?)(?P<where>.{1,24}?)(?:的?(?:内容|正文|原文))?(?:，?(?:供|让|给|我)[^，。]{0,6}(?:审阅|看|瞧|过目|瞄)[^，。]{0,3})?"
    r"(?:，?(?:先|就|只)*(?:看看?|看一?[眼下]|瞧瞧?|瞄一?眼)(?:再说)?)?(?:，?(?:先|暂时|也|都)*(?:不|别)(?:用|急着)?(?:改|动)(?:它)?)?"
)
_WHERE_IS = re.compile(
    r"(?:你|您)?(?:带|领|帮)?我?(?:想|要)?(?:去)?(?:看看?|瞧瞧?|找找?|翻到?|定位)(?:一下)?(?P<what>[^，。]{2,30}?)(?:那(?:一)?(?:句|处|个)(?:话|数)?|那儿)?(?:是|都)?(?:[写放说讲提落]|出现)?在(?:哪|什么地方|何处|哪里|哪儿|哪一?个?(?:部分|[节块段条]))(?:了|呢)?[。？]*"
)
"""带我去看看…那句写在什么地方: it is to be shown."""
_THERE = re.compile("(?:[写讲说提谈][到过]?)?(.{2,20}?)的?(?:地方|那里|那儿|那处|位置)")
_STILL = re.compile("压|缩|改|分|写|删|加|补|理|清|合|长|短|字")
_OF_A_GAP = re.compile("空(?:着|的|白|缺)|没填|待补|填了没|缺数")
_IF_SO = re.compile("^(?:如果?|若|要是)?(?:可行|可以|行|能|好)(?:的话)?，?(?:则|就|便|那)")
_NOTHING = Message("您想改哪里？可以直接说，比如：", "What would you like to change?")
EXAMPLES = ("把第二部分压到300字", "第一部分分成三点", "语气平实一些", "还缺什么")


def understand(sentence: str, at: Situation) -> Reading:
    """Return what a sentence means in its situation; never raises for what was typed.

    What no rule understands comes back as a question with `lost` set: a model may be asked then.
    """
    at = replace(at, typed=sentence)
    said_last = meant_at_last(normal(sentence), at.report.text)
    text = with_commas(as_printed(said_last, at.report.text))
    on_length = decided(text, at)
    if isinstance(on_length, Reading):
        return on_length
    text = bare_lists(on_length, at.report, at.spoken_of)
    plain = bare(text)
    for choice in at.choices:
        if sentence.strip() == choice.label or plain == choice.label:
            return choice.means
    if not plain:
        return Reading(Act.HELP) if is_question(text) else lost(_NOTHING)
    if at.pending is not None and not is_question(text):
        by_part = part_by_part(bare(named_by_deed(text, at)), at.pending, at)
        if by_part is None:
            by_part = which_parts(plain, at)
        if by_part is not None:
            return by_part
    wished = foreground(named_by_deed(text, at), at.report)
    reason = refusal_of(_own_words(text, at), _own_words(sentence, at))
    if reason in (reason_of("send"), reason_of("outside")) and not refusal_of(wished, wished):
        reason = None  # 丢了我得打电话 tells what would follow
    of_report = is_question(text) and _OF_A_GAP.search(text)
    if reason == reason_of("outside") and (of_report or _gives_length(text)):
        reason = None
    if reason is not None and not (reason == reason_of("outside") and with_points(bare(wished))):
        return Reading(Act.REFUSE, said=reason)
    asks = is_question(re.split("[，。；]", text.strip("，。；"))[-1]) and as_wish(text) is None
    if wished != text and bare(wished) and (not asks or is_question(wished)):
        found = _meant(wished, at)
        if not found.lost and not (found.act is Act.ASK and found.slot == "instruction"):
            return found
    return _meant(text, at)


def _gives_length(text: str) -> bool:
    """Whether a sentence says how long a part that it names is to be."""
    return find_length(text) is not None and SPAN.search(text) is not None


def _own_words(text: str, at: Situation) -> str:
    """Return a sentence without what it quotes of the report: that asks for nothing."""
    return QUOTED.sub(lambda m: "“”" if m.group()[1:-1] in at.report.text else m.group(), text)


def _meant(text: str, at: Situation) -> Reading:
    """Return what the wishes of a sentence mean, or the sentence as it was said."""
    plain = bare(text)
    if (cleared := clears_noise(plain, at)) is not None:
        return cleared
    if is_question(text):
        return _then_wished(text, at) or _asked(text, plain, at)
    if "？" in text and not any(task_by_words(c) not in (None, LONG) for c, _ in pieces_of(plain)):
        return Reading(Act.ANSWER, lost=True)
    if at.question is None and asks_to_know(plain) and command_of(plain) is None:
        return Reading(Act.ANSWER, lost=True)
    if at.question is not None:
        replied = _told_whole(plain, at) or _reply(plain, at)
        if replied is not None:
            return replied
    return _told(plain, at)


def _then_wished(text: str, at: Situation) -> Reading | None:
    """Return what is asked for behind a question that no answer is waited for: 第二块这么长哪个看，
    砍成500字; 可行吗？可行则删去“甲”."""
    wish = bare(_IF_SO.sub("", text.rpartition("？")[2]))
    clause = wish and pieces_of(wish)[-1][0]
    asks = task_by_words(clause) not in (None, LONG, Task.REWRITE)
    if not asks or is_question(clause):
        return None
    found = _told(wish, at)
    return found if found.act in (Act.TASK, Act.ASK) and found.steps else None


def lost(said: Message) -> Reading:
    """Return that nothing was understood, with sentences that would be."""
    return Reading(Act.ASK, said=said, lost=True)


def _told(plain: str, at: Situation) -> Reading:
    for read in (
        read_partial,
        read_back,
        back_or_forth,
        kept_again,
        _command,
        _show,
        _adopted_first,
        commanded,
        only_there,
        read_delta,
        read_steps,
        read_facts,
    ):
        found = read(plain, at)
        if found is not None and not found.lost:
            return asking.WHICH_STAY if _of_some(found, plain, at) else found
    if at.pending is not None and puts_off(plain):
        return Reading(Act.ANSWER)
    return lost(asking.LOST)


def _of_some(found: Reading, plain: str, at: Situation) -> bool:
    """Whether all that waits would be turned down by what is said of one of its parts: 绿色转型那节
    照改，文化那节先不动."""
    waits = at.pending
    if found.act is not Act.REJECT or waits is None:
        return False
    if takes_one(plain, waits, at):
        return True
    if len([p for p in waits.parts if p.changed]) < 2:
        return False
    return bool(find_mention(plain, at.report, None).ids)


_IN_QUESTIONS = frozenset({Act.TAKE, Act.HELP, Act.ANOTHER})
"""Commands that decide nothing."""


def _command(plain: str, at: Situation) -> Reading | None:
    name = command_of(plain)
    return command_named(name, plain, at) if name is not None else None


def _adopted_first(plain: str, at: Situation) -> Reading | None:
    """Return the adoption of what waits with what is wanted then: the report saved, or another
    part changed."""
    rest = adopted_first(plain, at)
    if rest is None:
        return None
    done = {s for step in at.last for s in step.sections or ()}
    for read in (commanded, read_delta, read_steps):
        then = read(rest, at)
        if then is None or then.lost:
            continue
        elsewhere = then.act is Act.TASK and done and not then.run
        elsewhere = elsewhere and all(s.sections and not done & set(s.sections) for s in then.steps)
        return Reading(Act.ADOPT, then=then) if elsewhere or then.act is Act.TAKE else None
    return None


def _show(plain: str, at: Situation) -> Reading | None:
    match = _SHOW.fullmatch(plain)
    if match is None:
        return _shown(plain, at)
    if re.search("版|稿|原文$", match["where"]):
        return None
    named = find_mention(match["where"], at.report, at.chosen)
    spoken = _THERE.fullmatch(match["where"])
    if spoken is not None and not named.ids and len(told_of := loosely(spoken[1], at.report)) == 1:
        return Reading(Act.GOTO, part=told_of[0].id)
    if len(named.ids) == 1 and not _STILL.search(re.sub("部分|段", "", named.rest)):
        return Reading(Act.GOTO, part=named.ids[0])
    return None


_BESIDE_SHOWING = frozenset({Act.GOTO, Act.ANSWER, "aside"})
"""Kinds of what may be said beside the wish to see a part."""


def _shown(plain: str, at: Situation) -> Reading | None:
    """Return the part that is to be shown where the examples tell so, in whatever words."""
    kinds = [kind_of(clause) for clause, _ in pieces_of(plain)]
    shown = [k for k in kinds if k.label == Act.GOTO and k.sure >= LIKELY]
    if not shown or any(k.label not in _BESIDE_SHOWING and k.sure >= LIKELY for k in kinds):
        return None
    named = find_mention(plain, at.report, None)
    ids = named.ids or tuple(p.id for p in parts_named_in(plain, at.report))
    return Reading(Act.GOTO, part=ids[0]) if len(ids) == 1 and named.problem is None else None


def _asked(text: str, plain: str, at: Situation) -> Reading:
    """Return what a question means: it may ask for a proposal, and decides on nothing."""
    question = Reading(Act.ANSWER, lost=True)
    for act in (Act.ANOTHER, Act.HELP):
        if act in (command_of(plain), command_of(text.rstrip("？"))):
            return Reading(act)
    wish = as_wish(text)
    name = command_of(bare(wish)) if wish is not None else None
    if name in (Act.ANOTHER, Act.HELP):
        return Reading(Act(name))
    if name is not None:
        return question
    alike = commanded(plain, at, SURE)
    told = alike is not None and (alike.act in _IN_QUESTIONS or alike.said == TO_SAVE)
    if alike is not None and told and not asks_of_undoing(text):
        return alike
    if (place := _WHERE_IS.fullmatch(plain)) is not None and wish is None:
        words = place["what"].strip('“”"')
        if at.report.text.count(words) == 1:
            return Reading(Act.GOTO, part=at.at(at.report.text.index(words)))
        return _show(f"去{words}", at) or question
    if wish is None:
        return question
    wish = bare(wish)
    decides = at.pending is not None and part_by_part(wish, at.pending, at)
    if (
        decides
        or read_partial(wish, at)
        or read_back(wish, at)
        or is_question(wish.rsplit("，", 1)[-1])
    ):
        return question
    for read in (_show, read_delta, read_steps):
        found = read(wish, at)
        if found is not None and (found.act is not Act.ASK or not found.lost):
            return found
    return question


_ASKED_FOR = frozenset({"sections", "fact", "instruction", "to", ""})
"""What a sentence left open that can be said of it afterwards; other questions are answered in
words of their own."""


_DENIES = re.compile(
    "(?:[哦啊嗯]|不对，?|我说的?)*(?:不(?!错|过)|别(?!的)|没(?!错|问题)|除|莫|甭|勿)"
)
"""What a reply begins with that says which is not meant; 没错 and 别的 do not."""
_POINTED = re.compile("[那这](?:[一两二三四几]个?|个)?(?:大|小)?(?:部分|[条点节块段项])")


def _told_whole(plain: str, at: Situation) -> Reading | None:
    """Return what an open request means with what was left out of it: 把那两条合并, 二里的甲和乙.
    None where the reply asks for something itself, or does not fill it."""
    question = at.question
    wishes = task_by_words(plain) is not None or find_length(plain, bare=True) is not None
    if question is None or not at.asked or question.slot not in _ASKED_FOR or wishes:
        return None
    if _DENIES.match(plain):
        return None  # 不是第二部分 says which is not meant
    fresh = replace(at, question=None, choices=(), asked="")
    tasks = {step.task for step in question.steps}
    put = _POINTED.sub(lambda m: f"{plain}{m.group()}", at.asked, count=1)
    for whole in dict.fromkeys((put, f"{plain}，{at.asked}", f"{at.asked}，{plain}")):
        found = understand(whole, fresh)
        kinds = {step.task for step in found.steps}
        if found.act is Act.TASK and (not tasks or kinds == tasks) and not found.lost:
            return found
    return None


def _reply(plain: str, at: Situation) -> Reading | None:
    """Return what a bare sentence says to the open question, None where it says something else."""
    question = at.question
    assert question is not None
    slot, steps = question.slot, question.steps
    if slot == "agree":
        if _YES.fullmatch(plain) and at.choices:
            return at.choices[0].means
        return Reading(Act.REJECT, slot="agree") if _NO.fullmatch(plain) else None
    if not steps:
        return None
    if slot == "sentence":
        return place_picked(plain, at) if at.choices else sentence_quoted(plain, at)
    filled: tuple[Step, ...] | None = None
    if slot == "to" and not SPAN.search(plain):
        asked = find_length(plain, bare=True)
        if asked is not None:
            filled = tuple(
                replace(s, to=str(asked)) if s.task == Task.SHORTEN and s.to is None else s
                for s in steps
            )
    elif slot == "each" and re.search("各|分别|每|一共|总共|合|共|加起来|都是", plain):
        each = re.search("各|分别|每|都是", plain) is not None
        return Reading(Act.TASK, tuple(_each(s, each) for s in steps))
    elif slot in ("sections", "goto") and not _DENIES.match(plain):
        edit = read_exact(plain, at)
        if edit is not None and edit.act is Act.TASK:
            return edit  # 有个数要改 … 增长20%那个，应该是21%
        filled = _with_place(plain, steps, at)
        if filled is None and steps[-1].adds and (part := part_named(plain, at)) is not None:
            filled = (*steps[:-1], replace(steps[-1], sections=part))
    elif slot == "points" and (count := re.search(r"\d+|[一二两三四五六七八九十]+", plain)):
        number = parse_number(count[0].replace("两", "二"))
        filled = tuple(replace(s, points=number) if s.points is not None else s for s in steps)
    elif slot == "fact":
        return read_facts(plain, at)
    elif slot == "draft":
        filled = tuple(replace(s, instruction=plain, sections=()) for s in steps)
    elif slot == "instruction" and command_of(plain) is None and not SPAN.search(plain):
        other = read_steps(plain, at)
        if other is not None and other.steps and other.steps[0].task != Task.REWRITE:
            same = replace(other.steps[0], sections=steps[-1].sections, whole=steps[-1].whole)
            return _whole_again((*steps[:-1], same), at)
        filled = tuple(replace(s, instruction=s.instruction or plain) for s in steps)
    return _whole_again(filled, at) if filled is not None else None


def _each(step: Step, each: bool) -> Step:
    several = len(step.sections or ()) > 1 or step.whole
    return replace(step, each=each and several)


def _with_place(plain: str, steps: tuple[Step, ...], at: Situation) -> tuple[Step, ...] | None:
    named = find_mention(plain, at.report, at.chosen)
    if named.problem is not None or not (named.ids or named.whole):
        return None
    if re.search("[压缩改写删分]", re.sub("部分", "", named.rest)):
        return None  # a request of its own
    if speaks_of_a_part(named.rest, at.report):
        return None  # 二里的质量强县: less is meant than what was found
    return tuple(
        with_length_said(
            replace(s, sections=named.ids or None, whole=named.whole and not named.ids), named.rest
        )
        if s.sections is None and not s.whole
        else s
        for s in steps
    )


def _whole_again(steps: tuple[Step, ...], at: Situation) -> Reading:
    """Return the steps once nothing is missing from any of them, else the next question."""
    for step in steps:
        found = asking.complete(step, at)
        if found.act is not Act.TASK:
            return replace(found, steps=steps)
    return Reading(Act.TASK, steps)
