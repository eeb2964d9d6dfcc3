"""What a message says around its wishes: reasons, what others said, how it stands.

    领导嫌长，念着又绕，所以请把第三部分压到300字   ->  请把第三部分压到300字
    第三部分压到300字，打印店说的                   ->  第三部分压到300字

A clause that only reports asks for nothing where another clause wishes; it may still name the
place, or the length, that the wish leans on.  Conditions stay, wherever they stand, and a message
that only reports is taken at its word: 第三部分太啰嗦了 is a wish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.chat.clause_tasks import LONG, task_by_words, task_of
from assistant.chat.conditions import take_conditions
from assistant.chat.kinds import COMMANDS, LIKELY, SURE, kind_of
from assistant.chat.normal import QUOTED, without
from assistant.chat.shorthand import numbered
from assistant.chat.vocabulary import said
from assistant.document import Report
from assistant.instruction.lengths import Asked, find_length
from assistant.instruction.mention_words import BUT, KEEP, REST, SPAN, WHOLE
from assistant.instruction.said_before import counted, named_in, number_of, with_places
from assistant.tasks import TASKS

_CLAUSE = re.compile("([^，。；！？;!?…]*)([，。；！？;!?…]*)")
_YOURS = re.compile(f"(?:{said('left_to_you').pattern})$")
_OTHERS = re.compile("(?:别的|其[他余它]的?|剩下的?)(?:都|全)?(?:随|由|任)[^，。；]*$")
_SO = re.compile(f"(?:{said('therefore').pattern})，?")
_LEAD = re.compile("^(?:而且?|可是?|但是?|不过|只是|况且|再说|何况|且)(?=.{2})")
_POLITE = re.compile(
    "(?:[恭敬烦]*(?<![申邀聘宴])请(?!示|假|客|教|求|战|功|愿|进|来|出|人|他|她|神)(?:[您你](?=.)|务必)?|麻烦[您你]?)(?:(?:帮|给|替)(?:我们?|俺|咱们?|忙))?(?=.{2})"
    "|(?<=.{2})(?:帮|替)(?:我们?|俺|咱们?)(?=.{2})"
)
"""Words that ask politely inside a clause, where they part a place from what is done with it."""
_WISHES = said("wishing")
_TAKES = re.compile(
    f"^(?:{said('begins_a_wish').pattern})*(?:把|将(?!来|近|要|会|于))(?!.*[着过]$)"
)
_REPORTS = re.compile(f"{said('because').pattern}|{said('reported').pattern}")
_MORE = re.compile(f"{said('demand').pattern}|突出|[重侧着]重?点?(?=[写讲留改])|强调|围绕")
_TOO = re.compile("太|不够|有点|偏|过于|啰嗦|嫌")
_PAST = re.compile("^(?:上[次回]|之前|先前|昨[天晚]|前天|去年|以前)[^，]*(?:了|过)$")
_TELLS = re.compile(f"(?:{said('told_of').pattern})$")
_WRONG = re.compile("[写打印记录填抄报](?:错|反|岔)|笔误|有误|误[写记录打填]")
"""What was put down wrong is to be put right: 俞静姝名字写错了，是俞静淑."""
_BECAUSE = re.compile(said("because").pattern)
_NOT_TO = re.compile(
    "(?<![特分个性区差级类])别(?!的|人|处|家|扭)|不要|不许|不准|不能|不得(?=[有少超低改动])|甭|莫|勿"
)
_TASKS = frozenset({*TASKS, "delete", "longer", "replace", "correct", "draft"})
_NAMED_AGAIN = re.compile(
    "(?:也)?(?:就是|即|指的是)(?!要|说(?![^，。；]*的$)|把|将|想|得|太|有点|嫌)[^，。；]{2,20}?(?:[那这]一?个?(?:大|小)?(?:部分|[段块节章条点项])?|(?<=的))"
)
"""What a part that was named is in other words: （四）那节，就是平安校园那个."""
_IN_OTHER_WORDS = re.compile("(?:也)?(?:就是|即|指的是|也就是)(?P<name>[^，。；]{2,20})$")
_AMOUNTS = re.compile("(?:现在|目前|一共|总共|大概|大约|写了|已经|也|都|就|是|有|共|近|快)*$")
_NO_NAME = 3
"""Characters before a verb that name no part yet: 请再, 得给我."""
_PLAIN_TASKS = frozenset({"delete", "clean", "fill"})
"""What is asked for in words that no report has: dropped behind 所以 alone."""


@dataclass(frozen=True)
class _Said:
    """One clause, the marks behind it, and what it does in the message: whether it wishes by its
    grammar, is like a wish, only reports, surely or perhaps, and says what is to stay."""

    text: str
    marks: str
    wishes: bool
    like_a_wish: bool
    reports: bool
    may_report: bool
    stays: bool


def foreground(sentence: str, report: Report) -> str:
    """Return a normal sentence without the clauses that ask for nothing, the places that its wishes
    lean on named by number; the sentence as it is where all of it may be meant."""
    sentence = counted(sentence, report)
    cut = _without_its_length(_cut(sentence))
    clauses = [_said(numbered(text, report), marks) for text, marks in cut]
    reasons = _reasons(clauses)
    wishes = [n for n, c in enumerate(clauses) if c.wishes or c.like_a_wish]
    wishes = [n for n in wishes if n not in reasons]
    kept: list[tuple[str, str]] = []
    parts: list[tuple[str, ...]] = []
    dropped: list[str] = []
    for n, clause in enumerate(clauses):
        if kept and not clause.stays and _named_again(clause.text, kept[-1][0], report):
            continue
        behind = clause.may_report and any(m < n for m in wishes)
        apart = clause.reports or behind
        told = wishes and apart and not (clause.wishes or clause.like_a_wish)
        told = told and not _of_another(clause, [clauses[m] for m in wishes], report)
        if (n in reasons or told) and not clause.stays:
            dropped.append(clause.text)
            parts += named_in(_LEAD.sub("", clause.text), report)
            continue
        said_so = _SO.match(clause.text) if n else None
        text = clause.text[said_so.end() :] if said_so else clause.text
        text = with_places(_OTHERS.sub("", text) if clause.stays else text, parts, report)
        parts += named_in(text, report)
        kept.append((text, clause.marks))
    again = _taken_up([_said(*one) for one in kept], report)
    dropped += [text for n, (text, _) in enumerate(kept) if n in again]
    left = "".join(
        without(_POLITE, text) + marks for n, (text, marks) in enumerate(kept) if n not in again
    )
    return _leaning(left.strip("，；"), dropped, report) if dropped else left


def _named_again(text: str, before: str, report: Report) -> bool:
    """Whether a clause only says in other words which part the one before it names."""
    if SPAN.search(before) is None or task_by_words(text) is not None or find_length(text):
        return False
    words = _IN_OTHER_WORDS.match(text)
    same = (
        words and (named := named_in(words["name"], report)) and named == named_in(before, report)
    )
    return bool(same) or _NAMED_AGAIN.fullmatch(text) is not None


def _cut(sentence: str) -> list[tuple[str, str]]:
    quotes = QUOTED.findall(sentence)
    masked = QUOTED.sub("\ue000", sentence)
    given = iter(quotes)

    def whole(text: str) -> str:
        return re.sub("\ue000", lambda _: next(given), text)

    return [(whole(m[1]), m[2]) for m in _CLAUSE.finditer(masked) if m[1]]


def _said(text: str, marks: str) -> _Said:
    plain, kind = QUOTED.sub("Q", text), kind_of(text)
    asked, by_words = _length_asked(text), task_by_words(text)
    told = _REPORTS.search(_LEAD.sub("", plain)) is not None
    exact = SPAN.search(plain) is not None or re.search("[\\dQ]", plain) is not None
    yours = _YOURS.search(plain) is not None
    wrong = exact and _WRONG.search(plain) is not None
    asks = by_words is not None or (kind.label in _TASKS and kind.sure >= LIKELY)
    return _Said(
        text,
        marks,
        wishes=not (yours or _PAST.search(plain))
        and (_WISHES.search(plain) is not None or _TAKES.match(plain) is not None),
        like_a_wish=asked is not None
        or (
            not (told or yours)
            and kind.label in _TASKS
            and (by_words is not None or kind.sure >= SURE)
        ),
        reports=yours
        or (told and by_words not in _PLAIN_TASKS and not (_MORE.search(plain) or wrong))
        or (kind.label == "aside" and kind.sure >= LIKELY and not exact),
        may_report=_TELLS.search(plain) is not None and not (asks or exact or _WRONG.search(plain)),
        stays=_stays(text),
    )


def _stays(text: str) -> bool:
    """Whether a clause says what is to stay: no condition is lost."""
    limit = find_length(text) is not None and QUOTED.search(text) is None
    if limit or (_YOURS.search(text) and QUOTED.search(text) is None):
        return False
    said_so = KEEP.search(text) or BUT.search(text) or REST.search(text) or _NOT_TO.search(text)
    return said_so is not None or bool(take_conditions(text)[1])


def _length_asked(text: str) -> Asked | None:
    """Return the length that a clause asks for, or what it must not go beyond."""
    asked = find_length(text)
    limits = asked is not None and (asked.most or said("shorten").search(text) is not None)
    return asked if limits else None


def _reasons(clauses: Sequence[_Said]) -> set[int]:
    """Return the clauses that stand before 所以, or from 因为 on to the first wish, and are none.

    All of it is said to be reason; so only grammar tells of a wish there, 请, 把, or a length for a
    part that is named, and what it is like tells nothing.
    """
    told: set[int] = set()
    for n, clause in enumerate(clauses):
        if n and _SO.match(clause.text) and any(map(_asks, clauses[n:])):
            told |= set(range(n))
        elif _BECAUSE.match(_LEAD.sub("", clause.text)):
            ends = (m for m, c in enumerate(clauses) if m > n and (c.wishes or _SO.match(c.text)))
            told |= set(range(n, next(ends, n)))
    return {n for n in told if not (clauses[n].wishes or _asks_there(clauses[n].text))}


def _without_its_length(clauses: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return clauses of which none only tells how long a part is, where a later one says how long
    it is to be: 第二部分两千多字，念不完，压到800字 -> 第二部分，念不完，压到800字."""
    left: list[tuple[str, str]] = []
    to_be = False
    for text, marks in reversed(clauses):
        asked, verb = find_length(text), said("shorten").search(text)
        if asked is not None and verb is not None:
            to_be = len(_LEAD.sub("", text[: verb.start()])) <= _NO_NAME
        elif asked is not None and to_be and asked.end == len(text):
            text = _AMOUNTS.sub("", text[: asked.start]) or text
        left.append((text, marks))
    return left[::-1]


def _taken_up(clauses: Sequence[_Said], report: Report) -> set[int]:
    """Return the clauses that only say how a part is, or like it, where a wish further on names the
    part again: 第二部分就差点意思，请把第二部分改正式些."""
    told: set[int] = set()
    named: list[tuple[str, ...]] = []
    later: set[tuple[str, ...]] = set()
    measured: set[tuple[str, ...]] = set()
    for n in range(len(clauses) - 1, -1, -1):
        clause = clauses[n]
        named = named_in(clause.text, report) if SPAN.search(clause.text) else []
        sized = _length_asked(clause.text) is not None
        if sized and not clause.wishes and named and set(named) <= measured:
            told.add(n)  # 第六、七部分不得超过一成，请将第六、七部分各减40字
        elif clause.wishes or clause.stays or sized:
            later |= set(named)
            measured |= set(named) if sized and clause.wishes else set()
        elif named and set(named) <= later and not _deed(clause.text):
            told.add(n)
    return told


def _of_another(clause: _Said, wishes: Sequence[_Said], report: Report) -> bool:
    """Whether a clause complains of a part beside which only others are named: it may be meant."""
    complains = _TOO.search(clause.text) is not None and not _PAST.search(clause.text)
    if not complains or SPAN.search(clause.text) is None:
        return False
    named = set(named_in(clause.text, report))
    others = {ids for wish in wishes for ids in named_in(wish.text, report)}
    return bool(others) and not named & others


def _deed(text: str) -> bool:
    """Whether a clause asks for a deed, and does not only complain."""
    return task_of(text) not in (None, LONG, "rewrite") or _TAKES.match(text) is not None


def _asks(clause: _Said) -> bool:
    kind = kind_of(clause.text)
    known = kind.label in _TASKS or kind.label in COMMANDS or kind.label == "answer"
    return clause.wishes or task_by_words(clause.text) is not None or known


def _asks_there(text: str) -> bool:
    named = SPAN.search(text) or WHOLE.search(text)
    return named is not None and find_length(text) is not None and _length_asked(text) is not None


def _leaning(left: str, dropped: Sequence[str], report: Report) -> str:
    """Return the wishes with the one place, and the one length, that only the reasons name."""
    named = [ids for text in dropped for ids in named_in(_LEAD.sub("", text), report)]
    if any(WHOLE.search(t) for t in dropped) and not (
        WHOLE.search(left) or SPAN.search(left) or named_in(left, report) or REST.search(left)
    ):
        left = f"全文，{left}"
    a_task = kind_of(left).label in _TASKS or task_by_words(left) is not None
    if (
        a_task
        and not named_in(left, report)
        and not WHOLE.search(left)
        and SPAN.search(left) is None
        and len(set(named)) == 1
    ):
        left = f"{number_of(named[0])}，{left}"
    if find_length(left) is None and _shortens(left):
        lengths = [(a, t) for t in dropped if (a := _length_asked(t)) is not None]
        if len(lengths) == 1:
            asked, text = lengths[0]
            left = f"{left.rstrip('。')}，{text[asked.start : asked.end]}"
    return left


def _shortens(left: str) -> bool:
    return any(task_of(text) == "shorten" for text, _ in _cut(left))
