"""A shortening may drop what stands by itself; not what limits, or names, what it keeps."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge


def kinds(source: str, output: str) -> set[str]:
    return {item.kind for item in judge(source, output, may_drop=True).reading}


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("坚持严字当头，开展检查36次，全年未发生安全事故。", "开展检查36次。"),
        (
            "推行“一线工作日”，周三机关干部不开会，走访农户320户。",
            "推行“一线工作日”，走访农户320户。",
        ),
    ],
)
def test_a_deed_and_what_did_not_happen_limit_nothing(source: str, output: str) -> None:
    assert not kinds(source, output)


def test_a_shortfall_that_went_is_read_where_its_clause_is_told() -> None:
    source = "南岸作业区以粮食、集装箱为主，货源仍然不足。"
    assert kinds(source, "南岸作业区以粮食、集装箱为主。") == {"limit_left_out"}


def test_a_point_that_lost_its_label_is_read() -> None:
    source = "抓好三件事：一是改造水厂3座；二是更换管网62公里；三是接入水表4万只。"
    output = "抓好三件事：一是改造水厂3座；更换管网62公里；三是接入水表4万只。"
    assert "run_broken" in kinds(source, output)


def test_the_name_of_another_that_went_is_read_before_what_he_did() -> None:
    source = "桐坪片区引进项目12个。镜湖片区新建孵化器1.5万平方米。"
    assert kinds(source, "桐坪片区引进项目12个，新建孵化器1.5万平方米。") == {"subject_lost"}


@pytest.mark.parametrize(
    ("source", "output", "words"),
    [
        (
            "上转患者417人次，下转患者283人次。",
            "上转患者283人次，下转患者417人次。",
            "283人次",
        ),
        (
            "城区学校“满编缺人”与农村学校“超编缺科”并存。",
            "城区学校“超编缺科”与农村学校“满编缺人”并存。",
            "超编缺科",
        ),
        ("全年未发生孕产妇死亡，新生儿筛查率98%。", "全年未发生孕产妇及新生儿死亡。", "新生儿"),
        ("农产品销售3.9亿元，年内收购茶叶7吨。", "农产品收购3.9亿元，年内收购茶叶7吨。", "收购"),
        (
            "完成整治。个人对乡村学校的情况掌握得不够全面。",
            "完成整治。专班对乡村学校的情况掌握不够全面。",
            "专班",
        ),
    ],
)
def test_what_is_said_of_another_thing_is_read(source: str, output: str, words: str) -> None:
    seen = judge(source, output, task="shorten", may_drop=True)
    start = output.index(words)
    assert any(i.output[0] < start + len(words) and start < i.output[1] for i in seen.reading)


@pytest.mark.parametrize(
    ("source", "output", "at"),
    [
        ("新建周转房120套，其中80套已分配入住。", "新建周转房120套，已分配入住。", "已分配"),
        ("总体近视率下降0.9个百分点，小学阶段不降反升。", "总体近视率下降0.9个百分点。", "。"),
        ("在试行的4个乡镇中，工程投诉量下降31%。", "工程投诉量下降31%。", "工程"),
        ("本息减免1860万元的方案待省联社批准。", "减免本息1860万元。", "。"),
        ("抽查的40个农家书屋中有13个未开放。", "抽查的40个有13个未开放。", "有"),
    ],
)
def test_what_held_it_within_bounds_is_missed(source: str, output: str, at: str) -> None:
    seen = judge(source, output, task="shorten", may_drop=True)
    place = output.index(at)
    assert any(i.output[0] - 1 <= place <= i.output[1] + 1 for i in seen.reading)
