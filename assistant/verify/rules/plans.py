"""What was planned in one breath with what went, and would now read as done."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from assistant.plan_reach import may_plan, plan_sign, planned_by
from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change, beginning_of
from assistant.verify.tokens import Tokens

_UNDER_WAY = re.compile("[正尚仍还]在(?!于|乎)")
_DONE = re.compile("(?<![而早])已经?(?!婚)|业已")


def check(pair: Pair) -> Iterator[Change]:
    """Yield clauses that the source tells as planned by a sign further on in front, and the
    output without one."""
    yield from _told_as_done(pair)
    source, output = pair.source, pair.output
    theirs = planned_by([source.clause_text(n) for n in range(len(source.clauses))])
    if all(by is None or by == k for k, by in enumerate(theirs)):
        return
    planning = {n for n, text in _sentences(output).items() if may_plan(text)}
    told: set[tuple[int, int]] = set()
    for clause, members in enumerate(output.of_clause):
        own = output.content[members[0]].sentence if members else 0
        # Who tells of plans in one sentence may go on with them in the next.
        if not members or planning & {own, own - 1}:
            continue
        for k in sorted(pair.home(clause)):
            by = theirs[k] if k < len(theirs) else None
            if by is None or by == k or (by, own) in told:
                continue
            told.add((by, own))
            start = source.clauses[by][0]
            low, high = plan_sign(source.clause_text(by)) or (0, 0)
            span = (start + low, start + high)
            place = beginning_of(pair, members[0])
            yield Change("hard_word_lost", place, source.text[slice(*span)], span)


def _told_as_done(pair: Pair) -> Iterator[Change]:
    """Yield an 已 in a clause that the source tells as planned or under way, and which has none
    there: 正在安装 is not 已安装."""
    starts = [start for start, _ in pair.output.clauses]
    for match in _DONE.finditer(pair.output.plain):
        clause = bisect_right(starts, match.start()) - 1
        home = [k for k in sorted(pair.home(clause)) if k < len(pair.source.clauses)]
        texts = [pair.source.clause_text(k) for k in home]
        planned = any(
            "plan" in pair.s[k].scales and not pair.told(k)
            for c in home
            for k in pair.source.of_clause[c]
        )
        planned = planned or any(_UNDER_WAY.search(text) for text in texts)
        if planned and not any(_DONE.search(text) for text in texts):
            yield Change("hard_word_new", match.span())


def _sentences(side: Tokens) -> dict[int, str]:
    """Return the words of each sentence that has any."""
    texts: defaultdict[int, str] = defaultdict(str)
    for clause, members in enumerate(side.of_clause):
        if members:
            texts[side.content[members[0]].sentence] += side.clause_text(clause)
    return texts
