"""What goes in and out of a talk: the steps that were understood, and the turn that answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.findings import Language, Message
from assistant.session import Proposal
from assistant.session.plain import Place
from assistant.tasks import Task
from assistant.wordcount import count_words


class Act(StrEnum):
    """What the program does with a sentence."""

    TASK = "task"
    ASK = "ask"
    ANSWER = "answer"
    ADOPT = "adopt"
    ADOPT_PART = "adopt_part"
    REJECT = "reject"
    ANOTHER = "another"
    EARLIER = "earlier"
    UNDO = "undo"
    REDO = "redo"
    GOTO = "goto"
    TAKE = "take"
    HELP = "help"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Given:
    """A figure or name that the author states: for which gap (None: not settled), of what, how
    much, in which unit; the source is the author."""

    gap: str | None
    name: str
    value: str
    unit: str
    source: str = "用户填写"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done.

    `sections` are IDs (None: the whole report where `whole`, not yet known otherwise); `each` asks
    for the length or the points in every one of them.  `to` is a length as the contract writes it:
    300, <400, 350-400, 50%, -200, vague; `target` the 字数 that a vague one was worked out to.
    `order` is the wish to move, join or unnumber parts, in words, `instruction` any other wish,
    `keep` what must stay as it is, `spans` the places of sentences that are meant.  `of_whole`
    says that a length is that of the whole report although some parts of it stay.  Facts that no
    gap waits for come with the words to be added (`new`), behind words that stand there (`old`);
    words that are given as they are to stand may state none, and may have a `place` in their part.
    """

    task: str
    sections: tuple[str, ...] | None = None
    whole: bool = False
    each: bool = False
    to: str | None = None
    points: int | None = None
    headings: tuple[str, ...] = ()
    order: str | None = None
    instruction: str | None = None
    old: str | None = None
    new: str | None = None
    keep: tuple[str, ...] = ()
    facts: tuple[Given, ...] = ()
    target: int | None = None
    of_whole: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    place: Place | None = None

    @property
    def adds(self) -> bool:
        """Whether it puts words where nothing waits for them."""
        return (
            self.task == Task.FILL
            and self.new is not None
            and all(f.gap is None for f in self.facts)
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON of a step (design.md, contracts)."""
        return {
            "task": self.task,
            "sections": None if self.sections is None else list(self.sections),
            "whole": self.whole,
            "each": self.each,
            "to": self.to,
            "points": self.points,
            "headings": list(self.headings),
            "order": self.order,
            "instruction": self.instruction,
            "old": self.old,
            "new": self.new,
            "keep": list(self.keep),
            "facts": [
                {
                    "gap": f.gap,
                    "name": f.name,
                    "value": f.value,
                    "unit": f.unit,
                    "source": f.source,
                }
                for f in self.facts
            ],
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence means, before anything is done about it.

    An answer that was found already stands in `said`, with its `places`; what is `settled` is not
    asked about again.
    `choices` are the answers that are offered, each with what it means; `slot` names what a
    question asks for (to, sections, each, instruction, fact, task, agree).  `part` is what goto or
    undo are about, `changes` what adopt_part takes, `which` the version that is meant
    (negative: so many back); `run` is
    what is carried out where that is more than the steps that were said anew, `then` what comes
    after it in the same sentence.
    """

    act: Act
    steps: tuple[Step, ...] = ()
    said: Message | None = None
    choices: tuple[Choice, ...] = ()
    slot: str = ""
    part: str | None = None
    changes: tuple[str, ...] | None = None
    which: int | None = None
    lost: bool = False
    run: tuple[Step, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    settled: bool = False
    then: Reading | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that is offered: how it is shown and what picking it means."""

    label: str
    means: Reading


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one sentence or click; `as_dict` is the contract."""

    act: Act
    said: Message
    steps: tuple[Step, ...] = ()
    choices: tuple[str, ...] = ()
    chosen: str | None = None
    waits_for_consent: bool = False
    proposals: tuple[Proposal, ...] = ()
    version: int = 0
    text_changed: bool = False
    places: tuple[tuple[int, int], ...] = ()
    text: str | None = field(default=None, repr=False)
    reader: Mapping[str, Any] | None = None

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the JSON of a turn (design.md, contracts)."""
        data: dict[str, Any] = {
            "act": self.act.value,
            "said": self.said.text(language),
            "steps": [step.as_dict() for step in self.steps],
            "choices": list(self.choices),
            "chosen": self.chosen,
            "waits_for_consent": self.waits_for_consent,
            "proposals": [proposal_dict(p, language) for p in self.proposals],
            "version": self.version,
            "text_changed": self.text_changed,
        }
        if self.places:
            data["places"] = [list(place) for place in self.places]
        if self.text is not None:
            data["text"] = self.text
        if self.reader is not None:
            data["reader"] = dict(self.reader)
        return data


def proposal_dict(found: Proposal, language: Language = Language.ZH) -> dict[str, Any]:
    """Return a proposal as JSON: its parts, changes and what speaks against it."""
    changed = [p for p in found.parts if p.changed]
    findings = [
        {"key": p.error_key(f), "section": p.id, **f.as_dict(language)}
        for p in changed
        for f in p.findings
    ]
    size = sum(len(p.output) for p in changed)
    return {
        "id": found.id,
        "sections": [p.id for p in changed],
        "verdict": found.verdict.value,
        "asked": found.asked,
        "words": {"source": found.words_source, "delivered": found.words},
        "text": found.text,
        "changes": [_change(c, p.id) for p in changed for c in p.changes],
        "findings": findings,
        "reading": [{"section": p.id, **i.as_dict(language)} for p in changed for i in p.reading],
        "read_share": round(sum(p.read_share * len(p.output) for p in changed) / size, 4)
        if size
        else 0.0,
    }


def _change(change: Any, part: str) -> Mapping[str, Any]:
    return {
        "id": change.id,
        "section": part,
        "op": change.op.value,
        "old": change.old,
        "new": change.new,
        "words": count_words(change.new) - count_words(change.old),
    }
