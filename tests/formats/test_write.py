"""A report is written whole or not at all, and an unedited one comes out as it went in."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import OutputError
from assistant.formats import read_report, write_report

TEXT = "青石镇工作报告\r\n一、学习\r\n好。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_an_unedited_report_keeps_its_bytes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode(encoding))
    source = read_report(path)
    write_report(tmp_path / "新.txt", source.text, source)
    assert (tmp_path / "新.txt").read_bytes() == path.read_bytes()


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t")))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50
)
def test_any_text_keeps_its_bytes(tmp_path: Path, text: str) -> None:
    path = tmp_path / "报告.md"
    path.write_bytes(f"题{text}".encode())
    source = read_report(path)
    write_report(path, source.text, source, overwrite=True)
    assert path.read_bytes() == f"题{text}".encode()


def test_an_edited_report_keeps_encoding_mark_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.encode("utf-8-sig"))
    source = read_report(path)
    write_report(path, f"{source.text}新的一段。\n", source, overwrite=True)
    assert path.read_bytes() == f"{TEXT}新的一段。\r\n".encode("utf-8-sig")


def test_without_a_source_text_is_utf8_as_given(tmp_path: Path) -> None:
    assert write_report(tmp_path / "新.md", TEXT).read_bytes() == TEXT.encode()


def test_a_word_file_is_written_by_its_suffix(tmp_path: Path) -> None:
    write_report(tmp_path / "新.docx", TEXT)
    assert read_report(tmp_path / "新.docx").text == TEXT.replace("\r", "")


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("旧")
    with pytest.raises(OutputError, match="文件已存在"):
        write_report(path, TEXT)
    assert path.read_text() == "旧"
    write_report(path, "新", overwrite=True)
    assert path.read_text() == "新"


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("别人的")
    monkeypatch.setattr(Path, "exists", lambda _: False)
    with pytest.raises(OutputError, match="文件已存在"):
        write_report(path, TEXT)
    assert path.read_text() == "别人的"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("code", "reason"),
    [(errno.ENOSPC, "空间不足"), (errno.EACCES, "没有权限"), (errno.EIO, "output error")],
)
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("旧")

    def fail(*_: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputError, match=reason) as caught:
        write_report(path, TEXT, overwrite=True)
    assert str(caught.value).startswith(f"无法写入“{path}”：")
    assert path.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("新.pdf", "结尾"),
        ("新", "结尾"),
        ("无/新.txt", "文件夹不存在"),
        ("长" * 200 + ".txt", "太长"),
    ],
)
def test_an_impossible_target_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(OutputError, match=reason):
        write_report(tmp_path / name, TEXT)


def test_a_directory_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "新.txt").mkdir()
    with pytest.raises(OutputError, match="文件夹"):
        write_report(tmp_path / "新.txt", TEXT, overwrite=True)


@pytest.mark.parametrize(("name", "text"), [("新.txt", "\ud800"), ("新.docx", "好\x01")])
def test_text_that_no_file_can_hold_is_refused(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(OutputError, match="控制字符"):
        write_report(tmp_path / name, text)


def test_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("旧")
    path.chmod(0o640)
    write_report(path, "新", overwrite=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "真.txt", tmp_path / "链.txt"
    real.write_text("旧")
    link.symlink_to(real)
    write_report(link, "新", overwrite=True)
    assert link.is_symlink()
    assert real.read_text() == "新"
