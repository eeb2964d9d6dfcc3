"""Last year's report beside this one: the part that answers to the one that is chosen."""

from __future__ import annotations

from difflib import SequenceMatcher

from assistant.document import Report, Section
from assistant.findings import Language
from assistant.outline import parse
from assistant.web.views.markup import tag, text
from assistant.wordcount import count_words

ALIKE = 0.4
"""How much of two headings must be the same for one to answer to the other."""


def last_year(before: str, report: Report, chosen: str | None, language: Language) -> str:
    """Return the part of last year's report that answers to the chosen one, or all of it."""
    zh = language is Language.ZH
    if not before:
        words = (
            "把去年的报告放在这里，选哪一部分，就看去年的那一部分；只在本机对照，不会写进这份报告。"
            if zh
            else "Put last year's report here: the part that answers to the chosen one is shown."
        )
        return tag("p", words, class_="empty")
    old = parse(before)
    part = counterpart(old, report, chosen)
    if chosen is not None and part is None:
        words = (
            "去年的报告里没有对应的部分，下面是全文。" if zh else "No such part; this is all of it."
        )
        return tag("p", words, class_="facts") + _shown(before)
    if part is None:
        return _shown(before)
    body = before[part.start : part.end]
    count = f"去年 {count_words(body)} 字" if zh else f"last year: {count_words(body)} 字"
    return tag("p", count, class_="facts") + _shown(body)


def counterpart(old: Report, report: Report, chosen: str | None) -> Section | None:
    """Return the section of another report that answers to a chosen one: the one whose heading is
    most like it; None where none is, and for the whole."""
    home = (chosen or "").split(".p")[0]
    here = next((s for s in report.walk() if s.id == home), None)
    if here is None:
        return None

    def like(other: Section) -> tuple[float, bool]:
        ratio = SequenceMatcher(None, here.heading, other.heading, autojunk=False).ratio()
        return ratio, other.number == here.number

    level = [s for s in old.walk() if s.level == here.level]
    best = max(level, key=like, default=None)
    return best if best is not None and like(best)[0] >= ALIKE else None


def _shown(words: str) -> str:
    lines = (line.strip() for line in words.splitlines())
    return tag("div", "".join(tag("p", text(line)) for line in lines if line), class_="before")
