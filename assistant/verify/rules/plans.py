"""What was planned in one breath with what went, and would now read as done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from assistant.plan_reach import may_plan, plan_sign, planned_by
from assistant.verify.pair import Pair
from assistant.verify.rules.change import Change, beginning_of
from assistant.verify.tokens import Tokens


def check(pair: Pair) -> Iterator[Change]:
    """Yield clauses that the source tells as planned by a sign further on in front, and the
    output without one."""
    source, output = pair.source, pair.output
    theirs = planned_by([source.clause_text(n) for n in range(len(source.clauses))])
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


def _sentences(side: Tokens) -> dict[int, str]:
    """Return the words of each sentence that has any."""
    texts: defaultdict[int, str] = defaultdict(str)
    for clause, members in enumerate(side.of_clause):
        if members:
            texts[side.content[members[0]].sentence] += side.clause_text(clause)
    return texts
