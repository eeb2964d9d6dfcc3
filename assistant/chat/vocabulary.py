"""The words of requests, as expressions made of the lexicon's lists."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon import classes, longest_first


@cache
def said(kind: str) -> re.Pattern[str]:
    """Return the expression for the words of one kind: shorten, clean, filler …"""
    return re.compile("|".join(longest_first(classes("talk_words")[kind])))


@cache
def _filler() -> re.Pattern[str]:
    return re.compile(rf"(?:{said('filler').pattern}|[，。；、：:！!？?\s])+")


def says_nothing(text: str) -> bool:
    """Whether only polite and linking words are left of a sentence."""
    return not text or _filler().fullmatch(text) is not None


def told(text: str) -> str:
    """Return a sentence without the linking words around it."""
    before = None
    while before != text:
        before = text
        text = re.sub(
            r"^(?:给我|帮我|把|将|对|给|，|的|请|里|中(?![医国央小学共考华间心层东西药])|再|先|然后|并且?|同时|另外|顺便|还要?|也|要(?![求么点素害])|最好|尽量|希望|其中|内容|部分|都|全部)+|[，。；！？\s]+$|(?:一下|就行|就好|即可)$",
            "",
            text,
        ).strip()
    return text
