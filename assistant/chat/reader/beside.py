"""Figures that a sentence only mentions beside the one that is filled in, and gaps that stay open.

罚款有两个数，含利息的是341万元，不含的是327.9万元，用不含的: the model takes one, and code lets the
other be passed over only where the sentence says itself that it is another's, and no gap waits for
it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.chat.clause_tasks import LONG, task_by_words
from assistant.chat.facts_said import gap_for
from assistant.chat.normal import normal
from assistant.chat.situation import Situation
from assistant.chat.turn import Given
from assistant.facts import split_value
from assistant.figures import find_figures
from assistant.tasks import Task
from assistant.wordcount import pairs_of

_OF_ANOTHER_TIME = re.compile("[去上前]一?年(?!初)|同期|上[个半]|原[来先]|计划数?|目标")
_ONE_OF_THEM = re.compile("[两三几]个?(?:数|口径|版本|说法|结果|算法)")
"""What says that several figures are said of one thing."""
_A_GAP = re.compile("[那这][几两三四一]?(?:个|处|些)?(?:空(?:缺|格|白|档)?|横线|待补)(?:先?空着)?$")
"""What is left open, of what is said to stay: 省级课题还没定，那个空先留着."""
_BREAK = re.compile("[，。；！？]")
_CLAUSE = re.compile("[，。；！？、]")
_DEED = re.compile("换|改|填|删|补|写|加上|减")
_WRONG = re.compile(
    "(?:这个数?|那个数?|是|就|都|也|的|可|已经?)*(?:错|不[对准是要算用行]|有误|作废|别|旧|假|弄错|写错)"
)
_RIGHT = re.compile("(?:这个数?|那个数?|才|是|就|的|最)*(?:对|准|正确|没错|为准|真)")
_NOT_IT = re.compile("(?:不是|不要|不用|不填|不取|别[用填写取要]?|并?非|而非|勿[用填写取]?)$")
_TAKE = re.compile("(?:以|就?用|按|选|取|采用|填|写|要)$")
_POINTS = re.compile(
    "(?:(?P<not>[别不勿莫](?:要|用|再)?)?)(?:[用填写选取按照]|采用|以)(?P<what>[^，。；]{1,10}?)(?:的(?:那个|数|为准)*|那个|为准|[个者])$"
)
"""What says by a word for it which of several figures is to be taken: 我们用不连的."""
_CHOSEN = re.compile("[用填取选采按要]|以|对的|准|错|作废")
"""Without a word for it nobody can say which of them is wanted."""
_AROUND = 8
"""Characters before a gap that say what it is for."""


def is_beside(data: Mapping[str, Any], clause: str, sentence: str, at: Situation) -> bool:
    """Whether the figures that are left of a clause are set beside those that are filled in."""
    facts = _filled(data)
    figures = find_figures(clause)
    if not facts or not figures or _does_more(clause) or takes_another(data, sentence):
        return False
    taken = {split_value(normal(fact["value"]))[1] for fact in facts}
    of_one = _ONE_OF_THEM.search(sentence) is not None and _CHOSEN.search(sentence) is not None
    earlier = _OF_ANOTHER_TIME.search(clause) is not None
    for figure in figures:
        value, unit = split_value(figure.text)
        if not (earlier or (of_one and unit in taken)):
            return False
        waits = gap_for(Given(None, clause[: figure.start], value, unit), at, set())
        if waits is not None and waits not in {fact["gap"] for fact in facts}:
            return False
    return True


def _does_more(clause: str) -> bool:
    """Whether a clause asks for something of its own: 去年的7件要改成9件."""
    return task_by_words(clause) not in (None, LONG) or _DEED.search(clause) is not None


def takes_another(data: Mapping[str, Any], sentence: str) -> bool:
    """Whether a sentence says that a figure is wrong that is filled in, that another is right, or
    that another one is to be taken: 填去年的; what it points at must be said of the one filled."""
    values = {split_value(normal(fact["value"])) for fact in _filled(data)}
    if not values:
        return False
    own, others, pointed = list[str](), list[str](), list[tuple[bool, str]]()
    for clause in _CLAUSE.split(sentence):
        before = 0
        figures = find_figures(clause)
        for figure, then in zip(figures, [*figures[1:], None], strict=False):
            head = clause[before : figure.start]
            tail = clause[figure.end : then.start if then is not None else None]
            filled = split_value(figure.text) in values
            (own if filled else others).append(clause)
            wrong = _WRONG.match(tail) is not None or _NOT_IT.search(head) is not None
            right = _RIGHT.match(tail) is not None or _TAKE.search(head) is not None
            if filled == wrong and (wrong or right):
                return True
            before = figure.end
        if not figures and (take := _POINTS.search(clause)) is not None:
            pointed.append((take["not"] is not None, take["what"]))
    return any(
        not (_among(what, others) and not _among(what, own)) if denied else not _among(what, own)
        for denied, what in pointed
        if others
    )


def _among(words: str, clauses: list[str]) -> bool:
    """Whether words stand in a clause, not denied there: 含利息 does not stand in 不含利息的."""
    return any(re.search(f"(?<![不没非未]){re.escape(words)}", clause) for clause in clauses)


def leaves_open(data: Mapping[str, Any], keep: str, sentence: str, at: Situation) -> bool:
    """Whether what is said to stay is a gap that no step fills."""
    facts, gap = _filled(data), _A_GAP.search(keep)
    place = sentence.find(keep)
    if not facts or gap is None or place < 0:
        return False
    before = [c for c in _BREAK.split(sentence[:place]) if c]
    told = keep[: gap.start()] or (before[-1] if before else "")
    filled = {fact["gap"] for fact in facts}
    names = [at.report.text[max(0, g.start - _AROUND) : g.start] for g in at.gaps if g.id in filled]
    return bool(told) and not any(pairs_of(told) & pairs_of(name) for name in names)


def _filled(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the facts of steps that do nothing but fill gaps; none for others."""
    steps = data["steps"]
    facts = [fact for step in steps for fact in step["facts"]]
    fills = all(step["task"] == Task.FILL for step in steps) and all(f["gap"] for f in facts)
    return facts if fills else []
