"""Whether the words in front of a request say that it is not to be done: 别在第二部分加一句."""

from __future__ import annotations

import re

_ASKS = re.compile("([\u4e00-\u9fff])不\\1[以要]?")
"""能不能, 要不要, 可不可以: denies nothing."""
_NOT = re.compile(
    "(?:(?<![特区个分类级性派辨识差告要])别(?![的人处墅])"
    "|(?<!要)不再?(?:需?要(?!紧)|用|必|得(?!不)|许|能(?!不)|准|须|需|应当?|该|宜|可|想|打算|[补加添写填签署落放在把给往])"
    "|勿|甭|(?<![\u4e00-\u9fff])莫|(?<=[切请])莫|[无毋][须需]|暂缓|禁止)(?:再|给我|把|去|就|先)*"
)
_NOT_FORGET = re.compile("忘|漏|缺|少|丢|落[了下]")


def denies(words: str) -> bool:
    """Whether simplified words, without what they quote, deny what comes behind them; 别忘了 asks
    for it."""
    told = _ASKS.sub("", words)
    return any(_NOT_FORGET.match(told, no.end()) is None for no in _NOT.finditer(told))
