"""Two things side by side keep what is said of each, in whatever order they are told."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, unnoticed

SOURCE = "供电专业由二工区承担，难点是移交偏晚；通风专业由四工区承担，难点是管线冲突。"


@pytest.mark.parametrize(
    "output",
    [
        "⟦移交偏晚⟧，是四工区承担通风专业的难点；⟦管线冲突⟧，是二工区承担供电专业的难点。",
        "供电专业由二工区承担，难点是⟦管线冲突⟧；通风专业由四工区承担，难点是⟦移交偏晚⟧。",
        "⟦移交偏晚⟧归四工区承担的通风专业，⟦管线冲突⟧归二工区承担的供电专业。",
    ],
)
def test_what_is_said_of_the_one_comes_back_with_the_other(output: str) -> None:
    assert not unnoticed(SOURCE, output)


@pytest.mark.parametrize(
    "output",
    [
        "管线冲突，是四工区承担通风专业的难点；移交偏晚，是二工区承担供电专业的难点。",
        "供电专业由二工区、通风专业由四工区承担；难点分别是移交偏晚、管线冲突。",
    ],
)
def test_another_order_is_no_exchange(output: str) -> None:
    result = judge(SOURCE, output)
    assert not any(item.kind == "swapped" for item in result.reading)


def test_what_only_one_of_two_pieces_says_is_told_crosswise_in_clauses() -> None:
    behind = "上半年，两片水质抽检合格率分别为98.5%和96.2%。全年维修养护支出580万元"
    source = (
        "北片供水工程采用水库自流供水，服务人口4.6万；"
        f"南片供水工程采用泵站提水，服务人口3.1万。{behind}，新装水表1.3万块。"
    )
    output = f"北片供水工程采用⟦泵站提水⟧，南片供水工程采用⟦水库自流供水⟧。{behind}。"
    assert not unnoticed(source, output, may_drop=True)


def test_the_place_in_the_middle_of_a_clause_is_told_crosswise() -> None:
    source = "金融窗口实行要素式受理，家事窗口推行陪伴式引导。全年接待2.3万人次。"
    output = "要素式受理在⟦家事⟧窗口实行，陪伴式引导在⟦金融⟧窗口推行。全年接待2.3万人次。"
    assert not unnoticed(source, output)


def test_the_most_is_more_than_most() -> None:
    source = "家长监督队伍覆盖大部分学校，抽查480次。"
    assert not unnoticed(source, "家长监督队伍覆盖⟦绝大部分⟧学校，抽查480次。")


def test_values_told_with_respectively_in_the_clause_before_stay_with_their_things() -> None:
    source = "执结欠薪案件173件、抚养费案件58件，分别到位1140万元和96万元。"
    right = "抚养费案件执结58件，到位96万元，欠薪案件执结173件，到位1140万元。"
    wrong = "抚养费案件执结58件，到位⟦1140万元⟧，欠薪案件执结173件，到位⟦96万元⟧。"
    assert not unnoticed(source, wrong)
    assert not any("万元" in item.new for item in judge(source, right).reading)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "城区小学大班额比例由6.4%降至3.9%，初中大班额比例由4.7%降至4.1%。",
            "城区小学大班额比例降至⟦4.1%⟧，初中降至⟦3.9%⟧。",
        ),
        (
            "档案局负责行政监督与执法，档案馆负责保管与利用。",
            "档案局负责⟦保管与利用⟧，档案馆负责⟦行政监督与执法⟧。",
        ),
        (
            "前两名分别为北洲站和枫桥站。枫桥站有9人。",
            "前两名分别为⟦枫桥站和北洲站⟧。枫桥站有9人。",
        ),
    ],
)
def test_what_two_clauses_or_names_say_is_not_exchanged(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)


MINES = "东湾煤矿扩能改造、顺岭煤矿技改复产全面完成，年产150万吨。"


def test_what_is_said_of_one_item_of_a_list_is_not_said_of_the_next() -> None:
    output = "⟦顺岭⟧煤矿的扩能改造和东湾煤矿的技改复产全面完成，年产150万吨。"
    assert not unnoticed(MINES, output)
    source = "入选省领航级工厂2家、卓越级工厂67家、绿色工厂301家。"
    assert not unnoticed(source, "入选省⟦卓越⟧级工厂2家、领航级67家、绿色工厂301家。")


def test_of_two_items_one_may_say_in_one_word_what_the_other_says_in_two() -> None:
    source = "镇里自觉接受人大法律监督、政协民主监督和群众监督。"
    assert not unnoticed(source, "镇里自觉接受⟦人大民主监督、政协法律监督⟧和群众监督。")


def test_the_items_of_a_list_may_be_told_in_another_order() -> None:
    output = "顺岭煤矿技改复产、东湾煤矿扩能改造全面完成，年产150万吨。"
    assert not any(item.kind == "swapped" for item in judge(MINES, output).reading)
