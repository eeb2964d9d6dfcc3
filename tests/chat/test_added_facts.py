"""Facts that the author states and no gap waits for are put into a part, in the author's words."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.chat import Act, Talk, Turn
from assistant.session import Session
from tests.chat.test_reader import say
from tests.servers.model_server import ModelServer

REPORT = """青禾县2024年工作总结

全县上下围绕年初目标，扎实推进各项工作，现将有关情况总结如下。

一、2024年工作回顾

（一）农牧业稳步发展

全年粮食播种面积稳定在42万亩。农机作业水平持续提高，新增农机合作社5家。牲畜存栏36万头只。

（二）就业和民生持续改善

城镇新增就业3120人，高校毕业生毕业去向落实率为近七年最高。发放救助资金860万元。新建养老服务站4个。

（三）文旅融合提质增效

举办冰雪节、草原音乐节等活动12场，打造精品线路3条。文旅品牌影响力不断扩大。

二、工作进展

围绕专项整治，我们初步梳理了涉企宣传内容，建立了工作台账。下一步将逐项核实。

三、存在的问题

干部队伍能力有待提升，培训针对性不强，部分项目推进缓慢。

四、2025年预期目标

固定资产投资保持平稳增长，城镇居民人均可支配收入增长5%。重点抓好以下工作：
1. 抓项目促投资，开工重点项目20个；
2. 抓产业促升级，培育规上企业3家。

青禾县人民政府
2025年1月10日
"""
WITH_GAP = REPORT.replace("活动12场", "活动__场")


def said(*sentences: str, report: str = REPORT) -> Turn:
    """Return the last turn of a talk by rules alone."""
    talk = Talk(Session.from_text(report, model="rules"), "rules")
    return [talk.say(one) for one in sentences][-1]


def proposed(turn: Turn) -> str:
    assert (turn.act, turn.text_changed) == (Act.TASK, False)
    return turn.proposals[-1].text


def facts(turn: Turn) -> list[tuple[str, str, str]]:
    return [(f.name, f.value, f.unit) for step in turn.steps for f in step.facts]


# --- what is added, and where --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "section", "stands"),
    [
        (
            "农牧业那节再添两个数，农牧局报的：农机总动力23万千瓦，综合机械化率91%",
            "1.1",
            "新增农机合作社5家。农机总动力23万千瓦，综合机械化率91%。牲畜",
        ),
        (
            "回顾里民生那节漏了医疗救助，补一笔，全年支出320万元",
            "1.2",
            "发放救助资金860万元。医疗救助全年支出320万元。新建",
        ),
        (
            "“毕业去向落实率为近七年最高”后面没跟数，人社厅给了，91.2%，补上",
            "1.2",
            "毕业去向落实率为近七年最高（91.2%）。发放",
        ),
        (
            "预期目标里固定资产投资没给增速，发改委今早定了，增长3%，填上去",
            "4",
            "收入增长5%。固定资产投资增长3%。重点",
        ),
        (
            "工作进展那段光说“初步梳理”，没数。补进去：一共看了网页36个、短视频21条、"
            "解释文章9篇，台账上都有",
            "2",
            "建立了工作台账。一共看了网页36个、短视频21条、解释文章9篇。下一步",
        ),
        (
            "文旅那节加一个数，冰雪季接待游客1.2亿人次",
            "1.3",
            "打造精品线路3条。冰雪季接待游客1.2亿人次。文旅品牌",
        ),
        (
            "在第三部分加一句：全年开展培训12期，1300人次参加",
            "3",
            "部分项目推进缓慢。全年开展培训12期，1300人次参加。\n",
        ),
        (
            "加一句哈，我九月份还到白马镇蹲点了五天，放到第二部分去",
            "2",
            "我九月份还到白马镇蹲点了五天。\n",
        ),
        ("冰雪季接待游客1.2亿人次，补到文旅那节", "1.3", "3条。冰雪季接待游客1.2亿人次。"),
        ("在“打造精品线路3条”后面加一句：新增民宿15家", "1.3", "3条。新增民宿15家。文旅"),
    ],
)
def test_a_new_fact_waits_behind_the_sentence_that_speaks_of_the_same(
    sentence: str, section: str, stands: str
) -> None:
    turn = said(sentence)
    assert [(s.task, s.sections) for s in turn.steps] == [("fill", (section,))]
    assert stands in proposed(turn)
    assert len(turn.proposals[-1].changes) == 1


def test_what_an_item_of_a_list_lacks_is_said_before_its_mark() -> None:
    turn = said("抓项目那条补个数，完成投资32亿元")
    assert "开工重点项目20个，完成投资32亿元；\n2. " in proposed(turn)


def test_its_figures_are_facts_of_the_author_by_name() -> None:
    turn = said("农牧业那节再添两个数：农机总动力23万千瓦，综合机械化率91%")
    assert facts(turn) == [("农机总动力", "23", "万千瓦"), ("综合机械化率", "91", "%")]
    assert {f.source for s in turn.steps for f in s.facts} == {"用户填写"}


def test_nothing_that_was_added_is_called_invented_and_the_history_says_whose_word_it_was() -> None:
    talk = Talk(Session.from_text(REPORT, model="rules"), "rules")
    [waits] = talk.say("文旅那节加一个数，冰雪季接待游客1.2亿人次").proposals
    assert not waits.errors
    assert not [i for p in waits.parts for i in p.reading]
    assert not [f.code for p in waits.parts for f in p.findings]
    assert talk.say("采用").text_changed
    [change] = talk.session.history.current.changes
    assert (change.reason.zh, change.source) == ("按您说的补入", "用户填写")
    assert "冰雪季接待游客" in [f.name for f in talk.session.facts]
    assert talk.say("撤销").text_changed
    assert talk.session.report.text == REPORT


def test_a_second_fact_for_the_same_part_leaves_the_first_waiting() -> None:
    text = proposed(
        said("文旅那节加一个数，冰雪季接待游客1.2亿人次", "再加一个数，民宿15家，也放文旅那节")
    )
    assert "冰雪季接待游客1.2亿人次。" in text
    assert "民宿15家。" in text


# --- which part ----------------------------------------------------------------------------------


@pytest.mark.parametrize("sentence", ["农机总动力23万千瓦，补进去", "农机总动力23万千瓦"])
def test_without_a_part_it_is_asked_which_and_those_that_speak_of_it_are_offered(
    sentence: str,
) -> None:
    turn = said(sentence)
    assert turn.act is Act.ASK
    assert turn.choices == ("补进第一部分“（一）农牧业稳步发展”",)
    assert not turn.proposals


@pytest.mark.parametrize("answer", ["农牧业", "农牧业那节", "补进第一部分“（一）农牧业稳步发展”"])
def test_a_bare_answer_completes_it(answer: str) -> None:
    turn = said("农机总动力23万千瓦，补进去", answer)
    assert [s.sections for s in turn.steps] == [("1.1",)]
    assert "农机总动力23万千瓦。牲畜" in proposed(turn)


BY_PARAGRAPHS = REPORT.replace(
    "举办冰雪节",
    "特色产业发展壮大。建成加工园区2个。\n\n社会保障体系不断健全。参保人数达到12万人。\n\n举办冰雪节",
)


def test_a_paragraph_is_named_by_the_words_it_begins_with() -> None:
    turn = said("社会保障那段加一个数，残疾人补贴210万元", report=BY_PARAGRAPHS)
    assert [s.sections for s in turn.steps] == [("1.3.b2",)]
    assert "12万人。残疾人补贴210万元。\n" in proposed(turn)


def test_a_name_that_no_part_says_anything_of_is_asked_about() -> None:
    assert said("外事侨务那段加一个数，接待团组36个").act is Act.ASK


def test_a_unit_without_a_number_states_nothing() -> None:
    turn = said("第三部分加个数，亿元以上项目36个")
    assert [value for _name, value, _unit in facts(turn)] == ["36"]


# --- what stays as it was ------------------------------------------------------------------------


def test_a_gap_that_fits_is_filled_and_nothing_is_added() -> None:
    turn = said("文旅那节举办活动15场，补上", report=WITH_GAP)
    assert [f.gap for s in turn.steps for f in s.facts] == ["g1"]
    assert "活动15场" in proposed(turn)


def test_where_a_gap_of_the_part_may_be_meant_it_is_asked_about() -> None:
    twice = WITH_GAP.replace("精品线路3条", "精品线路3条，惠民演出__场")
    turn = said("文旅那节推介会8场，补上", report=twice)
    assert (turn.act, turn.proposals) == (Act.ASK, ())


@pytest.mark.parametrize(
    "sentence",
    [
        "新建养老服务站应该是5个",
        "民生那节新建养老服务站4个改成5个",
        "民生那节补上，发放救助资金320万元",
    ],
)
def test_a_correction_remains_one(sentence: str) -> None:
    turn = said(sentence)
    assert (turn.act, [s.task for s in turn.steps]) == (Act.ASK, ["correct"])


def test_of_what_stands_there_with_another_figure_it_is_asked_which_is_meant() -> None:
    turn = said("民生那节加一个数，发放救助资金320万元")
    assert turn.act is Act.ASK
    assert turn.choices == ("把860万元改成320万元", "另外补一句")


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("第二部分多编点数字", Act.REFUSE),
        ("第二部分缺数据，给我编几个", Act.REFUSE),
        ("第三部分加到300字", Act.REFUSE),
        ("文旅那节加一个数，1.2亿", Act.ASK),
        ("文旅那节加一个数，你看着写", Act.REFUSE),
    ],
)
def test_only_figures_that_are_stated_are_put_in(sentence: str, act: Act) -> None:
    turn = said(sentence)
    assert (turn.act, turn.proposals, facts(turn)) == (act, (), [])


def test_another_wish_beside_it_is_not_lost() -> None:
    turn = said("文旅那节加一个数，冰雪季接待游客1.2亿人次，然后第三部分压到20字")
    assert turn.act is Act.ASK


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (
            "第三部分加一句：请各单位报送材料3份；另外，把台账（含附件）整理12份",
            "请各单位报送材料3份；另外，把台账（含附件）整理12份。",
        ),
        ("第三部分加一句：还召开会议12次", "还召开会议12次。"),
        (
            "第三部分加一句：按照领导要求，开展培训１２期,1300人次参加",
            "按照领导要求，开展培训１２期,1300人次参加。",
        ),
        ("第三部分加一句：压缩会议30%，清理文件12份，谢谢", "压缩会议30%，清理文件12份。"),
        ("第三部分加一句：“请报送材料3份；流程进一步精简”", "请报送材料3份；流程进一步精简。"),
        ("第三部分加一个数，培训12期（含线上）；测试3次", "培训12期（含线上）；测试3次。"),
    ],
)
def test_what_is_added_stands_there_as_the_author_typed_it(sentence: str, words: str) -> None:
    turn = said(sentence)
    assert [(s.task, s.sections, s.new) for s in turn.steps] == [("fill", ("3",), words)]
    assert words in proposed(turn)


@pytest.mark.parametrize(
    "other",
    ["删掉第二部分", "第二部分压到20字", "语气正式些", "再把第二部分删了", "其他不要动"],
)
def test_a_wish_behind_the_words_is_neither_added_nor_lost(other: str) -> None:
    turn = said(f"第三部分加一句：举办活动5场，{other}")
    assert (turn.act, turn.proposals, turn.choices) == (Act.ASK, (), ("先只补这一句",))
    assert f"“{other}”是另一件事" in turn.said.zh
    added = said(f"第三部分加一句：举办活动5场，{other}", "先只补这一句")
    assert [(s.task, s.new) for s in added.steps] == [("fill", "举办活动5场。")]


@pytest.mark.parametrize(
    "sentence", ["给第一部分补一句，不要补：接待12批", "第一部分不要加一句：接待12批"]
)
def test_what_is_not_to_be_added_is_not(sentence: str) -> None:
    turn = said(sentence)
    assert (turn.act, turn.proposals, turn.steps) == (Act.ASK, (), ())


# --- read by a model -----------------------------------------------------------------------------


def read(section: list[str], named: list[str], *stated: tuple[str, str]) -> dict[str, Any]:
    return {
        "act": "task",
        "steps": [
            {
                "task": "fill",
                "sections": section,
                "named": named,
                "facts": [{"gap": "", "name": n, "value": v} for n, v in stated],
            }
        ],
    }


def test_what_a_model_reads_ends_in_the_same_step(model_server: ModelServer) -> None:
    sentence = "那个游客数冰雪季接待游客1.2亿人次，文旅那边得有啊"
    assert said(sentence).act is Act.ASK
    reply = read(["1.3"], ["文旅那边"], ("冰雪季接待游客", "1.2亿人次"))
    turn = say(model_server, sentence, reply, report=REPORT)
    by_rules = said("文旅那节加一个数，冰雪季接待游客1.2亿人次")
    assert [s.as_dict() for s in turn.steps] == [s.as_dict() for s in by_rules.steps]
    assert proposed(turn) == proposed(by_rules)


def test_where_a_model_names_no_part_it_is_asked_which(model_server: ModelServer) -> None:
    sentence = "哎那个农机总动力23万千瓦，可别落下"
    turn = say(model_server, sentence, read([], [], ("农机总动力", "23万千瓦")), report=REPORT)
    assert turn.act is Act.ASK
    assert turn.choices == ("补进第一部分“（一）农牧业稳步发展”",)


def test_words_that_begin_like_what_leads_them_in_are_added_whole() -> None:
    turn = said("第二部分一直没写有多少家，有效档案26份，和谐社区3个，补上")
    assert "有效档案26份，和谐社区3个。" in proposed(turn)


GIVEN = [
    ("在第三部分再加一句：请各乡镇清理台账", "推进缓慢。请各乡镇清理台账。"),
    ("第三部分补一句“请各乡镇予以支持”", "推进缓慢。请各乡镇予以支持。"),
    ("在“建立了工作台账”后面加一句：请各乡镇予以支持", "工作台账。请各乡镇予以支持。"),
]


@pytest.mark.parametrize(("sentence", "added"), GIVEN)
def test_a_sentence_given_word_for_word_is_added_though_it_states_no_figure(
    sentence: str, added: str
) -> None:
    assert added in proposed(said(sentence))


def test_such_a_sentence_goes_to_what_was_spoken_of_last() -> None:
    turn = said("第三部分压到30字", "再加一句：请各乡镇予以支持")
    assert [s.sections for s in turn.steps] == [("3",)]


def test_where_nothing_was_spoken_of_its_part_is_asked_for() -> None:
    assert said("再加一句：请各乡镇予以支持").act is Act.ASK
    turn = said("再加一句：请各乡镇予以支持", "第二部分")
    assert [s.sections for s in turn.steps] == [("2",)]


@pytest.mark.parametrize(
    "sentence", ["第三部分加一句总结的话", "第三部分加一句：请各乡镇支持，放到培训那句后面"]
)
def test_a_sentence_that_is_only_described_or_whose_place_is_not_found_is_not_added(
    sentence: str,
) -> None:
    assert said(sentence).act is Act.ASK


def test_an_inspection_is_no_source_of_a_figure() -> None:
    turn = said("补来的数：全年督查42次，解决问题317个，放到第二部分里")
    assert "全年督查42次，解决问题317个。" in proposed(turn)
