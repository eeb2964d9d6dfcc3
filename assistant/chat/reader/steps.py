"""The steps that a model read in a sentence, made of its own words and of IDs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.chat.added_facts import added_step, read_facts
from assistant.chat.deltas import read_delta, shortened, words_now
from assistant.chat.exact import as_stated, counts
from assistant.chat.facts_said import gap_for
from assistant.chat.gap_called import gap_called
from assistant.chat.normal import bare, normal
from assistant.chat.reader.moving import BESIDE, is_denied, move_said
from assistant.chat.reader.narrowed import edited_in, narrowed
from assistant.chat.reader.own_name import is_own_name
from assistant.chat.reader.sentences import spans_meant
from assistant.chat.reader.words import NotSaid, Words
from assistant.chat.situation import Situation
from assistant.chat.steps import read_steps
from assistant.chat.turn import Act, Given, Step
from assistant.chat.vocabulary import told
from assistant.document import BlockKind, Section
from assistant.figures import find_figures
from assistant.instruction.mentions import find_mention
from assistant.instruction.moves import MERGE
from assistant.tasks import Task

_LIKE_LAST = {"shorter": "再短一点", "longer": "再长一点"}
"""What the rules are told in the place of words that they do not know."""
_HEADINGS = re.compile("标题|题目")
_MARKS = re.compile("句号|标点|冒号|末尾的点")
_LEAST = 2
"""Characters of words that are to go themselves."""
_OF_A_SENTENCE = re.compile(
    '^[”"」]?(?:打头|开头|结尾)?的?(?:[那这]|一)*(?:半?句|段|处|条|点|部分|行|串)'
)
_DATE = re.compile(r"(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬)?")
"""A date put right is other words: it counts nothing."""


def step_of(data: Mapping[str, Any], words: Words, at: Situation, prior: Step | None) -> Step:
    """Return one step; raises NotSaid where it is not made of what was said."""
    if data["last"] in _LIKE_LAST and (more := _relative(data, words, at)) is not None:
        return replace(more, keep=tuple(dict.fromkeys((*more.keep, *_kept(data, words)))))
    if data["last"] == "same":
        return _same(data, words, at)
    if is_denied(words.said(data["order"]), words.sentence):
        raise NotSaid("order")
    step = _placed(Step(data["task"]), data, words, at, prior)
    step = replace(step, keep=_kept(data, words))
    step = _with_words(step, data, words, at)
    if step.task == Task.RESTRUCTURE and not step.each:
        return replace(step, sections=_ordered(step, data, at))
    return step


def _relative(data: Mapping[str, Any], words: Words, at: Situation) -> Step | None:
    """Return the last shortening with another length; None where it was of other parts."""
    last = shortened(at)
    if last is None or not set(data["sections"]) <= set(last.sections or ()):
        return None
    to = words.length(data["to"], data["amount"])
    if to is None or to == "vague":
        found = read_delta(_LIKE_LAST[data["last"]], at)
        if found is None or found.act is not Act.TASK:
            raise NotSaid(data["last"])
        return found.steps[0]
    if to.startswith("-"):
        return replace(last, to=to, target=max(10, words_now(at) - int(to[1:])))
    if to.startswith("+") and not (last.to or "").isdigit():
        return replace(last, to="vague", target=words_now(at) + int(to[1:]), each=False)
    return replace(last, to=_from_last(to, last), target=None)


def _from_last(to: str, last: Step) -> str:
    """Return a length that is so much more or less than that of the last request as a number."""
    if not to.startswith(("+", "-")) or not (last.to or "").isdigit():
        return to.removeprefix("+")
    return str(int(last.to or 0) + int(to))


def _same(data: Mapping[str, Any], words: Words, at: Situation) -> Step:
    """Return the last request for other parts, with another length, or with more that stays."""
    same = [s for s in at.last if s.task == data["task"]] or list(at.last)
    if not same:
        raise NotSaid("last")
    step = same[-1]
    if (to := words.length(data["to"], data["amount"])) not in (None, "vague"):
        step = replace(step, to=_from_last(to, step), target=None)
    if data["sections"] or data["whole"]:
        blank = replace(step, sections=None, whole=False, each=False, target=None, spans=())
        step = _placed(blank, data, words, at, None)
    more = _kept(data, words)
    step = replace(step, keep=tuple(dict.fromkeys((*step.keep, *more))))
    wish = words.wish(data["wish"])
    if wish:
        step = replace(step, instruction="，".join(filter(None, (step.instruction, wish))))
    return step


def _kept(data: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    return tuple(k for one in data["keep"] if (k := words.wish(one)))


def _placed(
    step: Step, data: Mapping[str, Any], words: Words, at: Situation, prior: Step | None
) -> Step:
    """Return a step with its place: the IDs, the whole where it is said, else what is spoken of."""
    sections = tuple(dict.fromkeys(data["sections"]))
    whole, each = words.said(data["whole"]), words.said(data["each"])
    words.said(data["together"])
    for one in data["named"]:
        words.said(one)
    if not data["order"]:  # a move says of what it names where it goes, too
        sections = narrowed(sections, data["named"], prior, at)
    if sections:
        if data["to"] and not each:
            sections = _together(sections, at)
        every = set(sections) >= {s.id for s in at.report.sections}
        if every and whole and not each:
            return replace(step, whole=True)
        return replace(
            step,
            sections=sections,
            each=bool(each) and len(sections) > 1,
            of_whole=bool(whole) and not each and step.task == Task.SHORTEN,
        )
    if whole:
        if each and step.task == Task.SHORTEN:
            return replace(step, sections=tuple(s.id for s in at.report.sections), each=True)
        return replace(step, whole=True)
    if step.task == "draft":
        return replace(step, sections=())
    if step.task in ("replace", "correct", "delete") or (step.task == Task.FILL and data["facts"]):
        return replace(step, whole=True)
    if prior is not None and prior.sections:
        return replace(step, sections=prior.sections)
    if at.chosen is not None:
        return replace(step, sections=(at.chosen,))
    if at.last and at.in_hand and step.task in (Task.SHORTEN, Task.REWRITE):
        return replace(step, sections=at.last[-1].sections, whole=at.last[-1].whole)
    return replace(step, whole=step.task in (Task.CLEAN, Task.FILL, Task.SHORTEN))


def _ordered(step: Step, data: Mapping[str, Any], at: Situation) -> tuple[str, ...] | None:
    """Return the part whose parts are to be arranged, where they all are named one by one, or it
    is and they only change places; else those, without the parts that others of them lie in."""
    named = step.sections or ()
    if step.order and MERGE.search(step.order):
        return named  # they become one, though they are all that their part has
    inner = tuple(s for s in named if not any(o.startswith(f"{s}.") for o in named))
    home = inner[0].rpartition(".")[0] if inner else ""
    around = at.report.find(home) if home else None
    if isinstance(around, Section) and all(s.rpartition(".")[0] == home for s in inner):
        moves = step.order is not None and step.points is None
        names_it = moves and is_own_name(data["named"], home, at)
        own = list(at.report.paragraphs(around))
        for below in ([p.id for p in each] for each in (around.children, around.points, own)):
            if len(inner) > 1 and (names_it or set(below) == set(inner)):
                return (home,)
    return inner or step.sections


def _together(sections: tuple[str, ...], at: Situation) -> tuple[str, ...]:
    """Return the part that parts with one length make up, where they are all that it has."""
    home = sections[0].rpartition(".")[0]
    around = at.report.find(home) if home else None
    if not isinstance(around, Section):
        return sections
    starts = [p.start for p in around.children] + [p.start for p in around.points]
    first = min(starts, default=around.start)
    if any(b.kind is BlockKind.BODY for b in at.report.blocks if around.start <= b.start < first):
        return sections  # it says something of its own besides
    below = [p.id for p in around.children] + [p.id for p in around.points]
    return (home,) if len(below) > 1 and set(below) == set(sections) else sections


def _with_words(step: Step, data: Mapping[str, Any], words: Words, at: Situation) -> Step:
    """Return a step with what its task takes from the sentence."""
    wish = words.wish(data["wish"])
    if step.task in ("replace", "correct", "delete"):
        edit = _edit(step, data, words, at)
        return edit if step.task == "delete" else edited_in(edit, data["named"], at)
    if step.task == "draft":
        name = words.exact(data["wish"])
        if not name:
            raise NotSaid("draft")
        sides = list(BESIDE.finditer(words.said(data["order"])))
        if not (sides and len(step.sections or ()) == 1 and (step.sections or ("",))[0].isdigit()):
            return replace(step, sections=(), instruction=name)
        order = "在前面" if sides[-1]["before"] else "在后面"
        return replace(step, instruction=name, order=order)
    if step.task == Task.FILL:
        facts = _facts(data, words, at)
        if not facts:
            return replace(step, instruction=wish)
        if all(f.gap is None for f in facts):
            named = replace(step, facts=facts, whole=False)
            if (added := added_step(named, words.plain, at)).adds:
                return added
        home = (at.at(g.start) for f in facts for g in at.gaps if g.id == f.gap)
        inside = tuple(dict.fromkeys(s for s in home if s is not None))
        return replace(step, facts=facts, sections=inside, whole=False)
    to = words.length(data["to"], data["amount"])
    if step.task == Task.SHORTEN:
        if (data["to"] and to is None) or (to or "").startswith("+"):
            raise NotSaid(data["to"])
        if to in (None, "vague"):  # of no length nobody can say whose it is
            step = replace(step, each=len(step.sections or ()) > 1)
        return replace(step, to=to or "vague", instruction=wish)
    if step.task == Task.RESTRUCTURE:
        if (moved := _moved(data, step, words, at)) is not None:
            return moved
        points = words.points(data["points"])
        if data["points"] and points in (None, 1):  # 写成一整段
            wish = "，".join(filter(None, (words.wish(data["points"]), wish)))
            points = None
        step = replace(step, points=points, order=words.wish(data["order"]), instruction=wish)
        return replace(step, to=to) if to not in (None, "vague") else step
    step = replace(step, instruction=wish)
    return replace(step, to=to) if step.task == Task.REWRITE and to not in (None, "vague") else step


def _moved(data: Mapping[str, Any], step: Step, words: Words, at: Situation) -> Step | None:
    """Return a move with all parts that it is about, as the grammar reads it; None for none."""
    order = words.said(data["order"])
    inside = set(step.sections or ())
    wish = words.wish(data["wish"])
    for one in (order, "".join((*data["named"], order))) if order and inside else ():
        found = read_steps(bare(normal(one)), at)
        steps = found.steps if found is not None and found.act is Act.TASK else ()
        if len(steps) == 1 and steps[0].order and inside <= set(steps[0].sections or ()):
            return replace(steps[0], keep=step.keep, instruction=wish or steps[0].instruction)
    if (
        order
        and step.sections
        and (again := move_said(normal("".join((*data["named"], order))), step.sections, at))
        is not None
    ):
        home = step.sections[0].rpartition(".")[0]
        named = find_mention(normal("，".join(data["named"])), at.report, at.chosen, by_name=False)
        within = home and all(f"{i}.".startswith(f"{home}.") for i in named.ids) and named.ids
        around = within and MERGE.search(order) is None
        return replace(step, sections=(home,) if around else step.sections, order=again)
    return None


def _edit(step: Step, data: Mapping[str, Any], words: Words, at: Situation) -> Step:
    """Return an exact edit; what is to go or to change must stand in the report."""
    old, new = words.exact(data["old"]), words.exact(data["new"])
    if step.task == "correct" and old and new and not find_figures(old):
        return _of_what(old, new, step, at)
    where = [at.text_of(s) for s in step.sections] if step.sections else [at.report.text]
    if step.task == "delete":
        return _deletion(step, data["old"], words, at) if old else step
    if (
        step.task == "replace"
        and (old is None or _MARKS.search(old))
        and _HEADINGS.search(words.plain)
    ):
        return replace(step, old="。", new="", instruction="标题末尾的标点")
    if not old or not any(old in text for text in where) or old == new:
        raise NotSaid(data["old"])
    if new is None:
        raise NotSaid("new")
    unit = re.sub(r"^[\d.]+", "", new)
    if re.fullmatch(r"[\d.]+", old) and unit and any(old + unit in text for text in where):
        new = new.removesuffix(unit)  # the unit stands in the report
    dates = all(_DATE.fullmatch(one) for one in (old, new))
    if step.task == "correct" and dates:
        return replace(step, task="replace", old=old, new=new)
    if step.task == "correct" or (_is_figure(old) and _is_figure(new)):
        subject = told(words.exact(data["wish"]) or "")
        subject = subject if subject in at.report.text else ""
        return replace(
            step,
            task="correct",
            old=old,
            new=new,
            instruction=subject or None,
            facts=as_stated(old, new, at),
        )
    return replace(step, old=old, new=new)


def _is_figure(words: str) -> bool:
    """Whether words are one figure that counts something: 4A级景区 is none."""
    return counts(words) and any(f.text == words for f in find_figures(words))


def _of_what(name: str, new: str, step: Step, at: Situation) -> Step:
    """Return the correction of the one figure that is said of something: 护林员人数, 163名."""
    found = read_facts(f"{name}应该是{new}", at)
    if found is None or found.act is not Act.TASK or found.steps[0].task != "correct":
        raise NotSaid(name)
    meant = found.steps[0]
    meant = replace(meant, facts=meant.facts or as_stated(meant.old or "", meant.new or "", at))
    return replace(meant, sections=step.sections, whole=False) if step.sections else meant


def _deletion(step: Step, said: str, words: Words, at: Situation) -> Step:
    """Return the deletion of the sentences that words mean, within the parts that are named."""
    phrase = words.said(said)
    if (place := _standing_words(phrase, step.sections, words, at)) is not None:
        home = at.at(place[0])
        sections = step.sections or ((home,) if home else ())
        exact = at.report.text[slice(*place)]
        return replace(step, sections=sections, whole=False, old=exact, spans=(place,))
    spans = spans_meant(phrase, step.sections, at)
    parts = [(s.start, s.end) for s in at.report.walk()]
    parts += [(p.start, p.end) for s in at.report.walk() for p in s.points]
    if not spans or any(a <= low and high <= b for low, high in parts for a, b in spans):
        return replace(step, instruction=phrase)  # it is to be asked which sentence is meant
    inside = tuple(dict.fromkeys(s for a, _ in spans if (s := at.at(a)) is not None))
    old = "；".join(at.report.text[a:b] for a, b in spans)
    return replace(step, sections=inside, whole=False, old=old, instruction=phrase, spans=spans)


def _standing_words(
    phrase: str, sections: tuple[str, ...] | None, words: Words, at: Situation
) -> tuple[int, int] | None:
    """Return the one place of words that are to go themselves, not the sentence they stand in:
    “和列席会议的同志”这几个字去掉. None where a sentence is meant, or they stand elsewhere too."""
    bare_words, text = words.exact(phrase) or "", at.report.text
    behind = words.sentence.rpartition(bare_words)[2]
    from assistant.chains.prepare import targets_of

    if len(bare_words) < _LEAST or _OF_A_SENTENCE.match(behind):
        return None
    homes = targets_of(at.report, sections) if sections else ()
    places = [(t.start, t.end) for t in homes] or [(0, len(text))]
    found = [
        (m.start(), m.end())
        for m in re.finditer(re.escape(bare_words), text)
        if any(low <= m.start() and m.end() <= high for low, high in places)
    ]
    return found[0] if len(found) == 1 else None


def _inside(stated: str, gap: str, at: Situation) -> str:
    """Return a value without what stands before its gap already: 第3位 for 排名第____位."""
    place = next((g for g in at.gaps if g.id == gap), None)
    before = at.report.text[place.start - 1 : place.start] if place is not None else ""
    return stated[1:] if before and stated[1:] and stated.startswith(before) else stated


def _facts(data: Mapping[str, Any], words: Words, at: Situation) -> tuple[Given, ...]:
    units = {gap.id: gap.unit for gap in at.gaps}
    found = []
    for one in data["facts"]:
        stated = words.exact(one["value"])
        if not stated:
            raise NotSaid("value")
        value, unit = words.measured(_inside(stated, one["gap"], at), units.get(one["gap"], ""))
        found.append(Given(one["gap"] or None, told(words.exact(one["name"]) or ""), value, unit))
    taken = [f.gap for f in found if f.gap]
    if len(taken) != len(set(taken)):
        raise NotSaid("gap")
    for n, given in enumerate(found):
        if given.gap is None and given.name:  # a bare number fits too many
            fits = gap_for if given.unit else gap_called
            found[n] = replace(given, gap=fits(given, at, {f.gap or "" for f in found}))
    return tuple(found)
