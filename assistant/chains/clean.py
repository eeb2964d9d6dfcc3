"""Cleaning: what is no part of the report is taken out, and nothing else changes.

The noise is already gone from the working text of a job (`prepare`); there is nothing to propose.
"""

from __future__ import annotations

from assistant.chains.job import Draft, Engine
from assistant.chains.shape import Chain, Piece

CLEAN: Chain[Piece] = Chain(
    lambda job: tuple(Piece(target) for target in job.targets),
    lambda _asker, pieces: tuple(pieces),
    lambda job, pieces: [Draft(p.target, job.source(p.target), Engine.NONE) for p in pieces],
)
"""From a job to its cleaned parts; no model is asked."""
