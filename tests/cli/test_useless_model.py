"""A model none of whose replies could be used is told of before all else; one that thinks is not
such a model."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings
from assistant.findings import Language
from assistant.request import Length
from assistant.request import Request as asked
from assistant.session import Session
from assistant.web.views.proposal import about
from tests.chains.liars import passage
from tests.cli.conftest import Command
from tests.servers import behaviours as does
from tests.servers.behaviours import Behaviour
from tests.servers.model_server import ModelServer, Request

REPORT = """柳溪乡2031年度工作总结
一、主要工作
一年来，我们紧紧围绕乡党委的部署要求，切实抓好各项重点任务的落实，全年走访企业36家，协调解决用工、用地等方面的实际问题52个，得到企业普遍认可。
同时，我们持续推进村级道路的改造提升工作，全年新修道路12公里，改造管网3公里，群众出行条件得到进一步改善。
"""


@pytest.fixture
def report(tmp_path: Path, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.base_url)
    monkeypatch.setenv("ASSISTANT_TRIES", "1")
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def honest(request: Request) -> str:
    """Leave out what says little, as a fair writer would."""
    little = "切实|持续|得到进一步|等方面的实际|紧紧"
    return re.sub(little, "", passage(request))


BAD: list[tuple[str, Behaviour, str]] = [
    ("cut off", does.truncated("走访企"), "reply_tokens"),
    ("empty", does.ok(""), "没有给出任何文字"),
    ("broken", does.garbage(), "接口"),
    ("refused by checks", does.ok("全年走访企业99家，投资8亿元，获得全国表彰。"), "更强的模型"),
]


@pytest.mark.parametrize(
    ("behaviour", "said"), [b[1:] for b in BAD], ids=[name for name, *_rest in BAD]
)
def test_it_is_said_first_though_the_rules_text_is_proven(
    behaviour: Behaviour, said: str, model_server: ModelServer, run: Command, report: Path
) -> None:
    model_server.always(lambda _request: behaviour)
    done = run("shorten", report, "--to", "70%", "--model", "openai:m", "--yes", "--json")
    data: dict[str, Any] = json.loads(done.out)
    usage = data["usage"]
    assert 0 < usage["unusable"] == usage["replies"] == len(model_server.requests)
    assert done.code == 1
    assert data["verdict"] != "accepted"
    found = [f for s in data["sections"] for f in s["findings"] if f["code"] == "model_unusable"]
    assert len(found) == 1
    assert said in found[0]["message"]
    shown = run("shorten", report, "--to", "70%", "--model", "openai:m", "--yes")
    assert "全部不可用" in "".join(shown.err.partition("字数")[0].split())


def test_it_is_told_in_a_batch_and_on_the_page(
    model_server: ModelServer, run: Command, report: Path, tmp_path: Path
) -> None:
    model_server.always(lambda _request: does.ok(""))
    out = tmp_path / "out"
    done = run("batch", "shorten", report, "-o", out, "--to", "70%", "--model", "openai:m", "--yes")
    assert done.code == 1
    assert "模型答复全部不可用" in done.err
    line = json.loads((out / "results.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert 0 < line["usage"]["unusable"] == line["usage"]["replies"]
    assert "model_unusable" in {f["code"] for s in line["sections"] for f in s["findings"]}
    settings = Settings(model="openai:m", base_url=model_server.base_url, tries=1)
    session = Session.from_text(REPORT, settings=settings)
    made = session.propose(asked("shorten", to=Length.parse("70%")))
    html = about(made, Language.ZH)
    assert html.index("全部不可用") < html.index("<section")


def test_a_model_that_thinks_gives_what_it_gives_without(
    model_server: ModelServer, run: Command, report: Path
) -> None:
    """320 tokens of thought a reply, in the reply or beside it, from a service that refuses the
    old name of the cap and any temperature: the same text, and one request more."""

    def outcome(model: str) -> dict[str, Any]:
        model_server.requests.clear()
        wish = ("--instruction", "语气平实一些")
        done = run("rewrite", report, *wish, "--model", model, "--yes", "--json")
        data: dict[str, Any] = json.loads(done.out)
        data["usage"] = {key: data["usage"][key] for key in ("replies", "unusable")}
        return data

    model_server.always(lambda request: does.ok(honest(request)))
    plain = outcome("openai:plain")
    assert plain["usage"]["unusable"] < plain["usage"]["replies"]
    forms: dict[str, tuple[str, str] | None] = {"beside": None, "inside": ("<think>", "</think>")}
    for name, tags in forms.items():

        def thinking(request: Request, tags: tuple[str, str] | None = tags) -> Behaviour:
            return does.newest(does.thinks(honest(request), aloud=tags))

        model_server.always(thinking)
        assert outcome(f"openai:{name}") == plain
        assert len(model_server.requests) <= plain["usage"]["replies"] + 1
