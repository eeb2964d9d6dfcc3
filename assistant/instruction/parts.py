"""Which parts of a report words mean: 第二、三部分, （一）和（二）, 存在问题, 二（一）.

The only place where words become parts. Nothing is guessed: words that fit no part, or more than
one, raise `Unclear`, which says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.document import Point, Report, Section
from assistant.errors import UnknownSection
from assistant.findings import Message
from assistant.instruction.part_names import sections_named
from assistant.instruction.part_numbers import TO, Numbered, Piece, numbers_of, pieces_of
from assistant.numbering import LAST, LabelStyle, match_label, spoken_number
from assistant.outline.siblings import (
    Sibling,
    point_number,
    point_runs,
    short_name,
    siblings_of,
)

DOTTED = re.compile(
    r"\d{1,2}(?:\.\d{1,2})+(?:\.[pb]\d{1,2})?|\d{1,2}\.[pb]\d{1,2}|(?:preamble|closing)\.b\d{1,2}"
)
PARAGRAPH = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|preamble|closing)\.b\d{1,2}")
_DOTTED_RANGE = re.compile(rf"({DOTTED.pattern}){TO}+({DOTTED.pattern})")
THIS = re.compile("(?:这|本|该|当前|选中的?)(?:一|个)*(?:部分|条|节|点|块|章|段|里|儿)")
_PLAIN = frozenset({LabelStyle.ORDINAL, LabelStyle.ARABIC, LabelStyle.ARABIC_PAREN})


class Unclear(Exception):
    """The words do not tell which parts are meant; `message` says why in one clause, `choices`
    are words that would, `meant` the IDs of the parts that these stand for, where it is known."""

    def __init__(
        self, zh: str, en: str, choices: Iterable[str] = (), meant: Iterable[str] = ()
    ) -> None:
        self.message = Message(zh, en)
        self.choices = tuple(choices)
        self.meant = tuple(meant)
        super().__init__(en)


class Unknown(Unclear):
    """A name that no part of the report has: perhaps no part is meant at all."""


def find_parts(
    words: str, report: Report, chosen: Sequence[str] = (), *, sure: bool = True
) -> list[Sibling]:
    """Return the parts that words mean, in the order they are named; raises Unclear.

    `chosen` are the IDs of the parts that were chosen besides: 第一点 is one of theirs. Where
    it is not `sure` that words are a name, a heading must have all its characters.
    """
    if not words or THIS.fullmatch(words):
        if words and not chosen:
            raise Unclear("没有选定部分", "no part was chosen", part_labels(report))
        return [report.find(one) for one in chosen]
    pieces = list(pieces_of(words))
    listed = numbers_of(pieces)
    found: list[Sibling] = []
    at = 0
    while at < len(pieces):
        if DOTTED.fullmatch(pieces[at].text):
            found.append(_with_id(pieces[at].text, report))
            at += 1
        elif (ends := _DOTTED_RANGE.fullmatch(pieces[at].text)) is not None:
            found += _between(_with_id(ends[1], report), _with_id(ends[2], report), report)
            at += 1
        elif refs := listed[at]:
            found += [_with_number(ref, report, chosen) for ref in refs]
            at += 1
        else:
            part, at = _with_name(words, pieces, at, report, sure)
            found.append(part)
    return found


def part_labels(report: Report, behind: str = "") -> tuple[str, ...]:
    """Return words for the first parts of a report (第一部分), with what is to stand behind."""
    numbers = (spoken_number(int(section.id)) for section in report.sections[:4])
    return tuple(f"第{number}部分{behind}" for number in numbers)


def _with_number(ref: Numbered, report: Report, chosen: Sequence[str]) -> Sibling:
    if ref.vague:
        raise Unclear(f"没有说清“{ref.said}”是哪几个", f"it was not said which “{ref.said}” are")
    if ref.unit.endswith("段"):
        if (part := _paragraph(ref, report, chosen)) is not None:
            return part
        raise Unclear(
            f"“{ref.said}”是自然段，只能按部分、条或点来调整",
            f"“{ref.said}” is a paragraph; only parts and points can be named",
        )
    if ref.home:
        owner = find_parts(ref.home, report, chosen if THIS.fullmatch(ref.home) else ())
        if len(owner) != 1:
            raise Unclear(f"没有说清“{ref.said}”在哪一部分里", f"“{ref.said}” of which part?")
        return _item(ref, owner[0])
    if len(chosen) == 1 and not ref.top:
        home = _around(report, chosen[0])
        has_items = isinstance(home, Point) or home.children or home.points
        if has_items or not _counts_plainly(report):
            return _item(ref, home)
    if not ref.below:
        return _pick(ref, report.sections, None)
    return _somewhere(ref, report)


def _paragraph(ref: Numbered, report: Report, chosen: Sequence[str]) -> Sibling | None:
    """Return the part that is one paragraph with what was said: 第二段 of a part whose points stand
    on lines of their own, or of a report whose parts are a paragraph each; else the paragraph of
    the part that was named or chosen."""
    named = find_parts(ref.home, report) if ref.home else [report.find(c) for c in chosen[:1]]
    items: Sequence[Sibling] = report.sections
    home = named[0] if named else None
    if isinstance(home, Section) and (home.children or home.points):
        items = home.children or home.points
    alone = all(report.text[: i.start].rstrip(" \t\u3000").endswith("\n") for i in items)
    single = all("\n" not in report.of(i).strip() for i in items)
    if home is not None and not (items and alone and single and len(items) > 1):
        items = list(report.paragraphs(home))
        alone = single = len(items) > 1
    at = ref.number if ref.number < 0 else ref.number - 1
    return items[at] if alone and single and -len(items) <= at < len(items) else None


def _around(report: Report, chosen: str) -> Sibling:
    """Return the section whose items are counted: the chosen one, or the one around a point."""
    part = report.find(chosen)
    if isinstance(part, Section) and (part.children or part.points):
        return part
    above = part.id.rpartition(".")[0]
    return report.find(above) if above else part


def _counts_plainly(report: Report) -> bool:
    """Whether the parts of a report are numbered 第一，or 1., so that 第三条 may be one of them."""
    label = match_label(report.of(report.sections[0])) if report.sections else None
    return label is not None and label.style in _PLAIN


def _somewhere(ref: Numbered, report: Report) -> Sibling:
    """Return 第一点 of the one section that has points; where none has, it is a section."""
    with_items = [s for s in report.walk() if len(_items(s, ref)) > 1]
    if len(report.sections) == 1:
        return _item(ref, report.sections[0])
    inner = ref.said.startswith("(") or ref.unit.startswith("小")
    if not (ref.point or inner) and ref.unit.endswith("条") and _counts_plainly(report):
        return _pick(ref, report.sections, None)  # 第一，…: its parts are its 条
    if len(with_items) == 1:
        return _item(ref, with_items[0])
    if not ref.point and (not with_items or (_counts_plainly(report) and not inner)):
        return _pick(ref, report.sections, None)
    raise Unclear(
        f"没有说“{ref.said}”在哪一部分里",
        f"it was not said which part “{ref.said}” is in",
        part_labels(report, ref.said),
    )


def _items(section: Section, ref: Numbered) -> Sequence[Sibling]:
    if ref.said.startswith("("):
        return section.children
    # A part of which only an annex has a heading: its 第三点 is one of its points.
    beyond = len(section.children) < abs(ref.number) <= len(section.points)
    return section.points if ref.point or beyond else section.children or section.points


def _item(ref: Numbered, home: Sibling) -> Sibling:
    if isinstance(home, Point):
        raise Unclear(f"“{short_name(home)}”下面没有分条", f"nothing is below “{short_name(home)}”")
    items = _items(home, ref)
    if items and isinstance(items[0], Point):
        found = [r for r in point_runs(home) if ref.number < 0 or _meant(ref.number, r)]
        if len(found) > 1:
            raise Unclear(
                f"“{short_name(home)}”里有几处分点，说不准是哪一处的“{ref.said}”",
                f"“{short_name(home)}” has several runs of points",
            )
        items = found[0] if found else items
    return _pick(ref, items, home)


def _pick(ref: Numbered, items: Sequence[Sibling], home: Section | None) -> Sibling:
    """Return the item with the number that was said, as it is printed or else as it is counted."""
    where = f"“{short_name(home)}”" if home is not None else "报告"
    if ref.of is not None and len(items) not in (0, ref.of):
        raise Unclear(
            f"{where}有 {len(items)} 条，说不准是哪“{ref.said}”",
            f"there are {len(items)}: which ones are “{ref.said}”?",
        )
    if ref.number < 0:
        if len(items) >= -ref.number:
            return items[ref.number]
    else:
        meant = _meant(ref.number, items)
        printed = [item for item in meant if _printed(item) == ref.number]
        if len(meant) > 1 and ref.said.startswith("(") and len(printed) == 1:
            meant = printed  # （六） is said as it is printed
        if len(meant) > 1:
            raise Unclear(
                f"序号有重复或跳号，说不准“{ref.said}”是哪一个，请用标题来说",
                f"the numbers are not consecutive: say the heading instead of “{ref.said}”",
                _told_apart(meant),
                [item.id for item in meant],
            )
        if meant:
            return meant[0]
    count = f"只有 {len(items)} {'个部分' if home is None else '条'}" if items else "里没有分条"
    raise Unclear(
        f"{where}{count}，没有“{ref.said}”",
        f"there is no “{ref.said}” ({len(items)} are there)",
        [short_name(s) for s in items[:6] if home is None],
    )


def _told_apart(items: Sequence[Sibling]) -> list[str]:
    """Return the names of parts, with which of them it is where two are called alike."""
    names = [short_name(item) for item in items]
    return [
        f"{name}（第{spoken_number(names[:at].count(name) + 1)}处）"
        if names.count(name) > 1
        else name
        for at, name in enumerate(names[:10])
    ]


def _meant(number: int, items: Sequence[Sibling]) -> list[Sibling]:
    printed = [_printed(item) for item in items]
    meant = [item for item, n in zip(items, printed, strict=True) if n == number]
    if printed and printed[0] and printed == list(range(printed[0], printed[0] + len(printed))):
        return meant
    counted = items[number - 1] if 0 < number <= len(items) else None
    return meant if counted is None or counted in meant else [*meant, counted]


def _printed(item: Sibling) -> int:
    """Return the number in front of a part or point, 0 where it has none."""
    if isinstance(item, Point):
        number = point_number(item)[1]
        return 0 if number == LAST else number
    label = match_label(item.number + item.heading)
    return label.ordinal if label is not None else 0


def _with_id(text: str, report: Report) -> Sibling:
    try:
        return report.find(text)
    except UnknownSection as error:
        raise Unclear(f"报告里没有“{text}”", f"there is no “{text}”") from error


def _between(first: Sibling, last: Sibling, report: Report) -> list[Sibling]:
    """Return the parts from one to another that stands beside it: 2.3到2.4."""
    members = siblings_of(first, report).members
    if last not in members or members.index(last) < members.index(first):
        raise Unclear("这几处不是并列的", "the parts do not stand side by side")
    return list(members[members.index(first) : members.index(last) + 1])


def _with_name(
    words: str, pieces: Sequence[Piece], at: int, report: Report, sure: bool
) -> tuple[Sibling, int]:
    """Return the part whose heading a name means, and the piece behind the name.

    A heading may hold 和 or 、 itself, so the longest name that means one part is taken.
    """
    reach = at + 1
    while not pieces[at].quoted and reach < len(pieces) and not pieces[reach].quoted:
        reach += 1
    for end in range(reach, at, -1):
        name = words[pieces[at].start : pieces[end - 1].end]
        meant = sections_named(name, report, 2 if end > at + 1 else 5 if sure else 3)
        if len(meant) == 1:
            return meant[0], end
    if meant:
        names = [short_name(one) for one in meant[:4]]
        listed = "、".join(f"“{one}”" for one in names)
        raise Unclear(
            f"说不准“{name}”是哪一部分：{listed}",
            f"“{name}” may be one of several: {listed}",
            names,
        )
    raise Unknown(f"报告里没有叫“{name}”的部分", f"no part is called “{name}”", part_labels(report))
