"""What stands before and behind the text of a report: title, byline, 称谓; signature, date, 附件.

Layout after GB/T 9704: the title may take several lines, the 称谓 ends with ：, the 附件说明
follows the text, then signature and date.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from assistant.document import BlockKind
from assistant.numbering import LabelStyle, match_label
from assistant.outline.lines import Line
from assistant.outline.styled import Styled
from assistant.patterns import compile_late

Roles = dict[int, BlockKind]
"""The lines (by index) whose kind is settled."""

_YEAR: Final = r"(?:\d{4}|20[xX×*＊Ｘ]{1,2}|[xX×*＊Ｘ]{2,4}|二[〇○零OoO0一二三四五六七八九]{3})"
_COUNT: Final = r"[\dxX×*＊Ｘ一二三四五六七八九十]{1,3}"
_DATE: Final = compile_late(
    rf"[（(]?{_YEAR} ?年 ?{_COUNT} ?月(?: ?{_COUNT} ?日)?[)）]?|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
)
_DASHED: Final = compile_late(r"[—–―─－-]{1,4}\s*\S")
_OCCASION: Final = compile_late(r"[（(〔\[【].{2,60}[)）〕\]】]")
_TITLE_ENDS: Final = compile_late(
    r"(?:报告|总结|汇报|材料|讲话|发言|要点|计划|方案|小结)(?:[（(].*[)）])?$"
)
_ADDRESS: Final = compile_late(r"(?:尊敬的|各位|同志们|朋友们)[^。]{0,40}[：:！!，,]?")
_REPORTS: Final = compile_late(r"如下|下面|以下|现将|主要是|包括")
_SIGNER: Final = compile_late(
    r"(?:述职|报告|汇报|述廉|署名|签名|签字)(?:人|单位|者)?(?:签[名字])?\s*[：:]"
)
_BODY: Final = compile_late(
    "(?:委员会|党?委|政府|局|队|办公室|党组|支部|公司|学校|院|部|处|站|中心|街道|办事处)$"
)
_OFFICE: Final = compile_late("(?:书记|主席|主任|[部局镇乡县市区院校行处科站所队]长|委员)$")
_SIGNING: Final = compile_late("[\u4e00-\u9fff（）()、 \u3000]+")
_BETWEEN: Final = compile_late("[、 \u3000]+")
_ATTACHMENT: Final = compile_late(r"附件?\s*[\d一二三四五]{0,2}\s*(?:[：:].*|[（(].{1,10}[)）])?")
_FULL_STOP: Final = compile_late(r"[。！？；!?;]")
_SPACED_NUMBER: Final = compile_late(r"\d{1,2}[ \t\u3000]+\D")
_LONGEST_TITLE: Final = 50
_MOST_HEAD_LINES: Final = 15
_LONGEST_SIGNATURE: Final = 30
_LONGEST_NAME: Final = 4
_SHORT: Final = 25
_MOST_LEFT_OVER: Final = 2


def read_head(lines: list[Line], content: list[int], styled: Styled) -> tuple[Roles, int]:
    """Return the kinds of the lines above the text, and how many of `content` they are.

    Without a title the head may be the 称谓 alone, or nothing.  A heading of a style that is
    believed ends the head, and a title of one is whole.
    """
    roles: Roles = {}
    title = ""
    titled = next((n for n, i in enumerate(content) if i in styled.titles), -1)
    addressed = _addressed(lines, content[:_MOST_HEAD_LINES])
    for count, index in enumerate(content[:_MOST_HEAD_LINES]):
        words = lines[index].words
        if count < titled or index in styled.titles:
            if index in styled.titles:
                roles[index] = BlockKind.TITLE
                title += words
            else:
                roles[index] = BlockKind.DATE if _DATE.fullmatch(words) else BlockKind.SUBTITLE
            continue
        label = match_label(words)
        if label is not None and label.style is LabelStyle.HASH and not roles:
            if label.inner is None and not _has_twin(lines, content[count + 1 :], label.level):
                roles[index], title = BlockKind.TITLE, words
                continue
            return roles, count
        if is_address(words):
            roles[index] = BlockKind.SALUTATION
            return roles, count + 1
        if label is not None or _SPACED_NUMBER.match(words) or index in styled.headings:
            return roles, count
        kind = _head_kind(words, title, whole=bool(styled.titles))
        if kind is None and count < addressed:
            kind = BlockKind.SUBTITLE
        if kind is None:
            return roles, count
        roles[index] = kind
        if kind is BlockKind.TITLE:
            title += words
    return roles, len(roles)


def _addressed(lines: list[Line], content: list[int]) -> int:
    """Return how many lines stand above the 称谓, or 0 where text or nothing comes before it."""
    for count, index in enumerate(content):
        words = lines[index].words
        if is_address(words):
            return count
        if "。" in words or len(words) > 2 * _LONGEST_TITLE:
            return 0
    return 0


def _has_twin(lines: list[Line], rest: list[int], level: int) -> bool:
    """Whether another heading has as many `#`: then the first one is a section, not the title."""
    labels = (match_label(lines[i].words) for i in rest if lines[i].words.startswith("#"))
    return any(
        label and label.style is LabelStyle.HASH and label.level <= level for label in labels
    )


def is_address(words: str) -> bool:
    """Whether a line is a 称谓 (各位代表：, 市委组织部：)."""
    if len(words) > 40 or not words.endswith(tuple("：:！!")):
        return False
    if _ADDRESS.fullmatch(words):
        return True
    return words[-1] in "：:" and not re.search("[，。；、]", words) and not _REPORTS.search(words)


def _head_kind(words: str, title: str, *, whole: bool = False) -> BlockKind | None:
    """Return what a line above the text is, or None where the text begins.

    `whole` says that the title needs no further line.
    """
    if title and _DASHED.match(words) and len(words) <= 80 and "。" not in words:
        return BlockKind.SUBTITLE
    if len(words) > _LONGEST_TITLE or _FULL_STOP.search(words) or words[-1] in "：:，,、":
        return None
    if _DATE.fullmatch(words):
        return BlockKind.DATE
    if title and _OCCASION.fullmatch(words):
        return BlockKind.SUBTITLE
    ended = _TITLE_ENDS.search(title.replace(" ", "").replace("\u3000", ""))
    if title and (whole or ended):
        if re.search("会议?上", words):
            return BlockKind.SUBTITLE
        return BlockKind.SIGNATURE if len(words) <= _LONGEST_SIGNATURE else None
    return BlockKind.TITLE


def read_foot(lines: list[Line], content: list[int], styled: Styled) -> Roles:
    """Return the kinds of the lines behind the text: attachment note, signature, date.

    A heading of a style that is believed is no signature, but above a date.
    """
    roles: Roles = {}
    headed = styled.headings
    note = _attachment(lines, content)
    if note is not None:
        roles = dict.fromkeys(content[note:], BlockKind.ATTACHMENT)
        roles |= _signed(lines, content[note:], headed, noted=True)
        content = content[:note]
    return roles | _signed(lines, content, headed)


def _attachment(lines: list[Line], content: list[int]) -> int | None:
    for count in range(len(content) // 3, len(content)):
        words = lines[content[count]].words
        if count and len(words) <= 60 and words[0] == "附" and _ATTACHMENT.fullmatch(words):
            return count
    return None


def _signed(
    lines: list[Line], content: list[int], headed: Collection[int], *, noted: bool = False
) -> Roles:
    """Find signature and date as the last lines of `content`.

    `noted` says that it begins with an attachment note, whose last name may be of any length.
    """
    roles: Roles = {}
    rest = content[: len(content) - _left_over(lines, content)]
    while rest and _DATE.fullmatch(lines[rest[-1]].words):
        roles[rest.pop()] = BlockKind.DATE
    dates = len(roles)
    dated = dates > 0
    for _ in range(3):
        if len(rest) < 2:
            break
        first = noted and dated and len(roles) == dates
        before = "。" if first else lines[rest[-2]].words
        if not _is_signature(lines[rest[-1]].words, before, dated):
            break
        if rest[-1] in headed and not dated:
            break
        roles[rest.pop()] = BlockKind.SIGNATURE
    return roles


def _left_over(lines: list[Line], content: list[int]) -> int:
    """Return how many lines stand behind signature and date: what a chat or a web page left."""
    for count in range(1, min(_MOST_LEFT_OVER, len(content) - 3) + 1):
        date, signature, before = (lines[i].words for i in content[-count - 1 : -count - 4 : -1])
        if _DATE.fullmatch(date):
            return count if _is_signature(signature, before, True) else 0
    return 0


def _is_signature(words: str, before: str, dated: bool) -> bool:
    if len(words) > 2 * _LONGEST_SIGNATURE or match_label(words) is not None:
        return False
    if _SIGNER.match(words) or (dated and _signs(words)):
        return True
    if len(words) > _LONGEST_SIGNATURE:
        return False
    if _FULL_STOP.search(words) or re.search("[，：:、“”《》]", words):
        return bool(dated and _SIGNER.search(words))
    # Two lines (unit and name) may stand above a date; without one, only below a finished text.
    short = dated or len(words) <= _SHORT
    return short and (before[-1] in "。！!”" or (dated and len(before) <= _SHORT))


def _signs(words: str) -> bool:
    """Whether bodies sign together, or somebody with what they are: 局党组书记、局长 张明远."""
    if not _SIGNING.fullmatch(words):
        return False
    parts = _BETWEEN.split(words)
    if len(parts) > 1 and all(_BODY.search(part) for part in parts):
        return True
    while len(parts) > 1 and len(parts[-1]) <= _LONGEST_NAME and not _OFFICE.search(parts[-1]):
        parts.pop()  # a name, of which a short one is often spaced out
    return len(parts) < len(_BETWEEN.split(words)) and all(_OFFICE.search(p) for p in parts)
