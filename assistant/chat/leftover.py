"""What is left of a request once its task, place, length and conditions are taken out of it.

It names a part (三里头那个亲情关口), or is a wish, or tells why; what is none of these is asked
about: nothing is dropped, and nothing is done to more than was named.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.asking import ask, label_of, said_of
from assistant.chat.clause_tasks import LONG, task_of
from assistant.chat.clauses import Group
from assistant.chat.conditions import take_conditions
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading, Step
from assistant.chat.vocabulary import said, says_nothing
from assistant.document import Section
from assistant.findings import Message
from assistant.instruction.lengths import find_length
from assistant.instruction.loose_names import bare_name, parts_named_in, speaks_of_a_part
from assistant.instruction.mention_words import KEEP, SPAN, WHOLE
from assistant.instruction.mentions import Mention
from assistant.lexicon import classes
from assistant.outline.siblings import Sibling
from assistant.tasks import Task

_VERBS = {
    Task.SHORTEN: ("shorten", LONG, "verb"),
    Task.FILL: ("fill", "verb"),
    Task.RESTRUCTURE: ("points", "restructure", "verb"),
}
_POINTED_AT = re.compile(
    r"[“\"「]|第[一二三四五六七八九十\d]|只(?:动|改|压|缩|要|留|删|针对|看)|除了|其[余他它]|剩下|[不别勿].{0,4}(?:动|改|删|碰|压|丢|少)"
    r"|\d(?!\d*(?:分钟|点|号|月|日|年|页|个人))|[二三四五六七八九十两百][百千]?多?[字成条句]"
)
"""What no reason says: a place, a number or an exception."""


_OWN, _RARE = 3, 2
"""Characters of words that are the report's own, where they stand so often in it at most."""

_BELOW = re.compile("的?[里中内下]")
"""Behind a part: what is meant is less than it."""
_ABOVE_ALL = re.compile("尤其|特别")
"""Before what is to stay among the others: 尤其1200名新生那个."""
_STATED = re.compile(
    "(?:现在|已经|都|快|有|足足|将近)*[一二两三四五六七八九十百千\\d]+[多来余]?个?字[多了呢吧的]*$"
)
"""七百多字了 says how long a part is."""
_NUMERAL = re.compile("[一二三四五六七八九十两\\d](?![点些下定般起遍次])")
"""A number that is left names parts: more than the whole report was meant."""


def with_leftover(step: Step, group: Group, named: Mention, at: Situation) -> Step | Reading:
    """Return a step with the parts that the words left of its request name, and its wish; or the
    question what those words mean."""
    if step.task not in _VERBS or step.order or step.spans:
        return step
    text = named.rest if named.ids or named.whole else group.text
    wishes: list[str] = []
    whole = WHOLE.search(group.text) is not None
    wished = step.task == Task.RESTRUCTURE and step.instruction is not None
    for clause in re.split("[，。；]", text):
        if KEEP.fullmatch(clause) or (
            _ABOVE_ALL.match(clause) and any(keep in clause for keep in step.keep)
        ):
            continue
        rest = _rest(clause, step)
        counted = _NUMERAL.search(rest) if step.whole and not whole else None
        if not counted and (says_nothing(rest) or len(bare_name(rest)) < 2):
            continue
        if not _BELOW.match(clause) and _in_heading(bare_name(rest), step, at):
            continue
        parts = [] if whole or wished else _parts(rest, step, at)
        if parts:
            step = _at(step, parts, group)
        elif task_of(clause) == Task.REWRITE or said("wish").search(clause):
            wishes.append(clause)
        elif step.task != Task.RESTRUCTURE and _is_needed(rest, clause, step, at):
            if not named.ids and not whole and not at.chosen:
                step = replace(step, sections=None, whole=False)
            words = clause if said("demand").search(clause) else bare_name(rest) or rest
            return _what_is(words, step, at)
    if step.task == Task.RESTRUCTURE:
        return step
    return replace(step, instruction="，".join(wishes) or None)


def _rest(clause: str, step: Step) -> str:
    """Return what a clause holds besides what the step says."""
    clause = take_conditions(clause)[0]
    asked = find_length(clause, bare=True) if step.to else None
    if asked is None:
        clause = _STATED.sub("", clause)
    if asked is not None:
        clause = clause[: asked.start] + clause[asked.end :]
    for kind in _VERBS[Task(step.task)]:
        clause = said(kind).sub("", clause)
    before = None
    while before != clause:
        before = clause
        clause = re.sub(f"^(?:{said('filler').pattern})+(?=.)|[，。；、：:！!？?\\s]+$", "", clause)
    return clause if step.sections else SPAN.sub("", clause)


def _parts(rest: str, step: Step, at: Situation) -> list[Sibling]:
    home = None
    if step.sections and len(step.sections) == 1:
        [only] = step.sections
        found = next((s for s in at.report.walk() if s.id == only), None)
        home = found if isinstance(found, Section) else None
        if home is None:
            return []
    elif step.sections:
        return []
    return parts_named_in(rest, at.report, home)


def _in_heading(name: str, step: Step, at: Situation) -> bool:
    """Whether words only name once more the one part of a step: 第四部分，那个打算."""
    found = [s for s in at.report.walk() if (s.id,) == step.sections]
    return len(name) > 1 and any(name in s.heading for s in found)


def _at(step: Step, parts: list[Sibling], group: Group, before: tuple[str, ...] = ()) -> Step:
    ids = tuple(dict.fromkeys((*before, *(p.id for p in parts))))
    each = len(ids) > 1 and said("each").search(group.text) is not None
    return replace(step, sections=ids, whole=False, each=each)


def _is_needed(rest: str, clause: str, step: Step, at: Situation) -> bool:
    """Whether words point at something, so that the request is another one without them."""
    if _POINTED_AT.search(rest) or said("demand").search(clause):
        return True
    if step.whole and task_of(clause) == LONG:
        return False  # 全文念下来时间太长
    if speaks_of_a_part(rest, at.report) or _told_of(rest, at.report.text):
        return True
    if step.task == Task.SHORTEN and any(
        words in rest for words in classes("talk_words")["of_text"] if len(words) > 1
    ):
        return True  # 数据 … is to be treated in some way
    name = bare_name(rest)
    return task_of(clause) is not None and name in at.report.text


def _told_of(rest: str, text: str) -> bool:
    """Whether words hold some of the report's own: what it says is to be treated in some way."""
    some = (rest[n : n + _OWN] for n in range(len(rest) - _OWN + 1))
    return any(0 < text.count(words) <= _RARE and not says_nothing(words) for words in some)


def _what_is(words: str, step: Step, at: Situation) -> Reading:
    """Ask what words mean, saying what of the request is understood and offering to do that."""
    named = "、".join(label_of(s, at) for s in step.sections or ()) or "全文" * step.whole
    rest = f"{named}{said_of(step)}"
    asked = Message(
        f"“{rest}”我听懂了；“{words}”是什么意思，我没有看懂。您说的是哪一部分，还是要保留什么？",
        f"What is meant by “{words}”: a part, or something to be kept?",
    )
    alone = replace(step, instruction=None)
    offers = [Choice(f"先只做“{rest}”", Reading(Act.TASK, (alone,)))] if named else []
    if named and len(words) > 1:
        kept = replace(alone, keep=(*step.keep, words))
        offers.append(Choice(f"“{words}”要保留", Reading(Act.TASK, (kept,))))
    return ask((step,), asked, "sections", offers)
