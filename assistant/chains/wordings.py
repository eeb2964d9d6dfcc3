"""The wordings a unit can have when a text is shortened, and what each is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.chains.budget import Option
from assistant.chains.extractive import shorter_wordings
from assistant.chains.job import Engine
from assistant.chains.segments import Unit
from assistant.chains.worth import held, kept, worth
from assistant.time_limit import still_in_time
from assistant.wordcount import count_words

LEAD_LOST = -60.0
"""What it costs to leave out the sentence that says what a paragraph is about, or to cut it behind
a label."""
OPENING_LOST = 5 * LEAD_LOST
"""What it costs to leave out the one that says who reports: nothing but the length comes before."""
ECHO_LOST = 40.0
"""What is won by leaving out a sentence that only says the heading again."""
SHORTEST = 5
"""字数 below which a wording says nothing."""
_ANNOUNCES = re.compile("(?:报告|述职|汇报|总结|情况)如下[：:。]?$")
"""The sentence that opens a report stands for all that follows it."""


_OPENS_RUN = re.compile("[：:，,；;]一(?:是|要)(?![一否])")
"""The first point inside a sentence: without it the second has nothing to follow."""


def options_for(unit: Unit, worded: Iterable[str]) -> list[Option]:
    """Return what can become of a unit: as it is, each wording, left out.

    A unit behind a point's label, with the first of several points or with a gap, the one that
    announces the report (现将…报告如下), or that others go on with, is never left out; no wording
    that loses a gap is offered: an open place may only vanish with a fact (issue 2, must reach 4).
    """
    still_in_time()
    keep = held(unit.text)
    by_model = list(worded)
    most = max((kept(keep, text) for text in by_model), default=-1)
    options = [_option(unit, unit.text, Engine.NONE)]
    options += [_option(unit, text, Engine.MODEL) for text in by_model]
    shortest = min((o.words for o in options[1:]), default=unit.words)
    # The floor stays under the model: clauses are left out by rule to keep more than it did, or
    # where it did not get short enough.
    for text in shorter_wordings(unit):
        option = _option(unit, text, Engine.RULES)
        if kept(keep, text) > most or option.words < shortest:
            options.append(option)
    options = [o for o in options if o.text == unit.text or o.words >= SHORTEST]
    bound = unit.labelled or unit.gaps or unit.goes_on or _OPENS_RUN.search(unit.text)
    if not bound and not _ANNOUNCES.search(unit.text):
        options.append(Option("", 0, _lost(unit), Engine.RULES))
    seen: dict[str, Option] = {}
    for option in options:
        seen.setdefault(option.text, option)
    return list(seen.values())


def _lost(unit: Unit) -> float:
    """Return what it costs to leave a unit out, beside what it tells."""
    if unit.opens_report:
        return OPENING_LOST
    return LEAD_LOST if unit.lead else ECHO_LOST if unit.echo else 0.0


def _option(unit: Unit, text: str, author: Engine) -> Option:
    value = worth(unit.text, text, author)
    if unit.lead and unit.labelled and text != unit.text and author is Engine.RULES:
        value += LEAD_LOST  # it stands beside others of its kind: 一是强化武装，把牢方向
    return Option(text, count_words(text), value, author)
