"""What stands where the source has something else: noticed there, let be where it is true."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, unnoticed

NOTICED = {
    "a plan whose 计划 became an 已 before a preposition": (
        "完成排查46处。计划下半年在全部站点加装监测装置，资金约690万元。",
        "完成排查46处。⟦已⟧在全部站点加装监测装置，资金约690万元。",
    ),
    "a denial that became an 并": (
        "“青禾3号”去年进入省级区域试验，尚未通过审定。",
        "“青禾3号”去年进入省级区域试验，⟦并⟧通过审定。",
    ),
    "a search that became a find": (
        "2台设备失联，其中1号设备已找回，2号设备仍在搜寻。",
        "2台设备失联，其中1号设备已找回，2号设备⟦也已寻回⟧。",
    ),
    "what is done with one told of its like as well": (
        "2个服务站拨付滞后3个月以上，1个已整改到位，另1个仍在整改。",
        "有2个服务站的拨付滞后3个月以上，其中1个已经整改到位，另1个⟦也已⟧整改。",
    ),
    "a degree inside a comparison": (
        "成活率78.5%，略低于去年的80.2%。",
        "成活率78.5%，⟦远⟧低于去年的80.2%。",
    ),
    "all of one thing, said of another": (
        "管养路灯9万盏，倒杆37基全部恢复。计划安装路灯1600盏，第一批420盏已通电。",
        "管养路灯9万盏，倒杆37基全部恢复。计划安装路灯1600盏，已⟦全部⟧通电。",
    ),
    "a period cut to its end": (
        "一至三季度，青禾口岸出入境人员187.2万人次，货运量254.8万吨。",
        "⟦三季度⟧，青禾口岸出入境人员187.2万人次，货运量254.8万吨。",
    ),
    "a month that only stood in a day": (
        "“五一”假期，青禾景区接待游客12.8万人次。5月2日一度临时管控。",
        "青禾景区⟦5月份⟧接待游客12.8万人次。5月2日一度临时管控。",
    ),
    "figures of a row, each behind the other's thing": (
        "采集全血4.62万人次、血小板1.18万份，分别增长5.1%、12.4%。",
        "采集全血4.62万人次，增长⟦12.4%⟧，血小板1.18万份，增长⟦5.1%⟧。",
    ),
    "figures of former and latter": (
        "不合格项集中于霉变（11批）和掺杂（8批）。",
        "不合格项集中在霉变和掺杂，前者⟦8批⟧，后者⟦11批⟧。",
    ),
    "names that share their head": (
        "松岭市天衡公证处办证量居全市首位，北港公证处人均办证量最高。",
        "北港公证处办证量全市第一，⟦天衡⟧公证处人均办证量最高。",
    ),
    "who did it, behind 经": (
        "2件被投诉，经市司法局核查，投诉均不成立。市司法局与市检察院建立了移送机制。",
        "投诉的有2件，经⟦市检察院⟧核查均不成立。市司法局与市检察院建立了移送机制。",
    ),
}


@pytest.mark.parametrize(("source", "output"), NOTICED.values(), ids=NOTICED)
def test_it_is_noticed_where_it_stands(source: str, output: str) -> None:
    assert not unnoticed(source, output)


SHORTENED = {
    "of what a rank is told": (
        "全省考核中，教育单项得分由全省第9位升至第5位。师资以兼职为主。",
        "全省考核中，⟦由⟧全省第9位升至第5位。师资以兼职为主。",
    ),
    "that something came late": (
        "补贴每场200元，市级承担80%，县级承担20%，第三季度县级部分迟拨。",
        "补贴每场200元，市级承担80%，县级承担20%⟦⟧。",
    ),
    "whose deed it is, where a place is told first": (
        "检测样品240批次。县农业农村局牵头开展蜂药减量试点，在5个乡镇中选2个先行。",
        "检测样品240批次。⟦在⟧2个乡镇试点蜂药减量。",
    ),
}


@pytest.mark.parametrize(("source", "output"), SHORTENED.values(), ids=SHORTENED)
def test_what_a_shortening_lacks_is_noticed(source: str, output: str) -> None:
    assert not unnoticed(source, output, may_drop=True)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "采集全血4.62万人次、血小板1.18万份，分别增长5.1%、12.4%。",
            "采集全血4.62万人次，增长5.1%，血小板1.18万份，增长12.4%。",
        ),
        (
            "不合格项集中于霉变（11批）和掺杂（8批）。",
            "不合格项集中在霉变和掺杂，后者8批，前者11批。",
        ),
        ("AED累计布设134台。", "累计布设AED134台。"),
        ("一至三季度，出入境人员187.2万人次。", "前三季度，出入境人员187.2万人次。"),
        ("九月至十一月，培训救护员2146人。", "九至十一月，培训救护员2146人。"),
    ],
)
def test_the_same_said_otherwise_has_no_figure_or_order_to_be_read(
    source: str, output: str
) -> None:
    told = judge(source, output)
    kinds = {item.kind for item in told.reading}
    assert not told.errors
    assert not kinds & {"swapped", "order_turned", "value_moved", "figure_left_out"}
