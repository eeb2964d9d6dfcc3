"""Sentences and parts that are to go: 删掉第三部分, 第二部分最后一句不要了, 这句删了."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.clause_tasks import task_by_words
from assistant.chat.conditions import take_conditions
from assistant.chat.kept import most_alike
from assistant.chat.kinds import SURE, kind_of
from assistant.chat.normal import QUOTED
from assistant.chat.said_twice import TWICE, which_of_them
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.chat.vocabulary import said, says_nothing, told
from assistant.document import Section
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.instruction.lengths import find_length
from assistant.instruction.loose_names import parts_named_in
from assistant.instruction.mention_words import BUT, SPAN
from assistant.instruction.mentions import find_mention
from assistant.outline.siblings import Sibling
from assistant.tasks import Task
from assistant.wordcount import pairs_of

DELETE = "delete"
_VERB = re.compile(
    r"(?<!不[要能宜可得该])(?<!别)(?<!不)(?:删(?:掉|除|去|了|$|(?=[，。]|第|这|那|最后|首|“))|去掉|去除|拿掉|砍掉|剔除|划[掉去]|抹[掉去了]|(?<=[句截段话条点行])去了|去了?(?=吧))(?:了)?(?:吧?(?:[不别]要|不用|不采用)了?(?=$|[，。；吧]))?|(?:都|全|全部|整[个段块条节]|直接)?不要了?(?=$|，)|(?<=[分句截话行条])不要了?(?=，|$)|(?<=[事句话条点段])(?:就)?不(?:写|要?留)了?(?=，|$)"
)
_QUOTES = '“”"「」#'
_SCRAP = re.compile(r"#*[A-Za-z][A-Za-z\d_.]{3,}#*|“[^“”]{2,40}”")
_USELESS = re.compile(
    '[”"](?:之类|这些|这种|等)+的?(?:无关|没用|多余|无用|网页)(?:的)?(?:文字|字样?|内容|东西)'
)
"""What is quoted is said to be useless: “首页”“分享”之类无关文字."""
_GONE = re.compile("(?:搞|弄|清|拿|去|扔|抹|除|处理)(?:掉|走|了|除|干净)|去除|清理")
_STAYS = re.compile("(?:不[要能宜可得该]|别)(?:再|给我)?(?:删|去|丢|拿)")
_NAMED_PART = re.compile(
    '[“"「](?P<name>[^“”]{2,40})[”"」](?:(?:那|这)?一?整?个?(?:部分|[点条节块章])(?:整个|全部|都)?|[那这]一)$'
)
_OF_PART = re.compile(
    "[^，。；“”]{0,8}“[^“”]+”[那这](?:一|个)*(?:小?[点条节段]|部分)[里中]?的?(?=“)"
)
"""A part that what is quoted behind it stands in."""
_ENTIRE = re.compile("整(?:个|段|条|节|块|部分)|全部|都")
_ALL_OF_IT = re.compile("整(?:个|段|条|节|块|部分)(?:都|全)?吧?$")
_WHY = re.compile(
    "(?:[跟和与同][^，。]{1,8})?(?:重复|重了|雷同|一样|多余|没用|过时|不实|不合适|不好听|不严肃|不需要)了?的?$"
)
"""Behind what is to go: why."""
_AGAINST_IT = re.compile(
    "(?:就|也|都|是|很|真|实在)*(?:(?:太|有点)(?![啰罗重长虚空多])[^的句话段条]{1,4}"
    "|(?:太|有点)?(?:不(?:合适|妥当?|好|行|应该|恰当)|可惜|没必要))[了的吧啊]*"
)
"""Behind a deletion that is spoken against; that it is dull or said twice is why it is to be."""
_MATTER = "(?:的(?:那(?:件|个|点)?)?|[那这](?:件|个|桩|点|码))事(?:情|儿)?"
_SENTENCE = re.compile(f'句|“|"|「|{_MATTER}|[这那]一?(?:小?截|小段|串|个词)')
_COUNTED = re.compile(
    "(?:[这那]|里面?)?(?:一|半|几)*(?:句(?:话)?|小?截|小段|串|个词)"
    f"|(?:引用)?的话|{_MATTER}|不写了?|不提了?|[的里]$"
)
_INSIDE = str.maketrans("，。；", "\ue000\ue001\ue002")
"""Marks inside a quotation, which part no clauses."""
_OUTSIDE = {inside: mark for mark, inside in _INSIDE.items()}
_LONG_LINE = 80
_LINE = re.compile("(?:[这那]|最后|末尾)一?行(?:字|话)?")
_THING = re.compile(
    r"[”\"」](?:[这那]?(?:一|半|几)*个?(?:句话?|小?截|词|字|段|点|条))?|[这那](?:一|半|几)*个?(?:句话?|小?截|段|点|条|节|部分|行)"
)
"""What names words, a sentence or a part."""
_STRETCH = re.compile('从[^，。]{0,60}[”"」][^，。]{0,4}(?:到|往|起|开始)|部分(?:以|之|往)后')
"""What names where something begins, and not all of it in words."""
_LESS = re.compile(f"半句|{_MATTER}")
_CLAUSE = re.compile("(?:“[^“”]*”|[^，。；！？])+[，；]?")
"""What is less than a sentence; what stands in quotes is not cut."""
_THESE = re.compile(
    "^[把将]?[这那]一?[几两三四]?个?[句词字半]话?(?:都|也|就|给我|请|全)*(?:删|去|划|抹)(?:掉|了|除|去)?[吧罢]?$"
)
"""The words of the clause before are to go: 得到一致好评，这几个字删了."""
_THIS = re.compile("(?:这|那|选中的?)(?:一)?(?:句(?:话)?|处|段话)")


def clears_noise(sentence: str, at: Situation) -> Reading | None:
    """Return the wish to clear away what a sentence names of the page around the report, be it
    wondered at: 那个##vipend##啥玩意，搞掉; None where it names no such words."""
    clauses = re.split("[，。；]", sentence.strip("，。；"))
    named = [w.strip(_QUOTES) for w in _SCRAP.findall(sentence)]
    scraps = (named and all(_is_noise(w, at) for w in named)) or _USELESS.search(sentence)
    named_so = [c for c in clauses if _clears(c)]
    besides = any(task_by_words(c) or re.search("[\\d“]", c) for c in clauses if c not in named_so)
    gone = any(_GONE.search(c) or _VERB.search(c) for c in clauses)
    if (
        not (scraps or (named_so and not besides))
        or not gone
        or _STAYS.search(sentence)
        or sentence.endswith("？")
    ):
        return None
    others = [c for c in clauses if find_length(c) or SPAN.search(c)]
    return None if others else Reading(Act.TASK, (Step(Task.CLEAN, whole=True),))


def _clears(clause: str) -> bool:
    kind = kind_of(clause)
    return kind.label == Task.CLEAN and kind.sure >= SURE and _GONE.search(clause) is not None


def read_deletion(sentence: str, at: Situation) -> Reading | None:
    """Return the wish to delete sentences or parts, with what is to stay beside them; None where
    something else is to go, or less."""
    clauses = _clauses(sentence)
    kept: list[str] = []
    for n in range(2, len(clauses), 2):
        clause = clauses[n]
        rest, stays = take_conditions(clause)
        if stays and not rest and _VERB.search("".join(clauses[:n])) and not _VERB.search(clause):
            kept += stays
            clauses[n - 1] = clauses[n] = ""
    found = _read("".join(clauses), at) if kept else None
    gone = [i for step in found.steps for i in step.sections or ()] if found is not None else []
    stays = find_mention("，".join(kept), at.report, None, by_name=False).ids
    kept = [k for k in kept if not SPAN.fullmatch(k)]  # other parts are not touched
    if found is None:
        return _read(sentence, at)
    if any(f"{i}.".startswith(f"{g}.") for i in stays for g in gone):
        asked = Message(
            "要留着的又在要删的部分里。要删的是哪几条？",
            "Some of what is to go is to stay as well: what is to be deleted?",
        )
        return Reading(Act.ASK, (Step(DELETE),), asked, slot="sections")
    return replace(found, steps=tuple(replace(s, keep=tuple(kept)) for s in found.steps))


def _clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence and the marks between them, what it quotes left whole."""
    held = QUOTED.sub(lambda m: m.group().translate(_INSIDE), sentence)
    return [c.translate(_OUTSIDE) for c in re.split("([，。；])", held)]


def _read(sentence: str, at: Situation) -> Reading | None:
    verb = _VERB.search(sentence)
    if verb and not _VERB.search(take_conditions(sentence)[0]):
        return None  # 那个事例不许删 keeps it
    if re.search("一是|序号|编号|标号", sentence):
        return None  # numbers go, no words
    if find_length(sentence) is not None or BUT.search(sentence):
        return None
    clauses = [c for c in _clauses(sentence)[::2] if c]
    if verb is None:
        alike = [c for c in clauses if _asks_to_delete(c)]
        if not alike:
            return None
        return _read(sentence.replace(alike[0], _named_in(alike[0]) + "删掉"), at)
    clause = next((c for c in clauses if _VERB.search(c) and not says_nothing(c)), sentence)
    if _is_judged(clause):
        return Reading(Act.REJECT, slot="agree")
    others = told(sentence.replace(clause, ""))
    if others and (said("shorten").search(others) or said("points").search(others)):
        return None
    if said("clean").search(QUOTED.sub("", sentence)) and not QUOTED.search(sentence):
        return None
    behind = clauses[clauses.index(clause) + 1 :] if clause in clauses else []
    said_why = [c for c in behind if _only_tells(c, at)]
    words = "，".join(c for c in clauses if c not in said_why)
    words = told(_VERB.sub("", words)).strip("，把将 ")
    quoted = [q.strip('“”"「」') for q in QUOTED.findall(words)]
    if _is_noise(_COUNTED.sub("", words), at) or (quoted and all(_is_noise(q, at) for q in quoted)):
        return Reading(Act.TASK, (Step(Task.CLEAN, whole=True),))
    before = clauses[: clauses.index(clause)] if clause in clauses else []
    if _THESE.search(clause) and (told_of := [c for c in before if at.report.text.count(c) == 1]):
        place = at.report.text.index(told_of[-1])
        return _spans(((place, place + len(told_of[-1])),), told_of[-1], at)
    if _STRETCH.search(words):
        return _which(words)
    if _THIS.search(sentence) and at.selected is not None:
        return _spans((at.selected,), words, at)
    part = _NAMED_PART.search(words)
    one = parts_named_in(part["name"], at.report) if part is not None else []
    if part is not None and one and all(_begins(p, part["name"], at) for p in one):
        return Reading(Act.TASK, (Step(DELETE, sections=tuple(p.id for p in one)),))
    if len(quoted) > 1 and (shorter := _OF_PART.sub("", words)) != words and "“" in shorter:
        words = shorter  # 工程“双合同”那一点中“及时叫停1起”这半句
    if _SENTENCE.search(words):
        return _sentences(words, at)
    if _LINE.search(words) and (span := _line_of(_LINE.sub("", words), at)) is not None:
        return _spans((span,), words, at)
    words = _ALL_OF_IT.sub("", _WHY.sub("", words))
    named = find_mention(words, at.report, at.chosen)
    if named.problem is not None:
        whole = re.search("部分|第.{1,3}[点条]", words)
        return Reading(Act.ASK, (Step(DELETE),), named.problem, slot="sections") if whole else None
    ids = named.ids
    if not (ids or named.whole) and _ENTIRE.search(sentence):
        named_by = [parts_named_in(words, at.report)]
        named_by += [parts_named_in(c, at.report) for c in re.split("[，。；]", words)]
        ids = tuple(p.id for p in next(filter(None, named_by), ()))
    if ids and (says_nothing(named.rest.replace("，", "")) or not named.ids):
        return Reading(Act.TASK, (Step(DELETE, sections=ids),))
    return None


def _is_judged(clause: str) -> bool:
    """Whether a clause says how a deletion is, and asks for none: 第二部分划去不合适."""
    verb = _VERB.search(clause)
    return verb is not None and _AGAINST_IT.fullmatch(clause, verb.end()) is not None


def _begins(part: Sibling, name: str, at: Situation) -> bool:
    """Whether a name stands in the heading of a part, or a point begins with it."""
    heading = part.heading if isinstance(part, Section) else at.report.of(part)[: len(name) + 4]
    return name in heading


def _only_tells(clause: str, at: Situation) -> bool:
    """Whether a clause beside the one that deletes only says why: 今年通知里没要求写."""
    return (
        not QUOTED.search(clause)
        and not _VERB.search(clause)
        and not _THING.search(clause)
        and task_by_words(clause) in (None, Task.REWRITE)
        and not find_mention(clause, at.report, None).ids
    )


def _asks_to_delete(clause: str) -> bool:
    kind = kind_of(clause)
    if _STAYS.search(clause):
        return False
    return kind.label == DELETE and kind.sure >= SURE and task_by_words(clause) in (None, DELETE)


def _named_in(clause: str) -> str:
    """Return the words of a clause that name what is to go: “…”这半句, 骑手驿站那一点."""
    named = list(_THING.finditer(clause))
    return clause[: named[-1].end()] if named else ""


def _is_noise(words: str, at: Situation) -> bool:
    """Whether words are those of what is no part of the report: memberonly那串."""
    return len(words) > 2 and any(words in noise.text for noise in at.check.noise)


def _sentences(words: str, at: Situation) -> Reading | None:
    from assistant.session.plain import spans_of

    try:
        spans = spans_of(at.session, words, at.chosen)
    except UsageError as error:
        found = None if QUOTED.search(words) else _anywhere(words, at)
        if found is not None:
            return _spans((found,), words, at)
        step = Step(DELETE, instruction=words)
        twice = which_of_them(step, at) if TWICE.search(words) else None
        return twice or Reading(Act.ASK, (step,), error.message, slot="sentence")
    if spans and not QUOTED.search(words) and any("\n" in at.report.text[a:b] for a, b in spans):
        return _described(words, spans, at)  # a sentence was named, and a part found
    return _spans(spans, words, at) if spans else None


def _anywhere(words: str, at: Situation) -> tuple[int, int] | None:
    """Return the sentence of the report, or with 半句 its clause, that words describe."""
    from assistant.session.plain.spans import sentences

    text = at.report.text
    everything = sentences(text, 0, len(text))
    named = _COUNTED.sub("", words)
    found = most_alike(named, everything, text)
    return _half(words, found, at) if found is not None else None


def _half(words: str, found: tuple[int, int], at: Situation) -> tuple[int, int]:
    """Return of a sentence what words describe, where they mean less than all of it."""
    named, text = _COUNTED.sub("", words), at.report.text
    if not _LESS.search(words):
        return found
    wanted = pairs_of(named)
    held = [
        (found[0] + m.start(), found[0] + m.end())
        for m in _CLAUSE.finditer(text[slice(*found)])
        if any(pair in m.group() for pair in wanted)
    ]
    return (held[0][0], held[-1][1]) if held else found


def _described(words: str, scope: Sequence[tuple[int, int]], at: Situation) -> Reading:
    """Return the sentence of a part that is named by what it says or where it stands."""
    from assistant.session.plain.spans import sentences

    inside = [s for low, high in scope for s in sentences(at.report.text, low, high)]
    found = most_alike(words, inside, at.report.text)
    if found is None and re.search("末尾?|结尾|最后|尾巴", words) and "半" not in words:
        found = inside[-1]
    if found is not None:
        return _spans((_half(words, found, at),), words, at)
    sections = tuple(dict.fromkeys(s for a, _ in scope if (s := at.at(a)) is not None))
    return _which(words, sections)


def _which(words: str, sections: tuple[str, ...] = ()) -> Reading:
    said = Message(
        "要删的是哪一句？请用引号引出那一句里的几个字。", "Which sentence? Please quote some of it."
    )
    step = Step(DELETE, sections=sections or None, instruction=words)
    return Reading(Act.ASK, (step,), said, slot="sentence")


def _spans(spans: tuple[tuple[int, int], ...], words: str, at: Situation) -> Reading:
    sections = tuple(dict.fromkeys(s for a, _ in spans if (s := at.at(a)) is not None))
    old = "；".join(at.report.text[a:b] for a, b in spans)
    step = Step(DELETE, sections=sections, old=old, instruction=words or None, spans=tuple(spans))
    return Reading(Act.TASK, (step,))


def _line_of(words: str, at: Situation) -> tuple[int, int] | None:
    """Return the one short line of the report that is most like words: 下载完整版那一行."""
    lines: list[tuple[int, int]] = []
    place = 0
    for line in at.report.text.splitlines(keepends=True):
        if len(line) < _LONG_LINE:
            lines.append((place, place + len(line.rstrip("\n"))))
        place += len(line)
    return most_alike(words, lines, at.report.text)
