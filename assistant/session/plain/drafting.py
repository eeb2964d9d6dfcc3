"""A frame for a part that the genre wants and the report lacks, to be completed by its author."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.catalogue import found
from assistant.chains.fill import draft_part
from assistant.chains.job import Draft, Job, Rung, Target
from assistant.chains.repair import Asker
from assistant.chains.unit_question import unit_scope
from assistant.chains.written_parts import part_question
from assistant.document import BlockKind, Edit, Report, Section, newline_of
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.gaps import Gap, GapKind
from assistant.genres import PartMatch, Priority, locate_parts, missing_part_gaps
from assistant.genres.model import Stage, pattern
from assistant.matching.places import stated
from assistant.models import Usage
from assistant.numbering import match_label, with_number
from assistant.outline.siblings import short_name
from assistant.request import Progress, Request
from assistant.session.core import Session
from assistant.session.perform import asker_of, begins_on, model_for
from assistant.session.plain.proposing import Asked, propose
from assistant.session.proposal import Proposal
from assistant.tasks import Task

_TITLES = frozenset((BlockKind.TITLE, BlockKind.SUBTITLE))


def draft(
    session: Session, part: str, progress: Callable[[Progress], None] | None = None
) -> Proposal:
    """Return the proposal to add a part: its heading in its place, known facts, and 【待补：…】.

    `part` is the ID of its gap, its key or its name in either language, or words of a heading
    (存在不足).  A capable model tells it from the report's own sentences.
    Raises UsageError where the genre has no such part or the report has it already.
    """
    report, genre = session.report, session.genre
    matches = locate_parts(report, genre)
    match = _meant(session, part, matches)
    if match.present and _headed(match, report):
        where = ""
        if match.section is not None:
            where = f"（{short_name(report.find(match.section))}）"
        raise UsageError(
            f"报告里已经有“{match.part.name.zh}”{where}，不用再加。",
            f"The report has its part “{match.part.name.en}” already.",
        )
    wanted = [
        replace(m, priority=Priority.REQUIRED, present=False)
        if m is match
        else replace(m, priority=Priority.OPTIONAL)
        for m in matches
    ]
    asker = _asker(session, progress)
    # What a model is shown holds no open place: those of the text are to be known for that.
    places = [g for g in session.check().gaps if g.kind is not GapKind.PART] if asker.ready else []
    [gap] = missing_part_gaps(report, genre, len(places) + 1, wanted)
    if match.part.stage is not Stage.BODY:
        return _line(session, match, gap)
    target = Target("new", match.part.name.zh, gap.start, gap.end, gap=gap.id)
    gaps = (gap, *places)
    job = Job(Request(Task.FILL), report, genre, (target,), gaps, facts=session.facts)
    before = asker.writer.usage if asker.writer else Usage()
    made = _made(job, target, gap, asker)
    name = match.part.name
    told = [found("part_added", source=(gap.start, gap.end), evidence=name.zh), *made.remarks]
    sources = "；".join(f"{f.value}（{f.source}）" for f in made.fillings)
    known = f"，写入已知的 {sources}" if sources else ""
    note = Message(
        f"在应在的位置加上“{name.zh}”的框架{known}，【待补】处请您补写。",
        f"A frame for “{name.en}” was added in its place; please complete what is marked 【待补】.",
    )
    level = report.sections
    edits = [Edit(gap.start, gap.end, made.text), *counted_on(report, level, gap.start)]
    asked = Asked("draft", name.zh, expected=frozenset(("numbering",)))
    if made.basis:
        asked = replace(asked, told_from=(made.basis, unit_scope(job)))
        note = Message(
            f"在应在的位置加上“{name.zh}”，只用了报告里的句子和您的数据，"
            "请逐句核对，【待补】处请您补写。",
            f"“{name.en}” was added, told only from the report and your facts: "
            "read every sentence, and complete what is marked 【待补】.",
        )
    proposal = propose(session, asked, edits, told=told, notes=[note])
    if asker.writer is None or not asker.used:
        return proposal
    return replace(
        proposal,
        usage=asker.writer.usage - before,
        model=asker.writer.name,
        where=asker.writer.where,
    )


def _headed(match: PartMatch, report: Report) -> bool:
    """Whether a part stands under a heading of its own, be it one that has none."""
    if not match.part.heading:
        return True
    part = report.find(match.section) if match.section is not None else None
    return (
        isinstance(part, Section) and pattern(*match.part.heading).search(part.heading) is not None
    )


def _asker(session: Session, progress: Callable[[Progress], None] | None) -> Asker:
    """Return what asks the session's model, where it is one that can write a whole part."""
    begins = begins_on(session, Task.FILL)
    writer = model_for(session, False) if begins is Rung.SECTION else None
    return asker_of(session, writer, progress or (lambda _progress: None), Task.FILL)


def _made(job: Job, target: Target, gap: Gap, asker: Asker) -> Draft:
    used = {fact.id for fact in job.facts if stated(fact, job.report.text)}
    question = part_question(job, target, gap) if asker.ready else None
    answers = asker.ask_all("draft", [question]) if question else ()
    return draft_part(job, target, gap, answers, used)


def _line(session: Session, match: PartMatch, gap: Gap) -> Proposal:
    """Return the proposal to add what is a line, no section: a salutation, a signature, a date."""
    text, name = session.report.text, match.part.name
    if match.part.block == BlockKind.SALUTATION:
        # What a report opens with stands behind it.
        titles = [b.end for b in session.report.blocks if b.kind in _TITLES]
        gap = replace(gap, start=max(titles, default=0), end=max(titles, default=0))
    newline = newline_of(text)
    lead = newline if gap.start and text[gap.start - 1] != "\n" else ""
    words = f"{lead}【待补：{gap.question.zh.strip().rstrip('？?。')}】{newline}"
    note = Message(
        f"在应在的位置加上一行，请补写“{name.zh}”。",
        f"A line was added in its place; please write the “{name.en}” there.",
    )
    edit = Edit(gap.start, gap.end, words)
    return propose(session, Asked("draft", name.zh), [edit], notes=[note])


def counted_on(report: Report, sections: Sequence[Section], at: int) -> Iterator[Edit]:
    """Yield the edits by which the numbers behind a section that comes in at `at` count on."""
    for section in sections:
        label = match_label(report.of(section))
        if section.start >= at and label is not None and label.ordinal:
            start = section.start + label.start
            fresh = with_number(label.text, label.ordinal + 1)
            yield Edit(start, start + len(label.text), fresh)


def wants(session: Session, part: str) -> bool:
    """Whether the genre of a report knows a part of that name, and it is that part, not one that
    is there already in which it may be told: 水价改革 is no 履职实绩."""
    try:
        match = _meant(session, part, locate_parts(session.report, session.genre))
    except UsageError:
        return False
    name = match.part.name
    return not match.present or part in (match.part.key, name.zh, name.en)


def _meant(session: Session, said: str, matches: list[PartMatch]) -> PartMatch:
    said = said.strip().strip('“”"').removesuffix("部分")
    lacking: list[Gap] = missing_part_gaps(session.report, session.genre, 1, matches)
    gaps = {gap.id: gap for gap in session.check().gaps} if said[1:].isdigit() else {}
    asked = gaps[said].question if said in gaps else None
    for match in matches:
        part = match.part
        if asked is not None and part.question == asked:
            return match
        if said in (part.key, part.name.zh) or said.lower() == part.name.en.lower():
            return match
    near = [m for m in matches if len(said) >= 2 and _named(said, m)]
    absent = [m for m in near if not m.present]
    if len(absent) == 1 or len(near) == 1:
        return (absent or near)[0]
    names = {part.question: part.name for part in session.genre.parts}
    listed = "、".join(names[gap.question].zh for gap in lacking if gap.question in names)
    listed_en = ", ".join(names[gap.question].en for gap in lacking if gap.question in names)
    genre = session.genre.name
    raise UsageError(
        f"{genre.zh}没有叫“{said}”的部分。"
        + (f"现在缺的是：{listed}。" if listed else "这份报告不缺必需的部分。"),
        f"The genre {genre.en} has no part “{said}”. "
        + (f"Lacking are: {listed_en}." if listed_en else "No required part is lacking."),
    )


def _named(said: str, match: PartMatch) -> bool:
    part = match.part
    if said in part.name.zh or part.name.zh in said:
        return True
    return bool(part.heading) and pattern(*part.heading).search(said) is not None
