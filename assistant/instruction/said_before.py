"""Parts that a sentence points back at, or counts in words of its own, by their numbers.

第二部分太长，把这一节压到300字      ->  … 把第2部分压到300字
一头一尾两块压短点                  ->  第1、5部分压短点
从后往前数第三个大块                 ->  倒数第三部分
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.document import Report
from assistant.instruction.listed_parts import listed
from assistant.instruction.loose_parts import COUNTS, loosely
from assistant.instruction.mention_words import A_PART, KEEP, NEAR, REST, SPAN, WHOLE
from assistant.instruction.mentions import find_mention
from assistant.instruction.part_names import begins
from assistant.instruction.part_numbers import N
from assistant.instruction.relative_parts import numbers_of, placed
from assistant.instruction.told_paragraphs import paragraphs_named
from assistant.instruction.told_parts import told

_ITEM = "(?:大|小)?(?:部分|[节条点块章段项处块])"
_BEFORE_IT = (
    "(?:^|(?<=[把将对给让使请您你我先再就也都以此，])|(?<=然后)|(?<=接着)|(?<=之后)|(?<=以后))"
)
_THIS = re.compile(f"{_BEFORE_IT}(?:[这那]一?个?{_ITEM}|该(?:部分|[节条章段])|它(?!们|[上下前后]))")
_THESE = re.compile(f"{_BEFORE_IT}(?:[这那](?:[两二三四几]个?{_ITEM}|[俩仨])|[两二]者|它们|两处)")
_FORMER = re.compile(f"前者|(?<![之以])前一?个?{_ITEM}(?!分)|头一个(?!{_ITEM})")
_LATTER = re.compile(f"后者|(?<![之以今然随最往])后一?个?{_ITEM}|后一个(?!{_ITEM})")
_NOT_IT = re.compile(
    "^(?:就|先|请|千万)*((?:不要|别|不许|不能|不用|先不|莫|甭)(?:再|去)?)(动|改|碰|压|删|管)(?:它|他)(?=$)"
)
_LABEL = re.compile(
    "(?<![部分一二三四五六七八九十\\d的里面头边])\\(([一二三四五六七八九十]{1,2})\\)"
)
_ENOUGH = 3
"""Characters of a heading that tell it."""
_ALL = re.compile(
    "(?<![前后最中间第分成])(?:这|全部|所有|一共)?([两三四五六七八九十])个大?(?:部分|板块|块)(?:请|都|，)?(?:每一?个(?:部分)?|各(?:自|个)?|分别)(?:都)?"
)
_BESIDE = re.compile("(?:^|[把将对给就，和跟与])$")
_QUOTED = re.compile('[“「"]([^“”「」"]{2,40})[”」"]')
_PARTS = (
    "(?:这|那)?(?:[一二两三四五六七八几]个?|些|各?个)?(?:大|小)*(?:部分|块|章|节|条|点|段|项|头)"
)
_ENDS = re.compile(
    f"(?:一?头一?尾|一?首一?尾|头和尾|首和尾|开头和?最后)(?:这|那)?(?:两|二|俩)?个?(?:的)?(?:{_PARTS})?"
    "|(?:最前[面头]?|打头|开头)的?(?:一?[块个章])?[和跟与、](?:最后[面头]?|收尾|末尾|最末)的?这?两个?大?(?:块|部分|章)"
)
_BY_TURNS = tuple(
    re.compile(f"(?:{words})(?:的|那|这)*(?P<n>[两三四五])?个?(?:大)?(?:部分|块|章)")
    for words in ("单数|奇数|逢单", "双数|偶数|逢双")
)
_FROM_END = re.compile(
    f"(?:从|打|自)?(?:最?后|末尾|尾巴?|底下)(?:面|头|边)?(?:往|向|朝)?(?:前|上|回)(?:面|头|边)?(?:数|算|起|倒|着|的|过来|第起)*(?P<n>第{N})个?(?:大|小)?(?P<unit>部分|[块章节条点])"
    f"|(?:倒着?|反着)数?(?:过来)?(?:数|算|的)*(?P<m>第{N})个?(?:大|小)?(?P<u>部分|[块章节条点])"
)
_LOOKING = re.compile(
    "^(?:就|我|你|先|帮我|请)*(?:看看?|看下|找找?|寻|盯|瞅)?(?:着|到|见)?(?:那个|这个|那|这)?"
)
_LAST_ONE = re.compile(
    "(?:最后(?=[那这])|最末|最尾|末了|压尾|收尾|殿后|最后头|最后面)的?(?:那|这)?一?个?大?(?:部分|块|章)"
)
_WHERE = re.compile(
    f"(?P<what>[^，。；]{{2,24}}?)(?:待|落|放|写)?(?:在|归|属于?)(?:的)?(?:哪|那)一?个?(?P<item>{_ITEM})[，、]?(?:里头?|里面|中)?[，、]?(?:就)?(?:把|将|给)?(?:那|哪)一?个?{_ITEM}"
    f"|(?P<it>[^，。；]{{2,24}}?)，(?:它|这[事句话]?儿?)(?:所|是)?(?:待|在|属)(?:的|于|着)*(?:[那这哪])一?个?(?P<unit>{_ITEM})(?:里头?|里面|中)?"
)


_MOVED = re.compile(
    "(?P<lead>(?:接着|然后|再|最后|并且?|随后)*)(?:整体|整块|整个|一起)?(?:挪|移|搬)(?:动)?[到至在]"
)
"""What is moved was named before: 接着整体挪到项目建设前面去."""


_SPEAKING = re.compile(
    "(?:(?:最?[前后]|上|下)[面头边]?的?)?[那这]一?个(?P<what>(?:讲|谈|说|写|关于|涉及)[^，。；]{2,20}?的)"
    "(?:[那这]一?个?)?(?P<unit>部分|小?节|块|段|条|点)"
)
"""后面那个讲打算的部分: what 那个 belongs to stands behind."""


def named_in(clause: str, report: Report) -> list[tuple[str, ...]]:
    """Return the parts that a clause names for certain: by number, as 那一节, or by words in quotes
    that stand in one of them alone; those that it lists together as one."""
    if SPAN.search(clause) or A_PART.search(clause):
        kept = KEEP.search(clause)  # what stays is named as well
        if kept is not None and kept["a"]:
            clause = f"{kept['a']}，压"
        found = find_mention(clause, report, None)
        return [found.ids] if found.ids and found.problem is None else []
    held = [i for words in _QUOTED.findall(clause) if (i := _holding(words, report))]
    return [(held[0],)] if len(set(held)) == 1 else []


def number_of(ids: Sequence[str]) -> str:
    """Return words for parts that every reader knows: 第3部分, 1.2、1.3, 开头."""
    outside = {"preamble": "开头", "closing": "结尾"}
    return outside[ids[0]] if len(ids) == 1 and ids[0] in outside else numbers_of(ids)


def counted(sentence: str, report: Report) -> str:
    """Return a sentence with the parts that it counts, or looks for, in words of its own by their
    numbers: 一头一尾两块, 单数的三块, 家庭助廉承诺在哪块里就把那块…."""
    sentence = _SPEAKING.sub(r"\g<what>那一\g<unit>", sentence)
    for reads in (
        paragraphs_named,
        told,
        listed,
        placed,
        _labelled,
        _all_of_them,
        _ends,
        _by_turns,
        _from_end,
        _where,
    ):
        sentence = reads(sentence, report)
    return sentence


def with_places(text: str, before: Sequence[tuple[str, ...]], report: Report) -> str:
    """Return a clause with the parts that it points at, of those named `before` it, by their
    numbers; as it is where they cannot be told."""
    if not before or WHOLE.search(text) or REST.search(text):
        return text
    if (moved := _MOVED.match(text)) is not None:
        return f"{moved['lead']}把{number_of(before[-1])}{text[moved.end('lead') :]}"
    if SPAN.search(text):
        return _inside(text, before[-1], report)
    distinct = list(dict.fromkeys(before))
    if len(distinct) == 2:
        text = _LATTER.sub(number_of(distinct[1]), _FORMER.sub(number_of(distinct[0]), text))
    if SPAN.search(text):
        return text
    last = before[-1]
    if len(last) == 1:
        if (stays := _NOT_IT.match(text)) is not None:
            return f"{number_of(last)}{stays[1]}{stays[2]}"
        if (near := NEAR.search(text)) is not None and _BESIDE.search(text[: near.start()]):
            beside = find_mention(text, report, last[0])
            if len(beside.ids) == 1 and beside.ids != last:
                return text.replace(near.group(), number_of(beside.ids), 1)
        text = _THIS.sub(number_of(last), text, count=1)
    several = [i for ids in distinct for i in ids]
    if len(several) > 1:
        text = _THESE.sub(number_of(several), text, count=1)
    return text


def _inside(text: str, home: tuple[str, ...], report: Report) -> str:
    """Return 第二点 of the part named before, where none else could be meant."""
    match = SPAN.search(text)
    above = {i.rpartition(".")[0] for i in home}
    if match is None or len(above) > 1 or find_mention(text, report, None).problem is None:
        return text
    for around in (*(home if len(home) == 1 else ()), *above):
        inner = find_mention(match.group(), report, around).ids if around else ()
        if inner and all(i.startswith(f"{around}.") for i in inner):
            return f"{text[: match.start()]}{number_of(inner)}{text[match.end() :]}"
    return text


def _holding(words: str, report: Report) -> str | None:
    """Return the section that alone is headed by words, else the lowest that alone holds them."""
    headed = [s for s in report.walk() if words in s.heading]
    if len(headed) == 1:
        return headed[0].id
    places = [m.start() for m in re.finditer(re.escape(words), report.text)]
    inside = [s for s in report.walk() if all(s.start <= at < s.end for at in places)]
    return inside[-1].id if inside and places else None


def _labelled(text: str, report: Report) -> str:
    """Read （一）守牢底线, a label with the heading it stands before, of which there is one."""
    for match in reversed(list(_LABEL.finditer(text))):
        behind = text[match.end() :]
        sizes = {
            s.id: begins(s.heading, behind)
            for s in report.walk()
            if s.number.strip("（）()、") == match[1] and "." in s.id
        }
        meant = [i for i, size in sizes.items() if size >= _ENOUGH]
        if len(meant) == 1:
            text = text[: match.start()] + meant[0] + behind[sizes[meant[0]] :]
    return text


def _all_of_them(text: str, report: Report) -> str:
    """Read 五个部分每个都… of a report that has five."""
    match = _ALL.search(text)
    count = {"十": 10, "九": 9}.get(match[1]) or COUNTS.get(match[1]) if match else None
    if match is None or count != len(report.sections):
        return text
    return f"{text[: match.start()]}各部分{text[match.end() :]}"


def _ends(text: str, report: Report) -> str:
    return _ENDS.sub(f"第1、{len(report.sections)}部分", text, count=1)


def _by_turns(text: str, report: Report) -> str:
    """Read 单数的三大块: as many as are said, where a number is said."""
    for first, pattern in enumerate(_BY_TURNS):
        match = pattern.search(text)
        ids = [s.id for s in report.sections[first::2]]
        if match is not None and COUNTS.get(match["n"] or "", len(ids)) == len(ids):
            text = text[: match.start()] + number_of(ids) + text[match.end() :]
    return text


def _from_end(text: str, _report: Report) -> str:
    text = _LAST_ONE.sub("最后一部分", text)
    return _FROM_END.sub(
        lambda m: f"倒数{m['n'] or m['m']}{(m['unit'] or m['u']).replace('块', '部分')}", text
    )


def _where(text: str, report: Report) -> str:
    """Read 头雁在哪个大点里，就把那个大点…: the part that alone holds the words."""
    match = _WHERE.search(text)
    if match is None:
        return text
    words = _LOOKING.sub("", match["what"] or match["it"]).strip('“”「」"的')
    held = _holding(words, report)
    if held is None:
        found = loosely(words, report)
        held = found[0].id if len(found) == 1 else None
    if held is None:
        return text
    small = (match["item"] or match["unit"]) in ("小节", "小点", "条", "小块")
    ids = [held if small else held.partition(".")[0]]
    return f"{text[: match.start()]}把{number_of(ids)}{text[match.end() :]}"
