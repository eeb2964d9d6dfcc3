"""Who does what, and of what number a share is: both can be exchanged without one new word."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge


def read(source: str, output: str, *, may_drop: bool = True) -> list[str]:
    """Return the words that are given to read."""
    return [output[slice(*i.output)] for i in judge(source, output, may_drop=may_drop).reading]


@pytest.mark.parametrize(
    ("source", "output", "name"),
    [
        (
            "拆迁由沿线3个村负责，区水务局做好技术服务。",
            "拆迁由区水务局负责。",
            "区水务局",
        ),
        (
            "摄影展由县文联主办、县融媒体中心协办，征集作品310件。",
            "摄影展由县融媒体中心主办、县文联协办，征集作品310件。",
            "县融媒体中心",
        ),
        (
            "车间由村委会出地、供销社出资。",
            "车间由供销社提供场地，村委会出资。",
            "村委会",
        ),
        (
            "班子成员带案下访14次，其中本人包案3件。",
            "本人带案下访14次。",
            "本人",
        ),
        (
            "东堤护岸全部完成，西堤护岸施工至桩号1+200，占设计长度的六成。",
            "西堤护岸全部完成，东堤护岸完成六成。",
            "西",
        ),
        (
            "乌桕市博物馆年接待游客21万人次。市博物馆参与、省博物馆牵头编制的图录已付印。",
            "乌桕市博物馆年接待游客21万人次。该馆牵头编制的图录已付印。",
            "该馆牵头",
        ),
    ],
)
def test_a_name_that_does_what_another_did_is_read(source: str, output: str, name: str) -> None:
    assert any(name in words for words in read(source, output))


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "摄影展由县文联主办、县融媒体中心协办，征集作品310件。",
            "县文联主办、县融媒体中心协办摄影展，征集作品310件。",
        ),
        (
            "乌桕市博物馆年接待游客21万人次。市博物馆参与、省博物馆牵头编制的图录已付印。",
            "乌桕市博物馆年接待游客21万人次。该馆参与、省博物馆牵头编制的图录已付印。",
        ),
        ("专班由区教育局牵头，公安、消防等7部门参与。", "区教育局牵头，公安等7部门参与。"),
    ],
)
def test_who_did_it_may_stand_elsewhere(source: str, output: str) -> None:
    found = judge(source, output, may_drop=True).reading
    assert not [item for item in found if item.kind == "words_moved"]


@pytest.mark.parametrize(
    ("source", "output", "words"),
    [
        (
            "受理投诉420件，办结411件；涉及工资的63件全部兑付。",
            "受理投诉420件，办结411件，全部兑付。",
            "全部",
        ),
        (
            "发放补贴360万元，惠及1500人；其中一级残疾210人，人均补贴4000元。",
            "发放补贴360万元，惠及1500人，人均补贴4000元。",
            "人均",
        ),
        (
            "工程总投资900万元，县级应配套200万元，到位80万元。",
            "工程总投资900万元，到位80万元。",
            "到位",
        ),
        (
            "水厂扩建已竣工；管网改造完成招标，中标价230万元。",
            "水厂扩建已竣工，中标价230万元。",
            "中标价",
        ),
    ],
)
def test_a_value_told_of_another_number_or_thing_is_read(
    source: str, output: str, words: str
) -> None:
    assert any(words in told for told in read(source, output))


def test_a_share_whose_number_is_told_is_not_read() -> None:
    source = "受理投诉420件，办结411件；涉及工资的63件全部兑付。"
    assert not read(source, "受理投诉420件，办结411件，涉及工资的63件全部兑付。")


@pytest.mark.parametrize(
    ("source", "output", "kind"),
    [
        ("学生疫苗首剂接种率88.2%。", "学生疫苗接种率88.2%。", "subject_lost"),
        ("占全县茶叶网上销量的三成。", "占全县茶叶销量的三成。", "subject_lost"),
        (
            "班子成员中没有发现违规问题，有1人被谈话。",
            "没有发现违规问题，有1人被谈话。",
            "denial_widened",
        ),
        (
            "带头落实各项规定，不搞变通，廉洁自律方面无不良反映。",
            "带头落实各项规定，不搞变通，无不良反映。",
            "denial_widened",
        ),
        (
            "三年来协调资金90万元，今年新增岗位6个。",
            "今年协调资金90万元，新增岗位6个。",
            "words_moved",
        ),
        ("移交案卷7300卷，库房面积不变。", "移交案卷7300件，库房面积不变。", "unit_changed"),
        ("审计了2020至2022年的收支。", "审计了2022年度的收支。", "figure_derived"),
    ],
)
def test_what_narrowed_it_a_unit_and_a_time_are_missed(source: str, output: str, kind: str) -> None:
    result = judge(source, output, may_drop=True)
    assert kind in {i.kind for i in result.reading} | {f.code for f in result.findings}
