"""What the sentence around a sign for a name (某) says of it: is it told so for good?

Nobody fills in the name of who is told anonymously (患者李某), of a case put (若某企业…), of a case
of a court, or in words that somebody says (“某领导说过”).
"""

from __future__ import annotations

from functools import cache, lru_cache

from assistant.gaps.words import cut
from assistant.lexicon import groups, words
from assistant.patterns import compile_late

_AROUND = 60
"""Characters on either side of a sign in which its sentence is read."""
_CLAUSE = 30
_HELPED = 12
"""Characters before a name in which it stands who is helped: 帮助困难群众(李某)."""
_LONGEST = 6
_OPENING = 2
"""Words with which a clause opens: 若, (人员)如果."""
_PEOPLE = frozenset("员者生师工众民童士人长任记户属")
_BREAK = compile_late(r"[，。；：！？“”《》（）,;:!?()\n]")
_SENTENCE = compile_late(r"[。！？；\n]")
_IN_ONE_BREATH = compile_late(r"(?:[\u4e00-\u9fff]某{1,2}[^，。；、某]{0,3}[、和与及])+$")
_STOPS = frozenset(("", *"，。；、！？）“\n"))
_TELLS = compile_late(r"[，。；！？、]")
_SIGN = compile_late("某{1,2}")
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_QUOTES = ("“”", "《》")


def told_for_good(text: str, start: int, end: int) -> bool:
    """Tell whether nobody has to fill in a name for the sign between two places."""
    if text.startswith(_heard("anyone"), end) or _supposed(text, start):
        return True
    named = called(text, start)
    if (named or _quoted(text, start)) and _of_a_case(text, start, end):
        return True
    if not named:
        return _talk(text, start, end)
    return text[start - 1 : end] not in _owed_names(text) and not text.startswith(
        _heard("helped"), end
    )


@lru_cache(maxsize=4)
def full_width(text: str) -> str:
    """Return a text with full-width marks, one for one: many type the narrow ones."""
    return text.translate(_FULL)


def left_out(text: str) -> list[tuple[int, int]]:
    """Return the signs behind a surname that stay as they are: (患者李)某."""
    text = full_width(text)
    signs = [match.span() for match in _SIGN.finditer(text)]
    return [span for span in signs if called(text, span[0]) and told_for_good(text, *span)]


def clause_before(text: str, start: int) -> str:
    """Return what stands before a place in its clause."""
    return _BREAK.split(text[max(0, start - _CLAUSE) : start])[-1]


def called(text: str, start: int) -> bool:
    """Tell whether somebody is called by what stands before a sign: a surname, 小某, 甲某."""
    ahead, last = ("", "", *cut(clause_before(text, start)).texts)[-2:]
    if last in _heard("words_too"):
        return ahead[-1:] in _PEOPLE
    names = (*_heard("surnames"), *_heard("nicknames"), *_heard("anyone"))
    return last in names or (last in words("surnames") and last not in _heard("words_only"))


@lru_cache(maxsize=16)
def _owed_names(text: str) -> frozenset[str]:
    """Return the names that are owed anywhere in a text: they are so wherever they stand."""
    signs = [match.span() for match in _SIGN.finditer(text)]
    owed = [span for span in signs if called(text, span[0]) and _owed(text, *span)]
    return frozenset(text[start - 1 : end] for start, end in owed)


def _owed(text: str, start: int, end: int) -> bool:
    """Tell whether a person told by the surname alone is one whose name the author owes: the author
    (我叫李某), a colleague (王某同志, 经王某批准), somebody helped (慰问困难党员李某、王某)."""
    clause = clause_before(text, start)
    behind = _heard("titles") + _heard("does")
    if clause[-1:] in _heard("nicknames") or text.startswith(behind, end):
        return True
    ahead = _IN_ONE_BREATH.sub("", clause[:-1])
    if ahead.endswith(_heard("titles") + _heard("by")) or ahead.startswith(_heard("own")):
        return True
    doing = ahead[-_HELPED:].rsplit("的", 1)[-1]  # not (我资助)的(孩子李某)
    return any(word in doing for word in _heard("helps")) or _signed(text, start, end)


def _signed(text: str, start: int, end: int) -> bool:
    """Tell whether a name ends its line, which tells nothing else: (述职人：)李某."""
    line = text[max(0, start - _CLAUSE) : start].rsplit("\n", 1)[-1]
    return not text[end : end + 1].strip(" \u3000\r\n") and _TELLS.search(line) is None


def _supposed(text: str, start: int) -> bool:
    """Tell whether a clause puts a case, or gives a rule: 若某企业…, 任何人不得…某单位."""
    return any(
        word in _heard("supposed") for word in cut(clause_before(text, start)).texts[:_OPENING]
    )


def _talk(text: str, start: int, end: int) -> bool:
    """Tell whether quotation marks hold what somebody says, no name that something is given:
    (不能以)“某领导说过”(为由), “某某到此一游”(式的调研)."""
    opens = text.rfind("“", max(0, start - _AROUND), start)
    closes = text.find("”", end, end + _AROUND)
    if opens < 0 or closes < 0 or "”" in text[opens:start]:
        return False
    ahead = clause_before(text, opens)
    within, behind = text[opens + 1 : closes], text[closes + 1 : closes + 1 + _LONGEST]
    return (
        ahead.endswith(_heard("says"))
        or behind.startswith(_heard("said"))
        or within.endswith(_heard("said"))
        or (behind[:1] in _STOPS and any(word in within for word in _heard("speaks")))
        or any(word in ahead for word in _heard("warns"))
    )


def _quoted(text: str, start: int) -> bool:
    """Tell whether a sign stands in quotation marks, or in a title."""
    before = text[max(0, start - _AROUND) : start]
    return any(before.rfind(pair[0]) > before.rfind(pair[1]) for pair in _QUOTES)


def _of_a_case(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence around a sign is about a case of a court or the like, in which
    names are left out for good."""
    before = _SENTENCE.split(text[max(0, start - _AROUND) : start])[-1]
    behind = _SENTENCE.split(text[end : end + _AROUND])[0]
    return any(word in before or word in behind for word in _heard("case"))


@cache
def _heard(kind: str) -> tuple[str, ...]:
    return next(tuple(given) for name, *given in groups("told_for_good") if name == kind)
