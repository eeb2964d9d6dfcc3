"""Words that look like a question, and ask nothing; wishes for what nobody has stated."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from assistant.chat.commands import is_question
from tests.chat.test_said_otherwise import read

TOLD = [
    "几个空我逐项说：集中学习18次，雨量筒30个",
    "安全那部分后面没写花了多少钱，补进去，投入资金46万元",
    "恢复到什么都没改过的那一稿",
    "半页纸像什么总结，第三部分压到30字",
    "结尾排比多整几个，要有气势",
]


@pytest.mark.parametrize("sentence", TOLD)
def test_what_is_told_is_no_question(sentence: str) -> None:
    assert not is_question(sentence)


@pytest.mark.parametrize("sentence", ["还有几个空没填", "后面写了多少钱", "还有什么没改过"])
def test_what_is_asked_stays_a_question(sentence: str) -> None:
    assert is_question(sentence)


UNSTATED = [
    "结尾再给我加八百字，没内容不要紧",
    "第三部分太薄，给我撑到八百字",
    "第三部分写得感人些，编一点职工带病坚守的细节",
    "能顺便帮我把下个月的排班表排出来吗？",
    "另外，请代拟一份申请采购经费的请示",
]


@pytest.mark.parametrize("sentence", UNSTATED)
def test_what_nobody_has_stated_is_not_written(sentence: str) -> None:
    assert read(sentence).act is Act.REFUSE
