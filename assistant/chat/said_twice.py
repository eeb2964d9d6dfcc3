"""The sentence that stands twice: 删掉重复的那句 asks which of its places is to go."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.chat.clause_tasks import task_by_words
from assistant.chat.normal import QUOTED
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading, Step
from assistant.chat.vocabulary import said
from assistant.findings import Message
from assistant.instruction.loose_names import parts_named_in
from assistant.instruction.mentions import find_mention
from assistant.lint.paper import look_at
from assistant.lint.repeats import repeats

TWICE = re.compile("(?:重复|雷同|(?:[说写讲提]|出现)了?(?:两|二|2)[遍回次处]|一模一样)的?")
"""What calls a sentence by its standing twice."""
_MOST, _LEAST = 6, 3
_THAT_ONE = re.compile("^(?:就是|是|就)|的?[那这]一?句(?:话)?$")
_WITHIN = re.compile("^(?:就|把|删)+|[里中]?(?:面|头|边)?的?(?:那|这)?一?[处个句]?(?:话)?$")
_STAYS = said("stays")
_FIRST, _LAST = (
    re.compile("^(?:就|把|删)*(?:前|第一|头一|上)"),
    re.compile("^(?:就|把|删)*(?:后|第二|末|最后|下面)"),
)


def places_of_repeats(at: Situation) -> tuple[tuple[int, int], ...]:
    """Return the places of all sentences that repeat another or are repeated, in their order."""
    check = at.check
    paper = look_at(
        at.report, check.genre, figures=check.figures, matches=check.parts, noise=check.noise
    )
    pairs = [(p.start, p.end) for here, earlier, _ in repeats(paper) for p in (here, earlier)]
    return tuple(sorted(dict.fromkeys(pairs)))


def which_of_them(step: Step, at: Situation) -> Reading | None:
    """Return the question which place of a sentence is to go; None where none stands twice."""
    places = places_of_repeats(at)[:_MOST]
    if not places:
        return None
    text = at.report.text
    offers = []
    for start, end in places:
        part = at.at(start)
        held = Step(
            step.task,
            sections=(part,) if part else None,
            old=text[start:end],
            instruction=step.instruction,
            spans=((start, end),),
        )
        label = f"{at.name(part) if part else '文中'}：{text[start:end][:16]}…"
        offers.append(Choice(label, Reading(Act.TASK, (held,))))
    told = Message(
        f"“{text[slice(*places[0])]}”等有 {len(places)} 处写重了。要删哪一处？"
        if len(places) > 2
        else f"“{text[slice(*places[0])]}”写了两处。要删哪一处？",
        f"“{text[slice(*places[0])]}” stands at {len(places)} places. Which one is to go?",
    )
    return Reading(Act.ASK, (step,), told, tuple(offers), slot="sentence")


def place_picked(plain: str, at: Situation) -> Reading | None:
    """Return the offered place that a reply names by its part, or as the first or last of two."""
    for clause in re.split("[，。；]", plain):
        if not clause or _STAYS.search(clause):
            continue  # 前面那处留着
        named = find_mention(clause, at.report, at.chosen).ids or tuple(
            p.id for p in parts_named_in(_WITHIN.sub("", clause), at.report)
        )
        homes = [(c, s) for c in at.choices for step in c.means.steps for s in step.sections or ()]
        held = [c for c, s in homes if any(s == n or s.startswith(f"{n}.") for n in named)]
        if len(held) == 1:
            return held[0].means
        if not named and len(at.choices) == 2 and (_FIRST.search(clause) or _LAST.search(clause)):
            return at.choices[0 if _FIRST.search(clause) else 1].means
    return None


def sentence_quoted(plain: str, at: Situation) -> Reading | None:
    """Return the steps of the open question with the sentence that a reply quotes some words of;
    None where it asks for something itself, or its words stand in no one sentence."""
    from assistant.session.plain.spans import sentences

    question, text = at.question, at.report.text
    quoted = QUOTED.search(plain)
    told = quoted.group()[1:-1] if quoted is not None else _THAT_ONE.sub("", plain)
    rest = plain.replace(quoted.group(), "") if quoted is not None else ""
    if question is None or len(told) < _LEAST or task_by_words(rest) not in (None, "delete"):
        return None
    held = [(a, b) for a, b in sentences(text, 0, len(text)) if told in text[a:b]]
    steps = question.steps
    open_ = [s for s in steps if s.task == "delete" and not s.spans and not s.old]
    if len(held) != 1 or len(open_) != 1:
        return None
    part = at.at(held[0][0])
    meant = replace(
        open_[0],
        sections=(part,) if part else None,
        whole=False,
        old=text[slice(*held[0])],
        spans=(held[0],),
    )
    done = tuple(meant if step is open_[0] else step for step in steps)
    return Reading(Act.TASK, done, settled=True)
