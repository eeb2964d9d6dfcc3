"""What is taken away: every format, under a name nobody can guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import samples
from assistant.errors import AssistantError
from assistant.findings import Message
from assistant.formats import read_report
from assistant.session import Session
from assistant.web import files
from assistant.web.desk import Desk
from tests.session.conftest import TEXT


@pytest.mark.parametrize("kind", files.KINDS)
@pytest.mark.parametrize("docx", [False, True], ids=["pasted", "word"])
def test_every_format_can_be_taken(desk: Desk, kind: str, docx: bool) -> None:
    if docx:
        session = Session.open(samples.path("general"), settings=desk.settings)
    else:
        session = Session.from_text(TEXT, settings=desk.settings)
    work = desk.open(session)
    gap = work.check().gaps[0]
    work.session.adopt(work.session.answer({gap.id: "某项工作" if not gap.unit else "26"}))
    path = files.write(work, kind)
    if kind in ("docx", "txt", "md"):
        read = "".join(read_report(path).text.split())
        assert read == "".join(work.session.report.text.split())
    assert path.stat().st_size > 0
    assert len(path.parent.name) > 20
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_word_file_is_still_itself_after_a_restart(desk: Desk) -> None:
    session = Session.open(samples.path("general"), settings=desk.settings)
    work = desk.open(session)
    again = Desk(desk.options).get(work.token)
    assert again.session.source.raw == samples.path("general").read_bytes()
    assert files.write(again, "docx").read_bytes() == files.write(work, "docx").read_bytes()


def test_an_upload_is_removed_whatever_it_held(desk: Desk, tmp_path: Path) -> None:
    for name, content in (("a.txt", TEXT.encode()), ("b.txt", b""), ("c.docx", b"PK\x03\x04no")):
        path = tmp_path / name
        path.write_bytes(content)
        said = ""
        try:
            files.read_upload(str(path), genre=None, settings=desk.settings)
        except AssistantError as error:
            told = files.without_paths(error.message)
            said = told.zh + told.en
        assert bool(said) is (name != "a.txt")
        assert str(tmp_path) not in said
        assert not path.exists()


def test_messages_tell_no_folder() -> None:
    told = files.without_paths(
        Message(
            "无法读取“/home/wang/秘密/报告.docx”：里面没有文字。",
            "Cannot read “C:\\wang\\secret\\报告.docx”: there is no text in it.",
        )
    )
    assert told.zh == "无法读取“报告.docx”：里面没有文字。"
    assert told.en == "Cannot read “报告.docx”: there is no text in it."
