"""What is said of some of a proposal decides on that: never on all of it, and on no other part."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Talk
from assistant.session import Session
from tests.chat.test_said_otherwise import read, talk

FAIR = """石桥镇2026年集市日工作总结

全镇围绕集市日建设扎实推进各项工作，现将有关情况总结如下。

一、集市日建设情况

全年开展集市日活动12场，参加群众3200人次。集市日摊位新增40个。

二、存在的问题

集市日管理不够规范，垃圾清运不及时。
"""
BOTH = "1.1压到30字，1.2压到30字"


def fair() -> Talk:
    found = Talk(Session.from_text(FAIR, model="rules"), "rules")
    found.say("把“集市日”都改成“赶集日”")
    return found


def test_of_an_exchange_the_title_may_be_taken_alone() -> None:
    held = fair()
    assert held.say("大标题里那个换，正文里的一律不动").act is Act.ADOPT_PART
    assert held.session.report.text == FAIR.replace("集市日", "赶集日", 1)


def test_of_an_exchange_all_headings_may_be_taken_and_the_body_left() -> None:
    held = fair()
    held.say("标题里的都换，正文里的不换")
    assert held.session.report.text.count("赶集日") == 2


def test_one_of_several_headings_is_asked_about_and_nothing_is_put_down() -> None:
    held = fair()
    turn = held.say("标题里那个换，正文里的一律不动")
    assert (turn.act, held.session.pending is not None) == (Act.ASK, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "雨情那条先改上，另外一条我再琢磨",
        "雨情那条改得可以，换上；水质那条不换",
        "雨情那条的修改予以采纳，水质那条压缩幅度过大，不采用",
        "第一条我满意，就用您改的，第二条保留我原来的写法",
    ],
)
def test_one_of_two_parts_is_taken_in_whatever_words(sentence: str) -> None:
    held = talk(BOTH)
    before = held.session.report
    assert held.say(sentence).act is Act.ADOPT_PART
    now = held.session.report
    stays = [before.of(before.find(i)) == now.of(now.find(i)) for i in ("1.1", "1.2")]
    assert stays == [False, True]


def test_what_was_done_is_spoken_of_and_asked_for_no_more() -> None:
    held = talk("第三部分压到30字", "采用", "第二部分压到30字", "采用")
    turn = held.say("最近这一次对安全部分的压缩请恢复原样，队伍建设部分的压缩仍然保留")
    assert (turn.act, turn.text_changed) == (Act.UNDO, True)


AGREED = "这一稿已经送站长过目，主任表示同意，请照此修改正文"


def test_who_has_seen_a_proposal_is_no_wish_to_send_it() -> None:
    assert read(AGREED, BOTH).act is Act.ADOPT


def test_how_another_wording_is_to_be_is_no_request_of_its_own() -> None:
    sentence = "意思到了，就是读起来有些生硬，一样的篇幅，再给一个写法供我挑"
    assert read(sentence, BOTH).act is Act.ANOTHER


def test_a_fault_found_with_a_part_of_what_is_turned_down_asks_for_nothing() -> None:
    assert read("这个不成，安全那部分砍得太狠，作废", "第二部分压到30字").act is Act.REJECT


def test_a_fault_found_with_one_of_two_parts_turns_down_neither_unasked() -> None:
    assert read("这个不成，雨情那条砍得太狠，作废", BOTH).act is Act.ASK


def leaving(sentence: str) -> tuple[Talk, tuple[str, ...]]:
    """Return a talk in which lines of an exchange were said to stay, with what is offered."""
    held = fair()
    turn = held.say(sentence)
    assert (turn.act, turn.text_changed, held.session.report.text) == (Act.ASK, False, FAIR)
    return held, turn.choices


def test_lines_that_an_exchange_leaves_are_left_when_the_rest_is_taken() -> None:
    held, choices = leaving("大标题里那个不换")
    assert choices == ("大标题里那个不换，采用其余 5 处",)
    assert held.say("好").act is Act.ADOPT_PART
    title, body = FAIR.split("\n", 1)
    assert held.session.report.text == f"{title}\n{body.replace('集市日', '赶集日')}"


def test_where_several_headings_may_be_meant_a_yes_leaves_them_all() -> None:
    held, choices = leaving("标题里那个不换")
    assert [c.split("不换")[0] for c in choices] == ["标题", "大标题", "小标题"]
    held.say("采用")
    now = held.session.report.text
    assert "集市日工作总结" in now
    assert "一、集市日建设情况" in now
    assert now.count("赶集日") == 4


def test_the_body_may_be_left_as_well_and_the_proposal_is_not_put_down() -> None:
    held, _ = leaving("正文里的不换")
    assert held.session.pending is not None
