"""Which parts of a report the words for a move mean, and what cannot be done."""

import pytest

from assistant.document import Point
from assistant.instruction.arrangement import arrange
from assistant.instruction.moves import read_moves
from assistant.outline import parse
from assistant.request import Deed

REPORT = parse(
    "2024年度个人述职报告\n各位领导：\n现将一年的情况报告如下。\n"
    "一、学习情况\n一是学原文。全年读书12本。\n二是学业务。参加培训6次。\n"
    "二、履职情况\n（一）抓产业。新建大棚320亩。\n（二）抓民生。改造危房48户。\n"
    "三、存在的主要问题\n一是学习不够系统；二是创新意识不强。\n"
    "四、下一步打算\n每月下村8天。\n五、廉洁情况\n没有收受礼金。\n以上报告，请予评议。\n"
)


@pytest.mark.parametrize(
    ("instruction", "home", "which"),
    [
        ("把第二部分和第三部分对调", None, (1, 2)),
        ("把前两部分对调", None, (0, 1)),
        ("把二、履职情况和三、存在的主要问题对调", None, (1, 2)),
        ("把“存在问题”和“工作打算”互换", None, (2, 3)),
        ("第二至第四部分合并", None, (1, 2, 3)),
        ("最后一部分移到最前", None, (4,)),
        ("第一部分的第一点和第二点对调", "1", (0, 1)),
        ("第二部分（一）和（二）互换", "2", (0, 1)),
        ("（一）和（二）互换", "2", (0, 1)),
        ("履职情况里的第一条和第二条合并", "2", (0, 1)),
        ("2.1和2.2对调", "2", (0, 1)),
        ("把二（二）移到二（一）前面", "2", (1,)),
        ("第二部分第二点放到第一点前面", "2", (1,)),
        ("第二部分里面的两条互换", "2", (0, 1)),
        ("把“五、廉洁情况”移到“三、存在的主要问题”之前", None, (4,)),
        ("把廉洁自律移到第二位", None, (4,)),
        ("把第五部分调整为第二部分", None, (4,)),
        ("把二三部分对调", None, (1, 2)),
    ],
)
def test_the_parts_are_found(instruction: str, home: str | None, which: tuple[int, ...]) -> None:
    found = arrange(read_moves(instruction), REPORT)
    assert found.unclear is None
    assert found.inside == home
    section = REPORT.find(home) if home is not None else None
    assert not isinstance(section, Point)
    side_by_side = REPORT.sections if section is None else section.children or section.points
    assert found.moves[0].parts == tuple(side_by_side[n].id for n in which)


@pytest.mark.parametrize(
    ("instruction", "chosen", "said"),
    [
        ("把第八部分移到最后", (), "报告只有 5 个部分，没有“第八部分”"),
        ("把第二部分和第二部分对调", (), "说了两次"),
        ("把存在问题和存在的主要问题对调", (), "说了两次"),
        ("第一点和第二点对调", (), "没有说“第一点”在哪一部分里"),
        ("第一部分第一点和第二部分（一）对调", (), "不是并列的"),
        ("把数据放到最后", (), "没有叫“数据”的部分"),
        ("把第一段和第二段对调", (), "是自然段"),
        ("把第一、二、三部分对调", (), "正好说出两个部分"),
        ("合并", (), "没有说是哪几部分"),
        ("把情况移到最后", (), "说不准“情况”是哪一部分"),
        ("第四部分不要编号", (), "没有带序号的条目"),
        ("第三部分移到最后", ("2",), "不在选定的部分里"),
        ("第五点和第六点对调", ("1",), "没有“第五点”"),
        ("第三部分移到第九位", (), "没有第 9 位"),
        ("第二、三部分合并，标题仍用第二、三部分的标题", (), "没有说清用哪一个标题"),
        ("两部分对调", (), "说不准是哪"),
    ],
)
def test_what_cannot_be_told_is_said(instruction: str, chosen: tuple[str, ...], said: str) -> None:
    found = arrange(read_moves(instruction), REPORT, chosen)
    assert found.unclear is not None
    assert said in found.unclear.zh


def test_the_heading_may_be_that_of_a_part() -> None:
    found = arrange(read_moves("第二、三部分合并，标题仍用第三部分的标题"), REPORT)
    assert found.moves[0].heading == "存在的主要问题"


@pytest.mark.parametrize(
    ("instruction", "bare"),
    [
        ("去掉第二部分的序号", ["2.1", "2.2"]),
        ("第一部分各点不要序号", ["1.p1", "1.p2"]),
        ("不要用一是二是", ["1.p1", "1.p2", "3.p1", "3.p2"]),
        ("第三部分不要一是、二是", ["3.p1", "3.p2"]),
        ("去掉大标题的序号", ["1", "2", "3", "4", "5"]),
        ("小标题不要编号", ["2.1", "2.2"]),
        ("各点都去掉序号", ["2.1", "2.2", "1.p1", "1.p2", "3.p1", "3.p2"]),
    ],
)
def test_the_numbers_that_are_to_go(instruction: str, bare: list[str]) -> None:
    (move,) = arrange(read_moves(instruction), REPORT).moves
    assert (move.deed, list(move.parts)) == (Deed.UNNUMBER, bare)


def test_the_points_meant_are_those_of_the_chosen_part() -> None:
    assert arrange(read_moves("第一点和第二点对调"), REPORT, ("3",)).inside == "3"


def test_numbers_that_repeat_name_no_part() -> None:
    report = parse("报告\n一、甲事\n完成12件。\n二、乙事\n完成3件。\n二、丙事\n完成5件。\n")
    found = arrange(read_moves("把第二部分移到最后"), report)
    assert found.unclear is not None
    assert "序号有重复或跳号" in found.unclear.zh
