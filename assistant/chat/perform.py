"""Steps carried out in order, each on what the one before gives: one proposal, one undo."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.chat.conditions import kept_spans
from assistant.chat.signing import SIGNED
from assistant.chat.turn import Given, Step
from assistant.chat.wording import reasons_of
from assistant.document import Point, Report
from assistant.errors import UnknownSection, UsageError
from assistant.facts import Fact
from assistant.findings import Language, Message
from assistant.gaps import find_gaps
from assistant.models import parse_name
from assistant.numbering import match_label
from assistant.outline import parse
from assistant.request import Length, Progress, Request, request_label
from assistant.session import History, Proposal, Session
from assistant.session.compose import joined
from assistant.session.counts import only_noise
from assistant.spans import Span
from assistant.tasks import TASKS, Task
from assistant.wordcount import count_words

VAGUE = "80%"
"""How a length is carried out that was only called shorter."""
HEADING_MARKS = "标题末尾的标点"
_INSIDE, _A_POINT = re.compile(r"\.[bp]\d+$"), re.compile(r"\.p\d+$")
"""The ID of a point or a paragraph: it is another one's once one before it went."""
CONFIRMED = ("delete", "correct")
"""Tasks that are asked about once, and then done."""


def apart(steps: tuple[Step, ...]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return the steps that are asked about once and then done, and those that are to be seen
    before anything comes of them."""
    sure = tuple(step for step in steps if step.task in CONFIRMED)
    return sure, tuple(step for step in steps if step not in sure)


@dataclass(frozen=True, slots=True)
class Course:
    """How steps are carried out: who hears of it, what stops it, which candidate is wanted, and
    the words that 这句, 那句 mean."""

    progress: Callable[[Progress], None] | None = None
    stop: threading.Event | None = None
    variation: int = 0
    selected: str = ""


def perform(
    session: Session, steps: tuple[Step, ...], upon: Proposal | None, course: Course
) -> Proposal:
    """Return the proposal that the steps make, on top of what waits (`upon`); it waits nowhere yet.

    Raises UsageError where a step makes no sense in this report, and Stopped.
    """
    made = upon
    undone: list[Message] = []
    for step in _in_turn(steps):
        text = made.text if made is not None else session.report.text
        bench = _bench(session, text)
        for held in _do(at_home(step, session.report, bench.report), bench, course):
            if not held.changes or only_noise(held.parts):
                undone += _undone(step, held)
            made = joined(made, held, session.next_number()) if made is not None else held
            bench = _bench(bench, made.text)
        session.writer, session.gone = bench.writer, bench.gone
    if made is None:
        raise UsageError(Message("没有要做的事。", "There is nothing to do."))
    # What came of one step alone is told by its own findings.
    notes = (*made.notes, *undone) if len(steps) > 1 else made.notes
    return replace(made, number=session.next_number(), notes=notes)


def _undone(step: Step, held: Proposal) -> Iterator[Message]:
    """Yield that a step among others came to nothing, and why."""
    for reason in reasons_of(held)[:1]:
        zh, en = reason.message.zh.rstrip("。"), reason.message.en.rstrip(".")
        wish, done = (
            step.instruction or request_label(held.request, language) for language in Language
        )
        yield Message(f"“{wish}”没有做成：{zh}。", f"“{done}” was not done: {en}.")


def _in_turn(steps: tuple[Step, ...]) -> Iterable[Step]:
    """Return steps as they are carried out: what is to go goes while it stands as it was found, and
    words are exchanged before another step leaves them out."""
    return sorted(steps, key=lambda step: 0 if step.spans else 1 if step.task == "replace" else 2)


def takes_model(steps: tuple[Step, ...], model: str | None) -> bool:
    """Whether carrying out the steps asks a model other than the rules."""
    kind, _rest = parse_name(model or "local")
    return kind != "rules" and any(
        (s.task == "draft" and kind != "local")
        or (s.task in TASKS and not TASKS[s.task].by_code and not s.order and not s.facts)
        for s in steps
    )


def _bench(session: Session, text: str) -> Session:
    """Return a session of the same work on another text, that keeps and remembers nothing."""
    return replace(
        session,
        report=parse(text, styles=session.source.styles_in(text)),
        history=History(()),
        pending=None,
        others=(),
        talk=(),
        _store=None,
        _token="",
        _proposals=0,
    )


def _do(step: Step, bench: Session, course: Course) -> Iterator[Proposal]:
    """Yield the proposals of a step, each made on the text of the one before, without what is to
    stay; each must be joined before the next is asked for."""
    exact = _exact(step, bench, course)
    if exact is not None:
        yield _holding(exact, step, course.selected)
        return
    current = bench
    for request in _requests(step, bench):
        found = current.propose(
            request, course.progress, variation=course.variation, stop=course.stop
        )
        bench.writer, bench.gone = current.writer, current.gone
        held = _holding(found, step, course.selected)
        yield replace(held, notes=(*held.notes, *_left_over(step, bench)))
        current = _bench(current, held.text)


def _exact(step: Step, bench: Session, course: Course) -> Proposal | None:
    """Return the proposal of a step that the author spelt out; None for one of a chain."""
    from assistant.session import plain

    sections = step.sections or ()
    if step.task == "replace":
        if step.instruction == HEADING_MARKS:
            return plain.heading_marks(bench, sections)
        return plain.replace_text(bench, step.old or "", step.new or "", sections)
    if step.task == "correct":
        said = (step.instruction or "") + (step.old or "")
        return plain.correct(bench, said, step.new or "", sections)
    if step.task == "draft":
        name = step.instruction or ""
        if step.order:
            before = "前" in step.order
            return plain.draft_own(bench, name, step.headings, beside=sections[0], before=before)
        if step.headings or not plain.wants(bench, name):
            return plain.draft_own(bench, name, step.headings)
        return plain.draft(bench, name, course.progress)
    if step.task == "delete":
        return plain.delete(bench, _spans(step, bench.report))
    if step.task == Task.FILL and step.instruction == SIGNED:
        return plain.sign(bench, (step.new or "").split("\n"))
    if step.task == Task.FILL and step.adds:
        facts = [Fact("", f.name, f.value, f.unit, f.source) for f in step.facts]
        return plain.add(bench, step.new or "", sections, facts, step.old or "", step.place)
    if step.task == Task.FILL and step.facts:
        return bench.answer({f.gap: f"{f.value}{f.unit}" for f in step.facts if f.gap})
    return None


def _spans(step: Step, report: Report) -> list[tuple[int, int]]:
    if step.spans:
        return list(step.spans)
    from assistant.chains.prepare import targets_of

    return [(t.start, t.end) for t in targets_of(report, step.sections or ())]


def request_of(step: Step, session: Session) -> Request:
    """Return the request that a step of one chain makes; raises UsageError for none."""
    return next(_requests(step, session))


def _requests(step: Step, bench: Session) -> Iterator[Request]:
    sections = step.sections or ()
    if step.task == Task.SHORTEN:
        each: tuple[tuple[str, ...], ...] = (sections,)
        if step.each:
            parts = sections or tuple(s.id for s in bench.report.sections)
            each = tuple((s,) for s in parts)
        for chosen in each:
            to = _length(step, chosen, bench)
            words = _words(chosen, bench)
            if step.each and to.words is not None and to.words >= words:
                continue  # this one is short enough
            if step.instruction and _has_model(bench):
                yield Request(Task.REWRITE, chosen, to, step.instruction)
            else:
                yield Request(Task.SHORTEN, chosen, to)
        return
    if step.task == Task.RESTRUCTURE:
        wish = step.order or step.instruction or ""
        if step.points:
            wish = "，".join(w for w in (f"分成{step.points}点", step.instruction) if w)
        within = () if step.order else sections
        yield Request(Task.RESTRUCTURE, within, _to(step, sections, bench), wish or None)
    elif step.task == Task.REWRITE:
        keep = "；".join(f"{k}不要动" for k in step.keep)
        wish = "；".join(w for w in (step.instruction, keep) if w)
        yield Request(
            Task.REWRITE, sections, _to(step, sections, bench), wish or "控制篇幅，意思不变"
        )
    else:
        yield Request(step.task, sections)


def _has_model(bench: Session) -> bool:
    return parse_name(bench.model or bench.settings.model)[0] != "rules" and bench.gone is None


def _left_over(step: Step, bench: Session) -> tuple[Message, ...]:
    """Return what of a step the rules alone cannot do, to be said."""
    if step.task == Task.SHORTEN and step.instruction and not _has_model(bench):
        return (
            Message(
                f"“{step.instruction}”要由模型来写，这一次只按规则压缩。",
                f"“{step.instruction}” takes a model; the rules only shortened.",
            ),
        )
    return ()


def _to(step: Step, sections: tuple[str, ...], bench: Session) -> Length | None:
    return _length(step, sections, bench) if step.to is not None else None


def _length(step: Step, sections: tuple[str, ...], bench: Session) -> Length:
    """Return the length of a step for these sections as a request takes it."""
    words = _words(sections, bench)
    if step.target is not None:
        return Length(words=step.target)
    to = step.to or "vague"
    if to == "vague":
        return Length.parse(VAGUE)
    if to.endswith("%"):
        return Length.parse(to)
    if to.startswith("-"):
        return Length(words=max(1, words - int(to[1:])))
    number = int(to.removeprefix("<").rpartition("-")[2])
    if step.of_whole:
        number -= count_words(bench.report.text) - words
    if number <= 0:
        raise UsageError(
            Message("不动的部分已经超过这个字数了。", "What stays is longer than that already.")
        )
    return Length(words=number)


def _words(sections: tuple[str, ...], bench: Session) -> int:
    from assistant.chains.prepare import targets_of

    if not sections:
        return count_words(bench.report.text)
    targets = targets_of(bench.report, sections)
    return sum(count_words(bench.report.text[t.start : t.end]) for t in targets)


def _holding(found: Proposal, step: Step, selected: str) -> Proposal:
    """Return a proposal without the changes that touch what was to stay."""
    dropped: set[str] = set()
    for part in found.parts:
        for keep in step.keep:
            for start, end in kept_spans(keep, part.source, selected):
                words = part.source[start:end]
                if part.source.count(words) <= part.output.count(words):
                    continue
                dropped |= {
                    c.id
                    for c in part.changes
                    if c.old_start < end and start < c.old_end and words not in c.new
                }
    return found.select({c.id for c in found.changes} - dropped) if dropped else found


def at_home(step: Step, before: Report, now: Report) -> Step:
    """Return a step with the IDs that its parts and gaps, and the places that its words, have
    after the steps before it."""
    if before.text == now.text:
        return step
    if step.spans:
        step = replace(step, spans=tuple(_found_again(step.spans, before.text, now.text)))
    step = replace(step, facts=tuple(_gap_now(fact, before, now) for fact in step.facts))
    if not step.sections:
        return step
    if [s.id for s in before.walk()] == [s.id for s in now.walk()] and not any(
        _INSIDE.search(s) for s in step.sections
    ):
        return step
    found = tuple(dict.fromkeys(_moved(s, before, now) for s in step.sections))
    return replace(step, sections=found, each=step.each and len(found) > 1)


def _found_again(spans: Iterable[Span], before: str, now: str) -> Iterator[Span]:
    """Yield where words stand after the steps so far: the same one of all places that have them;
    raises UsageError where they are gone."""
    for start, end in spans:
        words = before[start:end]
        places = [m.start() for m in re.finditer(re.escape(words), now)]
        if not places:
            raise _gone()
        place = places[min(before.count(words, 0, start), len(places) - 1)]
        yield place, place + len(words)


def _gap_now(fact: Given, before: Report, now: Report) -> Given:
    """Return a fact with the ID that its gap has now: g3 is another one's once g1 is gone."""
    then, there = find_gaps(before.text), find_gaps(now.text)
    gap = next((g for g in then if g.id == fact.gap), None)
    if gap is None or len(then) == len(there):
        return fact
    alike = [g for g in there if (g.context, g.unit) == (gap.context, gap.unit)]
    if len(alike) != 1:
        raise _gone()
    return replace(fact, gap=alike[0].id)


def _again(part: Point, before: Report, now: Report) -> str | None:
    """Return the point or paragraph that begins as one did before the steps so far, or that stands
    at its place among as many; None for none such."""
    kind = part.id.rpartition(".")[2][:1]
    there = {one.id: one for one in _alike(kind, now)}
    counted = [[o.id for o in _alike(kind, r)] for r in (before, now)]
    begun = [i for i, one in there.items() if part.lead and one.lead == part.lead]
    if len(begun) == 1 or part.id in begun:
        return part.id if part.id in begun else begun[0]
    return part.id if counted[0] == counted[1] or (kind == "p" and part.id in there) else None


def _alike(kind: str, report: Report) -> Iterator[Point]:
    """Yield the points of a report, or its paragraphs, or what stands outside its sections."""
    if kind == "p":
        yield from (point for section in report.walk() for point in section.points)
    elif kind == "b":
        for section in report.walk():
            yield from report.paragraphs(section)
        for edge in report.outside():
            yield from report.paragraphs(edge)
    else:
        yield from report.outside()


def _moved(section: str, before: Report, now: Report) -> str:
    """Return where a part is after others were moved or joined, by the words it begins with."""
    try:
        part = before.find(section)
    except UnknownSection:
        return section
    if isinstance(part, Point) and (same := _again(part, before, now)) is not None:
        return same
    if isinstance(part, Point) and not _A_POINT.search(section):
        raise _gone()  # the part around it is not meant
    words = before.of(part)
    body = words[words.find("\n") + 1 :].strip() or words
    label = match_label(body)  # （五） is （四） once two before it were joined
    body = body[label.end :] if label is not None else body
    for length in (40, 20, 10):
        at = now.text.find(body[:length])
        if at >= 0:
            inside = [s for s in now.walk() if s.start <= at < s.end]
            level = section.count(".")
            fitting = [s for s in inside if s.id.count(".") <= level]
            if fitting:
                return fitting[-1].id
    raise _gone()


def _gone() -> UsageError:
    return UsageError(
        Message(
            "前一步之后找不到这一部分了，请先看过前一步，再说下一步。",
            "That part is not to be found after the step before; look at that one first.",
        )
    )
