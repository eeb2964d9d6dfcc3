"""Edits that must not be punished: the same said in another form or order."""

from __future__ import annotations

import random
import re

from assistant.lexicon.terms import load_terms
from eval.bench.planted import Edit


def wide(text: str, _: random.Random) -> str | None:
    return text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))


def narrow(text: str, _: random.Random) -> str | None:
    return text.translate(str.maketrans("，；：（）％", ",;:()%"))


def converted(text: str, _: random.Random) -> str | None:
    def change(match: re.Match[str]) -> str:
        number, power = match[1], match[2]
        if power == "亿":
            moved = f"{float(number) * 10_000:.6f}".rstrip("0").rstrip(".")
            return f"{moved}万元"
        moved = f"{float(number) / 10_000:.8f}".rstrip("0").rstrip(".")
        return f"{moved}亿元"

    return re.sub(r"(?<![\d.])(\d+(?:\.\d+)?)(万|亿)元", change, text)


_DIGITS = "零一二三四五六七八九"


def chinese(text: str, _: random.Random) -> str | None:
    def change(match: re.Match[str]) -> str:
        number = int(match[1])
        tens, ones = divmod(number, 10)
        written = (
            _DIGITS[ones]
            if tens == 0
            else (("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else ""))
        )
        return written + match[2]

    return re.sub(r"(?<![\d.第~～—\-+/])([1-9]\d?)([个家项次件条座所])", change, text)


def sentences_reordered(text: str, rng: random.Random) -> str | None:
    parts = re.findall(r"[^。]+。", text)
    if len(parts) < 3 or "".join(parts) != text or re.search("一是|一要|第二|其次", text):
        return None
    middle = parts[1:]
    rng.shuffle(middle)
    return "".join([parts[0], *middle])


def clauses_reordered(text: str, _: random.Random) -> str | None:
    def change(match: re.Match[str]) -> str:
        clauses = match[1].split("，")
        if len(clauses) < 2 or any(len(f) < 9 or f[0] in "增降同较比其" for f in clauses):
            return match[0]
        clauses[-2:] = clauses[:-3:-1]
        return "，".join(clauses) + "。"

    return re.sub(r"([^。]+)。", change, text)


_WORDS = {
    "不断": "持续", "加强": "强化", "推进": "推动", "深入": "扎实", "积极": "主动",
    "大力": "全力", "进一步": "", "坚持": "始终坚持", "着力": "努力", "显著": "明显",
    "全面": "全方位", "完善": "健全", "同比增长": "比上年增长", "达到": "达", "累计": "共",
    "新增": "新增加", "有效": "切实", "稳步": "平稳",
}  # fmt: skip


def reworded(text: str, _: random.Random) -> str | None:
    fixed = "“[^”]*”|《[^》]*》|" + "|".join(load_terms())
    pattern = re.compile(f"({fixed})|{'|'.join(_WORDS)}")
    return pattern.sub(lambda m: str(m[0] if m[1] else _WORDS[m[0]]), text)


def after_not_before(text: str, _: random.Random) -> str | None:
    """集体学习26次 → 26次集体学习, at the end of a clause."""
    return re.sub(
        r"(?<=[，、；。])(新增|新建|建成|完成|培育|实施)([\u4e00-\u9fff]{2,8}?)(\d+[个家项座条])(?=[，、；。])",
        r"\1\3\2",
        text,
    )


BENIGN: dict[str, Edit] = {
    "unchanged": lambda text, _: text,
    "full width": wide,
    "half width": narrow,
    "万 and 亿": converted,
    "Chinese numerals": chinese,
    "sentences reordered": sentences_reordered,
    "clauses reordered": clauses_reordered,
    "reworded": reworded,
    "figure in front": after_not_before,
}
