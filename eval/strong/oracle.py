"""The oracle: the eval's references, played back as the answers of the section rung.

A reference is a good text of the section it stands for.  So whatever keeps one from becoming the
output is a fault: of the question, of the check, or of the reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from assistant.chains.items import region
from assistant.chains.ladder import sections_of
from assistant.chains.outcome import Outcome, SectionOutcome
from assistant.chains.prepare import prepare, targets_of
from assistant.chains.section import Section
from assistant.config import Settings
from assistant.document import Report
from assistant.errors import AssistantError, Unanswered
from assistant.instruction import read_request
from assistant.outline import parse
from assistant.session import Session
from assistant.session.perform import do
from assistant.tasks import Task
from eval.case import Case
from eval.strong.playback import Asked, Playback

TASKS = (Task.SHORTEN, Task.RESTRUCTURE, Task.REWRITE)


@dataclass(frozen=True, slots=True)
class Played:
    """One reference played back: whether it is the output, and what was said of it."""

    case: str
    task: str
    section: str
    same: bool
    rung: str | None
    verdict: str
    read_share: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Oracle:
    """All references played back; `left` names the cases that ask for no section in one go.

    `prompt_tokens` is what was asked altogether, what was sent back included; `direct_tokens` the
    texts and the wishes alone, as somebody would paste them.
    """

    played: tuple[Played, ...]
    left: tuple[str, ...] = ()
    prompt_tokens: int = 0
    direct_tokens: int = 0

    def as_dict(self) -> dict[str, object]:
        """Return the numbers as JSON."""
        same = sum(p.same for p in self.played)
        shares = [p.read_share for p in self.played if p.same]
        by_task = {
            str(task): f"{sum(p.same for p in own)} of {len(own)}"
            for task in TASKS
            if (own := [p for p in self.played if p.task == task])
        }
        return {
            "references": len(self.played),
            "unchanged_output": same,
            "share": round(same / len(self.played), 4) if self.played else None,
            "by_task": by_task,
            "verdict_unchanged": sum(p.verdict == "unchanged" for p in self.played),
            "read_share_median": round(median(shares), 4) if shares else None,
            "prompt_tokens_to_source": round(self.prompt_tokens / self.direct_tokens, 2)
            if self.direct_tokens
            else None,
            "asked_otherwise": list(self.left),
        }

    def meets(self, share: float, most_read: float) -> bool:
        """Whether so many references became the output as they are, none was refused, and half
        of them give no more than `most_read` of their characters to read."""
        same = [p for p in self.played if p.same]
        return (
            len(same) >= share * len(self.played)
            and all(p.verdict != "unchanged" for p in self.played)
            and median([p.read_share for p in same] or [0.0]) <= most_read
        )

    def misses(self) -> list[str]:
        """Name the references that did not become the output, and why."""
        return [
            f"{p.case} {p.section}: {p.rung}, {p.verdict}: {'; '.join(p.why)}"
            for p in self.played
            if not p.same
        ]


@dataclass
class _Tally:
    played: list[Played] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    prompt: int = 0
    direct: int = 0


def play(cases: Iterable[Case]) -> Oracle:
    """Play back the references of all cases that ask for whole sections."""
    tally = _Tally()
    for case in cases:
        if case.task in TASKS:
            _play(case, tally)
    return Oracle(tuple(tally.played), tuple(tally.left), tally.prompt, tally.direct)


def _play(case: Case, tally: _Tally) -> None:
    references = dict(_references(case))
    if not references:
        tally.left.append(case.id)
        return

    def answer(asked: Asked) -> str | None:
        if asked.rung != "section":
            # Below the section rung nobody answers: the rules do what is left.
            raise Unanswered("没有回放的答案", "nothing to play back")
        return references.get(asked.section, asked.messages[1][1].split("原文：\n", 1)[-1])

    writer = Playback(answer)
    outcome = run_case(case, writer)
    sections = {s.id: s for s in outcome.sections}
    for own, reference in references.items():
        section = sections.get(own)
        asked = [a for a in writer.asked if a.section == own and a.rung == "section"]
        tally.played.append(_judged(case, own, reference, section, asked))
    first = {a.section: a for a in writer.asked if a.rung == "section"}
    tally.prompt += writer.usage.prompt_tokens
    tally.direct += sum(_direct(a, case) for a in first.values())


def _direct(asked: Asked, case: Case) -> int:
    """Return the tokens of a direct prompt: the text and what is wanted, and nothing else."""
    from assistant.tokens import count_messages

    source = asked.messages[1][1].split("原文：\n", 1)[-1]
    wish = case.request.instruction or str(case.request.to)
    return count_messages([("user", wish + source)])


def run_case(case: Case, writer: Playback) -> Outcome:
    """Do a case with a model whose answers are known."""
    session = Session.from_text(
        case.source, name=case.id, settings=Settings(), model="openai:strong"
    )
    session.genre, session.confidence = case.genre, 1.0
    session.use_facts(case.facts)
    try:
        _, outcome = do(
            session, case.to_product, lambda _step: None, strict=False, ask=lambda *_: writer
        )
    finally:
        session.close()
    return outcome


def _references(case: Case) -> Iterator[tuple[str, str]]:
    """Yield each section that is asked for in one go with its reference, where that differs."""
    report = parse(case.source)
    request = read_request(case.to_product, report)
    job = prepare(request, report, case.genre, facts=case.facts)
    told = parse(case.reference)
    for section in sections_of(job):
        reference = _reference(section, told, case)
        if reference and reference.strip() != section.job.source(section.target).strip():
            yield section.target.id, reference


def _reference(section: Section, told: Report, case: Case) -> str:
    if section.job.task == Task.RESTRUCTURE and not case.request.sections:
        place = region(told)
        return told.text[slice(*place)] if place else ""
    try:
        targets = targets_of(told, case.request.sections)
    except AssistantError:
        return ""
    for target in targets:
        if target.id == section.target.id:
            return told.text[target.start : target.end]
    return ""


def _judged(
    case: Case, own: str, reference: str, section: SectionOutcome | None, asked: list[Asked]
) -> Played:
    if section is None:
        return Played(case.id, case.task.value, own, False, None, "missing", 0.0)
    same = section.output.strip() == reference.strip()
    repair = asked[-1].messages[-1][1] if len(asked) > 1 else ""
    why = tuple(line[2:] for line in repair.splitlines() if line.startswith("- "))
    return Played(
        case.id, case.task.value, own, same, section.rung and section.rung.value,
        section.verdict.value, section.read_share, why,
    )  # fmt: skip
