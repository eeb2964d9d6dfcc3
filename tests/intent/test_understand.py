"""What people type, and what is understood of it, without a model."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from assistant.intent import Intent, Kind, Situation, understand
from assistant.outline import parse
from assistant.request import Length

REPORT = parse(
    """柳溪镇领导班子2024年度述职报告
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
)
NOWHERE = Situation(REPORT, gaps=("g1", "g2", "g3"))
IN_1 = replace(NOWHERE, chosen="1")
IN_2 = replace(NOWHERE, chosen="2")
IN_3 = replace(NOWHERE, chosen="3")


def words(n: int) -> Length:
    return Length(words=n)


def part(low: int, high: int) -> Length:
    return Length(part=Fraction(low, high))


LENGTHS = [
    ("把第二部分压到60字", NOWHERE, ("2",), words(60)),
    ("第2部分压缩到60个字以内", NOWHERE, ("2",), words(60)),
    ("请帮我把第三部分控制在五十字以内，谢谢", NOWHERE, ("3",), words(50)),
    ("党风廉政那部分压到50字", NOWHERE, ("3",), words(50)),
    ("这部分太长了，缩到40字", IN_3, ("3",), words(40)),
    ("压到40字", IN_3, ("3",), words(40)),
    ("压缩一半", IN_3, ("3",), part(1, 2)),
    ("全文减半", IN_3, (), part(1, 2)),
    ("全文压到200字左右", IN_3, (), words(200)),
    ("整篇报告精简到二百字", NOWHERE, (), words(200)),
    ("第二部分压缩三分之一", NOWHERE, ("2",), part(2, 3)),
    ("第二部分压到三分之一", NOWHERE, ("2",), part(1, 3)),
    ("第三部分缩减到八成", NOWHERE, ("3",), part(4, 5)),
    ("第三部分精简两成", NOWHERE, ("3",), part(4, 5)),
    ("把三、压到80%", NOWHERE, ("3",), part(4, 5)),
    ("减少20字", IN_3, ("3",), "less"),
    ("二（一）压到20字", NOWHERE, ("2.1",), words(20)),
    ("第二部分第（二）点压到 20 字", NOWHERE, ("2.2",), words(20)),
    ("2.2 压到20字", NOWHERE, ("2.2",), words(20)),
    ("第一条压到３０字", IN_1, ("1.p1",), words(30)),
    ("不超过150字", NOWHERE, (), words(150)),
    ("最后一部分压到30字", NOWHERE, ("4",), words(30)),
]


@pytest.mark.parametrize(
    ("text", "where", "sections", "length"), LENGTHS, ids=lambda v: str(v)[:24]
)
def test_a_length_is_understood(
    text: str, where: Situation, sections: tuple[str, ...], length: Length | str
) -> None:
    intent = understand(text, where)
    assert intent.request is not None, intent.said.zh
    assert (intent.kind, intent.request.task) == (Kind.TASK, "shorten")
    assert intent.request.sections == sections
    if isinstance(length, Length):
        assert intent.request.to == length
    else:
        assert intent.request.to is not None


POINTS = [
    ("第三条分成三点", IN_1, ("1.p3",), "分成3点"),
    ("把第三部分分成3点", NOWHERE, ("3",), "分成3点"),
    ("第三部分拆成两条来写", NOWHERE, ("3",), "分成2点"),
    ("这一段归纳为四个方面", IN_3, ("3",), "分成4点"),
    ("将党风廉政部分列成三条", NOWHERE, ("3",), "分成3点"),
    ("把全文结构理顺一下", IN_1, (), None),
    ("按文种要求调整结构", NOWHERE, (), None),
    ("编号乱了，重新编号", NOWHERE, (), "编号乱了，重新编号"),
    ("第二部分每个“是”单独一段", NOWHERE, ("2",), "每个“是”单独一段"),
    ("全文太散，帮我加上一二三的标题", NOWHERE, (), "太散，帮我加上一二三的标题"),
    ("按一把手述职的格式重排", NOWHERE, (), None),
    ("第一部分的层次再调整一下", NOWHERE, ("1",), None),
]


@pytest.mark.parametrize(("text", "where", "sections", "wish"), POINTS, ids=lambda v: str(v)[:24])
def test_a_structure_is_understood(
    text: str, where: Situation, sections: tuple[str, ...], wish: str | None
) -> None:
    intent = understand(text, where)
    assert intent.request is not None, intent.said.zh
    assert (intent.request.task, intent.request.sections) == ("restructure", sections)
    assert intent.request.instruction == wish


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
    intent = understand(text, IN_1)
    assert intent.request is not None, intent.said.zh
    assert intent.request.task == "fill"
    assert [(f.name, f.value, f.unit) for f in intent.facts] == facts


FILLS = ["把空缺补上", "把数据都填上", "用数据表补齐空缺", "没填的地方补一下", "填一下空"]


@pytest.mark.parametrize("text", FILLS)
def test_filling_from_the_table_is_understood(text: str) -> None:
    intent = understand(text, NOWHERE)
    assert intent.request is not None, intent.said.zh
    assert (intent.request.task, intent.request.sections, intent.facts) == ("fill", (), ())


WISHES = [
    ("语气平实一些", IN_3, ("3",), "语气平实"),
    ("第三部分语气平实一点", NOWHERE, ("3",), "平实"),
    ("把开头写得简洁有力", NOWHERE, ("preamble",), "简洁有力"),
    ("润色一下第三部分", NOWHERE, ("3",), "润色"),
    ("全文去掉套话", NOWHERE, (), "去掉套话"),
    ("不要太口语化", IN_3, ("3",), "口语"),
    ("别太啰嗦", IN_3, ("3",), "啰嗦"),
    ("这段话更正式一些", IN_3, ("3",), "正式"),
    ("存在的问题那部分写得具体一点", NOWHERE, ("4",), "具体"),
    ("句子太长，改得通顺些", IN_2, ("2",), "通顺"),
]


@pytest.mark.parametrize(("text", "where", "sections", "wish"), WISHES, ids=lambda v: str(v)[:24])
def test_a_wish_is_understood(
    text: str, where: Situation, sections: tuple[str, ...], wish: str
) -> None:
    intent = understand(text, where)
    assert intent.request is not None, intent.said.zh
    assert (intent.request.task, intent.request.sections) == ("rewrite", sections)
    assert wish in (intent.request.instruction or "")


NOISE = ["去掉广告和水印", "清理一下", "请把公众号那些广告删掉", "清理干净", "删除页码和水印"]


@pytest.mark.parametrize("text", NOISE)
def test_cleaning_is_understood(text: str) -> None:
    intent = understand(text, NOWHERE)
    assert intent.request is not None, intent.said.zh
    assert intent.request.task == "clean"


COMMANDS = [
    ("撤销", Kind.UNDO),
    ("撤销刚才的修改", Kind.UNDO),
    ("改回原来的", Kind.UNDO),
    ("退回上一步", Kind.UNDO),
    ("恢复原样", Kind.UNDO),
    ("重做", Kind.REDO),
    ("取消撤销", Kind.REDO),
    ("恢复刚才撤销的", Kind.REDO),
    ("采用", Kind.ADOPT),
    ("好的，就这样吧", Kind.ADOPT),
    ("可以", Kind.ADOPT),
    ("全部采用", Kind.ADOPT),
    ("这个不错", Kind.ADOPT),
    ("挺好的", Kind.ADOPT),
    ("不要了", Kind.REJECT),
    ("算了", Kind.REJECT),
    ("不采用", Kind.REJECT),
    ("换一个", Kind.ANOTHER),
    ("再写一版看看", Kind.ANOTHER),
    ("不太满意", Kind.ANOTHER),
    ("还有别的写法吗？", Kind.ANOTHER),
    ("为什么没有采用？", Kind.WHY),
    ("这一段怎么没改", Kind.WHY),
    ("还缺什么？", Kind.CHECK),
    ("哪里还没填", Kind.CHECK),
    ("检查一下有没有问题", Kind.CHECK),
    ("改了哪些地方？", Kind.HISTORY),
    ("下载Word文档", Kind.TAKE),
    ("导出", Kind.TAKE),
    ("停", Kind.STOP),
    ("先停一下", Kind.STOP),
    ("你能做什么？", Kind.HELP),
    ("怎么用", Kind.HELP),
]


@pytest.mark.parametrize(("text", "kind"), COMMANDS)
def test_a_command_is_understood(text: str, kind: Kind) -> None:
    assert understand(text, IN_1).kind is kind


def test_a_section_is_shown() -> None:
    intent = understand("看一下第二部分", NOWHERE)
    assert (intent.kind, intent.section) == (Kind.SHOW, "2")


def test_a_gap_is_answered_by_its_number() -> None:
    assert understand("第二处空缺填7人", NOWHERE).answers == (("g2", "7人"),)


UNCLEAR = [
    ("", NOWHERE, "改哪里"),
    ("嗯", NOWHERE, "改哪里"),
    ("今天天气怎么样", NOWHERE, "没有听懂"),
    ("压缩一下第三部分", NOWHERE, "多少字"),
    ("短一点", IN_3, "多少字"),
    ("读起来太啰嗦了", IN_3, "多少字"),
    ("给我把第二部分删掉", NOWHERE, "不替您做"),
    ("整个删掉", IN_3, "不替您做"),
    ("把第八部分压到100字", NOWHERE, "共有 4 个部分"),
    ("第九条分成三点", IN_1, "没有第九条"),
    ("第三条分成两点", NOWHERE, "哪一部分"),
    ("语气平实一些", NOWHERE, "哪一部分"),
    ("分成三点", NOWHERE, "哪一部分"),
    ("第三部分压到9000字", NOWHERE, "压不了"),
    ("扩写第二部分到1000字", NOWHERE, "不会凭空编写"),
    ("第二部分", NOWHERE, "要怎么改"),
    ("（一）压到30字", replace(NOWHERE), ""),
    ("这部分改一下", IN_3, "怎么改"),
    ("这部分改短一点", NOWHERE, "哪一部分"),
]


@pytest.mark.parametrize(("text", "where", "asks"), UNCLEAR, ids=lambda v: str(v)[:24])
def test_what_is_unclear_leads_to_one_question(text: str, where: Situation, asks: str) -> None:
    intent = understand(text, where)
    if text.startswith("（一）"):
        assert intent.request is not None  # there is only one （一） in the report
        assert intent.request.sections == ("2.1",)
        return
    assert intent.kind is Kind.UNCLEAR, intent
    assert intent.question is not None
    assert asks in intent.question.zh
    assert intent.question.zh.count("？") <= 1


def test_every_choice_offered_is_itself_understood() -> None:
    for text, where, _asks in UNCLEAR:
        for choice in understand(text, where).choices:
            again = understand(choice, where)
            if "压到" in choice or "分成" in choice or "补上" in choice:
                assert again.kind in (Kind.TASK, Kind.UNCLEAR)


def test_a_second_wish_is_kept_for_later() -> None:
    intent = understand("把第三部分压到50字，语气平实一些", NOWHERE)
    assert intent.request is not None
    assert (intent.request.task, intent.later) == ("shorten", "语气平实一些")


def test_what_was_understood_is_said_back_in_both_languages() -> None:
    intent = understand("把第三部分压到50字", NOWHERE)
    assert "三、抓党风廉政" in intent.said.zh
    assert "50" in intent.said.zh
    assert intent.said.en


@pytest.mark.parametrize("text", ["全文压到一半", "清理一下", "全文语气平实一些", "补上数据"])
def test_what_is_said_back_in_english_names_the_whole_report_in_english(text: str) -> None:
    said = understand(text, NOWHERE).said.en
    assert "the whole report" in said
    assert "全文" not in said


def test_nothing_a_person_types_raises() -> None:
    for text in (
        "（" * 3000,
        "第〇部分",
        "第零条压到零字",
        "压到0字",
        "一" * 500,
        "\x00",
        "50%%%",
        "g0填1",
    ):
        assert isinstance(understand(text, IN_1), Intent)


@pytest.mark.parametrize(
    "text",
    [
        "把全文按述德、述职、述廉、存在问题、下步打算重新归类",
        "整篇按“履职情况、存在问题、下一步打算”三大块重排",
    ],
)
def test_headings_for_the_whole_report_are_understood(text: str) -> None:
    intent = understand(text, IN_1)
    assert intent.request is not None, intent.said.zh
    assert (intent.request.task, intent.request.sections) == ("restructure", ())
    assert "存在问题" in intent.said.zh
    assert intent.request.instruction == text
