"""Nothing of a report leaves the machine, whatever the environment asks the libraries to do.

Every command, a batch, the page, a `Session` and a model's client run with each variable set that
makes LangChain, LangSmith, OpenAI, Gradio, huggingface or OpenTelemetry send something, all of them
pointing at a sink on loopback, which is also the proxy of everything that goes further.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.model_server import ModelServer

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "assistant" / "samples" / "chief-duty.md"

SWITCHES = ("TRACING", "TRACING_V2", "OTEL_ENABLED", "GATEWAY", "TEST_TRACKING")
ON = (
    *(f"{prefix}_{name}" for prefix in ("LANGSMITH", "LANGCHAIN") for name in SWITCHES),
    "GRADIO_ANALYTICS_ENABLED",
    "GRADIO_SHARE",
    "GRADIO_MCP_SERVER",
    "GRADIO_RUN_HISTORY",
    "GRADIO_VIBE_MODE",
)
OFF = ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK", "DISABLE_TELEMETRY")
ADDRESSES = (
    "LANGSMITH_ENDPOINT",
    "LANGCHAIN_ENDPOINT",
    "LANGCHAIN_BASE_URL",
    "LANGSMITH_GATEWAY_DEFAULT_BASE",
    "OPENAI_BASE_URL",
    "AZURE_OPENAI_ENDPOINT",
    "HF_ENDPOINT",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
)
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
KEYS = ("LANGSMITH_API_KEY", "LANGCHAIN_API_KEY", "OPENAI_API_KEY", "HF_TOKEN")

ONE_BY_ONE = f"""
import json, os, sys, urllib.request
from assistant.cli import main
from assistant.config import Settings
from assistant.models import get_model
from assistant.request import Length, Request
from assistant.session import Session
sink = urllib.request.build_opener(urllib.request.ProxyHandler({{}}))
get_model("openai:m", Settings(base_url=sys.argv[2])).ask([("user", "机密")], max_tokens=20)
from langchain_core.runnables import RunnableLambda
RunnableLambda(str).invoke("机密")
for name, line in json.loads(sys.argv[1]).items():
    code = main(line.split())
    assert code in (0, 1), (name, code)
    sink.open(os.environ["OPENAI_BASE_URL"] + "/ended/" + name)
session = Session.open({str(SAMPLE)!r}, model="rules")
session.check()
session.adopt(session.propose(Request("shorten", sections=("2",), to=Length.parse("60%"))))
session.run(Request("clean"))
sink.open(os.environ["OPENAI_BASE_URL"] + "/ended/session")
"""
"""All in one process, which imports everything but once; after each the sink hears which it was.
The model's client comes first: it alone has to see to it, before a chain is imported."""
ON_THE_PAGE = f"""
import sys
from pathlib import Path
from assistant.config import Settings
from assistant.web.options import Options
from assistant.web.server import start
from gradio_client import Client
page, address = start(Options(Settings(model="rules", data_dir=Path(sys.argv[1]))), block=False)
client = Client(address, verbose=False)
work = client.predict(Path({str(SAMPLE)!r}).read_text("utf-8"), api_name="/open_report")["work"]
assert client.predict(work, "shorten", "2", "60%", api_name="/propose")["text"]
client.predict(work, api_name="/adopt")
page.close()
"""
LATER = """
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
"""
COMMANDS = {
    "check": f"check {SAMPLE}",
    "clean": f"clean {SAMPLE} --model rules",
    "restructure": f"restructure {SAMPLE} --section 2 --instruction 分成三点 --model rules",
    "shorten": f"shorten {SAMPLE} --to 60% --model rules",
    "fill": f"fill {SAMPLE} --facts {SAMPLE.with_suffix('.csv')} --model rules",
    "rewrite": f"rewrite {SAMPLE} --section 2 --instruction 平实一些 --model rules",
    "batch": f"batch shorten {SAMPLE} -o out --to 60% --model rules",
}


@pytest.fixture
def sink() -> Iterator[ModelServer]:
    server = ModelServer()
    stop = server.start()
    yield server
    stop()


def leaky(sink: ModelServer, tmp_path: Path, *, proxied: bool) -> dict[str, str]:
    """Return an environment in which everything that can send something is told to."""
    env = os.environ | dict.fromkeys(ON, "true") | dict.fromkeys(OFF, "0")
    env |= dict.fromkeys(ADDRESSES, sink.base_url) | dict.fromkeys(KEYS, "sk-secret")
    env |= dict.fromkeys(PROXIES, sink.base_url.removesuffix("/v1")) if proxied else {}
    for name in ("LANGCHAIN_TRACING", *(n for n in ON if "OTEL" in n)):
        del env[name]  # with these LangChain raises, or looks for another sender, before it sends
    return env | {"ASSISTANT_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}


def ran(code: str, *args: str, env: dict[str, str], cwd: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code + LATER, *args],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr, done.stderr


def test_no_command_session_or_model_sends_anything_elsewhere(
    sink: ModelServer, model_server: ModelServer, tmp_path: Path
) -> None:
    sink.gets["/ended/"] = lambda exchange: exchange.json({})
    env = leaky(sink, tmp_path, proxied=True)
    ran(ONE_BY_ONE, json.dumps(COMMANDS), model_server.base_url, env=env, cwd=tmp_path)
    assert sink.paths == [f"/v1/ended/{name}" for name in [*COMMANDS, "session"]]
    assert len(model_server.requests) == 1


def test_the_page_sends_nothing(sink: ModelServer, tmp_path: Path) -> None:
    ran(ON_THE_PAGE, str(tmp_path), env=leaky(sink, tmp_path, proxied=False), cwd=tmp_path)
    assert sink.paths == []


def test_a_runnable_without_us_would_have_told_the_sink(sink: ModelServer, tmp_path: Path) -> None:
    """Shows that the tests above could have failed."""
    code = (
        "from langchain_core.runnables import RunnableLambda\nRunnableLambda(str).invoke('机密')\n"
    )
    ran(code, env=leaky(sink, tmp_path, proxied=False), cwd=tmp_path)
    assert sink.paths
