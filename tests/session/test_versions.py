"""The versions: undo and redo move, nothing is ever lost."""

from __future__ import annotations

import pytest

from assistant.errors import UsageError
from assistant.findings import Message
from assistant.session import History, Recorded, Version

WHAT = Message("改写", "rewrote")


def history(*texts: str) -> History:
    made = History((Version(0, None, "原文", Message("打开", "opened"), "t0", 2),))
    for text in texts:
        made = made.add(text, WHAT, "t", len(text))
    return made


def test_undo_goes_back_one_step_and_redo_forward() -> None:
    made = history("一稿", "二稿")
    assert made.undo().current.text == "一稿"
    assert made.undo().undo().current.text == "原文"
    assert made.undo().undo().redo().redo().current.text == "二稿"


def test_what_was_undone_stays_in_the_list_when_something_else_is_adopted() -> None:
    made = history("一稿").undo().add("另一稿", WHAT, "t", 3)
    assert [v.text for v in made.versions] == ["原文", "一稿", "另一稿"]
    assert made.go(1).current.text == "一稿"
    assert [v.text for v in made.line()] == ["原文", "另一稿"]


def test_redo_follows_the_latest_branch() -> None:
    made = history("一稿").undo().add("另一稿", WHAT, "t", 3).undo()
    assert made.redo().current.text == "另一稿"


@pytest.mark.parametrize("step", [lambda h: h.undo(), lambda h: h.redo(), lambda h: h.go(7)])
def test_a_step_that_is_not_there_is_refused_in_a_sentence(step) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match="没有"):
        step(history())


def test_a_version_comes_back_from_its_details() -> None:
    changes = (Recorded("一、", "旧", "新", Message("原因", "why"), "用户填写"),)
    version = Version(1, 0, "文", WHAT, "t", 1, changes, (Message("确认过", "confirmed"),))
    assert Version.restore("文", version.details()) == version


def test_a_version_kept_before_reasons_had_two_languages_comes_back() -> None:
    change = Recorded("一、", "旧", "新", Message("原因", "why"))
    data = Version(1, 0, "文", WHAT, "t", 1, (change,)).details()
    data["changes"][0]["reason"], data["confirmed"] = "原因", ["确认过"]
    restored = Version.restore("文", data)
    assert restored.changes[0].reason.zh == "原因"
    assert restored.confirmed[0].zh == "确认过"
