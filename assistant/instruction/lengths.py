"""The length a sentence asks for: 300字左右, 350到400字, 不超过四百字, 砍一半, 减少200字."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from assistant.figures.numerals import parse_number
from assistant.request import Length

_N = (
    r"(?:(?<!\d)\d+(?:\.\d+)?[十百千万]?"
    r"|(?<![一二两三四五六七八九十百千零〇几统])(?:[一二两三四五六七八九十百千零〇几](?:点[一二三四五六七八九])?)+(?:万[一二两三四五六七八九百千零〇]*)?)"
    r"(?:[来多余几]?[百千]?[来多余])?"
)
_UNIT = r"(?:个|来|多|余|把)?(?:汉)?字(?:数)?(?![词句母头幕体画形号旁]|里(?![头面边]))"
_ABOUT = r"(?:大概|大约|约莫?|差不多|左右|上下|前后|的样子)"
_TARGET = (
    r"(?:到|成|至|为|剩下?|变成?|控制(?:在|到|为)?|往|保持在|维持在|定在|不(?:要|能|得|可|许)?(?:再)?(?:超过?|多于|大于|高于)|别超过?|最多|至多|顶多|限(?:制)?(?:在|为|到)?"
    rf"|保留|只(?:要|留|用|写|保留)|留(?:下)?|就|要|给|写|在|够|缩|压|各|[合加]起来|一共|总共|合计|每(?:个|一)?(?:部分|条|点|段|篇)?|{_ABOUT}|{_ABOUT}在)"
)
_MOST = (
    r"(?:不(?:要|能|得|可|许|准)?(?:再)?(?:超过?|越过|[多长]过|过|[多大高长]于)了?|别(?:超过?|[多长]过|过)|"
    r"最多|至多|顶多|封顶|上限|限(?:制)?(?:在|为|到)?)"
)
_WITHIN = r"(?:以内|之内|以里|里[头面边]|以下|之下|内|封顶|打住)"
_LESS = (
    r"(?:[减删砍缩压裁剪挤剔]去|[减删砍缩压裁剪拿]下|[减删去砍缩压裁剪挤拿抹刨]掉|减少|减|删减|删|砍|少写?|"
    r"压缩|压|缩减|缩短|精简|[省挤匀腾]出|省|(?<=[再还得要])短|(?<=再)去)(?:了|掉|去)?(?!到|成|至|为)"
)
_IT = "[它他]?"
"""减它三百字: what is made shorter may stand between the deed and the amount."""
_BETWEEN = re.compile(
    rf"(?P<low>{_N})(?:{_UNIT})?(?:到|至|[-~—–]+|和|，)(?P<high>{_N}){_UNIT}(?:之间)?"
    rf"|(?P<low2>{_N})(?:到|至|[-~—–]+|和)(?P<high2>{_N})(?:之间|(?=$|[，。；！吧就]))"
)
_WORDS_LESS = re.compile(
    rf"(?:(?P<surely>(?:再|往下){_LESS}|{_LESS}(?<=[掉去少了]))|{_LESS}(?<![掉去少了])){_IT}{_ABOUT}?(?:个)?(?P<n>{_N})(?:个|来|多)?字"
    rf"(?!{_WITHIN}|词)(?(surely)|(?!左右))"
)
"""压80字左右 is to be its length, but 减掉80字左右, 再压80字左右 goes."""
_LESS_ALONE = re.compile(
    rf"(?:再|还|继续)*(?:{_LESS}|少|(?<=[再还])短)(?:它|个)?{_ABOUT}?"
    r"(?P<n>\d{2,4}|[一二两三四五六七八九]?[百十][一二三四五六七八九零]?十?)(?:来个|个)?"
)
_WORDS = re.compile(
    rf"(?P<most>{_MOST})?(?:在)?{_ABOUT}?(?P<n>{_N}){_UNIT}(?P<within>{_WITHIN})?{_ABOUT}?"
)
_BARE = re.compile(
    rf"(?:(?P<most>{_MOST})|{_TARGET}){_ABOUT}?(?P<n>\d{{2,5}}|[一二两三四五六七八九]?[百千](?:[一二三四五六七八九零]百?[一二三四五六七八九]?十?)?(?:来|多)?)"
    rf"(?P<within>{_WITHIN})?{_ABOUT}?(?=$|[，。；、？！吧就行好即可了一共并再]|(?:字)?[上里]?(?:靠|压|缩|减|凑))"
)
_TO_TENS = re.compile(
    r"(?<=[压缩减短简留])(?:到|成|至|在)(?P<most>)(?P<within>)(?P<n>[二三四五六七八九]十[一二三四五六七八九]?)(?=$|[，。；])"
)
_HUNDREDS = "[一二两三四五六七八九]?[百千][一二三四五六七八九零百十]*"
_THOUSANDS = r"\d(?:\.\d+)?万|[一二两三四五六七八九]万(?:[一二三四五六七八九]千?)?"
"""一万二以内, 1.2万, of a whole report."""
_UNDER = re.compile(
    rf"(?P<most>)(?<![第\d])(?:(?P<n>\d{{2,5}}|{_THOUSANDS}|{_HUNDREDS}+)(?P<within>{_WITHIN})(?=$|[，。；！吧就])"
    rf"|{_HUNDREDS}(?!千))"
)
"""三百以内, said without 字; a number of which that is not said is passed over in one go."""
_BEFORE = 40
"""Characters before a number in which stands what says that it is no length."""
_LEAST = 50
"""字数 from which 七百到七百五 is a length though 字 is not said."""
_RATE = re.compile("(?:分钟|小时)(?:念|讲|读|说|写|能|只|大概|约)*$")
"""一分钟念两百字 is how fast, not how long."""
_STATES = re.compile(
    "(?:写了|(?:现在|目前|原来|已经)(?:有|是|都)?|多达|足足|足有)(?:快|将近|差不多)?$"
)
"""第二部分写了219字 says how long it is."""
_TOO_MANY = re.compile(
    "(?:可|怎么|也|根本)*(?:[念读讲说看]不[完了动]|[^，。]{0,6}哪里?[念读讲说看]得[完了动]|太[长多]|嫌[长多]|了吧|了，)"
)
"""三千字念不完 says so as well."""
_COMPLAINED_OF = re.compile(
    rf"(?<![到至成为在过约压缩减删砍留各每])(?:[都就]?(?:有|是|写了)|快|将近|差不多)*{_N}{_UNIT}(?:了|呢)?"
    "(?=[，,]?(?:可|怎么|也|根本)*(?:[念读讲说看]不[完了动]|太[长多]|嫌[长多]))"
)
_STANDS_AT = re.compile(
    f"(?:现在|目前|如今|眼下)(?:[都就也]|已经|有|是|写了|快|将近|近|差不多)*{_N}(?:{_UNIT})?(?:了|多)+"
)
"""现在快2000了 says how long it is."""
_SMALL_TO = re.compile("(?:到|至|成|为|在|过|于|约|每[个条点句]?|各|标题)$")
_TENS = "[二三四五六七八九]十[一二三四五六七八九]?"
_WHOLE = re.compile(rf"(?P<n>\d{{2,5}}|{_HUNDREDS}|{_TENS})(?P<within>{_WITHIN})?{_ABOUT}?")
_ROUND = re.compile(rf"(?P<n>[百千万])把(?:个)?字|小(?P<m>{_N})字|(?P<k>[半]?千字)")
_TO = re.compile(
    r"到|成(?!$)|至|为|剩|控制|不超过|不要超过|以内|以下|左右|之内|保留|只要|限|留下?|的篇幅$|原来的|原文的"
)
_SHORTENS = re.compile(
    r"[减删砍缩压裁剪挤剔省削]|短(?=个?(?:[一二三四五六七八九半]|$))|精简|少写?|瘦|浓缩|[拿去抹刨]掉"
)
_GOES = re.compile(
    rf"(?:{_ABOUT}|的|篇幅|内容|字数?|文字|都|就|给我|把它)*(?:[减删砍缩压裁剪挤剔省削拿去抹刨](?:掉|去|了|下)|减|删|砍)"
)
"""Behind a share: 三成左右的篇幅砍掉."""
_HALF = re.compile(r"一半|对半(?:砍|折)?|减半|腰斩|(?<!十)二分之一|半数|砍半|折半")
_DIGITS = "[一二两三四五六七八九十\\d]"
_PART = re.compile(
    rf"(?<!{_DIGITS})(?P<low>{_DIGITS}+)分之(?P<high>{_DIGITS}+)|(?P<l2>\d{{1,2}})/(?P<l3>\d{{1,2}})"
)
_TENTHS = re.compile(
    r"(?P<n>[一二两三四五六七八九]|(?<!\d)[1-9])(?:(?:成|折)(?P<half>半|五)?|[点.]?(?P<more>[一二三四五六七八九1-9])折)(?!果|效|绩|立|功|为|本|员|长|就(?!行|好|够|可|成|是)|熟|[一二两三四五六七八九十\d几]{0,2}[个点条段块])"
)
_PERCENT = re.compile(r"(?<!\d)(?P<n>\d+(?:\.\d+)?)%|百分之(?P<zh>[一二两三四五六七八九十]+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A length as it was asked: an absolute one, or 字数 to take away; exactly one is set.

    `low` is the lower bound of 350到400字 (the length is then the upper one), `most` says that the
    length is an upper bound; `start`–`end` are the words that ask for it.
    """

    length: Length | None = None
    less: int | None = None
    low: int | None = None
    most: bool = False
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        """As a step of the talk writes it: 300, <400, 350-400, 50%, -200."""
        if self.less is not None:
            return f"-{self.less}"
        assert self.length is not None
        if self.length.part is not None:
            return f"{round(float(self.length.part) * 100)}%"
        if self.low is not None:
            return f"{self.low}-{self.length.words}"
        return f"<{self.length.words}" if self.most else f"{self.length.words}"


def without_stated(text: str) -> str:
    """Return a text without the lengths that it only complains of: 第二部分两千字，念不完."""
    return _STANDS_AT.sub("", _COMPLAINED_OF.sub("", text))


@lru_cache(maxsize=1024)  # every reader asks it of every clause
def find_length(text: str, *, bare: bool = False) -> Asked | None:
    """Return the length a plain sentence asks for, or None.

    “压到300字” is 300, “减少200字” takes 200 away, “压缩三分之一” leaves two thirds, “压到八成” is
    eight tenths.  With `bare` the text answers a question for a length: “300” alone is one.
    """
    between = _BETWEEN.search(text)
    if between is not None:
        low = _number(between["low"] or between["low2"])
        high = _number(between["high"] or between["high2"])
        if low and high and low < 10 <= high and high % 100 == 0 and low * 100 < high:
            low *= 100  # 三到四百字
        if low and high and low < high and (between["low"] or low >= _LEAST):
            return Asked(Length(words=high), low=low, start=between.start(), end=between.end())
    less = _WORDS_LESS.search(text)
    if less is not None:
        number = _number(less["n"])
        return Asked(less=number, start=less.start(), end=less.end()) if number else None
    alone = _LESS_ALONE.fullmatch(text.strip("，。 ")) if bare else None
    if alone is not None and (number := _number(alone["n"])):
        return Asked(less=number, end=len(text))
    found = _absolute(text, bare=bare)
    return found if found is not None else _share_of(text)


def _absolute(text: str, *, bare: bool) -> Asked | None:
    for pattern in (_WORDS, _BARE, _UNDER, _TO_TENS):
        for match in pattern.finditer(text):
            if match["n"] is None:
                continue
            number, high = _number(match["n"]), _high(match["n"])
            before = text[max(0, match.start("n") - _BEFORE) : match.start("n")]
            if _RATE.search(before) or _STATES.search(before) or _TOO_MANY.match(text, match.end()):
                continue
            small = pattern is not _WORDS or not _SMALL_TO.search(before)
            if number < (10 if small and not match["most"] else 2):
                continue  # “主心骨”三个字
            if high > number:  # 三四百字
                return Asked(Length(words=high), low=number, start=match.start(), end=match.end())
            most = bool(match["most"] or match["within"])
            return Asked(Length(words=number), most=most, start=match.start(), end=match.end())
    rough = _ROUND.search(text)
    if rough is not None:
        words = rough["n"] or rough["m"] or rough["k"].removesuffix("字")
        number = 500 if words == "半千" else _number(words)
        return Asked(Length(words=number), start=rough.start(), end=rough.end()) if number else None
    alone = _WHOLE.fullmatch(text.strip("，。 ")) if bare else None
    if alone is not None and (number := _number(alone["n"])):
        return Asked(Length(words=number), most=bool(alone["within"]), end=len(text))
    return None


def _share_of(text: str) -> Asked | None:
    half = _HALF.search(text)
    if half is not None:
        return Asked(Length(part=Fraction(1, 2)), start=half.start(), end=half.end())
    for pattern, read in ((_PART, _of_part), (_TENTHS, _of_tenths), (_PERCENT, _of_percent)):
        match = pattern.search(text)
        if match is not None:
            share = read(match)
            if share is None:
                continue
            share = share if _is_target(text, match) else 1 - share
            if 0 < share <= 1:
                return Asked(Length(part=share), start=match.start(), end=match.end())
    return None


def _is_target(text: str, match: re.Match[str]) -> bool:
    """Whether the share is what remains (压到三分之一), not what goes (压缩三分之一).
    折 always says what remains: 压七折."""
    if match.re is _TENTHS and "折" in match.group():
        return True
    before = re.split("[，。；！？]", text[: match.start()])[-1]
    verbs = list(_SHORTENS.finditer(before))
    if not verbs:
        return _GOES.match(text, match.end()) is None or _TO.search(before) is not None
    return _TO.search(before, verbs[-1].end()) is not None


def _of_part(match: re.Match[str]) -> Fraction | None:
    if match["l2"]:
        low, high = int(match["l3"]), int(match["l2"])
    else:
        low, high = _number(match["low"]), _number(match["high"])
    return Fraction(high, low) if low and high and high < low else None


def _of_tenths(match: re.Match[str]) -> Fraction | None:
    number = _number(match["n"])
    more = _number(match["more"]) if match["more"] else 5 if match["half"] else 0
    return Fraction(number * 10 + more, 100) if number else None


def _of_percent(match: re.Match[str]) -> Fraction | None:
    if match["n"]:
        return Fraction(match["n"]) / 100
    number = _number(match["zh"])
    return Fraction(number, 100) if number else None


def _number(text: str) -> int:
    """Return a whole number in digits or characters (1.5千, 一千五百, 八百来), 0 for none."""
    found = parse_number(text.replace("两", "二") if len(text) == 1 else text)
    if found is None:
        found = parse_number(text.rstrip("来多余几"))
    return int(found.value) if found is not None else 0


def _high(text: str) -> int:
    """Return the upper end of 三四百, 0 where there is none."""
    found = parse_number(text)
    return int(found.high) if found is not None and found.high is not None else 0
