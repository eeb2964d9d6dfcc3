"""Whether words for a place are the name of one part and no more: 述廉这段."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.chat.normal import normal
from assistant.chat.situation import Situation
from assistant.document import Section
from assistant.instruction.mention_words import A_PART, SPAN
from assistant.instruction.parts import Unclear, find_parts

_OF_IT = re.compile(
    "(?:的|里|中|下面?)*(?:[几各那这]|[一二两三四五六七八九]个?)*(?:部分|[段节条点块章])?$"
)


def is_own_name(said: Sequence[str], section: str, at: Situation) -> bool:
    """Whether words are a section's number, or stand in its heading, and name no part of it."""
    if len(said) != 1:
        return False
    part = at.report.find(section)
    words = normal(said[0])
    if SPAN.fullmatch(words):
        try:
            return [p.id for p in find_parts(words, at.report)] == [section]
        except Unclear:
            return False
    name = _OF_IT.sub("", A_PART.sub("", words))
    return isinstance(part, Section) and len(name) > 1 and name in part.heading
