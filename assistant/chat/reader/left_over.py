"""Which words of a sentence a reading does not account for.

The check of `completeness` holds for the readings of the rules as they stand; this one is stricter
and costs nothing but a question: where a capable model is there, what is left over is put to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.chat.normal import bare, normal
from assistant.chat.situation import Situation
from assistant.chat.turn import Step
from assistant.chat.vocabulary import said
from assistant.document import Section
from assistant.instruction.lengths import find_length
from assistant.instruction.loose_names import bare_name
from assistant.instruction.mention_words import REST, SPAN, WHOLE
from assistant.instruction.parts import Unclear, find_parts
from assistant.tasks import TASKS, Task

GONE = "\ue0ff"
"""Stands for what is accounted for."""
_ALSO = {
    Task.SHORTEN: ("long",),
    Task.RESTRUCTURE: ("points",),
    Task.CLEAN: ("delete",),
    "delete": ("delete",),
    "correct": ("wrong_figure", "rewrite"),
    "replace": ("rewrite",),
    "draft": ("fill", "restructure"),
}
"""Which words say what is to be done, beside those that have a task's own name."""
_ALWAYS = ("verb", "filler", "aside", "complaint")
_EDITS = re.compile(
    "换成|改[成为叫]|替换|统[一统]|不是|而是|应该?[是为]|写错|错|不对|才对|更正|框架|架子|加上?|缺"
)
_PLACE = re.compile(
    r"第.{1,3}[部条点节块]|(?:[那这][一两三四个]*|[一两三四几]个?)(?:部分|小点|要点|[节条块章])|\([一二三四五六七八九十]\)"
    r"|section|part|前头|上面|下面|末尾|那个[哈啊呀嘛]?$|\d{2,}"
)
"""What is a place, or a number, in words that were taken for a wish: 和讲正风反腐的那条."""
_UNIT = "[百千万亿]*(?:%|[个次件亩元人户项处吨名家条场]|公里|平方米)?"
"""What may follow a figure that stands with its unit in the report."""
_TAKEN = re.compile("(?:清|去|删|拿|抹)(?:掉|除|走|理|去|干净)+")
_YOURS = re.compile("[你您]看着[办来]")
STAYS = re.compile(
    "(?:都|就|一个?|全|仍)*(?:不用|不要|不|别|勿)(?:动|变|碰|改|管)(?:它|了)?$|(?:保持)?(?:原样|原话|不变)$"
)
_LEAST = 2
"""Characters of a piece that mean something."""


def left_over(sentence: str, steps: tuple[Step, ...], at: Situation) -> tuple[str, ...]:
    """Return the pieces of a sentence that none of the steps accounts for."""
    text = bare(normal(sentence))
    for words in sorted(_held(steps), key=len, reverse=True):
        unit = _UNIT if words[-1].isdigit() else ""
        text = re.sub(re.escape(words) + unit, GONE, text)
    if any(s.whole for s in steps):
        text = WHOLE.sub(GONE, text)
    ids = {i for s in steps for i in s.sections or ()}
    text = _without_parts(text, ids, at)
    for _step in steps:
        asked = find_length(text, bare=True)
        if asked is not None and any(s.to not in (None, "vague") for s in steps):
            text = text[: asked.start] + GONE + text[asked.end :]
    for kind in dict.fromkeys((*(k for s in steps for k in _kinds(s.task)), *_ALWAYS)):
        text = said(kind).sub(_gone, text)
    if any(s.each for s in steps):
        text = said("each").sub(_gone, text)
    text = (
        _EDITS.sub(GONE, text)
        if {s.task for s in steps} & {"correct", "replace", "draft"}
        else text
    )
    if {s.task for s in steps} & {Task.CLEAN, "delete"}:
        text = _TAKEN.sub(GONE, text)
    pieces = re.split(f"[{GONE}，。；、：:！!？?\\s]+", text)
    if any(s.keep for s in steps) or ids:
        pieces = [STAYS.sub("", p) for p in pieces]
    return tuple(p for p in pieces if len(bare_name(p)) >= _LEAST)


def _kinds(task: str) -> tuple[str, ...]:
    own = (task,) if task in TASKS else ()
    return (*own, *_ALSO.get(task, ()))


def _no_wish(clause: str) -> bool:
    """Whether words that were taken for a wish name a place, or leave it to the program."""
    return _PLACE.search(clause) is not None or _YOURS.search(clause) is not None


def _gone(match: re.Match[str]) -> str:
    return GONE if match.group() else ""  # some of the lists may match nothing


def _held(steps: Iterable[Step]) -> Iterator[str]:
    """Yield the words that the steps hold."""
    for step in steps:
        told = (step.order, step.instruction, step.old, step.new, *step.keep, *step.headings)
        for words in told:
            clauses = re.split("[，。；：:]", words or "")
            placed = words in (step.instruction, *step.keep)
            yield from (c for c in clauses if c and not (placed and _no_wish(c)))
        for fact in step.facts:
            yield from filter(None, (fact.name, fact.value + fact.unit))


def _without_parts(text: str, ids: set[str], at: Situation) -> str:
    """Return a text without the words that name the parts of these IDs."""

    def named(match: re.Match[str]) -> str:
        try:
            found = [
                p.id
                for p in find_parts(match.group(), at.report, (at.chosen,) if at.chosen else ())
            ]
        except Unclear:
            return match.group()
        close = all(
            any(f == i or f.startswith(i + ".") or i.startswith(f + ".") for i in ids)
            for f in found
        )
        return GONE if close else match.group()

    text = SPAN.sub(named, text)
    if ids:
        text = REST.sub(GONE, text)
    for title in _titles(ids, at):
        for size in range(min(len(title), len(text)), 1, -1):
            for start in range(len(title) - size + 1):
                if (words := title[start : start + size]) in text and GONE not in words:
                    text = text.replace(words, GONE)
    return text


def _titles(ids: set[str], at: Situation) -> Iterator[str]:
    """Yield what the parts are called, and those that they lie in or that lie in them."""
    for section in at.report.walk():
        parts: list[Section | object] = [section, *section.points]
        for part in parts:
            one = str(getattr(part, "id", ""))
            if any(i == one or i.startswith(one + ".") for i in ids):
                yield getattr(part, "heading", "") or getattr(part, "lead", "")
