"""Requests in words that nobody had read: what a clause does is told by what it is made of."""

from __future__ import annotations

import pytest

from assistant.chat import Act, Reading, Step, Talk
from assistant.instruction.lengths import find_length
from assistant.session import Session

REPORT = """枫溪县水文站2024年度工作总结
一年来，全站职工同心协力，完成了各项任务，承办会议____场。现将情况总结如下。
一、立足主业，监测预报见成效
（一）雨情监测抓得细
全年测报雨情4300站次，排查隐患57处，更换雨量筒____个，没有漏报一次强降雨过程，群众防汛意识明显增强。
（二）水质分析做得准
采集水样612份，出具报告186份，水质达标率达到98.4%，过去说了就算完的九摊子事，现在件件有回音。
（三）应急测报反应快
七月暴雨冲垮断面，职工连夜抢修，六个小时恢复传输，汛期没有一个站点中断，一池泥水当天清完。
二、安全生产和应急保障
对全部缆道逐一检查，整改隐患23处，组织演练3次，购置救生衣40件，全年没有发生安全责任事故。
三、队伍建设，让职工有奔头
全年集中学习____次，组织技能培训9期，培训测工312人次，2名同志获评县级先进，站里风气越来越好。
四、存在的问题
一是设备老化，数据积累不够；二是人手偏紧，一人兼三岗；三是群众参与的面还不够宽，宣传办法不多。
五、下一步打算
一是新增雨量站____座；二是分三年完成老旧断面改造，明年先改造____处；三是多到站房走走，听听意见。
以上总结，请予审议。
"""


def talk(*said: str) -> Talk:
    found = Talk(Session.from_text(REPORT, model="rules"), "rules")
    for sentence in said:
        found.say(sentence)
    return found


def read(sentence: str, *said: str) -> Reading:
    return talk(*said).read(sentence)


def steps(sentence: str, *said: str) -> list[tuple[str, tuple[str, ...] | None, str | None]]:
    found = read(sentence, *said)
    assert found.act is Act.TASK, found.said
    return [(step.task, step.sections, step.to) for step in found.steps]


PLACES = [
    ("单数的部分各压到40字", [("shorten", ("1", "3", "5"), "40")]),
    ("第二部分太长了，要删掉有点多余的话", [("shorten", ("2",), "vague")]),
    ("如果第二部分不到30字就不用动，超过了就压到30字", [("shorten", ("2",), "30")]),
    ("第二部分保留原文，第三部分压到40字", [("shorten", ("3",), "40")]),
    ("第一部分第一节到第三节压到90字", [("shorten", ("1.1", "1.2", "1.3"), "90")]),
    (
        "一、（一）压到40字；一、（二）压到30字",
        [("shorten", ("1.1",), "40"), ("shorten", ("1.2",), "30")],
    ),
    ("第一部分倒数第二节压到40字", [("shorten", ("1.2",), "40")]),
    ("第一部分第三节和第五部分最后一点都压短些", [("shorten", ("1.3", "5.p3"), "vague")]),
    ("立足主业的第二小节、存在问题的第三点都压到20字", [("shorten", ("1.2", "4.p3"), "20")]),
    ("存在的问题那三条里，第一条和第三条各压到15字", [("shorten", ("4.p1", "4.p3"), "15")]),
    ("立足主业那一块里，开头讲雨情的那节压到40字", [("shorten", ("1.1",), "40")]),
    ("存在的问题那部分，第三条压到15字", [("shorten", ("4.p3",), "15")]),
    ("第一大条下面第2点写得正式些", [("rewrite", ("1.2",), None)]),
    ("存在问题的三条请分行列出", [("restructure", ("4",), None)]),
    ("第四部分写得再诚恳些，三条的顺序也不作调整", [("rewrite", ("4",), None)]),
    (
        "第二部分压到40字，再把第一部分加上几个小标题",
        [("shorten", ("2",), "40"), ("restructure", ("1",), None)],
    ),
    ("通知要求总结一律不超过300字，请把整篇压下来", [("shorten", None, "<300")]),
    ("那个什么公众号的广告给我去掉，怎么混进来的嘛", [("clean", None, None)]),
    ("1.1到1.2都压缩三分之一", [("shorten", ("1.1", "1.2"), "67%")]),
    ("第一部分的开头那节缩到40字", [("shorten", ("1.1",), "40")]),
    ("监测预报见成效每个小节四十字", [("shorten", ("1.1", "1.2", "1.3"), "40")]),
    ("应急那节缩到30字", [("shorten", ("1.3",), "30")]),
    ("五部分除了四和五，别的都压到八成", [("shorten", ("1", "2", "3"), "80%")]),
    ("不动三，其他各砍两成", [("shorten", ("1", "2", "4", "5"), "80%")]),
    ("除安全生产和队伍建设两部分之外，别的部分都压到八成", [("shorten", ("1", "4", "5"), "80%")]),
]


@pytest.mark.parametrize(("sentence", "expected"), PLACES)
def test_a_part_is_named_by_range_place_count_or_nearly(
    sentence: str, expected: list[tuple[str, tuple[str, ...], str]]
) -> None:
    assert steps(sentence) == expected


RUN_ON = [
    (
        "监测预报压到150字队伍建设压到40字别的不动",
        [("shorten", ("1",), "150"), ("shorten", ("3",), "40")],
    ),
    (
        "一压到150；三压到40；四分条",
        [("shorten", ("1",), "150"), ("shorten", ("3",), "40"), ("restructure", ("4",), None)],
    ),
    (
        "把安全生产挪到队伍建设后面顺便压到40字",
        [("restructure", ("2", "3"), None), ("shorten", ("2",), "40")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), RUN_ON)
def test_a_wish_that_is_said_in_full_ends_a_clause(
    sentence: str, expected: list[tuple[str, tuple[str, ...], str | None]]
) -> None:
    assert steps(sentence) == expected


LENGTHS = [
    ("全文以200字为限", "<200"),
    ("全文300", "300"),
    ("第二部分，≤40字", "<40"),
    ("第二部分短个三成", "70%"),
    ("第二部分控制到40字里头", "<40"),
]


@pytest.mark.parametrize(("sentence", "to"), LENGTHS)
def test_a_length_is_read_in_other_forms(sentence: str, to: str) -> None:
    found = read(sentence)
    assert [step.to for step in found.steps] == [to], found.said


CONDITIONS = [
    ("要是第二部分不到30字就别动，超了就压到30字", ("2",)),
    ("超过30字的话，第二部分压到30", ("2",)),
]


@pytest.mark.parametrize(("sentence", "sections"), CONDITIONS)
def test_a_condition_on_a_length_is_said_the_other_way_round(
    sentence: str, sections: tuple[str, ...]
) -> None:
    assert steps(sentence) == [("shorten", sections, "30")]


FACTS = [
    ("集中学习一共六次，补到待补那里", {("集中学习", "6")}),
    ("集中学习二十六次吧就填这个", {("集中学习", "26")}),
]


@pytest.mark.parametrize(("sentence", "filled"), FACTS)
def test_a_figure_finds_its_gap(sentence: str, filled: set[tuple[str, str]]) -> None:
    session = talk().session
    gaps = {gap.id: gap for gap in session.check().gaps}
    found = {
        (session.report.text[: gaps[fact.gap or ""].start][-8:], fact.value)
        for step in read(sentence).steps
        for fact in step.facts
    }
    assert len(found) == len(filled)
    for before, value in filled:
        assert any(before in words and value == number for words, number in found), found


def edit(sentence: str) -> Step:
    [step] = read(sentence).steps
    return step


EDITS = [
    ("把“救生衣”换成，换成那个，救生圈", "replace", "救生衣", "救生圈"),
    ("“九摊子事”改为“九项工作”", "replace", "九摊子事", "九项工作"),
    ("一池泥换成一地泥", "replace", "一池泥", "一地泥"),
    ("一里面那个57跟前头75对不上，以75为准", "correct", "57", "75"),
]


@pytest.mark.parametrize(("sentence", "task", "old", "new"), EDITS)
def test_an_edit_is_told_by_what_differs(sentence: str, task: str, old: str, new: str) -> None:
    step = edit(sentence)
    assert (step.task, step.old, step.new) == (task, old, new)


@pytest.mark.parametrize(
    "sentence", ["第四部分第三条跟前头重复，去掉它", "第四部分第三条删掉，听着不严肃"]
)
def test_why_it_goes_is_no_wish_of_its_own(sentence: str) -> None:
    step = edit(sentence)
    assert (step.task, step.sections) == ("delete", ("4.p3",))


def test_so_many_times_ten_thousand_characters_are_one_length() -> None:
    assert str(find_length("砍到一万二千字左右")) == "12000"


def test_a_figure_that_is_to_be_added_corrects_none_that_stands_there() -> None:
    found = read("安全生产那部分补一个数：今年排查隐患31处")
    assert found.act is Act.ASK
    assert [(s.task, [f.value for f in s.facts]) for s in found.steps] == [("fill", ["31"])]


def test_what_stands_behind_a_gap_is_not_said_twice() -> None:
    text = REPORT.replace("购置救生衣40件", "购置救生衣____余件")
    held = Talk(Session.from_text(text, model="rules"), "rules")
    [step] = held.read("购置救生衣是40余件").steps
    assert [(fact.gap is not None, fact.value) for fact in step.facts] == [(True, "40")]


OF_WHAT_WAITS = [
    ("压缩后偏简略了，保留原文即可", Act.REJECT),
    ("谢谢，这一稿书记已经同意，请予采用。", Act.ADOPT),
    ("大意对头，就是读起来不顺嘴，再给我弄一个写法看看", Act.ANOTHER),
]


@pytest.mark.parametrize(("sentence", "act"), OF_WHAT_WAITS)
def test_how_it_reads_is_said_before_what_is_decided(sentence: str, act: Act) -> None:
    assert read(sentence, "第二部分压到40字").act is act


def test_of_two_parts_that_wait_each_may_be_called_by_its_subject() -> None:
    held = talk("1.1压到30字，1.2压到30字")
    found = held.read("雨情那个用上，水质那个先不要")
    waits = held.session.pending
    assert waits is not None
    assert found.act is Act.ADOPT_PART
    first = next(part for part in waits.parts if part.id == "1.1")
    assert set(found.changes or ()) == {change.id for change in first.changes}


def test_a_blank_parts_a_complaint_from_a_length() -> None:
    assert steps("还是长 30字吧", "第二部分压到40字") == [("shorten", ("2",), "30")]


def test_the_same_part_is_the_one_done_last_or_the_one_around_it() -> None:
    assert steps("同一节再去掉10字", "第二部分压到40字") == [("shorten", ("2",), "-10")]
    alike = "同一部分里讲水质的那节也照这个字数来"
    assert steps(alike, "1.1压到30字") == [("shorten", ("1.2",), "30")]


ALIKE_THERE = [
    ("第二部分压到40字，第三部分也是", ("3",)),
    ("第二部分压到40字，第三部分同样", ("3",)),
    ("第二部分压到40字，第四部分照办", ("4",)),
    ("第二部分压到40字，第四部分同上", ("4",)),
    ("第二部分压到40字，第四部分也这么压", ("4",)),
    ("第二部分压到40字，第三、第四部分也一样", ("3", "4")),
]


@pytest.mark.parametrize(("sentence", "others"), ALIKE_THERE)
def test_what_is_said_of_one_part_is_meant_for_another_alike(
    sentence: str, others: tuple[str, ...]
) -> None:
    assert steps(sentence) == [("shorten", ("2",), "40"), ("shorten", others, "40")]


def test_a_wish_for_the_wording_of_one_part_is_meant_for_another_alike() -> None:
    [first, second] = read("第二部分改得正式些，第三部分也要").steps
    assert (first.sections, second.sections) == (("2",), ("3",))
    assert second.instruction == first.instruction == "改得正式些"


def test_what_is_alike_in_one_sentence_is_looked_for_there_before_the_last_request() -> None:
    both = [("shorten", ("2",), "40"), ("shorten", ("4",), "40")]
    assert steps("第二部分压到40字，第四部分照此办理", "第三部分压到30字") == both
    last = [("shorten", ("4",), "30")]
    assert steps("第三部分压得正好，第四部分照此办理", "第三部分压到30字") == last
    assert steps("第二部分不用改，第四部分也这么压", "第三部分压到30字")[0][1] == ("4",)


LEFT_THERE = [
    "第四部分就留第二条，其他两条删掉",
    "第四部分只留第二条，其他的都删掉",
    "第四部分保留第二条，其余的删掉",
    "第四部分第二条留着，其余两条删掉",
]


@pytest.mark.parametrize("sentence", LEFT_THERE)
def test_the_items_beside_the_one_that_is_left_are_deleted(sentence: str) -> None:
    assert steps(sentence) == [("delete", ("4.p1", "4.p3"), None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "第二部分只留第一条，其他的删掉",  # it has no items
        "第四部分就留第二条，其他三条删掉",  # there are but two
        "第四部分就留第一条和第二条，其他删掉",
        "第一部分就留第二节，其他部分压到七成",
    ],
)
def test_others_that_are_not_understood_are_asked_about(sentence: str) -> None:
    assert read(sentence).act is Act.ASK


ELSEWHERE = [
    ("换成第三部分，要求一样", ("3",)),
    ("不是二，是三", ("3",)),
    ("队伍建设那块也是这个压法", ("3",)),
]


@pytest.mark.parametrize(("sentence", "sections"), ELSEWHERE)
def test_the_last_request_is_meant_for_another_part(
    sentence: str, sections: tuple[str, ...]
) -> None:
    assert steps(sentence, "第二部分压到40字") == [("shorten", sections, "40")]


def test_the_other_items_are_those_beside_the_last() -> None:
    assert steps("其余几节也按这个字数", "1.1压到30字") == [("shorten", ("1.2", "1.3"), "30")]


WAITS = [
    ("此稿不妥，请恢复原有表述", Act.REJECT),
    ("改得过了，还用老的", Act.REJECT),
    ("不成还是改回原来的", Act.REJECT),
    ("不好不好，退了退了", Act.REJECT),
    ("同意，请写入正文", Act.ADOPT),
    ("这版读着不像我说的话，再出一版", Act.ANOTHER),
    ("请列出尚待补充的数据", Act.ANSWER),
]


@pytest.mark.parametrize(("sentence", "act"), WAITS)
def test_what_waits_is_decided_in_the_words_of_an_office(sentence: str, act: Act) -> None:
    assert read(sentence, "第二部分压到40字").act is act


def test_a_deed_in_the_words_of_a_question_is_done() -> None:
    """The examples of questions name parts; a length says that something is to be done."""
    found = read("廉洁自律压到40字")
    assert found.act is not Act.ANSWER


def test_another_kind_of_file_is_refused() -> None:
    assert read("顺便做成PPT").act is Act.REFUSE


def test_a_part_that_no_genre_knows_is_framed_at_its_authors_word() -> None:
    found = talk("补一个“宣传信息”部分的框架")
    assert found.session.pending is not None
    assert "四、宣传信息\n【待补：宣传信息】\n五、存在的问题" in found.session.pending.text


def test_a_part_with_given_points_says_these_and_no_more() -> None:
    found = talk("写一段信访工作，要点是接访12批、化解积案3件、没有越级上访")
    assert found.session.pending is not None
    told = "四、信访工作\n一是接访12批；二是化解积案3件；三是没有越级上访。\n五、存在的问题"
    assert told in found.session.pending.text


def test_a_part_that_stands_already_is_not_framed_again() -> None:
    turn = talk().say("写一段队伍建设，要点是集中学习、技能培训")
    assert turn.act is Act.REFUSE


OTHERS = [
    ("雨情监测那节省出20个字来", "-20"),
    ("第四部分别长过40字", "<40"),
    ("第三部分压40字", "40"),
    ("第三部分四十字以内足够了", "<40"),
]


@pytest.mark.parametrize(("sentence", "to"), OTHERS)
def test_how_much_goes_and_how_much_stays(sentence: str, to: str) -> None:
    assert [step.to for step in read(sentence).steps] == [to]


def test_a_decision_is_left_to_later() -> None:
    assert read("拿不准，我回去问问站长再说", "第二部分压到40字").act is Act.ANSWER


def test_as_many_words_as_are_counted_are_no_question() -> None:
    [step] = read("应急测报那节可以缩，但“连夜抢修”几个字不能动").steps
    assert (step.task, step.sections, step.keep) == ("shorten", ("1.3",), ("连夜抢修",))


@pytest.mark.parametrize("sentence", ["从后往前数第三个大块有点啰嗦，精简下"])
def test_to_count_parts_makes_no_figure_greater(sentence: str) -> None:
    assert read(sentence).act is not Act.REFUSE


def test_a_quoted_name_is_that_of_the_part_that_is_wanted() -> None:
    found = talk("后面帮我加一部分“水价改革”，先搭个框就行，内容我自己写")
    assert found.session.pending is not None
    assert "【待补：水价改革】" in found.session.pending.text
