"""The rewriting tasks as LangChain runnables over small steps (design.md, the one rule)."""

from assistant.chains.job import Engine, Job, Target
from assistant.chains.outcome import Outcome
from assistant.chains.prepare import prepare
from assistant.chains.repair import Asker
from assistant.chains.run import worked
from assistant.request import Length, Request

__all__ = [
    "Asker",
    "Engine",
    "Job",
    "Length",
    "Outcome",
    "Request",
    "Target",
    "prepare",
    "worked",
]
