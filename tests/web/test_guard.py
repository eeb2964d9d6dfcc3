"""Another website, a rebound name, a link: what asks for the page and is not meant to have it."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from assistant.config import Settings
from assistant.errors import UsageError
from assistant.web.audit import Audit
from assistant.web.guard import Guard
from assistant.web.hosts import Hosts
from assistant.web.login import AT_ONCE, EACH, WAITING, Login
from assistant.web.options import Options
from assistant.web.server import start
from tests.session.conftest import TEXT

ASKED = {"data": [TEXT, "", ""], "session_hash": "s"}


def ask(
    address: str, path: str, method: str = "GET", body: Any = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    """Send a request with just these headers; returns status, body and headers."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    given = {"Host": place.netloc, "Content-Type": "application/json"}
    given |= {key.replace("_", "-"): value for key, value in headers.items()}
    data = body if body is None or isinstance(body, str | bytes) else json.dumps(body)
    try:
        connection.request(method, path, data, given)
        answer = connection.getresponse()
        found = {key.lower(): value for key, value in answer.getheaders()}
        return answer.status, answer.read().decode("utf-8", "replace"), found
    finally:
        connection.close()


PATHS = [
    ("GET", "/"),
    ("GET", "/config"),
    ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/queue/data?session_hash=s"),
    ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/call/open_report"),
    ("POST", "/gradio_api/upload"),
    ("OPTIONS", "/gradio_api/upload"),
    ("POST", "/login"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_what_another_website_asks_is_refused(page: str, method: str, path: str) -> None:
    port = urlsplit(page).port
    asked = ASKED if method == "POST" else None
    preflight = {"Access_Control_Request_Method": "POST"} if method == "OPTIONS" else {}
    for origin in ("https://example.org", "null", "http://localhost:1", "http://localhost.example"):
        status, _body, headers = ask(page, path, method, asked, Origin=origin, **preflight)
        assert (status, origin) == (403, origin)
        assert "access-control-allow-origin" not in headers
    for host in ("example.org", f"example.org:{port}", "127.0.0.1.example", "", "a@127.0.0.1"):
        status, _body, _headers = ask(page, path, method, asked, Host=host)
        assert (status, host) == (403, host)


def test_our_own_page_and_scripts_are_answered(page: str) -> None:
    port = urlsplit(page).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", "127.0.0.1"):
        assert ask(page, "/config", Host=host)[0] == 200
    for origin in (f"http://127.0.0.1:{port}", f"http://localhost:{port}"):
        asked = ask(page, "/gradio_api/call/open_report", "POST", ASKED, Origin=origin)
        assert asked[0] == 200, asked


def test_the_login_is_handed_to_nobody(page: str) -> None:
    for path in ("/gradio_api/token", "/gradio_api/token/"):
        assert ask(page, path)[0] == 404


@pytest.mark.parametrize(
    ("host", "origin", "answered"),
    [
        ("report.example", None, True),
        ("REPORT.example.:443", "https://report.example", True),
        ("127.0.0.1:7860", "https://report.example", True),
        ("10.0.0.7:7860", "http://10.0.0.7:7860", True),
        ("10.0.0.8:7860", None, False),
        ("inner.example:8443", "https://inner.example:8443", True),
        ("inner.example", None, False),
        ("other.example", None, False),
        ("report.example", "https://other.example", False),
        ("report.example", "http://127.0.0.1:9", False),
        ("report.example", "file://report.example", False),
        ("report.example", "", False),
    ],
)
def test_names_are_answered_as_the_operator_allows(
    host: str, origin: str | None, answered: bool
) -> None:
    hosts = Hosts("0.0.0.0", ["report.example", "inner.example:8443"])
    found = hosts.answers(host, "10.0.0.7")
    if origin is not None:
        found = found and hosts.trusts(origin, host, 7860)
    assert found is answered


@pytest.mark.parametrize("entry", ["", "*", "https://report.example", "a:b", "a@b", "*.example"])
def test_an_allowed_host_that_is_none_is_refused(entry: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="allowed-host"):
        Options(Settings(data_dir=tmp_path), allowed_hosts=(entry,))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A page with a login; returns its address and its log."""
    options = Options(
        Settings(model="rules", data_dir=tmp_path_factory.mktemp("guarded")), auth=("王", "密码一")
    )
    page, address = start(options, block=False)
    yield address, options.audit
    page.close()


def log_in(address: str, password: str) -> tuple[int, dict[str, str]]:
    from urllib.parse import urlencode

    form = urlencode({"username": "王", "password": password})
    kind = "application/x-www-form-urlencoded"
    status, _body, headers = ask(address, "/login", "POST", form, Content_Type=kind)
    return status, {"Cookie": headers.get("set-cookie", "").split(";")[0]}


def events(log: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def bodies(path: str) -> Iterator[str | bytes]:
    """Yield what names a file in each way that Gradio understands."""
    file = {"path": path, "meta": {"_type": "gradio.FileData"}}
    for data in (["x", "", file], [[[{"a": file}]], "", ""], [file | {"url": "/file=x"}, "", ""]):
        yield json.dumps({"data": data})
        yield json.dumps({"data": data}).replace('"path"', r'"\u0070ath"')
        yield json.dumps({"data": data}).encode("utf-16")
    yield json.dumps({"data": ["x", "", file]}).replace('"path":', '"path": "a", "path":')


def test_no_file_is_copied_for_whoever_names_it(guarded: tuple[str, Path], tmp_path: Path) -> None:
    """Gradio made a copy of any file that the page can read, and told where it may be fetched."""
    address, log = guarded
    cookie = log_in(address, "密码一")[1]
    secret = tmp_path / "secret.txt"
    secret.write_text("别人的报告", "utf-8")
    above = "../" * 30 + str(secret)
    for path in (str(secret), above, "http://127.0.0.1:9/x", str(log), f"{secret}\0", "a/" * 3_000):
        for body in bodies(path):
            for end in ("call/open_report", "run/upload", "call/v2/open_report", "queue/join"):
                status, told, _ = ask(address, f"/gradio_api/{end}", "POST", body, **cookie)
                assert (status, "上传" in told) == (400, True), (path, body, end)
    assert not [p for p in (log.parent / "temp").rglob("*") if p.name in (secret.name, log.name)]


def test_a_link_logs_nobody_out(guarded: tuple[str, Path]) -> None:
    address, _log = guarded
    status, cookie = log_in(address, "密码一")
    assert status == 200
    # Gradio sends the cookie twice, for https and for http; either serves.
    assert ask(address, "/config", **cookie)[0] == 200
    status, body, _headers = ask(address, "/logout", **cookie)
    assert (status, "<form" in body) == (200, True)
    assert ask(address, "/config", **cookie)[0] == 200
    assert ask(address, "/logout", "POST", Origin="https://example.org", **cookie)[0] == 403
    assert ask(address, "/config", **cookie)[0] == 200
    status, body, headers = ask(address, "/logout", "POST", **cookie)
    # What leads on takes along what the browser keeps; the login is over by then.
    assert (status, "sessionStorage.removeItem" in body) == (200, True)
    assert f'url={address.rstrip("/")}"' in body
    assert "access-token" in headers["set-cookie"]
    assert headers["x-content-type-options"] == "nosniff"
    assert ask(address, "/config", **cookie)[0] == 401


def test_what_is_closed_is_closed_under_the_root_that_gradio_answers_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_ROOT_PATH", "/desk")
    settings = Settings(model="rules", data_dir=tmp_path)
    page, address = start(Options(settings, auth=("王", "密码一")), block=False)
    try:
        _status, cookie = log_in(address, "密码一")
        for path in ("/desk/gradio_api/token", "/desk/gradio_api/proxy=http://a/"):
            assert ask(address, path, **cookie)[0] == 404, path
        status, body, _headers = ask(address, "/desk/logout", **cookie)
        assert (status, "<form" in body) == (200, True)
        assert ask(address, "/config", **cookie)[0] == 200
    finally:
        page.close()


def test_whom_a_request_is_from_is_not_taken_from_its_own_word(guarded: tuple[str, Path]) -> None:
    address, log = guarded
    form = "username=%E7%8E%8B&password=x"
    kind = "application/x-www-form-urlencoded"
    ask(address, "/login", "POST", form, Content_Type=kind, X_Forwarded_For="10.9.8.7")
    assert events(log)[-1]["from"] == "127.0.0.1"


def test_logins_are_logged_without_what_was_typed(guarded: tuple[str, Path]) -> None:
    address, log = guarded
    before = len(events(log))
    assert log_in(address, "错的密码")[0] == 400
    assert log_in(address, "密码一")[0] == 200
    told = events(log)[before:]
    assert [one["event"] for one in told] == ["wrong login", "logged in"]
    assert {one["from"] for one in told} == {"127.0.0.1"}
    assert "密码" not in log.read_text("utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


async def _tried(login: Login, *passwords: str) -> list[bool]:
    return [await login.admits("user", one) for one in passwords]


def test_each_wrong_password_waits_longer_than_the_last(tmp_path: Path) -> None:
    import asyncio

    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    login = Login("user", "right", Audit(tmp_path / "audit.jsonl"), pause)
    tried = asyncio.run(_tried(login, "a", "", "right ", "right", "b", *"c" * 9))
    assert tried == [False, False, False, True, *[False] * 10]
    assert waited[:4] == [1, 2, 4, 1]
    assert waited[-1] == 30
    assert waited.count(EACH) == 13 - AT_ONCE  # and each has its turn


def test_wrong_passwords_keep_the_right_one_of_the_same_address_waiting_for_one_turn(
    tmp_path: Path,
) -> None:
    import asyncio

    turns: list[asyncio.Event] = []

    async def pause(seconds: float) -> None:
        ended = asyncio.Event()
        if seconds == EACH:
            turns.append(ended)
        await ended.wait()

    async def tried() -> tuple[int, bool, int]:
        login = Login("user", "right", Audit(tmp_path / "audit.jsonl"), pause)
        wrong = [asyncio.ensure_future(login.admits("user", "wrong")) for _ in range(300)]
        await asyncio.sleep(0)
        right = asyncio.ensure_future(login.admits("user", "right"))
        await asyncio.sleep(0)
        before = len(events(tmp_path / "audit.jsonl"))
        turns[0].set()
        admitted = await asyncio.wait_for(right, 5)
        refused = sum(one.done() for one in wrong)
        for one in wrong:
            one.cancel()
        return before, admitted, refused

    looked_at, admitted, refused = asyncio.run(tried())
    assert looked_at == AT_ONCE
    assert admitted
    assert refused == 300 - AT_ONCE + 1 - WAITING  # the oldest of too many, unread


def test_a_web_socket_of_another_website_is_closed(tmp_path: Path) -> None:
    import asyncio

    reached: list[str] = []
    sent: list[Any] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        reached.append(scope["type"])

    async def send(message: Any) -> None:
        sent.append(message["type"])

    guard = Guard(app, Hosts("127.0.0.1"), tmp_path)
    for origin in (b"https://example.org", b"http://127.0.0.1:7860"):
        headers = [(b"host", b"127.0.0.1:7860"), (b"origin", origin)]
        scope = {"type": "websocket", "path": "/", "headers": headers, "client": ("127.0.0.1", 1)}
        asyncio.run(guard(scope, None, send))  # type: ignore[arg-type]
    assert (sent, reached) == (["websocket.close"], ["websocket"])
