"""Running solvers over cases: once each, resumable, with the model's failings in plain sight."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.prompts import prompt_folder
from eval.log import read_log
from eval.runner import Done as Progress
from tests.cli.conftest import Command
from tests.eval.conftest import SHORT
from tests.servers.behaviours import ok, status
from tests.servers.model_server import ModelServer, Request

MODEL = ("--model", "openai:m")


@pytest.fixture(autouse=True)
def _address(model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.base_url)
    monkeypatch.setenv("ASSISTANT_TRIES", "1")


def rows(out: str) -> dict[str, dict[str, Any]]:
    return {row["system"]: row for row in json.loads(out)["systems"]}


def test_every_case_is_answered_by_every_baseline_and_the_model(run: Command, suite: Path) -> None:
    done = run("run", "--cases", suite, *MODEL, "-o", "a.jsonl", "--json")
    found = rows(done.out)
    assert list(found) == ["reference", "source", "empty", "rules", "plain:openai:m", "openai:m"]
    assert {row["answers"] for row in found.values()} == {3}
    assert found["reference"]["total"]["mean"] == 1.0
    assert found["empty"]["total"]["mean"] == 0.0
    assert found["plain:openai:m"]["calls"] == 3
    assert found["plain:openai:m"]["completion_tokens"] > 0


def test_what_was_answered_is_asked_again_only_where_it_must_be(
    run: Command, suite: Path, model_server: ModelServer
) -> None:
    def asked(*more: str | Path) -> tuple[int, dict[str, Any]]:
        model_server.requests.clear()
        out = run("run", "--cases", suite, *MODEL, *more, "--json").out
        return len(model_server.requests), json.loads(out)

    all_of, first = asked("-o", "a.jsonl")
    assert all_of > 3
    again, second = asked("-o", "a.jsonl")
    assert (again, second["cases"]) == (0, first["cases"])
    assert asked("-o", "b.jsonl")[0] == 0, "answers serve other runs"
    assert asked("-o", "b.jsonl", "--fresh")[0] == all_of
    reference = suite / "learning" / "reference.txt"
    reference.write_text(SHORT.replace("举办青年讲堂12期。", ""), encoding="utf-8")
    again, third = asked("-o", "a.jsonl")
    assert (again, third["systems"][0]["answers"]) == (0, 3), "a changed reference is scored anew"
    source = suite / "roads" / "source.txt"
    source.write_text(source.read_text("utf-8").replace("35公里", "36公里"), encoding="utf-8")
    assert asked("-o", "a.jsonl")[0]
    assert all(
        "村道" in r.text or "危桥" in r.text or "塌方" in r.text for r in _first(model_server)
    ), "of a changed case that case alone"


def _first(server: ModelServer) -> list[Request]:
    return [r for r in server.requests if not any(role == "assistant" for role, _ in r.messages)]


def test_a_run_goes_on_where_it_was_stopped(
    run: Command, suite: Path, model_server: ModelServer
) -> None:
    whole = run("run", "--cases", suite, *MODEL, "-o", "a.jsonl", "--json")
    log, asked = Path("a.jsonl"), len(model_server.requests)
    lines = log.read_bytes().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if b'"plain:openai:m", "case"' in line)
    # Stopped in the middle of writing the second answer of the plain prompt.
    log.write_bytes(b"".join(lines[: at + 1]) + lines[at + 1][:40])
    shutil.rmtree("answers")
    again = run("run", "--cases", suite, *MODEL, "-o", "a.jsonl", "--json")
    assert len(model_server.requests) == 2 * asked - 1
    assert json.loads(again.out)["cases"] == json.loads(whole.out)["cases"]


def test_a_model_that_is_gone_is_missing_and_not_zero(
    run: Command, suite: Path, model_server: ModelServer
) -> None:
    model_server.always(lambda _request: status(401))
    done = run("run", "--cases", suite, *MODEL, "-o", "a.jsonl", "--json")
    found = rows(done.out)["openai:m"]
    assert done.code == 2
    assert (found["answers"], found["total"]) == (1, None) or found["not_scored"] > 0
    model_server.always(lambda _request: ok("好。"))
    again = run("run", "--cases", suite, *MODEL, "-o", "a.jsonl", "--json")
    assert again.code in (0, 1)
    assert rows(again.out)["openai:m"]["not_scored"] == 0


def test_a_fallback_cannot_dress_up_a_model(
    run: Command, suite: Path, model_server: ModelServer
) -> None:
    model_server.always(lambda _request: ok("我不知道。"))
    found = rows(run("run", "--cases", suite, *MODEL, "-o", "a.jsonl", "--json").out)
    assert found["openai:m"]["total"] == found["rules"]["total"]
    assert found["openai:m"]["fallback"] == 1.0
    assert found["openai:m"]["by_model"] == 0.0
    assert found["openai:m"]["by_model_alone"] is None


def test_changed_prompts_are_a_system_of_their_own(
    run: Command, suite: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "brief"
    folder.mkdir()
    text = (prompt_folder() / "shorten.md").read_text("utf-8")
    (folder / "shorten.md").write_text(text + "\n请更简短。\n", encoding="utf-8")
    done = run("run", "--cases", suite, *MODEL, "--prompts", folder, "-o", "a.jsonl", "--json")
    assert list(rows(done.out))[-2:] == ["openai:m", "openai:m+brief"]
    compared = run("compare", "--log", "a.jsonl", "openai:m", "openai:m+brief", "--json")
    assert json.loads(compared.out)["cases"] == 3
    assert "low" in json.loads(compared.out)["difference"]


def test_a_few_cases_are_spread_over_the_tasks(run: Command, suite: Path) -> None:
    done = run("run", "--cases", suite, "--limit", "2", "-o", "a.jsonl", "--json")
    assert set(json.loads(done.out)["by_task"]) == {"shorten", "fill"}
    only = run("run", "--cases", suite, "--task", "fill", "-o", "b.jsonl", "--json")
    assert {c["case"] for c in json.loads(only.out)["cases"]} == {"visits"}


def test_repeats_are_asked_again_and_averaged(
    run: Command, suite: Path, model_server: ModelServer
) -> None:
    flags = ("--cases", suite, "--case", "visits", *MODEL, "--json")
    once = run("run", *flags, "-o", "a.jsonl")
    asked = len(model_server.requests)
    twice = run("run", *flags, "-o", "b.jsonl", "--repeats", "2")
    assert len(model_server.requests) > asked
    assert rows(twice.out)["openai:m"]["answers"] == 2
    assert rows(twice.out)["rules"]["total"]["mean"] == rows(once.out)["rules"]["total"]["mean"]


def test_what_was_answered_before_an_interruption_is_kept(
    run: Command, suite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_self: object, done: Progress) -> None:
        if done.entry.system == "plain:openai:m":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("eval.commands.run._Told.__call__", stop)
        assert run("run", "--cases", suite, *MODEL, "-o", "a.jsonl").code == 130
    kept = read_log(Path("a.jsonl"))
    assert [e.system for e in kept.entries].count("plain:openai:m") == 1
    assert run("run", "--cases", suite, *MODEL, "-o", "a.jsonl").code in (0, 1)
