"""Filling gaps: code finds them and the facts that may fit, the model only picks, code inserts.

The model chooses a fact by its ID from a list it cannot add to; code judges the pair once more
(unit, subject, each fact used once) and where in doubt leaves the place open.  An open place
becomes a visible 【待补：…】 and a question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.chains.draft_parts import draft_missing_part
from assistant.chains.job import Draft, Engine, Filling, Job, Rung, Target
from assistant.chains.promote import renumbered
from assistant.chains.repair import Answer, Question, keeps_to
from assistant.chains.shape import Chain, Piece, ask_pieces
from assistant.chains.written_parts import part_question, written_part
from assistant.document import Edit, apply_edits
from assistant.gaps import Gap, GapKind
from assistant.matching import Choice, Match, assign
from assistant.models.replies import object_of, parse_json
from assistant.numbering import LabelStyle, match_label, with_number
from assistant.prompts import load_prompt

NONE = "none"
MARK = "【待补"
"""What the visible mark of an open place begins with."""


@dataclass(frozen=True, slots=True)
class _Decided:
    """What was decided for a gap: a match or none, and who decided."""

    gap: Gap
    match: Match | None
    engine: Engine
    attempts: int


@dataclass(frozen=True, slots=True)
class _Part(Piece):
    """One target with its gaps; a question for each of those that a fact may fit (`asked`).

    A place for a missing part has that part's gap, and the way to the question for its text, which
    only a capable model is asked.
    """

    places: tuple[Choice, ...] = ()
    asked: tuple[Choice, ...] = ()
    missing: Gap | None = None
    telling: Callable[[], Question | None] | None = None

    def begun_on(self, rung: Rung) -> _Part:
        """Return the piece with the question for a missing part, where a model can tell it, and
        with no question to a capable model that decides nothing: of what code fills in by itself,
        or leaves open whatever is said."""
        if rung is not Rung.SECTION:
            return self
        if self.telling is not None:
            question = self.telling()
            return self if question is None else replace(self, questions=(question,))
        put = zip(self.questions, self.asked, strict=True)
        left = [(q, p) for q, p in put if p.best is None and p.likely is not None]
        return replace(self, questions=tuple(q for q, _ in left), asked=tuple(p for _, p in left))


def _spread(job: Job) -> tuple[_Part, ...]:
    """Match all gaps of the report with all facts, so that a chosen part takes no other's fact."""
    gaps = [g for g in job.gaps if g.kind is not GapKind.PART]
    choices = {c.gap.id: c for c in assign(gaps, job.facts, job.report.text)}
    return tuple(_part(job, target, choices) for target in job.targets)


def _part(job: Job, target: Target, choices: Mapping[str, Choice]) -> _Part:
    inside = job.gaps_in(target)
    for gap in inside:
        if gap.kind is GapKind.PART:
            return _Part(target, missing=gap, telling=partial(part_question, job, target, gap))
    places = tuple(choices[gap.id] for gap in inside if gap.id in choices)
    asked = tuple(place for place in places if place.matches)
    questions = tuple(_question(job, target, place) for place in asked)
    return _Part(target, questions, places=places, asked=asked)


def _question(job: Job, target: Target, place: Choice) -> Question:
    facts = [m.fact for m in place.matches]
    schema = object_of({"fact": {"enum": [*(f.id for f in facts), NONE]}})
    return Question(
        prompt=load_prompt("fill"),
        values={
            "passage": _marked(job, place.gap),
            "facts": "\n".join(f"{f.id} {f.name}：{f.value}{f.unit}" for f in facts),
        },
        judge=keeps_to(schema),
        max_tokens=32,
        section=target.id,
        schema=schema,
    )


def _marked(job: Job, gap: Gap) -> str:
    """Return the sentence around a gap with the gap shown as 【？】."""
    text = job.report.text
    low = max(text.rfind(mark, 0, gap.start) for mark in "。；\n") + 1
    ends = [at for mark in "。；\n" if (at := text.find(mark, gap.end)) >= 0]
    high = min(ends, default=len(text))
    return f"{text[low : gap.start]}【？】{text[gap.end : high]}".strip()


def _decide(place: Choice, answer: Answer) -> _Decided:
    """Take the model's pick where code agrees; otherwise what code alone is sure of, or nothing."""
    match, engine = place.best, Engine.NONE if place.best is None else Engine.RULES
    for one in answer.safe[:1]:
        picked = parse_json(one.text, {"type": "object"}).get("fact")
        if place.likely is not None and place.likely.fact.id == picked:
            match, engine = place.likely, Engine.MODEL
    return _Decided(place.gap, match, engine, len(answer.tries))


def _decided(part: _Part) -> list[_Decided]:
    told = zip(part.asked, part.answers, strict=True)
    answers = {place.gap.id: answer for place, answer in told}
    return [_decide(place, answers.get(place.gap.id, Answer())) for place in part.places]


def _gather(job: Job, parts: Sequence[_Part]) -> list[Draft]:
    decided = [_decided(part) if part.missing is None else [] for part in parts]
    used = {one.match.fact.id for some in decided for one in some if one.match is not None}
    drafts: list[Draft] = []
    new: list[str] = []
    for part, choices in zip(parts, decided, strict=True):
        target = part.target
        if part.missing is not None:
            draft = draft_part(job, target, part.missing, part.answers, used)
            used |= {f.fact for f in draft.fillings if f.fact is not None}
            new.append(target.id)
        else:
            draft = _draft(job, target, choices)
        drafts.append(draft)
    if not new:
        return drafts
    own = {section.id for section in job.report.sections}
    old = [draft for draft in drafts if draft.target.id not in new]
    if [d.text for d in renumbered(old, own)] == [d.text for d in old]:
        return renumbered(drafts, {*new, *own})
    return _numbered_on(drafts, new, own)


def draft_part(
    job: Job, target: Target, gap: Gap, answers: Sequence[Answer], used: Collection[str]
) -> Draft:
    """Return a missing part as a capable model told it, or else as the frame the rules make."""
    written = (written_part(job, target, gap, answer, used) for answer in answers)
    told = next((draft for draft in written if draft is not None), None)
    return told or draft_missing_part(job, target, gap, used)


def _numbered_on(drafts: Sequence[Draft], new: Sequence[str], own: Collection[str]) -> list[Draft]:
    """Number only the new headings, each on from those before it.

    Headings whose numbers do not run (一、 2、 (三) 四.) are not put right in passing: a number
    that was only half understood would be written over.
    """
    done: list[Draft] = []
    last: dict[LabelStyle, int] = {}
    for draft in drafts:
        label = match_label(draft.text.lstrip("\r\n"))
        if label is None or draft.target.id not in {*new, *own}:
            done.append(draft)
            continue
        style = label.inner or label.style
        number = label.ordinal
        if draft.target.id in new and number:
            number = last.get(style, 0) + 1
            printed = with_number(label.text, number)
            draft = replace(draft, text=draft.text.replace(label.text, printed, 1))
        last[style] = max(last.get(style, 0), number)
        done.append(draft)
    return done


def _draft(job: Job, target: Target, choices: Sequence[_Decided]) -> Draft:
    edits: list[Edit] = []
    fillings: list[Filling] = []
    for choice in choices:
        gap = choice.gap
        low, high = gap.start - target.start, gap.end - target.start
        if choice.match is None:
            edits.append(Edit(low, high, marker(gap, job.report.text)))
        else:
            fact = choice.match.fact
            edits.append(Edit(low, high, choice.match.value))
            fillings.append(Filling(gap, choice.match.value, fact.source or fact.name, fact.id))
    engines = [c.engine for c in choices if c.match is not None]
    engine = Engine.RULES if edits else Engine.NONE
    if engines and engines.count(Engine.MODEL) * 2 >= len(engines):
        engine = Engine.MODEL
    return Draft(
        target,
        apply_edits(job.source(target), edits),
        engine,
        attempts=max((c.attempts for c in choices), default=0),
        fillings=tuple(fillings),
    )


def marks(job: Job, draft: Draft) -> list[tuple[Gap, str]]:
    """Return the gaps that a draft of this task leaves open, each with the mark it put there."""
    if draft.engine is Engine.NONE:
        return []
    filled = {filling.gap.id for filling in draft.fillings}
    return [
        (gap, marker(gap, job.report.text))
        for gap in job.gaps_in(draft.target)
        if gap.kind is not GapKind.PART and gap.id not in filled
    ]


def marker(gap: Gap, text: str) -> str:
    """Return the visible mark of an open place: 【待补：…】 with what is asked for.

    A mark that stands there already is kept to the letter.  Where no figure is asked for it says
    what kind of name is (单位名称, 专项行动的名称); a question that quotes the report is not
    repeated inside it: the mark stands right there.
    """
    there = text[gap.start : gap.end]
    if there.startswith(MARK):
        return there
    asked = " ".join((gap.wanted or gap.question.zh).split()).rstrip("？?。")
    if "“" in asked or "《" in asked:
        asked = "列举的内容" if gap.kind is GapKind.LIST else "名称或内容"
    return f"{MARK}：{asked}】"


FILL = Chain(_spread, partial(ask_pieces, "fill"), _gather)
"""From a job with facts to one draft for each target."""
