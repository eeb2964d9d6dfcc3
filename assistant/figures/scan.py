"""Finding the numerals of a text and telling their kinds apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.figures.dates import DATE, PERIOD, read_date, read_period
from assistant.figures.model import Bound, FigureKind
from assistant.figures.numerals import DIGITS, parse_number
from assistant.figures.units import COUNTING, DURATION, SERIAL, base, match_unit
from assistant.lexicon.terms import numeral_phrases
from assistant.patterns import compile_late
from assistant.time_limit import still_in_time

# Full-width forms to half-width, one code point to one, so that positions stay.
_FULL, _HALF = "０１２３４５６７８９．％﹪＋／－–～〜∼○", "0123456789.%%+/--~~~〇"
_TO_HALF = dict(zip(_FULL, _HALF, strict=True))
_WIDE = compile_late(f"[{_FULL}]")

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_MULTIPLIER = r"(?:[十百]|千(?![米克瓦伏])|[万亿](?!向))"
_CHINESE = rf"(?:[零〇一二两三四五六七八九]|{_MULTIPLIER})+(?:点[零〇一二三四五六七八九]+)?"
_A_HALF = "(?<![大多上下过一小前后个])半(?=个(?:工作日|小时|月)|小时|天(?!候))"
_ANY = rf"{_ARABIC}(?:[多余来]?{_MULTIPLIER}+)?[多余来几]?|[几数]?{_CHINESE}[多余来几]?|{_A_HALF}"

_TOKEN = compile_late(
    rf"""(?=[-A-Za-z\d第前上下百千万亿零〇一二两三四五六七八九十几数半])(?:
  (?P<term>{numeral_phrases()})
| (?P<label>(?<![^\s。！？；：:])
    (?:\d{{1,2}}[.、](?!\d)|\d+(?:\.\d+){{1,3}}(?=[ \u3000])
    |第[一二三四五六七八九十]+(?:[，,]|、(?![一二三四五六七八九十])))
  |(?:(?<=\A[（(])|(?<=[\s。！？；：][（(]))\d{{1,2}}(?=[）)](?![\s，。；、]|$)))
| (?P<code>(?<![A-Za-z])(?![A-Z]{{2,}}\d+{COUNTING})[A-Za-z]+[-.]?\d+(?:\.\d+)?[A-Za-z]*(?!\d)
    |\d+(?:\.\d+)?(?:[+·](?:\d+(?:\.\d+)?|[NnXx](?![A-Za-z])))+)
| (?P<date>{DATE})
| (?P<period>{PERIOD})
| (?P<ratio>\d+(?:\.\d+)?(?:[ \t]?[:：∶][ \t]?\d+(?:\.\d+)?)+)
| (?P<fraction>(?P<below>\d+|{_CHINESE})分之(?P<above>{_ARABIC}|{_CHINESE})
    |(?<![\d/])(?P<top>\d+)/(?P<bottom>\d+)(?![\d/]))
| (?P<ordinal>第(?P<rank>\d+|{_CHINESE}))
| (?P<number>(?:(?<![\dA-Za-z%~—-])-(?=\d))?(?:{_ANY}))
)""",
    re.VERBOSE,
)
_RANGE = compile_late(rf"[-~—至到](?P<high>{_ANY})")
_BEFORE = compile_late(
    r"(?:(?P<min>不少于|不低于|超过|超出|突破|多于|高于|大于|至少|最少|[超逾过上破])"
    r"|(?P<max>不超过|不高于|不多于|不到|不足|少于|低于|小于|至多|最多)"
    r"|(?P<about>接近|将近|大约|大概|[约近]))$"
)
# The sign is part of another word: 签约12个, 附近3家, 赶超5家, 侦破30起, 经过3年, 以上5项.
_PART_OF_WORD = {
    "约": frozenset("签预合节制履违条公契特失解邀相简集"),
    "近": frozenset("附最靠临邻亲远就毗走"),
    "超": frozenset("赶反"),
    "过": frozenset("通经不渡度透"),
    "破": frozenset("侦击攻打爆识看"),
}
_ONLY_BEFORE_POWERS = frozenset("上过破")  # 上百人, 过万户, 破百亿元; never 上5个台阶
_AFTER = compile_late(
    r"(?:（含）)?(?:(?P<min>及?以上|之多)|(?P<max>及?以下|以内|之内)|(?P<about>左右|上下))"
)
_SHORT_QUOTE = compile_late(r"[“「『‘\"][^“”‘’「」『』\"，。；\n]{1,12}[”」』’\"]")
_CHENG = compile_late(
    r"成(?![为立员功效本绩果长就熟交品群都人年分])(?P<more>[一二三四五六七八九半]"
    r"(?![零〇一二两三四五六七八九十百千万亿几半\d点个名家户人位次项年月日天期级批种条件处座所方面线"
    r"直些定是般样来边旦并律致起时同]))?"
)
"""Tenths, with hundredths behind them or without: 八成, 八成五, 六成半."""
_HUNDREDTHS = DIGITS | {"半": 5}
_DIGIT = compile_late("[0-9]")
_STOPS = frozenset("，。；：！？、,;:!?）)》”’】\n \u3000")


class Token(NamedTuple):
    """A numeral with its unit, before its subject is known."""

    kind: FigureKind
    start: int
    end: int
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    base_value: Decimal | None = None
    base_unit: str = ""
    bound: Bound = Bound.EXACT


def half_width(text: str) -> str:
    """Return `text` with full-width digits and signs as half-width ones, at the same places."""
    return _WIDE.sub(lambda match: _TO_HALF[match[0]], text)


def scan(text: str) -> Iterator[Token]:
    """Yield the numerals of `text` in reading order, labels of headings and points left out."""
    plain = half_width(text)
    quoted = [m.span() for m in _SHORT_QUOTE.finditer(plain)]
    position = 0
    while match := _TOKEN.search(plain, position):
        still_in_time()
        token = _token(plain, match, position)
        if token is None:
            position = match.end()
            continue
        if _is_quoted_word(plain, token, quoted):
            token = token._replace(kind=FigureKind.TERM)
        yield token
        position = token.end


def _is_quoted_word(text: str, token: Token, quoted: list[tuple[int, int]]) -> bool:
    """Tell “三项机制”: a Chinese numeral within a short quotation is part of a name."""
    if not quoted or _DIGIT.search(text, token.start, token.end):
        return False
    before = bisect_right(quoted, (token.start, len(text))) - 1
    return before >= 0 and token.end <= quoted[before][1]


def _token(text: str, match: re.Match[str], floor: int) -> Token | None:
    start, end = match.span()
    match match.lastgroup:
        case "term":
            return Token(FigureKind.TERM, start, end)
        case "code":
            return Token(FigureKind.CODE, start, end, base_unit=match[0].upper())
        case "date":
            kind, normal = read_date(match[0])
            return Token(kind, start, end, base_unit=normal)
        case "period":
            return Token(FigureKind.PERIOD, start, end, base_unit=read_period(match[0]))
        case "ratio":
            normal = re.sub("[：∶]", ":", match[0])
            return Token(FigureKind.RATIO, start, end, base_unit=normal)
        case "fraction":
            return _fraction(text, match, floor)
        case "ordinal":
            return _ordinal(text, match)
        case "number":
            return _amount(text, match, floor)
    return None


def _value(text: str) -> Decimal | None:
    number = parse_number(text)
    return None if number is None else number.value


def _fraction(text: str, match: re.Match[str], floor: int) -> Token | None:
    above = _value(match["above"] or match["top"])
    below = _value(match["below"] or match["bottom"])
    if above is None or not below:
        return None
    start, end, bound = _bounds(text, *match.span(), floor)
    if below in (100, 1000) and match["below"]:
        value = above * 100 / below
        kind, unit = FigureKind.PERCENT, "%"
    else:
        value, kind, unit = above / below, FigureKind.FRACTION, ""
    return Token(kind, start, end, value, None, unit, value, unit, bound)


def _ordinal(text: str, match: re.Match[str]) -> Token | None:
    start, end = match.span()
    rank = match["rank"]
    value = _value(rank)
    unit = match_unit(text, end, arabic=rank[0].isascii())
    if value is None:
        return None
    if unit is None:
        # 第三方, 第二产业, 第一时间 are words; 居全省第三， is a rank
        if not rank[0].isascii() and end < len(text) and text[end] not in _STOPS:
            return None
        return Token(FigureKind.ORDINAL, start, end, value, None, "", value, "第")
    normal = "第" + base(unit[0])[0]
    return Token(FigureKind.ORDINAL, start, unit.end(), value, None, unit[0], value, normal)


def _amount(text: str, match: re.Match[str], floor: int) -> Token | None:
    start, end = match.span()
    raw = match[0]
    arabic = raw[0] in "-0123456789"
    number = parse_number(raw)
    if number is None:
        return None
    value, high, vague = number.value, number.high, number.vague
    unit_match = match_unit(text, end, arabic=arabic)
    upper = _RANGE.match(text, unit_match.end() if unit_match else end)
    to: Decimal | None = None
    if upper is not None and high is None and (upper["high"][0] in "0123456789") == arabic:
        upper_unit = match_unit(text, upper.end(), arabic=arabic)
        to = _value(upper["high"])
        same = unit_match is None or (upper_unit is not None and upper_unit[0] == unit_match[0])
        if to is None or not same or (not arabic and upper_unit is None):
            to = None
        else:
            value, to = _share_power(raw, upper["high"], value, to)
            unit_match, end = upper_unit, upper.end()
    unit = unit_match[0] if unit_match else ""
    end = unit_match.end() if unit_match else end
    if not unit and not arabic and value <= 10 and (cheng := _CHENG.match(text, end)):
        more = _HUNDREDTHS.get(cheng["more"], 0)
        unit, end, value = "%", cheng.end(), value * 10 + more
        high = None if high is None else high * 10 + more
    start, end, bound = _bounds(text, start, end, floor, unit, raw)
    if not arabic and not _counts(raw, unit, bound):
        return None
    if bound is Bound.EXACT:
        bound = _vague_bound(vague, high)
    kind = FigureKind.AMOUNT
    if to is not None or high is not None:
        kind = FigureKind.RANGE
    elif unit in ("%", "‰", "个百分点", "百分点"):
        kind = FigureKind.PERCENT
    elif not arabic and raw == "一" and bound is Bound.EXACT:
        kind = FigureKind.INDEFINITE
    elif unit in SERIAL:
        kind = FigureKind.ORDINAL
    elif not unit and len(raw) == 4 and raw[:2] in ("19", "20") and raw.isdigit():
        return Token(FigureKind.DATE, start, end, base_unit=raw)
    normal_unit, factor = base(unit)
    return Token(
        kind, start, end, value, to if to is not None else high, unit,
        value * factor, normal_unit, bound,
    )  # fmt: skip


def _share_power(low: str, high: str, value: Decimal, upper: Decimal) -> tuple[Decimal, Decimal]:
    """Read 3～5万元 as 30000–50000: the power stands once, for both ends."""
    if value < upper and low.rstrip("百千万亿") == low:
        digits = high.rstrip("百千万亿")
        power = upper / bare if (bare := _value(digits)) and digits != high else Decimal(1)
        if power > 1 and value * power < upper:
            return value * power, upper
    return value, upper


def _counts(raw: str, unit: str, bound: Bound) -> bool:
    """Tell whether a Chinese numeral is a number rather than part of a word.

    It needs a measure word, and 百, 千, 万, 亿 without a digit need a sign of approximation
    (近千人, 百余家) or a second power (千亿元): 千家万户 and the 亿元 of a deleted figure have
    neither.
    """
    if raw == "零" or (raw == "十" and unit == "字"):
        return False
    if any(c in DIGITS or c in "十半" for c in raw):
        return bool(unit)
    return (
        bound is not Bound.EXACT
        or any(c in "多余来几数" for c in raw)
        or (len(raw) > 1 and bool(unit) and unit not in "省市县镇村")
    )


def _vague_bound(vague: str, high: Decimal | None) -> Bound:
    if vague in ("多", "余"):
        return Bound.MINIMUM
    if vague:
        return Bound.ABOUT if vague == "来" else Bound.VAGUE
    return Bound.EXACT if high is None else Bound.ABOUT


def _bounds(
    text: str, start: int, end: int, floor: int, unit: str = "", raw: str = ""
) -> tuple[int, int, Bound]:
    """Widen a span by the words of approximation on either side of it, and name them."""
    bound = Bound.EXACT
    before = _BEFORE.search(text, max(floor, start - 3), start)
    if before is not None:
        word = before[0]
        char = text[before.start() - 1] if before.start() else ""
        powers = any(c in "百千万亿" for c in raw)
        if (
            char not in _PART_OF_WORD.get(word, ())
            and not (word in ("近", "突破") and _is_period(unit, raw))
            and not (raw == "一" and word in ("突破", "超", "过", "上", "破"))
            and (powers or word not in _ONLY_BEFORE_POWERS)
        ):
            start, bound = before.start(), _named(before)
    after = _AFTER.match(text, end)
    if after is not None:
        end = after.end()
        bound = bound or _named(after)
    return start, end, bound


def _is_period(unit: str, raw: str) -> bool:
    """Tell 近五年, 突破三年行动 from 近60年: the last five years are five."""
    number = parse_number(raw)
    few = number is not None and number.value <= 10
    return unit in SERIAL or (unit in DURATION and few)


def _named(match: re.Match[str]) -> Bound:
    return {"min": Bound.MINIMUM, "max": Bound.MAXIMUM, "about": Bound.ABOUT}[
        match.lastgroup or "about"
    ]
