"""The page over HTTP: its API, its limits, and what it refuses."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.session.conftest import TEXT

gradio_client = pytest.importorskip("gradio_client")


@pytest.fixture(scope="module")
def client(page: str) -> Any:
    return gradio_client.Client(page, verbose=False)


def call(client: Any, name: str, *values: Any, **named: Any) -> Any:
    return client.predict(*values, api_name=f"/{name}", **named)


def ask(address: str, path: str, data: Any = None, **headers: str) -> tuple[int, bytes]:
    body = None if data is None else data if isinstance(data, bytes) else json.dumps(data).encode()
    kinds = {"Content-Type": "application/json"} | headers
    request = urllib.request.Request(address.rstrip("/") + path, data=body, headers=kinds)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_a_script_does_what_the_page_does(client: Any) -> None:
    opened = call(client, "open_report", TEXT)
    work = opened["work"]
    assert opened["check"]["outline"][0]["heading"] == "抓学习，强班子"
    understood = call(client, "understand_request", work, "把第二部分压到30字")
    assert (understood["task"], understood["sections"]) == ("shorten", ["2"])
    found = call(client, "propose", work, "shorten", "2", "30")
    assert found["changes"]
    assert call(client, "read_report", work) == TEXT
    state = call(client, "adopt", work, [found["changes"][0]["id"]])
    assert state["version"] == 1
    assert call(client, "undo", work)["text"] == TEXT
    assert call(client, "redo", work)["text"] == state["text"]
    answered = call(client, "answer", work, {"g1": "26次"})
    assert answered["changes"][0]["new"] == "26"
    call(client, "adopt", work)
    assert "用户填写" in call(client, "changes_report", work)
    assert len(call(client, "versions", work)["versions"]) == 3
    assert call(client, "delete", work) == {"deleted": True}
    with pytest.raises(Exception, match="没有找到"):
        call(client, "read_report", work)


def test_an_authors_own_figure_is_remarked_on_over_the_api_too(client: Any) -> None:
    work = call(client, "open_report", TEXT)["work"]
    found = call(
        client,
        "edit",
        work,
        "2",
        "二、抓项目，促发展。\n全年引进项目9个，总投资3.6亿元。新修道路24公里，改造老旧小区4个，群众出行更加方便。\n",
    )
    assert found["errors"] == []
    assert "9个" in call(client, "adopt", work)["text"]


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("open_report", ["", ""], "还没有文字"),
        ("open_report", ["文" * 200_001, ""], "太长"),
        ("open_report", [TEXT, "/etc/passwd"], "没有"),
        ("read_report", ["../../etc/passwd"], "没有找到"),
        ("propose", ["?", "shorten"], "没有找到|写明"),
    ],
)
def test_wrong_use_is_answered_in_a_sentence(
    client: Any, name: str, values: list[Any], said: str
) -> None:
    with pytest.raises(Exception, match=said):
        call(client, name, *values)


def test_a_script_is_answered_in_the_language_it_opened_the_work_with(client: Any) -> None:
    work = call(client, "open_report", TEXT, language="en")["work"]
    with pytest.raises(Exception, match="no genre “novel”"):
        call(client, "set_genre", work, "novel")


def test_no_event_of_the_page_itself_is_offered(page: str) -> None:
    status, body = ask(page, "/gradio_api/info")
    assert status == 200
    named = set(json.loads(body)["named_endpoints"])
    assert {"/open_report", "/propose", "/adopt"} <= named
    assert not [n for n in named if "handler" in n or "load" in n]


CLOSED = [
    "/gradio_api/proxy=https://example.com/",
    "/gradio_api/file=https://example.com/",
    "/gradio_api/file=http://127.0.0.1:1/",
    "/gradio_api/run-history/records",
    "/gradio_api/runs",
    "/monitoring",
    "/gradio_api/mcp/sse",
    "/gradio_api/vibe-code/",
]


@pytest.mark.parametrize("path", CLOSED)
def test_routes_that_reach_elsewhere_are_closed(page: str, path: str) -> None:
    status, _body = ask(page, path)
    assert status == 404


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "works.sqlite3", "pyproject.toml", "../browser.key"]
)
def test_files_of_the_server_are_not_to_be_had(page: str, name: str) -> None:
    status, body = ask(page, f"/gradio_api/file={name}")
    assert status in (403, 404)
    assert b"root:" not in body


def test_an_address_in_a_file_s_place_is_refused(page: str) -> None:
    data = {
        "data": [{"path": "http://127.0.0.1:1/x", "meta": {"_type": "gradio.FileData"}}],
        "fn_index": 1,
    }
    status, _body = ask(page, "/gradio_api/queue/join", {**data, "session_hash": "s"})
    assert status == 400


def test_a_body_that_is_too_large_is_refused(page: str) -> None:
    status, _body = ask(page, "/gradio_api/queue/join", b'{"data": ["' + b"x" * 5_000_000 + b'"]}')
    assert status == 413


def test_a_file_that_is_too_large_is_refused(page: str) -> None:
    boundary = "x123"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    body = io.BytesIO()
    body.write(head.encode() + b"a" * (21 * 1024 * 1024) + f"\r\n--{boundary}--\r\n".encode())
    kind = f"multipart/form-data; boundary={boundary}"
    status, _body = ask(page, "/gradio_api/upload", body.getvalue(), **{"Content-Type": kind})
    assert status == 413


def test_the_page_speaks_chinese_and_loads_nothing_from_elsewhere(page: str) -> None:
    status, body = ask(page, "/")
    html = body.decode()
    assert status == 200
    assert 'lang="zh-CN"' in html
    sources = [s for s in html.split('src="')[1:] if s.startswith(("http://", "https://", "//"))]
    assert not [s[:60] for s in sources if not s.startswith(page)]


def test_listening_wider_without_a_login_ends_with_exit_2(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "app", "--host", "0.0.0.0", "--model", "rules"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "--auth" in done.stderr
    assert "Traceback" not in done.stderr


def test_with_a_login_nothing_is_to_be_had_without_it(tmp_path: Path) -> None:
    from assistant.config import Settings
    from assistant.web.options import Options
    from assistant.web.server import start

    options = Options(Settings(model="rules", data_dir=tmp_path), auth=("u", "p"))
    blocks, address = start(options, block=False)
    try:
        for path in ("/gradio_api/info", "/config", "/gradio_api/queue/data?session_hash=s"):
            assert ask(address, path)[0] == 401
        body = {"data": [TEXT, ""], "session_hash": "s"}
        assert ask(address, "/gradio_api/call/open_report", body)[0] == 401
    finally:
        blocks.close()
