"""A sentence as it is read: one width, no polite words around it."""

from __future__ import annotations

import re
import unicodedata

_POLITE = re.compile(
    r"^(?:(?:请你?|麻烦你?|劳驾|帮我|帮忙|给我|替我|你?能不能|能否|可不可以|可以的?话|我(?:想|要)(?:请你)?"
    r"|你好|您好|那(?:就)?|然后|现在|先|嗯|好(?:的|吧)?[，,])[，,\s]*)+"
)
_TAIL = re.compile(
    r"(?:好吗|行吗|可以吗|吧|吗|呢|啊|呀|哦|谢谢(?:你|您)?|多谢|[。！!？?，,；;~～\s])+$"
)


def plain(text: str) -> str:
    """Return the sentence with half-width digits and marks, blanks inside Chinese taken out."""
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = re.sub(r"(?<=[^\x00-\x7f])\s+(?=\S)|(?<=\S)\s+(?=[^\x00-\x7f])", "", folded)
    return folded.replace(",", "，").replace(";", "；").replace("?", "？").replace("!", "！")


def bare(text: str) -> str:
    """Return the plain sentence without polite words before it and particles behind it."""
    return _TAIL.sub("", _POLITE.sub("", plain(text)))
