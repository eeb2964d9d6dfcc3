"""From a sentence to an intent: commands first, then tasks, then a question."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.document import Point
from assistant.errors import UnknownSection
from assistant.figures.numerals import chinese_value
from assistant.findings import Message
from assistant.intent.asked import (
    asked_outline,
    asked_points,
    asks_for_headings,
    asks_for_numbers,
    asks_for_paragraphs,
)
from assistant.intent.lengths import Asked, find_length
from assistant.intent.model import Intent, Kind, Situation, Stated
from assistant.intent.moving import find_moves
from assistant.intent.patterns import (
    CHECK,
    CLAUSES,
    CLEAN,
    COMMANDS,
    FILL,
    LONGER,
    REMOVE,
    RESTRUCTURE,
    REWRITE,
    SHORTEN,
    SPLIT,
    WHY,
)
from assistant.intent.places import Named, find_places
from assistant.intent.stated import find_answers, find_facts
from assistant.intent.wording import bare
from assistant.request import Length, Request, Task
from assistant.wordcount import count_words

MAX_LENGTH = 2_000
"""Characters of a chat sentence that are read."""

_EXAMPLES = ("把第二部分压到300字", "第三条分成三点", "补上集体学习26次", "语气平实一些")


def understand(text: str, situation: Situation) -> Intent:
    """Return what a sentence means in its situation; never raises, never guesses."""
    sentence = bare(text[:MAX_LENGTH])
    if not sentence:
        return _unclear("您想改哪里？可以直接说，比如：", "What would you like to change?")
    if WHY.search(sentence) and len(sentence) <= 40:
        return _simple(Kind.WHY)
    for kind, pattern in COMMANDS:
        if pattern.fullmatch(sentence):
            return _command(kind, sentence, situation)
    return _task(sentence, situation)


_SAID = {
    Kind.WHY: Message("说明原因", "explain why"),
    Kind.UNDO: Message("撤销上一步", "undo the last step"),
    Kind.REDO: Message("恢复刚撤销的改动", "redo what was undone"),
    Kind.ADOPT: Message("采用这份建议", "adopt the proposal"),
    Kind.REJECT: Message("不采用这份建议", "put the proposal aside"),
    Kind.ANOTHER: Message("换一个写法", "another candidate"),
    Kind.CHECK: Message("看看还缺什么、有什么问题", "check the report"),
    Kind.HISTORY: Message("看看改了哪些", "see what was changed"),
    Kind.TAKE: Message("下载报告", "download the report"),
    Kind.STOP: Message("停下来", "stop"),
    Kind.HELP: Message("怎么用", "how to use this"),
}


def understand_as(text: str, situation: Situation, task: Task) -> Intent:
    """Return what a sentence means if it asks for this task: its place, length and figures."""
    sentence = bare(text[:MAX_LENGTH])
    if task is Task.RESTRUCTURE and (moved := find_moves(sentence, situation)):
        return moved
    named = find_places(sentence, situation.report, situation.chosen)
    rest = named.rest or sentence
    facts = find_facts(rest) if task is Task.FILL else ()
    return _located(named, situation, task, asked=find_length(rest), facts=facts, rest=rest)


def _simple(kind: Kind) -> Intent:
    return Intent(kind, _SAID[kind])


def _command(kind: Kind, sentence: str, situation: Situation) -> Intent:
    if kind is Kind.SHOW:
        named = find_places(sentence, situation.report, situation.chosen)
        if named.problem is not None:
            return _ask(named.problem, named.choices)
        if named.ids:
            name = _name(situation, named.ids[0])
            said = Message(f"看“{name}”", f"show “{name}”")
            return Intent(Kind.SHOW, said, section=named.ids[0])
        return _task(sentence, situation)
    return _simple(kind)


def _task(sentence: str, situation: Situation) -> Intent:
    answers = find_answers(sentence, situation.gaps)
    if answers:
        said = Message(f"在这一处填上“{answers[0][1]}”", f"fill in “{answers[0][1]}”")
        return Intent(Kind.ANSWER, said, answers=answers)
    if arranged := find_moves(sentence, situation) or _outline(sentence):
        return arranged
    named = find_places(sentence, situation.report, situation.chosen)
    rest = named.rest or sentence
    asked = find_length(rest)
    found = _which(rest, asked)
    if found is None:
        if CHECK.search(sentence):
            return _simple(Kind.CHECK)
        facts = find_facts(rest)
        if facts:
            return _located(named, situation, Task.FILL, facts=facts)
        if named.problem is not None:
            return _ask(named.problem, named.choices)
        if named.ids:
            return _what_with(named.ids[0], situation)
        lost = _unclear("我没有听懂。您可以这样说：", "I did not understand. You could say:")
        return replace(lost, lost=True)
    if isinstance(found, Intent):
        return found
    facts = find_facts(rest) if found is Task.FILL else ()
    intent = _located(named, situation, found, asked=asked, facts=facts, rest=rest)
    return _with_later(intent, rest, found, asked)


def _outline(sentence: str) -> Intent | None:
    """Return the wish to sort the whole report into listed headings; one part is divided instead.

    “第二部分按监督、办案、教育分三条” names a part and a number of points.
    """
    headings = asked_outline(sentence)
    if not headings or asked_points(sentence) is not None:
        return None
    listed = "、".join(headings)
    said = Message(
        f"把全文按“{listed}”重新归类，句子不改",
        f"sort the whole report under: {', '.join(headings)}",
    )
    return Intent(Kind.TASK, said, Request(Task.RESTRUCTURE, instruction=sentence))


def _which(rest: str, asked: Asked | None) -> Task | Intent | None:
    """Return the task the words call for, an intent that ends the matter, or None."""
    if CLEAN.search(rest):
        return Task.CLEAN
    if REMOVE.fullmatch(rest):
        return _unclear(
            "整个部分删掉，里面的数据也就没有了，我不替您做。可以压短一些，或者点“我来改”自己删。",
            "With a whole part its figures would go, so that is left to you: shorten it, or press "
            "“Edit by hand”.",
            choices=("压到一半",),
        )
    if LONGER.search(rest):
        return _unclear(
            "扩写需要新的事实，我不会凭空编写。请把要增加的情况或数据告诉我，要补的是什么？",
            "Writing more needs new facts, and none are made up here. What should be added?",
            choices=("补上集体学习26次",),
        )
    if asked is not None and (SHORTEN.search(rest) or (asked.length and asked.length.words)):
        return Task.SHORTEN
    if SPLIT.search(rest):
        return Task.RESTRUCTURE
    if FILL.search(rest):
        return Task.FILL
    if SHORTEN.search(rest):
        return Task.SHORTEN
    if CHECK.search(rest):
        return _simple(Kind.CHECK)
    if RESTRUCTURE.search(rest):
        return Task.RESTRUCTURE
    if find_facts(rest):
        return Task.FILL
    return Task.REWRITE if REWRITE.search(rest) else None


def _located(
    named: Named,
    situation: Situation,
    task: Task,
    *,
    asked: Asked | None = None,
    facts: tuple[Stated, ...] = (),
    rest: str = "",
) -> Intent:
    """Return the intent for a task once its place and its length are known, or a question."""
    if named.problem is not None:
        return _ask(named.problem, named.choices)
    sections = named.ids
    if not sections and not named.whole and situation.chosen and task in _ON_CHOSEN:
        sections = (situation.chosen,)
    if task is Task.SHORTEN:
        return _shorten(sections, situation, asked)
    if task is Task.RESTRUCTURE:
        return _restructure(sections, situation, rest)
    if task is Task.REWRITE:
        return _rewrite(sections, named, situation, rest)
    return _plain_task(task, sections, situation, facts)


_ON_CHOSEN = (Task.SHORTEN, Task.RESTRUCTURE, Task.REWRITE)
"""Tasks that mean the chosen section where none is named; the others mean the whole report."""


def _shorten(sections: tuple[str, ...], situation: Situation, asked: Asked | None) -> Intent:
    name, words = _place(sections, situation)
    if asked is None:
        return _ask(
            Message(
                f"{name.zh}现在 {words} 字，要压到多少字？",
                f"Now {words} 字: {name.en}. How many should it be?",
            ),
            (*(f"压到{n}字" for n in _offers(words)), "压到一半"),
        )
    length = asked.length
    if asked.less is not None:
        length = Length(words=words - asked.less) if words > asked.less else None
    if length is None or length.of(words) >= words:
        return _ask(
            Message(
                f"{name.zh}现在只有 {words} 字，这个字数压不了。您想压到多少字？",
                f"Only {words} 字 now: {name.en}. How many would you like?",
            ),
            tuple(f"压到{n}字" for n in _offers(words)),
        )
    aim = f" {length.words} 字" if length.words else f"原来的 {length}（约 {length.of(words)} 字）"
    said = Message(
        f"把{name.zh}从 {words} 字压到{aim}",
        f"shorten {name.en} from {words} to {length.of(words)} 字",
    )
    return Intent(Kind.TASK, said, Request(Task.SHORTEN, sections, to=length))


def _restructure(sections: tuple[str, ...], situation: Situation, rest: str) -> Intent:
    name, _words = _place(sections, situation)
    split = SPLIT.search(rest)
    if split is None:
        said = Message(
            f"按文种的要求调整{name.zh}的结构和编号", f"put {name.en} in the order of its kind"
        )
        if asks_for_paragraphs(rest):
            said = Message(
                f"把{name.zh}的各点分段写", f"give each point of {name.en} its paragraph"
            )
        wish = rest if _says_how(rest) else None
        return Intent(Kind.TASK, said, Request(Task.RESTRUCTURE, sections, instruction=wish))
    number = int(split["n"]) if split["n"].isdigit() else int(_value(split["n"]))
    if not sections:
        return _ask(
            Message(
                f"要把哪一部分分成 {number} 点？", f"Which part should become {number} points?"
            ),
            tuple(f"第{c}部分分成{number}点" for c in "一二三"[: len(situation.report.sections)]),
        )
    if not 2 <= number <= 12:
        return _ask(
            Message("要分成几点？（2 到 12 点）", "How many points (2 to 12)?"), ("分成三点",)
        )
    said = Message(f"把{name.zh}分成 {number} 点", f"divide {name.en} into {number} points")
    request = Request(Task.RESTRUCTURE, sections, instruction=f"分成{number}点")
    return Intent(Kind.TASK, said, request)


def _says_how(rest: str) -> bool:
    """Whether a sentence asks for more than the genre's order: numbers, headings, paragraphs."""
    return asks_for_numbers(rest) or asks_for_headings(rest) or asks_for_paragraphs(rest)


def _rewrite(sections: tuple[str, ...], named: Named, situation: Situation, rest: str) -> Intent:
    wish = re.sub(r"^(?:把|将|对|给|，|的|请|里|中)+", "", rest).strip("，。；！？ ")
    wish = re.sub(r"^(?:进行)?(?:修改|改写|重写|改)(?:一下|一遍)?$", "", wish)
    if not sections and not named.whole:
        choices = tuple(_label(s.id) for s in situation.report.sections[:4])
        return _ask(
            Message("要改哪一部分？请在左边选一下，或者说“全文”。", "Which part, or the whole?"),
            tuple(f"{c}{wish}" for c in ("全文", *choices) if wish)[:3],
        )
    name, _words = _place(sections, situation)
    if len(wish) < 2:
        return _ask(
            Message(f"{name.zh}要改成什么样？比如：", f"How should {name.en} be changed?"),
            ("语气平实一些", "句子短一些，更通顺", "去掉套话"),
        )
    said = Message(f"改写{name.zh}：{wish}", f"rewrite {name.en}: {wish}")
    return Intent(Kind.TASK, said, Request(Task.REWRITE, sections, instruction=wish))


def _plain_task(
    task: Task, sections: tuple[str, ...], situation: Situation, facts: tuple[Stated, ...]
) -> Intent:
    name, _words = _place(sections, situation)
    if task is Task.CLEAN:
        said = Message(
            f"去掉{name.zh}里的广告、水印等无关文字",
            f"take advertisements, watermarks and the like out of {name.en}",
        )
        return Intent(Kind.TASK, said, Request(Task.CLEAN, sections))
    request = Request(Task.FILL, sections)
    if facts:
        listed = "、".join(f"{f.name} {f.value}{f.unit}" for f in facts)
        said = Message(
            f"在{name.zh}补上：{listed}（出处记为“用户填写”）",
            f"fill in {listed}, as your own words",
        )
        return Intent(Kind.TASK, said, request, facts=facts)
    said = Message(
        f"用数据表补上{name.zh}的空缺，没有数据的留作“待补”",
        f"fill the gaps of {name.en} from the facts, and mark those that have none",
    )
    return Intent(Kind.TASK, said, request)


def _with_later(intent: Intent, rest: str, task: Task, asked: Asked | None) -> Intent:
    """Note a second wish in the sentence: one thing is done at a time."""
    if intent.kind is not Kind.TASK or task in (Task.FILL, Task.REWRITE):
        return intent
    for clause in CLAUSES.split(rest):
        other = _which(clause, find_length(clause)) if clause else None
        if isinstance(other, Task) and other is not task and other is Task.REWRITE:
            wish = clause.strip()
            if asked is None or find_length(clause) is None:
                return replace(intent, later=wish)
    return intent


def _what_with(section: str, situation: Situation) -> Intent:
    name = _name(situation, section)
    return _ask(
        Message(f"“{name}”要怎么改？", f"What should be done with “{name}”?"),
        ("压到一半", "分成三点", "语气平实一些"),
    )


def _place(sections: tuple[str, ...], situation: Situation) -> tuple[Message, int]:
    """Return the place in words, and its 字数."""
    report = situation.report
    if not sections:
        return Message("全文", "the whole report"), count_words(report.text)
    if sections[0] in _OUTSIDE:
        return _OUTSIDE[sections[0]], count_words(report.text)
    try:
        words = sum(count_words(report.of(report.find(s))) for s in sections)
    except UnknownSection:
        words = count_words(report.text)
    names = [f"“{_name(situation, s)}”" for s in sections]
    return Message("、".join(names), ", ".join(names)), words


_OUTSIDE = {
    "preamble": Message("开头", "the opening"),
    "closing": Message("结尾", "the closing"),
}


def _name(situation: Situation, section: str) -> str:
    if section in _OUTSIDE:
        return _OUTSIDE[section].zh
    try:
        found = situation.report.find(section)
    except UnknownSection:
        return section
    name = found.lead if isinstance(found, Point) else found.number + found.heading
    return name if len(name) <= 20 else name[:19] + "…"


def _label(section: str) -> str:
    number = int(section.split(".")[0])
    return f"第{'零一二三四五六七八九十'[number] if number <= 10 else number}部分"


def _offers(words: int) -> tuple[int, ...]:
    """Return two round lengths below `words`."""
    grain = 50 if words < 600 else 100
    return tuple(
        sorted({max(20, int(words * share) // grain * grain or words // 2) for share in (0.5, 0.7)})
    )


def _value(text: str) -> int:
    value = chinese_value("二" if text == "两" else text)
    return int(value) if value is not None else 0


def _ask(question: Message, choices: tuple[str, ...] = ()) -> Intent:
    return Intent(Kind.UNCLEAR, question, question=question, choices=choices)


def _unclear(zh: str, en: str, choices: tuple[str, ...] = _EXAMPLES) -> Intent:
    return _ask(Message(zh, en), choices)
