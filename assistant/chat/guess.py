"""A sentence that no rule understands: readings that code proposes, of which a model may choose.

The model sees the sentence and at most six short readings, never the report; it picks one, and
what that means was settled by code before.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.asking import MOST, label_of, length_words
from assistant.chat.clause_tasks import task_by_words
from assistant.chat.kinds import SURE, kind_of
from assistant.chat.normal import bare, normal
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading, Step
from assistant.chat.vocabulary import told
from assistant.errors import ModelError
from assistant.findings import Message
from assistant.instruction.lengths import find_length
from assistant.instruction.mentions import find_mention
from assistant.models import Writer
from assistant.prompts import load_prompt
from assistant.tasks import TASKS, Task

NONE = "none"
MAX_TOKENS = 16
_HARDLY = 1.0
"""From how sure on a kind is named as the likely one."""
LONGEST = 120
"""Characters of a sentence that a model is asked about; the question stays below 300 tokens."""


def readings_of(sentence: str, at: Situation) -> tuple[Choice, ...]:
    """Return what a sentence may mean for the part it names, the chosen or the last one; none
    where it is about no part at all."""
    words = bare(normal(sentence))
    named = find_mention(words, at.report, at.chosen)
    if not (named.ids or named.whole or named.problem) and (about := _spoken_of(words, at)):
        named = replace(named, ids=(about,))
    last = at.last[-1].sections if at.last and at.in_hand else None
    sections = named.ids or ((at.chosen,) if at.chosen else None) or last
    if named.problem is not None or not (sections or named.whole):
        return ()
    place = "、".join(label_of(s, at) for s in sections or ()) or "全文"
    base = Step("", sections=sections, whole=not sections)
    wish = told(named.rest or words) or words
    asked = find_length(words)
    meant: list[tuple[str, dict[str, object]]] = [
        (f"改写措辞（{wish}）", {"task": Task.REWRITE, "instruction": wish}),
        (length_words(str(asked or "vague")), {"task": Task.SHORTEN, "to": str(asked or "vague")}),
        ("理顺结构", {"task": Task.RESTRUCTURE}),
        ("分成三点", {"task": Task.RESTRUCTURE, "points": 3}),
        ("补上空缺", {"task": Task.FILL}),
        ("清理无关文字", {"task": Task.CLEAN}),
    ]
    if named.ids and "preamble" not in named.ids and "closing" not in named.ids:
        meant.insert(4, ("删掉", {"task": "delete"}))
    likely = _likely(named.rest or words)
    meant.sort(key=lambda offer: offer[1]["task"] != likely)
    return tuple(
        Choice(
            f"{place}：{label}",
            Reading(Act.TASK, (Step(**{**_place(base), **fields}),)),  # type: ignore[arg-type]
        )
        for label, fields in meant[:MOST]
    )


def understood(sentence: str, offers: tuple[Choice, ...], at: Situation) -> Reading | None:
    """Return the question that says which part of the report a sentence is about and what was
    taken for its wish; None where it names no part."""
    words = bare(normal(sentence))
    named = find_mention(words, at.report, None)
    about = named.ids or _spoken_of(words, at)
    if not offers or not (about or named.whole) or (at.pending is not None and not about):
        return None
    shorten = next((c for c in offers if c.means.steps[0].task == Task.SHORTEN), offers[0])
    best = shorten if find_length(words) is not None else offers[0]
    place, _, what = best.label.partition("：")
    if best is not shorten and best.means.steps[0].task != _likely(named.rest or words):
        said = Message(
            f"您说的是{place}，要怎么改我没有听懂，可以选一种：",
            f"About {place}; what should be done with it?",
        )
        return Reading(Act.ASK, (), said, offers, "task")
    said = Message(
        f"您说的是{place}，要“{what}”吗？我没有完全听懂，也可以选下面别的改法：",
        f"About {place}: is this what you mean? Others are below.",
    )
    ordered = (best, *(c for c in offers if c is not best))
    return Reading(Act.ASK, best.means.steps, said, ordered, "agree")


def _likely(words: str) -> str | None:
    """Return the task that words are most like, None where they are hardly like any."""
    kind = kind_of(words)
    if kind.label == "keep" and kind.sure >= SURE:
        return None
    known = kind.label in TASKS or kind.label == "delete"
    return kind.label if known and kind.sure >= _HARDLY else task_by_words(words)


def _spoken_of(words: str, at: Situation) -> str | None:
    """Return the one part that holds the longest words of a sentence, three characters or more."""
    text = at.report.text
    for size in range(min(len(words), 12), 2, -1):
        for start in range(len(words) - size + 1):
            some = words[start : start + size]
            if text.count(some) == 1 and not re.search(r"[\d，。]", some):
                return at.at(text.index(some))
    return None


def _place(base: Step) -> dict[str, object]:
    return {"sections": base.sections, "whole": base.whole}


def choose(sentence: str, offered: tuple[Choice, ...], writer: Writer) -> Choice | None:
    """Return the reading that the model picks, None where it picks none or cannot be had."""
    if not offered or len(sentence) > LONGEST:
        return None
    numbers = [str(n) for n in range(1, len(offered) + 1)]
    schema = {
        "type": "object",
        "properties": {"choice": {"enum": [*numbers, NONE]}},
        "required": ["choice"],
        "additionalProperties": False,
    }
    listed = "\n".join(
        f"{n}. {c.label.partition('：')[2][:30]}" for n, c in zip(numbers, offered, strict=True)
    )
    prompt = load_prompt("choose").render(sentence=sentence, readings=listed)
    try:
        found, _reply = writer.ask_json(prompt, schema, max_tokens=MAX_TOKENS)
    except ModelError:
        return None
    picked = str(found["choice"])
    return None if picked == NONE else offered[int(picked) - 1]
