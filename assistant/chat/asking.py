"""The questions the program asks back, each with answers that mean what they say.

What is understood so far stands in the steps; a choice is a reading that is carried out as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat.turn import Act, Choice, Given, Reading, Step
from assistant.chat.vocabulary import said as words_for
from assistant.findings import Message
from assistant.gaps import Gap
from assistant.instruction.arrangement import names_any, within
from assistant.instruction.mentions import Mention, find_mention
from assistant.instruction.moves import SaidMoves
from assistant.instruction.parts import Unclear, find_parts
from assistant.request import Length
from assistant.tasks import Task
from assistant.wordcount import count_words

if TYPE_CHECKING:
    from assistant.chat.clauses import Group
    from assistant.chat.situation import Situation

MOST = 6
"""Answers that are offered at most."""
LOST = Message(
    "我没有听懂，您想改哪里、怎么改？可以这样说：", "I did not understand. You could say:"
)
WHICH_STAY = Reading(
    Act.ASK,
    said=Message(
        "您说的只是其中一部分。哪些采用、哪些不要，请分开说，例如“只采用第一处”。",
        "That is about one part only: say which changes are to be adopted.",
    ),
    lost=True,
)
"""What is asked where a part of what waits is turned down, and nobody can tell about the rest."""
_DIGITS = "零一二三四五六七八九十"


def ask(
    steps: tuple[Step, ...], said: Message, slot: str, choices: Iterable[Choice] = ()
) -> Reading:
    """Return a question about what is understood so far."""
    return Reading(Act.ASK, steps, said, tuple(choices)[:MOST], slot)


def label_of(section: str, at: Situation) -> str:
    """Return words for a part that mean it: 第二部分, 第二部分第3点."""
    if section in ("preamble", "closing"):
        return {"preamble": "开头", "closing": "结尾"}[section]
    top, *below = section.split(".")
    number = int(top)
    words = f"第{_DIGITS[number] if number <= 10 else number}部分"
    return words if not below else f"{words}“{at.name(section)}”"


def complete(step: Step, at: Situation, group: Group | None = None) -> Reading:
    """Return the step if nothing is missing and it can be done, otherwise the question."""
    if step.task == Task.SHORTEN and (problem := _length(step, at, group)) is not None:
        return problem
    if step.sections is None and not step.whole:
        return _which_place(step, at)
    if step.task == Task.REWRITE and not step.instruction and not step.to:
        return _how(step, at)
    if step.task == Task.RESTRUCTURE and re.search("表格|成表$", step.instruction or ""):
        offers = [Choice("列成要点", Reading(Act.TASK, (replace(step, instruction=None),)))]
        said = Message("我做不出表格，列成要点可以吗？", "No table can be made; points instead?")
        return ask((step,), said, "agree", offers)
    if step.points is not None and not 2 <= step.points <= 12:
        offers = [
            Choice(f"分成{n}点", Reading(Act.TASK, (replace(step, points=n),))) for n in (2, 3, 4)
        ]
        return ask(
            (step,),
            Message("要分成几点？（2 到 12 点）", "How many points (2 to 12)?"),
            "points",
            offers,
        )
    return Reading(Act.TASK, (step,))


def _which_place(step: Step, at: Situation) -> Reading:
    """Ask where something is to be done that was said without a place."""
    what = said_of(step)
    offers = [
        Choice(f"{label_of(s.id, at)}{what}", Reading(Act.TASK, (replace(step, sections=(s.id,)),)))
        for s in at.report.sections[: MOST - 1]
    ]
    if step.points is None:
        whole = Choice(f"全文{what}", Reading(Act.TASK, (replace(step, whole=True),)))
        offers = [whole, *offers]
    said = Message(
        f"要把哪一部分{what}？" if step.points else f"“{what}”，要改哪一部分，还是全文？",
        "Which part, or the whole?",
    )
    return ask((step,), said, "sections", offers)


def said_of(step: Step) -> str:
    """Return in a few words what a step does: 压到300字, 分成三点, 语气平实一些."""
    if step.task == Task.SHORTEN:
        return length_words(step.to)
    if step.points:
        return f"分成{_DIGITS[step.points] if step.points <= 10 else step.points}点"
    names = {
        Task.CLEAN: "清理",
        Task.FILL: "补上空缺",
        Task.RESTRUCTURE: "理顺结构",
        "delete": "删掉",
        "replace": f"把“{step.old}”改成“{step.new}”",
        "correct": f"把{step.old}改成{step.new}",
    }
    return step.order or names.get(step.task) or step.instruction or "改一改"


def length_words(to: str | None) -> str:
    """Return a length as it is said: 压到300字, 减少200字, 压到一半."""
    if to in (None, "vague"):
        return "压短一些"
    assert to is not None
    if to.startswith("-"):
        return f"减少{to[1:]}字"
    if to == "50%":
        return "压到一半"
    if to.endswith("%"):
        return f"压到原来的{to}"
    return f"压到{to[1:]}字以内" if to.startswith("<") else f"压到{to.replace('-', '到')}字"


def _length(step: Step, at: Situation, group: Group | None) -> Reading | None:
    """Return the question where a length is missing, cannot be, or may be meant in two ways."""
    ids = step.sections or ()
    words = sum(at.words(s) for s in ids) if ids else count_words(at.report.text)
    number = absolute(step.to)
    bare = group is not None and step.to == "vague" and not _degree(group.text)
    if bare and not ids and (step.whole and not _says_whole(group)):
        said = Message(
            f"全文现在 {words} 字，要压到多少字？", f"{words} 字 now. How many should it be?"
        )
        return ask((replace(step, to=None),), said, "to", _offers(step, words))
    least = min((at.words(s) for s in ids), default=words) if step.each else words
    less = int(step.to[1:]) if step.to and step.to.startswith("-") else None
    if (less is not None and less >= least) or (
        number is not None
        and number >= (max(at.words(s) for s in ids) if step.each and ids else words)
    ):
        name = "、".join(f"“{at.name(s)}”" for s in ids) or "全文"
        said = Message(
            f"{name}现在只有 {words} 字，{length_words(step.to)}做不到。您想压到多少字？",
            f"Only {words} 字 now; that cannot be. How many would you like?",
        )
        return ask((replace(step, to=None),), said, "to", _offers(step, words))
    if (least := _headings(step, at)) > 2 * _asked_words(step, words):
        return _no_shorter(step, words, least)
    several = len(ids) > 1 or (step.whole and step.each)
    if number is None or not several or group is None or step.of_whole:
        return None
    if step.each or words_for("together").search(group.text):
        return None
    if number >= sum(at.words(s) for s in ids) or all(number >= at.words(s) for s in ids):
        return None
    if any(number >= at.words(s) for s in ids):
        return None  # one of them is shorter already: the number is that of all
    each, total = replace(step, each=True), replace(step, each=False)
    said = Message(
        f"是各部分{length_words(step.to)}，还是一共{length_words(step.to)}？",
        "Each of them, or all together?",
    )
    offers = (
        Choice(f"各{length_words(step.to)}", Reading(Act.TASK, (each,))),
        Choice(f"一共{length_words(step.to)}", Reading(Act.TASK, (total,))),
    )
    return ask((step,), said, "each", offers)


def _headings(step: Step, at: Situation) -> int:
    """Return the 字数 of the headings that stay however short a part becomes, the least of each of
    several; the title of the report is one for the whole."""
    text = at.report.text
    alone = [s for s in at.report.walk() if not s.run_in]
    alone = [s for s in alone if s.children or s.points or text[s.heading_end : s.end].strip()]
    ids = step.sections or tuple(s.id for s in at.report.sections)
    inside = ("".join(s.number + s.heading for s in alone if within(s.id, (i,))) for i in ids)
    words = [count_words(headings) for headings in inside]
    return min(words, default=0) if step.each else sum(words)


def _asked_words(step: Step, words: int) -> int:
    """Return how many 字 a length leaves of so many; all of them where it says no number."""
    if step.to is not None and re.fullmatch(r"[\d.]+%", step.to):
        return int(words * float(step.to[:-1]) / 100)
    number = absolute(step.to)
    return words if number is None else number


def _no_shorter(step: Step, words: int, least: int) -> Reading:
    """Ask how short it is to be where a length leaves no room even for half of the headings."""
    said = Message(
        f"{length_words(step.to)}做不到：光是标题就有 {least} 字，标题和主要事实都要留着。"
        "您想压到多少字？",
        f"That cannot be: the headings alone have {least} 字. How many would you like?",
    )
    return ask((replace(step, to=None),), said, "to", _offers(step, words))


def absolute(to: str | None) -> int | None:
    """Return the 字数 of an absolute length (the upper one of two), None for another."""
    match = re.fullmatch(r"<?(\d+)(?:-(\d+))?", to or "")
    return int(match[2] or match[1]) if match else None


def _degree(text: str) -> bool:
    return (
        re.search("点|些|下|太|过|有点|啰嗦|长|冗|适当|适度|稍|略|再|尽量|大幅|简", text)
        is not None
    )


def _says_whole(group: Group | None) -> bool:
    return (
        group is not None
        and re.search("全文|全篇|整篇|报告|通篇|整个|材料|稿", group.text) is not None
    )


def _offers(step: Step, words: int) -> Iterable[Choice]:
    grain = 50 if words < 600 else 100
    sizes = sorted(
        {max(20, int(words * share) // grain * grain or words // 2) for share in (0.5, 0.7)}
    )
    for size in sizes:
        if size < words:
            yield Choice(f"压到{size}字", Reading(Act.TASK, (replace(step, to=str(size)),)))
    yield Choice("压到一半", Reading(Act.TASK, (replace(step, to=str(Length.parse("50%"))),)))


def _how(step: Step, at: Situation) -> Reading:
    name = "全文" if step.whole else "、".join(f"“{at.name(s)}”" for s in step.sections or ())
    wishes = ("语气平实一些", "句子短一些，更通顺", "去掉套话")
    offers = [Choice(w, Reading(Act.TASK, (replace(step, instruction=w),))) for w in wishes]
    offers.append(
        Choice("压短一些", Reading(Act.TASK, (replace(step, task=Task.SHORTEN, to="vague"),)))
    )
    said = Message(f"{name}要改成什么样？", f"How should {name} be changed?")
    return ask((step,), said, "instruction", offers)


def what_with(named: Mention, at: Situation) -> Reading:
    """Ask what to do with a part that was named and nothing else."""
    step = Step("", sections=named.ids or None, whole=named.whole)
    name = "、".join(f"“{at.name(s)}”" for s in named.ids) or "全文"
    offers = [
        Choice("压短一些", Reading(Act.TASK, (replace(step, task=Task.SHORTEN, to="vague"),))),
        Choice("压到一半", Reading(Act.TASK, (replace(step, task=Task.SHORTEN, to="50%"),))),
        Choice(
            "语气平实一些",
            Reading(Act.TASK, (replace(step, task=Task.REWRITE, instruction="语气平实一些"),)),
        ),
    ]
    if named.ids:
        three = replace(step, task=Task.RESTRUCTURE, points=3)
        offers.append(Choice("分成三点", Reading(Act.TASK, (three,))))
    return ask(
        (), Message(f"{name}要怎么改？", f"What should be done with {name}?"), "task", offers
    )


def which_part(named: Mention, group: Group, at: Situation) -> Reading:
    """Ask which part words mean, offering each that they may mean; the rest is understood."""
    assert named.problem is not None
    offers: list[Choice] = []
    labels = named.choices or tuple(label_of(s.id, at) for s in at.report.sections[:MOST])
    known = dict(zip(named.choices, named.meant, strict=False))
    for words in labels[:MOST]:
        means = _again(words, group, at, known.get(words))
        if means is not None:
            offers.append(Choice(words, means))
    step = _without_place(group)
    return ask((step,) if step else (), named.problem, "sections", offers)


def _again(words: str, group: Group, at: Situation, known: str | None) -> Reading | None:
    """Return what a request means for the part that `words` name, if they name one; for the one
    that is `known` where two are called alike."""
    ids = (known,) if known else find_mention(words, at.report, None).ids
    if not ids:
        try:
            ids = tuple(p.id for p in find_parts(words, at.report))
        except Unclear:
            return None
    step = _without_place(group)
    if step is None or len(ids) != 1:
        return None
    found = complete(replace(step, sections=ids, whole=False), at)
    return found if found.act is Act.TASK else None


def _without_place(group: Group) -> Step | None:
    """Return what a request asks for without the words for its place."""
    from assistant.chat.asked_step import step_of

    return step_of(group)


def which_to_move(moves: SaidMoves, unclear: Message, at: Situation) -> Reading | None:
    """Ask which parts are to be moved; None where the words name no part and mean another thing."""
    if not names_any(moves, at.report):
        return None
    said = Message(
        f"{unclear.zh}。您要动的是哪几个部分？", f"Which parts do you mean: {unclear.en}?"
    )
    return ask((Step(Task.RESTRUCTURE),), said, "sections")


def which_gap(step: Step, given: Given, gaps: Sequence[Gap]) -> Reading:
    """Ask which gap a value is for; the other values keep theirs."""
    fitting = [g for g in gaps if not given.unit or not g.unit or g.unit in given.unit] or list(
        gaps
    )

    def means(gap: Gap) -> Reading:
        facts = tuple(replace(f, gap=gap.id) if f is given else f for f in step.facts)
        return Reading(Act.TASK, (replace(step, facts=facts),))

    value = f"{given.name}{given.value}{given.unit}"
    if not gaps:
        said = Message(
            f"报告里没有空着的地方可以填“{value}”。要改的是哪个数？",
            f"The report has no gap for “{value}”.",
        )
        return ask((step,), said, "fact")
    said = Message(f"“{value}”填在哪一处？", f"Which gap is “{value}” for?")
    return ask((step,), said, "fact", [Choice(g.question.zh, means(g)) for g in fitting])


def which_draft(missing: Sequence[str]) -> Reading:
    """Ask which of the missing parts is to be drafted."""
    offers = [
        Choice(f"加上“{name}”", Reading(Act.TASK, (Step("draft", sections=(), instruction=name),)))
        for name in missing
    ]
    said = (
        Message("要加哪一部分的框架？", "Which part should be drafted?")
        if missing
        else Message("这类报告该有的部分都有了。要加的是什么部分？", "No part is missing.")
    )
    return ask((Step("draft"),), said, "draft", offers)


def framed_already(ids: tuple[str, ...], at: Situation) -> Reading:
    """Ask what to do with a part that stands already, where a frame for it is asked for."""
    name = "、".join(f"“{at.name(s)}”" for s in ids)
    said = Message(
        f"报告里已经有{name}，框架只给缺的部分搭。要把它理顺成几点，还是加一个别的部分？",
        f"{name} stands already; a frame is made for a part that is missing.",
    )
    step = Step(Task.RESTRUCTURE, sections=ids, points=3)
    offers = [Choice("分成三点", Reading(Act.TASK, (step,)))]
    return ask((Step("draft", sections=ids),), said, "task", offers)


def no_longer() -> Reading:
    """Refuse to write more than the report and the facts hold, with the reason."""
    return Reading(
        Act.REFUSE,
        said=Message(
            "扩写需要新的事实，报告和数据里没有的，我不会凭空编写。请把要增加的情况或数据告诉我，"
            "我来补进去。",
            "Writing more needs new facts, and none are made up here: say what should be added.",
        ),
    )


def too_many(steps: tuple[Step, ...]) -> Reading:
    """Ask to begin with the first three of more than three steps."""
    first, rest = steps[:3], steps[3:]
    listed = "；".join(said_of(s) for s in rest)
    said = Message(
        f"一次最多做三件事。先做前三件好吗？“{listed}”请在这之后再说。",
        "Three things at a time: shall the first three be done?",
    )
    return ask(steps, said, "agree", [Choice("先做前三件", Reading(Act.TASK, first))])
