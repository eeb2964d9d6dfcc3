"""Last year's report beside this one: the part that answers to the one that is chosen."""

from __future__ import annotations

from functools import lru_cache

from assistant.document import Report, Section
from assistant.findings import Language, Message
from assistant.genres import Genre
from assistant.outline import parse
from assistant.outline.siblings import short_name
from assistant.session.counterparts import likest
from assistant.web.views.markup import say, tag, text
from assistant.wordcount import count_words

_EMPTY = Message(
    "把去年的报告放在这里，选哪一部分，就看去年的那一部分；只在本机对照，不会写进这份报告。",
    "Put last year's report here: the part that answers to the chosen one is shown.",
)
_NONE = Message("去年的报告里没有对应的部分，下面是全文。", "No such part; this is all of it.")


def last_year(
    before: str, report: Report, genre: Genre, chosen: str | None, language: Language
) -> str:
    """Return the part of last year's report that answers to the chosen one, or the part around it
    where it had none of its own, or all of it."""
    if not before:
        return tag("p", say(_EMPTY, language), class_="empty")
    old = _parsed(before)
    home = (chosen or "").split(".p")[0]
    while home:
        here = next((s for s in report.walk() if s.id == home), None)
        part = likest(here, report, old, genre) if here is not None else None
        if part is not None:
            return _part(old, part, language)
        home = home.rpartition(".")[0]
    note = tag("p", say(_NONE, language), class_="facts") if chosen is not None else ""
    return note + _shown(before)


@lru_cache(maxsize=8)  # the page is painted at each step, last year's report stays
def _parsed(before: str) -> Report:
    return parse(before)


def _part(old: Report, part: Section, language: Language) -> str:
    body = old.of(part)
    name, count = short_name(part), count_words(body)
    told = Message(f"去年的“{name}” · {count} 字", f"last year: “{name}” · {count} 字")
    return tag("p", say(told, language), class_="facts") + _shown(body)


def _shown(words: str) -> str:
    lines = (line.strip() for line in words.splitlines())
    return tag("div", "".join(tag("p", text(line)) for line in lines if line), class_="before")
