"""Whatever the environment asks for, nothing of a report goes to a tracing service."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.model_server import ModelServer

ROOT = Path(__file__).parents[2]
SWITCHES = (
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
    "LANGSMITH_GATEWAY",
)
RUN = """
import sys, time
from assistant.config import Settings
from assistant.models import get_model
from assistant.models.tracing import forbid_tracing

writer = get_model("openai:m", Settings(base_url=sys.argv[1]))
writer.ask([("user", "机密")], max_tokens=20)
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers.langchain import wait_for_all_tracers
RunnableLambda(lambda text: text).invoke("机密")
wait_for_all_tracers()
"""


@pytest.mark.parametrize("ours", [True, False], ids=["through us", "without us"])
def test_tracing_variables_are_overruled(model_server: ModelServer, ours: bool) -> None:
    """The second case shows that the first one could have failed."""
    service = ModelServer()
    stop = service.start()
    env = os.environ | dict.fromkeys(SWITCHES, "true")
    env.pop("LANGCHAIN_TRACING" if not ours else "", None)
    env |= {"LANGSMITH_ENDPOINT": service.base_url, "LANGSMITH_API_KEY": "lsv2_test"}
    code = RUN if ours else RUN.replace("writer", "#")
    command = [sys.executable, "-c", code, model_server.base_url]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    stop()
    assert not ours or done.returncode == 0, done.stderr
    assert bool(service.paths) is not ours
    assert len(model_server.requests) == (1 if ours else 0)
