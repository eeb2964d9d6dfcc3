"""Models go by name; nothing is imported, sent or fetched before one is named."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.config import Settings
from assistant.errors import ModelUnavailable, UsageError
from assistant.models import Weights, Writer, get_model, local, parse_name, weights
from assistant.models.places import place_of
from tests.servers.model_server import ModelServer


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("rules", ("rules", "")),
        ("local", ("local", "")),
        (" local ", ("local", "")),
        ("local:small", ("local", "small")),
        ("local:/data/model.gguf", ("local", "/data/model.gguf")),
        ("local:C:\\data\\model.gguf", ("local", "C:\\data\\model.gguf")),
        ("openai:qwen2.5:7b", ("openai", "qwen2.5:7b")),
        ("google_genai:gemini", ("google_genai", "gemini")),
    ],
)
def test_a_name_has_a_kind_and_a_rest(name: str, parts: tuple[str, str]) -> None:
    assert parse_name(name) == parts


@pytest.mark.parametrize(
    "name", ["", "gpt", "local:", "openai:", ":x", "rules:x", "a b:c", "http://x/v1"]
)
def test_a_name_that_is_none_lists_the_possible_ones(name: str) -> None:
    with pytest.raises(UsageError, match=r"local.*openai.*rules"):
        get_model(name or " ", Settings())


def test_rules_is_no_model() -> None:
    assert get_model("rules", Settings()) is None


def test_the_settings_name_the_model_where_nobody_else_does() -> None:
    assert get_model(None, Settings(model="rules")) is None


def test_importing_the_models_imports_no_library() -> None:
    heavy = ("langchain", "langchain_core", "openai", "xllamacpp", "httpx2", "jsonschema")
    code = f"import assistant.models, sys; sys.exit(any(m in sys.modules for m in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_key_alone_is_no_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    assert Settings().model == "local"


@pytest.mark.parametrize(
    ("name", "lacks"),
    [
        ("openai:m", "OPENAI_API_KEY"),
        ("anthropic:claude", "langchain-anthropic"),
        ("nobody:m", "nobody"),
    ],
)
def test_a_service_that_cannot_be_asked_says_what_is_lacking(name: str, lacks: str) -> None:
    with pytest.raises(UsageError, match=lacks):
        get_model(name, Settings())


@pytest.mark.parametrize("address", ["ftp://x/v1", "x.example/v1", "http://", "http://[::1", ""])
def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "")
    with pytest.raises(UsageError):
        get_model("openai:m", Settings(base_url=address or None))


@pytest.mark.parametrize("host", ["127.0.0.1:9", "model.invalid:9"])
def test_a_password_in_an_address_is_told_to_nobody(host: str) -> None:
    writer = get_model("openai:m", Settings(base_url=f"http://name:secret@{host}/v1"))
    assert writer is not None
    assert "secret" not in writer.where
    assert place_of(f"http://name:secret@{host}/v1") == host


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "proxy.invalid:http"])
def test_a_proxy_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.delenv("all_proxy", raising=False)
    monkeypatch.setenv("ALL_PROXY", proxy)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://models.invalid/v1")
    with pytest.raises(UsageError, match="ALL_PROXY"):
        get_model("openai:x", Settings())
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    assert get_model("openai:x", Settings()), "this machine is reached without one"


def test_a_service_elsewhere_is_remote_and_named_by_its_host() -> None:
    writer = get_model("openai:m", Settings(base_url="https://llm.example/v1"))
    assert writer is not None
    assert (writer.where, writer.remote) == ("llm.example", True)
    writer.close()


def test_the_environment_gives_address_and_key(
    model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_PROXY", "http://127.0.0.1:9")
    with _writer(get_model("openai:m", Settings())) as writer:
        writer.ask([("user", "问")], max_tokens=20)
    assert model_server.requests[0].headers["authorization"] == "Bearer sk-test"


def test_a_provider_writes_through_langchain(
    model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any integration will do to show it; the one at hand is OpenAI's, under another name."""
    import langchain.chat_models

    def init(model: str, *, model_provider: str, **arguments: Any) -> Any:
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        assert model_provider == "somebody"
        key = SecretStr("sk-test")
        return ChatOpenAI(model=model, base_url=model_server.base_url, api_key=key, **arguments)

    monkeypatch.setattr(langchain.chat_models, "init_chat_model", init)
    schema = {"type": "object", "required": ["fact"]}
    from tests.servers.behaviours import json_reply

    model_server.script(json_reply({"fact": "f1"}))
    with _writer(get_model("somebody:m", Settings())) as writer:
        assert (writer.name, writer.where, writer.remote) == ("somebody:m", "somebody", True)
        assert writer.ask_json([("user", "问")], schema, max_tokens=20)[0] == {"fact": "f1"}
    (request,) = model_server.requests
    assert "response_format" not in request.options
    assert "JSON Schema" in request.text


def test_local_without_weights_fetches_the_known_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = "http://127.0.0.1:9/model.gguf"
    row = Weights("local", "Fake", "MIT", "fake.gguf", 1000, "0" * 64, (nowhere,))
    monkeypatch.setattr(local, "known_models", lambda: (row,))
    monkeypatch.setattr(weights, "find_weights", lambda _name: row)
    with pytest.raises(ModelUnavailable, match=r"Fake.*127\.0\.0\.1:9"):
        get_model("local", replace(Settings(), cache_dir=tmp_path))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "不存在"),
        (b"", "不是 GGUF"),
        (b"GGU", "不是 GGUF"),
        (b"PK\x03\x04 something else", "不是 GGUF"),
        (b"GGUF" + bytes(1000), "无法载入"),
    ],
    ids=["absent", "empty", "short", "another format", "broken"],
)
def test_a_file_that_is_no_model_is_told_in_one_sentence(
    tmp_path: Path, content: bytes | None, complaint: str
) -> None:
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match=complaint):
        get_model(f"local:{path}", Settings())


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="文件夹"):
        get_model(f"local:{tmp_path}", Settings())


def _writer(found: Writer | None) -> Writer:
    assert found is not None
    return found
