"""The embedded model behind its Writer: `make test-model`, after its weights are here."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from time import monotonic

import pytest

from assistant.config import load_settings
from assistant.errors import TruncatedReply
from assistant.models import Step, Writer, embedded, get_model
from assistant.models.failures import PromptTooLong
from assistant.models.weights import is_present, weights_path

# Read before the tests' own environment hides the person's cache.
SETTINGS = load_settings({"model": "local"})

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not is_present("local", SETTINGS), reason="run: assistant models pull local"
    ),
]
STEPS: list[Step] = []


@pytest.fixture(scope="module")
def writer() -> Iterator[Writer]:
    found = get_model("local", SETTINGS, progress=STEPS.append)
    assert found is not None
    yield found
    found.close()


def test_it_writes_here_and_nowhere_else(writer: Writer) -> None:
    reply = writer.ask([("user", "只回答一个字：好")], max_tokens=20)
    assert reply.text
    assert (writer.where, writer.remote, writer.name) == ("本机", False, "local")
    assert (writer.slots, writer.context) == (embedded.SLOTS, embedded.CONTEXT)
    assert [step.kind for step in STEPS] == ["load", "load"]


def test_what_it_read_once_it_need_not_read_again(writer: Writer) -> None:
    system = ("system", "你是公文编辑。把句子压缩，保留数字，不添加内容。" * 8)
    writer.ask([system, ("user", "全年走访企业36家。")], max_tokens=30)
    used = writer.ask([system, ("user", "全年走访农户82户。")], max_tokens=30).usage
    assert used.cached_tokens > used.prompt_tokens / 2


def test_a_schema_holds_it_to_the_choices(writer: Writer) -> None:
    schema = {
        "type": "object",
        "properties": {"fact": {"enum": ["f1", "f2", "none"]}},
        "required": ["fact"],
        "additionalProperties": False,
    }
    value, _reply = writer.ask_json([("user", "随便写一首诗。")], schema, max_tokens=40)
    assert value["fact"] in ("f1", "f2", "none")


def test_its_limits_are_told_apart(writer: Writer) -> None:
    with pytest.raises(TruncatedReply):
        writer.ask([("user", "从一数到一百，用汉字。")], max_tokens=8)
    with pytest.raises(PromptTooLong):
        writer.ask([("user", "青禾镇" * embedded.CONTEXT)], max_tokens=8)


def test_the_program_ends_though_a_question_is_open() -> None:
    """The end is timed against a short answer of the same process: machines differ in speed."""
    code = """
import sys, threading, time
from assistant.config import Settings
from assistant.errors import TruncatedReply
from assistant.models import get_model

writer = get_model("local:" + sys.argv[1], Settings())

def ask(tokens, streamed=None):
    try:
        writer.ask([("user", "从一数到一千，用汉字。")], max_tokens=tokens, on_token=streamed)
    except TruncatedReply:
        pass

began = time.monotonic()
ask(60)
short = time.monotonic() - began
begun = threading.Event()
streamed = lambda _piece: begun.set()
threading.Thread(target=ask, args=(3000, streamed), daemon=True).start()
begun.wait()
print(short, time.monotonic())
"""
    path = str(weights_path("local", SETTINGS))
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    short, left_at = map(float, done.stdout.split())
    assert monotonic() - left_at < short * 3000 / 60 / 2
