"""Going back and forth: what is meant is told by what can be done; what is adopted was surely
agreed to; nothing else is touched."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Talk
from assistant.session import Session
from tests.chat.test_said_otherwise import talk

FIRST, SECOND = "第一部分压到60字", "第四部分压到20字"


def after(*said: str) -> Talk:
    """Return a talk after sentences, each adopted but those that undo."""
    held = talk()
    for sentence in said:
        turn = held.say(sentence).as_dict()
        if turn["act"] == "task":
            waits = turn["proposals"][-1]
            held.handle({"adopt": waits["id"], "confirmed": [f["key"] for f in waits["findings"]]})
    return held


BACK = [
    "哎呀不对我刚刚点错了退回去退回去",
    "改回去改回去刚才那个缩短的不要了",
    "先前采纳的我不认了，给恢复成采纳之前的",
    "倒车倒车，退到上一步",
]


@pytest.mark.parametrize("sentence", BACK)
def test_where_nothing_was_undone_the_last_step_is(sentence: str) -> None:
    held = after(FIRST, SECOND)
    texts = [v.text for v in held.session.history.line()]
    assert held.say(sentence).act is Act.UNDO
    assert held.session.report.text == texts[1]


FORTH = [
    "我又想要刚才那个了把撤掉的弄回来",
    "撤过头了，把刚刚那步找补回来",
    "刚撤下去的那次还是给我重新用上",
]


@pytest.mark.parametrize("sentence", FORTH)
def test_what_was_undone_comes_back_and_no_proposal_of_it(sentence: str) -> None:
    held = after(FIRST)
    text = held.session.report.text
    held.say("撤销")
    assert held.say(sentence).act is Act.REDO
    assert held.session.report.text == text


def test_the_text_as_opened_is_not_the_step_before() -> None:
    held = after(FIRST, SECOND)
    opened = held.session.history.line()[0].text
    held.say("恢复到最初上传的版本，今天的改动都不要了")
    assert held.session.report.text == opened


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("接连采用了两处，后一处我觉得不妥，前一处可以保留，请只把后一处退回", "1"),
        ("前一处退回，后一处保留", "4"),
    ],
)
def test_of_two_steps_the_one_that_is_named_is_undone(sentence: str, left: str) -> None:
    held = after(FIRST, SECOND)
    opened, now = held.session.history.line()[0].text, held.session.report
    kept = now.of(now.find(left))
    assert held.say(sentence).act is Act.UNDO
    report = held.session.report
    assert report.of(report.find(left)) == kept
    other = {"1": "4", "4": "1"}[left]
    assert report.of(report.find(other)) in opened


@pytest.mark.parametrize(
    "sentence",
    ["别退回去，就这样放着", "不要恢复撤销的", "撤回了又怎样", "恢复之后怎么办", "恢复过一次了"],
)
def test_what_is_not_to_be_undone_stays(sentence: str) -> None:
    held = after(FIRST, SECOND)
    assert not held.say(sentence).text_changed


AGREED = ["可以，用吧", "可以，就这么"]


@pytest.mark.parametrize("sentence", AGREED)
def test_what_is_surely_agreed_to_is_adopted(sentence: str) -> None:
    held = talk()
    held.say(FIRST)
    assert held.say(sentence).act is Act.ADOPT


def test_where_one_part_is_wanted_and_another_is_not_neither_all_nor_nothing_is_done() -> None:
    held = talk()
    held.say("第一部分和第二部分各压短一些")
    asked = held.say("学习那个改得可以就用它，项目那个我不要还是原来的好")
    assert asked.act is Act.ASK
    assert held.session.pending is not None
    taken = held.say(asked.choices[0])
    assert taken.act is Act.ADOPT_PART


NOT_AGREED = [
    "可以照此定下来，但是先等主任看过",
    "同意按此稿执行？",
    "改得不错，不过最后一句别用",
    "要是没人反对就同意按此稿执行",
    # A clause that is not known beside praise may be a doubt: it is asked first.
    "可以，标题错了",
    "不错，问问主任",
    "没问题，下会研究",
    "可以，漏了一句",
    "改动得体，同意按此稿执行",
]


@pytest.mark.parametrize("sentence", NOT_AGREED)
def test_what_is_half_agreed_to_is_not(sentence: str) -> None:
    held = talk()
    held.say(FIRST)
    assert not held.say(sentence).text_changed


def test_how_the_report_is_saved_is_answered() -> None:
    assert talk().say("这个改了怎么存成word").act is Act.ANSWER


REFUSED = [
    "请打印三份，送王县长办公室",
    "给我这篇配一个PPT，下午要用",
    "再给我拟一份给县政府要钱的请示",
    "两起险情别写就写没有险情",
    "把这个数字隐去，写出来难看，只说明显减少",
]


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_lies_outside_or_bends_the_truth_is_refused(sentence: str) -> None:
    assert talk().say(sentence).act is Act.REFUSE


AS_OPENED = [
    ("第四部分恢复成最开始的样子，第一部分不用动", "4"),
    ("第四部分还是用最早那版，第一部分不动", "4"),
    ("存在的问题那部分换回最初的写法，别的不动", "4"),
    ("两个都不要了，给我恢复到最开始那个稿子", None),
]


@pytest.mark.parametrize(("sentence", "part"), AS_OPENED)
def test_what_is_called_the_first_version_is_the_text_as_it_was_opened(
    sentence: str, part: str | None
) -> None:
    found = after(FIRST, SECOND).read(sentence)
    assert (found.act, found.part, found.which) == (Act.EARLIER, part, 0)


ONE_STEP = [
    "第四部分退回去，和最早说的不一样",
    "第四部分还原，上传前我没看清",
    "第四部分恢复上一版，不要恢复到原文",
    "第四部分退回一步，别退到原文",
]


@pytest.mark.parametrize("sentence", ONE_STEP)
def test_how_a_part_was_opened_may_be_spoken_of_and_not_wanted(sentence: str) -> None:
    found = after(FIRST, SECOND).read(sentence)
    assert (found.act, found.part, found.which) == (Act.UNDO, "4", None)


def test_a_part_arranged_and_then_shortened_with_the_one_around_it_is_verified_whole() -> None:
    report = """云岭镇2024年度工作总结
一、主要工作
（一）产业发展
新建连栋大棚46亩，引进苗木企业3家，带动务工210人次。举办技术培训8期，培训农户320人，发放资料900份。争取项目资金180万元，硬化机耕路5公里，修复水渠12处。
（二）环境整治
清运垃圾320吨，改造户厕128座，创建美丽庭院56户，群众满意率94%。
二、下步打算
继续抓好产业发展和环境整治，力争再引进企业2家，新建大棚20亩。
"""
    held = Talk(Session.from_text(report, model="rules"), "rules")
    held.say("第一部分第一节分成三点，然后第一部分压到90字")
    waits = held.session.pending
    assert waits is not None
    assert "320吨" in waits.text
    assert [e.finding.message.zh for e in waits.errors] == []


def test_a_part_that_is_put_off_is_not_adopted_with_those_named_before() -> None:
    held = talk()
    before = held.session.report.of(held.session.report.find("1.2"))
    held.say("第一部分第一节和第二节各压到30字")
    held.say("前面那两条可以用 第一部分第二节的我再想想")
    assert held.session.report.of(held.session.report.find("1.2")) == before


def test_where_two_parts_bear_the_number_these_two_are_offered_and_the_one_picked_is_done() -> None:
    said = "一、抓学习\n全年组织集中学习26次，学习氛围更加浓厚，干部作风持续好转。\n"
    said += "二、抓项目\n全年引进项目8个，前期工作有序推进，服务水平不断提升。\n"
    said += "三、抓作风\n走访农户12户。\n"
    held = Talk(Session.from_text(f"石桥镇述职报告\n{said}{said}", model="rules"), "rules")
    asked = held.say("把第二部分压到一半")
    assert asked.act == Act.ASK
    assert asked.choices == ("二、抓项目（第一处）", "二、抓项目（第二处）")
    done = held.say(asked.choices[1])
    assert done.act == Act.TASK
    assert [step.sections for step in done.steps] == [("5",)]


def test_why_nothing_was_adopted_tells_what_was_and_says_of_what_waits_that_it_waits() -> None:
    held = talk()
    assert "还没有采用过改动" in held.say("为什么没有采用？").said.zh
    held.say(FIRST)
    assert "它在等您决定" in held.say("为什么没有采用？").said.zh
    held.say("采用")
    told = held.say("为什么没有采用？").said.zh
    assert told.startswith("已经采用了：压缩“一、立足主业")
    assert "没有在等您决定的改动" in told
    assert "还没有采用过改动" in held.say("为什么第四部分没有采用？").said.zh
