"""Negation and direction: 未发生 never becomes 发生, 增长 never 下降.

Both are looked at word by word: the words around a negation or a word of change are searched in
the other text, and what stands there must not say the opposite.  Clauses may be reordered,
merged or reworded; only the same surroundings with the opposite word are an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import seen
from assistant.checks.similar import grams, shared
from assistant.findings import Severity

_ENDS = frozenset("，。；：！？、,;:!?\n（）()")
_REACH = 14

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
    ("盈利|顺差|赢得|成功|达标|合格|满意", "亏损|逆差|失去|失败|超标|不合格|不满意|不达标"),
    ("上调|调高|上浮|升至", "下调|调低|下浮|跌至"),
    ("开通|开工|启动|恢复|建成", "停运|停工|停止|中断|停建"),
    ("顺利|稳定|圆满", "受阻|动荡|失利"),
)
_CHANGE = re.compile(
    "|".join(
        word
        for word in sorted(
            {w for axis in _AXES for side in axis for w in side.split("|")}, key=len, reverse=True
        )
    )
)
_ADVERB = re.compile(
    "进一步|明显|显著|持续|不断|切实|有效|大幅度?|稳步|同比|环比|比上年|较上年|全面|更加|逐步|得到|实现|全年"
)
_ALIKE_DENIAL, _ALIKE_CHANGE = 0.62, 0.6
_QUALITY = frozenset("性度率")  # 学习的系统性 does not say that it is 系统
_ROOM = 0.12  # a same-sided place this close in likeness takes away the suspicion


@cache
def _sides() -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for number, axis in enumerate(_AXES):
        for side, words in zip((1, -1), axis, strict=True):
            for word in words.split("|"):
                found[word] = (number, side)
    return found


@dataclass(frozen=True, slots=True)
class Spot:
    """A word that denies or turns, with the grams of its surroundings without it."""

    word: str
    start: int
    end: int
    left: str
    right: str
    around: frozenset[str]


def check_polarity(comparison: Comparison) -> Iterator[Seen]:
    """Yield denials that came or went, and words of change turned into their opposite."""
    yield from _denials(comparison)
    yield from _changes(comparison)


def _spot(text: str, word: str, start: int, end: int) -> Spot:
    low, high = start, end
    while low > max(0, start - _REACH) and text[low - 1] not in _ENDS:
        low -= 1
    while high < min(len(text), end + _REACH) and text[high] not in _ENDS:
        high += 1
    left, right = text[low:start], text[end:high]
    around = _grams(left) | _grams(right)
    if len(around) < 3:  # 扩绿、增长; 同比增长XX%: too little within the marks
        left, right = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        around = _grams(left) | _grams(right)
    return Spot(word, start, end, left, right, around)


def spot_of(text: str, match: re.Match[str]) -> Spot:
    """Return a word found in `text` as a spot with its surroundings."""
    return _spot(text, match[0], match.start(), match.end())


def without(spot: Spot, text: str, others: list[Spot]) -> tuple[int, int] | None:
    """Return where `text` says what stands behind `spot`, but without it; None if nowhere.

    `others` are the words in `text` that do as well as the one of `spot`.
    """
    return _undenied(spot, text, others, set())


def _grams(text: str) -> frozenset[str]:
    return grams(_ADVERB.sub("", text))


def denials(text: str) -> list[Spot]:
    """Return the words of `text` that deny, 不断 and the like left out."""
    return [
        _spot(text, match[0], match.start(), match.end())
        for match in _WORD.finditer(text)
        if match["denial"]
    ]


def _denials(comparison: Comparison) -> Iterator[Seen]:
    source, output = denials(comparison.source), denials(comparison.output)
    for gone, text, others, came in (
        (source, comparison.output, output, False),
        (output, comparison.source, source, True),
    ):
        for spot in gone:
            place = _undenied(spot, text, others, {_denied(g) for g in gone})
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


def _undenied(
    spot: Spot, text: str, others: list[Spot], matched: set[str]
) -> tuple[int, int] | None:
    """Return where `text` says what `spot` denies, or None.

    The two characters after the denial (what is denied) must stand there, not themselves denied,
    in surroundings like those of the denial; nowhere may the denial itself be found again, in
    the same words or in others (`matched` are the things denied that keep their own denial).
    """
    denied = _denied(spot)
    if len(denied) < 2:
        return None
    wanted = spot.around
    if any(
        _denied(other) == denied and shared(wanted, other.around) >= _ALIKE_DENIAL - _ROOM
        for other in others
    ):
        return None
    free = (other for other in others if _denied(other) not in matched)
    if any(shared(wanted, other.around) >= _ALIKE_DENIAL for other in free):
        return None
    # A denial that is accounted for denies its own words, not these as well.
    others = [o for o in others if _denied(o) == denied or _denied(o) not in matched]
    best: tuple[int, int] | None = None
    score = _ALIKE_DENIAL
    ahead = 2 if len(denied) == 3 else 0  # characters that stand before the denial
    place = text.find(denied)
    while place >= 0:
        found = _spot(text, "", place + ahead, place + ahead)
        likeness = shared(wanted, found.around)
        quality = text[place + len(denied) : place + len(denied) + 1] in _QUALITY
        if likeness >= score and not quality and not _is_denied(found.left, others, place):
            best, score = (place, place + len(denied)), likeness
        place = text.find(denied, place + 1)
    return best


def _denied(spot: Spot) -> str:
    """Return two characters of what is denied; where one stands alone (不足), those before it."""
    following = re.split("[，。；：！？、,;:!?\n]", spot.right)[0][:2]
    if len(following) == 1 and spot.word == "不":
        return spot.left[-2:] + following
    return following if len(following) == 2 else ""


def _is_denied(left: str, others: list[Spot], place: int) -> bool:
    return any(place - len(left) <= other.start < place for other in others)


def _changes(comparison: Comparison) -> Iterator[Seen]:
    if comparison.source == comparison.output:
        return  # each place is compared with each: seconds for a section of 300 paragraphs
    sides = _sides()
    here = [_spot(comparison.source, m[0], *m.span()) for m in _CHANGE.finditer(comparison.source)]
    there = [_spot(comparison.output, m[0], *m.span()) for m in _CHANGE.finditer(comparison.output)]
    for spot in here:
        if not spot.around:
            continue
        axis, side = sides[spot.word]
        same, opposite = 0.0, 0.0
        turned: Spot | None = None
        for other in there:
            other_axis, other_side = sides[other.word]
            if other_axis != axis:
                continue
            likeness = shared(spot.around, other.around)
            if other_side == side:
                same = max(same, likeness)
            elif likeness > opposite:
                opposite, turned = likeness, other
        if turned is None or opposite < _ALIKE_CHANGE or same >= opposite - _ROOM:
            continue
        if _stood_already(turned, side, here, axis, opposite):
            continue
        yield seen(
            "direction_flipped", Severity.ERROR,
            f"意思相反：原文“{spot.left[-6:]}{spot.word}{spot.right[:6]}”，"
            f"改写后成了“{turned.left[-6:]}{turned.word}{turned.right[:6]}”",
            f"the meaning turned: “{spot.word}” became “{turned.word}”",
            source=(spot.start, spot.end), output=(turned.start, turned.end), evidence=turned.word,
        )  # fmt: skip


def _stood_already(turned: Spot, side: int, here: list[Spot], axis: int, opposite: float) -> bool:
    """Tell whether the source itself has the opposite word in these surroundings."""
    sides = _sides()
    return any(
        sides[other.word] == (axis, -side)
        and shared(other.around, turned.around) >= opposite - _ROOM
        for other in here
    )
