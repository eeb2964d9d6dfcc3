"""Whether a model's steps hold all that a sentence names, and do nothing to more than that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assistant.chat.clause_tasks import LONG, task_by_words
from assistant.chat.clauses import pieces_of
from assistant.chat.completeness import nothing_lost
from assistant.chat.conditions import take_conditions
from assistant.chat.normal import QUOTED, normal
from assistant.chat.reader.beside import is_beside, leaves_open, takes_another
from assistant.chat.reader.left_over import STAYS, left_over
from assistant.chat.reader.schema import TEXTS
from assistant.chat.reader.words import NotSaid, Words
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Reading, Step
from assistant.chat.vocabulary import said as said_words
from assistant.chat.vocabulary import says_nothing
from assistant.instruction.lengths import find_length, without_stated
from assistant.instruction.loose_names import parts_named_in, speaks_of_a_part
from assistant.instruction.mention_words import BUT, KEEP, REST, SPAN, WHOLE
from assistant.instruction.mentions import find_mention
from assistant.instruction.parts import Unclear, find_parts
from assistant.numbering import parse_number
from assistant.session.compose import lies_in
from assistant.tasks import Task
from assistant.wordcount import pairs_of

_TIMES = re.compile(r"\d+(?:\.\d+)?(?=分钟|小时|点钟|点半|[月日号年])")
"""Numbers that only say when."""
_WHOLLY = re.compile(
    "(?:[全整通][篇文稿体部份个]*|从头[到至]尾|前后|统[统一]|一律|所有的?|总|[都的里中内]|[这那本我咱][一个份篇]*|每个|各个?|[一二三四五六七八九十\\d]+个|大?标题"
    "|部分|内容|[通全]?文[章稿档]?|报告|材料|稿子?|总结|汇报|篇|the|all|whole|report| )+",
    re.IGNORECASE,
)
"""Words that say nothing but that all is meant: none of them names a part."""
_THOSE = re.compile("[俩仨]|[那这](?:[一两三四五几]|些)?个?[摊堆坨茬档拨桩项]")
"""What points at a part that no pattern knows: 那俩摊子."""
_SOME = re.compile(
    r"[那这](?:[俩仨]|[一两三四几]?[个小大]*(?:部分|[节条块段章点句摊坨截]))|第.{1,3}[部条点节块章]"
)
_OF_THEM = re.compile("(?:那|这)[一两三四]?个?(?:部分|[节条块段章点])?$|的$")
_NTH = re.compile(r"第(\d{1,2}|[一二三四五六七八九十]{1,2})(?=[条点块节])")
_MANY = re.compile(
    r"[、，；和跟与及同到至俩仨几些各每都除余他它前后]|[两三四五六七八九](?:个|[大小]?[块节条章点部])"
    r"|[一二三四五六七八九]{2}|\)\(|头|部分第|\d.*\d"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LIMIT = re.compile("[不别莫勿甭](?:能|要|得|可|许|准)?再?[超多]过?")
"""What keeps nothing, but says that a length is the most: 一共一千二，不能超."""
_SENTENCE = re.compile("[那这]一?句")
"""Less than a part: what is said to stay of it must be held."""
_CLAUSES = re.compile("[，。；！？、]")
_NEAR = 5
"""As one is to this, so far at most is a length said roughly from what it is (一千多字: 1180)."""


def require_complete(
    data: Mapping[str, Any], steps: tuple[Step, ...], words: Words, at: Situation
) -> None:
    """Raise NotSaid where something is lost, used twice, or done to more than was named."""
    before: set[str] = set()
    for raw, step in zip(data["steps"], steps, strict=True):
        _no_wider(raw, step, words, at, before)
        before |= set(step.sections or ())
    _spared(steps, words, at)
    require_numbers(data, words, at)
    if takes_another(data, words.plain):
        raise NotSaid("value")
    _used_once(data, words)
    _kept(data, words, at)
    plain = without_stated(_unnamed(data, words))
    found = nothing_lost(Reading(Act.TASK, steps), plain, at)
    if found.act is not Act.TASK and any(_wishes(one) for one in left_over(plain, steps, at)):
        raise NotSaid(found.said.zh if found.said else "")


def _wishes(words: str) -> bool:
    """Whether words that no step holds ask for something: all others only say why, or take back
    what was said first, which who reads the sentence may pass over."""
    return any(task_by_words(clause) not in (None, LONG) for clause, _linked in pieces_of(words))


def _unnamed(data: Mapping[str, Any], words: Words) -> str:
    """Return the sentence without what names parts (2025年打算), mere numbers left in."""
    text = words.plain
    for said in (normal(n) for s in data["steps"] for n in s["named"]):
        text = text if SPAN.fullmatch(said) else text.replace(said, "")
    return text


def require_numbers(data: Mapping[str, Any], words: Words, at: Situation) -> None:
    """Raise NotSaid where a number or a length of the sentence is in no words pointed at, unless
    it only says how long a part is, or what was asked for last (1500太狠了，1700左右)."""
    rest = without_stated(words.normal)
    for said in sorted(_pointed(data), key=len, reverse=True):
        rest = rest.replace(normal(said), " ")
    last = {n for step in at.last for n in _NUMBER.findall(step.to or "")}
    rest = _NUMBER.sub(lambda m: "" if m.group() in last else m.group(), _TIMES.sub("", rest))
    for clause in _CLAUSES.split(rest):
        asked = find_length(clause, bare=True)
        length = asked.length.words if asked is not None and asked.length is not None else None
        if length is not None and any(
            abs(length - (now := at.words(part))) * _NEAR <= now
            for part in _spoken_of(data, clause, at)
        ):
            continue
        wished = asked is not None and task_by_words(clause) not in (None, LONG)
        asks = wished or length is not None
        if not asks and is_beside(data, clause, words.plain, at):
            continue
        if _NUMBER.search(clause) or asks:
            raise NotSaid(rest)


def _spoken_of(data: Mapping[str, Any], clause: str, at: Situation) -> Iterator[str]:
    """Yield the parts whose length a clause may tell: its own, those that stay, those of the
    steps."""
    for words in (clause, *(normal(k) for step in data["steps"] for k in step["keep"])):
        yield from find_mention(words, at.report, at.chosen).ids
    yield from (part for step in data["steps"] for part in step["sections"])


def _pointed(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield all words of the sentence that are pointed at."""
    if data["about"]:
        yield data["about"]
    for step in data["steps"]:
        yield from (step[name] for name in TEXTS if step[name])
        yield from filter(None, (*step["named"], *step["keep"]))
        for fact in step["facts"]:
            yield from filter(None, (fact["name"] + fact["value"], fact["name"], fact["value"]))


def _used_once(data: Mapping[str, Any], words: Words) -> None:
    """Raise NotSaid where words for a length or a value serve more often than they are said."""
    used = [s["to"] for s in data["steps"] if s["to"]]
    used += [f["value"] for s in data["steps"] for f in s["facts"]]
    for said in set(used):
        plain = normal(said)
        counted = _NUMBER.search(plain) or find_length(plain, bare=True)
        if counted and used.count(said) > words.sentence.count(said):
            raise NotSaid(said)


def _no_wider(
    raw: Mapping[str, Any], step: Step, words: Words, at: Situation, before: set[str]
) -> None:
    """Raise NotSaid where a step is about more than the words that name its place; `before` are
    the parts of the steps before it."""
    if step.whole and step.task in ("replace", "correct"):
        return  # the words themselves say where: wherever they stand
    if is_open(step):
        return  # which sentence is meant is to be asked: before that nothing goes
    if raw["last"] and not (raw["sections"] or raw["whole"]):
        return
    if step.whole and raw["whole"]:
        said = normal(raw["whole"])
        if not _WHOLLY.fullmatch(said) or (_SOME.search(said) and not WHOLE.search(said)):
            raise NotSaid(said)
        return
    if step.whole:
        if step.task == "clean" or step.facts:
            return
        named = find_mention(words.plain, at.report, at.chosen)
        if named.ids or SPAN.search(words.plain) or _SOME.search(words.plain):
            raise NotSaid("whole")
        left = left_over(words.sentence, (step,), at)
        if any(_THOSE.search(one) or speaks_of_a_part(one, at.report) for one in left):
            raise NotSaid("whole")
        return
    if not raw["sections"] or step.of_whole or step.task == "draft":
        return  # beside which part a new one is to stand, changes nothing in that part
    allowed = set(_named(raw["named"], at))
    spoken = {at.chosen, *(i for s in at.last for i in s.sections or ()), *before} - {None}
    edits = step.task in ("replace", "correct")  # where their words stand they change, and no more
    if not (raw["named"] or step.spans or edits) and not set(raw["sections"]) <= spoken:
        raise NotSaid("named")
    told = (*raw["named"], *filter(None, [raw["order"]]))  # a move names what it is about as well
    if len(raw["sections"]) > 1 and not step.of_whole and not _several(told, words):
        raise NotSaid("named")
    if allowed and not REST.search(words.plain):
        homes = {a.rpartition(".")[0] for a in allowed} if raw["order"] else set()
        for section in raw["sections"]:
            if section.rpartition(".")[0] in homes - {""}:
                continue  # where it goes beside others of its part, those stay as they are
            if not any(section == a or section.startswith(a + ".") for a in allowed):
                raise NotSaid(section)


def is_open(step: Step) -> bool:
    """Whether a step is to delete a sentence of which nobody knows yet which it is."""
    return step.task == "delete" and bool(step.instruction) and not step.spans


def _named(named: Iterable[str], at: Situation) -> Iterator[str]:
    """Yield the parts that code finds in mere numbers for a place; none where more is said: what a
    name means the model knows as well."""
    found: list[str] = []
    for said in named:
        plain = normal(said)
        if SPAN.fullmatch(_OF_THEM.sub("", plain)) is None:
            return
        try:
            found += [p.id for p in find_parts(plain, at.report, (at.chosen,) if at.chosen else ())]
        except Unclear:
            return
        # 第二条 may be a point, or the second part of a report that counts 第一，第二，.
        counted = [parse_number(n) for n in _NTH.findall(plain)]
        found += [s.id for n, s in enumerate(at.report.sections, 1) if n in counted]
    yield from found


def _several(named: Iterable[str], words: Words) -> bool:
    """Whether words for a place may mean more than one part: listed, counted, or all but some."""
    said = [*named]
    if len(said) != 1 or REST.search(words.plain) or BUT.search(words.plain):
        return True
    return _MANY.search(normal(said[0])) is not None


def _spared(steps: tuple[Step, ...], words: Words, at: Situation) -> None:
    """Raise NotSaid where a part that is to be left as it is would be changed."""
    plain = QUOTED.sub("“”", words.plain)  # what is quoted spares nothing
    for pattern in (BUT, KEEP):
        for match in pattern.finditer(plain):
            said = next((g for g in match.groups() if g), "")
            if REST.search(said):
                continue  # the others stay: they are not among the parts
            spared = find_mention(said, at.report, at.chosen).ids
            only_long = (
                said_words("shorten").search(match.group()) is not None
            )  # 一（四）不用压，改口语些
            for step in steps:
                if only_long and step.task != Task.SHORTEN:
                    continue
                done = step.sections or ()
                held = any(said in k or k in said for k in step.keep)
                inside = [s for s in spared if any(s == d or s.startswith(d + ".") for d in done)]
                if ((spared and step.whole) or inside) and not held:
                    raise NotSaid(said)


def _kept(data: Mapping[str, Any], words: Words, at: Situation) -> None:
    """Raise NotSaid where a condition of the sentence is held by no step."""
    kept = [_unquoted(normal(w)) for s in data["steps"] for w in s["keep"]]
    pointed = (w for s in data["steps"] for w in (s["wish"], s["order"], s["old"]))
    named = (w for s in data["steps"] for w in s["named"])
    held = [_unquoted(normal(w)) for w in (*pointed, *named) if w]
    asked = [_unquoted(k) for k in take_conditions(words.plain)[1]]
    asked = [k for k in asked if len(k) > 1 and not (STAYS.fullmatch(k) or _LIMIT.fullmatch(k))]
    kept = list(dict.fromkeys(k for k in kept if not _LIMIT.fullmatch(k)))
    for keep in asked:
        if (
            SPAN.search(keep)
            or REST.search(keep)
            or (_SOME.search(keep) and not _SENTENCE.search(keep))
            or find_length(keep)
            or re.search("篇幅|字数|长度", keep)
            or find_mention(keep, at.report, at.chosen).ids
            or any(keep in _unquoted(s.heading) for s in at.report.walk())
            or (says_nothing(keep) and _said_before(keep, data, words.plain, at))
            or leaves_open(data, keep, words.plain, at)
        ):
            continue  # parts are looked at apart
        said = len(asked) <= len(kept) or any(pairs_of(keep) & pairs_of(k) for k in kept)
        if not said and not any(keep in h or h in keep for h in held):
            raise NotSaid(keep)


def _said_before(keep: str, data: Mapping[str, Any], sentence: str, at: Situation) -> bool:
    """Whether parts that are to stay are named in the clause before, and no step is about them:
    招商和茶园这两块是主业，原则上不动."""
    before = [c for c in _CLAUSES.split(sentence[: sentence.find(keep)]) if c]
    named = parts_named_in(before[-1].partition("是")[0], at.report) if before else []
    done = {section for step in data["steps"] for section in step["sections"]}
    return bool(named and done) and not any(lies_in(part.id, one) for part in named for one in done)


def _unquoted(words: str) -> str:
    return re.sub('[“”"「」]', "", words)
