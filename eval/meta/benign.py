"""Edits that must not be punished: the same, said or written in another way.

Each returns None where a text has no room for it; none of them adds, drops or turns a statement.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final

from assistant.document import BlockKind
from assistant.lexicon.terms import load_terms
from eval.case import Case
from eval.derive import basis
from eval.meta.text import PROTECTED, free, parts_of, put, within
from eval.reading import Reading

_WIDE: Final = str.maketrans("0123456789%", "０１２３４５６７８９％")
_NARROW: Final = str.maketrans("，；：（）％", ",;:()%")
_MONEY: Final = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(万|亿)(元)(?!以)")
_SMALL: Final = re.compile(
    r"(?<![\d.第~～—\-+/年月至到])([2-9]|[1-9]\d)(?=(?:个(?!百分|月|小时)|家|项|次|件|条|座|所|名|户|场|期|起|处|台|支|部)(?!次))"
)
_WORDS: Final = re.compile(
    r"(?<![第一二三四五六七八九十百千万亿每几数这那前后])([两二三四五六七八九])"
    r"(?=(?:个|家|名|户|场|所|座|台|处|次|年|条|期|项)[\u4e00-\u9fff，。；、])"
    r"(?!(?:个|项)(?:基本|维护|确立|意识|自信|全面|方面|体系|结合|转变|责任|机制|关键|坚定|满意))"
)
_DIGITS: Final = "零一二三四五六七八九"
_VERB: Final = (
    "完成|开展|组织|召开|新建|新增|新修|改造|建成|安装|发放|走访|排查|调解|检查|查处|举办|培训|拆除|清理|购置|印发"
    "|编印|制定|修订|引进|培育|帮助|办理|收到|签订|化解|整改|处置|推广|设立|配备|选派|发展|调整|接待|征集|实施"
)
_CLAUSE: Final = rf"(?:{_VERB})了?[\u4e00-\u9fff“”《》]{{2,18}}[\d.]+[\u4e00-\u9fff]{{1,4}}"
_CLAUSES: Final = re.compile(rf"(?<=[。；，\n])({_CLAUSE})，({_CLAUSE})(?=[。；，])")
_LIST: Final = re.compile(r"(?<=[。；])([^。；\n]{10,60})；([^。；\n]{10,60})(?=。)")
_POINT: Final = re.compile(
    r"[一二三四五六七八九十](?:是|要)|第[一二三四五六七八九十]|其[一二三四]|首先|其次"
)
_DEPENDS: Final = re.compile(
    r"其中|同时|因此|但|且|并|使|比上年|同比|增长|下降|其|此|该|也|还|再|又|分别"
)


@cache
def synonyms() -> Mapping[str, str]:
    """Return the table of `synonyms.txt`: words, and what may stand for them."""
    text = resources.files("eval.meta").joinpath("synonyms.txt").read_text("utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return dict(row for row in rows if len(row) == 2)


@cache
def _fixed() -> re.Pattern[str]:
    terms = sorted(map(re.escape, load_terms()), key=len, reverse=True)
    return re.compile(f"{PROTECTED.pattern}|{'|'.join(terms)}")


def paraphrased(case: Case, rng: random.Random) -> str | None:
    """Whole words are replaced by others that mean the same; set phrases, headings and what the
    case's author asks for to the letter are left alone."""
    import rjieba

    share = rng.choice((0.4, 0.7, 1.0))
    held = _to_the_letter(case)

    def change(text: str, rng: random.Random) -> str | None:
        def reworded(line: str) -> str:
            kept = [m.span() for m in _fixed().finditer(line)]
            kept += [m.span() for h in held for m in re.finditer(re.escape(h), line)]
            words, at = [], 0
            for word in rjieba.cut(line, False):
                other = synonyms().get(word)
                end = at + len(word)
                if (
                    other is None
                    or rng.random() > share
                    or any(s < end and at < e for s, e in kept)
                ):
                    other = word
                words.append(other)
                at = end
            return "".join(words)

        headings = {part.section.heading for part in parts_of(case)}
        return "".join(
            line if any(h and h in line and len(line) < len(h) + 12 for h in headings)
            else reworded(line)
            for line in text.splitlines(keepends=True)
        )  # fmt: skip

    return within(case, change, rng)


def _to_the_letter(case: Case) -> list[str]:
    """Return the words of the case's elements, and the lines around the sections."""
    stated = [
        words
        for e in basis(case).elements
        for words in (*e.alternatives, *e.headings, e.subject, e.near)
    ]
    report = Reading(case.reference).report
    frame = (BlockKind.TITLE, BlockKind.SALUTATION, BlockKind.SIGNATURE, BlockKind.DATE)
    return [words for words in (*stated, *map(report.part, frame)) if words]


def restyled(case: Case, _rng: random.Random) -> str | None:
    """（一） where 一、 stood, in a text whose only headings these are."""
    if case.request.sections:
        return None
    parts = parts_of(case)
    top = [p for p in parts if re.fullmatch(r"[一二三四五六七八九十]+、", p.section.number)]
    if len(top) < 2 or any(p.section.number.startswith(("（", "(")) for p in parts):
        return None
    if len(parts) != len(top) or "（一）" in case.reference:
        return None
    if any(e.number for e in case.elements):
        return None  # the author asks for the form
    text = case.reference
    for part in reversed(top):
        place = text.index(part.section.number, part.section.start)
        bare = part.section.number.rstrip("、")
        text = put(text, place, place + len(part.section.number), f"（{bare}）")
    return text


def widened(case: Case, rng: random.Random) -> str | None:
    """Digits and % are full-width."""
    return within(case, lambda text, _: text.translate(_WIDE), rng)


def narrowed(case: Case, rng: random.Random) -> str | None:
    """Commas, semicolons, colons and brackets are half-width."""
    return within(case, lambda text, _: text.translate(_NARROW), rng)


def converted(case: Case, rng: random.Random) -> str | None:
    """1200万元 is 0.12亿元, and the other way round."""

    def change(text: str, _: random.Random) -> str | None:
        def other(match: re.Match[str]) -> str:
            if not free(text, *match.span()):
                return match[0]
            amount = Decimal(match[1])
            moved = amount * 10_000 if match[2] == "亿" else amount / 10_000
            return f"{moved.normalize():f}{'万' if match[2] == '亿' else '亿'}{match[3]}"

        return _MONEY.sub(other, text)

    return within(case, change, rng)


def in_characters(case: Case, rng: random.Random) -> str | None:
    """Small counts stand in Chinese numerals: 36项 is 三十六项."""

    def change(text: str, _: random.Random) -> str | None:
        def other(match: re.Match[str]) -> str:
            return _chinese(int(match[1])) if free(text, *match.span()) else match[0]

        return _SMALL.sub(other, text)

    return within(case, change, rng)


def in_digits(case: Case, rng: random.Random) -> str | None:
    """Small counts in Chinese numerals stand in digits: 三个村 is 3个村."""

    def change(text: str, _: random.Random) -> str | None:
        held = [m.span() for m in _fixed().finditer(text)]

        def other(match: re.Match[str]) -> str:
            if any(s < match.end() and match.start() < e for s, e in held):
                return match[0]
            return str(_DIGITS.index(match[1].replace("两", "二")))

        return _WORDS.sub(other, text)

    return within(case, change, rng)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return "两" if number == 2 else _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def reordered(case: Case, rng: random.Random) -> str | None:
    """Two clauses of their own, each a verb with its object and figure, change places."""

    def change(text: str, _: random.Random) -> str | None:
        def other(match: re.Match[str]) -> str:
            if any(_DEPENDS.match(words) or _POINT.search(words) for words in match.groups()):
                return match[0]
            return f"{match[2]}{'，' if match.re is _CLAUSES else '；'}{match[1]}"

        changed = _CLAUSES.sub(other, text)
        return _LIST.sub(other, changed)

    return within(case, change, rng)


def respaced(case: Case, rng: random.Random) -> str | None:
    """Paragraphs are indented, or blank lines between them are gone or put in."""
    if case.request.sections:
        return None
    if rng.random() < 0.5:
        return re.sub(r"(?m)^(?=[^\s])", "\u3000\u3000", case.reference)
    return re.sub(r"\n+", rng.choice(("\n", "\n\n")), case.reference)
