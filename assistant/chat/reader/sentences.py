"""The sentence of the report that loose words mean: 老年食堂收费那句."""

from __future__ import annotations

import re

from assistant.chat.normal import QUOTED
from assistant.chat.said_twice import TWICE, places_of_repeats
from assistant.chat.situation import Situation
from assistant.errors import UsageError
from assistant.matching.said import held_in
from assistant.sentences import split_sentences

_THAT = re.compile(
    "(?:的?[那这]一?(?:句|行|处|段)(?:话|例子)?|的?例子|的?(?:这|那)?(?:件|桩)?事|的内容)$"
)
_A = re.compile("^一(?:句|处|段)(?:话|讲|说|写)?(?=..)")
"""In front of what a sentence speaks of: 一句特种设备台数."""
_COUNTED = re.compile("第.{1,3}[句段]|[首末]句|最后.{0,2}[句段]|[头末]一?句")
_SHARE = 0.6
"""Of the characters of the words, at least, that a sentence must hold, two and more at a time."""


def spans_meant(
    phrase: str, sections: tuple[str, ...] | None, at: Situation
) -> tuple[tuple[int, int], ...]:
    """Return the places that words mean in these parts (None: in the report); none where they fit
    no sentence, or two alike."""
    from assistant.session.plain import spans_of

    home = sections[0] if sections and len(sections) == 1 else at.chosen
    if QUOTED.search(phrase) or _COUNTED.search(phrase):
        try:
            return tuple(spans_of(at.session, phrase, home))
        except UsageError:
            return ()
    if TWICE.search(phrase):
        homes = _places(sections, at)
        twice = places_of_repeats(at)
        held = [s for s in twice if any(low <= s[0] < high for low, high in homes)]
        return tuple(held) if len(held) == 1 else ()
    return _alike(_A.sub("", _THAT.sub("", phrase)), sections, at)


def _places(sections: tuple[str, ...] | None, at: Situation) -> list[tuple[int, int]]:
    """Return where these parts stand (None: the whole report)."""
    from assistant.chains.prepare import targets_of

    if not sections:
        return [(0, len(at.report.text))]
    return [(t.start, t.end) for t in targets_of(at.report, sections)]


def _alike(
    words: str, sections: tuple[str, ...] | None, at: Situation
) -> tuple[tuple[int, int], ...]:
    text = at.report.text
    places = _places(sections, at)
    ranked = sorted(
        (
            (held_in(words, text[low + s.start : low + s.end]), low + s.start, low + s.end)
            for low, high in places
            for s in split_sentences(text[low:high], at_semicolon=False)
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < max(2, len(words) * _SHARE):
        return ()
    if len(ranked) > 1 and ranked[1][0] == ranked[0][0]:
        return ()
    return ((ranked[0][1], ranked[0][2]),)
