"""What a window sent is done once, whichever window sends it again, and its view tells of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.session import Session
from assistant.web.desk import MOST_ANSWERED, Work
from assistant.web.options import Options
from assistant.web.server import make
from assistant.web.temp_folder import TempFolder
from assistant.web.views.desk import desk_view
from assistant.web.windows import Windows

ONE: Any = SimpleNamespace(session_hash="one")
TITLE = "石桥镇述职报告"
OTHER: Any = SimpleNamespace(session_hash="other")


class Page:
    """The page's handler of what is typed into the text, as Gradio calls it."""

    def __init__(self, options: Options) -> None:
        self._page, self.desk = make(options, TempFolder(options.store.parent / "temp"))

    def types(self, work: Work, name: str, window: Any) -> Any:
        """Type over the title and return what the window shows of the document then."""
        place = {"what": "type", "from": [0, 0], "to": [0, len(TITLE)], "was": TITLE}
        data = SimpleNamespace(_data={**place, "now": "石桥镇工作报告", "sent": name, "seen": ""})
        for bound in self._page.fns.values():
            if bound.fn and any(event == "here" for _target, event in bound.targets):
                [shown] = [v for k, v in bound.fn(work.token, data, window).items() if is_view(v)]
                return shown
        raise AssertionError("no handler of what is typed")


def is_view(value: object) -> bool:
    return isinstance(value, dict) and "answered" in value


@pytest.fixture
def page(options: Options) -> Page:
    return Page(options)


def test_what_comes_again_under_its_name_is_done_once_from_whatever_window(page: Page) -> None:
    """As after a reload that was faster than the answer to what was typed last."""
    text = f"{TITLE}\n一、抓学习\n组织学习26次。\n"
    work = page.desk.open(Session.from_text(text, settings=page.desk.settings))
    shown = page.types(work, "a-1", ONE)
    assert shown["answered"] == {"a-1": False}
    shown = page.types(work, "a-1", OTHER)
    assert shown["answered"] == {"a-1": False}
    assert len(work.session.history.versions) == 2
    # Under another name it is another thing, and these words stand there no more.
    with pytest.warns(UserWarning, match="变了"):
        shown = page.types(work, "b-1", OTHER)
    assert shown["answered"] == {"a-1": False, "b-1": True}


def test_a_view_tells_of_nothing_as_done_that_its_lines_do_not_hold(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed while a view is being painted belongs to the next one."""
    check = type(work).check

    def meanwhile(self: Work) -> Any:
        found = check(self)
        self.answer("late")
        return found

    monkeypatch.setattr(type(work), "check", meanwhile)
    assert "late" not in desk_view(work, {})["answered"]
    assert "late" in desk_view(work, {})["answered"]


def test_the_latest_answers_are_told_and_what_has_no_name_is_none(work: Work) -> None:
    work.answer("")
    assert not work.answered
    for n in range(MOST_ANSWERED + 5):
        work.answer(str(n), refused=n % 2 == 1)
    assert list(work.answered) == [str(n) for n in range(5, MOST_ANSWERED + 5)]
    assert work.answered["7"]


def test_a_window_that_turned_to_another_report_has_left_the_first() -> None:
    windows = Windows()
    windows.turn(ONE, "a")
    assert not windows.left(ONE, "a")
    windows.turn(ONE, "b")
    assert windows.left(ONE, "a")
    assert not windows.left(OTHER, "a")
