"""Words for others, however it is said: what stands in the report goes, what does not comes."""

from __future__ import annotations

import pytest

from assistant.chat import Talk
from assistant.chat.exchange import exchanged
from assistant.outline import parse
from assistant.session import Session

REPORT = """青湾镇水管站2025年工作总结
一、供水保障情况
巡查石桥村、下岭村管网46公里，板凳恳谈会开了12场，快递小哥驿站建成3处，中心小学通水。
二、队伍建设情况
举办夜学课堂9期，储备后备干部5名，全年零事故。
"""

EXCHANGES = [
    ("石桥村写错咯，是石轿村，轿子的轿", ("石桥村", "石轿村")),
    ("下岭村那个村是下陵村，电脑打错了，帮我改一下", ("下岭村", "下陵村")),
    ("板凳恳谈会今年更名了，统一用乡贤恳谈会这个称呼", ("板凳恳谈会", "乡贤恳谈会")),
    ("快递小哥听着不正式，换个词，快递员", ("快递小哥", "快递员")),
    ("用后备力量代替后备干部", ("后备干部", "后备力量")),
    ("夜学课堂这个讲法老气，要用夜校课堂来取代它", ("夜学课堂", "夜校课堂")),
    ("再然后那个中心小学改成中心学校", ("中心小学", "中心学校")),
    ("不叫驿站叫服务点", ("驿站", "服务点")),
    ("“零事故”三字说得太满，日后被动，宜改为“无责任事故”", ("零事故", "无责任事故")),
    ("石桥村已经撤村并居了现在叫石桥社区文章里面都要换掉", ("石桥村", "石桥社区")),
    ("不要写板凳恳谈会了，外头人看不懂，写成居民议事会", ("板凳恳谈会", "居民议事会")),
]


@pytest.mark.parametrize(("sentence", "expected"), EXCHANGES)
def test_what_stands_in_the_report_gives_way_to_what_does_not(
    sentence: str, expected: tuple[str, str]
) -> None:
    found = exchanged(sentence, parse(REPORT))
    assert found is not None
    assert (found.old, found.new) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "供水保障情况改成一段话",
        "队伍建设那段的语气改成平实一点",
        "巡查写得太细，改成三点",
        "后备干部写错了，组织办给的是6名",
        "第二部分换成第一部分的写法",
    ],
)
def test_a_wish_for_the_wording_exchanges_no_words(sentence: str) -> None:
    assert exchanged(sentence, parse(REPORT)) is None


GIVEN = [
    ("把“驿站”改成“驛站”", "驛站"),
    ("把驿站改成驛站（新）", "驛站（新）"),
    ("把「驿站」改成「Ｎｏ.1 驿站」", "Ｎｏ.1 驿站"),
    ("請把「驿站」改為「服務點」，謝謝", "服务点"),
]


@pytest.mark.parametrize(("sentence", "new"), GIVEN)
def test_what_is_to_stand_there_stays_letter_for_letter(sentence: str, new: str) -> None:
    talk = Talk(Session.from_text(REPORT, model="rules"), "rules")
    assert [step.new for step in talk.read(sentence).steps] == [new]
