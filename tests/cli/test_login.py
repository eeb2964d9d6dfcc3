"""Where the page's login comes from: a flag, a file, the environment; never two of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.web.options import Options
from tests.cli.conftest import Command


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """The options of each page that was started; none really is."""
    found: list[Options] = []

    def start(chosen: Options, **_more: object) -> None:
        found.append(chosen)

    monkeypatch.setitem(sys.modules, "assistant.web.server", SimpleNamespace(start=start))
    monkeypatch.delenv("ASSISTANT_AUTH", raising=False)
    return found


def write(text: bytes, mode: int = 0o600) -> Path:
    path = Path("login.txt")
    path.write_bytes(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    "text", [b"wang:a:b c\n", b"\xef\xbb\xbfwang:a:b c\r\nanother:line\n", b"  wang:a:b c"]
)
def test_the_login_is_the_first_line_of_its_file(
    run: Command, served: list[Options], text: bytes
) -> None:
    done = run("app", "--auth-file", write(text))
    assert done.code == 0
    assert [one.auth for one in served] == [("wang", "a:b c")]
    assert "chmod" not in done.err
    assert "a:b c" not in done.err + done.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "用户名:密码"),
        (b"\nwang:secret\n", "用户名:密码"),
        (b"wang\n", "用户名:密码"),
        (b"wang:\n", "用户名:密码"),
        (b":secret\n", "用户名:密码"),
        (b"\xff\xfewang:secret", "无法读取"),
    ],
)
def test_a_file_that_holds_no_login_is_told_and_nothing_is_served(
    run: Command, served: list[Options], text: bytes, said: str
) -> None:
    done = run("app", "--auth-file", write(text))
    assert (done.code, served) == (2, [])
    assert said in done.err
    assert "secret" not in done.err


@pytest.mark.parametrize(
    ("path", "why"), [("absent.txt", "文件或文件夹不存在"), (".", "这是文件夹，不是文件")]
)
def test_a_file_that_cannot_be_read_is_told_with_the_reason_in_chinese(
    run: Command, served: list[Options], path: str, why: str
) -> None:
    done = run("app", "--auth-file", path)
    assert (done.code, served) == (2, [])
    assert f"无法读取“{path}”：{why}" in done.err
    assert "Traceback" not in done.err


@pytest.mark.skipif(os.name != "posix", reason="the modes of files are POSIX's")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_can_read_is_remarked_on(
    run: Command, served: list[Options], mode: int
) -> None:
    done = run("app", "--auth-file", write(b"wang:secret\n", mode))
    assert "chmod 600" in done.err
    assert [one.auth for one in served] == [("wang", "secret")]


def test_the_environment_gives_the_login_and_forgets_it(
    run: Command, served: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_AUTH", "wang:secret")
    run("app")
    assert "ASSISTANT_AUTH" not in os.environ
    run("app")
    assert [one.auth for one in served] == [("wang", "secret"), None]


def test_flag_and_file_come_before_the_environment_and_never_together(
    run: Command, served: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(b"file:one\n")
    for given in (("--auth", "flag:one"), ("--auth-file", path)):
        monkeypatch.setenv("ASSISTANT_AUTH", "environment:one")
        run("app", *given)
        assert "ASSISTANT_AUTH" not in os.environ
    assert [one.auth for one in served] == [("flag", "one"), ("file", "one")]
    done = run("app", "--auth", "flag:one", "--auth-file", path)
    assert done.code == 2
    assert len(served) == 2


def test_a_login_in_the_environment_that_is_none_is_told_by_its_name(
    run: Command, served: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_AUTH", "secret")
    done = run("app")
    assert (done.code, served) == (2, [])
    assert "ASSISTANT_AUTH" in done.err
    assert "secret" not in done.err
