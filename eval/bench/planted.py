"""Errors to plant into a passage, one edit of each class; None where it has no room for one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise

from assistant.figures import Figure, FigureKind, find_figures
from assistant.lexicon.terms import load_terms

Edit = Callable[[str, random.Random], str | None]


def _counted(text: str) -> list[Figure]:
    kinds = (FigureKind.AMOUNT, FigureKind.PERCENT)
    return [f for f in find_figures(text) if f.kind in kinds]


def _put(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def digit(text: str, rng: random.Random) -> str | None:
    places = [m.start() for m in re.finditer(r"\d", text)]
    if not places:
        return None
    place = rng.choice(places)
    other = rng.choice([d for d in "123456789" if d != text[place]])
    return _put(text, place, place + 1, other)


def unit(text: str, rng: random.Random) -> str | None:
    swaps = {"亿元": "万元", "万元": "亿元", "万人": "人", "公里": "米", "个": "家", "家": "个"}
    swaps |= {"户": "人", "人": "户", "项": "个", "%": "个百分点", "％": "个百分点", "次": "人"}
    swaps |= {"万亩": "亩", "亩": "公顷", "件": "起", "座": "个", "条": "项", "吨": "公斤"}
    pattern = re.compile(r"(?<=\d)(" + "|".join(sorted(swaps, key=len, reverse=True)) + ")")
    found = list(pattern.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    return _put(text, match.start(), match.end(), swaps[match[1]])


def swapped(text: str, rng: random.Random) -> str | None:
    figures = _counted(text)
    pairs = [
        (a, b)
        for a in figures
        for b in figures
        if a.start < b.start and a.key != b.key and a.unit == b.unit and a.subject != b.subject
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]


def invented(text: str, rng: random.Random) -> str | None:
    ends = [m.start() for m in re.finditer("。", text)]
    words = rng.choice(["，惠及群众3862人", "，带动投资47.9亿元", "，同比增长38.6%"])
    place = rng.choice(ends)
    return _put(text, place, place, words)


def dropped(text: str, rng: random.Random) -> str | None:
    figures = _counted(text)
    if not figures:
        return None
    figure = rng.choice(figures)
    return _put(text, figure.start, figure.end, "一批")


def title(text: str, rng: random.Random) -> str | None:
    found = list(re.finditer(r"《[^《》]{4,}》", text))
    if not found:
        return None
    match = rng.choice(found)
    place = match.start() + 1 + rng.randrange(len(match[0]) - 2)
    return _put(text, place, place + 1, "新" if text[place] != "新" else "旧")


def quoted(text: str, rng: random.Random) -> str | None:
    found = list(re.finditer(r"“[^“”]{3,12}”", text))
    if not found:
        return None
    match = rng.choice(found)
    place = match.start() + 1 + rng.randrange(len(match[0]) - 2)
    return _put(text, place, place + 1, "星" if text[place] != "星" else "月")


def negated(text: str, rng: random.Random) -> str | None:
    found = list(
        re.finditer(
            r"没有(?=[\u4e00-\u9fff]{2})|(?<![前所])未(?=[发能完出有])|尚未|不(?=[够足到少再得能准])",
            text,
        )
    )
    if not found:
        return None
    match = rng.choice(found)
    return _put(text, match.start(), match.end(), "")


def negation_added(text: str, rng: random.Random) -> str | None:
    verbs = "完成|实现|建成|推进|开展|落实|发生|解决|获批|通过|达到|启动"
    found = list(re.finditer(rf"(?<![\u4e00-\u9fff])(?:{verbs})(?=[\u4e00-\u9fff])", text))
    if not found:
        return None
    match = rng.choice(found)
    return _put(text, match.start(), match.start(), "未")


def certain(text: str, rng: random.Random) -> str | None:
    """Leave out a word that says a thing is planned, partial or only expected."""
    words = (
        "预计|力争|计划(?=新|建|完成)|将(?=新建|完成|实现|投入)"
        "|基本(?=完成|建成|实现|形成)|初步(?=建成|形成|建立)"
    )
    found = list(re.finditer(rf"(?<![\u4e00-\u9fff])(?:{words})", text))
    if not found:
        return None
    match = rng.choice(found)
    return _put(text, match.start(), match.end(), "")


def turned(text: str, rng: random.Random) -> str | None:
    swaps = {"增长": "下降", "下降": "增长", "提高": "降低", "降低": "提高", "增加": "减少"}
    swaps |= {"减少": "增加", "扩大": "缩小", "上升": "下降", "提升": "下降", "改善": "恶化"}
    found = list(re.finditer("|".join(swaps), text))
    if not found:
        return None
    match = rng.choice(found)
    return _put(text, match.start(), match.end(), swaps[match[0]])


def cut(text: str, rng: random.Random) -> str | None:
    place = rng.randrange(len(text) // 2, len(text) - 3)
    return text[:place].rstrip("。！？")


def chat(text: str, rng: random.Random) -> str | None:
    before = [
        "好的，以下是改写后的内容：\n",
        "以下是精简后的文本：\n",
        "根据您的要求，改写如下：\n",
        "修改后：\n",
    ]
    after = [
        "\n希望这能帮到您！",
        "\n如需进一步修改，请随时告诉我。",
        "\n（注：以上内容已按要求压缩）",
    ]
    return rng.choice(before) + text if rng.random() < 0.6 else text + rng.choice(after)


def markdown(text: str, rng: random.Random) -> str | None:
    first = re.split("[，。]", text)[0]
    return rng.choice(
        [text.replace(first, f"**{first}**", 1), f"## {text}", f"- {text}", f"```\n{text}\n```"]
    )


def language(text: str, rng: random.Random) -> str | None:
    english = "The township made steady progress in every field of its work this year."
    pinyin = "Wǒmen jiāng jìxù tuījìn gōngzuò."
    old = "我們將繼續開展專題學習，強化責任擔當。"
    sentences = re.findall("[^。]+。", text)
    return text.replace(rng.choice(sentences), rng.choice([english, pinyin, old]), 1)


def looped(text: str, rng: random.Random) -> str | None:
    sentences = [s for s in re.findall("[^。]+。", text) if len(s) > 15]
    return text + rng.choice(sentences) if sentences else None


def part_lost(text: str, rng: random.Random) -> str | None:
    sentences = [s for s in re.findall("[^。]+。", text) if len(s) > 20]
    return text.replace(rng.choice(sentences), "", 1) if len(sentences) > 1 else None


def subjects_swapped(text: str, rng: random.Random) -> str | None:
    """Exchange the words in front of two figures rather than the figures."""
    found = list(re.finditer(r"(?<=[，、；。])([\u4e00-\u9fff]{3,14}?)(?=\d)", text))
    pairs = [
        (a, b)
        for a, b in pairwise(found)
        if a[0] != b[0] and not re.search("增长|下降|提高|减少", a[0] + b[0])
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]


def approximation(text: str, rng: random.Random) -> str | None:
    found = [f for f in _counted(text) if f.approximate]
    if found and rng.random() < 0.7:
        figure = rng.choice(found)
        plain = re.sub("近|约|超过?|突破|余|多|以上|左右|以下|以内|逾", "", figure.text)
        return _put(text, figure.start, figure.end, plain)
    exact = [f for f in _counted(text) if not f.approximate and f.text[0].isdigit()]
    if not exact:
        return None
    figure = rng.choice(exact)
    return _put(text, figure.start, figure.start, rng.choice(["近", "超过"]))


def phrase(text: str, rng: random.Random) -> str | None:
    found = [term for term in load_terms() if len(term) >= 4 and term in text]
    if not found:
        return None
    term = rng.choice(found)
    place = rng.randrange(1, len(term))
    other = "定" if term[place] != "定" else "立"
    return text.replace(term, term[:place] + other + term[place + 1 :])


def padded(text: str, rng: random.Random) -> str | None:
    return text + rng.choice(
        [
            "我们将以更加饱满的热情、更加昂扬的斗志，不负韶华、砥砺前行，谱写崭新篇章！",
            "站在新的起点上，唯有勇毅笃行、踔厉奋发，方能行稳致远、再创辉煌。",
            "道阻且长，行则将至；行而不辍，未来可期。",
        ]
    )


PEOPLE = (("王建国", "王建军"), ("李秀英", "张秀英"), ("陈立新", "陈利新"))
BODIES = (("红旗街道", "红星街道"), ("青禾镇", "青河镇"), ("市住房保障局", "市医疗保障局"))


def with_title(text: str, rng: random.Random) -> tuple[str, str]:
    tail = f"，出台《关于加强集体{rng.choice(['资产', '财务'])}管理的办法》。"
    old, new = rng.choice([("加强", "改进"), ("办法", "意见"), ("集体", "村级"), ("关于", "")])
    return text[:-1] + tail, text[:-1] + tail.replace(old, new)


def with_name(text: str, rng: random.Random) -> tuple[str, str]:
    old, new = rng.choice(PEOPLE)
    where, there = rng.choice(BODIES)
    tail = f"，由{where}{old}同志牵头落实。"
    change = (old, new) if rng.random() < 0.5 else (where, there)
    return text[:-1] + tail, text[:-1] + tail.replace(*change)


def with_gap(text: str, rng: random.Random) -> tuple[str, str] | None:
    figures = _counted(text)
    figures = [f for f in figures if re.match(r"\d+(?:\.\d+)?", f.text)]
    if not figures:
        return None
    figure = rng.choice(figures)
    digits = re.match(r"\d+(?:\.\d+)?", figure.text)
    assert digits is not None
    source = _put(text, figure.start, figure.start + digits.end(), rng.choice(["XX", "××"]))
    return source, figure.text


def gap_removed(text: str, rng: random.Random) -> tuple[str, str] | None:
    made = with_gap(text, rng)
    if made is None:
        return None
    return made[0], re.sub("XX|××", "", made[0], count=1)


def gap_filled(text: str, rng: random.Random) -> tuple[str, str] | None:
    made = with_gap(text, rng)
    if made is None:
        return None
    return made[0], re.sub("XX|××", rng.choice(["36", "128", "7.5"]), made[0], count=1)


PLANTED: dict[str, Edit] = {
    "digit": digit,
    "unit": unit,
    "subject swapped": swapped,
    "invented figure": invented,
    "figure dropped": dropped,
    "title changed": title,
    "quoted term changed": quoted,
    "negation removed": negated,
    "negation added": negation_added,
    "growth turned": turned,
    "plan made fact": certain,
    "cut off": cut,
    "chat phrase": chat,
    "markdown": markdown,
    "another language": language,
    "sentence doubled": looped,
    "sentence lost": part_lost,
    "subject words swapped": subjects_swapped,
    "approximation changed": approximation,
    "set phrase altered": phrase,
    "padded": padded,
}
PLANTED_PAIRS: dict[str, Callable[[str, random.Random], tuple[str, str] | None]] = {
    "new title changed": with_title,
    "name changed": with_name,
    "placeholder removed": gap_removed,
    "placeholder filled": gap_filled,
}
