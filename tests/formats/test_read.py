"""A report is read from a file or standard input, or refused with the file and the reason."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.errors import FormatError
from assistant.formats import Format, read, read_report
from tests.formats.packages import word

TEXT = "青石镇工作报告\n一、学习\n好。\n"


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.txt", Format.TEXT),
        ("a.md", Format.MARKDOWN),
        ("a.MARKDOWN", Format.MARKDOWN),
        ("a", Format.TEXT),
        ("a.docx", Format.TEXT),
    ],
)
def test_text_is_read_as_what_its_name_says(tmp_path: Path, name: str, format_: Format) -> None:
    path = save(tmp_path, name, TEXT.encode())
    if name == "a.docx":
        with pytest.raises(FormatError, match="已损坏"):
            read_report(path)
        return
    source = read_report(path)
    assert (source.text, source.format, source.path) == (TEXT, format_, path)
    assert source.name == str(path)


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a"])
def test_word_files_are_told_by_their_content(tmp_path: Path, name: str) -> None:
    source = read_report(save(tmp_path, name, word("青石镇工作报告", "好。")))
    assert (source.text, source.format) == ("青石镇工作报告\n好。\n", Format.DOCX)


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(TEXT.encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", stdin)
    source = read_report("-")
    assert (source.text, source.encoding, source.path) == (TEXT, "gb18030", None)
    assert source.name == "标准输入"


@pytest.mark.parametrize("data", [b"", b" \r\n\xe3\x80\x80", b"\xef\xbb\xbf", word("", "")])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FormatError, match="没有文字"):
        read_report(save(tmp_path, "空.txt", data))


def test_an_old_word_file_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    locked = data + "EncryptedPackage".encode("utf-16-le")
    for name, content, reason in (
        ("旧.doc", data, "没有 LibreOffice"),
        ("旧.wps", data, "没有 LibreOffice"),
        ("锁.docx", locked, "加了密码"),
        ("旧.docx", data, r"\.doc 文档或加了密码"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FormatError, match=reason):
            read_report(tmp_path / name)


def test_a_directory_a_missing_file_and_a_large_one_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FormatError, match=r"文件夹，不是文件"):
        read_report(tmp_path)
    with pytest.raises(FormatError, match=r"无.txt”：文件或文件夹不存在"):
        read_report(tmp_path / "无.txt")
    monkeypatch.setattr(read, "MAX_BYTES", 10)
    with pytest.raises(FormatError, match="超过"):
        read_report(save(tmp_path, "大.txt", TEXT.encode()))


def test_an_impossible_name_is_refused() -> None:
    with pytest.raises(FormatError, match="无法读取"):
        read_report("a\x00b.txt")
