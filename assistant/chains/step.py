"""A step of a chain: a plain function from one state to the next, as a LangChain runnable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.models.tracing import forbid_tracing

Before = TypeVar("Before")
After = TypeVar("After")

# A Runnable is traced whether it asks a model or not.
forbid_tracing()


def step(function: Callable[[Before], After], name: str) -> Runnable[Before, After]:
    """Return `function` as a runnable; `name` is how a trace of the chain shows it."""
    return RunnableLambda(function).with_config(run_name=name)
