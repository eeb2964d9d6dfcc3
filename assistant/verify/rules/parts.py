"""Parts of the source that are told no more, where their absence can mislead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from assistant.matcher import Matcher
from assistant.spans import Span
from assistant.verify.pair import Pair
from assistant.verify.reading import shortened
from assistant.verify.rules.change import Change
from assistant.verify.rules.gone import end_of, head, place, tail
from assistant.verify.rules.shortfalls import fails, falls_short, too_little
from assistant.verify.tokens import Kind, Token

_TURNS = re.compile(
    r"\s*(?:(除|如(?![期实数约上下]|果树)|若(?!干)|在.*[中内][，,]?$|.*(?:(?<![以之此今最会随然其年月日])后|外|(?:前提|情况)下)[，,]$)"
    r"|(.{0,8}不[升降增减]反|.{0,20}(?:(?:方|(?<!人)才)[可能]|为(?:条件|前提|准)))|但|不过|然而|却|仅|只|唯|尚|仍|暂|限[于在]?"
    r"|未(?!发生|出现|发现|收到|造成|引发|接到))"
)
_AGAINST = re.compile(r"\s*(?:但|不过|然而)")
"""What turns against a clause, whatever that tells: (集体访批次下降，)但单批人数增多."""
_ALL = re.compile("[^，。；：,;:\n]{0,12}?(?:全部|全都|一律|悉数|[均都])")
_OF_ALL = re.compile(
    "以上|上述|前述|(?:该|此|这一?)(?:项|组)?(?:数据|数字|成绩|比例|结果|口径|指标|统计|排名|做法)"
)
"""What a part begins with that says something of all before it: 以上为初步数据."""
_TOLD = 0.4  # share of a part below which it counts as left out
_LEAST = 1.5  # weight from which a part is worth naming
_NEAR = 15  # content words in which what a part limits is looked for
_CLAUSES = 3
_WALK = 8  # clauses that went one after another, behind which it is looked for
_SAME = 0.6  # share of a part's letters from which it is the same, spelled otherwise
_LONGEST = 300  # characters of a part that are compared letter by letter
_A_LIST, _MOSTLY = 3, 0.25  # problems that make a list; the share of the clauses they are
_WEIGHTY = frozenset(
    (
        "stage",
        "certainty",
        "role",
        "rank",
        "baseline",
        "metric",
        "cause",
        "negation",
        "responsibility",
    )
)
"""Scales of words that no slogan is made of."""
PENDING = frozenset({"待", "尚待", "有待"})
"""What says that something is still open."""
_MANY = frozenset({("part", 1)})  # rank of 多数
_OF_IT = re.compile(r"\s*(?:主要集中|主要分布|[均多]为|多是|是否|不含|不包括|扣除|剔除|如遇)")
_EXCEPT = re.compile("(?<!对)外|不含|不算|不计|不包括|自[评测报]")
_NEEDS = re.compile("[尚仍还][需须待]|须|暂")
_UP = frozenset({("to_by", 0), ("to_by", 2)})  # ranks of 增加到, 增加
_WAYS = _UP | {("to_by", 4), ("to_by", 5)}  # and of 减少到, 减少


def parts(pair: Pair, gone: set[int]) -> Iterator[Change]:
    """Yield parts between two marks that are told no more: any of them where nothing may be
    dropped, else those that limit or spoil what is told beside them.  Their words go into `gone`.
    """
    words = range(len(pair.s)) if pair.may_drop else ()
    problems = {k for k in words if too_little(pair, k)}
    unsaid = not any(map(pair.told, problems))
    segments: dict[tuple[int, bool], list[int]] = {}
    excepted = False
    outside: set[int] = set()
    for k, token in enumerate(pair.s):
        excepted = token.text == "除" or (excepted and pair.s[k - 1].text != "外")
        if excepted:
            outside.add(k)
        segments.setdefault((token.segment, excepted), []).append(k)
    lists = _lists_of_problems(pair) if pair.may_drop else {}
    short: dict[int, list[Change]] = {}
    for members in segments.values():
        said = [k for k in members if not pair.s[k].filler]
        if sum(pair.s[k].weight for k in said) < _LEAST:
            continue
        if pair.share_told(said) >= _TOLD:
            yield from _cut_off(pair, said) if pair.may_drop else ()
            continue
        start, end = pair.s[members[0]].start, pair.s[members[-1]].end
        text = pair.source.plain[start:end]
        if pair.may_drop:
            at = _place(pair, members) if _limits(pair, said) else None
            if at is None and _OF_ALL.match(text) and members[0]:
                at = place(pair, members[0], far=True)
            if at is None and unsaid and problems.intersection(said):
                # With it went the last problem the passage tells of.
                at, unsaid = place(pair, members[0], far=True), False
        else:
            at = None if _respelled(pair, members, text) else _place(pair, members)
        if at is not None:
            gone.update(members)
            kind = "limit_left_out" if pair.may_drop else "part_left_out"
            if pair.may_drop_idle and idle(pair, members) and not _limits(pair, said):
                kind = "left_out_as_asked"
            if not pair.may_drop and _EXCEPT.search(text):
                at = _claim(pair, members, at[0])
            elif members[0] in outside:
                at = _up_to_all(pair, at[0])
            change = Change(kind, at, shortened(pair.source.text[start:end]), (start, end))
            clause = pair.s[members[0]].clause
            if clause in lists and not _turns(pair, clause):
                short.setdefault(lists[clause], []).append(change)
            else:
                yield change
    for changes in short.values():
        first, more = changes[0], f"（共{len(changes)}处）" if len(changes) > 1 else ""
        yield replace(first, kind="problem_left_out", old=first.old + more)


def _claim(pair: Pair, members: list[int], at: int) -> Span:
    """Return the clause that an exception is from, and which is told without it: the one that it
    stood before, or in which or behind which it would stand."""
    starts = [start for start, _ in pair.output.clauses]
    if _before_its_claim(pair, members):
        at = head(pair, pair.told_beside[1][members[-1]]) + 1
    clause = bisect_right(starts, max(0, at - 1)) - 1
    return starts[clause], end_of(pair, clause)


def _lists_of_problems(pair: Pair) -> dict[int, int]:
    """Return the clauses that tell of a problem each beside others of which some are told, with the
    paragraph that lists them: with one of them gone the others say no more than before."""
    paragraphs: dict[int, list[int]] = {}
    line = 0
    for clause, (start, end) in enumerate(pair.source.clauses):
        paragraphs.setdefault(line, []).append(clause)
        line += "\n" in pair.source.text[start:end]
    found: dict[int, int] = {}
    for line, clauses in paragraphs.items():
        problems = [
            c for c in clauses if any(falls_short(pair, k) for k in pair.source.of_clause[c])
        ]
        told = any(pair.told_share[c] >= _TOLD for c in problems)
        if told and len(problems) >= max(_A_LIST, len(clauses) * _MOSTLY):
            found |= dict.fromkeys(problems, line)
    return found


def idle(pair: Pair, members: list[int]) -> bool:
    """Whether words hold no figure, name, title, open place or quotation, and no word that carries
    weight."""
    return all(
        pair.s[k].kind is Kind.WORD
        and not pair.s[k].scales & _WEIGHTY
        and pair.source.before(k) not in "“《"
        for k in members
    )


def _cut_off(pair: Pair, said: list[int]) -> Iterator[Change]:
    """Yield the end of a part that went and says that something is not as it should be, while its
    beginning is told: 补贴1600万元(后仍亏损265万元)."""
    last = next((n for n, k in enumerate(reversed(said)) if pair.told(k)), 0)
    rest = said[len(said) - last :]
    if any(too_little(pair, k) for k in rest):
        at = tail(pair, said[-last - 1])
        span = (pair.s[rest[0]].start, pair.s[rest[-1]].end)
        yield Change("limit_left_out", (at, at), shortened(pair.source.text[slice(*span)]), span)


def _up_to_all(pair: Pair, spot: int) -> Span:
    """Return the place of an exception that went, up to the word that now says it of all:
    (除涉密项目外，)施工图全部实现网上审查."""
    match = _ALL.match(pair.output.plain, spot)
    return spot, match.end() if match else spot


def _respelled(pair: Pair, members: list[int], text: str) -> bool:
    """Whether the part still stands in its place with most of its letters (省国姿委, 省国资委).

    Its words are then looked at one by one.
    """
    before, after = members[0] - 1, members[-1] + 1
    if (before >= 0 and not pair.told(before)) or (after < len(pair.s) and not pair.told(after)):
        return False
    start = pair.o[pair.back[before][-1]].end if before >= 0 else 0
    end = pair.o[pair.back[after][0]].start if after < len(pair.s) else len(pair.output.plain)
    if end - start > _LONGEST + 4 * len(text):
        return False
    there = pair.output.plain[start:end].strip("，。；：、,;:\n")
    matcher = Matcher(text, there)
    if matcher.real_quick_ratio() < _SAME or matcher.quick_ratio() < _SAME:
        return False
    return len(text) > _LONGEST or matcher.ratio() >= _SAME


def _limits(pair: Pair, members: list[int]) -> bool:
    """Whether a part that went limits what is told: the clause that it turns against, or that it
    says more of.  What tells of a thing of its own may go as any other statement."""
    clause = host = pair.s[members[0]].clause
    if _goes_against(pair, clause) or _still_open(pair, clause):
        return True
    less = any(_in_part(pair.s[k]) for k in members if not pair.told(k))
    if not (_turns(pair, clause) or less) and not any(
        falls_short(pair, k) for k in members if not pair.told(k)
    ):
        return False
    gone = set(members)
    rest = [k for k in pair.source.of_clause[clause] if k not in gone]
    if _turns(pair, clause) == 1 and rest and pair.share_told(rest) >= _TOLD:
        return True  # (除1人轻伤外)无人员伤亡
    step = _turns(pair, clause) or -1
    for _ in range(_WALK):
        if pair.told_share[host] >= _TOLD:
            break
        host = host + step if (on := pair.leans[host]) is None or step > 0 else on
        if not _same_sentence(pair, host, clause):
            return False
    else:
        return False
    own = pair.source.of_clause[host]
    text = pair.source.clause_text(clause)
    match = _TURNS.match(text)
    return (
        less
        or _AGAINST.match(text) is not None
        or bool(match and (match[1] or match[2]))
        or any(fails(pair, k) for k in members)
        or not any(pair.told(k) and falls_short(pair, k) for k in own)
    )


def _goes_against(pair: Pair, clause: int) -> bool:
    """Whether a clause tells that something rose beside one told of what fell, or the other way:
    纠纷起数下降11%，(赔付金额上升26%)."""
    if not _same_sentence(pair, clause - 1, clause) or pair.told_share[clause - 1] < _TOLD:
        return False
    one, two = (
        {rank in _UP for k in pair.source.of_clause[c] for rank in pair.s[k].hard & _WAYS}
        for c in (clause - 1, clause)
    )
    return len(one | two) == 2 and len(one) == len(two) == 1


def _still_open(pair: Pair, clause: int) -> bool:
    """Whether a clause says of how much of what the one before it tells that is so (主要集中在…),
    or begins with a thing told there and says what that still needs: (方案尚需核准)."""
    if not _same_sentence(pair, clause - 1, clause):
        return False
    text = pair.source.clause_text(clause)
    if _OF_IT.match(text) and pair.told_share[clause - 1] >= _TOLD:
        return True
    before = {pair.s[k].text for k in pair.source.of_clause[clause - 1] if pair.told(k)}
    first = pair.s[pair.source.of_clause[clause][0]].text
    return first in before and bool(_NEEDS.search(text))


def _in_part(token: Token) -> bool:
    """Whether a word says that what it is said of holds for no more than most, or is still open."""
    return token.text in PENDING or bool(token.hard & _MANY)


def _turns(pair: Pair, clause: int) -> int:
    """Return where the clause stands that another turns against: 1 behind, −1 before; 0: none."""
    match = _TURNS.match(pair.source.clause_text(clause))
    return 0 if match is None else 1 if match[1] else -1


def _same_sentence(pair: Pair, one: int, two: int) -> bool:
    members = pair.source.of_clause
    if not 0 <= one < len(members) or not members[one] or not members[two]:
        return False
    return pair.s[members[one][0]].sentence == pair.s[members[two][0]].sentence


def _place(pair: Pair, members: list[int]) -> Span | None:
    """Return where a part that is told no more would stand: what is left of it, if any is in one
    place, with where most of the rest would stand; None for what a shortening leaves out with its
    whole sentence, or far from what is told of that."""
    first, last = members[0], members[-1]
    sentence, clause = pair.s[first].sentence, pair.s[first].clause
    near = range(max(0, first - _NEAR), min(len(pair.s), last + _NEAR + 1))
    if pair.may_drop and not any(
        pair.told(j)
        and pair.s[j].sentence == sentence
        and abs(pair.s[j].clause - clause) <= _CLAUSES
        for j in near
        if not first <= j <= last
    ):
        return None
    at = place(pair, _most_lost(pair, members), far=True)
    left = [pair.o[pair.back[k][0]] for k in members if pair.told(k)]
    if not left or at is None:
        return at
    start = min(at[0], *(token.start for token in left))
    end = max(at[1], *(token.end for token in left))
    whole = end - start <= len(shortened(pair.source.text[pair.s[first].start : pair.s[last].end]))
    return (start, end) if whole else at


def _before_its_claim(pair: Pair, members: list[int]) -> bool:
    """Whether a part limits the clause behind it, and stands in another."""
    clause, behind = pair.s[members[0]].clause, pair.told_beside[1][members[-1]]
    if _turns(pair, clause) != 1 or behind == len(pair.s):
        return False
    return pair.s[behind].clause != clause and _same_sentence(pair, clause, pair.s[behind].clause)


def _most_lost(pair: Pair, members: list[int]) -> int:
    """Return the first word of the run of a part that weighs most of those that went."""
    runs = [list(run) for told, run in groupby(members, key=pair.told) if not told]
    return max(runs, key=lambda run: sum(pair.s[k].weight for k in run))[0]
