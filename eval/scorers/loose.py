"""What the loose score forgives: words of a chat and Markdown around a text that is otherwise
right.  What is inside sentences stays, as nobody may guess what a model meant."""

from __future__ import annotations

import re
from typing import Final

_FENCE: Final = re.compile(r"^\s*```[^\n]*\n(.*?)\n\s*```\s*$", re.DOTALL)
_MARKS: Final = re.compile(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__")
_HASHES: Final = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_BULLET: Final = re.compile(r"^[ \t]*[-*+•][ \t]+(?=[一二三四五六七八九十（(]|\S)", re.MULTILINE)
_RULE: Final = re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|={3,})[ \t]*\n?", re.MULTILINE)
_BEFORE: Final = re.compile(
    r"^\s*(?:(?:好的|当然|没问题|可以的?|明白|收到|Sure|Certainly|Of course|OK|Okay)[^\n]{0,60}\n"
    r"|[^\n。]{0,40}(?:以下|下面|如下)[^\n。]{0,40}[：:]\s*\n"
    r"|(?:改写|修改|润色|压缩|精简|重写|填充|调整|整理|优化)(?:后|结果)[^\n]{0,20}[：:]\s*\n?"
    r"|[^\n]{0,60}(?:here is|here's|following)[^\n]{0,60}[：:]\s*\n)+",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"\n\s*(?:希望|如(?:果|需|有)|若|请(?:您|随时|告)|以上(?:是|为|内容|就是)|（?\(?(?:注|说明|备注|字数|全文)"
    r"|I hope|Let me know|Note)[^\n]*\s*$",
    re.IGNORECASE,
)


def forgive(output: str, source: str) -> str:
    """Return the output without chat around it and without fences, emphasis, `#` and bullets.

    Marks that the source has itself stay.
    """
    text = _BEFORE.sub("", output, count=1)
    while (shorter := _AFTER.sub("", text)) != text:
        text = shorter
    fenced = _FENCE.match(text)
    text = fenced[1] if fenced else text
    for pattern, kept in ((_MARKS, r"\1\2"), (_HASHES, ""), (_BULLET, ""), (_RULE, "")):
        if pattern.search(source) is None:
            text = pattern.sub(kept, text)
    return text
