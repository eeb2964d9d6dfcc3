"""What is written down of a proposal that is adopted: what it does, its changes, its facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.facts import Fact
from assistant.findings import Language, Message
from assistant.gaps import find_gaps
from assistant.noise import Noise, find_noise
from assistant.printable import cut
from assistant.request import Request, request_label
from assistant.sentences import split_sentences
from assistant.session.counts import noise_gone
from assistant.session.gap_marks import with_marks
from assistant.session.names import BY_AUTHOR as AUTHOR_SAYS
from assistant.session.names import place_name
from assistant.session.part import AUTHOR, Part, PartChange
from assistant.session.proposal import Proposal
from assistant.session.propose import ADD, ANSWER, CORRECT, EDIT, ELSEWHERE
from assistant.session.versions import Recorded
from assistant.tasks import BY_AUTHOR, TASKS, Task

_CONFIRMED = Message(
    "核对时有疑问，用户逐条确认后采用", "doubted by the checks, adopted at the author's word"
)
_CHECKED = Message("已核对", "checked")
_LONGEST_SENTENCE = 80
_FILLS = (Task.FILL, ANSWER, ADD)
"""What brings in a value that has a source."""


def with_stated(facts: tuple[Fact, ...], proposal: Proposal) -> tuple[Fact, ...]:
    """Return the facts with those that the author states by a proposal: corrected figures."""
    if all(step.task != CORRECT for step in proposal.steps or (proposal.request,)):
        return facts
    said = (f for part in proposal.parts if part.changed for f in part.scope.facts)
    new = {f.name: f for f in said if f.source == AUTHOR_SAYS}
    all_of = (*(f for f in facts if f.name not in new), *new.values())
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(all_of, 1))


def made_from(proposal: Proposal) -> Message:
    """Return in a sentence what adopting a proposal does."""
    request = proposal.request
    parts = [p for p in proposal.parts if p.changed]
    ways = ((Language.ZH, "、"), (Language.EN, ", "))
    names, names_en = (
        mark.join(f"“{cut(place_name(p.heading, one).strip(), 16)}”" for p in parts[:2])
        for one, mark in ways
    )
    if len(parts) > 2:
        names += f"等 {len(parts)} 个部分"
        names_en += f" and {len(parts) - 2} more"
    done = proposal.steps or (request,)
    zh, en = (mark.join(dict.fromkeys(request_label(r, one) for r in done)) for one, mark in ways)
    lengths = f"{proposal.words_source} → {proposal.words} 字"
    if request.task == Task.CLEAN and not proposal.steps:
        count = noise_gone(proposal)
        names, names_en = f" {count} 处无关文字", f"{count} stretches of noise"
    elif request.task == "delete" and request.instruction and not proposal.steps:
        zh, names, names_en = "", request.instruction, request.instruction
    return Message(f"{zh}{names}（{lengths}）", f"{en}: {names_en} ({lengths})")


def recorded(proposal: Proposal) -> tuple[Recorded, ...]:
    """Return every change with its part, its reason and, where a gap was filled, the source."""
    noise = find_noise(proposal.base)
    wrong = {b.finding for b in proposal.errors}
    recorded: list[Recorded] = []
    for part in proposal.parts:
        for change in part.changes:
            steps = proposal.steps or (proposal.request,)
            done = [steps[n] for n in part.done] or steps
            by_task = all(step.task in TASKS for step in done)
            sources = [f.source for f in part.fills if f.value and f.value in change.new]
            if _is_noise(part.start + change.old_start, change, noise):
                why = TASKS[Task.CLEAN].why
            elif not by_task and any(f in wrong and change.met_by(f) for f in part.findings):
                why = _CONFIRMED
            elif by_task and part.engine == AUTHOR and not sources:
                why = BY_AUTHOR[EDIT].why
            else:
                filled = [step for step in done if sources and step.task in _FILLS]
                why = _together(_reason(step) for step in filled or _steps_of(change, done))
                why = _proven(why, part, change, done)
            recorded.append(
                Recorded(
                    part.heading,
                    change.old,
                    change.new,
                    why,
                    "；".join(dict.fromkeys(sources)),
                    _sentence(part, change),
                )
            )
    return tuple(recorded)


def _steps_of(change: PartChange, steps: Sequence[Request]) -> Sequence[Request]:
    """Return which of the steps that changed a part made one change of it, which is no noise: those
    that name its words, else those that a task did, else any of them."""
    if len(steps) == 1:
        return steps
    words = [w for w in (change.old, change.new) if any(map(str.isalnum, w))]
    named = [
        step
        for step in steps
        if step.task in BY_AUTHOR and any(w in (step.instruction or "") for w in words)
    ]
    others = [step for step in steps if step.task != Task.CLEAN] or steps
    return named or [step for step in others if step.task in TASKS] or others


def _reason(request: Request) -> Message:
    if (row := TASKS.get(request.task)) is not None:
        told = request.to.told if request.to is not None else None
        return row.why_of(told, request.instruction)
    return BY_AUTHOR.get(request.task, BY_AUTHOR[EDIT]).why


def _together(reasons: Iterable[Message]) -> Message:
    each = list(dict.fromkeys(reasons))
    return Message("；".join(r.zh for r in each), "; ".join(r.en for r in each))


def _proven(why: Message, part: Part, change: PartChange, steps: Sequence[Request]) -> Message:
    """Return a reason with what nothing proves of the change and is to be read; of a rewrite from
    elsewhere that it was checked where that is nothing.  What its author typed is not doubted."""
    found = [] if part.engine == AUTHOR else [i for i in part.reading if change.touches(i.output)]
    if found:
        read = _together(item.why for item in found)
        return Message(f"{why.zh}；须通读：{read.zh}", f"{why.en}; to be read: {read.en}")
    if all(step.task == ELSEWHERE for step in steps):
        return Message(f"{why.zh}，{_CHECKED.zh}", f"{why.en}, {_CHECKED.en}")
    return why


def _sentence(part: Part, change: PartChange) -> str:
    """Return the sentence that a change stands in, its silent gaps marked as wherever it is shown;
    nothing where its own words are one or more."""
    for text, start, end in (
        (part.output, change.new_start, change.new_end),
        (part.source, change.old_start, change.old_end),
    ):
        around = [s for s in split_sentences(text) if s.start <= start and end <= s.end]
        words = around[-1].of(text) if around else ""
        if len(words.strip()) > len(text[start:end].strip()):
            first = around[-1].start + len(words) - len(words.lstrip())
            last = first + len(words.strip())
            low = max(first, start - _LONGEST_SENTENCE // 2)
            high = min(last, low + _LONGEST_SENTENCE)
            gaps = [g for g in find_gaps(text) if low <= g.start < high]
            shown = with_marks(text[low:high], gaps, low)
            return "…" * (low > first) + shown + "…" * (high < last)
    return ""


def _is_noise(start: int, change: PartChange, noise: Sequence[Noise]) -> bool:
    """Whether a change at `start` of the report takes noise away and nothing else."""
    if change.new.strip() or not change.old.strip():
        return False
    start += len(change.old) - len(change.old.lstrip())
    end = start + len(change.old.strip())
    return any(n.start <= start and end <= n.end for n in noise)
