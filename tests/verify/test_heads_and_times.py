"""What a statement began with, when it was, and who did it: gone or exchanged, and what may go."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, marked, unnoticed


def old_words(source: str, output: str, kind: str, *, may_drop: bool = True) -> list[str]:
    items = judge(source, output, may_drop=may_drop).reading
    return [item.old for item in items if item.kind == kind]


@pytest.mark.parametrize(
    ("source", "output", "gone"),
    [
        (
            "高粱播种6万亩，单产305公斤。荞麦因早霜减产9%。",
            "高粱播种6万亩，单产305公斤；因早霜减产9%。",
            "荞麦",
        ),
        (
            "东库入库率96%。西库因风机损坏，发热9仓次。",
            "东库入库率96%；因风机损坏，发热9仓次。",
            "西库",
        ),
        (
            "检测所发现裂缝23条。施工单位已修补17条。",
            "检测所发现裂缝23条，已修补17条。",
            "施工单位",
        ),
        (
            "支出完成21.3亿元，“三保”支出占比61.2%。",
            "支出完成21.3亿元，占比61.2%。",
            "三保",
        ),
    ],
)
def test_a_thing_gone_before_what_goes_on_from_another_is_read(
    source: str, output: str, gone: str
) -> None:
    assert gone in " ".join(old_words(source, output, "subject_lost"))


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "中段冲刷加剧，护岸塌陷40米，设计单位正开展修复方案比选。",
            "中段冲刷加剧，护岸塌陷40米，修复方案正在比选。",
        ),
        (
            "栗滩县物资公司全年调运药品3万箱。东仓扩建2000平方米。",
            "全年调运药品3万箱。东仓扩建2000平方米。",
        ),
    ],
)
def test_who_reports_and_who_did_what_is_told_of_the_thing_may_go(source: str, output: str) -> None:
    assert not old_words(source, output, "subject_lost")


def test_the_first_of_several_of_a_kind_is_not_who_reports() -> None:
    source = "东岸作业区吞吐量210万吨。西岸作业区吞吐量95万吨。"
    assert old_words(source, "吞吐量210万吨。西岸作业区吞吐量95万吨。", "subject_lost")


@pytest.mark.parametrize(
    ("source", "output", "words"),
    [
        ("汛期全县转移群众326人，倒塌房屋7间。", "今年全县转移群众326人，倒塌房屋7间。", "今年"),
        (
            "上半年安全投入64万元，占全年安全预算的55%。",
            "全年安全投入64万元，占全年安全预算的55%。",
            "全年",
        ),
    ],
)
def test_another_time_in_the_place_of_one_is_read(source: str, output: str, words: str) -> None:
    found = marked(judge(source, output, may_drop=True))
    assert any(words in output[start:end] for start, end in found)


def test_one_name_of_the_year_may_stand_for_another() -> None:
    source, output = "2024年全县转移群众326人。", "今年全县转移群众326人。"
    assert not old_words(source, output, "words_moved")


def test_a_new_body_that_the_segmenter_tears_is_read() -> None:
    output = "技能培训由县水利局委托县农广校承办。"
    found = marked(judge("技能培训由县水利局委托县职校承办。", output, may_drop=True))
    assert any("农广校" in output[start:end] for start, end in found)


def test_a_part_of_what_is_denied_is_read_where_the_segmenter_tears_it() -> None:
    source = "全年未发生学生溺亡事件，处置欺凌15起。"
    output = "全年未发生学生溺水事件，处置欺凌15起。"
    assert old_words(source, output, "denial_widened") == ["亡"]


def test_the_number_of_a_heading_begins_no_run() -> None:
    assert not judge("三、打算\n抓好落实。", "七、打算\n抓好落实。", may_drop=True).reading


def test_a_deed_by_somebody_is_missed_without_the_thing_it_is_done_to() -> None:
    source = "争取治理资金900万元；坡面整治由县林业局主办，我局配合。"
    output = "争取治理资金900万元⟦；由县林业局⟧主办，我局配合。"
    assert not unnoticed(source, output, may_drop=True)
