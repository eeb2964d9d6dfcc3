"""The one shape of every chain: spread a job into pieces, work on the pieces, gather them.

Only `work` asks a model.  `spread` and `gather` are pure: the same job always gives the same
pieces, and the same pieces the same drafts.  So a single run hands `work` all pieces at once, and
a batch one piece at a time, wherever and whenever it likes, and both get the same drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, Self, TypeVar

from langchain_core.runnables import Runnable

from assistant.chains.job import Draft, Job, Target
from assistant.chains.repair import Answer, Asker, Question, Try
from assistant.chains.step import step
from assistant.findings import Finding, Message, Severity

REPAIR = "repair"
"""The prompt that every question may need beside its own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One target on its way: what is to be asked about it, and what came of that.

    `questions` are known before any model is asked; `answers` are as many, in the same order,
    once `work` is done.  A chain that needs more than questions and answers has its own kind.
    """

    target: Target
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether working on the piece may take a model."""
        return bool(self.questions)

    @property
    def prompts(self) -> tuple[str, ...]:
        """The names of all prompts that working on the piece may use."""
        own = dict.fromkeys(q.prompt.name for q in self.questions)
        return (*own, REPAIR) if own else ()

    def basis(self) -> list[Any]:
        """Return, as JSON, all that a model would be told at first: what its answers rest on."""
        return [
            {
                "messages": [list(m) for m in question.prompt.render(**question.values)],
                "max_tokens": question.max_tokens,
                "tries": question.tries,
                "schema": question.schema,
            }
            for question in self.questions
        ]

    def made(self) -> list[Any]:
        """Return what work made of the piece, as JSON that `with_made` takes back."""
        return [_dump_answer(answer) for answer in self.answers]

    def with_made(self, made: Sequence[Any]) -> Self:
        """Return the piece with the work that `made()` once gave, as if it had been done now."""
        return replace(self, answers=tuple(_load_answer(one) for one in made))


SomePiece = TypeVar("SomePiece", bound=Piece)


@dataclass(frozen=True, slots=True)
class Chain(Generic[SomePiece]):
    """A task as its three steps.

    `spread` gives one piece for each target of a job, in the order of the targets; `work` gives
    the pieces back with what the model said; `gather` turns worked pieces, all of a job's and in
    its order, into one draft each, in the order the report should have.
    """

    spread: Callable[[Job], tuple[SomePiece, ...]]
    work: Callable[[Asker, Sequence[SomePiece]], tuple[SomePiece, ...]]
    gather: Callable[[Job, Sequence[SomePiece]], list[Draft]]

    def runnable(self, asker: Asker) -> Runnable[Job, list[Draft]]:
        """Return the whole chain from a job to its drafts, for one run on one report."""
        return (
            step(self._spread, "spread")
            | step(partial(self._work, asker), "work")
            | step(self._gather, "gather")
        )

    def _spread(self, job: Job) -> _Spread:
        return _Spread(job, self.spread(job))

    def _work(self, asker: Asker, before: _Spread) -> _Spread:
        return replace(before, pieces=self.work(asker, before.pieces))

    def _gather(self, worked: _Spread) -> list[Draft]:
        return self.gather(worked.job, worked.pieces)


@dataclass(frozen=True, slots=True)
class _Spread:
    """What travels between the steps."""

    job: Job
    pieces: tuple[Any, ...]


def ask_pieces(stage: str, asker: Asker, pieces: Sequence[SomePiece]) -> tuple[SomePiece, ...]:
    """Ask all questions of all pieces together, so that every slot of the model is in use."""
    answers = iter(asker.ask_all(stage, [q for piece in pieces for q in piece.questions]))
    return tuple(
        replace(piece, answers=tuple(next(answers) for _ in piece.questions)) for piece in pieces
    )


def _dump_answer(answer: Answer) -> list[Any]:
    return [
        {"text": one.text, "findings": [_dump_finding(f) for f in one.findings]}
        for one in answer.tries
    ]


def _load_answer(tries: Sequence[Any]) -> Answer:
    return Answer(
        tuple(Try(one["text"], tuple(_load_finding(f) for f in one["findings"])) for one in tries)
    )


def _dump_finding(finding: Finding) -> dict[str, Any]:
    return finding.as_dict() | {"message": [finding.message.zh, finding.message.en]}


def _load_finding(data: dict[str, Any]) -> Finding:
    return Finding(
        **data | {"severity": Severity(data["severity"]), "message": Message(*data["message"])}
    )
