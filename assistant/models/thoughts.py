"""What a model thinks aloud before it answers, told apart from the answer.

Services put thoughts into a field of their own, which nothing here ever reads, or between tags in
the reply itself.  The opening tag may be missing, where the service had written it into the
prompt, and so may the closing one, where the model never came to its answer.
"""

from __future__ import annotations

import re

FIELDS = ("reasoning_content", "reasoning", "reasoning_details")
"""Where services put thoughts beside the reply."""

_TAGS = (
    *((f"<{name}>", f"</{name}>") for name in ("think", "thinking", "thought", "reasoning")),
    ("[think]", "[/think]"),
    ("◁think▷", "◁/think▷"),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
)
_CLOSING = dict(_TAGS)
_ALL = tuple(tag for pair in _TAGS for tag in pair)
_BEGINNINGS = frozenset(tag[:length] for tag in _ALL for length in range(1, len(tag)))
_FIRST = frozenset(tag[0] for tag in _ALL)
_LONGEST = max(map(len, _BEGINNINGS))
_TAG = re.compile("|".join(map(re.escape, _ALL)), re.IGNORECASE)


class Answer:
    """The answer in a reply that arrives in pieces; `thought` says whether thoughts were in it."""

    def __init__(self) -> None:
        self.thought = False
        self._pieces: list[str] = []
        self._inside = ""
        self._held = ""

    @property
    def text(self) -> str:
        """All of the answer so far."""
        return "".join(self._pieces) + ("" if self._inside else self._held)

    def add(self, piece: str) -> str:
        """Take a piece of the reply; return what of it is certainly answer."""
        text, said = self._held + piece, ""
        while (tag := _TAG.search(text)) is not None:
            name = tag[0].lower()
            before, text = text[: tag.start()], text[tag.end() :]
            self.thought = True
            if self._inside:
                self._inside = "" if name == self._inside else self._inside
            elif name in _CLOSING:
                self._inside = _CLOSING[name]
                said += before
            else:
                # All that came before the lone end of a thought belongs to it.
                self._pieces.clear()
                said = ""
        kept = _beginning_of_tag(text)
        self._held = text[len(text) - kept :]
        if not self._inside:
            said += text[: len(text) - kept]
        if said:
            self._pieces.append(said)
        return said


def _beginning_of_tag(text: str) -> int:
    """Return how many characters at the end of `text` may turn out to be the start of a tag."""
    for at in range(max(0, len(text) - _LONGEST), len(text)):
        if text[at] in _FIRST and text[at:].lower() in _BEGINNINGS:
            return len(text) - at
    return 0
