"""Names that this program gives, in both languages; what an author wrote is never translated.

A report in a history or a proposal is in Chinese, and so is what the program calls its places.
"""

from __future__ import annotations

from assistant.findings import Language

BY_AUTHOR = "用户填写"
"""The source of a fact that the user typed."""

PASTED = "粘贴的报告"
"""What a report is called that came without a file."""

OUTSIDE = "标题与各部分之外"
LINES = "标题与落款"

_PLACES = {
    "全文": "the whole report",
    "开头": "the opening",
    "正文": "the body",
    "结尾": "the closing",
    OUTSIDE: "the title and what is between the parts",
    LINES: "the title and the signature",
}
_SOURCES = {BY_AUTHOR: "your own words"}


def place_name(heading: str, language: Language) -> str:
    """Return what a part is called: its heading as written, or the program's name for it."""
    return heading if language is Language.ZH else _PLACES.get(heading, heading)


def source_name(source: str, language: Language) -> str:
    """Return what a fact's source is called: as the author wrote it, or the program's name."""
    if language is Language.ZH:
        return source
    return "; ".join(_SOURCES.get(one, one) for one in source.split("；"))
