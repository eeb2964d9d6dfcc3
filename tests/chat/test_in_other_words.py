"""Parts called by bare numbers or by what they tell, decisions part by part, what is brought back,
the same once more, figures put right in one line, and questions that are no statement."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Reading, Talk
from assistant.session import Session
from tests.chat.test_said_otherwise import REPORT, read, steps, talk

LISTS = [
    ("（一）（三）各压一半", [("shorten", ("1.1", "1.3"), "50%")]),
    ("第一部分的1和3 压短点", [("shorten", ("1.1", "1.3"), "vague")]),
    ("1.1 1.3各压到40字", [("shorten", ("1.1", "1.3"), "40")]),
    ("1、2、4 都压到40", [("shorten", ("1", "2", "4"), "40")]),
    ("第一部分三节 一个节三十字", [("shorten", ("1.1", "1.2", "1.3"), "30")]),
    ("第一部分就留第二小节，其他两个小节各缩到三十字", [("shorten", ("1.1", "1.3"), "30")]),
    ("1.2→40字", [("shorten", ("1.2",), "40")]),
    ("一的一二三都再短些", [("shorten", ("1.1", "1.2", "1.3"), "vague")]),
    ("除了第一部分第三节，一里头别的节都短三成", [("shorten", ("1.1", "1.2"), "70%")]),
    ("雨情那节和水质那节合起来六十字", [("shorten", ("1.1", "1.2"), "60")]),
]


@pytest.mark.parametrize(("sentence", "expected"), LISTS)
def test_parts_are_listed_by_bare_numbers(sentence: str, expected: object) -> None:
    assert steps(sentence) == expected


TOLD = [
    ("讲水样检测的小节压到30字", "1.2"),
    ("第一部分讲断面冲垮的那一小节压到30字", "1.3"),
    ("第一大部分啊 最后讲抢修的那一节 压到30字", "1.3"),
    ("管船的那块，就是缆道检查那个，压到30字", "2"),
    ("自己找毛病那一部分压到30字", "4"),
]


@pytest.mark.parametrize(("sentence", "part"), TOLD)
def test_a_part_is_named_by_what_it_tells(sentence: str, part: str) -> None:
    assert steps(sentence) == [("shorten", (part,), "30")]


def test_what_a_part_is_not_is_no_wish() -> None:
    assert steps("第四部分那个 不是打算啊 是存在的问题 短一点") == [("shorten", ("4",), "vague")]


HALVED = "1.1和1.3都压到一半"
DECIDED = [
    ("（一）采用，（三）先放着", {"1.1"}),
    ("除了（三） 别的都用新的", {"1.1"}),
    ("雨情那节念着不顺 不要，应急那节就采用", {"1.3"}),
    ("都行，就（三）那节别用", {"1.1"}),
]


@pytest.mark.parametrize(("sentence", "parts"), DECIDED)
def test_a_part_is_taken_and_another_left(sentence: str, parts: set[str]) -> None:
    found = talk(HALVED)
    waits = found.session.pending
    assert waits is not None
    meant = found.read(sentence)
    assert meant.act is Act.ADOPT_PART
    changes = {c.id: p.id for p in waits.parts for c in p.changes}
    assert {changes[c] for c in meant.changes or ()} == parts


def adopted() -> Talk:
    return talk("第二部分压到一半", "采用", "第三部分压到一半", "采用")


def undone(meant: Reading | None) -> list[str | int | None]:
    found: list[str | int | None] = []
    while meant is not None:
        assert meant.act in (Act.UNDO, Act.EARLIER)
        found.append(meant.part or meant.which)
        meant = meant.then
    return found


BACK: list[tuple[str, list[str | int]]] = [
    ("第二部分还是用原来的 后头改的那个别动", ["2"]),
    ("除第三部分的改动保留外，其余改动请还原。", ["2"]),
    ("请回到只压了第二部分、第三部分还没动的那一版", [-1]),
    ("回到还没压第二部分的时候", [-2]),
    ("我要第二部分没压之前的样子", ["2"]),
]


@pytest.mark.parametrize(("sentence", "expected"), BACK)
def test_some_of_what_was_adopted_is_taken_back(sentence: str, expected: list[str | int]) -> None:
    assert undone(adopted().read(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "别还原第二部分",
        "第二部分恢复得不错",
        "第二部分撤并站点那句压短",
        "我要前面那部分再短点",
        "第二部分恢复成原来的样子了吗？",
    ],
)
def test_nothing_is_taken_back_that_is_not_said_to_be(sentence: str) -> None:
    assert adopted().read(sentence).act not in (Act.UNDO, Act.EARLIER)


def test_a_version_before_a_deed_that_was_not_done_is_asked_about() -> None:
    assert adopted().read("用还没改写的那一版").act is Act.ASK
    assert undone(adopted().read("用还没压缩的那一版")) == [-1]


def test_back_to_the_text_as_it_was_given() -> None:
    assert adopted().read("退到刚贴进来时候的样子").which == 0
    assert adopted().read("请把全文退回到最初贴进来的那一版").which == 0


@pytest.mark.parametrize(
    ("sentence", "part"),
    [("（二）也照刚才那样来一个", "1.2"), ("第二部分来个同样的", "2"), ("应急那节照猫画虎", "1.3")],
)
def test_the_same_again_elsewhere(sentence: str, part: str) -> None:
    assert steps(sentence, "第一部分（一）压到30字", "采用") == [("shorten", (part,), "30")]


def test_a_length_behind_a_wish_for_less() -> None:
    assert steps("再短点 25", "第一部分（一）压到30字", "采用") == [("shorten", ("1.1",), "25")]


FIGURES = [
    ("水质达标率由98.4%更正为97.4%，请照改。", "98.4%", "97.4%"),
    ("雨情测报由4300站次更正为3400站次", "4300站次", "3400站次"),
]


@pytest.mark.parametrize(("sentence", "old", "new"), FIGURES)
def test_a_figure_is_put_right_from_one_to_another(sentence: str, old: str, new: str) -> None:
    [step] = read(sentence).steps
    assert (step.task, step.old, step.new) == ("correct", old, new)


def test_a_name_that_was_wrong_is_exchanged() -> None:
    [step] = read("名称不对 不是雨量筒 是雨量计").steps
    assert (step.task, step.old, step.new) == ("replace", "雨量筒", "雨量计")


def test_quoted_words_with_a_numeral_that_counts_nothing_are_exchanged_as_words() -> None:
    report = Session.from_text("工作总结\n一、回顾\n一年来，办成实事5件。\n", model="rules")
    [step] = Talk(report, "rules").read("把“一年来”换成“2023年以来”").steps
    assert (step.task, step.old, step.new) == ("replace", "一年来", "2023年以来")


QUESTIONS = [
    "请问采集水样612份，是写在哪一节的？",
    "能帮我看下1.2多少字不",
]


@pytest.mark.parametrize("sentence", QUESTIONS)
def test_a_question_with_a_figure_states_none(sentence: str) -> None:
    assert read(sentence).act is Act.ANSWER


def test_a_question_behind_a_complaint_is_a_wish() -> None:
    assert steps("你看第二部分是不是太长了点 能不能给我弄到30字") == [("shorten", ("2",), "30")]


def test_yes_with_a_figure_fills_the_gap_that_was_asked_about() -> None:
    found = read("是的，请填26。", "集中学习多少次那里是空着的吗？")
    assert [(f.value, f.gap is not None) for f in found.steps[0].facts] == [("26", True)]


def test_what_is_filled_later_is_no_wish_to_fill() -> None:
    found = read("集中学习请按26次填写，雨量筒数待仓库报来后再补。")
    assert [[f.value for f in step.facts] for step in found.steps] == [["26"]]
    assert steps("第二部分压到30字；集中学习的空白请原样留着，不要代填。") == [
        ("shorten", ("2",), "30")
    ]


def test_a_share_in_words_is_no_wish_for_points() -> None:
    found = read("集中学习那处填26次，水质达标率应改为97.4%")
    assert [s.task for s in found.steps] != ["restructure"]
    found = read("水质达标率是百分之九十七点四，不是98.4%")
    assert [(s.task, s.old, s.new) for s in found.steps] == [("correct", "98.4%", "97.4%")]


def test_what_is_left_of_a_page_is_cleared_however_it_is_wondered_at() -> None:
    scrap = Talk(Session.from_text(REPORT + "##vipend##\n", model="rules"), "rules")
    assert [s.task for s in scrap.read("那个##vipend##啥玩意 搞掉").steps] == ["clean"]


def test_a_frame_is_made_for_a_part_that_has_no_heading_of_its_own() -> None:
    closing = REPORT.replace("五、下一步打算\n一是", "下一步，我们将做好三件事：一是")
    turn = Talk(Session.from_text(closing, model="rules"), "rules").say(
        "能不能帮我搭一个“下一步打算”部分的框架？"
    )
    assert turn.act is Act.TASK
    assert turn.proposals


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("第一部分和第二部分都压到40字", "第一部分采用，第二部分不要，再把语气改平实些"),
        ("第一部分和第二部分都压到40字", "能不能第一部分采用，第二部分不要？"),
    ],
)
def test_a_decision_that_wants_more_or_only_asks_decides_nothing_by_itself(
    before: str, sentence: str
) -> None:
    held = talk()
    held.say(before)
    turn = held.say(sentence)
    assert not turn.text_changed
    assert turn.act is not Act.ADOPT_PART


def test_work_on_a_part_not_yet_shortened_takes_nothing_back() -> None:
    held = talk()
    [waits] = held.say("第一部分压到60字").as_dict()["proposals"]
    held.handle({"adopt": waits["id"], "confirmed": [f["key"] for f in waits["findings"]]})
    assert held.say("第二部分还没压缩，这一稿要压到40字").act is not Act.UNDO


def test_what_is_said_to_be_as_before_is_read_in_no_time() -> None:
    held = talk()
    held.say("第一部分压到60字")
    assert held.say(f"第二部分{'办法' * 60}嗯").act is not Act.UNDO


@pytest.mark.parametrize("sentence", ["还是多了 再短点", "还是多了"])
def test_what_is_still_too_long_is_what_was_adopted_last(sentence: str) -> None:
    before = ("第一部分（一）压到30字", "采用")
    assert steps(sentence, *before) == [("shorten", ("1.1",), "vague")]


def test_once_more_so_many_go_and_a_complaint_of_too_much_asks_for_none() -> None:
    before = ("第一部分（一）压到30字", "采用")
    assert steps("再往下压10字左右", *before) == [("shorten", ("1.1",), "-10")]
    assert read("压过头了，恢复到压之前的样子吧", *before).act is Act.UNDO
