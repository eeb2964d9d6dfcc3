"""What people type, and what the rules make of it: lengths, points, figures, wishes, commands."""

from __future__ import annotations

import sys

import pytest

from assistant.chat import Act, Reading, Step, Talk
from assistant.session import Session

REPORT = """柳溪镇领导班子2024年度述职报告
一年来，班子团结带领全镇干部群众真抓实干。现将情况报告如下。
一、抓政治建设，凝聚班子合力
一是学习抓在经常。全年组织集中学习次，开展专题研讨6次，班子成员带头讲党课，形成了常学常新的氛围。
二是决策更加民主。修订议事规则，重大事项一律集体研究，全年召开党委会38次。
三是队伍更有活力。提拔人，选派12名年轻干部到村里跟班学习。
二、抓经济发展，壮大镇域实力
（一）招商引资有突破
全年引进项目8个，总投资3.6亿元，其中超亿元项目2个，为近五年最好水平。
（二）特色产业有起色
新建茶园1200亩，带动640户农户增收，茶叶品牌在全省评比中名列前茅。
三、抓党风廉政，涵养清风正气
严格落实中央八项规定精神，开展廉政谈话次，处置问题线索5件，通报典型问题2起，干部作风持续好转，群众满意率稳步提升。
四、存在的问题和下一步打算
项目储备还不够多，干部能力有待提高。下一步要多跑企业、多上门服务，补齐民生短板。
特此报告。
"""


def read(sentence: str, chosen: str | None = None) -> Reading:
    session = Session.from_text(REPORT, model="rules")
    return Talk(session, "rules", chosen=chosen).read(sentence)


def step(sentence: str, chosen: str | None = None) -> Step:
    found = read(sentence, chosen)
    assert found.act is Act.TASK, found.said
    assert len(found.steps) == 1, found.steps
    return found.steps[0]


LENGTHS = [
    ("第二跟第三，各压到四拾字", None, ("2", "3"), "40"),
    ("从第二部分到第三部分，每部分四十字上下", None, ("2", "3"), "40"),
    ("“抓党风廉政，涵养清风正气”五十到五十五", None, ("3",), "50-55"),
    ("除了第一部分，后面几部分都压两成", None, ("2", "3", "4"), "80%"),
    ("把第二部分压到60字", None, ("2",), "60"),
    ("第2部分压缩到60个字以内", None, ("2",), "60"),
    ("请帮我把第三部分控制在五十字以内，谢谢", None, ("3",), "50"),
    ("党风廉政那部分压到50字", None, ("3",), "50"),
    ("这部分太长了，缩到40字", "3", ("3",), "40"),
    ("压到40字", "3", ("3",), "40"),
    ("压缩一半", "3", ("3",), "50%"),
    ("全文减半", "3", (), "50%"),
    ("全文压到200字左右", "3", (), "200"),
    ("整篇报告精简到二百字", None, (), "200"),
    ("第二部分压缩三分之一", None, ("2",), "67%"),
    ("第二部分压到三分之一", None, ("2",), "33%"),
    ("第三部分缩减到八成", None, ("3",), "80%"),
    ("第三部分精简两成", None, ("3",), "80%"),
    ("第三部分压七折", None, ("3",), "70%"),
    ("第三部分砍个八折", None, ("3",), "80%"),
    ("第三部分缩减到七五折", None, ("3",), "75%"),
    ("把三、压到80%", None, ("3",), "80%"),
    ("减少20字", "3", ("3",), "-20"),
    ("二（一）压到20字", None, ("2.1",), "20"),
    ("第二部分第（二）点压到 20 字", None, ("2.2",), "20"),
    ("2.2 压到20字", None, ("2.2",), "20"),
    ("第一条压到３０字", "1", ("1.p1",), "30"),
    ("不超过150字", None, (), "150"),
    ("最后一部分压到30字", None, ("4",), "30"),
]


@pytest.mark.parametrize(("text", "chosen", "sections", "to"), LENGTHS, ids=lambda v: str(v)[:24])
def test_a_length_is_understood(
    text: str, chosen: str | None, sections: tuple[str, ...], to: str
) -> None:
    found = step(text, chosen)
    assert (found.task, found.sections or ()) == ("shorten", sections)
    assert (found.to or "").removeprefix("<") == to


POINTS = [
    ("第三条分成三点", "1", ("1.p3",), "分成3点"),
    ("把第三部分分成3点", None, ("3",), "分成3点"),
    ("第三部分拆成两条来写", None, ("3",), "分成2点"),
    ("这一段归纳为四个方面", "3", ("3",), "分成4点"),
    ("将党风廉政部分列成三条", None, ("3",), "分成3点"),
    ("把全文结构理顺一下", "1", (), None),
    ("按文种要求调整结构", None, (), "按文种要求调整结构"),
    ("编号乱了，重新编号", None, (), "编号乱了，重新编号"),
    ("第二部分每个“是”单独一段", None, ("2",), "每个“是”单独一段"),
    ("全文太散，帮我加上一二三的标题", None, (), "太散，帮我加上一二三的标题"),
    ("按一把手述职的格式重排", None, (), "按一把手述职的格式重排"),
    ("第一部分的层次再调整一下", None, ("1",), None),
]


@pytest.mark.parametrize(("text", "chosen", "sections", "wish"), POINTS, ids=lambda v: str(v)[:24])
def test_a_structure_is_understood(
    text: str, chosen: str | None, sections: tuple[str, ...], wish: str | None
) -> None:
    found = step(text, chosen)
    assert (found.task, found.sections or ()) == ("restructure", sections)
    said = f"分成{found.points}点" if found.points else found.order or found.instruction
    assert said == wish


FACTS = [
    ("补上集体学习26次", [("集体学习", "26", "次")]),
    ("集中学习26次", [("集中学习", "26", "次")]),
    ("提拔了7人", [("提拔", "7", "人")]),
    ("破案率是98.5%", [("破案率", "98.5", "%")]),
    ("集中学习18次，廉政谈话152次", [("集中学习", "18", "次"), ("廉政谈话", "152", "次")]),
    ("把集中学习次数填成26次", [("集中学习", "26", "次")]),
    ("廉政谈话应该是一百五十二次", [("廉政谈话", "152", "次")]),
    ("固定资产投资14.6亿元", [("固定资产投资", "14.6", "亿元")]),
    ("请补充：总投资 3.6 亿元", [("总投资", "3.6", "亿元")]),
]


@pytest.mark.parametrize(("text", "facts"), FACTS, ids=lambda v: str(v)[:24])
def test_figures_that_are_stated_are_understood(
    text: str, facts: list[tuple[str, str, str]]
) -> None:
    [found] = read(text, "1").steps
    assert found.task == "fill"
    assert [(f.name, f.value, f.unit) for f in found.facts] == facts


FILLS = ["把空缺补上", "把数据都填上", "用数据表补齐空缺", "没填的地方补一下", "填一下空"]


@pytest.mark.parametrize("text", FILLS)
def test_filling_from_the_table_is_understood(text: str) -> None:
    found = step(text)
    assert (found.task, found.sections, found.facts) == ("fill", None, ())


WISHES = [
    ("语气平实一些", "3", ("3",), "语气平实"),
    ("第三部分语气平实一点", None, ("3",), "平实"),
    ("把开头写得简洁有力", None, ("preamble",), "简洁有力"),
    ("润色一下第三部分", None, ("3",), "润色"),
    ("全文去掉套话", None, (), "去掉套话"),
    ("不要太口语化", "3", ("3",), "口语"),
    ("这段话更正式一些", "3", ("3",), "正式"),
    ("存在的问题那部分写得具体一点", None, ("4",), "具体"),
    ("句子太长，改得通顺些", "2", ("2",), "通顺"),
]


@pytest.mark.parametrize(("text", "chosen", "sections", "wish"), WISHES, ids=lambda v: str(v)[:24])
def test_a_wish_is_understood(
    text: str, chosen: str | None, sections: tuple[str, ...], wish: str
) -> None:
    found = step(text, chosen)
    assert (found.task, found.sections or ()) == ("rewrite", sections)
    assert wish in (found.instruction or "")


NOISE = ["去掉广告和水印", "清理一下", "请把公众号那些广告删掉", "清理干净", "删除页码和水印"]


@pytest.mark.parametrize("text", NOISE)
def test_cleaning_is_understood(text: str) -> None:
    assert step(text).task == "clean"


COMMANDS = [
    ("撤销", Act.UNDO),
    ("撤销刚才的修改", Act.UNDO),
    ("改回原来的", Act.UNDO),
    ("退回上一步", Act.UNDO),
    ("恢复原样", Act.UNDO),
    ("重做", Act.REDO),
    ("取消撤销", Act.REDO),
    ("恢复刚才撤销的", Act.REDO),
    ("采用", Act.ADOPT),
    ("好的，就这样吧", Act.ADOPT),
    ("可以", Act.ADOPT),
    ("全部采用", Act.ADOPT),
    ("这个不错", Act.ADOPT),
    ("挺好的", Act.ADOPT),
    ("不要了", Act.REJECT),
    ("算了", Act.REJECT),
    ("不采用", Act.REJECT),
    ("换一个", Act.ANOTHER),
    ("再写一版看看", Act.ANOTHER),
    ("不太满意", Act.ANOTHER),
    ("还有别的写法吗？", Act.ANOTHER),
    ("为什么没有采用？", Act.ANSWER),
    ("这一段怎么没改", Act.ANSWER),
    ("还缺什么？", Act.ANSWER),
    ("哪里还没填", Act.ANSWER),
    ("检查一下有没有问题", Act.ANSWER),
    ("改了哪些地方？", Act.ANSWER),
    ("下载Word文档", Act.TAKE),
    ("导出", Act.TAKE),
    ("你能做什么？", Act.HELP),
    ("怎么用", Act.HELP),
]


@pytest.mark.parametrize(("text", "act"), COMMANDS)
def test_a_command_is_understood(text: str, act: Act) -> None:
    assert read(text, "1").act is act


@pytest.mark.parametrize(
    ("text", "chosen", "asks"),
    [
        ("第八部分压到100字", None, "只有 4 个部分"),
        ("第九条分成三点", "1", "没有“第九条”"),
        ("第三条分成两点", None, "哪一部分"),
        ("分成三点", None, "哪一部分"),
        ("第三部分压到9000字", None, "做不到"),
        ("扩写第二部分到1000字", None, "不会凭空编写"),
        ("第二部分", None, "要怎么改"),
        ("这部分改一下", "3", "改成什么样"),
        ("这部分改短一点", None, "哪一部分"),
        ("把第九部分移到最后", None, "没有“第九部分”"),
    ],
)
def test_what_is_unclear_leads_to_one_question(text: str, chosen: str | None, asks: str) -> None:
    found = read(text, chosen)
    assert found.act in (Act.ASK, Act.REFUSE)
    assert found.said is not None
    assert asks in found.said.zh
    assert found.said.zh.count("？") <= 1


def test_nothing_a_person_types_raises() -> None:
    for text in ("（" * 3000, "第〇部分", "第零条压到零字", "压到0字", "一" * 500, "\x00", "g0填1"):
        assert isinstance(read(text, "1"), Reading)


def test_a_message_twice_as_long_takes_no_more_than_about_twice_the_work() -> None:
    held = Talk(Session.from_text(REPORT, model="rules"), "rules")

    def calls(first: int, last: int) -> int:
        counted = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal counted
            counted += event == "call"

        message = "，".join(
            f"第{n}批走访{n}户群众，帮助解决困难{n * 7}件" for n in range(first, last)
        )
        sys.setprofile(count)
        try:
            held.read(f"第二部分改成这样：{message}")
        finally:
            sys.setprofile(None)
        return counted

    calls(10, 12)  # what is found out once
    assert calls(140, 200) < 2.5 * calls(100, 130)
