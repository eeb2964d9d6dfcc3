"""Which parts of a report the words of an instruction mean: 第二、三部分, （一）和（二）, 存在问题.

Nothing is guessed: words that fit no part, or more than one, come back as a message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.document import Point, Report, Section
from assistant.errors import UnknownSection
from assistant.genres.loader import library
from assistant.genres.model import pattern
from assistant.intent.kin import Sibling, Unclear, Unknown, point_number, runs, short
from assistant.numbering import LAST, LabelStyle, match_label, parse_number

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_PART = r"(?:个|大)*(?:部分|章|大点|大块|大项|大标题|一级标题|板块)"
_ITEM = r"(?:个|小)*(?:要点|点|条|项|小节|节|方面|小标题|二级标题)"
_UNIT = rf"(?P<unit>{_PART}|{_ITEM}|(?:个|自然)*段)"
_MANY = "[两二三四五六2-6]"
_ONE = re.compile(rf"第?(?P<n>{_N})(?:{_UNIT})?")
_LABELLED = re.compile(rf"(?:\((?P<paren>{_N})\)|(?P<is>{_N})[是要])")
_GROUP = re.compile(rf"(?P<which>前|头|后|最后|末)(?P<n>{_MANY}){_UNIT}")
_BOTH = re.compile(rf"(?:这|那)?两(?:个|小)*{_UNIT}")
_RUN_ON = re.compile(rf"(?P<n>[一二三四五六七八九]{{2,3}}){_UNIT}")
_LAST_ONE = re.compile(rf"(?:最后|末尾?)的?一?{_UNIT}")
_RANGE = re.compile(rf"第?(?P<n>{_N})(?:{_PART}|{_ITEM})?[至到—~-]+第?(?P<m>{_N}){_UNIT}")
_ID = re.compile(r"\d{1,2}(?:\.\d{1,2})+(?:\.p\d{1,2})?|\d{1,2}\.p\d{1,2}")
_THIS = re.compile("(?:这|本|该|当前|选中的?)(?:一|个)*(?:部分|条|节|点|块|章|里)?")
_INSIDE = re.compile(
    rf"(?P<home>.+?(?:部分|章|节)?)(?:的|[里中内下](?:面)?的?)?(?P<item>第{_N}{_ITEM}|第{_N}|\({_N}\)|{_N}是"
    rf"|(?:前|头|后|最后|末){_MANY}{_ITEM}|最后的?一?{_ITEM}"
    rf"|(?:这|那)?两(?:个|小)*{_ITEM})"
)
_SPLIT = re.compile("、|，|和|与|跟|以及|及|同(?![志时])")
_QUOTED = re.compile('[“"「]([^“”"「」]+)[”"」]')
_COUNT = re.compile(rf"(?:这|那)?(?:{_MANY}|几|各)个?(?:部分|章|点|条|项|方面|块|者|个)?$")
_NOUN = re.compile("(?:这|那)?(?:一|个)*(?:部分|章|节|块|条|点|方面|标题)$")
_LABEL = re.compile(rf"^{_N}、(?=[^第\s])(?!{_N}(?:{_PART}|{_ITEM}|$|[、和与]))")
_BETWEEN = re.compile('[的了和与及、，“”"「」\\s]')
_EMPTY = frozenset(("情况", "工作", "建设", "方面", "责任", "主要", "年度", "存在", "一步", "下步"))
"""Pairs of characters that many headings have."""
_LONGEST = 30
"""Characters of a heading up to which words scattered over it are a name for it."""
_PLAIN = frozenset({LabelStyle.ORDINAL, LabelStyle.ARABIC, LabelStyle.ARABIC_PAREN})


@dataclass(frozen=True, slots=True)
class _Piece:
    """One of the things that words list: its place in them, and whether it stood in quotes."""

    text: str
    start: int
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class _Ref:
    """A part as it was said by number (from the end where negative), inside `home` if that is said.

    `unit` is 部分, 点 … or “” where none was said; `point` says that it is one of 一是, 二是; `of`
    how many there must be for it to be clear (两点: both of two).
    """

    number: int
    unit: str
    said: str
    home: str = ""
    point: bool = False
    of: int | None = None

    @property
    def below(self) -> bool:
        """Whether it is an item of a part, no part."""
        return bool(self.point or self.home or re.fullmatch(_ITEM, self.unit))


def find_parts(words: str, report: Report, chosen: Sequence[str]) -> list[Sibling]:
    """Return the parts that words mean, in the order they are named; raises Unclear.

    `chosen` are the IDs of the parts that were chosen besides: 第一点 is one of theirs.
    """
    if not words or _THIS.fullmatch(words):
        return [report.find(one) for one in chosen]
    pieces = list(_pieces(words))
    listed = _listed(pieces)
    found: list[Sibling] = []
    at = 0
    while at < len(pieces):
        if refs := listed[at]:
            found += [_numbered(ref, report, chosen) for ref in refs]
            at += 1
        elif _ID.fullmatch(pieces[at].text):
            found.append(_by_id(pieces[at].text, report))
            at += 1
        else:
            part, at = _named(words, pieces, at, report)
            found.append(part)
    return found


def _pieces(words: str) -> Iterator[_Piece]:
    """Yield what stands between 和, 、 and the like; what stands in quotes is one name."""
    at = 0
    for quoted in _QUOTED.finditer(words):
        yield from _unquoted(words, at, quoted.start())
        yield _Piece(quoted[1], *quoted.span(1), quoted=True)
        at = quoted.end()
    yield from _unquoted(words, at, len(words))


def _unquoted(words: str, start: int, end: int) -> Iterator[_Piece]:
    stops = [(m.start(), m.end()) for m in _SPLIT.finditer(words, start, end)]
    # The number of a heading is no piece of its own: 二、履职情况和三、存在问题.
    stops = [
        s
        for s in stops
        if not _is_label(words, max([start, *(e for _, e in stops if e <= s[0])]), s, end)
    ]
    edges = [start, *(place for stop in stops for place in stop), end]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        text = _LABEL.sub("", words[low:high])
        low = high - len(text)
        text = text.rstrip("的里中，, ")
        # What follows a quoted name at once is no name: “甲”部分, “甲”和“乙”两部分.
        follows = low == start > 0 and (_NOUN.fullmatch(text) or _COUNT.fullmatch(text))
        if text and not follows:
            yield _Piece(text, low, low + len(text))


def _is_label(words: str, begin: int, stop: tuple[int, int], end: int) -> bool:
    label = _LABEL.match(words[begin:end])
    return label is not None and begin + label.end() == stop[1]


def _listed(pieces: Sequence[_Piece]) -> list[list[_Ref]]:
    """Return the numbers each piece says; one without a unit has that of the next: 第二、三部分."""
    found: list[list[_Ref]] = []
    home = ""
    for piece in pieces:
        text = piece.text
        inside = None if piece.quoted else _INSIDE.fullmatch(text)
        if inside is not None:
            home, text = inside["home"], inside["item"]
        # 二、三两部分 names two, and says so.
        text = text if _refs(text) else _COUNT.sub("", text)
        found.append([] if piece.quoted else [replace(r, home=home) for r in _refs(text)])
    unit = ""
    for at in range(len(found) - 1, -1, -1):
        refs = found[at]
        unit = refs[-1].unit or unit if refs else ""
        found[at] = [r if r.unit or r.point else replace(r, unit=unit) for r in refs]
    return [
        [replace(r, home="") if re.fullmatch(_PART, r.unit) else r for r in refs] for refs in found
    ]


def _refs(text: str) -> list[_Ref]:
    if match := _RANGE.fullmatch(text):
        first, last = _value(match["n"]), _value(match["m"])
        return [
            _Ref(n, match["unit"], f"第{text}") for n in range(first, min(last, first + 20) + 1)
        ]
    if match := _GROUP.fullmatch(text):
        count = _value(match["n"].replace("两", "二"))
        front = match["which"] in "前头"
        return [
            _Ref(n if front else n - count - 1, match["unit"], text) for n in range(1, count + 1)
        ]
    if match := _BOTH.fullmatch(text):
        return [_Ref(n, match["unit"], text, of=2) for n in (1, 2)]
    if match := _RUN_ON.fullmatch(text):
        return [_Ref(_value(n), match["unit"], n + match["unit"]) for n in match["n"]]
    if match := _LAST_ONE.fullmatch(text):
        return [_Ref(-1, match["unit"], text)]
    if match := _LABELLED.fullmatch(text):
        unit = "" if match["is"] else "条"
        return [_Ref(_value(match["is"] or match["paren"]), unit, text, point=bool(match["is"]))]
    if match := _ONE.fullmatch(text):
        return [_Ref(_value(match["n"]), match["unit"] or "", text)]
    return []


def _value(text: str) -> int:
    return parse_number(text) or 0


def _numbered(ref: _Ref, report: Report, chosen: Sequence[str]) -> Sibling:
    if ref.unit.endswith("段"):
        raise Unclear(
            f"“{ref.said}”是自然段，只能按部分、条或点来调整",
            f"“{ref.said}” is a paragraph; only parts and points can be moved",
        )
    if ref.home:
        owner = find_parts(ref.home, report, ())
        return _item(ref, owner[0])
    if len(chosen) == 1 and not re.fullmatch(_PART, ref.unit or " "):
        return _item(ref, _around(report, chosen[0]))
    if not ref.below:
        return _pick(ref, report.sections, "报告")
    return _somewhere(ref, report)


def _around(report: Report, chosen: str) -> Sibling:
    """Return the section whose items are counted: the chosen one, or the one around a point."""
    part = report.find(chosen)
    if isinstance(part, Section) and (part.children or part.points):
        return part
    above = part.id.rpartition(".")[0]
    return report.find(above) if above else part


def _somewhere(ref: _Ref, report: Report) -> Sibling:
    """Return 第一点 of the one section that has points; where none has, it is a section."""
    with_items = [s for s in report.walk() if len(_items(s, ref)) > 1]
    if len(report.sections) == 1:
        return _item(ref, report.sections[0])
    if len(with_items) == 1:
        return _item(ref, with_items[0])
    label = match_label(report.of(report.sections[0])) if report.sections else None
    if not ref.point and (not with_items or (label is not None and label.style in _PLAIN)):
        return _pick(ref, report.sections, "报告")
    raise Unclear(
        f"没有说“{ref.said}”在哪一部分里", f"it was not said which part “{ref.said}” is in"
    )


def _items(section: Section, ref: _Ref) -> Sequence[Sibling]:
    if ref.said.startswith("("):
        return section.children
    return section.points if ref.point else section.children or section.points


def _item(ref: _Ref, home: Sibling) -> Sibling:
    if isinstance(home, Point):
        raise Unclear(f"“{short(home)}”下面没有分条", f"nothing stands below “{short(home)}”")
    items = _items(home, ref)
    if items and isinstance(items[0], Point):
        found = [r for r in runs(home) if ref.number < 0 or _meant(ref.number, r)]
        if len(found) > 1:
            raise Unclear(
                f"“{short(home)}”里有几处分点，说不准是哪一处的“{ref.said}”",
                f"“{short(home)}” has several runs of points",
            )
        items = found[0] if found else items
    return _pick(ref, items, f"“{short(home)}”")


def _pick(ref: _Ref, items: Sequence[Sibling], where: str) -> Sibling:
    """Return the item with the number that was said, as it is printed or else as it is counted."""
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
        if len(meant) > 1:
            raise Unclear(
                f"序号有重复或跳号，说不准“{ref.said}”是哪一个，请用标题来说",
                f"the numbers are not consecutive: say the heading instead of “{ref.said}”",
            )
        if meant:
            return meant[0]
    count = f"只有 {len(items)} {'个部分' if where == '报告' else '条'}" if items else "里没有分条"
    raise Unclear(
        f"{where}{count}，没有“{ref.said}”", f"there is no “{ref.said}” ({len(items)} are there)"
    )


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


def _by_id(text: str, report: Report) -> Sibling:
    try:
        return report.find(text)
    except UnknownSection as error:
        raise Unclear(f"报告里没有“{text}”", f"there is no “{text}”") from error


def _named(words: str, pieces: Sequence[_Piece], at: int, report: Report) -> tuple[Sibling, int]:
    """Return the part whose heading a name means, and the piece behind the name.

    A heading may hold 和 or 、 itself, so the longest name that means one part is taken.
    """
    reach = at + 1
    while not pieces[at].quoted and reach < len(pieces) and not pieces[reach].quoted:
        reach += 1
    for end in range(reach, at, -1):
        name = words[pieces[at].start : pieces[end - 1].end]
        meant = _with_name(name, report, joined=end > at + 1)
        if len(meant) == 1:
            return meant[0], end
    if meant:
        listed = "、".join(f"“{short(one)}”" for one in meant[:4])
        raise Unclear(
            f"说不准“{name}”是哪一部分：{listed}", f"“{name}” may be one of several: {listed}"
        )
    raise Unknown(f"报告里没有叫“{name}”的部分", f"no part is called “{name}”")


def _with_name(name: str, report: Report, *, joined: bool) -> list[Section]:
    """Return the sections that a name means: by its words, then scattered, then by the part of a
    report that both name (工作打算, 下一步计划); of those that fit alike the highest.

    One `joined` of what may be two names must stand so in the heading.
    """
    label = match_label(name)
    name = name[label.end :] if label is not None else name
    wanted = _BETWEEN.sub("", _NOUN.sub("", _COUNT.sub("", name)) or name)
    headed = [(s, _BETWEEN.sub("", s.heading)) for s in report.walk() if s.heading]
    if len(wanted) < 2:
        return []
    scattered = re.compile(".*".join(map(re.escape, wanted)))
    known = [p for p in library().values() if p.heading and not p.rest and not p.block]
    same = [pattern(*p.heading) for p in known if pattern(*p.heading).search(name)]
    pairs = {wanted[n : n + 2] for n in range(len(wanted) - 1)} - _EMPTY
    ways: tuple[Iterator[Section], ...] = (
        (s for s, words in headed if words == wanted),
        (s for s, words in headed if wanted in words),
        (s for s, words in headed if len(words) <= _LONGEST and scattered.search(words)),
        (s for s, _ in headed if len(same) == 1 and same[0].search(s.heading)),
        (
            s
            for s, words in headed
            if any(p.search(s.heading) for p in same) and any(w in words for w in pairs)
        ),
    )
    for way in ways[: 2 if joined else None]:
        if meant := list(way):
            top = min(s.id.count(".") for s in meant)
            return [s for s in meant if s.id.count(".") == top]
    return []
