"""What a file's name may hold is written out before anybody reads it."""

from __future__ import annotations

import pytest

from assistant.printable import encodable, printable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("报告（一）.docx", "报告（一）.docx"),
        ("a\x1b[31mb\nc.txt", r"a\x1b[31mb\nc.txt"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("bad\udcff\udcfe.txt", "bad%FF%FE.txt"),
    ],
)
def test_what_cannot_be_seen_is_written_out(name: str, shown: str) -> None:
    assert printable(name) == shown
    assert encodable(name).encode("utf-8")


def test_lines_of_a_message_may_stay() -> None:
    assert printable("a\nb\x07", keep="\n") == "a\nb\\x07"
