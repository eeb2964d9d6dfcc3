"""Errors in words: names, titles, denials, directions, open places."""

from __future__ import annotations

import random
import re
from typing import Final

from eval.case import Case, Kind
from eval.derive import basis
from eval.ledger import ledger
from eval.meta.text import PROTECTED, chosen, pick, put, within

_TITLE: Final = re.compile(r"《[^《》]{3,}》")
_QUOTED: Final = re.compile(r"“([\u4e00-\u9fffA-Za-z0-9·]{3,12})”")
_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻苏潘葛范彭鲁韦马方俞任袁柳史唐薛雷贺倪汤罗郝安常于"
    "傅齐康余顾孟黄萧尹姚邵汪毛米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江童郭梅盛林钟徐邱骆高夏蔡田胡凌霍万柯管卢莫房丁邓洪包左石崔吉龚程邢裴陆荣翁荀段侯"
)
_POSTS: Final = (
    "书记|主任|局长|县长|镇长|乡长|馆长|院长|校长|行长|站长|所长|科长|处长|经理|董事长|主席|部长"
)
_PERSON: Final = (
    re.compile(rf"(?:{_POSTS})([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，。、：\s]|$)"),
    re.compile(rf"(?:述职人|报告人|汇报人)[：:]\s*([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=\s|$)"),
    re.compile(rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志)"),
)
_PLACE: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:是|在|到|和|与|由|现任|任)?([\u4e00-\u9fff]{2})(镇|乡|县|街道|村|社区|区)"
    r"(?=领导班子|党委|党组|人民|财政|住建|卫生|文化|教育|民政|林业|司法|审计|税务|农业|供销|政府|党工委|[，。、\s])"
)
_CHARACTERS: Final = "清安和明远新立兴平宁长永福顺成康泰丰源茂华庆祥辉伟光"
_DENIED: Final = re.compile(
    r"没有(?=[\u4e00-\u9fff]{2})|从未(?=[\u4e00-\u9fff]{2})|(?<![前所未])未(?=发生|出现|完成|能|发现|违反|收|参与|建立|超)"
    r"|不(?=允许|接受|打招呼|推荐|参与|收受|插手|干预|到位|够|搞|含糊|动摇|低于|超过|少于|合格)"
)
_AFFIRMED: Final = re.compile(
    r"(?<=[，。；全年已均])(?:已)?(完成|实现|建成|达到|通过|落实|解决|投入使用|开工|建立|启动)(?=[\u4e00-\u9fff\d])"
)
_TURNS: Final = {
    "增长": "下降", "下降": "增长", "提高": "降低", "降低": "提高", "增加": "减少", "减少": "增加",
    "上升": "下降", "提升": "下降", "扩大": "缩小", "缩短": "延长", "压缩": "增加", "压减": "增加",
    "超过": "低于", "增收": "减收", "多于": "少于", "高于": "低于", "新增": "减少",
}  # fmt: skip
_TURN: Final = re.compile("(" + "|".join(_TURNS) + r")(?=了|到|至|[\d约近]|[XxＸ×*]{1,3})")
_VAGUE: Final = ("多", "若干", "一批", "大量")
_NAMES: Final = ("周志远", "陈国强", "刘建平", "吴文斌")


def title(case: Case, rng: random.Random) -> str | None:
    """One character of a 《title》 is another, or a word of it is gone."""

    def change(text: str, rng: random.Random) -> str | None:
        match = pick(rng, list(_TITLE.finditer(text)))
        if match is None:
            return None
        inner = match[0][1:-1]
        if len(inner) > 6 and rng.random() < 0.4:
            at = rng.randrange(0, len(inner) - 2)
            return put(text, *match.span(), f"《{inner[:at]}{inner[at + 2 :]}》")
        at = rng.randrange(len(inner))
        other = rng.choice([c for c in _CHARACTERS if c != inner[at]])
        return put(text, *match.span(), f"《{inner[:at]}{other}{inner[at + 1 :]}》")

    return within(case, change, rng)


def name(case: Case, rng: random.Random) -> str | None:
    """A person, place, body or quoted name gets another character."""
    stated = [
        words
        for e in case.elements
        if e.kind is Kind.NAME
        for words in e.alternatives
        if re.fullmatch(r"[\u4e00-\u9fff]{2,8}", words)
    ]

    def change(text: str, rng: random.Random) -> str | None:
        spans = [m.span(1) for m in _QUOTED.finditer(text)]
        for pattern in (*_PERSON, _PLACE):
            spans += [m.span(1) for m in pattern.finditer(text)]
        for words in stated:
            spans += [m.span() for m in re.finditer(re.escape(words), text)]
        span = pick(rng, [s for s in spans if _is_name(text[slice(*s)])])
        if span is None:
            return None
        words = text[slice(*span)]
        at = rng.randrange(len(words) if len(words) < 3 else len(words) - 1) if words else 0
        other = rng.choice([c for c in _CHARACTERS if c not in words])
        changed = words[:at] + other + words[at + 1 :]
        # The same name elsewhere in the text changes as well: a consistent slip.
        return text.replace(words, changed) if rng.random() < 0.3 else put(text, *span, changed)

    return within(case, change, rng)


def _is_name(words: str) -> bool:
    """Tell a name from an ordinary word that a pattern took for one: 书记项目, 与乡镇."""
    import rjieba

    tags = [tag for _, tag in rjieba.tag(words)]
    return words[0] not in "与和及由对各在向从个名家所" and not (
        len(words) < 4
        and len(tags) == 1
        and tags[0][0] in "nvad"
        and tags[0] in {"n", "v", "a", "d", "vn"}
    )


def negation(case: Case, rng: random.Random) -> str | None:
    """Something denied is affirmed, or something done is denied."""

    def change(text: str, rng: random.Random) -> str | None:
        found = [m for m in _DENIED.finditer(text) if not _protected(text, m.start())]
        match = pick(rng, found)
        if match is not None and (rng.random() < 0.8 or not _AFFIRMED.search(text)):
            return put(text, *match.span(), "")
        done = [m for m in _AFFIRMED.finditer(text) if not _protected(text, m.start())]
        match = pick(rng, done)
        return None if match is None else put(text, match.start(1), match.start(1), "没有")

    return within(case, change, rng)


def growth(case: Case, rng: random.Random) -> str | None:
    """Growth is told as decline, decline as growth."""

    def change(text: str, rng: random.Random) -> str | None:
        found = [m for m in _TURN.finditer(text) if not _protected(text, m.start())]
        match = pick(rng, found)
        return None if match is None else put(text, *match.span(1), _TURNS[match[1]])

    return within(case, change, rng)


def _protected(text: str, place: int) -> bool:
    return any(m.start() < place < m.end() for m in PROTECTED.finditer(text))


def _open_places(case: Case) -> list[tuple[int, int, str]]:
    """Return the marked open places of the reference: span of the mark, and the unit behind it."""
    ready = basis(case)
    (start, _), *more = chosen(case)
    if more:
        return []
    found = []
    for row in ledger(ready.reference.text, ready.reference.text):
        gap = row.gap
        if gap.end > gap.start:
            found.append((start + gap.start, start + gap.end, gap.unit))
    return found


def placeholder_removed(case: Case, rng: random.Random) -> str | None:
    """The mark of an open place is gone, or a vague word stands there."""
    place = pick(rng, _open_places(case))
    if place is None:
        return None
    start, end, unit = place
    text = case.reference
    if unit and text.startswith(unit, end) and rng.random() < 0.5 and "%" not in unit:
        return put(text, start, end, rng.choice(_VAGUE[:2]))
    return put(text, start, end, "")


def placeholder_filled(case: Case, rng: random.Random) -> str | None:
    """An open place has a value that no fact gives."""
    place = pick(rng, _open_places(case))
    if place is None:
        return None
    start, end, unit = place
    text = case.reference
    mark = text[start:end]
    if unit:
        value = rng.choice(
            [str(rng.randrange(11, 990)), f"{rng.randrange(2, 60)}.{rng.randrange(1, 10)}"]
        )
        if "%" in mark:
            value += "%"
    else:
        value = rng.choice(_NAMES)
    known = case.source + "".join(f"{f.value}" for f in case.facts)
    return None if value in known else put(text, start, end, value)
