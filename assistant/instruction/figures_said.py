"""Figures that a sentence states: “集体学习26次”, “破案率是98.5%”, “提拔了7人”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.facts import split_value
from assistant.facts.model import number_said
from assistant.figures.units import is_unit
from assistant.lexicon import alternatives, longest_first
from assistant.lexicon.terms import bounds

_VERB = (
    r"(?:把|将|补上|补充上?|补一下|补|填上|填入|填进|填|加上|加入|写上|写明|录入|更新一下?|数据是|应该是|其中|还有|另外"
    r"|里面|今年|全年|一共|总共|我们)"
)
_LEAD = re.compile(rf"^(?:{_VERB}[：:]?)+")
_LINK = re.compile(
    r"(?:数量|次数|人数|的数字?|那里|这里|处|一栏)?(?:应该是|应为|是|为|有|了|[一总合]共|共|达到|达|到|填成?|写成?|改成|就是|大概是|：|:|=)+$"
)
_UNIT = r"(?:%|‰|℃|㎡|[\u4e00-\u9fff]{1,6}|[a-zA-Z]{1,3})?"
_DIGITS = rf"(?:{alternatives(bounds())})?\d[\d，]*(?:\.\d+)?(?:万亿|[百千]?[万亿]|千)?"
_CHINESE = r"[一二两三四五六七八九十百千万零〇]{1,8}"
_PIECE = re.compile(rf"^(?P<name>.*?)(?P<value>{_DIGITS})(?P<unit>{_UNIT})(?:吧|了)?$")
_IN_WORDS = re.compile(
    rf"^(?P<name>.{{2,}}?)(?!一[点些下])(?P<value>{_CHINESE})(?P<unit>[\u4e00-\u9fff]{{1,4}})$"
)
_COUNTED = re.compile(
    r"(?P<value>\d[\d.]*)(?P<unit>[万亿]?[次回个件场人名起家户处份项位所台座支篇条]|[万亿](?=[\u4e00-\u9fff]{2}))[\u4e00-\u9fff]{0,4}"
)
"""126名教师: what is counted stands behind its measure word, or behind the scale (46万播放)."""
_MEASURES = "次个件场人名起家期户处份项元回"
_BREAK = re.compile(r"[，；。、\n]|(?<=[次个件场人名起家期户处份项元%])(?:和|以及|还有)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure or name that the sentence states: of what, how much, in which unit."""

    name: str
    value: str
    unit: str


def find_facts(text: str) -> tuple[Stated, ...]:
    """Return the figures a plain sentence states; one it cannot read whole makes it none."""
    found: list[Stated] = []
    for piece in _BREAK.split(text):
        stated = _read(piece)
        if stated is not None:
            found.append(stated)
    return tuple(found)


def _read(piece: str) -> Stated | None:
    piece = _LEAD.sub("", piece.strip())
    match = _PIECE.match(piece)
    if match is not None:
        name = _LINK.sub("", match["name"]).strip("“”的")
        value, unit = split_value(match["value"].replace("，", "") + match["unit"])
        if (
            (len(name) >= 2 or (name and unit))
            and any(c.isdigit() for c in value)
            and not name[-1].isdigit()
            and not name.endswith("第")
        ):
            if not unit and (counted := _COUNTED.fullmatch(value)) is not None:
                value, unit = counted["value"], counted["unit"]
            return Stated(name, value, unit)
        return None
    match = _IN_WORDS.match(piece)
    if match is None or not (is_unit(match["unit"]) or match["unit"][0] in _MEASURES):
        return None
    number = number_said(match["value"])
    name = _LINK.sub("", match["name"]).strip("“”的")
    # 近百名 is no 100, and 上百名 none that could be written in digits.
    about = next((word for word in longest_first(bounds()) if name.endswith(word)), "")
    name = name.removesuffix(about)
    vague = match["value"][0] in "十百千万" and name.endswith(("上", "数", "几", "成"))
    if number is None or len(name) < 2 or vague:
        return None
    return Stated(name, f"{about}{number}", match["unit"])
