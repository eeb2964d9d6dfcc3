"""Of whom or what a clause is said: gone from its beginning while the claim stays."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.lexicon import words
from assistant.naming import By, named_first
from assistant.verify.names import tag_of
from assistant.verify.pair import Pair
from assistant.verify.rules.bases import NO_COUNT
from assistant.verify.rules.change import Change, beginning_of
from assistant.verify.tokens import Kind, Token

_NEAR = 2  # clauses before one in which its bearer may be told
_NAMING = ("n", "s", "j", "eng", "vn")
_ENDING = frozenset("户点站馆所")
"""What the segmenter tears off the end of a name."""
_TO = frozenset("对为从向按于与同以把将")
_SEVERAL = frozenset("两二三四五六七八九十")
_NAMED = (By.NAME, By.OWN, By.AGENT)
_CLAIMS = "vdp"
_OF_TWO = frozenset({"前者", "后者", "二者", "两者"})


def check(pair: Pair) -> Iterator[Change]:
    """Yield clauses behind another that begin with what the source says of somebody or something
    named right before it, told neither there nor shortly before: (示范户)用药减少三成.

    Whatever the claim is, it then reads as said of what the clause before speaks of.  A clause
    that still names something itself lost only what told it from others.
    """
    for clause, members in enumerate(pair.output.of_clause):
        first = _claim(pair, members) if clause else None
        if first is None:
            continue
        bearer = _bearer(pair, pair.to[first])
        if not bearer or _told_near(pair, bearer, clause):
            continue
        if not _claims(pair.o[first]) and (
            named_first(pair.output.clause_text(clause))[0] in _NAMED
        ):
            continue
        span = (pair.s[bearer[0]].start, pair.s[bearer[-1]].end)
        name = pair.source.plain[slice(*span)]
        if name not in words("own_side"):
            yield Change("subject_lost", beginning_of(pair, first), name, span)


def _claim(pair: Pair, members: list[int]) -> int | None:
    """Return the word that a clause begins its claim with, behind 其中 and times; None where that
    is new."""
    for n in members:
        token = pair.o[n]
        if n in pair.to and not _opens(token):
            return n
        if n not in pair.to and not token.filler:
            return None
    return None


def _opens(token: Token) -> bool:
    return token.text == "其中" or token.scales == {"time"}


def _claims(token: Token) -> bool:
    """Whether a word says something of what stands before it: 因, 已, 完成, 产值."""
    tag = tag_of(token.text)[0]
    return "metric" in token.scales or (tag[0] in _CLAIMS and tag != "vn")


def _bearer(pair: Pair, k: int) -> list[int]:
    """Return the words that went right before one, up to the last that names something."""
    run: list[int] = []
    while k and pair.s[k - 1].segment == pair.s[k].segment and not pair.told(k - 1):
        k -= 1
        run.insert(0, k)
    while run and not _names(pair.s[run[-1]]):
        run.pop()
    if run and _resumes(pair, run[0]):
        return []
    # Deeds alone bear nothing: (持续运转)缺乏来源.
    return run if any(tag_of(pair.s[i].text)[1] != "vn" for i in run if _names(pair.s[i])) else []


def _resumes(pair: Pair, k: int) -> bool:
    """Whether a bearer is what was spoken of right before, which is told: 两个科室, 后者; or no
    bearer, but what is done something to: 对43名学员."""
    token = pair.s[k]
    before = pair.source.plain[token.start - 1 : token.start]
    if token.text == "后者":
        return pair.told(k - 1) and "前者" not in pair.source.clause_text(token.clause - 1)
    return before in _TO or (token.figure is not None and token.text[0] in _SEVERAL)


def _names(token: Token) -> bool:
    if token.figure is not None:
        unit = token.figure.unit
        return bool(unit) and not any(part in unit for part in NO_COUNT)
    if token.kind is not Kind.WORD:
        return token.kind in (Kind.NAME, Kind.TITLE)
    if token.text in _OF_TWO:
        return True
    if token.text in words("no_bearers"):
        return False
    if token.filler or token.scales - {"metric", "level"}:
        return False
    return tag_of(token.text)[1].startswith(_NAMING) or token.text in _ENDING


def _told_near(pair: Pair, bearer: list[int], clause: int) -> bool:
    """Whether all that names something is told in a clause or those right before it, alone or in
    another word."""
    near = [
        pair.o[n]
        for c in range(max(0, clause - _NEAR), clause + 1)
        for n in pair.output.of_clause[c]
    ]
    return all(
        token.text in pair.words.implied or any(_says(t, token) for t in near)
        for token in (pair.s[k] for k in bearer)
        if _names(token)
    )


def _says(token: Token, other: Token) -> bool:
    """Whether a word says the same as another, or is a part or the whole of it."""
    few, many = sorted((token.text, other.text), key=len)
    return bool(token.keys & other.keys) or (len(few) > 1 and few in many)
