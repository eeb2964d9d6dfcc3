"""Negation and direction: turned meaning is refused, other words for the same are not."""

from __future__ import annotations

import pytest

from tests.checks.judging import codes

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
def test_a_turned_meaning_is_seen(source: str, output: str) -> None:
    assert {"negation_flipped", "direction_flipped"} & codes(source, output)


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
    assert not {"negation_flipped", "direction_flipped"} & codes(source, output)
