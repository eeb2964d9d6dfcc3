"""Old and new words: side by side where there is room, inline where there is not."""

from __future__ import annotations

from assistant.findings import Language
from assistant.session import Part, PartChange
from assistant.web.views.markup import shorten, tag, text

AROUND = 2
FOLDED = 4
"""Unchanged lines shown on either side of a change, and how many at least are folded."""


def diff(part: Part, language: Language) -> str:
    """Return both texts of a part; every change has a box that takes or leaves it.

    The boxes stand in the new text alone, so that each change has one.
    """
    zh = language is Language.ZH
    old = tag("h4", "原文" if zh else "Before") + tag("div", _old(part, zh), class_="words")
    new = tag("h4", "改后" if zh else "After") + tag("div", _new(part, zh), class_="words")
    return tag(
        "div",
        tag("div", old, class_="side old") + tag("div", new, class_="side new"),
        class_="diff",
        data_part=part.id,
    )


def _old(part: Part, zh: bool) -> str:
    pieces: list[str] = []
    at = 0
    for change in part.changes:
        same = part.source[at : change.old_start]
        pieces.append(_same(same, zh, first=at == 0, last=False))
        if change.old:
            pieces.append(tag("del", _lines(change.old)))
        at = change.old_end
    pieces.append(_same(part.source[at:].rstrip(), zh, first=False, last=True))
    return "".join(pieces)


def _new(part: Part, zh: bool) -> str:
    pieces: list[str] = []
    at = 0
    for change in part.changes:
        same = part.output[at : change.new_start]
        pieces += (_same(same, zh, first=at == 0, last=False), _change(change, zh))
        at = change.new_end
    pieces.append(_same(part.output[at:].rstrip(), zh, first=False, last=True))
    return "".join(pieces)


def _change(change: PartChange, zh: bool) -> str:
    name = f'data-change="{text(change.id)}" aria-label="{_name(change, zh)}"'
    box = f'<input type="checkbox" checked {name}>'
    inner = box
    if change.old:
        inner += tag("del", _lines(change.old))
    if change.new:
        inner += tag("ins", _lines(change.new))
    else:
        inner += tag("span", "删去" if zh else "removed", class_="removed", aria_hidden="true")
    return tag("label", inner, class_="change")


def _name(change: PartChange, zh: bool) -> str:
    old, new = shorten(change.old, 40), shorten(change.new, 40)
    if not change.old:
        return text(f"添上“{new}”" if zh else f"add “{new}”")
    if not change.new:
        return text(f"删去“{old}”" if zh else f"remove “{old}”")
    return text(f"把“{old}”改为“{new}”" if zh else f"“{old}” becomes “{new}”")


def _same(words: str, zh: bool, *, first: bool, last: bool) -> str:
    """Return words that did not change; whole lines far from any change are folded away."""
    lines = words.split("\n")
    keep_head, keep_tail = (0 if first else AROUND), (0 if last else AROUND)
    folded = len(lines) - keep_head - keep_tail
    if folded < FOLDED:
        return _lines(words)
    count = f"…（{folded} 行没有变化）…" if zh else f"… {folded} lines unchanged …"
    head, tail = lines[:keep_head], lines[len(lines) - keep_tail :]
    return _lines("\n".join(head)) + tag("span", count, class_="skip") + _lines("\n".join(tail))


def _lines(words: str) -> str:
    return text(words).replace("\n", "<br>")
