"""Marks that programs leave behind: `##…##`, tags, page numbers, characters nobody sees."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.noise.types import Noise, NoiseKind
from assistant.patterns import compile_late

_HIDDEN = compile_late(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]+"
)
_SOLD = (
    r"[^\n#$@~=*<>]{0,12}(?:会员|文档|文库|上传|下载|付费|专享|专属|来自|水印|范文|素材|资料|材料库|公众号|VIP)"
    r"[^\n#$@~=*<>]{0,12}"
)
"""What a mark in Chinese says: 来自会员文档, 付费内容开始."""
_MARK = compile_late(
    r"(?<!#)#{2,}+[A-Za-z][A-Za-z0-9_-]{1,40}#{2,}"
    r"|(?<![$@])[$@]{2,}+[A-Za-z]\w{1,40}[$@]{2,}"
    rf"|(?P<sign>[#$@~=*])(?P=sign){{1,5}}(?=[^\s#$@~=*]){_SOLD}(?P=sign){{2,6}}|<<{_SOLD}>>"
    r"|</?(?:p|br|div|span|strong|b|em|font|section|o:p|img|a)\b[^<>\n]{0,200}>"
    r"|&(?:nbsp|ensp|emsp|zwnj);"
)
_MARK_SIGN = compile_late(r"[<&]|[#$@~=*]{2}")
_PAGE = compile_late(
    r"^[ \t\u3000]*(?:[-–—－―]{1,2}[ \t\u3000]*\d{1,4}[ \t\u3000]*[-–—－―]{1,2}"
    r"|·[ \t]*\d{1,4}[ \t]*·|[Pp]age[ \t]*\d{1,4}(?:[ \t]*of[ \t]*\d{1,4})?)[ \t\u3000]*$"
    r"|第[ \t]*\d{1,4}[ \t]*页[ \t\u3000，,/（(|]*[共总][ \t]*\d{1,4}[ \t]*页[ \t]*[)）]?"
    r"|^[ \t\u3000]*(?:第[ \t]*(?:\d{1,4}|[一二三四五六七八九十百]{1,4})[ \t]*页"
    r"|页码[:：][ \t]*\d{1,4})[ \t\u3000]*$"
    r"|(?<![\d—])— ?\d{1,3} ?—(?![\d—])",
    re.MULTILINE,
)
_PAGE_SIGN = compile_late(r"[-–—－―·][ \t\u3000]*\d{1,4}[ \t\u3000]*[-–—－―·]")
_BARE_NUMBER = compile_late(
    r"^[ \t\u3000]*(\d{1,3})(?:[ \t]*[/／][ \t]*\d{1,3})?[ \t\u3000]*$", re.MULTILINE
)
_MIN_PAGE = 300
"""Characters between two bare numbers that may be pages: cells of a table stand closer."""
_MIN_PAGES = 3


def find_marks(text: str) -> list[Noise]:
    """Return marks, page numbers and hidden characters; pieces may touch but not overlap."""
    found = [Noise(NoiseKind.HIDDEN, m.start(), m.end(), m.group()) for m in _HIDDEN.finditer(text)]
    if _MARK_SIGN.search(text):
        found += [
            Noise(NoiseKind.MARK, m.start(), m.end(), m.group()) for m in _MARK.finditer(text)
        ]
    if "页" in text or "age" in text or _PAGE_SIGN.search(text):
        found += [_trimmed(text, m) for m in _PAGE.finditer(text)]
    found += _bare_pages(text)
    return found


def _trimmed(text: str, match: re.Match[str]) -> Noise:
    """Return a page number without the white space around it."""
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    end = start + len(match.group().strip())
    return Noise(NoiseKind.PAGE, start, end, text[start:end])


def _bare_pages(text: str) -> list[Noise]:
    """Return lines that hold only a number, where they count the pages of the whole text."""
    numbers = list(_BARE_NUMBER.finditer(text))
    if len(numbers) < _MIN_PAGES:
        return []
    pairs = list(pairwise(numbers))
    counts = all(int(b[1]) == int(a[1]) + 1 and b.start() - a.end() >= _MIN_PAGE for a, b in pairs)
    return [_trimmed(text, m) for m in numbers] if counts else []
