"""Words of others as they may be shown: a name of a file holds anything, and a terminal obeys some
of it; a heading or a sentence may be longer than the place that names it."""

from __future__ import annotations

import re

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BYTES = re.compile("[\ud800-\udfff]")


def printable(text: str, *, keep: str = "") -> str:
    """Return a text in which what cannot be seen, or turns the line, is written out (`\\x1b`).

    `keep` are characters that stay all the same.
    """
    return _UNSEEN.sub(
        lambda found: found[0] if found[0] in keep else _written(found[0]), encodable(text)
    )


def uncontrolled(text: str) -> str:
    """Return the words of a service without the signs that steer a terminal, or that no file of
    Word can hold; lines and tabs stay."""
    return _CONTROLS.sub("", text)


def encodable(text: str) -> str:
    """Return a name that UTF-8 can hold: its bytes that are no UTF-8 are written out (`%FF`)."""
    return _BYTES.sub(lambda found: f"%{ord(found[0]) & 0xFF:02X}", text)


def cut(text: str, most: int) -> str:
    """Return a text, or what fits of it into so many characters, the last of them an “…”."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _written(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
