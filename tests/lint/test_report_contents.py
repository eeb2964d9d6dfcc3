"""Figures that contradict each other, periods that disagree, two voices, repeated sentences."""

from __future__ import annotations

import pytest

from tests.lint.notation import found, report


def body(*sentences: str) -> str:
    return report("一、抓实产业发展\n" + "\n".join(sentences) + "\n")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("完成固定资产投资2.4亿元，其中产业投资3.1亿元。", True),
        ("完成固定资产投资2.4亿元，其中产业投资1.1亿元。", False),
        ("完成固定资产投资2.4亿元，其中产业投资11000万元。", False),
        ("发展党员28名，其中35岁以下31名。", True),
        ("发展党员28名，其中35岁以下21名。", False),
        ("撤并小学8所（其中教学点11所）。", True),
        ("投资增长5%，其中工业投资增长8%。", False),
        ("新建水厂3座，其中规模化水厂总数达到9座。", False),
        ("用工1200人，其中投资3000万元。", False),
    ],
)
def test_a_part_is_not_larger_than_its_whole(sentence: str, wrong: bool) -> None:
    assert bool(found(body(sentence), "part_exceeds_whole")) is wrong


@pytest.mark.parametrize(
    "sentence",
    [
        "排查隐患25处，已整改30处。",
        "发现问题25个，整改问题30个。",
        "排查出25处隐患，整改30处隐患。",
        "受理信访件12件，15件已办结。",
        "收到群众意见25条，采纳28条。",
        "制定措施25条，落实30条。",
        "查出重大隐患5处、一般隐患20处，整改26处。",
        "走访商户60家，发现隐患25处，当场整改10处，限期整改30处。",
        "排查问题25个（已整改30个）。",
    ],
)
def test_no_more_is_done_than_there_was_to_do(sentence: str) -> None:
    assert found(body(sentence), "part_exceeds_whole")


@pytest.mark.parametrize(
    "sentence",
    [
        "排查隐患25处，已整改25处。",
        "查出重大隐患5处，一般隐患20处，整改25处。",
        "受理信访件12件，办结代表建议15件。",
        "受理案件12件，办结15件（含上年结转5件）。",
        "发现隐患25处，累计整改30处。",
        "排查隐患20余处，整改25处。",
        "排查一般隐患25处，整改重大隐患30处。",
        "排查隐患25处；整改路灯30处。",
        "排查点位60处，发现隐患25处，整改20处。",
        "走访农户25户，完成改造30户。",
        "梳理事项12项，解决民生实事30项。",
        "排查隐患3次，整改5处。",
    ],
)
def test_what_was_done_may_be_something_else_or_from_another_time(sentence: str) -> None:
    assert not found(body(sentence), "part_exceeds_whole")


def test_where_older_ones_may_have_joined_a_person_is_only_asked_to_look() -> None:
    severities = [
        [f.severity.value for f in found(body(sentence), "part_exceeds_whole")]
        for sentence in ("发现隐患12处，整改15处。", "受理投诉12件，办结15件。")
    ]
    assert severities == [["error"], ["warning"]]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("排查隐患25处，整改20处，整改率95%。", True),
        ("排查隐患25处，整改20处，整改率达100%。", True),
        ("排查隐患25处，整改20处，整改率80%。", False),
        ("收到意见163条，办结155条，办结率95.1%。", False),
        ("收到意见163条，办结155条，办结率95.0%。", False),
        ("收到意见163条，办结155条，按期办结率100%。", False),
        ("收到意见163条，办结155条，办结率90%以上。", False),
        ("收到意见163条，办结155条，满意率100%。", False),
    ],
)
def test_a_rate_follows_from_the_two_figures_before_it(sentence: str, wrong: bool) -> None:
    assert bool(found(body(sentence), "rate_differs")) is wrong


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("新认定龙头企业4家，总数达到3家。", "part_exceeds_whole"),
        ("新认定龙头企业1家，总数达到3家。", ""),
        ("召开党委会21次次，修路2条。", "unit_repeated"),
        ("扶持5家家庭农场，走访3户户主。", ""),
        ("专题研讨了4次，修了路，修了路，", ""),
        ("开展专题研讨4次，开展专题研讨4次，撰写体会36篇。", "sentence_repeated"),
        ("开展专题研讨4次，开展现场教学4次。", ""),
    ],
)
def test_slips_of_the_pen_with_figures_are_seen(sentence: str, code: str) -> None:
    assert {f.code for f in found(body(sentence))} == ({code} if code else set())


@pytest.mark.parametrize(
    ("date", "wrong"),
    [
        ("2024年12月30日", False),
        ("2025年1月8日", False),
        ("2023年12月30日", True),
        ("二〇二二年十二月三十日", True),
        ("二○二五年一月八日", False),
    ],
)
def test_the_date_fits_the_year_of_the_title(date: str, wrong: bool) -> None:
    text = f"{body('修路12公里。')}特此报告。\n松岭乡人民政府\n{date}\n"
    assert bool(found(text, "period_differs")) is wrong


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("绿化覆盖率由39.6%提高到40.3%，提高0.7个百分点。", False),
        ("绿化覆盖率由39.6%提高到40.3%，提高0.9个百分点。", True),
        ("绿化覆盖率由39.6%提高到38.3%。", True),
        ("返工率由3.2%下降到4.1%。", True),
        ("税收由2.4亿元增加到3.1亿元，增加0.7亿元。", False),
        ("税收由2.4亿元增加到3.1亿元，增加6800万元。", False),
        ("税收由2.4亿元增加到3.1亿元，增加9000万元。", True),
        ("茶园由1800亩扩大到2600亩，增加900亩。", True),
        ("办理时限由12天压缩到4天，压缩8天。", False),
        ("办理时限由12天压缩到4天，压缩67%。", False),
        ("办事速度由12天提升到4天。", False),
        ("全县排名由12位上升到8位。", False),
        ("茶园由1800亩扩大到2600余亩，增加900亩。", False),
        ("茶园由1800亩扩大到2600亩，增加合作社3家。", False),
    ],
)
def test_a_move_from_a_value_to_another_adds_up(sentence: str, wrong: bool) -> None:
    assert bool(found(body(sentence), "change_differs")) is wrong


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("农村居民人均可支配收入达到18640元。", "农村居民人均可支配收入达到18460元。", True),
        ("规上工业企业总数31家，都投了产。", "规上工业企业总数33家，又添了线。", True),
        ("农村居民人均可支配收入达到18640元。", "农村居民人均可支配收入达到1.864万元。", False),
        ("一般公共预算收入2.1亿元。", "2023年一般公共预算收入1.9亿元。", False),
        ("茶园面积达到2600亩。", "到明年，茶园面积达到3000亩。", False),
        ("建成高标准农田2600亩。", "建成高标准农田近2600亩。", False),
        ("化解矛盾纠纷192起。", "化解信访积案7件。", False),
        ("300户规模以上工业增速9%。", "规模以上工业增速7%。", True),
        ("300户规模以上工业增速9%。", "规上工业增长7%。", True),
        ("规上工业增速9%。", "规上工业增加值增速7%。", False),
        ("全乡300户规模以上工业增速9%。", "规模以上工业增速7%。", True),
        ("全县规模以上工业增速9%。", "全乡规模以上工业增速7%。", False),
        ("全县规模以上工业增速9%。全乡修路。", "规模以上工业增速7%。", False),
        ("城镇居民人均可支配收入3.2万元。", "居民人均可支配收入3万元。", False),
    ],
)
def test_one_indicator_has_one_value(first: str, second: str, wrong: bool) -> None:
    findings = found(body(first, second), "figure_differs")
    assert bool(findings) is wrong
    if wrong:
        assert findings[0].evidence in second


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("300户规模以上工业增速9%，规模以上工业增速7%。", True),
        ("规模以上工业增长9%，其中12月规模以上工业增速7%。", False),
        ("甲园规上工业增速9%，乙园规上工业增速7%。", False),
        ("规模以上工业总产值增长9%，比计划高7%。", False),
    ],
)
def test_one_indicator_has_one_value_in_one_sentence_too(sentence: str, wrong: bool) -> None:
    assert bool(found(body(sentence), "figure_differs")) is wrong


def test_a_target_may_differ_from_what_was_reached() -> None:
    text = report(
        "一、2024年工作回顾\n茶叶总产值8.7亿元。\n二、2025年工作安排\n茶叶总产值10.2亿元。\n"
    )
    assert not found(text, "figure_differs")


@pytest.mark.parametrize(
    ("title", "announced", "sentence", "wrong"),
    [
        ("2024年度述职报告", "现将2024年上半年履职情况报告如下。", "修了路。", "上半年"),
        ("2024年度述职报告", "现将2023年度履职情况报告如下。", "修了路。", "2023年"),
        (
            "2024年上半年述职报告",
            "现将上半年履职情况报告如下。",
            "截至三季度，修路12公里。",
            "截至三季度",
        ),
        ("2024年上半年述职报告", "现将履职情况报告如下。", "截至9月底，修路12公里。", "截至9月底"),
        ("2024年度述职报告", "现将履职情况报告如下。", "截至2022年，修路12公里。", "截至2022年"),
        ("2024年度述职报告", "现将履职情况报告如下。", "2023年，全年修路12公里。", "2023年"),
        ("2024年度述职报告", "现将履职情况报告如下。", "2025年，实现组组通路。", ""),
        ("2024年度述职报告", "现将2024年度履职情况报告如下。", "截至三季度，修了路。", ""),
        ("2024年上半年述职报告", "现将上半年履职情况报告如下。", "截至6月底，修了路。", ""),
        ("2024年度述职报告", "2021年3月，我任乡长。现将履职情况报告如下。", "修了路。", ""),
        ("2024年度述职报告", "2024年以来，我守土尽责。现将履职情况报告如下。", "修了路。", ""),
    ],
)
def test_the_period_is_the_same_everywhere(
    title: str, announced: str, sentence: str, wrong: str
) -> None:
    text = f"{title}\n{announced}\n一、抓好修路\n{sentence}\n"
    findings = found(text, "period_differs")
    assert bool(findings) is bool(wrong)
    if wrong:
        assert wrong in findings[0].evidence


@pytest.mark.parametrize(
    ("genre", "sentences", "code"),
    [
        ("strict-governance", "我带头讲党课。我们将继续努力。", "voice_mixed"),
        ("team-duty", "我们坚持学习。我带头讲党课。", "voice_mixed"),
        ("general", "我坚持学习。我们将继续努力。", "voice_mixed"),
        ("general", "本人带头学习。我们将继续努力。", "voice_mixed"),
        ("party-building", "我们坚持学习。我们将继续努力。", "voice_other"),
        ("team-duty", "我们坚持学习。我市、我县、我局都有分工。", ""),
        ("team-duty", "我们坚持“我为群众办实事”，人人争当自我革命的表率。", ""),
        ("strict-governance", "我带头宣讲我们党的百年历史。", ""),
        ("strict-governance", "我在会上说：“我们都要算清这笔账。”", ""),
        ("team-duty", "我们坚持学习。我部署、我组织、我负责。", "voice_mixed"),
        ("team-duty", "我们坚持学习。我部、我办、我委、我支队都有分工。", ""),
        ("general", "我们坚持学习。现在，我代表乡政府报告工作。", ""),
        ("general", "我坚持学习，群众工作根本在人，日本人常住户登记完毕。", ""),
    ],
)
def test_a_report_speaks_in_one_voice(genre: str, sentences: str, code: str) -> None:
    text = f"2024年报告\n一、抓好学习\n{sentences}\n"
    findings = [f for f in found(text, genre=genre) if f.code.startswith("voice")]
    assert [f.code for f in findings] == ([code] if code else [])


LONG = "推行一线工作日，机关干部每周三不开会、不填表，全部下到村组帮群众代办事项。"


@pytest.mark.parametrize(
    ("other", "wrong"),
    [
        (LONG, True),
        (LONG.replace("每周三", "每周四"), True),
        (LONG.replace("。", "，鞋底的泥厚了，群众的怨气薄了，干群关系更近了，办事更顺了。"), False),
        ("推行网格工作法，一名干部包一片、联一片，小事不出村组，大事不出乡镇。", False),
        ("全年办件2.3万件。", False),
    ],
)
def test_a_sentence_is_said_once(other: str, wrong: bool) -> None:
    text = report(f"一、抓作风\n{LONG}\n二、抓服务\n{other}\n")
    findings = found(text, "sentence_repeated")
    assert bool(findings) is wrong
    if wrong:
        assert findings[0].section == "2"
        assert "第 1 部分" in findings[0].message.zh


@pytest.mark.parametrize(
    ("plan", "wrong"),
    [
        ("加快推进白石路、青石路、黄石路、乌石路、红石路等项目建设。", False),
        ("稳步推进白石路、青石路、黄石路、乌石路、红石路等项目建设。", True),
    ],
)
def test_a_plan_may_be_told_like_the_work_it_goes_on_with(plan: str, wrong: bool) -> None:
    work = "稳步推进白石路、青石路、黄石路、乌石路、红石路等项目建设。"
    text = report(f"一、2024年工作回顾\n{work}\n二、2025年工作安排\n{plan}\n")
    assert bool(found(text, "sentence_repeated")) is wrong
