"""From a model's JSON to a reading: every act is checked by code, none is taken on its word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.chat import asking, wording
from assistant.chat.added_facts import asked_where
from assistant.chat.by_example import hesitates
from assistant.chat.clauses import Clause, Group
from assistant.chat.command_meant import AS_OPENED, as_opened, ask_first
from assistant.chat.commands import as_wish, is_question, speaks_of
from assistant.chat.kept import spelled_out
from assistant.chat.normal import QUOTED, normal
from assistant.chat.part_decisions import NTH, verdict_on, within
from assistant.chat.reader.answering import answer_of
from assistant.chat.reader.complete import is_open, require_complete, require_numbers
from assistant.chat.reader.steps import step_of
from assistant.chat.reader.words import NotSaid, Words
from assistant.chat.refusals import reason_of
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading, Step
from assistant.errors import AssistantError
from assistant.findings import Message
from assistant.instruction.mention_words import REST
from assistant.instruction.mentions import find_mention
from assistant.session import Proposal
from assistant.session.compose import lies_in
from assistant.tasks import Task

MOST = 3
"""Steps of one sentence."""
DECIDES = frozenset(
    {Act.ADOPT, Act.ADOPT_PART, Act.REJECT, Act.EARLIER, Act.UNDO, Act.REDO, Act.TAKE}
)
"""What no question does."""
_CHANGE = frozenset({Act.ADOPT, Act.EARLIER, Act.UNDO, Act.REDO})
"""What changes the text at once: only where a word for it is said."""
_EDITS = frozenset({"delete", "correct", "replace"})
_DENIED = re.compile(
    "别|勿|(?:不|没)(?:要|用|想|能|必|急|是)?(?:采|收|撤|退|存|恢复|还原)|先不|暂不|等等"
)
_DENIED_UNDOING = re.compile("别重做|不用?重做|先不|暂不|等等")
"""哎不撤了，还是要压好的那版 takes back an undoing."""
_PUT_OFF = re.compile(
    "[等再](?:等|想|看|议|定|一起)|商量|请示|先问|还没|尚未|没看完|回头[让再等]|不对|不是|我说的"
    "|等[^，。]{1,12}(?:再|后|完)|(?:要是|如果|只要|若|倘)[^，。]{1,16}(?:$|[，。]|就|再)"
)
"""等领导看了再采用, 我再想想: what is said to be decided later, or if something is so."""
_BREAK = re.compile(r"[，。；,;\s]+")
_SMALLER = re.compile(f"{NTH}|除|{QUOTED.pattern}|[句字词](?:话)?|[前后上下][半几]")
"""What is less than all changes of a part."""
_ORIGINAL = 0

Data = Mapping[str, Any]


def reading_of(data: Data, sentence: str, at: Situation) -> Reading | None:
    """Return what a model's reply means, None where the sentence does not bear it out."""
    words = Words(sentence)
    act = Act(data["act"])
    asked = is_question(words.plain) or is_question(sentence)
    if act in DECIDES and (asked or _denied(data, words, at)):
        return None
    if act in _CHANGE and not data["pick"]:
        if act is Act.ADOPT and (at.pending is None or _put_off(words.plain)):
            return None
        if not speaks_of(act, words.plain):
            return ask_first(act) if act is not Act.EARLIER else None
    try:
        if data["pick"] and at.question is not None and data["pick"] <= len(at.choices):
            return _picked(data, asked, _withheld(sentence), at)
        return _READ[act](data, words, at)
    except (NotSaid, AssistantError):
        return None


def _denied(data: Data, words: Words, at: Situation) -> bool:
    """Whether a sentence denies the decision that was read in it; of a part only what its own
    clause denies counts: 第三部分还是用原来的，后头改的那个别动."""
    if data["act"] in (Act.ADOPT_PART, Act.REJECT):
        return False
    denies = _DENIED_UNDOING if data["act"] == Act.REDO else _DENIED
    clauses = [normal(c) for c in _BREAK.split(words.sentence)]
    own = [c for c in clauses if data["part"] in find_mention(c, at.report, at.chosen).ids]
    return any(denies.search(clause) for clause in own or clauses)


def _withheld(sentence: str) -> bool:
    """Whether a sentence denies what was asked, or puts it off: that agrees to nothing."""
    return any(
        _DENIED.search(clause) or _put_off(clause) for clause in map(normal, _BREAK.split(sentence))
    )


def _put_off(plain: str) -> bool:
    return _PUT_OFF.search(plain) is not None or speaks_of("hold", plain)


def _picked(data: Data, asked: bool, withheld: bool, at: Situation) -> Reading | None:
    """Return the answer to the open question that is picked; a question agrees to nothing."""
    means = at.choices[max(data["pick"], 1) - 1].means
    agrees = at.question is not None and at.question.slot == "agree"
    held = withheld and agrees and means.act is not Act.REJECT
    return None if held or (asked and (agrees or means.act in DECIDES)) else means


def _steps(data: Data, words: Words, at: Situation) -> tuple[Step, ...]:
    if not 1 <= len(data["steps"]) <= MOST:
        raise NotSaid("steps")
    no_wish = is_question(words.plain) and as_wish(words.plain) is None
    if no_wish and any(s["task"] in _EDITS for s in data["steps"]):
        raise NotSaid("question")
    steps: list[Step] = []
    for one in data["steps"]:
        steps.append(step_of(one, words, at, steps[-1] if steps else None))
    return tuple(steps)


def _task(data: Data, words: Words, at: Situation) -> Reading | None:
    steps = _steps(data, words, at)
    require_complete(data, steps, words, at)
    for raw, step in zip(data["steps"], steps, strict=True):
        unclear = _unclear(raw, step, words, at)
        if unclear is not None:
            return replace(unclear, steps=steps)
    steps = spelled_out(steps, at)
    return Reading(Act.TASK, steps, run=_run(data, steps, at))


def _run(data: Data, steps: tuple[Step, ...], at: Situation) -> tuple[Step, ...]:
    """Return all steps of the last request, one said anew, where the sentence is about that."""
    if len(steps) != 1 or data["steps"][0]["last"] == "" or len(at.last) < 2:
        return ()
    return tuple(steps[0] if s.task == steps[0].task else s for s in at.last)


def _unclear(raw: Data, step: Step, words: Words, at: Situation) -> Reading | None:
    """Return the question about a step that cannot be done as it stands."""
    if step.task == Task.FILL and step.adds:
        return None if step.sections else asked_where(step, at)
    if (
        step.task == Task.FILL
        and (open_ := next((f for f in step.facts if f.gap is None), None)) is not None
    ):
        taken = {f.gap for f in step.facts}
        return asking.which_gap(step, open_, [g for g in at.gaps if g.id not in taken])
    if is_open(step):
        unfound = Message(
            f"没有找到“{step.instruction}”。要删的是哪一句？请把那句话抄几个字给我，加上引号。",
            f"“{step.instruction}” was not found; quote some words of the sentence.",
        )
        return asking.ask((step,), unfound, "sentence")
    if step.task == "draft" and (stands := _standing(step.instruction or "", at)):
        return asking.framed_already(stands, at)
    if step.task not in (Task.SHORTEN, Task.REWRITE, Task.RESTRUCTURE):
        return None
    told = words.plain if not raw["together"] else f"一共{words.plain}"
    clause = Clause(told, step.task, None, part=bool(step.sections), condition=False)
    group = Group([clause], step.task) if step.to not in (None, "vague") else None
    found = asking.complete(step, at, group)
    return None if found.act is Act.TASK else found


def _standing(name: str, at: Situation) -> tuple[str, ...]:
    """Return the parts that a name of no missing part names: those stand already."""
    lacking = (m.part.name.zh for m in at.check.parts if not m.present)
    if any(name in part or part in name for part in lacking):
        return ()
    return tuple(s.id for s in at.report.walk() if name in s.heading)


def _ask(data: Data, words: Words, at: Situation) -> Reading | None:
    """Return the question back, with what was understood in its steps."""
    steps = _steps(data, words, at)
    step = steps[-1]
    if data["reason"] == "where":
        step = replace(step, sections=None, whole=False, each=False)
        return replace(asking.complete(step, at), steps=(*steps[:-1], step))
    if data["reason"] == "how":
        return asking.complete(replace(step, task=Task.REWRITE, instruction=None, to=None), at)
    if data["reason"] == "each":
        each, total = replace(step, each=True), replace(step, each=False)
        said = asking.length_words(step.to)
        offers = (
            Choice(f"各{said}", Reading(Act.TASK, (*steps[:-1], each))),
            Choice(f"一共{said}", Reading(Act.TASK, (*steps[:-1], total))),
        )
        told = Message(f"是各部分{said}，还是一共{said}？", "Each of them, or all together?")
        return asking.ask(steps, told, "each", offers)
    if data["reason"] == "length":
        step = replace(step, task=Task.SHORTEN, to=None)
        offer = Choice("压到一半", Reading(Act.TASK, (replace(step, to="50%"),)))
        told = Message("要压到多少字？", "How many 字 should it be?")
        return asking.ask((*steps[:-1], step), told, "to", (offer,))
    if data["reason"] == "fact" and step.facts:
        loose = replace(step, facts=tuple(replace(f, gap=None) for f in step.facts))
        return asking.which_gap(loose, loose.facts[0], at.gaps)
    require_complete(data, steps, words, at)
    if any(is_open(s) for s in steps):
        raise NotSaid("old")  # to agree to the steps would not say which sentence goes
    heard = wording.heard(steps, at)
    told = Message(f"我的理解是：{heard.zh}。这样做可以吗？", f"Is this meant: {heard.en}?")
    return asking.ask(steps, told, "agree", (Choice("可以", Reading(Act.TASK, steps)),))


def _answer(data: Data, words: Words, at: Situation) -> Reading | None:
    words.said(data["about"])
    return answer_of(data["topic"], data["about"], data["part"], words.sentence, at)


def _adopt_part(data: Data, words: Words, at: Situation) -> Reading | None:
    if at.pending is None:
        return None
    ids = [c.id for c in at.pending.changes]
    inside = within(at.pending, [data["part"]], at) if data["part"] else []
    chosen = sorted(set(data["changes"]) or {ids.index(c) + 1 for c in inside})
    if not chosen or not 1 <= chosen[0] <= chosen[-1] <= len(ids):
        return None
    taken = [ids[n - 1] for n in chosen]
    if len(chosen) == len(ids) and not _of_a_part(taken, words, at.pending, at):
        return None
    if any(_leaves_some(clause, taken, at.pending, at) for clause in _clauses(words)):
        return None
    return Reading(Act.ADOPT_PART, changes=tuple(taken))


def _clauses(words: Words) -> list[str]:
    return [clause for one in _BREAK.split(words.sentence) if (clause := normal(one))]


def _of_a_part(taken: Sequence[str], words: Words, waits: Proposal, at: Situation) -> bool:
    """Whether a clause takes a part whose changes are just those that are taken, all that wait, and
    says no more than that: 第二部分的修改予以采纳，第三部分不采用, of which nothing came.  No other
    one may take of it back."""
    clauses = _clauses(words)
    for clause in clauses:
        name, takes = verdict_on(clause)
        named = find_mention(name, at.report, None, by_name=False)
        if not takes or is_question(clause) or hesitates(clause) or named.rest.strip("的里中"):
            continue
        if named.problem is None and set(within(waits, named.ids, at)) == set(taken):
            others = (c for c in clauses if c != clause and not _of_others(c, taken, waits, at))
            return not any(hesitates(c) or _SMALLER.search(c) or is_question(c) for c in others)
    return False


def _of_others(clause: str, taken: Sequence[str], waits: Proposal, at: Situation) -> bool:
    """Whether a clause is about another part, or about all others."""
    named = find_mention(clause, at.report, None)
    if named.ids and named.problem is None:
        return not set(within(waits, named.ids, at)) & set(taken)
    return REST.search(clause) is not None and _SMALLER.search(clause) is None


def _leaves_some(clause: str, taken: Sequence[str], waits: Proposal, at: Situation) -> bool:
    """Whether a clause speaks of less than a part of which several changes are all taken, or takes
    it only if something is so: 第三部分除数字外予以采纳."""
    named = find_mention(clause, at.report, None)
    inside = set(within(waits, named.ids, at)) if named.problem is None else set()
    if len(inside) < 2 or not inside <= set(taken):
        return False
    return _SMALLER.search(clause) is not None or _withheld(clause) or hesitates(named.rest)


def _undo(data: Data, words: Words, at: Situation) -> Reading | None:
    require_numbers(data, words, at)
    named = find_mention(words.plain, at.report, at.chosen)
    if data["part"]:
        ids = named.ids if named.problem is None else ()
        if ids and not any(lies_in(data["part"], i) for i in ids):
            raise NotSaid("part")  # another one is named
        return Reading(Act.UNDO, part=data["part"], which=_ORIGINAL if data["original"] else None)
    if data["original"]:
        if not AS_OPENED.search(words.plain):
            raise NotSaid("original")
        return as_opened(Reading(Act.UNDO), words.plain)
    return Reading(Act.UNDO, which=-data["count"] if data["count"] > 1 else None)


def _earlier(data: Data, _words: Words, _at: Situation) -> Reading | None:
    return Reading(Act.EARLIER, which=data["count"] if data["count"] > 0 else None)


def _goto(data: Data, _words: Words, _at: Situation) -> Reading | None:
    return Reading(Act.GOTO, part=data["part"]) if data["part"] else None


def _refuse(data: Data, _words: Words, _at: Situation) -> Reading | None:
    if data["reason"] == "longer":
        return asking.no_longer()
    said = reason_of(data["reason"])
    return Reading(Act.REFUSE, said=said) if said is not None else None


def _plain(act: Act) -> Callable[[Data, Words, Situation], Reading | None]:
    """Return what reads an act that says all by itself; a number would say more."""

    def read(data: Data, words: Words, at: Situation) -> Reading | None:
        require_numbers(data, words, at)
        return Reading(act)

    return read


_READ: dict[Act, Callable[[Data, Words, Situation], Reading | None]] = {
    Act.TASK: _task,
    Act.ASK: _ask,
    Act.ANSWER: _answer,
    Act.ADOPT_PART: _adopt_part,
    Act.UNDO: _undo,
    Act.EARLIER: _earlier,
    Act.GOTO: _goto,
    Act.REFUSE: _refuse,
    **{a: _plain(a) for a in (Act.ADOPT, Act.REJECT, Act.ANOTHER, Act.REDO, Act.TAKE, Act.HELP)},
}
