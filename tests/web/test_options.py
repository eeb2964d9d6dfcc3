"""Where the page listens, and where it may be pointed at."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.config import Settings
from assistant.errors import UsageError
from assistant.web.options import Options
from assistant.web.settings import choice

ON_THIS_MACHINE = Options(Settings(model="rules"))
FOR_OTHERS = Options(Settings(model="rules"), host="0.0.0.0", auth=("u", "p"))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "office.example.cn"])
def test_listening_wider_needs_a_login(host: str) -> None:
    with pytest.raises(UsageError, match="--auth"):
        Options(Settings(), host=host)
    assert Options(Settings(), host=host, auth=("u", "p")).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_needs_none(host: str) -> None:
    assert Options(Settings(), host=host).loopback


ADDRESSES = [
    (ON_THIS_MACHINE, "http://10.0.0.8:8000/v1", True),
    (ON_THIS_MACHINE, "file:///etc/passwd", False),
    (ON_THIS_MACHINE, "http://user:pass@10.0.0.8/v1", False),
    (ON_THIS_MACHINE, "http://[bad", False),
    (FOR_OTHERS, "http://10.0.0.8:8000/v1", False),
    (replace(FOR_OTHERS, endpoints=("http://10.0.0.8:8000/v1",)), "http://10.0.0.8:8000/v1", True),
    (replace(FOR_OTHERS, endpoints=("http://10.0.0.8:8000/v1",)), "http://10.0.0.8:9000/v1", False),
    (replace(FOR_OTHERS, endpoints=("http://10.0.0.8/v1",)), "https://10.0.0.8/v1", False),
    (replace(ON_THIS_MACHINE, fixed=True), "http://10.0.0.8:8000/v1", False),
]


@pytest.mark.parametrize(("options", "address", "allowed"), ADDRESSES)
def test_only_allowed_services_are_reached(options: Options, address: str, allowed: bool) -> None:
    assert options.allows(address) is allowed
    if not allowed:
        with pytest.raises(UsageError):
            choice(options, options.settings, "service", address, "m", "k")


def test_the_operator_s_key_never_goes_to_a_typed_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "operator-secret")
    name, settings = choice(
        ON_THIS_MACHINE, ON_THIS_MACHINE.settings, "service", "http://127.0.0.1:9/v1", "m", ""
    )
    from assistant.models import get_model

    writer = get_model(name, settings)
    assert writer is not None
    assert "operator-secret" not in repr(writer.model.model_dump())
    assert writer.model.openai_api_key.get_secret_value() != "operator-secret"  # type: ignore[attr-defined]
    writer.close()


def test_a_typed_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    _name, settings = choice(
        ON_THIS_MACHINE, Settings(), "service", "http://127.0.0.1:9/v1", "m", "typed-secret"
    )
    assert settings.key == "typed-secret"
    assert "typed-secret" not in repr(settings)
