"""The rewriting tasks as LangChain runnables over small steps (design.md, the one rule)."""

from assistant.chains.job import Draft, Engine, Job, Target
from assistant.chains.outcome import GapOutcome, Outcome, SectionOutcome
from assistant.chains.prepare import prepare
from assistant.chains.repair import Asker
from assistant.chains.run import run, worked
from assistant.request import Length, Progress, Request
from assistant.tasks import Task

__all__ = [
    "Asker",
    "Draft",
    "Engine",
    "GapOutcome",
    "Job",
    "Length",
    "Outcome",
    "Progress",
    "Request",
    "SectionOutcome",
    "Target",
    "Task",
    "prepare",
    "run",
    "worked",
]
