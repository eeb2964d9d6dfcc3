"""Settings: defaults < user's file < project's file < environment < flags."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.config import Price, Settings, default_files, load_settings
from assistant.errors import UsageError
from assistant.findings import Language


def load(tmp_path: Path, text: str = "", **arguments: Any) -> Settings:
    path = tmp_path / "assistant.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(files=[path], **{"environ": {}} | arguments)


def test_without_anything_the_model_is_local_and_free(tmp_path: Path) -> None:
    settings = load_settings(environ={}, files=[tmp_path / "absent.toml"])
    assert settings == Settings()
    assert settings.model == "local"
    assert not settings.prices


def test_each_layer_overrides_the_one_before(tmp_path: Path) -> None:
    user, project = tmp_path / "user.toml", tmp_path / "project.toml"
    user.write_text('model = "openai:a"\ntries = 2\nparallel = 2\ncontext = 1000\n')
    project.write_text("tries = 3\nparallel = 3\ncontext = 2000\n")
    settings = load_settings(
        {"context": 4000, "model": None},
        environ={"ASSISTANT_PARALLEL": "5", "ASSISTANT_CONTEXT": "3000"},
        files=[user, project],
    )
    assert settings.model == "openai:a"
    assert (settings.tries, settings.parallel, settings.context) == (3, 5, 4000)


def test_every_setting_can_be_written_in_a_file(tmp_path: Path) -> None:
    text = """
model = "openai:m"
base_url = "http://llm.example/v1"
context = 8192
parallel = 2
threads = 6
connect_timeout = 3
first_token_timeout = 30.5
token_timeout = 10
call_timeout = 90
tries = 2
terms = ["terms.txt", "/etc/terms.txt"]
language = "en"
cache_dir = "cache"
[prices."openai:m"]
prompt = 2
completion = 8.5
cached = 0.5
"""
    settings = load(tmp_path, text)
    assert settings.terms == (tmp_path / "terms.txt", Path("/etc/terms.txt"))
    assert settings.cache_dir == tmp_path / "cache"
    assert settings.language is Language.EN
    assert settings.prices == {"openai:m": Price(2.0, 8.5, 0.5)}
    assert settings.first_token_timeout == 30.5


def test_the_cache_has_its_own_variable(tmp_path: Path) -> None:
    settings = load(tmp_path, environ={"ASSISTANT_CACHE": "/data/cache", "ASSISTANT_OTHER": "x"})
    assert settings.cache_dir == Path("/data/cache")


def test_a_price_is_per_million_and_cached_tokens_may_be_cheaper() -> None:
    assert Price(2, 8).cost(1_000_000, 400_000, 500_000) == pytest.approx(6.0)
    assert Price(2, 8, 0.5).cost(1_000_000, 400_000, 500_000) == pytest.approx(5.4)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('modle = "local"', "“modle”.*可用的：model"),
        ("model = 3", "“model”的值 3"),
        ('model = " "', "“model”"),
        ("tries = 0", "“tries”.*不能小于 1"),
        ("tries = 1.5", "“tries”.*整数"),
        ("tries = true", "“tries”.*整数"),
        ('tries = "many"', "“tries”"),
        ("call_timeout = -1", "“call_timeout”.*大于 0"),
        ("call_timeout = inf", "“call_timeout”"),
        ("context = 10", "“context”.*不能小于 256"),
        ('language = "fr"', "“language”"),
        ("terms = 3", "“terms”"),
        ("prices = 3", "“prices”"),
        ("[prices.x]\nprompt = 1", "“prices”.*completion"),
        ("[prices.x]\nprompt = 1\ncompletion = -1", "“prices”.*不小于 0"),
        ("[prices.x]\nprompt = 1\ncompletion = 1\nyen = 1", "“prices”.*yen"),
        ("model = ", "不是有效的 TOML"),
    ],
)
def test_what_is_wrong_is_refused_by_file_and_key(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint) as caught:
        load(tmp_path, text)
    assert "assistant.toml" in str(caught.value)


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "assistant.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="无法读取"):
        load_settings(environ={}, files=[path])


def test_a_wrong_variable_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="“tries”"):
        load(tmp_path, environ={"ASSISTANT_TRIES": "many"})


def test_the_project_file_is_read_after_the_users() -> None:
    user, project = default_files()
    assert (user.name, project) == ("config.toml", Path("assistant.toml"))


def test_the_batch_api_is_set_up_in_a_table_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "assistant.toml"
    file.write_text("[openai_batch]\nprice_factor = 0.5\nmax_requests = 10\n", encoding="utf-8")
    chosen = load_settings(files=[file], environ={}).openai_batch
    assert (chosen.price_factor, chosen.max_requests, chosen.tries) == (0.5, 10, 3)


@pytest.mark.parametrize("line", ["pol = 3", "tries = 0", "price_factor = -1", "poll = 0"])
def test_a_wrong_setting_of_the_batch_api_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "assistant.toml"
    file.write_text(f"[openai_batch]\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="openai_batch"):
        load_settings(files=[file], environ={})
