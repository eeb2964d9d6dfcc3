"""A part that is missing, asked for as a frame: 补一个下一步打算的框架, 缺的部分搭个架子."""

from __future__ import annotations

import re

from assistant.chat import asking
from assistant.chat.kinds import LIKELY, SURE, kind_of
from assistant.chat.normal import QUOTED
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.chat.vocabulary import told
from assistant.instruction.loose_names import parts_named_in
from assistant.instruction.mentions import find_mention
from assistant.tasks import TASKS
from assistant.wordcount import pairs_of

DRAFT = "draft"
_MARKS = '“”"「」'
_FRAME = "框架|框(?!架)|提纲|骨架|架子|大纲|模板|空壳|结构"
_FRAME_HERE = re.compile(
    rf"(?:搭|列|拟|起草|给|出|弄|补)(?:上|个|一|出|我|好|下)+(?:\([一二三四五六七八九十]\)的)?(?:{_FRAME})|(?:补写|加写|添写|再写)[^，。]{{0,2}}[几一二两三四五六]条"
)
"""A frame is asked for where a part stands already."""
_FRAME_ALONE = re.compile(
    rf"(?:搭|列|拟|起草|起|给|出|弄|补|写|加)[^，。]{{0,4}}(?:{_FRAME}|个头|初稿|草稿)(?!.{{0,4}}(?:调|理|乱))"
)
_LACKS = re.compile(
    r"(?:没有|没|缺(?![口陷点])(?:了|少)?|少(?![数儿年先说用讲写提搞弄])(?:了)?|漏(?![损税洞水])(?:了)?)(?:单独的?|个|一个|写|一块|一节|一?段)*(?P<part>[^，。；第]{2,14}?)(?:的?(?:部分|内容|章节|板块|一块|那块|这块|段))?[，。][^，。]{0,6}(?:补|加|搭|拟|写|添|起|列)"
)
"""没有单独的下一步打算，帮我补上."""
_DRAFT = (
    re.compile(
        rf"(?:补|加|写|拟|搭|起草|列|增加|添|新增|给)(?:上|个|写|出|一|份|建|加)*(?P<part>[^，。；]{{2,20}}?)(?:部分|章节|一章|一节|板块|段|内容)?的?(?:{_FRAME})"
    ),
    re.compile(
        r"(?:补|加|增加|添加?|新增|补充|起草|草拟|拟|补写|加写)(?:上|写|出)?(?:一)?(?:个|章|节|份)?(?:关于)?[“\"「]?(?P<part>[^，。；“”\"第\d]{2,16}?)[”\"」]?(?:的)?(?:这)?(?:一|个)?(?:部分|章节|章|板块|一块|这块)(?:内容)?(?:吧|的草稿)?$"
    ),
    re.compile(
        r"(?:补|加|增加|添|新增)(?:上|写|出)?(?:一个?|个)(?:部分|章节|章|节|板块|块)[，：:]?[“\"「](?P<part>[^“”]{2,16})[”\"」]"
    ),
    re.compile(r"(?P<missing>缺(?:少|失)?的(?:部分|章节))[^，。]{0,8}(?:补|加|搭|拟|写)"),
)
_LACKING = re.compile(
    rf"(?P<part>[^，。；第]{{2,14}}?)(?:还|都|一直)?(?:没有?写|没有|没了|缺着|空着|漏了)，[^，。]{{0,6}}(?:补|加|搭|拟|写|添|起|列|给)[^，。]{{0,4}}(?:{_FRAME}|头)"
)
"""上年度问题整改没写，给我起个框."""


_FRAME_OF = re.compile(
    rf"(?:个|份|出)(?P<part>[^，。；第个份]{{2,14}}?)(?:部分|那块|这块|一块)?的?(?:{_FRAME})"
)


_ADDS = re.compile(f"[加补添增搭]|起草|{_FRAME}")
_LONGEST = 24
_NO_PART = re.compile("我|咱|俺|这$|们$|单列|正文|通知|要求")
"""What is in no name of a part: 我这没写, 正文却没单列."""
_MOST = 0.7
"""Of the pairs of characters of a missing part's name, how many must be said."""
_WITH_POINTS = re.compile(
    '(?:写|加|补|添|拟|起草)(?:上|出)?(?:一|个|段|节|条|块|部分)*(?:关于|讲|说)?[“"「]?(?P<part>[^，。；：:“”"]{2,16}?)[”"」]?'
    "(?:的)?(?:部分|段落|内容|情况|那?段)?[，,：:]?(?:要点|内容|里面|主要|包括|分别)+(?:就?[是有为]|写|包括|如下)*[：:，]?(?P<points>[^。]{4,})"
)
"""写一段安全生产，要点是甲、乙、丙."""


def read_draft(sentence: str, at: Situation) -> Reading | None:
    """Return the wish for a frame of a part, a question which, or None."""
    if (step := with_points(sentence)) is not None:
        return Reading(Act.TASK, (step,))
    if (step := _quoted(sentence, at)) is not None:
        return Reading(Act.TASK, (step,))
    lacking = _LACKING.search(sentence)
    if (
        lacking is not None
        and _NO_PART.search(lacking["part"]) is None
        and not find_mention(f"{lacking['part']}部分", at.report, None).ids
    ):
        return Reading(Act.TASK, (Step(DRAFT, sections=(), instruction=told(lacking["part"])),))
    if _FRAME_HERE.search(sentence):
        named = find_mention(sentence, at.report, at.chosen)
        if named.ids and named.problem is None:
            return asking.framed_already(named.ids, at)
    kinds = [kind_of(clause) for clause in re.split("[，。；]", sentence)]
    if any(k.label not in (DRAFT, "fill", "aside") and k.sure >= SURE for k in kinds) and not any(
        k.label == DRAFT and k.sure >= LIKELY for k in kinds
    ):
        return None  # 删去“没有发生货损”这半句 lacks no part
    if _FRAME_ALONE.search(sentence) or _LACKS.search(sentence):
        missing = _missing(at)
        held = pairs_of(sentence)
        names = {m: _names_of(m) for m in missing}
        meant = [m for m, n in names.items() if n and len(n & held) >= _MOST * len(n)]
        if len(meant) == 1:
            return Reading(Act.TASK, (Step(DRAFT, sections=(), instruction=meant[0]),))
        present = parts_named_in(re.split("[，。；]", sentence)[0], at.report)
        if present and _FRAME_ALONE.search(sentence) and not _LACKS.search(sentence):
            return asking.framed_already(tuple(p.id for p in present), at)
        lacking = _LACKS.search(sentence)
        if lacking is not None and not _NO_PART.search(lacking["part"]):
            return Reading(Act.TASK, (Step(DRAFT, sections=(), instruction=lacking["part"]),))
    framed = _FRAME_OF.search(sentence)
    sure = any(k.label == DRAFT and k.sure >= SURE for k in map(kind_of, sentence.split("，")))
    if framed is not None and sure and not parts_named_in(framed["part"], at.report):
        return Reading(
            Act.TASK, (Step(DRAFT, sections=(), instruction=told(framed["part"]).strip(_MARKS)),)
        )
    for pattern in _DRAFT:
        match = pattern.search(sentence)
        if match is None:
            continue
        if "missing" in match.groupdict():
            missing = _missing(at)
            if len(missing) == 1:
                return Reading(Act.TASK, (Step(DRAFT, sections=(), instruction=missing[0]),))
            return asking.which_draft(missing)
        part = re.sub("^(?:上|一|个|份|出|关于|我|缺的)+|的$", "", told(match["part"])).strip(
            _MARKS
        )
        named = find_mention(f"{part}部分", at.report, None)
        if named.ids and pattern is not _DRAFT[0]:
            return None
        if len(part) >= 2 and not re.search("数据|数字|空缺|空|理顺|调整|优化", part):
            return Reading(Act.TASK, (Step(DRAFT, sections=(), instruction=part),))
    return None


def _quoted(sentence: str, at: Situation) -> Step | None:
    """Return the wish for a frame of the one part whose name is quoted and stands nowhere yet."""
    kinds = [kind_of(c) for c in re.split("[，。；]", sentence)]
    quoted = [q.strip(_MARKS) for q in QUOTED.findall(sentence)]
    names = [q for q in quoted if 2 <= len(q) <= _LONGEST and q not in at.report.text]
    wishes = any(k.label == DRAFT and k.sure >= LIKELY for k in kinds) and _ADDS.search(sentence)
    others = any(k.label in TASKS and k.label != "fill" and k.sure >= LIKELY for k in kinds)
    if len(names) != 1 or not wishes or others:
        return None
    return Step(DRAFT, sections=(), instruction=names[0])


def with_points(sentence: str) -> Step | None:
    """Return the wish for a part of which the points are given, in their author's words."""
    given = _WITH_POINTS.search(sentence)
    points = tuple(p for p in re.split("[、；;，]", given["points"]) if p) if given else ()
    if given is None or len(points) < 2 or not _frames(sentence):
        return None
    return Step(DRAFT, sections=(), instruction=told(given["part"]), headings=points)


def _frames(sentence: str) -> bool:
    """Whether the examples know the first clause for the wish to add something."""
    return kind_of(re.split("[，。；：:]", sentence)[0]).label in (DRAFT, "longer", "fill", "aside")


def _missing(at: Situation) -> list[str]:
    return [m.part.name.zh for m in at.check.parts if not m.present]


def _names_of(part: str) -> set[str]:
    """Return the pairs of characters that a missing part is known by."""
    return pairs_of(re.sub("情况|部分|的", "", part))
