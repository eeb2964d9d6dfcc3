"""Decisions on a proposal that clauses say of its parts: 五的要，六的不要; 公厕那部分我同意这么改，
队伍建设那部分先不动.

Only what is understood to its last word decides: a clause is a name, with words for yes or no
around it and words that say neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.chat import asking
from assistant.chat.by_example import conclusion_of
from assistant.chat.commands import complains
from assistant.chat.kept import most_alike
from assistant.chat.kinds import LIKELY, kind_of
from assistant.chat.normal import QUOTED
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading
from assistant.chat.vocabulary import said, says_nothing
from assistant.document import BlockKind
from assistant.findings import Message
from assistant.instruction.loose_names import bare_name
from assistant.instruction.mentions import find_mention
from assistant.numbering import parse_number
from assistant.session import Proposal
from assistant.session.plain.spans import sentences

_END = re.compile(
    f"(?:(?P<no>{said('leaves_it').pattern})|(?P<yes>{said('takes_it').pattern})"
    f"|{said('says_neither').pattern})$"
)
_SPARES = re.compile("除(?:了|去|开)?(?P<what>[^，。；]{1,20}?)(?:以外|之外|外)?$")
_ALL = re.compile("(?:其[余他]的?|别的|剩下的?)?(?:都|全)")
_AMONG = re.compile(
    "^(?:就是?|唯独?|只有|只是|但是?|不过)(?=第|\\d|\\(|[^，。]{2,8}[那这])|^(?:这|那)?[两三四五六七几]个?(?:小?节|部分|[处条点块])(?:(?:里[头面]?|当中|之?中)$|(?:里[头面]?|当中|之?中)?(?:就|只有|只)?(?=.))"
)
"""In front of one of several: 三个小节里就（二）可以."""
_WHY = re.compile(
    "(?:[念读看听]着?|感觉|[压改写砍删]得|(?:压缩|修改|改动)?[幅力]度)?(?:丢的?[^，。；]{0,4}|也|都|有点|还是)?(?:(?:太|过于|过(?=[大小长短多少重狠])|不够|嫌|偏|有点|不顺|别扭|拗口|不像)[^，。；]{0,6}|[缺少漏丢没]了[^，。；]{2,12}|把[^，。；]{2,12}?(?:[丢漏删]了?|没了|没提))$"
)
"""Behind a part, or alone: why it is decided so."""
_ONLY = re.compile(
    "(?:行|好|可以)?(?:就|先|我)*(?:只|仅|光|单)(?:收下?|要|采用|采纳|接受|留下?|用|换|同意|认可?)了?(?=.)"
)
_BEGINS = re.compile(
    "(?:(?P<no>不要|别要|不用|不采用|去掉)|(?:要|采用|收下?|留下?|用|同意))(?=第|[前后]|最[前后]|开头)"
)
_DECIDED = {"adopt": True, "adopt_part": True, "reject": False, "keep": False, "undo": False}
"""Whether a clause of a kind that names a part takes what is proposed for it."""
_OTHERS = re.compile(
    "(?:后面|其余|其[他它]|别[的个]?|另外?|剩下|余下)(?:的)?(?:[那几]?(?P<n>[一两二三四五六])?(?:小?节|部分|[处个条块点])(?:改动|修改)?)?"
)
_A_SENTENCE = re.compile("的?[那这]一?(?:句话?|处)$")
_OF_TWO = re.compile("(?P<first>前)?(?:后)?(?:面)?(?:那)?一(?:处|个|块|节|条|部分)")
_ITEMS = re.compile("[条点]$")
_OF_LINES = re.compile(
    "(?:(?P<title>[大总]标题|题目)|(?P<heading>(?:小|分|各级)标题)|(?P<both>标题)|正文)(?:[里中上内](?:面|头|边)?)?的?"
    "(?P<one>[那这]一?[个处])?"
)
"""Lines of a report by what they are: 标题里那个, 正文里的."""
_COUNTS = {c: n for n, c in enumerate("一二三四五六", 1)} | {"两": 2}
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_UNIT = r"(?:处|个|条|项|点)(?:改动|修改|地方|变动|建议)?"
NTH = (
    rf"第?{_N}(?:{_UNIT})?(?:(?:、|和|与|，|跟|及)第?{_N}(?:{_UNIT})?)*{_UNIT}|"
    rf"(?:前|头|后|最后|末)(?:面)?(?:的)?(?:{_N}|两|几){_UNIT}|最(?:后|"
    rf"末)的?(?:那|一)?{_UNIT}|(?:头|首|开头)一?{_UNIT}"
)
"""Words for changes by their numbers: 第二处, 前两处."""


def part_by_part(sentence: str, waits: Proposal, at: Situation) -> Reading | None:
    """Return which changes are taken by a sentence that says of parts, each in a clause, whether
    their changes are; None where it does not say so of two, or says anything else.

    除第五部分，别的都用新的 says it of what is left out as well; a clause that only tells why
    belongs to the part before it.
    """
    taken: list[str] = []
    named_here: list[str] = []
    last: bool | None = None
    parts, held, others = 0, "", False
    clauses = [c for c in re.split("[，。；]", conclusion_of(sentence)) if c]
    if len(clauses) == 1 and (left := _lines_left(clauses[0], waits, at)) is not None:
        return left
    only = bool(clauses) and _ONLY.match(clauses[0]) is not None
    for clause in clauses:
        spares = _SPARES.match(clause)
        if not (said_of := _AMONG.sub("", spares["what"] if spares else clause)):
            continue
        name, takes = verdict_on(said_of)
        surely = takes is not None
        if not name and held and surely:
            name, held = held, ""
        if not name:
            others = others or (last is None and takes is True and _ALL.match(clause) is not None)
            if (
                takes is None
                or (last is not None and last != takes)
                or (last is None and not takes)
            ):
                return None
            continue
        if takes is None and not spares and _meant(name, waits, at, (), by_name=True):
            held = name  # 四，还是照老的
            continue
        if takes is None and not spares:
            kind = kind_of(clause)
            if _only_why(said_of):
                one = _part_of_reason(said_of)
                if one and _meant(one, waits, at, (), by_name=True) is not None:
                    held = one
                elif named_parts(clause, at):
                    return None
                continue
            if kind.label not in _DECIDED or kind.sure < LIKELY:
                return None
            name, takes = clause, _DECIDED[kind.label]
            if re.search(NTH, find_mention(clause, at.report, None).rest):
                return None  # 第三部分里我只同意第一处: of the part no more is meant
        inside = _meant(_WHY.sub("", name), waits, at, named_here, by_name=surely or bool(spares))
        if inside is None or (takes and _A_SENTENCE.search(name)):
            return None  # 那句还要: as it was, or as it is to be
        last, parts = takes, parts + 1
        if takes:
            taken += [c for c in inside if c not in named_here]
        else:
            taken = [c for c in taken if c not in inside]  # 两条都可以用，（二）的我再想想
        named_here += inside
    if others and parts and not taken:  # 都行，就（二）那节别用
        taken = [c.id for p in waits.parts for c in p.changes if c.id not in named_here]
        only = True
    taken = list(dict.fromkeys(taken))
    decided = not held and (parts > 1 or (parts == 1 and only))
    return Reading(Act.ADOPT_PART, changes=tuple(taken)) if decided and taken else None


def named_parts(clause: str, at: Situation) -> Sequence[str]:
    """Return the parts that a clause about a decision names, by number or what they are called."""
    found = find_mention(clause, at.report, at.spoken_of)
    return () if found.problem is not None else found.ids


def _only_why(clause: str) -> bool:
    """Whether a clause tells how something reads, and asks for nothing."""
    return complains(clause) or _WHY.search(clause) is not None


def _part_of_reason(clause: str) -> str:
    return _WHY.sub("", clause)


def verdict_on(clause: str) -> tuple[str, bool | None]:
    """Return what a clause names, and whether it takes that; None where it does not say."""
    only = _ONLY.match(clause) or _BEGINS.match(clause)
    takes = None if only is None else not only.groupdict().get("no")
    text = clause[only.end() :] if only else clause
    while (end := _END.search(text)) is not None:
        if end["no"]:
            takes = False
        elif end["yes"] and takes is None:
            takes = True
        text = text[: end.start()]
    return text, takes


def _meant(
    name: str, waits: Proposal, at: Situation, before: Sequence[str], *, by_name: bool
) -> list[str] | None:
    """Return the changes that a name means (第一处, 前一处 of two parts, 其余, a part), or None;
    the others are those of no clause `before`."""
    every = [c.id for p in waits.parts for c in p.changes]
    if (others := _OTHERS.fullmatch(name)) is not None:
        left = [c for c in every if c not in before]
        count = _COUNTS.get(others["n"] or "")
        holding = {p.id for p in waits.parts if any(c.id in left for c in p.changes)}
        several = len([p for p in waits.parts if p.changes]) > 1
        return left if count is None or not several or count == len(holding) else None
    both = at.last[-1].sections if at.last else None
    if both is not None and len(both) == 2 and (of_two := _OF_TWO.fullmatch(name)) is not None:
        return within(waits, both[:1] if of_two["first"] else both[1:], at)
    if (lines := _OF_LINES.fullmatch(name)) is not None:
        return _in_lines(lines, waits, at)
    if re.fullmatch(NTH, name):
        if _ITEMS.search(name) and both is not None and len(both) > 1:
            ids = changes_named(name, [*both])  # 前两条 of parts that are such
            return within(waits, ids, at) if ids else None
        return changes_named(name, [c.id for c in waits.changes])
    name = re.sub("^([一二三四五六七八九])(?:的?[那这]一?个?(?:部分|块)?)?$", r"第\1部分", name)
    name = re.sub("(?<=[\\d)分节条点])[那这]一?个?(?:小?[节块条点份]|部分)$", "", name)
    name = re.sub("[那这]一?个$", "那部分", name)
    named = find_mention(name, at.report, None, by_name=by_name)
    if named.ids and named.problem is None and (not by_name or says_nothing(named.rest)):
        return within(waits, named.ids, at)
    if not by_name or (found := _by_heading(name, waits, at)) is not None:
        return found if by_name else None
    return _of_sentence(name, waits, at)


def _in_lines(meant: re.Match[str], waits: Proposal, at: Situation) -> list[str] | None:
    """Return the changes in the title, in headings, or in what is neither; None where one is meant
    of several."""
    spans = {
        "title": [(b.start, b.end) for b in at.report.blocks if b.kind is BlockKind.TITLE],
        "heading": [(s.start, s.heading_end) for s in at.report.walk() if s.heading],
    }
    kinds = [k for k in spans if meant[k] or meant["both"]] or [*spans]
    named = [one for kind in kinds for one in spans[kind]]
    inside = any(meant[k] for k in (*spans, "both"))
    found = [
        c.id
        for p in waits.parts
        for c in p.changes
        if any(a <= p.start + c.old_start < b for a, b in named) == inside
    ]
    return None if meant["one"] and len(found) > 1 else found


def _lines_left(clause: str, waits: Proposal, at: Situation) -> Reading | None:
    """Ask for the rest of an exchange where all that is said is which lines stay as they are:
    标题里那个不换, of which all that may be meant is offered first; None where anything else is
    said."""
    name, takes = verdict_on(clause)
    lines = _OF_LINES.fullmatch(name.rstrip("都全也")) if takes is False else None
    if lines is None or not at.last or any(s.task != "replace" for s in at.last):
        return None
    left = [(lines.group(), _in_lines(lines, waits, at))]
    if left[0][1] is None:
        named = [m for m in map(_OF_LINES.fullmatch, ("标题", "大标题", "小标题")) if m]
        left = [(m.group(), _in_lines(m, waits, at)) for m in named]
    every = [c.id for p in waits.parts for c in p.changes]
    offers = [
        Choice(f"{what}不换，采用其余 {len(rest)} 处", Reading(Act.ADOPT_PART, changes=rest))
        for what, ids in left
        if ids and (rest := tuple(c for c in every if c not in ids))
    ]
    told = Message(
        f"“{name}”不换，我听懂了，其余的采用吗？这份建议还在等您决定，报告没有变。",
        f"“{name}” stays: are the other changes to be adopted? Nothing has changed yet.",
    )
    if not offers and left[0][1]:
        return Reading(Act.REJECT)  # nothing else is to be exchanged
    if not offers:
        told = Message(
            f"这份建议在“{name}”里没有要换的，报告没有变。要采用请说“采用”。",
            f"Nothing is to be exchanged in “{name}”. To take the proposal, say “adopt”.",
        )
    return asking.ask((), told, "agree" if offers else "", offers)


def takes_one(sentence: str, waits: Proposal, at: Situation) -> bool:
    """Whether a clause takes something of a proposal that it names, and another leaves some."""
    found = [verdict_on(c) for c in re.split("[，。；]", sentence) if c]
    taken = [name for name, takes in found if name and takes]
    return any(takes is False for _, takes in found) and any(
        _OF_LINES.fullmatch(name) or _meant(name, waits, at, (), by_name=True) for name in taken
    )


def _by_heading(name: str, waits: Proposal, at: Situation) -> list[str] | None:
    """Return the changes of the one part in a proposal whose heading a name means."""
    called = re.sub("[那这]一?个?(?:部分|小?节|[块条段点])$", "", name)
    inside = [p.id for p in waits.parts]
    there = [s for s in at.report.walk() if any(f"{s.id}.".startswith(f"{i}.") for i in inside)]
    meant = [s.id for s in there if len(called) > 1 and called in s.heading]
    if not meant and len(called) > 2:
        # What a proposal adds, or cleans between the parts, has no ID in the report.
        meant = [p.id for p in waits.parts if called in at.report.text[p.start : p.end]]
    return within(waits, meant, at) if len(meant) == 1 else None


def _of_sentence(name: str, waits: Proposal, at: Situation) -> list[str] | None:
    """Return the changes in the one sentence that a name describes: 讲“三重一大”的那一句."""
    told, text = _A_SENTENCE.sub("", name), at.report.text
    places = [s for p in waits.parts for s in sentences(text, p.start, p.end)]
    quoted = QUOTED.search(told)
    words = quoted.group()[1:-1] if quoted is not None else bare_name(told)
    place = most_alike(words, places, text) if told != name else None
    if place is None:
        return None
    return [
        c.id
        for p in waits.parts
        for c in p.changes
        if p.start + c.old_start < place[1] and place[0] < p.start + max(c.old_end, c.old_start + 1)
    ]


def within(waits: Proposal, ids: Sequence[str], at: Situation) -> list[str]:
    """Return the changes of a proposal that lie in parts, or in what is named of its parts."""
    spans = [(s.start, s.end) for s in at.report.walk() if s.id in ids]
    spans += [(p.start, p.end) for s in at.report.walk() for p in s.points if p.id in ids]
    return [
        c.id
        for p in waits.parts
        for c in p.changes
        if any(p.id == s or p.id.startswith(s + ".") for s in ids)
        or any(
            a <= p.start + c.old_start < b
            and p.start <= a
            and b <= p.end
            and (a, b) != (p.start, p.end)
            for a, b in spans
        )
    ]


def changes_named(spec: str, ids: list[str]) -> list[str] | None:
    """Return the changes that words name by their numbers, None where there are none such."""
    if spec.startswith("c"):
        named = [f"c{n}" for n in re.findall(r"\d+", spec)]
        return named if set(named) <= set(ids) else None
    if re.match("最(?:后|末)的?(?:那|一)?[处个条项点]", spec):
        return ids[-1:] or None
    if re.match("(?:头|首|开头)一?[处个条项点]", spec):
        return ids[:1] or None
    group = re.match(rf"(前|头|后|最后|末)(?:面)?(?:的)?({_N}|两)", spec)
    if group is not None:
        count = parse_number(group[2].replace("两", "二")) or 0
        if not 0 < count <= len(ids):
            return None
        return ids[:count] if group[1] in "前头" else ids[-count:]
    numbers = [parse_number(n) or 0 for n in re.findall(_N, spec)]
    if not numbers or not all(0 < n <= len(ids) for n in numbers):
        return None
    return [ids[n - 1] for n in numbers]
