"""What is told all the same is not given to read: a person reads the rest the more carefully."""

from __future__ import annotations

import pytest

from assistant.verify.weighty import weighty
from tests.verify.judging import codes


@pytest.mark.parametrize(
    ("source", "output"),
    [
        # a noun said again
        ("小麦播种面积2.1万亩，小麦平均亩产430公斤。", "小麦播种面积2.1万亩，平均亩产430公斤。"),
        # a verb that only joined what is told
        ("社区配备专职网格员9名，划分网格6个。", "社区有专职网格员9名，网格6个。"),
        # a figure with what it had been, the other way round
        ("床位使用率由71%提高到83%。", "床位使用率为83%，原为71%。"),
        ("平均办理时间由9天缩短到4天。", "平均办理时间为4天，此前为9天。"),
        # a word of approximation within its figure
        ("成活率约为92%。", "成活率约92%。"),
        # a measure by what is measured
        ("仲裁员人均办案量131件。", "仲裁员人均办案131件。"),
        # oneself, in one character
        ("种苗由农户自购。", "种苗由农户自行购买。"),
        # a time, wherever it stands
        ("截至三季度末，县农商行存款余额96亿元。", "县农商行三季度末存款余额96亿元。"),
        # the figure that counts a word stands before it
        ("街道辖9个社区，常住人口7.2万人。", "街道辖9个社区、7.2万常住人口。"),
        ("今年前8个月，发生事故3起。", "今年1—8月，发生事故3起。"),
        # all of them, said of the one that lacks
        ("培训船员两期，参训率100%。", "培训船员两期，无一人缺训。"),
    ],
)
def test_a_rewrite_that_says_the_same_loses_nothing(source: str, output: str) -> None:
    lost = {
        "words_left_out",
        "hard_word_lost",
        "hard_word_new",
        "value_moved",
        "swapped",
        "subject_lost",
        "figure_unsupported",
        "figure_dropped",
        "words_moved",
    }
    assert not codes(source, output, may_drop=False) & lost


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("未达到年初提出的12篇目标。", "未达到12篇目标。"),
        ("将41个网格调整为30个。", "41个网格调整为30个。"),
        ("贷款余额31亿元，不良率1.9%，比年初下降0.3个百分点。", "贷款余额31亿元，不良率1.9%。"),
        ("走访各户，人均走访3次，解决诉求17件。", "走访各户，解决诉求17件。"),
        ("主要问题是建会率低，仅31%。", "主要问题是建会率仅31%。"),
        ("签约项目14个，其中亿元以上项目5个。", "签约项目14个，其中亿元以上5个。"),
        ("市供水中心河东分中心与海事处联合巡查。", "河东分中心与海事处联合巡查。"),
    ],
)
def test_what_a_shortening_may_drop_limits_nothing(source: str, output: str) -> None:
    assert not codes(source, output, may_drop=True)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("将新建水渠9公里。", "新建水渠9公里。"),
        ("床位使用率由71%提高到83%。", "床位使用率提高71%，为83%。"),
        ("平均办理时间由9天缩短到4天。", "平均办理时间由9天延长到4天。"),
        ("学习不够系统，时间只有3小时。", "学习够系统，时间只有3小时。"),
        ("问题仍在协商。", "问题已解决。"),
        ("正在创建全省乡村治理示范镇。", "全省乡村治理示范镇。"),
        ("没有发现本人经商的情形。", "没有发现经商的情形。"),
        ("桥面铺装将于3月验收。", "桥面铺装已验收。"),
    ],
)
def test_what_is_not_told_all_the_same_is_still_read(source: str, output: str) -> None:
    assert codes(source, output, may_drop=False)


def test_a_note_on_what_is_open_may_be_told_shorter() -> None:
    source = "受表彰者XX人（人数待市血液中心核定）。"
    assert "gap_added" not in codes(source, "受表彰者XX人（待核定）。", may_drop=False)
    assert "gap_added" in codes("受表彰者XX人。", "受表彰者XX人（待核定）。", may_drop=False)
    source = "全年接待来访XX批次（上报前由接访科核定）。"
    assert "gap_added" not in codes(source, "全年接待来访XX批次（待核定）。", may_drop=False)


def test_its_own_share_is_read_through_a_segmenters_mistake() -> None:
    source = "省级以上媒体采用312条，其中央级媒体采用17条。"
    assert "hard_word_traded" in codes(source, "省级以上媒体采用312条，另央级采用17条。")


def test_years_within_a_period_are_derived_and_its_end_is_no_whole() -> None:
    source = "2021年至2023年，研发投入分别为12万元、15万元和20万元。"
    output = "研发投入2021年12万元，2022年15万元，2023年20万元。"
    found = codes(source, output, may_drop=False)
    assert "figure_unsupported" not in found
    assert "figure_derived" in found


def test_a_line_of_marks_weighs_nothing() -> None:
    assert weighty("-" * 20) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("及时传达习近平总书记重要指示批示精神", ["习近平总书记", "重要指示批示精神"]),
        ("每千人床位数全市领先", ["领先"]),
        ("打造全市领先企业", []),  # what it is called, not what came of it
        ("推进示范创建", []),
    ],
)
def test_what_the_leadership_said_and_a_place_among_others_weigh(
    text: str, words: list[str]
) -> None:
    assert [word for _, word in weighty(text)] == words


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("产值同比增长14.2%，税收同比增长9.5%。", "产值、税收同比增长14.2%、9.5%。"),
        ("设计方案已通过省级评审，招标在即。", "设计方案通过省级评审。"),
    ],
)
def test_what_is_said_once_of_two_figures_or_without_its_aspect_is_still_told(
    source: str, output: str
) -> None:
    assert "hard_word_lost" not in codes(source, output, may_drop=True)


def test_which_way_a_second_figure_went_is_missed_where_the_first_has_another_thing() -> None:
    source = "产值增长14.2%，税收增长9.5%。"
    assert "hard_word_lost" in codes(source, "产值增长14.2%，税收9.5%。", may_drop=True)
