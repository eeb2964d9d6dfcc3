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
    ("通过‹[保障方式，待核实]›落实", ""),
    ("拆除违建‹X›万㎡", "万㎡"),
    ("新增干部‹x›人", "人"),
    ("共‹____›次", "次"),
    ("共‹＿＿›次", "次"),
    ("‹某某›同志任书记", ""),
    ("镇党委书记‹某某某›多次到现场", ""),
    ("开会‹某某›多次。", "次"),
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

# A word in the place of a name: who, where, which body, project, brand or paper.
STAND_INS = [
    "在‹某›街道的配合下，完成了三处老旧小区的改造。",
    "把‹某›的要求落到实处，由‹某›牵头成立专班。",
    "深入学习贯彻‹某›在全市工作会议上的讲话精神。",
    "帮助困难群众李‹某›、王‹某›解决住房问题。",
    "在‹某›、‹某›两个村开展试点，调处‹某›与‹某›之间的土地争议。",
    "‹某›书记到村调研，常务副局长‹某›负责，每周调度。",
    "与‹某›公司签约，‹某›项目一期投产，‹某›大桥通车，推进‹某›水库除险加固。",
    "完成‹某›片区征迁，做好‹某›人民医院迁建，会同‹某›部门、‹某›事业单位整治。",
    "承办‹某›杯篮球赛，打造“‹某›红”党建品牌，参与《‹某›志》编纂。",
    "报告人：‹某›",
    "‹某›年‹某›月到‹某›局任职，‹某›届全会后由‹某›具体负责宣讲，‹某›日夜间赶赴现场。",
    "‹某›季度与小‹某›一起值守，为李‹某›一家、张‹某›两兄弟解决住房。",
    "在以‹重要领导›同志为核心的坚强领导下，落实‹重要领导›关于防汛工作的批示。",
    "‹重要领导›来校视察时强调，要办好人民满意的教育。",
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
    "某项工作推进缓慢时及时约谈，某类问题、某件事情反复出现，某位群众的来信当天就有回音。",
    "不能因为某人某事影响全局，更不能只靠某个人的力量，某时某刻都不能放松。",
    "某几个村、某两项指标、某三个月，某家企业、某辆车、某份文件、某篇文章、某段时间。",
    "防止某领域风险外溢，某环节脱节、某岗位空缺、某问题未销号，都要及时补位。",
    "对某特定人群关心不够，过分依赖某单一产业，由某具体部门负责，从某角度看，因某原因未能参加。",
    "发挥重要领导作用，先后担任重要领导职务，接待多位重要领导，各级重要领导干部带头。",
    "坚持不忘初心……努力奋斗！",
    "使用 snake_case 命名，见 [链接](https://haiyue.gov.cn)。",
    "培训时间（具体安排待定）另行通知，方案【草案】[待办事项]已报。",
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


@pytest.mark.parametrize("marked", STAND_INS)
def test_a_word_in_the_place_of_a_name_is_a_placeholder(marked: str) -> None:
    text = marked.replace("‹", "").replace("›", "")
    ahead = [len(part.replace("›", "")) for part in marked.split("‹")]
    gaps = find_gaps(text)
    assert [g.start for g in gaps] == [sum(ahead[: n + 1]) for n in range(len(ahead) - 1)]
    assert {(g.kind, text[g.start : g.end]) for g in gaps} <= {
        (GapKind.PLACEHOLDER, "某"),
        (GapKind.PLACEHOLDER, "重要领导"),
    }


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
