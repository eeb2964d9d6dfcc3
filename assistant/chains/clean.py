"""Cleaning: what is no part of the report is taken out, and nothing else changes.

The noise is already gone from the working text of a job (`prepare`); there is nothing to propose.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chains.job import Draft, Engine, Job
from assistant.chains.repair import Asker
from assistant.chains.shape import Chain, Piece


def _spread(job: Job) -> tuple[Piece, ...]:
    return tuple(Piece(target) for target in job.targets)


def _work(_asker: Asker, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(pieces)


def _gather(job: Job, pieces: Sequence[Piece]) -> list[Draft]:
    return [Draft(p.target, job.source(p.target), Engine.NONE) for p in pieces]


CLEAN = Chain(_spread, _work, _gather)
"""From a job to its cleaned parts; no model is asked."""
