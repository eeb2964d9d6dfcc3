"""What a draft is checked against is set by the product, not by tests alone."""

from __future__ import annotations

import ast
from dataclasses import fields

import pytest

from assistant.chains import Asker, Request, prepare
from assistant.chains.job import Draft, Engine
from assistant.chains.scope import scope_of
from assistant.genres import load_genre
from assistant.outline import parse
from assistant.prompts import instructions
from assistant.verify import Scope, verify
from tests.chains.by_rules import run
from tests.chains.test_lying_model import REPORT, REQUESTS, lie_to, writer_of
from tests.servers.behaviours import ok
from tests.servers.model_server import ModelServer
from tests.sources import modules, nodes


def test_every_field_of_the_scope_is_set_by_the_product() -> None:
    given = {
        keyword.arg
        for path in modules("Scope(")
        if path.parent.name in ("chains", "session")
        for node in nodes(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Scope"
        for keyword in node.keywords
    }
    assert {field.name for field in fields(Scope)} <= given


@pytest.mark.parametrize("task", ["shorten", "rewrite"])
def test_a_fragment_of_the_prompt_is_refused_in_a_real_run(
    task: str, model_server: ModelServer
) -> None:
    fragment = "不添加任何新内容"
    assert fragment in instructions()
    lie_to(model_server, lambda text: ok(f"{text.rstrip('。')}，{fragment}。"))
    writer = writer_of(model_server, 5.0)
    report = parse(REPORT)
    job = prepare(REQUESTS[task], report, load_genre("general"))
    outcome = run(job, report, Asker(writer))
    assert fragment not in outcome.text
    told = [f.message.zh for s in outcome.sections for f in s.findings]
    assert any(f"照抄了提示语：“{fragment}”" in words for words in told)


def test_the_examples_of_a_prompt_may_be_said_by_a_report() -> None:
    assert "健全规章制度" not in instructions()


def test_a_heading_that_filling_leaves_alone_must_stay() -> None:
    report = parse(REPORT)
    job = prepare(Request("fill"), report, load_genre("general"))
    target = next(t for t in job.targets if "抓实基层治理" in job.source(t))
    source = job.source(target)
    lost = source.replace("抓实基层治理", "基层治理", 1)
    scope = scope_of(job, Draft(target, lost, Engine.RULES))
    assert "heading_lost" in {f.code for f in verify(source, lost, scope).findings}
