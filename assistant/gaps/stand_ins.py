"""Words in the place of a name (某, 某某, 重要领导), and what they also say: 某项, 被告人李某.

What tells the two apart stands in `lexicon/stand_ins.txt`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from assistant.gaps.words import cut, tagged
from assistant.lexicon import groups, words
from assistant.patterns import compile_late

_NUMERALS = frozenset("一二两三四五六七八九十几数0123456789")
_WORD = 6
"""The longest word that is read behind a sign (code points)."""
_BEFORE = 4
_AROUND = 60
"""Characters on either side of a sign in which its sentence is read."""
_NO_SURNAME = frozenset({"p", "c", "v", "r", "d"})
"""The tags of what is no surname although it can be one: 于某一, 任某职, 应某方, 对某项."""
_NO_NUMBERS = frozenset({"d", "ns", "nt", "nz", "s"})
"""The tags of words that begin with a numeral and count nothing: 一同, 三中."""
_SENTENCE = compile_late(r"[。！？；\n]")
_QUOTES = ("“”", "《》")


@dataclass(slots=True)
class _Signs:
    """The lines of the list about one sign, by their marks (told there)."""

    means: frozenset[str] = frozenset()
    means_from: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    named: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    called: frozenset[str] = frozenset()
    how: tuple[str, ...] = ()
    anyone: tuple[str, ...] = ()
    case: tuple[str, ...] = ()


def stands_for_a_name(text: str, start: int, end: int) -> bool:
    """Tell whether the sign between two places stands for a name that is still to be filled in."""
    sign = text[start:end]
    known = _signs()[sign if sign == "重要领导" else "某"]
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _WORD]
    surname = before[-1:] in words("surnames") or _quoted(text, start)
    if after.startswith(known.anyone) or (surname and _of_a_case(text, start, end, known)):
        return False
    if sign.startswith("某某") or (known.called and _called(before, known)):
        return True
    if any(after.startswith(word) and before.endswith(by) for word, by in known.named):
        return True
    if before.endswith(known.behind):
        return False
    tied = before[-2:-1] == "某" and before[-1] in "、和与"  # 某、某两个村
    behind = cut(after).texts
    means = bool(behind) and (behind[0] in known.means or after.startswith(known.means_from))
    if behind and behind[0][0] in _NUMERALS and sign == "某" and not tied:
        return not means and _no_number(after, known)
    if not means:
        return True
    # (由某)具体负责 says how, (某)具体部门 which.
    return [tag for _, tag in tagged(after)][:2] == ["a", "v"]


def _no_number(after: str, known: _Signs) -> bool:
    """Tell whether a word with a numeral counts nothing: it is a name ((某)三中), or says how
    somebody does it ((某)一同, (某)三次到村); not so (某)一阶段, (某)一起案件."""
    (word, tag), *rest = tagged(after)
    if tag in _NO_NUMBERS:
        return True
    return word.endswith(known.how) and len(word) > 1 and rest[:1] != [] and rest[0][1] == "v"


def _called(before: str, known: _Signs) -> bool:
    """Tell whether somebody is called by what stands before 某: (群众)李某一家, 小某一起."""
    word, tag = next(reversed(tagged(before)), ("", ""))
    return word in known.called or (word in words("surnames") and tag not in _NO_SURNAME)


def _quoted(text: str, start: int) -> bool:
    """Tell whether a sign stands in quotation marks, or in a title."""
    before = text[max(0, start - _AROUND) : start]
    return any(before.rfind(pair[0]) > before.rfind(pair[1]) for pair in _QUOTES)


def _of_a_case(text: str, start: int, end: int, known: _Signs) -> bool:
    """Tell whether the sentence around a sign is about a case of a court or the like, in which
    names are left out for good."""
    before = _SENTENCE.split(text[max(0, start - _AROUND) : start])[-1]
    behind = _SENTENCE.split(text[end : end + _AROUND])[0]
    return any(word in before or word in behind for word in known.case)


@cache
def _signs() -> dict[str, _Signs]:
    found: dict[str, _Signs] = {}
    for mark, sign, *given in groups("stand_ins"):
        known = found.setdefault(sign, _Signs())
        match mark:
            case ">":
                known.means |= {word for word in given if word[-1] != "*"}
                known.means_from += tuple(word[:-1] for word in given if word[-1] == "*")
            case "<":
                known.behind += tuple(given)
            case "&":
                known.named.append((given[0], tuple(given[1:])))
            case "=":
                known.called |= frozenset(given)
            case "~":
                known.how += tuple(given)
            case "+":
                known.anyone += tuple(given)
            case "!":
                known.case += tuple(given)
    return found
