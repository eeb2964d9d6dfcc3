"""Figures and names that a sentence states, each for its own gap: 集中学习26次，廉政谈话152次."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.chat import asking
from assistant.chat.clause_tasks import LEFT_OPEN, task_by_words, task_of
from assistant.chat.clauses import pieces_of
from assistant.chat.gap_called import gap_called
from assistant.chat.kinds import COMMANDS, LIKELY, SURE, kind_of
from assistant.chat.normal import QUOTED
from assistant.chat.situation import Situation
from assistant.chat.spoken_figures import called_by, in_figures, without_filling
from assistant.chat.turn import Act, Given, Reading, Step
from assistant.chat.vocabulary import said, says_nothing, told
from assistant.facts import Fact, split_value
from assistant.figures import find_figures
from assistant.gaps import Gap, GapKind
from assistant.instruction.figures_said import find_facts
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import SPAN
from assistant.instruction.part_words import speaking_of
from assistant.instruction.parts import PARAGRAPH
from assistant.matching.said import held_in
from assistant.numbering import parse_number
from assistant.session import BY_AUTHOR
from assistant.session.answers import places_for
from assistant.tasks import Task

Reads = Callable[[str, Situation], Reading | None]
_BREAK = re.compile(
    r"[，；。、：\n]|:(?!\d)|(?:以及|还有|另外|然后)|(?<=[次个件场人名起家期户处份项元吨亩次%\d])和(?=.)"
)
_SAME_UNIT = {"回": "次", "趟": "次", "遍": "次"}
_SCALES = ("万", "亿")
_VALUE = (
    r"(?:约|近|超|逾)?(?:\d[\d.]*|[零一二两三四五六七八九十百千万点]+)"
    r"(?:多|余)?[百千万亿]*(?:%|[\u4e00-\u9fff]{0,3})"
)
_AT = re.compile(
    r"(?:第(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:个|处)?(?:空缺?|空白|缺口|待补|地方|处)?|g(?P<id>\d{1,3}))"
    r"(?:处|里|的)?(?:应该?|就)?(?:填上?|写上?|是|为|：|:|=|补)+(?P<value>.+)$"
)
_RESPECTIVELY = re.compile(
    rf"(?<![^，。])(?P<names>[^，。]+?)(?:分别|依次)(?:是|为|有|填)?(?P<values>{_VALUE}(?:[、，和]{_VALUE})+)$"
)
_BARE = re.compile(rf"(?:是|填|就是|为|应该?是|一共|共)?(?P<value>{_VALUE})(?:吧|了)?$")
_HARDLY, _SURELY = 2, 2
_BEFORE = 24
"""Characters before a gap that may name what it wants."""
CORRECTS = re.compile("错了?|不对|有误|更正|订正|应该?[是为]|其实|实际|才对|才是|改[成为]")
"""What says that a figure stands there already."""
_NO_FACT = re.compile(
    "不|别|只|[全整通]篇|全文|刚才|刚刚|[这那]$|版|[一那这]稿|候选|到底|还是|前后|起草|替我|帮我|(?<![变血电高低水气油])压(?!力|器)|[缩删砍]|采[用纳](?!意见|建议)|第.{1,3}(?:部分|[处条点])|(?:后|前)面"
)
"""What is in no name of a figure."""
BY_SOURCE = re.compile(
    "[^，。]{0,8}(?:给|报|说|核|统计|提供|算|(?<![督巡检排抽普调])查|回复|确认|核定|数|汇总)(?:过来|出来|上来|下来|来|出|到|实)?(?:的|了|过)?(?:数|数据|数字)?(?:是|为|共|计)?|[共合总]?计|现已[^，。]{0,4}"
)
"""Who states a figure: 财务给的是87万元."""
_THAT = re.compile("^[那这]一?个(?=..)")
_GROWTH = re.compile("同比|环比|比上年|较上年|增长|上升|提高|下降|[涨增降]幅?")
_PLACE = re.compile("[那这](?:处|里|儿|个空)")
_BY = re.compile(
    "(?:的|[那这](?:处|里|儿|个|边)?)?(?:[Xx×]+|空格?|空白|横线)$|[那这](?:处|里|儿|个|边)?(?:请?填)?$|(?:请?按照?|请?填|就写|以)$"
)
"""Behind a name, before its figure: 加装电梯请按28部填写."""
_ADDED = re.compile(
    "(?:补充?|(?<![增更附参])加|添)上?[一1](?:个数|句话?|笔)[哈啊嘛]?(?:[，。：:]|$)"
)
"""What is said next stands nowhere yet, and nothing waits for it: 那节补一个数：…"""
_PUT_THERE = re.compile("(?:请|就)?[放加写补填添][到在进入](?:里面?|中)?去?(?:吧|就行)?")
"""Without the part, where it is to stand: 放到第三部分去."""
_AGREES = re.compile(
    r"^(?:是的?|对的?|嗯+|没错|好的?|行)?(?:，|请|那?就)*(?:填|写|补|是)?(?=[\d零一二两三四五六七八九十百千])"
)
_ASKED_HOW = re.compile("多少|几[个次件名场人]|那里|那儿|这里|是不是|是否|是空|空着|空的|有没有|填")
_LEAD = re.compile(
    "^(?:那|这)?(?:个|处|项|里)?(?:待补|空着|缺|没填|空)(?:的)?(?:那|这)?(?:个|处|项)?"
)
_NAMED = re.compile(
    r"^(?P<name>[^，。]{2,12}?)(?:就?是|为|叫做?|填上?|写)(?P<value>[^，。\d]{2,30})$"
)


def read_stated(sentence: str, at: Situation, placeless: Reads) -> Reading | None:
    """Return the step that fills gaps with what is stated, a question where a value has no clear
    place, or None where nothing is stated; `placeless` reads what no gap waits for at all."""
    sentence = PARAGRAPH.sub("", sentence)  # 1.b3 counts nothing
    added = _ADDED.search(sentence)
    stated = list(dict.fromkeys(_stated(sentence[added.end() if added else 0 :], at)))
    if not stated or any(_NO_FACT.search(one.name) for one in stated):
        return None
    placed, left = _place(stated, at)
    if CORRECTS.search(sentence):
        placed, left = (), (*placed, *left)
    if left and not placed and not added:
        corrected = of_a_figure(left, at)
        if corrected is not None:
            return corrected
    step = Step(Task.FILL, sections=_sections(placed, at), facts=(*placed, *left))
    if left:
        free = _open(placed, at)
        nowhere = placeless(sentence, at) if not (free or placed) else None
        return nowhere or asking.which_gap(step, left[0], free)
    return Reading(Act.TASK, (step,))


def only_states(sentence: str) -> bool:
    """Whether each clause states a figure, or says that it is to be filled in, or nothing."""
    added = _ADDED.search(sentence)
    if added is not None and not QUOTED.search(sentence) and find_length(sentence) is None:
        behind = [clause for clause, _linked in pieces_of(sentence[added.end() :])]
        behind = [c for c in behind if not _PUT_THERE.fullmatch(SPAN.sub("", c))]
        if not any(SPAN.search(c) or task_of(c) not in (None, Task.FILL) for c in behind):
            return True
    stated = False
    clauses = [clause for clause, _linked in pieces_of(sentence)]
    named_only = [n for n in range(len(clauses)) if stated_next(clauses[n:])]
    for number, clause in enumerate(clauses):
        if number in named_only or number - 1 in named_only:
            stated = True
            continue
        if LEFT_OPEN.search(clause):
            continue
        kind = kind_of(clause)
        task = task_of(clause)
        named = task is None or kind.label == Task.FILL or kind.sure < LIKELY
        if (
            find_facts(in_figures(clause))
            and named
            and find_length(clause) is None
            and not SPAN.search(clause)
        ):
            if kind.sure >= SURE and kind.label not in ("fill", "aside", *COMMANDS):
                return False
            stated = True
            continue
        if task not in (None, Task.FILL):
            return False
        of_filling = kind.label in ("fill", "aside") and kind.sure >= LIKELY
        of_filling = of_filling or without_filling(f"数{clause}") == "数"
        if not (of_filling or says_nothing(clause) or said("fill").search(clause)):
            return False
    return stated


def stated_next(clauses: Sequence[str]) -> bool:
    """Whether the first of some clauses only names the figure that is all of the second."""
    if len(clauses) < 2 or SPAN.search(clauses[0]) or find_length(clauses[0]):
        return False
    name, figure = clauses[:2]
    alone = _BARE.fullmatch(in_figures(figure)) is not None and (
        "%" in figure or find_length(figure) is None
    )
    return alone and len(name) > 2 and task_by_words(name) is None and not find_facts(name)


def _is_name(value: str) -> bool:
    return not re.search("[改压缩删补不别更太]|点$|些$|一下", value)


def _stated(sentence: str, at: Situation) -> Iterator[Given]:
    both = _RESPECTIVELY.search(sentence)
    if both is not None:
        names = [n for n in re.split("、|和|与|，", told(both["names"])) if n]
        values = re.split("、|，|和", both["values"])
        if len(names) == len(values):
            for name, value in zip(names, values, strict=True):
                yield _given(None, told(name), value)
            return
    asked = at.question is not None and at.question.slot == "fact"
    if (about := _gap_asked_about(sentence, at)) is not None:
        yield about
        return
    said_before, named_before = "", False
    pieces = _BREAK.split(in_figures(sentence))
    for number, piece in enumerate(pieces):
        before, called = said_before, named_before
        said_before = called_by(piece.strip())
        named_before = said_before != piece.strip() or stated_next(pieces[number:])
        piece = without_filling(piece.strip())
        if said("aside").fullmatch(piece):
            said_before, named_before = before, called
            continue
        numbered = _AT.search(piece)
        if numbered is not None and (gap := _numbered(numbered, at)) is not None:
            yield _given(gap.id, gap.question.zh, numbered["value"].rstrip("吧了"))
            continue
        facts = [
            f
            for f in find_facts(piece)
            if (_PLACE.search(piece) or not f.name.endswith(("那", "这")))
            and not f.unit.endswith(("来字", "多字", "个字"))
        ]
        if facts and facts[0].unit != "字" and not re.match("第.{1,3}[部点条段]", piece):
            said_before, named_before = before, False
            for fact in facts:
                unnamed = says_nothing(told(fact.name)) or (
                    BY_SOURCE.fullmatch(fact.name)
                    and not gap_for(Given(None, fact.name, fact.value, fact.unit), at, set())
                )
                name = _LEAD.sub("", before) if unnamed and before else fact.name
                yield Given(None, _BY.sub("", _THAT.sub("", name)), fact.value, fact.unit)
        elif (bare := _BARE.fullmatch(piece)) is not None and (asked or called):
            yield _given(None, before if called else "", bare["value"])
        elif (named := _NAMED.match(piece)) is not None:
            name = Given(None, told(named["name"]), "", "")
            meant = next((g.id for g in at.gaps if g.wanted and name.name in g.wanted), None)
            meant = meant or (_nearest(name, at, set()) if _is_name(named["value"]) else None)
            gap = next((g for g in at.gaps if g.id == meant and not g.unit), None)
            if gap is not None:
                yield Given(gap.id, told(named["name"]), named["value"], "")


def _gap_asked_about(sentence: str, at: Situation) -> Given | None:
    """Return 是的，填12 for the gap that the question answered last was about."""
    plain = _AGREES.sub("", in_figures(sentence).strip("，。 "))
    bare = _BARE.fullmatch(plain)
    name = _ASKED_HOW.split(at.heard)[0] if at.heard else ""
    if bare is None or len(name) < _HARDLY or find_length(sentence) is not None:
        return None
    given = _given(None, told(name), bare["value"])
    gap = gap_for(given, at, set())
    return replace(given, gap=gap) if gap else None


def _in_its_unit(given: Given, gap: Gap | None) -> Given:
    """Return a figure in the unit of its gap: it has none, a scale, or another word."""
    if gap is None or not gap.unit or given.unit == gap.unit or not given.value:
        return given
    if not re.fullmatch(r"\d[\d.]*", given.value):
        return given
    if given.unit in _SCALES:
        unit = gap.unit if gap.unit.startswith(_SCALES) else given.unit + gap.unit
        return replace(given, unit=unit)
    same = _SAME_UNIT.get(given.unit, given.unit)
    return replace(given, unit=gap.unit) if same in ("", gap.unit) else given


def _given(gap: str | None, name: str, words: str) -> Given:
    value, unit = split_value(words.strip())
    return Given(gap, name, value, unit)


def _numbered(match: re.Match[str], at: Situation) -> Gap | None:
    if match["id"]:
        return next((g for g in at.gaps if g.id == f"g{match['id']}"), None)
    if re.search("[部点条段]", match.group()[: match.start("value") - match.start()]):
        return None
    number = parse_number(match["n"]) or 0
    return at.gaps[number - 1] if 1 <= number <= len(at.gaps) else None


def _place(stated: list[Given], at: Situation) -> tuple[tuple[Given, ...], tuple[Given, ...]]:
    """Return the statements with their gaps, each gap once, and those without a clear one."""
    placed: list[Given] = []
    left: list[Given] = []
    for one in stated:
        taken = {p.gap or "" for p in placed}
        gap = one.gap or gap_for(one, at, taken) or _next_gap(one, placed, at)
        meant = next((g for g in at.gaps if g.id == gap), None)
        if meant is not None and at.report.text.startswith(one.value[-1:], meant.end):
            one = replace(one, value=one.value.rstrip("余多"))  # 320余 for ▁余万人次
        (placed if gap else left).append(replace(_in_its_unit(one, meant), gap=gap))
    return tuple(placed), tuple(left)


def gap_for(given: Given, at: Situation, taken: set[str]) -> str | None:
    """Return the one gap that a statement is for, by its name and unit; None for no clear one."""
    if given.name:
        if (near := _nearest(given, at, taken, _SURELY)) is not None:
            return near
        fact = Fact("u0", given.name, given.value, given.unit, BY_AUTHOR)
        found = [g for g in places_for([fact], at.gaps, at.report.text) if g not in taken]
        if len(found) == 1:
            return found[0]
        if (called := gap_called(given, at, taken)) is not None:
            return called
        one = _nearest(given, at, taken)
        return one or _by_unit(given, at, taken) or _alone_in_its_part(given, at, taken)
    asked = _asked_about(at) or [g for g in at.gaps if g.kind is not GapKind.PART]
    free = [g for g in asked if g.id not in taken and takes(g, given.unit)]
    return free[0].id if len(free) == 1 else None


def _next_gap(given: Given, placed: list[Given], at: Situation) -> str | None:
    """Return the gap behind the one that was filled last, for a figure with hardly a name that
    has its unit: 固投6.8亿元，涨9.2%."""
    if not placed or len(_GROWTH.sub("", given.name)) > _HARDLY or not given.unit:
        return None
    ids = [g.id for g in at.gaps if g.kind is not GapKind.PART]
    if placed[-1].gap not in ids[:-1]:
        return None
    behind = next(g for g in at.gaps if g.id == ids[ids.index(placed[-1].gap) + 1])
    return behind.id if behind.unit == given.unit else None


def _by_unit(given: Given, at: Situation, taken: set[str]) -> str | None:
    """Return the only gap that has the unit of a figure, where a character of its name stands
    before it: 会务场次20场 for 承办会议▁场."""
    same = [g for g in at.gaps if given.unit and g.unit and g.id not in taken]
    same = [g for g in same if g.unit == _in_its_unit(given, g).unit]
    if len(same) != 1 or same[0].kind is GapKind.PART:
        return None
    before = at.report.text[max(0, same[0].start - _BEFORE // 3) : same[0].start]
    return same[0].id if set(given.name) & set(before) else None


def _alone_in_its_part(given: Given, at: Situation, taken: set[str]) -> str | None:
    """Return the only gap of the part that a name is about: 红色驿站那个XX."""
    part = speaking_of(given.name, at.report)
    free = [
        g.id
        for g in at.gaps
        if part is not None and part.start <= g.start < part.end and g.kind is not GapKind.PART
        if g.id not in taken and takes(g, given.unit)
    ]
    return free[0] if len(free) == 1 else None


def _nearest(given: Given, at: Situation, taken: set[str], ahead: int = 1) -> str | None:
    """Return the gap whose words, those before it and what it says is missing, are most like a
    name, if no other is as near; `ahead` is by how many characters."""
    text = at.report.text

    free = [
        (held_in(given.name, text[max(0, g.start - _BEFORE) : g.start] + g.wanted), g.id)
        for g in at.gaps
        if g.kind is not GapKind.PART and g.id not in taken and takes(g, given.unit)
    ]
    ranked = sorted(free, reverse=True)
    if not ranked or ranked[0][0] < max(2, len(given.name) // 2):
        return None
    if ahead > 1 and ranked[0][0] < 2 * ahead:
        return None
    alone = len(ranked) == 1 or ranked[1][0] + ahead <= ranked[0][0]
    return ranked[0][1] if alone else None


def takes(gap: Gap, unit: str) -> bool:
    """Whether a figure with a unit may stand in a gap."""
    if not unit or not gap.unit or unit in _SCALES:
        return True
    return gap.unit in (unit, _SAME_UNIT.get(unit)) or unit.endswith(gap.unit)


def _asked_about(at: Situation) -> list[Gap]:
    """Return the gaps that the open question offers."""
    ids = {f.gap for c in at.choices for s in c.means.steps for f in s.facts if f.gap}
    return [g for g in at.gaps if g.id in ids]


def _open(placed: tuple[Given, ...], at: Situation) -> list[Gap]:
    taken = {p.gap for p in placed}
    return [g for g in at.gaps if g.id not in taken and g.kind is not GapKind.PART]


def _sections(placed: tuple[Given, ...], at: Situation) -> tuple[str, ...]:
    gaps = {g.id: g for g in at.gaps}
    found = (at.at(gaps[p.gap].start) for p in placed if p.gap in gaps)
    return tuple(dict.fromkeys(s for s in found if s is not None))


def of_a_figure(left: tuple[Given, ...], at: Situation) -> Reading | None:
    """Read 引进项目9个 as a correction where the report has a figure there: 引进项目8个."""
    [one] = left if len(left) == 1 else [None]
    if one is None or len(one.name) < 2:
        return None
    meant = [
        f
        for f in find_figures(at.report.text)
        if f.unit
        and one.unit.endswith(f.unit)
        and f.subject
        and (one.name in f.subject or f.subject in one.name)
    ]
    if not meant:
        near = [f for f in find_figures(at.report.text) if f.unit and one.unit.endswith(f.unit)]
        before = [
            (held_in(one.name, at.report.text[max(0, f.start - _BEFORE) : f.start]), f)
            for f in near
        ]
        best = max((b for b, _ in before), default=0)
        meant = [f for b, f in before if b == best] if best >= max(2, len(one.name) // 2) else []
    texts = {f.text for f in meant}
    if len(texts) != 1:
        return None
    new = f"{one.value}{one.unit}"
    if meant[0].text == new:
        return None
    step = Step("correct", whole=True, old=meant[0].text, new=new, instruction=one.name)
    return Reading(Act.TASK, (step,))
