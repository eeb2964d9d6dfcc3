"""What is to stay, spelled out: 帮扶杨柳村那句 and 满意率 become the words of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.situation import Situation
from assistant.chat.spoken_figures import in_digits
from assistant.chat.turn import Step
from assistant.figures import find_figures
from assistant.instruction.loose_names import bare_name
from assistant.matching.said import held_in
from assistant.session.plain.spans import sentences
from assistant.wordcount import pairs_of

Span = tuple[int, int]
_SENTENCE = re.compile("^(?P<name>[^，。；]{2,30}?)的?[那这](?:半|一)?句话?(?:是[^，。；]*)?$")
_FIGURES = re.compile("[\u4e00-\u9fff]{2,8}(?:率|数|量|额|值|积|度|长|费|收入|人次)$")
"""What a figure is called."""
_BOTH = re.compile("(?<=[这那]个数)[、和与跟](?=.{2,}句)|(?<=[这那]句)[、和与跟](?=.{2})")
_THAT = re.compile("[这那]个数$")
_TITLES, _TITLE = re.compile("书名号"), re.compile("《[^》]*》")
_SHARE = 0.5
"""Of a name, at least, that a sentence must hold to be what it means."""
_BETWEEN = 4
"""Characters that may stand between a name and its figure."""


def spelled_out(steps: tuple[Step, ...], at: Situation) -> tuple[Step, ...]:
    """Return steps that keep the sentences and figures of the report that their conditions
    describe; a condition that describes none, or not one alone, stays as it was said."""
    return tuple(
        replace(s, keep=tuple(k for keep in s.keep for k in _of_report(keep, s, at)))
        if s.keep
        else s
        for s in steps
    )


def _of_report(keep: str, step: Step, at: Situation) -> Sequence[str]:
    places = [at.text_of(i) for i in step.sections] if step.sections else [at.report.text]
    for said_so in (keep, in_digits(keep)):
        if any(said_so in text for text in places):
            return (said_so,)
    if _TITLES.search(keep) and (titles := [t for text in places for t in _TITLE.findall(text)]):
        return list(dict.fromkeys(titles))
    parts = _BOTH.split(keep)
    if len(parts) > 1:
        return tuple(k for part in parts for k in _of_report(_THAT.sub("", part), step, at))
    named = _SENTENCE.match(keep)
    if named is not None:
        text = "\n".join(places)
        name = bare_name(named["name"])
        found = most_alike(name, sentences(text, 0, len(text)), text)
        said = text[slice(*found)].rstrip("。！？；") if found is not None else ""
        return (said,) if said and held_in(name, said) >= _SHARE * len(name) else (keep,)
    for text in places:
        if (figures := _figures_named(keep, text)) and all(figures):
            return figures
    return (keep,)


def _figures_named(keep: str, text: str) -> list[str]:
    """Return each of the figures that words name, with its name: 办结率和满意率; “” for a name
    that has none."""
    found: list[str] = []
    for name in re.split("[、和与跟及]|以及", keep):
        called = _FIGURES.search(re.sub("^.*的|[这那].*$", "", name))
        words = called.group() if called is not None else ""
        after = [
            text[text.rindex(words, 0, f.start) : f.end]
            for f in find_figures(text)
            if words and words in text[max(0, f.start - len(words) - _BETWEEN) : f.start]
        ]
        found.append(after[0] if len(after) == 1 else "")
    return found


def most_alike(words: str, places: Sequence[Span], text: str) -> Span | None:
    """Return the place of a text that shares more pairs of characters with words than any other
    does; the one that alone holds them all."""
    holding = [place for place in places if len(words) > 1 and words in text[slice(*place)]]
    if len(holding) == 1:
        return holding[0]
    wanted = pairs_of(words)
    ranked = sorted(
        ((sum(pair in text[a:b] for pair in wanted), (a, b)) for a, b in places), reverse=True
    )
    if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1]
