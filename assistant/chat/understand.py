"""From a sentence to what it means: refusals, questions, commands, decisions, deltas, steps."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat import asking
from assistant.chat.background import foreground
from assistant.chat.clauses import pieces_of, task_by_words, task_of
from assistant.chat.commands import (
    BACK,
    HOLD,
    ORIGINAL,
    STOP,
    as_wish,
    command_of,
    complains,
    decides,
    is_question,
    withheld,
)
from assistant.chat.decisions import read_back, read_partial
from assistant.chat.deltas import named_by_deed, read_delta
from assistant.chat.facts_said import read_facts
from assistant.chat.kinds import COMMANDS, LIKELY, SURE, Kind, kind_of
from assistant.chat.normal import QUOTED, as_printed, bare, normal
from assistant.chat.refusals import reason_of, refusal_of
from assistant.chat.situation import Situation
from assistant.chat.steps import read_steps
from assistant.chat.turn import Act, Choice, Reading, Step
from assistant.findings import Message
from assistant.instruction.lengths import find_length
from assistant.instruction.loose_names import parts_named_in
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
    r"(?:我?(?:想|要)?(?:看看?下?|瞧瞧?|瞅瞅?|打开|(?:带|领)我(?:去|到)|找到?|跳(?:到|转到)|转到|显示|翻到|定位到?|切(?:换)?到|去(?!年|掉|除)|选(?:中|择)?|回到)(?:一下)?)(?P<where>.{1,24}?)(?:的?(?:内容|正文|原文))?"
)
_STILL = re.compile("压|缩|改|分|写|删|加|补|理|清|合|长|短|字")
_BACK_BY = re.compile(r"([两二三四五六2-6])(?:个)?[步次回下]")
_PROPOSAL = "(?:这|那)?(?:份|个|条)?建议"
_CALLED_OFF = re.compile(
    f"取消(?:掉|了|吧)*|(?:把)?{_PROPOSAL}(?:取消|撤|退)(?:销|掉|了|回|去|吧)*"
    f"|(?:取消|撤销|撤回|撤掉|撤了?){_PROPOSAL}(?:吧)?"
)
"""It is what waits that is called off, not what was adopted before."""
_FAR_BACK = re.compile("上上|倒数|中间|昨|前天|分钟|小时|前几次")
"""Versions that are told by when they were, which nobody counts."""
_WHICH_VERSION = Message(
    "要回到哪一版？请说“上一版”“第2版”这样的次序。",
    "Which version? Say “the one before” or “version 2”.",
)
_NOTHING = Message("您想改哪里？可以直接说，比如：", "What would you like to change?")
EXAMPLES = ("把第二部分压到300字", "第一部分分成三点", "语气平实一些", "还缺什么")


def understand(sentence: str, at: Situation) -> Reading:
    """Return what a sentence means in its situation; never raises for what was typed.

    What no rule understands comes back as a question with `lost` set: a model may be asked then.
    """
    text = as_printed(normal(sentence), at.report.text)
    plain = bare(text)
    for choice in at.choices:
        if sentence.strip() == choice.label or plain == choice.label:
            return choice.means
    if not plain:
        return Reading(Act.HELP) if is_question(text) else lost(_NOTHING)
    kinds = [kind_of(clause) for clause, _ in pieces_of(plain)]
    wished = foreground(named_by_deed(text, at), at.report)
    reason = refusal_of(text, sentence)
    if reason in (reason_of("send"), reason_of("outside")) and not refusal_of(wished, wished):
        reason = None  # 丢了我得打电话 tells what would follow
    if reason is not None and not _asks_surely(kinds):
        return Reading(Act.REFUSE, said=reason)
    if wished != text and bare(wished):
        found = _meant(wished, kinds, at)
        if not found.lost and not (found.act is Act.ASK and found.slot == "instruction"):
            return found
    return _meant(text, kinds, at)


def _meant(text: str, kinds: list[Kind], at: Situation) -> Reading:
    """Return what the wishes of a sentence mean, or the sentence as it was said."""
    plain = bare(text)
    if is_question(text):
        return _asked(text, plain, at)
    if at.question is not None and (found := _reply(plain, at)) is not None:
        return found
    for kind in kinds:
        sure = kind.sure >= SURE and kind.known >= _WELL_KNOWN
        if sure and (reason := reason_of(kind.label)) is not None:
            return Reading(Act.REFUSE, said=reason)
    return _told(plain, at)


def _asks_surely(kinds: list[Kind]) -> bool:
    """Whether the examples know a clause as a request, and none as one that is refused."""
    unsafe = any(reason_of(k.label) is not None and k.sure >= _HINT for k in kinds)
    return not unsafe and any(k.sure >= SURE and k.label in _REQUESTS for k in kinds)


def lost(said: Message) -> Reading:
    """Return that nothing was understood, with sentences that would be."""
    return Reading(Act.ASK, said=said, lost=True)


def _told(plain: str, at: Situation) -> Reading:
    for read in (
        _command,
        read_partial,
        read_back,
        _show,
        _alike,
        read_delta,
        read_steps,
        _stated,
    ):
        found = read(plain, at)
        if found is not None and not found.lost:
            return found
    return _loose_command(plain, at) or lost(asking.LOST)


_HINT = 1.0
"""How sure the examples must be of an unsafe clause that one would rather not pass over."""
_REQUESTS = frozenset({"delete", "clean", "take", "shorten", "restructure"})
"""Kinds that bring nothing into a report that is not there."""
_IN_QUESTIONS = frozenset({Act.TAKE, Act.HELP, Act.ANOTHER})
"""Commands that decide nothing."""
_DECIDING = frozenset({Act.REJECT, Act.UNDO, Act.REDO, Act.EARLIER})
_WELL_KNOWN = 0.75
"""Share of a clause that the examples must know where the text is changed, or a request refused, on
its word."""


def _alike(plain: str, at: Situation) -> Reading | None:
    """Return the command that the examples know in all that a sentence says, None where it also
    asks for something to be written, or nothing is there to be decided on."""
    clauses = [c for c, _ in pieces_of(plain) if not complains(c)]
    kinds = [(kind_of(clause), _asked_in(clause)) for clause in clauses]
    if withheld(plain) or QUOTED.search(plain) or SPAN.search(plain):
        return None
    if any(asked and (k.label not in COMMANDS or k.sure < SURE) for k, asked in kinds):
        return None
    said = {k.label for k, _ in kinds if k.label in COMMANDS and k.sure >= LIKELY}
    sure = any(k.sure >= SURE for k, _ in kinds if k.label in said)
    name = decides(said) if sure else None
    if name is None or not _may(name, at):
        return None
    if name == Act.ADOPT and any(k.label != name or k.known < _WELL_KNOWN for k, _ in kinds):
        return _adopt_or_not()
    if name in _DECIDING and any(k.known < _WELL_KNOWN for k, _ in kinds if k.label == name):
        return None
    return _command_named(name, plain, at)


def _asked_in(clause: str) -> bool:
    """Whether the words of a clause ask for a task; 写得不赖 is as likely praise."""
    task = task_by_words(clause)
    return task is not None and (task != Task.REWRITE or SPAN.search(clause) is not None)


def _may(name: str, at: Situation) -> bool:
    """Whether there is something that a command decides on."""
    history = at.session.history
    return {
        Act.ADOPT: at.pending is not None,
        Act.REJECT: at.pending is not None,
        Act.ANOTHER: at.pending is not None,
        Act.UNDO: history.can_undo,
        Act.REDO: history.can_redo,
        Act.EARLIER: bool(at.candidates) or history.can_undo,
        Act.TAKE: True,
        Act.HELP: True,
    }.get(Act(name), False)


def _loose_command(plain: str, at: Situation) -> Reading | None:
    """Return the command of a sentence with a few words that nobody knows; nothing is adopted on
    such a word, but asked about."""
    history = at.session.history
    known = at.pending is not None or history.can_undo or history.can_redo or at.candidates
    if not known or QUOTED.search(plain) or SPAN.search(plain) or task_of(plain) is not None:
        return None
    kind = kind_of(plain)
    some = kind.label == Act.ADOPT_PART and kind.sure >= LIKELY  # which changes, nobody could tell
    if at.pending is not None and _adopts_first(plain):
        return _adopt_or_not()
    name = command_of(plain, loosely=True)
    if name is None or some:
        return None
    if name == Act.ADOPT:
        if at.pending is None:
            return None
        return _adopt_or_not()
    return _command_named(name, plain, at)


def _adopts_first(plain: str) -> bool:
    """Whether a sentence takes the proposal and wants something more: 采用，然后存一份."""
    first, *more = [c for c, _ in pieces_of(plain)] or [""]
    return bool(more) and command_of(first) == Act.ADOPT


def _adopt_or_not() -> Reading:
    yes, no = Choice("采用", Reading(Act.ADOPT)), Choice("不要", Reading(Act.REJECT))
    said = Message("您是要采用等您决定的这份建议吗？", "Shall the proposal be adopted?")
    return Reading(Act.ASK, said=said, choices=(yes, no), slot="agree")


def _stated(plain: str, at: Situation) -> Reading | None:
    """Return figures that are stated, once nothing else is understood."""
    return read_facts(plain, at)


def _command(plain: str, at: Situation) -> Reading | None:
    name = command_of(plain)
    return _command_named(name, plain, at) if name is not None else None


def _command_named(name: str, plain: str, at: Situation) -> Reading:
    if name == BACK:
        name = Act.REDO if at.session.history.can_redo else Act.UNDO
    if name == ORIGINAL:
        return Reading(Act.UNDO, which=0)
    if name == HOLD:
        return Reading(Act.ANSWER)
    if name == STOP:
        return Reading(Act.REJECT) if at.pending is not None else Reading(Act.HELP)
    if name == Act.UNDO and at.pending is not None and _CALLED_OFF.fullmatch(plain):
        return Reading(Act.REJECT)
    if name == Act.EARLIER and _FAR_BACK.search(plain):
        return Reading(Act.ASK, said=_WHICH_VERSION)
    if name == Act.EARLIER:
        which = re.search(r"第(\d+|[一二三四五六七八九十]+)", plain)
        first = 1 if re.search("最[早初]|最开始|头一", plain) else None
        return Reading(Act.EARLIER, which=parse_number(which[1]) if which else first)
    if name == Act.UNDO and (count := _BACK_BY.search(plain)) is not None:
        return Reading(Act.UNDO, which=-(parse_number(count[1].replace("两", "二")) or 1))
    return Reading(Act(name))


def _show(plain: str, at: Situation) -> Reading | None:
    match = _SHOW.fullmatch(plain)
    if match is None or re.search("版|稿|原文$", match["where"]):
        return None
    named = find_mention(match["where"], at.report, at.chosen)
    parts = parts_named_in(match["where"], at.report) if not named.ids else []
    if len(parts) == 1:
        return Reading(Act.GOTO, part=parts[0].id)
    if named.problem is not None and SPAN.search(match["where"]):
        return Reading(Act.ASK, said=named.problem, slot="goto")
    if len(named.ids) == 1 and not _STILL.search(re.sub("部分|段", "", named.rest)):
        return Reading(Act.GOTO, part=named.ids[0])
    return None


def _asked(text: str, plain: str, at: Situation) -> Reading:
    """Return what a question means: it may ask for a proposal, and decides on nothing."""
    question = Reading(Act.ANSWER, lost=True)
    for act in (Act.ANOTHER, Act.HELP):
        if act in (command_of(plain), command_of(text.rstrip("？"))):
            return Reading(act)
    alike = _alike(plain, at)
    if alike is not None and alike.act in _IN_QUESTIONS:
        return alike
    wish = as_wish(text)
    if wish is None:
        return question
    wish = bare(wish)
    name = command_of(wish)
    if name in (Act.ANOTHER, Act.HELP):
        return Reading(Act(name))
    if name is not None or read_partial(wish, at) or read_back(wish, at):
        return question
    for read in (_show, read_delta, read_steps):
        found = read(wish, at)
        if found is not None and (found.act is not Act.ASK or not found.lost):
            return found
    return question


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
    elif slot in ("sections", "goto"):
        filled = _with_place(plain, steps, at)
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
    return tuple(
        replace(s, sections=named.ids or None, whole=named.whole and not named.ids)
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
