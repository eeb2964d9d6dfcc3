"""A fact fills a gap only where unit and subject are beyond doubt.

In the sentences ▢ marks the gap that is asked about; other gaps may be silent.  Each row tells the
facts at hand (name, value, unit) and the value that must be filled in, or None: stay open.
"""

from __future__ import annotations

import re

import pytest

from assistant.facts import Fact
from assistant.findings import Message
from assistant.gaps import Gap, GapKind
from assistant.matching import assign, candidates

Row = tuple[str, str, list[tuple[str, str, str]], str | None]


def gap_in(sentence: str, unit: str, kind: GapKind = GapKind.SILENT) -> tuple[Gap, str]:
    """Return the gap that ▢ marks, with the text it stands in."""
    place = sentence.index("▢")
    text = sentence.replace("▢", "")
    return Gap("g1", kind, place, place, text, unit, Message("？", "?")), text


def facts(*rows: tuple[str, str, str]) -> list[Fact]:
    return [Fact(f"f{n}", *row, "台账") for n, row in enumerate(rows, 1)]


def filled(sentence: str, unit: str, rows: list[tuple[str, str, str]]) -> str | None:
    gap, text = gap_in(sentence, unit)
    best = next(iter(candidates(gap, facts(*rows), text)), None)
    return best.value if best is not None and best.sure else None


STUDY = [
    ("理论学习中心组学习次数", "12", "次"),
    ("领导班子集体学习次数", "26", "次"),
    ("书记讲党课次数", "4", "次"),
]
PEOPLE = [
    ("发展党员人数", "31", "名"),
    ("处分党员人数", "3", "人"),
    ("城镇新增就业人数", "1260", "人"),
    ("失业人员再就业人数", "410", "人"),
]
CASES = [
    ("问题线索处置件数", "18", "件"),
    ("立案件数", "7", "件"),
    ("立案人数", "9", "人"),
    ("留置案件数", "2", "件"),
]
MONEY = [
    ("固定资产投资", "3.2", "亿元"),
    ("固定资产投资增长率", "8.5", "%"),
    ("一般公共预算收入", "9800", "万元"),
    ("税收收入占一般公共预算收入比重", "82", "%"),
]
CADRES = [
    ("提拔干部人数", "14", "人"),
    ("交流重用干部人数", "22", "人"),
    ("90后科级干部人数", "6", "人"),
    ("调整干部批次", "3", "批次"),
]

RIGHT: list[Row] = [
    ("青禾镇党委抓学习不松劲，组织镇党委理论中心组集中学习▢次，获评先进。", "次", STUDY, "12"),
    ("全年组织领导班子成员集体学习▢次，党委书记讲党课次。", "次", STUDY, "26"),
    ("组织领导班子成员集体学习次，党委书记带头讲党课▢次。", "次", STUDY, "4"),
    ("严把入口关，全年发展党员▢名。", "名", PEOPLE, "31"),
    ("严肃执纪，全年处分违纪党员▢名。", "名", PEOPLE, "3"),
    ("多渠道稳岗，城镇新增就业▢人，失业人员再就业人。", "人", PEOPLE, "1260"),
    ("城镇新增就业人，帮助失业人员再就业▢人。", "人", PEOPLE, "410"),
    ("处置问题线索▢件，办理留置案件件，立案件人。", "件", CASES, "18"),
    ("处置问题线索件，办理留置案件▢件，立案件人。", "件", CASES, "2"),
    ("处置问题线索件，办理留置案件件，立案▢件人。", "件", CASES, "7"),
    ("处置问题线索件，办理留置案件件，立案件▢人。", "人", CASES, "9"),
    ("全年完成固定资产投资▢亿元，增长%。", "亿元", MONEY, "3.2"),
    ("全年完成固定资产投资▢万元，同比增长%。", "万元", MONEY, "32000"),
    ("全年完成固定资产投资亿元，同比增长▢%。", "%", MONEY, "8.5"),
    ("固定资产投资增长▢%。", "%", MONEY, "8.5"),
    ("一般公共预算收入达到▢亿元，其中税收收入占比%。", "亿元", MONEY, "0.98"),
    ("一般公共预算收入亿元，税收收入占一般公共预算收入比重达▢%。", "%", MONEY, "82"),
    ("优化班子结构，调整干部批次，提拔▢人，交流重用人。", "人", CADRES, "14"),
    ("优化班子结构，调整干部批次，提拔人，交流重用▢人。", "人", CADRES, "22"),
    ("提拔人，交流重用人，其中90后科级干部▢人。", "人", CADRES, "6"),
    ("优化班子结构，调整干部▢批次，提拔人。", "批次", CADRES, "3"),
    (
        "持续整治，清除▢家“三合一”场所，拆解“三无”船条。",
        "家",
        [("“三合一”场所清除数", "11", "家"), ("“三无”船只拆解数", "40", "条")],
        "11",
    ),
    (
        "持续整治，清除家“三合一”场所，拆解“三无”船▢条。",
        "条",
        [("“三合一”场所清除数", "11", "家"), ("“三无”船只拆解数", "40", "条")],
        "40",
    ),
    (
        "全镇主要道路▢条完成改造，新增停车位个。",
        "条",
        [("主要道路改造条数", "5", "条"), ("新增停车位数", "320", "个")],
        "5",
    ),
    (
        "客流、营业额分别增长▢%、%。",
        "%",
        [("客流增长率", "12.5", "%"), ("营业额增长率", "9.1", "%")],
        "12.5",
    ),
    (
        "客流、营业额分别增长%、▢%。",
        "%",
        [("客流增长率", "12.5", "%"), ("营业额增长率", "9.1", "%")],
        "9.1",
    ),
    ("全年接待游客▢万人次。", "万人次", [("接待游客人次", "356000", "人次")], "35.6"),
    ("走访慰问困难群众▢户。", "户", [("走访慰问困难群众户数", "86", "")], "86"),
    ("增加普惠养老床位▢张。", "张", [("普惠养老床位增加数", "90", "张")], "90"),
    (
        "书店、茶馆分别从3家、4家增加到▢家、家。",
        "家",
        [("书店数", "8", "家"), ("茶馆数", "11", "家")],
        "8",
    ),
    ("民宿从9家增加到▢家。", "家", [("民宿数", "12", "家")], "12"),
    ("新建农村公路▢公里。", "公里", [("新建农村公路里程（公里）", "18.6", "公里")], "18.6"),
    ("全镇规上企业达到▢家。", "家", [("规模以上企业数", "12", "个")], "12"),
    ("2031年，办结信访事项▢件。", "件", [("2031年信访事项办结数", "77", "件")], "77"),
]

OPEN: list[Row] = [
    ("全年发展党员▢名。", "名", PEOPLE[1:], None),
    ("全年处分违纪党员▢名。", "名", PEOPLE[:1], None),
    ("全年处分违纪党员▢名。", "名", [("党员总数", "860", "名")], None),
    ("全镇现有党员▢名。", "名", PEOPLE[:2], None),
    ("城镇新增就业▢人。", "人", PEOPLE[3:], None),
    ("失业人员再就业▢人。", "人", PEOPLE[2:3], None),
    ("组织镇党委理论中心组集中学习▢次。", "次", STUDY[1:], None),
    ("组织机关干部开展志愿服务▢次。", "次", STUDY, None),
    ("办理留置案件▢件。", "件", CASES[:3], None),
    ("立案▢人。", "人", CASES[:2], None),
    ("处置问题线索▢件。", "件", CASES[1:], None),
    ("固定资产投资增长▢%。", "%", [*MONEY[:1], *MONEY[2:]], None),
    ("固定资产投资下降▢%。", "%", MONEY, None),
    ("固定资产投资占生产总值比重达▢%。", "%", MONEY, None),
    ("一般公共预算收入增长▢%。", "%", MONEY, None),
    ("一般公共预算支出▢万元。", "万元", MONEY, None),
    ("提拔人，其中女干部▢人。", "人", CADRES, None),
    ("提拔人，其中90后科级干部▢人。", "人", CADRES[:2], None),
    ("交流轮岗▢人。", "人", CADRES[:1], None),
    ("完成出口额▢亿元。", "亿元", [("进出口总额", "6.1", "亿元"), ("进口额", "2", "亿元")], None),
    ("完成进出口总额▢亿元。", "亿元", [("出口总额", "4.1", "亿元")], None),
    ("城镇居民人均可支配收入▢元。", "元", [("农村居民人均可支配收入", "26100", "元")], None),
    ("新签约项目▢个。", "个", [("新开工项目数", "12", "个"), ("竣工项目数", "9", "个")], None),
    ("受理群众来信▢件。", "件", [("群众来信办结件数", "64", "件")], None),
    ("全年培训▢人次。", "人次", [("培训人数", "300", "人")], None),
    ("排查安全隐患▢处。", "处", [("安全隐患整改数", "45", "处")], None),
    (
        "去年完成投资▢万元。",
        "万元",
        [("2031年完成投资", "900", "万元"), ("今年投资", "8", "万元")],
        None,
    ),
    ("2030年，全镇接待游客▢人次。", "人次", [("2031年接待游客", "900", "人次")], None),
    ("上半年新增市场主体▢户。", "户", [("下半年新增市场主体", "90", "户")], None),
    ("水稻总产值▢万元，玉米总产值万元。", "万元", [("玉米总产值", "600", "万元")], None),
    ("玉米总产值万元，大豆总产值▢万元。", "万元", [("玉米总产值", "600", "万元")], None),
    ("新增高标准农田▢亩。", "亩", [("高标准农田面积", "9600", "亩")], None),
    ("增加普惠养老床位▢张。", "张", [("普惠养老床位数", "900", "张")], None),
    ("普惠养老床位达到▢张。", "张", [("普惠养老床位增加数", "90", "张")], None),
    ("民宿从▢家增加到12家。", "家", [("民宿数", "9", "家")], None),
    ("召开党委会议▢次。", "次", [("会议次数", "30", "次"), ("座谈会次数", "6", "次")], None),
    ("整改隐患▢余处。", "处", [("整改隐患数", "37", "处")], None),
    (
        "客流、营业额分别增长▢%、%。",
        "%",
        [("营业额增长率", "9.1", "%"), ("税收增长率", "3", "%")],
        None,
    ),
    (
        "走访企业▢家。",
        "家",
        [("领导走访企业数", "36", "家"), ("干部走访企业数", "90", "家")],
        None,
    ),
    ("书记▢带头下访。", "", [("走访次数", "36", "次")], None),
    ("开展主题活动▢场。", "场", [("主题活动参加人数", "800", "人")], None),
]


def _ids(rows: list[Row]) -> list[str]:
    return [re.sub(r"[，。]", " ", row[0])[:24] for row in rows]


@pytest.mark.parametrize(("sentence", "unit", "rows", "value"), RIGHT, ids=_ids(RIGHT))
def test_the_right_fact_is_found(
    sentence: str, unit: str, rows: list[tuple[str, str, str]], value: str
) -> None:
    assert filled(sentence, unit, rows) == value


@pytest.mark.parametrize(("sentence", "unit", "rows", "value"), OPEN, ids=_ids(OPEN))
def test_a_place_without_its_fact_stays_open(
    sentence: str, unit: str, rows: list[tuple[str, str, str]], value: None
) -> None:
    assert filled(sentence, unit, rows) is value


EVERYTHING = [row for group in (STUDY, PEOPLE, CASES, MONEY, CADRES) for row in group]


@pytest.mark.parametrize(("sentence", "unit", "rows", "value"), RIGHT, ids=_ids(RIGHT))
def test_other_facts_do_not_change_the_choice(
    sentence: str, unit: str, rows: list[tuple[str, str, str]], value: str
) -> None:
    more = [row for row in EVERYTHING if row not in rows]
    assert filled(sentence, unit, [*more, *rows]) == value
    assert filled(sentence, unit, [row for row in more if row not in rows]) is None


def test_candidates_come_best_first_and_one_at_most_is_sure() -> None:
    gap, text = gap_in("组织镇党委理论中心组集中学习▢次。", "次")
    found = candidates(gap, facts(*STUDY), text)
    assert found[0].fact.value == "12"
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert not any(m.sure for m in found[1:])


NAMES = [("镇党委书记", "周明远", ""), ("镇长", "何亦青", ""), ("走访企业数", "36", "家")]


@pytest.mark.parametrize(
    ("sentence", "kind", "value"),
    [
        ("镇党委书记▢带队走访。", GapKind.PLACEHOLDER, "周明远"),
        ("镇党委书记“▢”带队走访。", GapKind.QUOTE, "周明远"),
        ("副书记▢带队走访。", GapKind.PLACEHOLDER, None),
        ("统筹推进▢等专项行动。", GapKind.LIST, None),
    ],
)
def test_a_name_goes_where_a_name_is_wanted(
    sentence: str, kind: GapKind, value: str | None
) -> None:
    gap, text = gap_in(sentence, "", kind)
    best = next(iter(candidates(gap, facts(*NAMES), text)), None)
    assert (best.value if best and best.sure else None) == value


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "written"),
    [
        ("1.2", "亿元", "万元", "12000"),
        ("12000", "万元", "亿元", "1.2"),
        ("1.20", "亿元", "亿元", "1.20"),
        ("356000", "人次", "万人次", "35.6"),
        ("3", "万", "人", "30000"),
        ("5", "公里", "米", "5000"),
        ("31", "名", "人", "31"),
        ("86", "", "户", "86"),
        ("约200", "人", "人", "约200"),
        ("约200", "万元", "亿元", None),
        ("5-8", "名", "名", "5-8"),
        ("1e3", "户", "户", None),
        ("12?", "户", "户", None),
        ("12.5", "户", "户", None),
        ("-5", "户", "户", None),
        ("1.25", "万户", "户", "12500"),
        ("12.5", "公里", "公里", "12.5"),
        ("5", "个百分点", "%", None),
        ("300", "人", "人次", None),
        ("40", "亩", "㎡", None),
        ("12345678.9", "元", "亿元", None),
        ("周明远", "", "人", None),
    ],
)
def test_a_value_is_converted_exactly_or_not_at_all(
    value: str, unit: str, wanted: str, written: str | None
) -> None:
    gap, text = gap_in(f"走访慰问▢{wanted}。", wanted)
    (fact,) = facts(("走访慰问", value, unit))
    found = candidates(gap, [fact], text)
    assert (found[0].value if found else None) == written


def test_an_average_may_count_half_a_person() -> None:
    gap, text = gap_in("今年户均就业▢人。", "人")
    (match,) = candidates(gap, facts(("户均就业", "1.5", "人")), text)
    assert match.value == "1.5"


def test_a_round_number_may_stand_before_余() -> None:
    for value, written in (("300", "300"), ("300余", "300"), ("37", None)):
        gap, text = gap_in("整改隐患▢余处。", "处")
        found = candidates(gap, facts(("整改隐患数", value, "处")), text)
        assert (found[0].value if found else None) == written


@pytest.mark.parametrize(
    ("unit", "value", "filled_in"),
    [
        ("万元", "35", None),
        ("万元", "350000", None),
        ("%", "0.953", None),
        ("%", "95.3", "95.3"),
        ("户", "35", "35"),
    ],
)
def test_a_fact_without_a_unit_goes_only_where_it_can_mean_one_thing(
    unit: str, value: str, filled_in: str | None
) -> None:
    sentence = f"惠民补贴发放▢{unit}。"
    assert filled(sentence, unit, [("惠民补贴发放", value, "")]) == filled_in


@pytest.mark.parametrize(
    ("name", "likely"),
    [("伙食费收入", False), ("缺勤伙食费", True), ("伙食费退还金额", True)],
)
def test_a_model_is_not_trusted_with_a_fact_whose_name_comes_down_to_something_else(
    name: str, likely: bool
) -> None:
    gap, text = gap_in("召开伙食委员会8次，退还幼儿缺勤伙食费▢万元，没有收到投诉。", "万元")
    choice = assign([gap], facts((name, "3.6", "万元")), text)[0]
    assert (choice.likely is not None) is likely
