"""Parts that are listed by bare numbers or labels, by numbers that every reader knows.

第一部分的3和5                ->  1.3、1.5
（三）（四）各压一半          ->  1.3、1.4各压一半
2.1 2.3 2.5                   ->  2.1、2.3、2.5
1、3、5 都压到200             ->  第1、3、5部分都压到200

A label alone is one of the part that was named before, or spoken of, or of the only part that has
such labels.  What does not fit the report to its last number stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.document import Report, Section
from assistant.instruction.part_names import begins
from assistant.instruction.part_numbers import INSIDE, PART, N
from assistant.instruction.parts import DOTTED, Unclear, find_parts
from assistant.instruction.relative_parts import items_of, numbers_of
from assistant.numbering import parse_number

_AND = "(?:[、/ ]|和|跟|与|及|以及|还有|加上?)*"
_UNIT = "(?:个|小)*(?:点|条|项|节|方面)"
_PAREN = rf"\({N}\)"
_ANY = (
    rf"(?:{_PAREN}|第{N}(?:{_UNIT}|(?!{PART}|自?然?段))"
    rf"|{N}(?![\d.%年月日号届成倍]|[个多余来]?[字百千万亿]|{_UNIT}))"
)
_SO_MANY = "(?:[那这]?(?:[两二三四五六七八九]|[2-9])个?(?:小)?(?:点|条|项|节|段|块|部分))?"
_IN_A_PART = re.compile(
    rf"(?P<home>第{N}{PART}|(?:(?<=^)|(?<=[把将，。；]))[一二三四五六七八九]的|(?:{DOTTED.pattern})(?=里|的|下))"
    rf"(?:(?:{INSIDE})(?P<list>{_ANY}(?:{_AND}{_ANY})+){_SO_MANY}(?!{_AND}{N})"
    rf"|的(?P<one>{N})(?=，?(?:[也都再就太]|有点)*(?:[压缩减短精润]|改(?!革)|写)))"
)
"""Several of one part: 第二部分第三点第五点还有第七点, 2.2里1 2 3那三小条."""
_LABELS = re.compile(
    rf"(?:(?<=^)|(?<=[，。；：把将对给是让请再先除就只 ])|(?<=除了))"
    rf"(?P<list>{_PAREN}(?:{_AND}{_PAREN})*)(?![到至—~-]){_SO_MANY}"
)
_HOME = re.compile(rf"第{N}{PART}|{DOTTED.pattern}")
_DOTTED = re.compile(rf"(?:{DOTTED.pattern})(?:[ 、]+(?:{DOTTED.pattern}))+")
_TOP = "[一二三四五六七八九]"
_TOPS = re.compile(
    f"(?:(?<=^)|(?<=[，。；]))(?P<lead>把|将)?"
    f"(?P<list>[1-9](?:(?:、|和|跟|与| )[1-9])+|{_TOP}(?:[、和跟与]{_TOP})+|{_TOP}{{3,}})"
    "(?P<behind>，?(?:这|那)?[两三四五]?(?:块|个|(?P<unit>[条点节]))?"
    "(?:都|各|全|每|分别|压|缩|改(?!革)|精简|短|弄|写))"
)
_HOME_ALONE = re.compile(
    f"(?:(?<=^)|(?<=[把将，。；和跟与、]))({_TOP})(?:[的里](?=第{N}个?小?[点条节])|、(?={_PAREN}))"
)
"""二的第三点, 一、（二）."""
_RUN = re.compile(
    f"(?P<home>第{N}{PART}的?|(?:(?<=^)|(?<=[把将，。；])){_TOP}的)(?P<run>{_TOP}{{2,5}})"
    "(?=(?:[那这]?[两三四五]?个?小?[点条节])?(?:都|各|全|再|分别)*(?:压|缩|短|改|写|精简|减|砍))"
)
"""二的三四五短一半: 2.3, 2.4 and 2.5."""
_ARROW = re.compile(
    rf"(?P<part>第{N}{PART}|{DOTTED.pattern})[ ，]?(?:→|->|=>)[ ]?(?=\d{{2,4}}字?(?:$|[，。；]))"
)
_TO_THE_END = re.compile(
    rf"从?(?P<first>第{N}{PART})(?:(?:开始|起)，?(?:一直)?(?:[到至往](?:最后|末尾|结尾|文末|后))?|，?(?:一直)?[到至](?:最后|末尾|结尾|文末))"
    "(?:的?(?:各|所有)?(?:部分|内容))?，?(?=都|全|统统|各|每|请|语气|口气|文字|[压缩精改])"
)
"""从第二部分开始，一直到最后."""
_NUMBER = re.compile(N)


def bare_lists(text: str, report: Report, spoken_of: str | None) -> str:
    """Return a plain sentence with the parts that it lists by bare numbers called by theirs;
    `spoken_of` is the part whose items were spoken of last."""
    text = _ARROW.sub(
        lambda m: f"{m['part']}压到" if _there(m["part"], report) else m.group(), text
    )
    text = _TO_THE_END.sub(lambda m: f"{m['first']}到第{len(report.sections)}部分", text)
    text = _HOME_ALONE.sub(r"第\1部分的", text)
    text = _RUN.sub(lambda m: f"{m['home']}{'、'.join(m['run'])}", text)
    text = _IN_A_PART.sub(lambda m: _inside(m, report), text)
    text = _DOTTED.sub(lambda m: _dotted(m, report), text)
    text = _TOPS.sub(lambda m: _tops(m, report), text)
    return _LABELS.sub(lambda m: _labelled(m, report, spoken_of), text)


def _inside(match: re.Match[str], report: Report) -> str:
    home = match["home"]
    home = f"第{home[:-1]}部分" if home.endswith("的") else home
    ids = _items(match["list"] or match["one"], _only(home, report), report)
    return numbers_of(ids) if ids else match.group()


def _dotted(match: re.Match[str], report: Report) -> str:
    ids = DOTTED.findall(match.group())
    return "、".join(ids) if all(_there(i, report) for i in ids) else match.group()


def _there(part: str, report: Report) -> bool:
    return not DOTTED.fullmatch(part) or any(
        part in (s.id, *(p.id for p in s.points)) for s in report.walk()
    )


def _tops(match: re.Match[str], report: Report) -> str:
    said = match["list"]
    listed = _NUMBER.findall(said) if re.search("[^一二三四五六七八九]", said) else list(said)
    numbers = [parse_number(n) or 0 for n in listed]
    if numbers != sorted(set(numbers)) or numbers[-1] > len(report.sections):
        return match.group()
    if match["unit"] and any(items_of(s) for s in report.sections):
        return match.group()
    behind = match["behind"].lstrip("，")
    return f"{match['lead'] or ''}{numbers_of([str(n) for n in numbers])}{behind}"


def _labelled(match: re.Match[str], report: Report, spoken_of: str | None) -> str:
    behind = match.string[match.end() :]
    if any(begins(s.heading, behind) for s in report.walk()):
        return match.group()  # a label with its heading
    before = _HOME.findall(match.string[: match.start()])
    homes: list[Section | None] = [_only(before[-1], report)] if before else []
    homes.append(_only(spoken_of, report) if spoken_of else None)
    homes += _with_labels(match["list"], report)
    for home in homes:
        if home is not None and (ids := _items(match["list"], home, report)):
            return numbers_of(ids)
    return match.group()


def _with_labels(listed: str, report: Report) -> list[Section | None]:
    """Return the one section below which all of these labels are printed; none where several."""
    labels = set(_NUMBER.findall(listed))
    found: list[Section | None] = [
        s
        for s in report.walk()
        if labels
        <= {c.number.strip("（）()、 #") for c in s.children if "（" in c.number or "(" in c.number}
    ]
    return found if len(found) == 1 else []


def _only(words: str, report: Report) -> Section | None:
    try:
        found = find_parts(words, report)
    except Unclear:
        return None
    home = found[0] if len(found) == 1 else None
    return home if isinstance(home, Section) else None


def _items(listed: str, home: Section | None, report: Report) -> Sequence[str]:
    """Return the items of a part that a list of numbers means; empty where one is not there."""
    if home is None:
        return ()
    ids: list[str] = []
    for said in re.findall(_ANY, listed):
        number = _NUMBER.search(said)
        assert number is not None
        words = said if said.startswith("(") and home.children else f"第{number.group()}条"
        try:
            ids += [part.id for part in find_parts(words, report, [home.id])]
        except Unclear:
            return ()
    return ids if all(i.startswith(f"{home.id}.") for i in ids) else ()
