"""From a sentence to one to three steps, or to one question; never more than was named."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from assistant.chat import asking
from assistant.chat.added_facts import read_added, read_facts
from assistant.chat.asked_step import as_target, asked_for
from assistant.chat.clause_tasks import LONG, length_of, only_hints, task_of
from assistant.chat.clauses import EACH_ITEM, Group, groups_of, pieces_of
from assistant.chat.completeness import nothing_lost
from assistant.chat.conditions import take_conditions
from assistant.chat.deletion import read_deletion
from assistant.chat.exact import read_exact
from assistant.chat.facts_said import only_states
from assistant.chat.kept import spelled_out
from assistant.chat.kinds import LIKELY, kind_of
from assistant.chat.leftover import with_leftover
from assistant.chat.length_conditions import as_it_is
from assistant.chat.moving import joined_inside, may_move, sorted_under
from assistant.chat.normal import QUOTED
from assistant.chat.places import mention_of
from assistant.chat.several import respectively, said_again, with_what_is_right
from assistant.chat.signing import read_signed
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.chat.vocabulary import said, says_nothing, told
from assistant.document import Section
from assistant.instruction.arrangement import OUTSIDE, arrange
from assistant.instruction.mention_words import A_PART, REST, SPAN, WHOLE
from assistant.instruction.mentions import Mention, find_mention
from assistant.instruction.relative_parts import numbers_of
from assistant.instruction.structure import read_structure
from assistant.request import Deed
from assistant.tasks import Task

MOST = 3
"""Steps that one sentence may ask for."""
_A_QUOTE = 8
"""Characters from which what is quoted is a sentence of the report, and no word to be used."""
_WHOLE = re.compile(rf"{WHOLE.pattern}|(?:每(?:个|一)?|各个?)大?(?:部分|块|章)")
_SOME_PART = re.compile(
    "部分|里[头面]|那个|[那这]一?[段条块]|(?:^|[把将给])它(?=[挪移放搬调提往])"
    "|(?:第|[那这])?(?:[一二三四五六七八九十]{1,3}|\\d{1,2})件(?!事[要儿]?[：:，])"
)
"""Words for less than the whole: 那十件, 15件实事."""
_STATES = re.compile("\\d\\.\\d|[%％]|百分[点之]")
_TAKE_OUT = re.compile(
    "(?<=[写打记报填弄搞抄])错|有误|删|去掉|拿掉|不要了|应该?[是为]|不是|改[成为]|换成|\\d[^，。；\\d]{0,3}改\\d"
)
_OF_WHAT = re.compile("[把将]")
"""What begins with it and asks for nothing yet says of what the next clause does."""


def read_steps(sentence: str, at: Situation) -> Reading | None:
    """Return the steps a normal sentence asks for, a question, or None where it asks for nothing
    that the rules know.  Steps come back only if they hold all that the sentence names."""
    found = _read(sentence, at)
    if found is None:
        return None
    found = nothing_lost(as_it_is(found, at), sentence, at)
    return replace(found, steps=spelled_out(found.steps, at))


def _read(sentence: str, at: Situation) -> Reading | None:
    for special in (read_signed, partial(read_added, read_steps=read_steps), _with_edits):
        found = special(sentence, at)
        if found is not None:
            return found
    for special in (read_exact, read_deletion):
        found = special(sentence, at)
        if found is not None:
            return found
    moved = _moves(sentence, at)
    if moved is not None:
        return moved
    if only_states(sentence) and (facts := read_facts(sentence, at)) is not None:
        return facts
    groups = groups_of(sentence, at.report, at.chosen)
    if not any(g.task for g in groups):
        return read_facts(sentence, at) or _only_named(sentence, at)
    return _all(groups, at)


def _only_named(sentence: str, at: Situation) -> Reading | None:
    """Ask what to do with a part that is named, and nothing else is said."""
    named = find_mention(sentence, at.report, at.chosen)
    alone = named.ids and says_nothing(named.rest)
    return asking.what_with(named, at) if alone else None


def _with_edits(sentence: str, at: Situation) -> Reading | None:
    """Read “甲”改成“乙”，另外第七部分顺一顺: edits in clauses of their own beside other requests.

    None where the sentence is one request.  What stands before the first request is its place.
    """
    outlined = bool(read_structure(sentence)[1].outline)
    if not (outlined or QUOTED.search(sentence) or _TAKE_OUT.search(sentence)):
        return None
    runs: list[tuple[bool, str]] = []
    before = ""
    pieces = with_what_is_right(pieces_of(sentence))
    for (clause, linked), (_, goes_on) in zip(pieces, [*pieces[1:], ("", False)], strict=True):
        words = f"{before}，{clause}".strip("，")
        edit = any(
            (found := read(words, at)) is not None and _is_edit(found)
            for read in (read_exact, read_deletion, *([_moves] if outlined else []))
        )
        if edit:
            runs.append((True, words))
        elif goes_on and _OF_WHAT.match(clause) and task_of(clause) is None:
            before = words
            continue
        elif _moves_parts(clause):
            runs.append((False, words))
        elif runs and (
            not runs[-1][0]
            or _TAKE_OUT.fullmatch(clause.removesuffix("掉"))
            or _goes_with_edit(clause)
            or (not length_of(clause) and _asks_nothing(clause, linked))
        ):
            runs[-1] = (runs[-1][0], f"{runs[-1][1]}，{clause}")
        elif length_of(clause) is not None or not _asks_nothing(clause, linked):
            runs.append((False, words))
        else:
            before = words
            continue
        before = ""
    if len(runs) < 2 or not any(edit for edit, _ in runs):
        return None
    steps: tuple[Step, ...] = ()
    place: tuple[str, ...] = ()
    for _edit, words in runs:
        prior = place or (steps[-1].sections if steps else None)
        here = replace(at, chosen=prior[0]) if prior and not at.chosen else at
        others = REST.match(words) if prior and steps and steps[-1].old else None
        if prior and others is not None and not re.search("部分|章", others.group()):
            # What is left of the part in which words were edited, whichever is chosen.
            words, here = f"这一部分{words[others.end() :]}", replace(at, chosen=prior[0])
        found = _read(words, here)
        if prior and here is not at and found and _elsewhere(found, prior, at):
            found = _read(words, at)
        if found is None or found.act is not Act.TASK:
            return replace(found, steps=(*steps, *found.steps)) if found is not None else None
        steps += found.steps
        place = find_mention(words, at.report, at.chosen, by_name=False).ids or place
    return Reading(Act.TASK, steps) if len(steps) <= MOST else asking.too_many(steps)


def _elsewhere(found: Reading, prior: tuple[str, ...], at: Situation) -> bool:
    """Whether what is to be put right stands in another part than the step before was done in."""
    there = at.text_of(prior[0])
    corrected = [s for s in found.steps if s.task == "correct" and s.sections == prior[:1]]
    return any((s.old or "") not in there for s in corrected)


def _is_edit(found: Reading) -> bool:
    """Whether an edit was spelled out, be it not clear which sentence is to go."""
    return found.act is Act.TASK or (found.slot == "sentence" and bool(found.steps))


def _goes_with_edit(clause: str) -> bool:
    """Whether a clause only says once more that something is to be put right: 请予更正."""
    kind = kind_of(clause)
    return kind.label in ("correct", "replace", "adopt", "aside") and kind.sure >= LIKELY


def _asks_nothing(clause: str, linked: bool) -> bool:
    """Whether a clause beside an edit is no request of its own: “甲”应为“乙”，改一下."""
    task = task_of(clause)
    own = linked or any(named.search(clause) for named in (SPAN, A_PART, REST, WHOLE))
    return task is None or (not own and (task == LONG or only_hints(clause, task)))


def _moves_parts(clause: str) -> bool:
    """Whether a clause moves parts that it names by number: 2.2、2.3前后对调."""
    return SPAN.search(clause) is not None and bool(read_structure(clause)[0])


def _all(groups: list[Group], at: Situation, before: tuple[Step, ...] = ()) -> Reading:
    steps: list[Step] = list(before)
    for number, group in enumerate(groups):
        prior = steps[-1] if steps else None
        found = _group(group, at, prior)
        if found.act is not Act.TASK:
            # The rest of the sentence waits with the question; it is not lost.
            rest = tuple(
                step
                for g in groups[number + 1 :]
                for step in _group(g, at, prior).steps
                if step.sections or step.whole
            )
            return replace(found, steps=(*steps, *found.steps, *rest))
        steps = said_again(steps, found.steps)
    if len(steps) > MOST:
        return asking.too_many(tuple(steps))
    return Reading(Act.TASK, tuple(steps))


def _group(group: Group, at: Situation, prior: Step | None) -> Reading:
    named = mention_of(group, at.report, at.chosen)
    if named.problem is not None and not _free(group):
        return asking.which_part(named, group, at)
    if group.task is None:
        if not (named.ids or named.whole):
            return Reading(Act.ASK, said=asking.LOST, lost=True)
        return asking.what_with(named, at)
    if group.task == "longer":
        facts = read_facts(group.text, at)
        return facts if facts is not None and facts.act is Act.TASK else asking.no_longer()
    if group.task == Task.FILL:
        facts = read_added(group.text, at, read_steps) or read_facts(group.text, at)
        if facts is not None:
            return facts
    if group.copies and prior is not None:
        return Reading(Act.TASK, (replace(prior, sections=named.ids, whole=named.whole),))
    if (several := respectively(group, named)) is not None:
        return Reading(Act.TASK, several)
    if group.task == "delete":
        return _take_out(group, named, at, prior)
    return _step(group, named, at, prior)


def _free(group: Group) -> bool:
    """Whether a name that no part has may be no name of a part at all."""
    return group.task in (Task.REWRITE, Task.FILL, Task.CLEAN) and not re.search(
        "第.{1,3}(?:部分|点|条|段)|[\u4e00-\u9fff]{2}那一?个?(?:部分|[条节块章])", group.text
    )


def _take_out(group: Group, named: Mention, at: Situation, prior: Step | None) -> Reading:
    """去掉套话 is a wish for the wording: what is to go is neither a part nor a sentence."""
    if kind_of(named.rest or group.text).label == "clean":
        step = _placed(Step(Task.CLEAN), named, group, at, None)
        return Reading(Act.TASK, (step if step.sections else replace(step, whole=True),))
    wish = told(named.rest or group.text)
    step = _placed(Step(Task.REWRITE, instruction=wish), named, group, at, prior)
    return asking.complete(step, at)


def _step(group: Group, named: Mention, at: Situation, prior: Step | None) -> Reading:
    # 每点 names no part of the report.
    text = named.rest if named.ids or _WHOLE.search(group.text) else group.text
    if len(named.ids) > 1 and group.task == Task.SHORTEN:
        text = EACH_ITEM.sub("各", text)
    step = _placed(asked_for(group, text or group.text), named, group, at, prior)
    joined = prior is not None and prior.order is not None and prior.sections == step.sections
    step = as_target(step, group, sum(at.words(s) for s in step.sections or ()))
    left = with_leftover(step, group, named, at)
    if isinstance(left, Reading):
        return left
    return asking.complete(left, at, group=None if joined else group)


def _placed(step: Step, named: Mention, group: Group, at: Situation, prior: Step | None) -> Step:
    """Return a step with its place: as named, as the step before, the chosen part, the whole."""
    text = group.text
    in_each = named.each and step.task == Task.SHORTEN
    if step.to == "vague" and len(named.ids) > 1:
        in_each = True  # each of them is made shorter, none the longer for the others
    each = (in_each or said("each").search(text) is not None) and not said("together").search(text)
    if named.ids:
        named = _home_of_all(named, at) if step.task == Task.RESTRUCTURE else named
        each = each or in_each
        each = each or (step.task == Task.SHORTEN and EACH_ITEM.search(text) is not None)
        each = each and len(named.ids) > 1
        return replace(
            step,
            sections=named.ids,
            each=each,
            of_whole=named.spared and not each and bool(_WHOLE.search(text)),
        )
    if named.whole and (in_each or _WHOLE.search(text)):
        if each and step.task == Task.SHORTEN:
            return replace(step, sections=tuple(s.id for s in at.report.sections), each=True)
        return replace(step, whole=True, each=each)
    if prior is not None and prior.sections and step.task not in (Task.CLEAN, Task.FILL):
        each = (each and step.task == Task.SHORTEN) or prior.each
        return replace(step, sections=prior.sections, each=each and len(prior.sections) > 1)
    if at.selected is not None and re.search("这(?:一)?(?:句|段|处|里)|选中", text):
        part = at.at(at.selected[0])
        if part is not None:
            return replace(step, sections=(part,))
    if step.task == Task.REWRITE and (held := _quoted_in(text, at)) is not None:
        return replace(step, sections=(held,))
    if at.chosen is not None:
        return replace(step, sections=(at.chosen,))
    # 还是多了，再短点 is said of what was done last, adopted or not; nothing wider than that.
    still = step.to == "vague" and _STILL.search(text) and not _OF_THE_PAPER.search(text)
    follows = at.in_hand or (step.task == Task.SHORTEN and bool(still))
    followed = at.last[-1].sections if at.last and follows else None
    if prior is None and followed and step.task not in (Task.CLEAN, Task.FILL):
        return replace(step, sections=followed)
    if step.points is not None or (
        step.task == Task.REWRITE and (prior is None or not prior.whole)
    ):
        return step
    # Words for a part that was not found: what was named is less than the whole.
    named_less = _SOME_PART.search(text) and step.task != Task.CLEAN
    if step.task == Task.RESTRUCTURE and not WHOLE.search(text):
        named_less = named_less or _STATES.search(text) is not None  # 提高2.6个百分点，写进去
    return step if named_less else replace(step, whole=True)


def _home_of_all(named: Mention, at: Situation) -> Mention:
    """Return the part whose points are all named: these are set out anew in it."""
    home = named.ids[0].rpartition(".p")[0]
    part = at.report.find(home) if home and len(named.ids) > 1 else None
    points = [p.id for p in part.points] if isinstance(part, Section) else []
    return replace(named, ids=(home,)) if points == [*named.ids] else named


_STILL = re.compile("[再还仍太]|[长多]了")
_OF_THE_PAPER = re.compile("材料|稿|字数|报告|文章|总结|[全通整]|篇")


def _quoted_in(text: str, at: Situation) -> str | None:
    """Return the section that alone holds what a request quotes of the report."""
    quoted = [q[1:-1] for q in QUOTED.findall(text) if len(q) > _A_QUOTE]
    places = [at.at(at.report.text.index(q)) for q in quoted if at.report.text.count(q) == 1]
    homes = {p.partition(".p")[0] for p in places if p is not None}
    return homes.pop() if len(homes) == 1 and len(places) == len(quoted) else None


def _moves(sentence: str, at: Situation) -> Reading | None:
    """Return the wish to move, join or unnumber parts, or to sort the report under headings."""
    clauses = [clause for clause, _linked in pieces_of(sentence)]
    lengths = [c for c in clauses if said("together").search(c) and length_of(c) is not None]
    if lengths or not any(may_move(clause, at) for clause in clauses):
        return None  # 合起来压到900字 joins lengths, no parts
    moves, asks = read_structure(sentence)
    chosen = (at.chosen,) if at.chosen and at.chosen not in ("preamble", "closing") else ()
    if not moves:
        kept = "".join(take_conditions(sentence)[1])
        if not asks.outline or asks.points is not None or any(one in kept for one in asks.outline):
            return None
        return sorted_under(asks.outline, sentence, at)
    found = arrange(moves, at.report, chosen)
    if found.unclear == OUTSIDE:
        chosen, found = (), arrange(moves, at.report)
    inside = joined_inside(sentence, found.unclear, at)
    if inside is not None and not take_conditions(moves.besides)[0]:
        return Reading(Act.TASK, (inside,))
    if inside is not None:
        return _with_step(inside, moves.besides, sentence, at)
    if found.unclear is not None:
        return asking.which_to_move(moves, found.unclear, at)
    wish = sentence
    for clause in moves.besides.split("，"):
        wish = wish.replace(clause, "").strip("，, ") if clause else wish
    wish = re.sub("(?:，|然后|接着|顺便|顺带|另外|再|(?<!合)(?<!归)并|把|将)+$", "", wish)
    wish = re.sub(
        "^(?:请|先|把|将)+(?=，)|^(?:，|然后|接着|再)+",
        "",
        re.sub("^(?:请|先|把|将)+(?=，)", "", wish),
    )
    meant = tuple(
        dict.fromkeys(p for m in found.moves for p in (*m.parts, *([m.beside] if m.beside else [])))
    )
    if any(m.deed is Deed.UNNUMBER for m in found.moves):
        meant = chosen or ((found.inside,) if found.inside else ())
    step = Step(Task.RESTRUCTURE, sections=meant or None, whole=not meant, order=wish)
    if not moves.besides:
        return Reading(Act.TASK, (step,))
    besides = moves.besides
    beside = [m for m in found.moves if m.beside and m.deed in (Deed.BEFORE, Deed.AFTER)]
    wants = length_of(besides) is not None or task_of(besides) is not None
    if (
        wants
        and len(beside) == len(found.moves) == 1
        and not find_mention(besides, at.report, None).ids
    ):
        besides = f"{numbers_of(beside[0].parts)}，{besides}"  # what was moved, not what it passed
    groups = groups_of(besides, at.report, at.chosen)
    if all(g.task in (None, Task.RESTRUCTURE) and not g.part for g in groups):
        return Reading(Act.TASK, (replace(step, instruction=moves.besides),))
    said_first = moves.besides if not _joins_on(groups) else ""
    return _with_step(step, besides, sentence, at, said_first=said_first)


def _with_step(
    step: Step, besides: str, sentence: str, at: Situation, *, said_first: str | None = None
) -> Reading:
    """Return a step on parts with what else a sentence asks for, in the order it is said."""
    groups = groups_of(besides, at.report, at.chosen)
    before = besides if said_first is None else said_first
    if before and sentence.find(before) in (0, 1, 2):
        first = _all(groups, at)
        return replace(first, steps=(*first.steps, step))
    return _all(groups, at, (step,))


def _joins_on(groups: list[Group]) -> bool:
    """Whether what stands beside a move names no place of its own: it is said of the move."""
    return not all(g.part or WHOLE.search(g.text) for g in groups)
