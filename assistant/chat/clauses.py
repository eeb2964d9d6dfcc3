"""A sentence cut into what it asks for: clauses, and clauses that make one request.

第一部分压到300字，第二部分分成三点 is two requests; 第二部分太长了，压到300字，数据别动 is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from assistant.chat.clause_tasks import (
    LONG,
    POINTS,
    length_of,
    only_hints,
    task_by_words,
    task_of,
)
from assistant.chat.conditions import take_conditions
from assistant.chat.meant_elsewhere import ALIKE
from assistant.chat.normal import QUOTED
from assistant.chat.vocabulary import said, says_nothing
from assistant.document import Report
from assistant.instruction.lengths import Asked, find_length
from assistant.instruction.mention_words import BUT, KEEP, REST, SPAN, WHOLE
from assistant.instruction.mentions import find_mention
from assistant.tasks import Task

_LINK = (
    r"(?:改|弄|删|换|填|补|压|搞|写)(?:好|完)(?:了|后|之后|以后)+(?=[把将对再第])|[改弄调换删并合压写填]完(?=[各再都])|然后|接着|随后|紧接着|并且|而且|同时|另外|顺便|顺带|完了(?:呢|以后|之后)*|之后(?=再|把|将|压|分)|以后(?=再|把|将)"
    r"|最后(?=再|把|将|压|分|润|统|补|清|填|改|去)|(?:，?再|，?并|，?还要|，?也要)(?=把|将|对|压缩?|缩|精简|分成?|拆|改|清|补|去掉|理|润|填|合并|重|列|归|统一|按|给|在)"
)
_ENUMERATES = re.compile(
    "^(?:首先|其次|再次|其一|其二|其三|第[一二三]步|[一二三]来(?=[把将给清压第])|头一件|末了)"
)
"""What only says which of several requests one is."""
_LAST_PART = re.compile("最后[的那这一二两三四五几]*(?:个|大|小)?(?:部分|[条点章段节句块])")
_STOPS = re.compile(rf"(?:[，。；;！!？?…]|\.{{3,}})+(?:{_LINK})?|{_LINK}")
_NEW_PART = re.compile(
    r"(?<![和与及跟同到至像按照、除了把将对给在是])(?=第[一二三四五六七八九十\d]{1,3}(?:个)?(?:大)?部分)"
)
_SAID_IN_FULL = re.compile(
    "(?:[字半成下右些短写色遍]|顺(?!序)|(?<![那这]一)(?<![那这])点|改(?![动扩革造建制善良变进]))(?=[^，。；了吧过着的起来后前])"
)
"""Where a wish may end: what stays may be said behind it without a comma."""
_KEPT_FIRST = re.compile(
    "(?:[改动删碰变少留]|[留保]着)(?=(?:其[他余它]|别的|剩下|就|只|把|将|第|全)[^，。]{3})"
)
"""Where what stays may end: every 标题都别改就里面的话缩短."""
_BEHIND_LENGTH = re.compile(
    r"(?<=[\d百千十一二两三四五六七八九]字)(?:左右|上下|以内|之内|以下)?"
    r"(?=[\u4e00-\u9fff]{2})(?![压缩减砍删控到至往的以之左上内里词句数足就即吧了呢啊哈才够好行算再并也])"
)
"""A length that is said in full ends what it is asked for."""
_DECIDES = re.compile("(?:不?要|不?用|不?行|可以|采[用纳]|同意|[不别]改|留)(?:了|吧)?$")
_PUT_RIGHT = re.compile(
    "(?<=[次人名户家处项件个起万亿元%\\d])(?:你|给我|帮我|请|麻烦)*(?:改|更正|订正)(?:一下|过来|一改|回来)(?:吧|哈)?$"
)
"""不是612是621人次改一下 lacks a comma."""
_LIMIT = re.compile(
    "控制|不(?:要|能|得|可)?(?:再)?超|别超|以内|之内|左右|上下|限|最多|至多|大概|大约|就行|就够|即可|就好|^每|字吧?$|^\\d+字$"
)
_ALSO = re.compile("也|同[样上]|一样|照[此样办做这]")
EACH_ITEM = re.compile(
    "每一?个?(?:小|大)?(?:[条点节段项块章篇]|部分)?|各个?(?:小|大)?(?:[条点节段块]|部分)?"
)
"""Behind parts that were named: each of them."""
_BACK = re.compile(
    r"(?:这些|那些|都|也|可|就|一定|千万|务必|请|要|得)*(?:(?:别|不要|不能|不许|不可|不宜|不得|勿)(?:再|给我|把它)*"
    r"(?:弄|搞|改|删|压|砍|动|丢|碰|略|省)(?:没|丢|掉|去|乱|错|了|动)*|(?:给我)?(?:留着|保留|留下|留住)(?:着|好)?)"
)
_STAYS_ALONE = re.compile(
    rf"(?P<what>(?:(?<=^)|(?<=[，。；]))[^，。；]{{2,}})，(?P<stays>{_BACK.pattern}|(?:{said('stays').pattern}))(?=$|[，。；])"
)
_TOLD_OF = re.compile("(?<=..)(?:可|都|也)?是(?![否不])[^，。]{2,}的$")
_DOES = re.compile("(?:请|先|再|就|也)*(?:把|将)")
_UNNUMBERED = re.compile(
    "(?:帮我|给我|再|麻烦|请|把它|也|.{0,6}文字也?)*(?:理顺|梳理|理一理|顺一顺)(?:一下|一遍|清楚)?$"
)
_SOFT = frozenset({"rewrite"})
_OF_POINTS = re.compile(
    r"^(?:而且|并且|要求|要|都|其中|标题|小标题|题目|字数)*(?:每|各|一?[点条]|点|条|小?标题|开头|首句|段首)"
)


@dataclass(slots=True)
class Clause:
    """One clause and what stands in it."""

    text: str
    task: str | None
    length: Asked | None
    part: bool
    condition: bool
    also: bool = False
    linked: bool = False

    @property
    def weak(self) -> bool:
        """Whether its task may be no more than a reason, or said again, beside another: no place,
        length, quotation or linking word of its own, and no words that surely ask for it."""
        own = self.part or self.length or self.linked
        own = own or any(named.search(self.text) for named in (QUOTED, REST, WHOLE))
        return not own and only_hints(self.text, self.task)


@dataclass(slots=True)
class Group:
    """The clauses of one request; `task` is what they ask for (None: nothing yet)."""

    clauses: list[Clause] = field(default_factory=list)
    task: str | None = None
    copies: bool = False

    @property
    def text(self) -> str:
        """The clauses as one sentence."""
        return "，".join(c.text for c in self.clauses)

    @property
    def length(self) -> Asked | None:
        """The first length asked for."""
        return next((c.length for c in self.clauses if c.length), None)

    @property
    def weak(self) -> bool:
        """Whether what it asks for so far is only hinted at: 那一大块我自己看着都累."""
        asking = [c for c in self.clauses if c.task == self.task]
        return self.length is None and all(only_hints(c.text, c.task) for c in asking)

    @property
    def smooth(self) -> bool:
        """Whether its clauses ask only that it reads well: 理顺, beside 读着拗口."""
        return any(_UNNUMBERED.search(SPAN.sub("", c.text)) for c in self.clauses)

    @property
    def part(self) -> bool:
        """Whether a part is named."""
        return any(c.part for c in self.clauses)


def groups_of(sentence: str, report: Report, chosen: str | None) -> list[Group]:
    """Return the requests of a normal sentence, in its order."""
    groups: list[Group] = []
    waiting: list[Clause] = []
    for clause in _clauses(sentence, report, chosen):
        if _says_nothing(clause):
            continue
        if any(c.part for c in waiting) and clause.task is None and EACH_ITEM.match(clause.text):
            clause = _clause(EACH_ITEM.sub("各", clause.text), report, None, linked=False)
        if not groups and clause.task is None and not clause.length:
            waiting.append(clause)
            continue
        if groups and _belongs(clause, groups[-1]):
            _take(groups[-1], clause)
        else:
            group = Group()
            for one in (*waiting, clause):
                _take(group, one)
            if groups and clause.task is None and (clause.length or clause.also):
                group.task = group.task or groups[-1].task
                group.copies = clause.also and not clause.length
            groups.append(group)
            waiting = []
    if waiting:
        groups.append(Group(waiting))
    return groups


def _says_nothing(clause: Clause) -> bool:
    """Whether a clause is politeness, or tells why and when: 不着急，下班前给我就行."""
    if clause.part or clause.length or clause.condition or QUOTED.search(clause.text):
        return False
    aside = said("aside").fullmatch(clause.text) is not None
    return aside or (says_nothing(clause.text) and not (clause.also or clause.task))


def _take(group: Group, clause: Clause) -> None:
    weak = group.weak
    group.clauses.append(clause)
    if group.task == LONG and clause.weak:
        return
    stronger = weak and clause.task not in (None, LONG) and not (clause.weak or group.smooth)
    if stronger or (group.task in (None, LONG) and clause.task is not None):
        group.task = clause.task
    elif group.task == "restructure" and clause.task == "rewrite" and group.smooth:
        group.task = "rewrite"


def _belongs(clause: Clause, group: Group) -> bool:
    """Whether a clause goes on with a request or begins another."""
    if clause.condition and clause.task is None:
        return True
    if clause.also:
        return False
    if clause.part and group.part:
        return False
    if clause.task is None:
        return not (clause.length and group.length)
    if (
        clause.part
        and clause.task == group.task == Task.SHORTEN
        and not (group.part or clause.linked or WHOLE.search(group.text))
        and not (group.length and clause.length)
    ):
        return True  # 领导说不要超过60字，第三部分压一下; 文字尽可从简，第三部分压到120字
    if (clause.part or WHOLE.search(clause.text)) and group.task not in (None, LONG) and group.part:
        return False
    if clause.part and group.task not in (None, LONG):
        return False
    if clause.length and group.length:
        return False
    if group.task in (None, LONG) or clause.task == LONG:
        return True
    if clause.weak or (group.weak and not clause.linked):
        return True
    if group.task == clause.task:
        return not clause.linked or clause.task in _SOFT
    if (
        clause.task == "shorten"
        and clause.length
        and group.task in (POINTS, "restructure", "rewrite")
    ):
        # 分成三点，每点不超过50字; but 改写一下，再压到300字 are two.
        return (
            not clause.linked and _LIMIT.search(clause.text) is not None and "压" not in clause.text
        )
    if group.task == POINTS and clause.task in ("rewrite", "restructure"):
        return not clause.linked or _OF_POINTS.match(clause.text) is not None
    return {group.task, clause.task} == {"rewrite", "delete"} and not clause.linked


def _clauses(sentence: str, report: Report, chosen: str | None) -> list[Clause]:
    found: list[Clause] = []
    for text, linked in pieces_of(sentence):
        before = found[-1] if found else None
        if before is not None and not before.length and _is_number(text, before):
            found[-1] = _clause(f"{before.text}到{text}", report, chosen, linked=before.linked)
            continue  # 第二部分，300; 少点字，一百六
        one = _clause(text, report, chosen, linked=linked)
        if before is not None and one.length and not one.part and _only_states(before):
            stated = find_length(before.text)
            assert stated is not None
            shorter = before.text[: stated.start] + before.text[stated.end :]
            found[-1] = replace(before, text=shorter, length=None, task=None)
        found.append(one)
    return found


def _only_states(clause: Clause) -> bool:
    """Whether a clause with a length may say how long a part is: 民生那部分三百多字，弄到二百二."""
    stated = find_length(clause.text)
    absolute = stated is not None and stated.length is not None and stated.length.words
    return bool(absolute) and clause.part and not said("shorten").search(clause.text)


def _is_number(text: str, before: Clause) -> bool:
    """Whether a clause is the length that the one before lacks."""
    asked = find_length(text, bare=True)
    wants = before.part if before.task is None else before.task in (Task.SHORTEN, LONG)
    return (
        wants
        and asked is not None
        and not asked.less
        and (asked.start, asked.end) == (0, len(text))
    )


def pieces_of(sentence: str) -> list[tuple[str, bool]]:
    """Return the stretches between marks and linking words; what stands in quotes is not cut."""
    kept: list[str] = QUOTED.findall(sentence)
    sentence = masked = QUOTED.sub("\ue000", sentence)
    cuts: list[tuple[int, int, bool]] = [
        (m.start(), m.end(), bool(re.search("[^，。；;！!？?]", m.group())))
        for m in _STOPS.finditer(masked)
    ]
    pieces: list[tuple[str, bool]] = []
    at, linked, counted = 0, False, False
    for start, end, link in [*cuts, (len(sentence), len(sentence), False)]:
        text = sentence[at:start].strip()
        counted = counted or _ENUMERATES.match(text) is not None
        text = _ENUMERATES.sub("", text)
        text = text.removeprefix("最后") if counted and not _LAST_PART.match(text) else text
        if text:
            pieces += [(one, linked and not n) for n, one in enumerate(_run_on(text))]
            linked = link
        else:
            linked = linked or link
        at = end
    return [(re.sub("\ue000", lambda _: kept.pop(0), text), link) for text, link in pieces]


def with_commas(sentence: str) -> str:
    """Return a normal sentence with the commas that it lacks: 压到300字第二部分分成三点."""
    kept: list[str] = QUOTED.findall(sentence)
    parts = re.split("([，。；;！!？?…]+)", QUOTED.sub("\ue000", sentence))
    text = "".join("，".join(_run_on(part)) if part else "" for part in parts)
    text = _STAYS_ALONE.sub(_with_subject, text)
    return re.sub("\ue000", lambda _: kept.pop(0), text)


def _with_subject(match: re.Match[str]) -> str:
    """Join 别弄没了 to what is to stay, which was said before: 那些××是等着填数的，别弄没了."""
    what = match["what"]
    if (told_of := _TOLD_OF.search(what)) is not None:
        return f"{what[: told_of.start()]}{match['stays']}"  # 治渗是局里点名表扬过的，不可略去
    own = task_by_words(what) not in (None, LONG, Task.REWRITE) or bool(take_conditions(what)[1])
    own = own or find_length(what) is not None or _DOES.match(what) is not None
    return match.group() if own else f"{what}{match['stays']}"


def _run_on(text: str) -> list[str]:
    """Cut 第一部分压到300字第二部分分成三点, which lacks a comma: where a wish is said in full and
    what follows is another, or says what stays."""
    for match in _SAID_IN_FULL.finditer(text):
        head, tail = text[: match.end()], text[match.end() :]
        rest, kept = take_conditions(tail)
        if tail and _asks(head) and not rest and (kept or REST.match(tail)):
            return [*_run_on(head), tail]
    for match in _KEPT_FIRST.finditer(text):
        head, tail = text[: match.end()], text[match.end() :]
        rest, kept = take_conditions(head)
        if kept and not rest and _asks(tail):
            return [head, *_run_on(tail)]
    for match in _PUT_RIGHT.finditer(text):
        return [text[: match.start()], match.group()]
    behind = {m.end() for m in _BEHIND_LENGTH.finditer(text)}
    for cut in sorted({m.start() for m in _NEW_PART.finditer(text) if m.start()} | behind):
        head, tail = text[:cut], text[cut:]
        if (cut in behind or SPAN.search(head)) and _asks(head) and (_asks(tail) or _keeps(tail)):
            return [head.removesuffix("把").removesuffix("将"), *_run_on(tail)]
        # 只要第六部分的第五部分的不要: no part is one of another's.
        decides = _DECIDES.search(head) or head.endswith("部分的")
        if SPAN.search(head) and decides and _DECIDES.search(tail):
            return [head, *_run_on(tail)]
    return [text]


def _asks(text: str) -> bool:
    return task_of(text) not in (None, LONG) or find_length(text) is not None


def _clause(text: str, report: Report, chosen: str | None, *, linked: bool) -> Clause:
    condition = bool(KEEP.search(text) or BUT.search(text) or _keeps(text))
    condition = condition or bool(take_conditions(text)[1])
    named = find_mention(text, report, chosen)
    # What names the place asks for nothing: 项目建设提速加力 is a heading.
    words = named.rest if named.ids else text
    if len(named.ids) > 1:
        words = EACH_ITEM.sub("各", words)
    length = length_of(words)
    task = task_of(words)
    rest = words if named.ids else named.rest if WHOLE.search(text) else ""
    if rest and length is None and (bare := find_length(rest, bare=True)) is not None:
        length, task = bare, task or Task.SHORTEN  # 第一部分500，第二部分900; 全文1200
    if condition and length is None and task not in (Task.SHORTEN, LONG):
        task = None  # 数据不要改
    part = SPAN.search(text) is not None
    if not part:
        part = bool(named.ids) and not (
            _only_chosen(text) and not find_mention(text, report, None).ids
        )
    if part and ALIKE.fullmatch(words):
        task = None  # 第三部分也这么改
    also = _ALSO.search(text) is not None and task is None and part
    return Clause(text, task, length, part, condition, also, linked)


def _only_chosen(text: str) -> bool:
    return re.search("(?:这|本|该)(?:一|个)*(?:部分|条|节|点|块|章|段)", text) is not None


_KEEPS = re.compile(
    r"(?:不(?:要|能|许|得|准|可以?)?|别|勿)(?:再)?(?:乱|随便|去)?(?:改动?|动|丢|漏|少|删(?:掉|除)?|变|碰|去掉|压(?:掉)?)|(?:不变|照旧|原样|保留|留着|留下|保住|保持不变|不动|一个(?:都|也)?不(?:能)?少)"
)


def _keeps(text: str) -> bool:
    return _KEEPS.search(text) is not None and find_length(text) is None
