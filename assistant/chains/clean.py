"""Cleaning: what is no part of the report is taken out, and nothing else changes.

The noise is already gone from the working text of a job (`prepare`); there is nothing to propose.
"""

from __future__ import annotations

from langchain_core.runnables import Runnable

from assistant.chains.job import Draft, Engine, Job
from assistant.chains.repair import Asker
from assistant.chains.step import step


def clean_chain(_asker: Asker) -> Runnable[Job, list[Draft]]:
    """Return the chain from a job to its cleaned parts; no model is asked."""
    return step(_cleaned, "clean")


def _cleaned(job: Job) -> list[Draft]:
    return [Draft(t, job.source(t), Engine.NONE) for t in job.targets]
