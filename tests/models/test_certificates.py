"""Certificates of the environment that nobody can use are told by their variable and file."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.config import Settings
from assistant.errors import UsageError
from assistant.models import get_model
from assistant.models.certificates import ALL, require_certificates
from assistant.models.compatible import _trusted


@pytest.mark.parametrize(
    ("variable", "model"),
    [("SSL_CERT_FILE", "openai:m"), ("REQUESTS_CA_BUNDLE", "anthropic:m")],
)
def test_a_model_is_refused_with_the_variable_and_the_file(
    variable: str, model: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place = str(tmp_path / "none.pem")
    monkeypatch.setenv(variable, place)
    monkeypatch.setenv("OPENAI_API_KEY", "key")
    _trusted.cache_clear()
    with pytest.raises(UsageError) as told:
        get_model(model, Settings(base_url="https://model.invalid/v1"))
    assert variable in str(told.value)
    assert place in str(told.value)
    _trusted.cache_clear()


def test_what_is_none_is_told_apart_from_what_is_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ALL:
        monkeypatch.delenv(name, raising=False)
    require_certificates(ALL)
    text = tmp_path / "text.pem"
    text.write_text("no certificate", "utf-8")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    require_certificates(ALL)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path))
    with pytest.raises(UsageError, match="SSL_CERT_FILE.*不是文件"):
        require_certificates()
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setenv("CURL_CA_BUNDLE", str(text))
    require_certificates()
    with pytest.raises(UsageError, match="CURL_CA_BUNDLE.*不是证书"):
        require_certificates(ALL)
