"""Negation and direction: 未发生 never becomes 发生, 增长 never 下降.

Both are looked at word by word: the words around a negation or a word of change are searched in
the other text, and what stands there must not say the opposite.  Clauses may be reordered,
merged or reworded; only the same surroundings with the opposite word are an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.checks.existence import check_existence
from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import seen
from assistant.checks.spots import ROOM, Ground, Spot, Stock, denied, spot_of
from assistant.findings import Finding, Severity

# Words in which 不, 未, 无, 没, 非 deny nothing, or that are names of a thing rather than a denial.
_NO_DENIAL = (
    "不断|不忘|不仅|不但|不只|不光|不凡|不懈|不竭|不禁|不愧|不论|不管|不惜|不屈|不挠|不朽|不久|不日|不时"
    "|不等|不妨|不由|不动产|不锈|不良|不法|不正之风|不合格|不足之处|不折不扣|不遗余力|不拘一格|不负|不渝|不移"
    "|不辱|不倦|不息|不怠|不二|不得不|不可不|不能不|不无|无不|无非|莫不|不约而同|不敢腐|不能腐|不想腐|四不两直"
    "|未来|未成年|未然|未雨绸缪|前所未有|无私|无缝|无障碍|无人机|无线|无偿|无数|无限|无比|无疑|无论|无愧|无畏"
    "|无微不至|无党派|无害化|无废|非常|非公|非遗|非物质|非法|非税|除非|并非|是非|非但|没收|埋没|淹没|两不愁|四不摘"
    "|不尽|不胜|不计|不畏|不骄不躁|坚定不移|坚持不懈|久久不|一丝不苟|锲而不舍|源源不断|连续不断"
)
_DENIAL = (
    "没有一[件起例个人次户名]|无一[例件]?|从未|尚未|并未|没有|不再|不得|不准|不许|禁止|严禁|杜绝|避免|防止"
    "|绝不|决不|毫不|永不|未能|未|没|无|不|非|勿|莫"
    "|零(?=发生|出现|事故|违[纪规法]|差错|失误|投诉|上访|伤亡|感染|新增|返贫)"
)
_WORD = re.compile(f"(?P<skip>{_NO_DENIAL})|(?P<denial>{_DENIAL})")

_AXES: tuple[tuple[str, str], ...] = (
    (
        "增长|增加|提高|提升|上升|上涨|扩大|回升|攀升|净增|增至|增收|增强|加快|加强|加大|拓宽|拓展|改善|好转"
        "|壮大|优化|强化|深化|增进|跃升|攀高|走高|增幅|激增",
        "下降|减少|降低|下滑|下跌|缩小|缩减|回落|减至|降至|减收|减弱|减缓|放缓|削弱|弱化|恶化|变差|萎缩"
        "|淡化|走低|降幅|收窄|压减|压缩|衰退|退化|锐减",
    ),
    ("高于|超过|多于|超出|超额|大于|优于", "低于|少于|不到|小于|差于"),
    ("充足|充分|充裕|充实", "不足|缺乏|欠缺|匮乏"),
    ("支持|赞成|同意|允许|鼓励|批准|通过", "反对|抵制|拒绝|禁止|否决|限制|驳回"),
    ("缩短", "延长|拉长"),
    ("提前|领先|先进|率先", "推迟|滞后|落后|延后|延迟"),
    ("盈利|顺差|赢得|成功", "亏损|逆差|失去|失败"),
    ("上调|调高|上浮|升至", "下调|调低|下浮|跌至"),
    ("开通|开工|启动|恢复|建成", "停运|停工|停止|中断|停建"),
    ("顺利|稳定|圆满", "受阻|动荡|失利"),
    ("达标|合格|满意", "超标|不合格|不满意|不达标"),
)
_EITHER = len(_AXES) - 1  # there is nothing between the two: 没有超标 is 达标
_DENIED = re.compile(f"(?:{_DENIAL})(?:发生|出现|存在|发现)?[^，。；：！？、,;:!?\\n]{{0,4}}$")
_CHANGE = re.compile(
    "|".join(
        word
        for word in sorted(
            {w for axis in _AXES for side in axis for w in side.split("|")}, key=len, reverse=True
        )
    )
)
_ALIKE_CHANGE = 0.6


@cache
def _sides() -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for number, axis in enumerate(_AXES):
        for side, words in zip((1, -1), axis, strict=True):
            for word in words.split("|"):
                found[word] = (number, side)
    return found


def check_polarity(comparison: Comparison) -> Iterator[Seen]:
    """Yield denials that came or went, and words of change turned into their opposite."""
    told = list(_denials(comparison))
    yield from told
    known = _Told(comparison, told)
    for finding in check_existence(comparison):
        if finding not in known:
            yield finding
    yield from _changes(comparison)


class _Told:
    """The words of the source and the output that findings are about already."""

    def __init__(self, comparison: Comparison, findings: Sequence[Finding]) -> None:
        self._source = bytearray(len(comparison.source))
        self._output = bytearray(len(comparison.output))
        for finding in findings:
            for marked, (start, end) in self._places(finding):
                marked[start:end] = b"\1" * (end - start)

    def __contains__(self, finding: Finding) -> bool:
        return any(any(marked[start:end]) for marked, (start, end) in self._places(finding))

    def _places(self, finding: Finding) -> Iterator[tuple[bytearray, tuple[int, int]]]:
        if finding.start is not None and finding.end is not None:
            yield self._source, (finding.start, finding.end)
        if finding.output_start is not None and finding.output_end is not None:
            yield self._output, (finding.output_start, finding.output_end)


def denials(text: str) -> list[Spot]:
    """Return the words of `text` that deny, 不断 and the like left out."""
    return [spot_of(text, match) for match in _WORD.finditer(text) if match["denial"]]


def _denials(comparison: Comparison) -> Iterator[Finding]:
    source, output = denials(comparison.source), denials(comparison.output)
    for gone, text, others, came in (
        (source, comparison.output, output, False),
        (output, comparison.source, source, True),
    ):
        ground = Ground(text, others, gone, spoken_for={denied(spot) for spot in gone})
        for spot in gone:
            place = ground.without(spot)
            if place is None:
                continue
            here, there = (spot.start, spot.end), place
            shown = f"{spot.left[-6:]}{spot.word}{spot.right[:6]}"
            bare = f"{spot.left[-6:]}{spot.right[:6]}"
            was, now = (bare, shown) if came else (shown, bare)
            yield seen(
                "negation_flipped", Severity.ERROR,
                f"意思相反：原文“{was}”，改写后成了“{now}”",
                f"the meaning turned: “{was}” became “{now}”",
                source=there if came else here, output=here if came else there, evidence=now,
            )  # fmt: skip


def _changes(comparison: Comparison) -> Iterator[Seen]:
    if comparison.source == comparison.output:
        return
    here, there = _Turns(comparison.source), _Turns(comparison.output)
    known: dict[tuple[int, int, frozenset[str]], Spot | None] = {}
    for spot in here.spots:
        if not spot.around:
            continue
        key = (*_side(spot), spot.around)
        if key not in known:
            known[key] = _turned(spot, here, there)
        turned = known[key]
        if turned is None:
            continue
        yield seen(
            "direction_flipped", Severity.ERROR,
            f"意思相反：原文“{spot.left[-6:]}{spot.word}{spot.right[:6]}”，"
            f"改写后成了“{turned.left[-6:]}{turned.word}{turned.right[:6]}”",
            f"the meaning turned: “{spot.word}” became “{turned.word}”",
            source=(spot.start, spot.end), output=(turned.start, turned.end), evidence=turned.word,
        )  # fmt: skip


def _side(spot: Spot) -> tuple[int, int]:
    axis, side = _sides()[spot.word]
    return axis, -side if axis == _EITHER and _DENIED.search(spot.left) else side


class _Turns:
    """The words of change of a text, by axis and side."""

    def __init__(self, text: str) -> None:
        self.spots = [spot_of(text, match) for match in _CHANGE.finditer(text)]
        members: dict[tuple[int, int], list[Spot]] = {}
        for spot in self.spots:
            members.setdefault(_side(spot), []).append(spot)
        self._stocks = {side: Stock(spots) for side, spots in members.items()}

    def likest(self, axis: int, side: int, around: frozenset[str]) -> tuple[Spot | None, float]:
        """Return the spot of a side with the likest surroundings, and how like they are."""
        stock = self._stocks.get((axis, side))
        return stock.likest(around) if stock is not None else (None, 0.0)


def _turned(spot: Spot, here: _Turns, there: _Turns) -> Spot | None:
    """Return the opposite word that stands in the other text where `spot` stood, or None."""
    axis, side = _side(spot)
    turned, opposite = there.likest(axis, -side, spot.around)
    if turned is None or opposite < _ALIKE_CHANGE:
        return None
    if there.likest(axis, side, spot.around)[1] >= opposite - ROOM:
        return None
    # The text itself has the opposite word in these surroundings.
    if here.likest(axis, -side, turned.around)[1] >= opposite - ROOM:
        return None
    return turned
