"""Negation and direction: turned meaning is shown at its place, other words are not refused."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, unnoticed

FLIPPED = [
    ("平均办理时间由12天缩短到4天。", "平均办理时间由12天延长到4天。"),
    ("全年未发生安全生产事故。", "全年发生安全生产事故。"),
    ("没有出现越级上访现象。", "出现越级上访现象。"),
    ("项目已经完成竣工验收。", "项目尚未完成竣工验收。"),
    ("行政诉讼无一败诉。", "行政诉讼一件败诉。"),
    ("有的干部担当精神不足，办法不多。", "有的干部担当精神充足，办法不多。"),
    ("制度落实不到位，问题仍然突出。", "制度落实到位，问题仍然突出。"),
    ("执行规定不打折扣、不搞变通。", "执行规定打折扣、不搞变通。"),
    ("财政收入稳步增长，支出结构优化。", "财政收入稳步下降，支出结构优化。"),
    ("群众满意度明显提升。", "群众满意度明显下降。"),
    ("单位能耗持续降低。", "单位能耗持续上升。"),
    ("改革力度进一步加大。", "改革力度进一步减弱。"),
    ("公司今后绝不允许再发生违规借款。", "公司今后允许再发生违规借款。"),
]


@pytest.mark.parametrize(("source", "output"), FLIPPED)
@pytest.mark.parametrize("may_drop", [False, True])
def test_a_turned_meaning_is_shown(source: str, output: str, may_drop: bool) -> None:
    assert not unnoticed(source, output, may_drop=may_drop)


SAME = [
    ("在学习的系统性方面还有提升空间。", "学习不系统。"),
    ("全年未发生安全生产事故。", "全年没有发生安全生产事故。"),
    ("不断加强队伍建设，不忘初心。", "持续加强队伍建设，不忘初心。"),
    ("群众满意度明显提升。", "群众满意度显著提高。"),
    ("成本下降、效率提升。", "效率提升、成本下降。"),
    ("未来将继续推进项目建设。", "今后将继续推进项目建设。"),
    ("不仅抓好学习，而且抓好落实。", "既抓好学习，又抓好落实。"),
    ("无私奉献，攻坚克难。", "甘于奉献，攻坚克难。"),
    ("收入增加、负担减少。", "负担减轻、收入增长。"),
    ("防止和纠正用人上的不正之风。", "纠正和防止用人上的不正之风。"),
    ("公司今后绝不允许再发生未经研究的借款。", "公司今后不允许再发生未经研究的借款。"),
    ("对违规行为绝不手软。", "对违规行为毫不手软。"),
    ("毫不动摇坚持党的领导，永不懈怠。", "坚定坚持党的领导，始终勤勉。"),
]


@pytest.mark.parametrize(("source", "output"), SAME)
def test_other_words_for_the_same_are_not_punished(source: str, output: str) -> None:
    assert not judge(source, output).errors


REWORDED = [
    ("全年未发生安全事故。", "全年⟦发生了⟧安全生产事故。"),
    ("辖区未发生安全事故，大局稳定。", "大局稳定，辖区安全事故⟦有所发生⟧。"),
    ("班子成员无违规违纪行为。", "班子成员⟦有⟧违规行为。"),
    ("本人没有发生违纪违法问题。", "本人⟦发生过⟧违纪问题。"),
    ("没有拖欠农民工工资现象。", "⟦存在拖欠工资的情况⟧。"),
    ("学校没有发生校园欺凌事件。", "学校⟦存在⟧校园欺凌。"),
    ("项目建设未受疫情影响。", "项目建设⟦受到⟧疫情影响。"),
    ("工程未出现质量问题。", "工程⟦质量问题突出⟧。"),
    ("从未收受礼品礼金。", "⟦收受过⟧礼金。"),
    ("全年实现安全生产零事故。", "全年⟦发生安全生产事故⟧。"),
    ("全年没有发生火灾。", "全年火灾⟦时有发生⟧。"),
    ("全年发生生产安全事故2起，已整改。", "全年⟦未发生⟧安全事故，已整改。"),
]


@pytest.mark.parametrize(("source", "output"), REWORDED)
@pytest.mark.parametrize(
    ("ahead", "instead"),
    [
        ("", ""),
        ("在全体干部职工共同努力下", ""),
        ("", "由于网格员坚持每天巡查"),
        ("没有出现失误。",) * 2,
    ],
)
def test_what_did_not_happen_does_not_in_other_words_and_places(
    source: str, output: str, ahead: str, instead: str
) -> None:
    assert not unnoticed(ahead + source, instead + output)


NO_TURN = [
    ("全年未发生安全事故。", "全年实现安全生产零事故。"),
    ("未发生越级上访。", "越级上访零发生。"),
    ("没有有效投诉。", "有效投诉为零。"),
    ("无群体性事件、无重大舆情。", "群体性事件、重大舆情双零。"),
    ("杜绝“吃拿卡要”现象。", "“吃拿卡要”现象得到根除。"),
    ("水质没有出现超标，无异味。", "水质达标，没有异味。"),
    ("形式主义问题尚未根治。", "形式主义问题依然存在。"),
    ("安全事故没有杜绝，全年发生2起。", "全年发生安全事故2起。"),
    ("未发生重大安全事故，一般安全事故2起。", "发生一般安全事故2起，无重大安全事故。"),
    ("未出现失误。出现质量问题的，立即整改，没有出现重大质量问题。",
     "未出现失误。发现质量问题立即整改，无重大质量问题。"),
    ("一旦发生事故，立即处置。全年未发生事故。", "全年无事故，事故发生后能立即处置。"),
    ("排查一般隐患25处，未发现重大隐患。", "发现一般隐患25处，无重大隐患。"),
    ("存在学习不够深入的问题。", "学习没有做到深入。"),
    ("没有规模性返贫，新识别监测户3户。", "新识别监测户3户，无规模性返贫。"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), NO_TURN)
def test_a_thing_that_is_named_supposed_or_denied_otherwise_is_no_turn(
    one: str, other: str
) -> None:
    assert not judge(one, other, may_drop=True).errors
    assert not judge(other, one, may_drop=True).errors
