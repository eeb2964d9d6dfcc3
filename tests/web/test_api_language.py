"""A script is answered in the language its work was opened with, else in the server's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import gradio as gr
import pytest

from assistant.findings import Language
from assistant.session import Session
from assistant.web.api import endpoints, told
from assistant.web.desk import Desk
from assistant.web.options import Options
from tests.session.conftest import TEXT, wrong_by_a_model

CHINESE = re.compile("[\u4e00-\u9fff]")
FALSE = "二、抓项目，促发展。\n全年引进项目9个，总投资4.6亿元。\n"
"""A second section with figures that the report does not hold."""

Call = Callable[..., Any]


def script(desk: Desk) -> Call:
    """Return a function that calls an endpoint by its name, as a script does."""
    known = {f.__name__: told(f, desk) for f in endpoints(desk)}
    return lambda name, *values, **named: known[name](*values, **named)


@pytest.fixture
def call(desk: Desk) -> Call:
    return script(desk)


@pytest.fixture
def english(desk: Desk) -> Call:
    """The endpoints of a server whose operator reads English."""
    return script(Desk(Options(replace(desk.settings, language=Language.EN))))


def refused(call: Call, *values: Any, **named: Any) -> str:
    """Return what the script is told of a call that is wrong."""
    with pytest.raises(gr.Error) as raised:
        call(*values, **named)
    return str(raised.value.message)


def own_words(said: str) -> str:
    """Return a sentence without figures, quotes, and examples of what to write."""
    return re.sub(r"“[^”]*”|\d\S*|语气平实一些|\(字\)", "", said)


WRONG: list[tuple[str, list[Any]]] = [
    ("propose", ["shorten", "2", "x"]),
    ("propose", ["shorten", "99", "30"]),
    ("propose", ["rewrite"]),
    ("edit", ["99", "一"]),
    ("answer", [{"g99": "1"}]),
    ("adopt", []),
    ("undo", []),
    ("go_to", [9]),
    ("set_facts", [[["a", ""]]]),
    ("set_genre", ["novel"]),
]


@pytest.mark.parametrize(("name", "values"), WRONG)
def test_an_error_is_told_in_the_language_of_the_work(
    call: Call, name: str, values: list[Any]
) -> None:
    assert CHINESE.search(
        own_words(refused(call, name, call("open_report", TEXT)["work"], *values))
    )
    work = call("open_report", TEXT, language="en")["work"]
    assert not CHINESE.search(own_words(refused(call, name, work, *values)))


@pytest.mark.parametrize("values", [["", ""], ["文" * 200_001, ""], [TEXT, "novel"]])
def test_an_error_of_opening_is_told_in_the_language_asked_for(
    call: Call, english: Call, values: list[str]
) -> None:
    assert CHINESE.search(refused(call, "open_report", *values))
    assert not CHINESE.search(refused(call, "open_report", *values, language="en"))
    assert not CHINESE.search(refused(english, "open_report", *values))
    assert CHINESE.search(refused(english, "open_report", *values, language="zh"))


def test_an_unknown_work_is_told_in_the_language_of_the_server(call: Call, english: Call) -> None:
    assert "没有找到" in refused(call, "read_report", "nobody")
    assert not CHINESE.search(refused(english, "read_report", "nobody"))


def test_a_work_speaks_the_language_of_the_server_unless_asked(english: Call) -> None:
    work = english("open_report", TEXT)["work"]
    assert not CHINESE.search(refused(english, "undo", work))
    assert CHINESE.search(refused(english, "undo", english("open_report", TEXT, "", "zh")["work"]))


def test_an_unknown_language_is_refused(call: Call, english: Call) -> None:
    assert "zh、en" in refused(call, "open_report", TEXT, language="fr")
    assert "zh, en" in refused(english, "open_report", TEXT, language="fr")


def test_a_work_that_was_left_speaks_the_language_of_the_server(desk: Desk) -> None:
    settings = replace(desk.settings, language=Language.EN)
    token = desk.open(Session.from_text(TEXT, settings=settings)).token
    assert not CHINESE.search(refused(script(Desk(Options(settings))), "undo", token))


def test_the_keys_to_confirm_are_named_in_english(desk: Desk, call: Call) -> None:
    work = call("open_report", TEXT, language="en")["work"]
    wrong = wrong_by_a_model(desk.get(work).session)
    said = refused(call, "adopt", work)
    assert f"Keys to confirm: {', '.join(e.key for e in wrong.errors)}" in said
    assert not CHINESE.search(own_words(said))


def test_what_is_answered_is_in_english(call: Call) -> None:
    opened = call("open_report", TEXT, language="en")
    work = opened["work"]
    found = call("edit", work, "2", FALSE)
    understood = call("understand_request", work, "把第二部分压到30字")
    call("adopt", work, None, [e["key"] for e in found["errors"]])
    sentences = [
        *(f["message"] for f in opened["check"]["findings"]),
        *(e["message"] for e in found["errors"]),
        *(f["message"] for part in found["parts"] for f in part["findings"]),
        *(v["what"] for v in call("versions", work)["versions"]),
        understood["said"],
        call("changes_report", work).splitlines()[0],
    ]
    for said in sentences:
        assert re.search("[A-Za-z]{3}", said), said
