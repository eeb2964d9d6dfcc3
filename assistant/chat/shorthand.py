"""Parts that shorthand calls by a bare number: 四压150, 二、三顺一下, 3整块改书面.

    四压150  ->  第四部分压150

A number is a part where the report has it and what follows it is a wish, or says that it stays.
"""

from __future__ import annotations

import re

from assistant.chat.clause_tasks import task_by_words
from assistant.chat.kinds import LIKELY, kind_of
from assistant.document import Report
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import KEEP
from assistant.numbering import parse_number
from assistant.tasks import TASKS

_NUMBER = "(?:[一二三四五六七八九]|(?<![\\d.])[1-9](?![\\d.%]))"
_CALLED = re.compile(
    f"^(?P<lead>(?:先|再|然后|那|就|把|将|给|对)*)(?!一[共概切齐同并路度再味向举早贯经])(?P<n>第?{_NUMBER}(?:[、跟和与及]第?{_NUMBER})*)"
    "(?P<all>整(?:个|块|部分|大块)|[那这](?:大|一)?(?:块|个|部分))?(?P<rest>(?:的|里[头面]?|下面)?[^，。；]*)$"
)
_OF_REPORT = 3
"""Characters from which words that stand in the report are its own."""
_NO_PART = re.compile(
    "[一二三四五六七八九十百千万两几多.%]|[点些个下次条步种是来人年月天定律般样起直旦边平令处字份遍稿版句段节章号日时家户名项件类块张]|分(?![成为条点段开层])|大[块条点项]|部分|小节"
)
"""What follows a number that counts, or is the beginning of a word: 一律, 三令五申, 二次."""
_ITSELF = re.compile("^(?:太|有点|还是|也|都|各)|^(?:的|里[头面]?)")


def numbered(clause: str, report: Report) -> str:
    """Return a plain clause with the parts that it calls by a bare number called 第…部分."""
    match = _CALLED.match(clause)
    if match is None or (not match["all"] and _NO_PART.match(match["rest"])):
        return clause
    if clause[match.start("n") :][:_OF_REPORT] in report.text:
        return clause  # 一池泥换成一地泥
    listed = re.sub("[跟和与及]", "、", match["n"].replace("第", ""))
    numbers = [parse_number(n) or 0 for n in listed.split("、")]
    if not all(1 <= n <= len(report.sections) for n in numbers) or not (
        match["rest"] or match["all"]
    ):
        return clause
    rest = match["rest"]
    if not (match["all"] or _ITSELF.match(rest) or _wishes(rest) or KEEP.search(f"这块{rest}")):
        return clause
    return f"{match['lead']}第{listed}部分{rest}"


def _wishes(rest: str) -> bool:
    kind = kind_of(rest)
    known = kind.label in TASKS or kind.label in ("delete", "keep", "undo")
    return (
        task_by_words(rest) is not None
        or find_length(rest, bare=True) is not None
        or (known and kind.sure >= LIKELY)
    )
