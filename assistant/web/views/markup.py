"""HTML from text: the one place where text becomes markup."""

from __future__ import annotations

import re
from html import escape

from assistant.findings import Language, Message
from assistant.printable import cut

_HIDDEN = re.compile(
    "[\U000e0000-\U000e007f\ufe00-\ufe0f\u200b-\u200f\u2060-\u2064\u202a-\u202e\ufeff]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# The page's HTML is a template on its way through the browser: no word of a report may act in it.
_TEMPLATE = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "\\": "&#92;"})


def text(words: str) -> str:
    """Return words as HTML that shows them and nothing else; hidden characters are left out."""
    return escape(visible(words), quote=True).translate(_TEMPLATE)


def visible(words: str) -> str:
    """Return words as they are shown: without hidden and control characters."""
    return _CONTROLS.sub("", _HIDDEN.sub("", words))


def place_behind(words: str, shown: int) -> int:
    """Return where in `words` the character stands that is the one at `shown` of what is seen."""
    at = 0
    while at < len(words) and (shown > 0 or not visible(words[at])):
        shown -= len(visible(words[at]))
        at += 1
    return at


def tag(name: str, inner: str, /, **attributes: str | bool | int | None) -> str:
    """Return an element; `inner` is HTML, attribute values are text.

    `class_` is class, other underscores become hyphens; True gives a bare attribute, False and
    None leave it out.
    """
    parts = [name]
    for key, value in attributes.items():
        label = key.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(label)
        elif value is not None and value is not False:
            parts.append(f'{label}="{text(str(value))}"')
    return f"<{' '.join(parts)}>{inner}</{name}>"


def say(message: Message, language: Language) -> str:
    """Return a message as HTML in the language of the page."""
    return text(nested(message.text(language)))


def nested(said: str) -> str:
    """Return what is said with the quotation marks of a quotation made single: what is quoted may
    hold some of its own.  A line whose marks are no pairs stays as it is."""
    return "\n".join(map(_nested, said.split("\n")))


def _nested(line: str) -> str:
    depth, made = 0, ""
    for one in line:
        inner = depth >= 1 if one == "“" else depth > 1
        depth += {"“": 1, "”": -1}.get(one, 0)
        if depth < 0:
            return line
        made += {"“": "‘", "”": "’"}.get(one, one) if inner else one
    return line if depth else made


def counted(count: int, noun: str) -> str:
    """Return a number of things in English: 1 finding, 2 findings."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shorten(words: str, most: int = 28) -> str:
    """Return words on one line, cut with … beyond `most` characters."""
    return cut(" ".join(words.split()), most)
