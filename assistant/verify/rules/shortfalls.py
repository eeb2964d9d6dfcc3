"""What says that something is not as it should be."""

from __future__ import annotations

import re

from assistant.verify.names import noun, tag_of, verb
from assistant.verify.pair import Pair
from assistant.verify.tokens import Kind, Token

_OF_A_THING = re.compile("[^，。；：、的]{0,4}的(?!问题|现象|情况|有|是|占|仅|达)[^，。；、]{2}")
_SHORT_OF = ("不足", "不到")  # what a figure begins with that is less than it should be
_LOSS = frozenset({"损失", "亏损"})
_REACH = 6  # content words before and behind that are looked at


def falls_short(pair: Pair, k: int) -> bool:
    """Whether a word says that something is not so, or not as it should be.  That nothing bad
    happened (未发生事故) and what nobody does (不开会) are no such thing."""
    token = pair.s[k]
    if too_little(pair, k) or _below_the_plan(pair, token) or _happened(pair, k):
        return True
    if token.figure is not None and token.text.startswith(_SHORT_OF):
        return True
    if "negation" not in token.scales or k + 1 == len(pair.s):
        return False
    following = pair.s[k + 1]
    if following.segment != token.segment or following.text in pair.words.harmless:
        return False
    if following.text[0] == "超":
        return False
    if token.text in ("不", "无", "没"):
        bad = following.text in pair.words.ought or tag_of(following.text)[0][0] == "a"
        return token.text == "不" and bad
    return True


def fails(pair: Pair, k: int) -> bool:
    """Whether a word says so by more than that something became less: what fell may be a bad thing
    that the passage tells of."""
    token = pair.s[k]
    return falls_short(pair, k) and ("to_by" not in token.scales or token.text in _LOSS)


def _happened(pair: Pair, k: int) -> bool:
    """Whether a word says that something bad happened: 发生一般事故2起."""
    token = pair.s[k]
    if token.text != "发生" or (k and "negation" in pair.s[k - 1].scales):
        return False
    behind = pair.s[k + 1 : k + _REACH]
    return any(t.text in pair.words.ills for t in behind if t.segment == token.segment)


def _below_the_plan(pair: Pair, token: Token) -> bool:
    """Whether a figure is the share of a task that was done, and not the whole."""
    figure = token.figure
    return (
        figure is not None
        and figure.unit == "%"
        and figure.value is not None
        and figure.value < 100
        and bool(re.search("完成.*(?:任务|计划|目标|预算)", pair.source.clause_text(token.clause)))
    )


def _dealt_with(pair: Pair, k: int) -> bool:
    """Whether what is not as it should be is what a deed is done to: 找差距, 空置三年的老邮局变….

    Not so what there is (存在差距), nor the attribute of a problem (不高的问题).
    """
    token, before = pair.s[k], pair.s[k - 1]
    if (
        k
        and before.end == token.start
        and verb(before.text)
        and before.text not in pair.words.there_is
    ):
        return not before.hard and (noun(token.text) or len(before.text) == 1)
    return bool(_OF_A_THING.match(pair.source.plain, token.end))


def too_little(pair: Pair, k: int) -> bool:
    """Whether a word by itself says that something is not as it should be; not so 不存在."""
    token = pair.s[k]
    if token.text not in pair.words.limits and not (token.text[0] == "偏" and len(token.text) > 1):
        return False
    if k and ("negation" in pair.s[k - 1].scales or _dealt_with(pair, k)):
        return False
    falls = "to_by" in token.scales and token.text not in _LOSS
    before = {t.text for t in pair.s[max(0, k - _REACH) : k] if t.segment == token.segment}
    if falls and (on := pair.leans[token.clause]) is not None:
        # (不良率2.14%，)比年初下降0.21个百分点
        before |= {pair.s[i].text for i in pair.source.of_clause[on]}
    if before & (pair.words.ills if falls else pair.words.undoes):
        return False
    if "to_by" not in token.scales or k + 1 == len(pair.s):
        return True
    following = pair.s[k + 1]
    if following.segment != token.segment:
        return True
    # 减少审批事项 is a deed, and 损失减少 no loss; 低于市里的要求 is neither.
    if falls:
        return following.kind is not Kind.WORD or token.text.endswith("于")
    return "to_by" not in following.scales
