"""Read in English, the page says nothing in Chinese but what stands in the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.config import Settings
from assistant.errors import AssistantError
from assistant.findings import Language
from assistant.session import Session, change_report, facts_from_rows
from assistant.web import actions, deciding, editor
from assistant.web.desk import Desk, Work
from assistant.web.options import Options
from assistant.web.page import build
from assistant.web.paint import nothing, paint
from assistant.web.rewriting import Run
from assistant.web.texts import TEXTS
from assistant.web.views.words import gloss
from tests.session.conftest import TEXT
from tests.web.conftest import wait

CHINESE = re.compile("[\u4e00-\u9fff]+")
OURS = {"字"}
"""The one unit that has no English name: what Word counts."""


def strings(value: Any) -> Iterator[str]:
    """Yield every text in what a component is set to, markup taken off."""
    if isinstance(value, str):
        yield re.sub(
            r"<(?:s|del|ins|article|button)\b.*?</(?:s|del|ins|article|button)>", "\n", value
        )
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


def foreign(text: str, report: str) -> list[str]:
    """Return the Chinese in a text that is neither quoted, marked in the report, nor its own."""
    plain = re.sub("<[^>]+>", "\n", text)
    plain = re.sub("“[^”]*”|《[^》]*》|【[^】]*】|（[^）]*）|\\([^)]*\\)", "", plain)
    known = re.sub(r"\s", "", report)
    return [w for w in CHINESE.findall(plain) if w not in OURS and w not in known]


@cache
def components() -> SimpleNamespace:
    """Return the page's components, built once: what they are set to is another for each work."""
    return build(Options(Settings(model="rules")), "secret")[1]


@pytest.fixture
def english(desk: Desk) -> Work:
    return desk.open(Session.from_text(TEXT, settings=desk.settings), Language.EN)


def shown(work: Work) -> list[str]:
    ui = components()
    report = work.session.report.text + TEXT + "集中学习茶叶产量吨人次"
    if work.session.pending is not None:  # what would be written into the report
        report += work.session.pending.text
    # A figure that a question was answered with is known by that question, in the report's words.
    report += "".join(f.name for f in work.session.facts)
    found = []
    for component, value in paint(ui, work).items():
        # What a person typed is theirs.
        if component is ui.talk:
            value = re.sub(r'<p class="said user">.*?</p>', "", value)
        for text in strings(value):
            found += [f"{component.elem_id}: {w}" for w in foreign(text, report)]
    return found


SENTENCES = [
    "还缺什么", "为什么没有采用？", "你能做什么", "改了哪些", "撤销", "重做", "下载", "停", "采用",
    "不采用", "换一个", "压缩", "扩写第一部分", "第九部分压到30字", "第三条分成三点", "今天星期几",
    "看第二部分", "第二部分", "全文压到一半", "补上茶叶产量350吨", "补上集中学习26次", "清理",
    "语气平实一些", "第二部分删掉", "第一处空缺填7次",
]  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_answer_is_in_english(desk: Desk, english: Work, sentence: str) -> None:
    actions.hear(desk, english, sentence)
    assert not shown(english)
    for choice in english.choices:
        left = CHINESE.findall(re.sub("[一二三四][、].*|集体学习|次|字", "", gloss(choice, False)))
        assert not left, choice


def test_a_whole_session_is_in_english(desk: Desk, english: Work) -> None:
    english.session.use_facts(facts_from_rows([["集中学习", "18次"], ["茶叶产量", "9吨"]]))
    for sentence in ("清理", "第二部分压到30字", "补上集中学习26次", "把空缺补上", "全文理顺结构"):
        actions.hear(desk, english, sentence)
        assert not shown(english), sentence
        if english.run is not None:
            wait(english)
        assert not shown(english), sentence
        pending = english.session.pending
        if pending is not None and pending.changes:
            deciding.adopt(english, None, [b.key for b in pending.errors])
            assert not shown(english), sentence
    session = english.session
    report = change_report(session.history, "x", Language.EN)
    outside = re.sub(r"“[^”]*”", "", report)
    assert "原因" not in outside
    assert "你" not in outside
    assert "用户填写" not in outside
    assert not [
        line
        for line in outside.splitlines()
        if line.startswith("   - why") and CHINESE.search(line)
    ]


def test_a_hand_edit_and_its_remarks_are_in_english(desk: Desk, english: Work) -> None:
    words = editor.words_of(english, "2").rstrip("\n")
    editor.edit(english, "2", words.replace("3.6亿元", "4.6亿元"))
    assert english.session.pending is not None
    assert any(part.findings for part in english.session.pending.parts)
    assert not shown(english)


def test_with_no_report_open_the_page_is_in_english() -> None:
    for value in nothing(components(), False).values():
        for text in strings(value):
            assert not foreign(text, "述职述廉")


WRONG: list[Callable[[Desk, Work], object]] = [
    lambda desk, _: desk.get(""),
    lambda desk, _: desk.get("nobody"),
    lambda _, work: actions.answer(work, {}),
    lambda _, work: actions.answer(work, {"g1": "26万元"}),
    lambda _, work: actions.answer(work, {"g99": "1"}),
    lambda _, work: deciding.adopt(work, None, []),
    lambda _, work: deciding.reject(work),
    lambda _, work: deciding.undo(work),
    lambda _, work: deciding.redo(work),
    lambda _, work: deciding.go(work, 7),
    lambda desk, work: actions.again(desk, work),
    lambda _, work: editor.edit(work, "2", "二、抓项目\n", "其他"),
    lambda *_: actions.request_of("shorten", "", ""),
    lambda *_: actions.request_of("shorten", "", "x"),
    lambda *_: actions.request_of("rewrite", "", ""),
    lambda *_: facts_from_rows([["a", ""]]),
    lambda *_: facts_from_rows([["a", "1"], ["a", "2"]]),
    lambda *_: facts_from_rows([["a", "1次", "元"]]),
]


@pytest.mark.parametrize("step", WRONG)
def test_every_error_is_in_english(
    desk: Desk, english: Work, step: Callable[[Desk, Work], object]
) -> None:
    with pytest.raises(AssistantError) as raised:
        step(desk, english)
    told = re.sub("“[^”]*”|\\d+[次元]|[次元]|语气平实一些", "", raised.value.text(Language.EN))
    assert not CHINESE.search(told.replace("字", ""))


def test_an_error_while_a_rewrite_is_under_way_is_in_english(desk: Desk, english: Work) -> None:
    run = desk.start(english, Run(actions.request_of("shorten", "99", "30")), actions.finished)
    wait(english)
    assert run.error is not None
    assert "no section" in english.session.talk[-1][1]


def test_the_fixed_words_are_all_translated() -> None:
    # Examples of what to type stay as they are typed.
    wrong = {
        k for k, (zh, en) in TEXTS.items() if CHINESE.search(en) or (zh == en and k != "markdown")
    }
    assert wrong <= {"say_hint"}
