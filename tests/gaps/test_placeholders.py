"""Placeholders: every sign that stands for something is found, and no other sign is."""

from __future__ import annotations

import pytest

from assistant.gaps import GapKind, find_gaps

# 〔〕 would be a placeholder itself: ‹ and › mark the span; the unit wanted stands beside it.
PLACEHOLDERS = [
    ("完成投资‹XX›亿元", "亿元"),
    ("增长‹x›%", "%"),
    ("增长‹X.X›个百分点", "个百分点"),
    ("增长‹XX›％", "％"),
    ("培训‹×›人次", "人次"),
    ("在‹××›镇调研", ""),
    ("整改‹*›个", "个"),
    ("开展‹*›暖行动", ""),
    ("截至‹*›年三季度", "年"),
    ("出台《‹*›依法履职主要事项》", ""),
    ("召开‹**›会议", ""),
    ("拆除违建‹X›万㎡", "万㎡"),
    ("新增干部‹x›人", "人"),
    ("共‹____›次", "次"),
    ("共‹＿＿›次", "次"),
    ("‹某某›同志任书记", ""),
    ("‹某›县获评先进", ""),
    ("‹20XX›年", "年"),
    ("‹202X›年度", ""),
    ("‹X›月‹X›日", ""),
    ("产值【待补：全年产值】", ""),
    ("负责人‹【】›", ""),
    ("完成‹[ ]›项", "项"),
    ("联系人‹（　）›", ""),
    ("获评‹○○›称号", ""),
    ("完成‹○›项", "项"),
    ("驻‹OO›村", ""),
    ("解决‹N›个问题", "个"),
    ("办结‹……›件", "件"),
    ("姓名：‹{姓名}›", ""),
    ("接待‹XX›余万人次", "万人次"),
    ("检查企业‹××›家次", "家次"),
    ("检测车辆‹XX›台次", "台次"),
    ("‹XX›、‹XX›两个项目", ""),
    ("覆盖率为‹XX›。", ""),
    ("党组书记‹*›同志", ""),
    ("‹[发文单位]›", ""),
    ("联系人：‹[姓名]›，电话：‹［手机号］›", ""),
]

OTHER_SIGNS = [
    "推广PPT制作、GDP核算、4A级景区、PM2.5治理、5G应用、O2O平台、Excel表格。",
    "购置X光机，建成X射线实验室，推行“1+X”证书和“1+N”体系。",
    "面积3×5米，2×35万千瓦机组，A×B，实施“数据要素×”行动。",
    "**加强学习。**坚持集体学习制度，**狠抓落实。**",
    "* 条目一\n* 条目二\n- [ ] 待办\n",
    "***\n____\n",
    "联系电话138****1234，138××××1234。",
    "二〇二四年、二○二五年，一〇〇二团。",
    "某些干部、某个方面、某种程度、某一阶段，某市场、某区域、某村民。",
    "坚持不忘初心……努力奋斗！",
    "使用 snake_case 命名，见 [链接](https://haiyue.gov.cn)。",
    "见[单位名称](https://haiyue.gov.cn)，[附件]、[1]、[注]。",
    "N种可能，1+N+X模式，NGO组织。",
]


@pytest.mark.parametrize(("marked", "unit"), PLACEHOLDERS)
def test_a_placeholder_is_found_with_its_unit(marked: str, unit: str) -> None:
    text = marked.replace("‹", "").replace("›", "")
    gaps = find_gaps(text)
    if "‹" in marked:
        signs = [part.split("›")[0] for part in marked.split("‹")[1:]]
    else:
        signs = [text[text.index("【") :]]
    assert [text[g.start : g.end] for g in gaps] == signs
    assert all(g.kind is GapKind.PLACEHOLDER for g in gaps)
    if len(gaps) == 1:
        assert gaps[0].unit == unit


@pytest.mark.parametrize("text", OTHER_SIGNS)
def test_other_signs_are_left_alone(text: str) -> None:
    assert find_gaps(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "完成**个项目、**亿元投资",
        "共*次、*人次",
        "《*办法》《*细则》",
        "加固渡槽**座，渠系畅通。检修水泵**台，灌溉及时。",
    ],
)
def test_stars_before_units_are_no_emphasis(line: str) -> None:
    assert len(find_gaps(line)) == 2
