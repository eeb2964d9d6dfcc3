"""Chinese and mixed numerals as exact decimals.

Own code rather than `cn2an`: that reads 三四 as 34, refuses 十几 and 千亿, and takes 14 µs a
numeral.  Reports are full of 三四个, 七八十人 and 十几家; here they are ranges and approximations.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

LONGEST = 40
"""Characters of a numeral that can still be a number."""
DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
POWERS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
VAGUE = "多余来几数"
_DROPPED = str.maketrans("", "", VAGUE + ",")


@dataclass(frozen=True, slots=True)
class Number:
    """A numeral's value; `high` is set for 三四 and the like, `vague` is 多, 余, 来, 几 or 数."""

    value: Decimal
    high: Decimal | None = None
    vague: str = ""


def parse_number(text: str) -> Number | None:
    """Read `1,234.5`, `1.2亿`, `30多万`, `一百二十三`, `二〇二三`, `三四`, `几十`, `半`.

    Digits are half-width. Returns None for what is no numeral, as is one longer than LONGEST.
    """
    if len(text) > LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return Number(Decimal(text))
    if text == "半":
        return Number(Decimal("0.5"))
    core = text.translate(_DROPPED)
    vague = "" if core == text else "".join(c for c in text if c in VAGUE)
    if not core:
        return None
    if core[0] in "0123456789-":
        digits = core.rstrip("十百千万亿")
        try:
            value = Decimal(digits)
        except ArithmeticError:
            return None
        for sign in core[len(digits) :]:
            value *= POWERS[sign]
        return Number(value, None, vague[:1])
    pair = _adjacent_digits(core)
    if pair is not None:
        low = chinese_value(core[: pair + 1] + core[pair + 2 :])
        high = chinese_value(core[:pair] + core[pair + 1 :])
        if low is not None and high is not None and low < high:
            return Number(low, high, vague[:1])
    plain = chinese_value(core)
    return None if plain is None else Number(plain, None, vague[:1])


def chinese_value(text: str) -> Decimal | None:
    """Return the value of a plain Chinese numeral (十二, 两千零五, 二〇二三, 二点五), else None."""
    whole, _, fraction = text.partition("点")
    if any(c not in DIGITS and c not in POWERS for c in whole) or not whole:
        return None
    if any(c not in DIGITS for c in fraction):
        return None
    value = Decimal(_integer(whole))
    if fraction:
        value += Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    return value


def _integer(text: str) -> int:
    if 1 < len(text) <= LONGEST and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = digit = 0
    last_power = 1
    seen = False  # a bare 千 or 万 counts as one of its kind
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
            seen = True
            last_power = 1 if digit == 0 else last_power
            continue
        power = POWERS[char]
        if power >= 10_000:
            section = (section + digit or (0 if seen and total else 1)) * power
            if power == 100_000_000 and total:
                section = (total + section // power) * power
                total = 0
            total += section
            section = 0
        else:
            section += (digit or 1) * power
        digit, last_power, seen = 0, power, True
    if digit and last_power >= 100:  # 三万五, 一百二: the last digit stands one power lower
        digit *= last_power // 10
    return total + section + digit


def _adjacent_digits(text: str) -> int | None:
    """Return where two digits in growing order stand side by side (三四, 七八十), if only there."""
    places = [
        i
        for i in range(len(text) - 1)
        if text[i] in DIGITS and text[i + 1] in DIGITS and text[i] not in "零〇"
    ]
    if len(places) != 1 or "点" in text:
        return None
    return places[0]
