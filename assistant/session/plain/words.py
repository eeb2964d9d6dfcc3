"""Replacing words by others, to the letter, at every place."""

from __future__ import annotations

import re

from assistant.chains.prepare import targets_of
from assistant.document import Edit, Report
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.sentences import split_clauses
from assistant.session.core import Session
from assistant.session.plain.proposing import Asked, propose
from assistant.session.proposal import Proposal
from assistant.spans import Span
from assistant.wordcount import pairs_of

_ALIKE = (
    '"“”「」',
    "'‘’『』",
    ",，",
    ";；",
    ":：",
    "!！",
    "?？",
    "(（",
    ")）",
    "%％",
    ".．",
    "~～",
)
_LIKE = {char: f"[{re.escape(group)}]" for group in _ALIKE for char in group}
_LEAST = 0.34


def replace_text(session: Session, old: str, new: str, sections: tuple[str, ...] = ()) -> Proposal:
    """Return the proposal to put `new` for `old` at every place of the sections (none: the whole).

    An empty `new` takes the words out.  Where the words do not stand so, marks of another width
    and blanks are looked over.  Raises UsageError, with the nearest wording, where they do not
    stand at all, and UnknownSection.
    """
    if not old.strip():
        raise UsageError("请说明要换掉哪几个字。", "Say which words to replace.")
    if old == new:
        raise UsageError("换前换后是一样的。", "The words are the same before and after.")
    scope = scope_of(session.report, sections)
    places = places_of(old, session.report.text, scope)
    if not places:
        raise _nowhere(old, session.report, scope, sections)
    count = len(places)
    note = (
        Message(f"“{old}”换成“{new}”，共 {count} 处。", f"“{old}” → “{new}” at {count} places.")
        if new
        else Message(f"去掉“{old}”，共 {count} 处。", f"“{old}” taken out at {count} places.")
    )
    asked = Asked("replace", f"“{old}”→“{new}”", sections)
    return propose(session, asked, [Edit(*place, new) for place in places], notes=[note])


def scope_of(report: Report, sections: tuple[str, ...]) -> list[Span]:
    """Return the spans of the sections, the whole text where there are none."""
    if not sections:
        return [(0, len(report.text))]
    return [(t.start, t.end) for t in targets_of(report, sections)]


def places_of(words: str, text: str, scope: list[Span]) -> list[Span]:
    """Return where words stand in a scope: as they are, else whatever the width of their marks.

    A number is never torn: 3 does not stand in 36, nor in 3.6.
    """
    loose = r"\s*".join(_LIKE.get(char, re.escape(char)) for char in words if not char.isspace())
    for body in (re.escape(words), loose):
        found = [
            match.span()
            for low, high in scope
            for match in re.compile(_whole(words, body)).finditer(text, low, high)
        ]
        if found:
            return found
    return []


def _whole(words: str, body: str) -> str:
    if words[0].isascii() and words[0].isalnum():
        body = r"(?<![A-Za-z0-9])(?<!\d[.．])" + body
    if words[-1].isascii() and words[-1].isalnum():
        body += r"(?![A-Za-z0-9])(?![.．]\d)"
    return body


def nearest(words: str, text: str, scope: list[Span]) -> str:
    """Return the clause that has most of the words' pairs of characters, “” where none has a
    third of them."""
    pairs = pairs_of(words) or {words}
    best, most = "", _LEAST * len(pairs)
    for low, high in scope:
        for clause in split_clauses(text[low:high]):
            said = clause.of(text[low:high]).strip()
            held = sum(1 for pair in pairs if pair in said)
            if held > most or (held == most and best and len(said) < len(best)):
                best, most = said, held
    return best


def _nowhere(old: str, report: Report, scope: list[Span], sections: tuple[str, ...]) -> UsageError:
    where = Message("这一部分", "that part") if sections else Message("报告", "the report")
    if sections and (other := places_of(old, report.text, [(0, len(report.text))])):
        return UsageError(
            f"{where.zh}里没有“{old}”，其他地方有 {len(other)} 处。",
            f"“{old}” is not in {where.en}; elsewhere it stands {len(other)} times.",
        )
    near = nearest(old, report.text, scope)
    return UsageError(
        f"{where.zh}里没有“{old}”" + (f"，最接近的是“{near}”。" if near else "。"),
        f"“{old}” is not in {where.en}" + (f"; the nearest is “{near}”." if near else "."),
    )
