"""A sentence as the grammar reads it: one script, one width, plain words for slips and dialect.

What stands in quotes is the author's own wording and comes through untouched.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from assistant.chat.vocabulary import said
from assistant.instruction.wording import plain
from assistant.lexicon import alternatives, rows, words

MAX_LENGTH = 2_000
"""Characters of a sentence that are read."""

QUOTED = re.compile('“(?:[^“”]|“[^“”]*”)*”|"[^"]*"|「[^「」]*」|‘[^‘’]*’|『[^『』]*』')
_MASK = 0xE000
_NUMBERED = re.compile("(?:^|(?<=[把将对给，。；：]))(?=[一二三四五六七八九]部分)")
"""Before 二部分, said for 第二部分."""
_ALONE = re.compile(
    r"(?:^|(?<=[把将对给先再，。；]))(?!一共)([一二三四五六七八九](?:[、跟和与同及][一二三四五六七八九])*)"
    r"(?:(?:(?:这|那)[两三四五]?|[两三四])个?(?:大|小)?[块章](?=，)|"
    rf"(?:[两三四五]?块|(?:这|那)[两三四五]?个?(?:大|小)?块|(?:这|那)[两三四五]个?)?(?={said('behind_a_number').pattern}))"
)
"""Bare numbers that are told what to become: 二压200, 四跟五合起来, 三里头, 一跟三这两块."""
_LABEL = re.compile(r"[“\"「]([一二三四五六七八九十]是|第[一二三四五六七八九十])[”\"」]")
"""A point's label in quotes names it, and is no wording."""
_FROM_END = re.compile(
    "倒数第?一(?:个)?(?:部分|条|点)?(?:、|和|跟|与|及)?(?:倒数)?第?二个?(?=部分|条|点|章|节)"
)
_THAT = re.compile(r"(第[一二三四五六七八九十])(?:那|这)?个(?=太|有点|压|缩|短|长|精|改|写|重)")
"""第一那个太长 is said of a part."""
_PARTICLE = re.compile("(?<=[\\d字点些下])(?:哈|哦|呗|啦|嘛|呀|啊|咯|喽)+(?=[，。；])")
_PAUSE = re.compile("(?<=[块节段分点条章])(?:啊|呢|呀|嘛|哈)+(?=[给帮替把缩压改删])")
"""那一块啊给我缩到…: a pause."""
_CIRCLED = re.compile("(?<!第)[①-⑳][、.．]?")
_LISTED = re.compile(
    r"(?:^|(?<=[，。；;\s]))(?:[1-5](?:[.．、](?!\d)|[)）])|[(（][1-5][)）])(?=\s*[^\d\s])"
)
"""Numbers in front of several requests: 1.删掉广告 2.第三部分压到400字."""
_SO_MANY_THINGS = re.compile(
    "(?:有|麻烦|办|做|说)?(?:[两三几]|2|3)(?:件|个|桩)(?:事儿?|活儿?|要求|地方)(?:要改)?[：:，]"
    "|^(?:我|先)*(?:[说讲提]|交代)(?:(?:[两三几]|2|3)[条点句](?:要求|意见|话)?|一?[个件桩]事儿?)[啊哈呢]*[：:，]"
)
_THING = re.compile(
    "(?:^|(?<=[，。；：:]))(?:[一二三]是|其[一二三]，?|第[一二三](?!大?(?:部分|块)|小?[节条点章段项]|[个、和跟与及到至])，?|(?:第[二三]|再|另|还有)一?个(?:呢|事儿?)*，|[①②③])(?=[^，。；]{2,}|[嗯呃额啊]+，)"
)
"""What counts them: 麻烦两件事：一是…，二是…."""
_APPOSED = re.compile(
    "((?:^|(?<=[，。；]))[^，。；、]{2,12}(?:、[^，。；、]{2,12})+)，(?:这|那)?(?=[两三四五六]个?(?:小|大)?(?:部分|[条点节块项]))"
)
"""甲、乙、丙，三条 are the three that were listed."""
_FIRST = re.compile("(?<!开)头一个?(?=大?(?:部分|条|点|节|块|段|章))")
_AND = re.compile(r"(第[一二三四五六七八九十\d]{1,3})(?=第[一二三四五六七八九十\d])")
"""第二第三条 lacks its 、."""
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_CHEQUE = re.compile(
    r"(?<![一二两三四五六七八九十百千零壹贰叁肆伍陆柒捌玖拾佰仟])[一二两三四五六七八九十百千零壹贰叁肆伍陆柒捌玖拾佰仟]{2,}(?=[多来余]?个?字)"
)
"""A length in the numerals of a cheque: 叁佰字."""
_ORDINALS = re.compile(
    r"(?:从(?=第))?((?:第[一二三四五六七八九十])(?:[、跟和与同及到至](?:第?[一二三四五六七八九十](?![个条点]))+)+)"
    r"(?=$|[，。；都也各就这那再给要全分均太写改]|压|缩|精|短|控|合|加|一共|总共|不超|别超)"
)
"""Parts that are named without 部分: 第一跟第四."""
_CHUNK = re.compile(
    "(?:(?<=第[一二三四五六七八九十])|(?<=[一二三四五六七八九前后面][两三四五]))大?块(?!钱)"
)
_SURE = re.compile("(没问题|没毛病|可以了|行了|改好了|对|是)吧$")
"""Asks, and agrees to nothing."""
_BLANKS = re.compile(
    r"(?<=[^\x00-\x7f]|[\dA-Za-z%)])[ \t\u3000]+(?=[^\x00-\x7f])"
    r"|(?<=[^\x00-\x7f])[ \t\u3000]+"
    r"(?=\d\.\d+(?:[\u4e00-\u9fff]|[ \t]+(?![万亿千百元个%])[\u4e00-\u9fff]))"
    r"|(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=\([一二三四五六七八九十\d])"
    r"|(?<=[点些长短多少])[ \t\u3000]+(?=\d{2,4}(?:$|[，。字]))"
    r"|(?<=[\u4e00-\u9fff])[ \t\u3000]+"
    r"(?=\d[\d.]*(?:%|[\u4e00-\u9fff]{1,2}?)(?:[这那]个数?)?[都也要得请]*(?:别|不|勿|保留|留))"
    r"|(?<=[\u4e00-\u9fff])[ \t\u3000]+"
    r"(?=[1-9](?:整[个块]|[ \t]+(?![万亿千百元个%])[\u4e00-\u9fff]))"
)
_OPEN = re.compile(r"(?:(?<![不没])对|[把将给在到至为成是的和与及、，。；：:！!？?“”\"「」‘’]|^.)$")
_UNIT_BEHIND = re.compile(
    "[个字万亿千百元]|[次人名户家处项件起所亩吨米公平]{1,2}(?:$|[，。、；以左上就的])"
)
_NOMINAL = re.compile(
    "(?:用|要|留|换)回?(?:[新旧老]|原来|原先|改[好过])的$|[句处个点条块节话]留[到着]$"
)
"""Behind 用新的 a clause may end."""
_CHATTER = re.compile(
    r"(?<![A-Za-z\d])(?:h{2,}|哈{2,}|orz|3q|thx|thks|tks|over|emm+|qaq|tat|lol)(?![A-Za-z\d])",
    re.IGNORECASE,
)
"""What is typed for a nod or a laugh."""
_EMOTICON = re.compile("(?:\\[[\u4e00-\u9fff]{1,4}\\])+")
_CALLS = re.compile("^(?:哥|姐|亲|老师|师傅|大佬|宝|嗨|喂|欸|诶)[ \t\u3000，,！!～~]+")
_VERB_ALONE = re.compile(r"(?:^|[，。])[^第，。\d]{1,4}$")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_POLITE = re.compile(
    r"^(?:(?:谢谢(?:您|你|了|啦)?(?=[，。])|请您?你?|麻烦(?:您|你)?|劳驾|拜托(?:您|你)?|帮我们?|帮忙|帮个忙|给我们?|替我们?|辛苦(?:您|你)?(?:一下)?|烦请|劳烦(?:您|你)?"
    r"|(?:您|你)(?!说|好(?:[，。！啊呀哇]|$))|我(?:们)?(?:想|要|希望|觉得)(?:请你)?(?!说|的|了)|您好|你好|收到(?=$|[，。！])|[小老][\u4e00-\u9fff][啊呀]?(?=[，、])|[\u4e00-\u9fff](?:工|姐|哥|主任|科长|处长|局长|秘书)(?=[，、])|老师|同志|小助手|助手|亲|哎|喂|那么|那(?:就)?(?!个|一|句|些|条|段|部|块|几)|嗯+|哦|呃|额|这个|(?:好的?|行|对了?)[，、](?=.)|我?(?:就)?想问(?:一)?下|不好意思|打扰(?:一下)?(?:了)?"
    r"|领导说了?|领导要求|上面要求|书记说)[，、,\s]*)+"
)
_TAIL = re.compile(
    r"(?:[，,]?(?:好吗|好么|好不好|行吗|行么|行不行|行不|可以吗|可以么|"
    r"可不可以|成吗|怎么样|如何|谢谢(?:您|你|了|啦)?|多谢|感谢|辛苦(?:了|"
    r"您了?|你了?)?|拜托(?:了)?|麻烦(?:了|您了?|你了?)|感激不尽|哈|"
    r"哈哈|啦|呗|嘛|吧|哦|噢|喔|呀|啊|哟|就行|就好|即可|就可以了?|"
    r"thanks|thx|thank you)|[。！!；;~～…\.\s])+$",
    re.IGNORECASE,
)


def normal(sentence: str) -> str:
    """Return the sentence in half-width digits and simplified characters, with the plain words for
    what is mistyped, said in dialect or in English; its question mark stays."""
    kept: list[str] = []

    def mask(match: re.Match[str]) -> str:
        kept.append(match.group())
        return chr(_MASK + len(kept) - 1)

    text = QUOTED.sub(mask, _LABEL.sub(r"\1", sentence[:MAX_LENGTH]))
    if _SO_MANY_THINGS.search(text):
        text = _THING.sub("，", _SO_MANY_THINGS.sub("", text)).lstrip("，")
    text = _EMOTICON.sub("，", text)
    text = _CALLS.sub("", _CHATTER.sub("", text).strip())
    for numbers in (_CIRCLED, _LISTED):
        labels = [
            re.sub(r"\D", "", unicodedata.normalize("NFKC", n)) for n in numbers.findall(text)
        ]
        if len(labels) > 1 and labels == [str(n) for n in range(1, len(labels) + 1)]:
            text = re.sub(r"\s+(?=，)", "", numbers.sub("，", text)).lstrip("，")
    text = "".join(c for c in text.replace("㎡", "平方米") if not _is_picture(c))
    text = unicodedata.normalize("NFKC", text).translate(_simplified())
    text = plain(_BLANKS.sub(_stop, text))
    if _LATIN.search(text):
        text = _english(text)
    for sound, meant in _in_context():
        text = sound.sub(meant, text)
    text = _ALONE.sub(_parts, _CHUNK.sub("部分", _NUMBERED.sub("第", _FIRST.sub("第一", text))))
    text = _ORDINALS.sub(
        lambda m: re.sub("[跟和与同及]", "、", m.group(1)) + "部分", _CHEQUE.sub(_digits, text)
    )
    text = _APPOSED.sub(r"\1这", text)
    text = _THAT.sub(r"\1部分", _PAUSE.sub("", _PARTICLE.sub("", text)))
    text = _FROM_END.sub("最后两个", text)
    text = _AND.sub(r"\1、", text)
    text = _SURE.sub(r"\1吗？", text)
    text = re.sub("[?？]+", "？", _slips().sub(lambda m: _plain_words()[m.group()], text))
    return "".join(
        kept[ord(c) - _MASK] if _MASK <= ord(c) < _MASK + len(kept) else c for c in text
    ).strip()


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk", "Cf")


def as_printed(text: str, report: str) -> str:
    """Return a normal sentence with what it quotes in traditional characters as a report has it:
    in simplified ones where these stand there, or no traditional ones do."""
    plain = report == report.translate(_simplified())

    def printed(match: re.Match[str]) -> str:
        words = match.group()
        simple = words[0] + words[1:-1].translate(_simplified()) + words[-1]
        return simple if words[1:-1] not in report and (plain or simple[1:-1] in report) else words

    return QUOTED.sub(printed, text)


def bare(text: str) -> str:
    """Return a normal sentence without the polite words around it."""
    before = None
    while before != text:
        before = text
        text = _TAIL.sub("", _POLITE.sub("", text)).strip("，, ")
    return text


def in_simplified(text: str) -> str:
    """Return a text in simplified characters, each in its place."""
    return text.translate(_simplified())


def without(pattern: re.Pattern[str], text: str) -> str:
    """Return a text without what a pattern finds outside its quotations."""
    kept = QUOTED.findall(text)
    left = pattern.sub("", QUOTED.sub("\ue000", text))
    return re.sub("\ue000", lambda _: kept.pop(0), left)


def _digits(match: re.Match[str]) -> str:
    return match.group().translate(_FORMAL)


def _parts(match: re.Match[str]) -> str:
    return "第" + re.sub("[跟和与同及]", "、", match.group(1)) + "部分"


def _stop(match: re.Match[str]) -> str:
    """Return the comma that a blank stands for, nothing for one inside a clause."""
    before = re.split(r"[ \t\u3000，。；,;]", match.string[: match.start()])[-1]
    behind = re.split(r"[ \t\u3000]", match.string[match.end() :])[0]
    if _NOMINAL.search(before) and len(behind) > 2:
        return "，"
    if before[-1:].isdigit() and _UNIT_BEHIND.match(behind):
        return ""
    if before[-1:].isdigit() and re.match("应|改|是|为|才", behind):
        return ""  # 136 应为 126
    wide = len(match.group()) > 1
    inside = len(before) < 2 or (len(behind) < 2 and not wide) or _OPEN.search(before) is not None
    begun = behind.startswith("第") and _VERB_ALONE.search(before) is not None
    english = re.search("[A-Za-z]$", before) is not None
    return match.group() if inside or begun or english else "，"


def _english(text: str) -> str:
    found = _phrases().sub(lambda m: _chinese()[m.group().lower()], text)
    found = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", found)
    return plain(found)


@cache
def _simplified() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in words("talk_traditional")}


@cache
def _in_context() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what only the words beside it tell, in order, and what is read for it."""
    return tuple((re.compile(said), meant) for said, meant in rows("talk_in_context", 2))


@cache
def _plain_words() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("talk_slips", 2)}


@cache
def _slips() -> re.Pattern[str]:
    return re.compile(alternatives(_plain_words()))


@cache
def _chinese() -> dict[str, str]:
    return {said.replace("_", " "): meant for said, meant in rows("talk_english", 2)}


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{alternatives(_chinese())})(?![A-Za-z])", re.IGNORECASE)
