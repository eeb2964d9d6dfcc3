"""The one shape of every chain: spread a job into pieces, work on the pieces, gather them.

Only `work` asks a model.  `spread` and `gather` are pure: the same job always gives the same
pieces, and the same pieces with the same answers the same drafts.  So a run that was broken off
can be repeated with the answers it had, and comes to the same questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Self, TypeVar

from langchain_core.runnables import Runnable

from assistant.chains.job import Draft, Job, Rung, Target
from assistant.chains.repair import Answer, Asker, Question
from assistant.chains.step import step


@dataclass(frozen=True, slots=True)
class Piece:
    """One target on its way: what is to be asked about it, and what came of that.

    `questions` are known before any model is asked; `answers` are as many, in the same order,
    once `work` is done.  A chain that needs more than questions and answers has its own kind.
    """

    target: Target
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()

    def begun_on(self, rung: Rung) -> Self:  # noqa: ARG002 - most ask the same on every rung
        """Return the piece with what is asked of a model that begins on a rung."""
        return self


SomePiece = TypeVar("SomePiece", bound=Piece)
_Spread = tuple[Job, Sequence[Any]]
"""What travels between the steps."""


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
        spread: Runnable[Job, _Spread] = step(lambda job: (job, self.spread(job)), "spread")
        work: Runnable[_Spread, _Spread] = step(lambda s: (s[0], self.work(asker, s[1])), "work")
        gather: Runnable[_Spread, list[Draft]] = step(lambda s: self.gather(*s), "gather")
        return spread | work | gather


def ask_pieces(stage: str, asker: Asker, pieces: Sequence[SomePiece]) -> tuple[SomePiece, ...]:
    """Ask all questions of all pieces together, so that every slot of the model is in use."""
    pieces = [piece.begun_on(asker.begins) for piece in pieces]
    answers = iter(asker.ask_all(stage, [q for piece in pieces for q in piece.questions]))
    return tuple(
        replace(piece, answers=tuple(next(answers) for _ in piece.questions)) for piece in pieces
    )
