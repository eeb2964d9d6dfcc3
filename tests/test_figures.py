"""Figures: which numerals are numbers, what they are worth, what they are said of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import Bound, Figure, FigureKind, find_figures
from assistant.figures.numerals import parse_number
from tests.growth import GENEROUS, exponent


def only(text: str) -> Figure:
    figures = find_figures(text)
    assert len(figures) == 1, figures
    return figures[0]


SAME = [
    ("投资1.2亿元", "投资12000万元"),
    ("投资1200万元", "投资0.12亿元"),
    ("占比百分之五", "占比5%"),
    ("占比5％", "占比5%"),
    ("比例达三分之二", "比例达2/3"),
    ("新建三项制度", "新建3项制度"),
    ("整改二十三条", "整改23条"),
    ("走访１２户", "走访12户"),
    ("修路3公里", "修路3000米"),
    ("种植2.5万亩", "种植25000亩"),
    ("受益1万人次", "受益10000人次"),
    ("绿化500平方米", "绿化500㎡"),
    ("近千人参会", "近1000人参会"),
    ("帮扶百余户", "帮扶100余户"),
    ("月薪600块钱", "月薪600元"),
    ("相守二十载", "相守二十年"),
    ("八成企业", "80%企业"),
    ("八成五的企业", "85%的企业"),
    ("占六成半", "占65%"),
    ("约一成五", "约15%"),
    ("用电1,234度", "用电1234度"),
    ("二〇二三年八月", "2023年8月"),
    ("2023年4月份", "2023年4月"),
    ("2022—2024年", "2022-2024年"),
    ("提拔3人", "提拔3名"),
    ("十几家企业", "10几家企业"),
    ("两万亿元规模", "20000亿元规模"),
    ("压减至63%～68%", "压减至63%-68%"),
    ("收入3～5万元", "收入3万~5万元"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_two_ways_of_writing_one_figure_have_one_key(left: str, right: str) -> None:
    assert only(left).key == only(right).key


DIFFERENT = [
    ("提高5%", "提高5个百分点"),
    ("近千人参会", "1000人参会"),
    ("500余人", "500人"),
    ("500人以上", "500人"),
    ("增收约3万元", "增收3万元"),
    ("走访12户", "走访12人"),
    ("投资12万元", "投资12亿元"),
    ("占三分之二", "占三分之一"),
    ("排名第3位", "走访3人"),
    ("三四个项目", "34个项目"),
    ("比例3:7", "比例7:3"),
    ("上半年", "下半年"),
    ("一季度", "前三季度"),
    ("2023年5月", "2023年6月"),
    ("零下3℃时-3℃", "3℃"),
    ("评为4A级景区", "评为5A级景区"),
    ("细颗粒物PM2.5", "颗粒物PM10"),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_figures_that_differ_have_different_keys(left: str, right: str) -> None:
    assert find_figures(left)[-1].key != find_figures(right)[-1].key


VALUES = [
    ("完成98.5亿元", FigureKind.AMOUNT, Decimal("9850000000"), "元", Bound.EXACT),
    ("三四个", FigureKind.RANGE, Decimal(3), "个", Bound.ABOUT),
    ("七八十人", FigureKind.RANGE, Decimal(70), "人", Bound.ABOUT),
    ("超过30家", FigureKind.AMOUNT, Decimal(30), "家", Bound.MINIMUM),
    ("不足2%", FigureKind.PERCENT, Decimal(2), "%", Bound.MAXIMUM),
    ("几十户", FigureKind.AMOUNT, Decimal(10), "户", Bound.VAGUE),
    ("100多万人", FigureKind.AMOUNT, Decimal(1000000), "人", Bound.MINIMUM),
    ("30个左右", FigureKind.AMOUNT, Decimal(30), "个", Bound.ABOUT),
    ("翻两番", FigureKind.AMOUNT, Decimal(2), "番", Bound.EXACT),
    ("5万千瓦", FigureKind.AMOUNT, Decimal(50000), "千瓦", Bound.EXACT),
    ("第4位", FigureKind.ORDINAL, Decimal(4), "位", Bound.EXACT),
    ("90后", FigureKind.AMOUNT, Decimal(90), "后", Bound.EXACT),
]


@pytest.mark.parametrize(("text", "kind", "value", "unit", "bound"), VALUES)
def test_kind_value_unit_and_bound(
    text: str, kind: FigureKind, value: Decimal, unit: str, bound: Bound
) -> None:
    figure = only(text)
    assert (figure.kind, figure.value, figure.unit, figure.bound) == (kind, value, unit, bound)
    assert figure.text in text
    assert figure.approximate == (bound is not Bound.EXACT)


WORDS = [
    "第一时间传达、第一书记到岗、第一责任人履职",
    "落实“一岗双责”，做到“两个维护”，增强“四个意识”",
    "统筹推进“五位一体”，坚持三会一课、八项规定，纠治四风",
    "一律公开，一定落实，统一部署，进一步加强，千方百计稳就业",
    "一是抓学习。二是抓作风。三是抓落实",
    "一、总体情况\n（二）主要做法\n1.抓好学习\n2、抓好落实",
    "第一，提高站位。第二，压实责任",
    "（1）抓好学习\n(2)抓好落实。（3）抓好督查",
    "“十四五”规划开局，党的二十大召开，“八五”普法启动",
    "千家万户的事，万家灯火，百日攻坚，人民、项目、个人、专项",
    "投资亿元，培训人次，破案率%，提拔人",
    "零部件产业、红十字会、不到位、过程管理、第三方评估、第二产业",
    "形成一个机制、一批成果",
]


@pytest.mark.parametrize("text", WORDS)
def test_numerals_that_count_nothing_are_no_figures(text: str) -> None:
    assert find_figures(text) == []


NOT_APPROXIMATE = [
    "签约12个项目",
    "附近3家单位",
    "赶超5家企业",
    "侦破30起案件",
    "节约20万元",
    "近五年",
]


@pytest.mark.parametrize("text", NOT_APPROXIMATE)
def test_a_word_that_ends_like_a_sign_of_approximation_is_none(text: str) -> None:
    assert not only(text).approximate


SUBJECTS = [
    ("全年共集体学习26次。", ["集体学习"]),
    ("组织26次集体学习和4次党课", ["组织集体学习", "党课"]),
    ("生产总值完成98亿元，同比增长6%", ["生产总值", "生产总值"]),
    ("镇区、村居收入分别增长4%、5%", ["镇区收入", "村居收入"]),
    ("破获案件12起、处置线索30件", ["破获案件", "处置线索"]),
    ("为36人次困难职工发放补贴8万元", ["困难职工发放补贴", "困难职工发放补贴"]),
]


@pytest.mark.parametrize(("text", "subjects"), SUBJECTS)
def test_the_subject_stands_before_after_or_in_the_clause_before(
    text: str, subjects: list[str]
) -> None:
    assert [f.subject for f in find_figures(text)] == subjects


def test_the_direction_of_a_change_is_kept() -> None:
    up, down = find_figures("收入增长6%，投诉量下降12%")
    assert (up.direction, down.direction) == ("增长", "下降")


@given(
    st.text(
        alphabet="0123456789一二三四五六七八九十百千万亿第约近超余多.%～年月日个人元，。Ａ：:/",
        max_size=60,
    )
)
def test_spans_are_exact_ordered_and_disjoint(text: str) -> None:
    position = 0
    for figure in find_figures(text, words=True):
        assert position <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        position = figure.end


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_chinese_numeral_is_worth_what_it_says(number: int) -> None:
    parsed = parse_number(chinese(number))
    assert parsed is not None
    assert parsed.value == number


def chinese(number: int) -> str:
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        rest = ("零" if 0 < low < 1000 else "") + (chinese(low) if low else "")
        return chinese(high) + "万" + rest
    text, zero = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if zero and text else "") + "零一二三四五六七八九"[digit] + sign
            zero = False
        else:
            zero = True
    return text


def test_reading_figures_grows_with_the_report_and_no_faster() -> None:
    text = "全年完成投资12.5亿元，同比增长6.3%；办理案件128件，组织学习二十六次。"
    assert exponent(lambda count: find_figures(text * count), 130) < GENEROUS
