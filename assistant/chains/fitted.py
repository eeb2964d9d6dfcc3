"""A reply brought to its length by what its writer marked: `{…}` may go where there is no room.

No writer counts 字 as it writes, and every further try costs the whole question again.  So a
writer whose text came back too long says what could be spared, and code, which counts, keeps as
much as there is room for, what states something first.  The words are the writer's.
"""

from __future__ import annotations

import re

from assistant.chains.budget import Option, choose
from assistant.chains.job import Engine
from assistant.chains.section_place import EMPTY
from assistant.figures import find_figures
from assistant.gaps.placeholders import find_placeholders
from assistant.wordcount import count_words

_SPARE = re.compile(r"\{([^{}]*)\}")
_BRACES = re.compile("[{}]")
_NAMED = re.compile("[《“]")
_STATES = 3
"""How much more a clause is worth that states a figure, or calls something by its name, than one
that only says how well it was done."""
_LEADS = 2
"""How much more one is worth that opens a sentence or a paragraph: what follows is told of it."""
_WHOLE = 1.5
"""The power by which worth grows with length: a clause says more than its characters in adverbs
here and there."""
_JOINS = ("，", "、", "：", ",")
_ENDS = ("。", "；", "！", "？", ";")
_GONE = Option("", 0, 0.0, Engine.MODEL)


def fitted(reply: str, most: int, least: int, *, figures: bool = False) -> str:
    """Return a reply without its marks, and without as little of what they enclose as brings it
    to `least` to `most` 字; where all of that is not enough, all of it goes.

    An open place never goes: that is not for a writer to say; nor does a figure where `figures`
    are to stay.
    """
    pieces = [_BRACES.sub("", piece) for piece in _SPARE.split(reply)]
    stay, spare = pieces[::2], pieces[1::2]
    room = max(0, most - sum(map(_words, stay)))
    units = [_options(piece, before, figures) for before, piece in zip(stay, spare, strict=False)]
    kept = choose(units, room, room - (most - least))
    text = stay[0]
    for piece, option, after in zip(spare, kept, stay[1:], strict=True):
        text = text + piece + after if option.text else _without(text, piece, after)
    return text


def _options(piece: str, before: str, figures: bool) -> list[Option]:
    words = _words(piece)
    worth = words**_WHOLE * (_STATES if find_figures(piece) or _NAMED.search(piece) else 1)
    before = before.rstrip(" \t\u3000")
    if before.endswith("\n") or (piece.endswith(_JOINS) and before.endswith(_ENDS)):
        worth *= _LEADS
    kept = Option(piece, words, worth, Engine.MODEL)
    stays = find_placeholders(piece) or (figures and find_figures(piece))
    return [kept] if stays else [kept, _GONE]


def _words(piece: str) -> int:
    return count_words(piece.replace(EMPTY, ""))


def _without(before: str, piece: str, after: str) -> str:
    """Join what stood around a piece that went; of the marks that meet the stronger one stays."""
    if before.endswith(_JOINS):
        if piece.endswith(_ENDS):
            before = before[:-1] + piece[-1]
        elif after[:1] in ("", "\n"):
            before = before[:-1] + "。"
        elif after.startswith(_ENDS):
            before = before[:-1]
    if not before or before.endswith(("\n", *_JOINS, *_ENDS)):
        after = after.lstrip("".join(_JOINS))
        if before.endswith(_ENDS) and after.startswith(_ENDS):
            after = after[1:]
    return before + after
