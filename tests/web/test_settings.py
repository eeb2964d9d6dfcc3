"""Choosing a model on the page: the test of an endpoint, the download, what the operator fixed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.errors import ModelError, UsageError
from assistant.findings import Language
from assistant.models import known_weights, weights
from assistant.session import Session
from assistant.web import settings as page
from assistant.web.desk import Desk
from assistant.web.options import Options
from assistant.web.rewriting import Run
from tests.models.test_weights import NOWHERE, FileServer, files, weights_from
from tests.servers.behaviours import error_in_stream, html, ok, stalls, status, truncated
from tests.servers.model_server import ModelServer
from tests.session.conftest import TEXT

__all__ = ["files"]
OPEN = Options(Settings(model="rules"))


def chosen(model_server: ModelServer, key: str = "k-1") -> tuple[str, Settings]:
    return page.choice(OPEN, OPEN.settings, "service", model_server.base_url, "m", key)


@pytest.mark.parametrize("reply", [ok("好"), truncated("好的，我可以")], ids=["answers", "goes on"])
def test_an_endpoint_that_answers_is_said_to_work(model_server: ModelServer, reply: object) -> None:
    model_server.always(lambda _request: reply)  # type: ignore[arg-type,return-value]
    said = page.try_model(*chosen(model_server))
    assert "可以用" in said.zh
    assert "It works" in said.en
    (request,) = model_server.requests
    assert request.headers["authorization"] == "Bearer k-1"
    assert request.text == "请回复：好"  # nothing of any report


@pytest.mark.parametrize(
    ("reply", "zh", "en"),
    [
        (status(401), "密钥无效", "the key is not valid"),
        (status(404), "没有这个模型或地址", "no such model or address"),
        (status(500), "暂时无法服务", "cannot serve just now"),
    ],
    ids=["key", "address", "broken"],
)
def test_an_endpoint_that_does_not_work_says_why_and_is_asked_once(
    model_server: ModelServer, reply: object, zh: str, en: str
) -> None:
    model_server.always(lambda _request: reply)  # type: ignore[arg-type,return-value]
    with pytest.raises(ModelError) as refused:
        page.try_model(*chosen(model_server))
    assert zh in refused.value.text(Language.ZH)
    assert en in refused.value.text(Language.EN)
    assert len(model_server.requests) == 1


@pytest.mark.parametrize(
    "reply",
    [
        status(401, "inner secret"),
        status(404, "inner secret"),
        status(400, "inner secret"),
        status(503, "inner secret"),
        html("inner secret"),
        error_in_stream("inner secret"),
    ],
    ids=["401", "404", "400", "503", "no JSON", "in the stream"],
)
def test_what_a_service_answers_is_not_to_be_read_on_the_page(
    model_server: ModelServer, reply: object
) -> None:
    model_server.always(lambda _request: reply)  # type: ignore[arg-type,return-value]
    with pytest.raises(ModelError) as refused:
        page.try_model(*chosen(model_server))
    assert model_server.requests
    for language in Language:
        assert "secret" not in refused.value.text(language)


def test_a_model_is_not_changed_while_it_writes(modelled: Desk, model_server: ModelServer) -> None:
    work = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    model_server.always(lambda _request: stalls("项目"))
    from assistant.web import actions

    modelled.start(work, Run(actions.request_of("rewrite", "3", "语气平实")))
    with pytest.raises(UsageError, match="正在处理"):
        page.use_model(work, "rules", modelled.settings)
    modelled.stop(work)
    page.use_model(work, "rules", modelled.settings)
    assert work.model == "rules"


def test_what_the_operator_fixed_cannot_be_changed_here() -> None:
    fixed = replace(OPEN, fixed=True)
    for kind in ("rules", "local", "service"):
        with pytest.raises(UsageError, match="管理员"):
            page.choice(fixed, fixed.settings, kind, "http://127.0.0.1:9/v1", "m", "")


@pytest.fixture
def fake(files: FileServer, monkeypatch: pytest.MonkeyPatch) -> FileServer:
    """The embedded model is a few kilobytes behind a server on loopback."""
    row = replace(weights_from(files.address), name="local")
    monkeypatch.setattr(known_weights, "known_models", lambda: (row,))
    monkeypatch.setattr(page, "known_models", lambda: (row,))
    return files


def words(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("language", "shown", "last"),
    [
        (Language.ZH, "正在核对模型文件 100%", "内置模型已经可以用了。"),
        (Language.EN, "Verifying the model 100%", "The embedded model is ready."),
    ],
)
def test_the_download_shows_how_far_it_is(
    fake: FileServer, tmp_path: Path, language: Language, shown: str, last: str
) -> None:
    settings = Settings(cache_dir=tmp_path)
    told = [words(step) for step in page.fetching(settings, language)]
    assert told[-1] == last
    assert any(shown in one for one in told)
    assert weights.is_present("local", settings)
    assert len(fake.asked) == 1


def test_a_download_that_fails_says_so_without_the_servers_folders(
    fake: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = replace(weights_from(NOWHERE), name="local")
    monkeypatch.setattr(known_weights, "known_models", lambda: (row,))
    told = [words(step) for step in page.fetching(Settings(cache_dir=tmp_path), Language.EN)]
    assert "could not be fetched" in told[-1]
    assert str(tmp_path) not in told[-1]
