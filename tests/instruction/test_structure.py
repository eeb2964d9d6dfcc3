"""What an instruction for restructuring asks for."""

import pytest

from assistant.instruction.points_said import asked_titles
from assistant.instruction.structure import read_structure


@pytest.mark.parametrize(
    ("instruction", "points"),
    [
        ("分成三点", 3),
        ("第二部分分成三点写，用一是二是三是", 3),
        ("第一部分一大段，分成四点，每点加个小标题", 4),
        ("分成四点，一是二是三是四是，每点前面加个小标题，句子照搬", 4),
        ("分成三点写，用一是二是三是，数字一个都不要丢", 3),
        ("拆成5条", 5),
        ("按责任、隐患、演练三个方面写", 3),
        ("写成一是二是三是四是", 4),
        ("分两段", 2),
        ("第三部分写得清楚一点", None),
        ("下面的小点用一是、二是", None),
        ("按德、能、勤、绩、廉五个方面写", None),
        ("语气平实一些", None),
        ("把第十二条改得通顺", None),
    ],
)
def test_the_number_of_points(instruction: str, points: int | None) -> None:
    assert read_structure(instruction)[1].points == points


@pytest.mark.parametrize(
    ("instruction", "outline"),
    [
        ("按“履职情况、存在问题、下一步打算”三大块重排", ("履职情况", "存在问题", "下一步打算")),
        ("请按述德、述职、述廉、存在问题、下步打算五个部分重新归类", 5),
        ("归到“述职、述廉、述法”三个部分，最后写问题和打算", 5),
        ("按这个格式理顺：总体情况、政治建设、主要工作、廉洁自律，序号重编", 4),
        ("分成三点，语气平实，不要套话", ()),
        ("一级标题统一用一、二、三", ()),
        ("按述职、述德、问题、打算重排", ("述职", "述德", "问题", "打算")),
        ("按述职、述德、问题、打算的顺序重新整理一下", ("述职", "述德", "问题", "打算")),
        ("按德能勤绩廉分段", ("德", "能", "勤", "绩", "廉")),
        ("分成德、能、勤、绩、廉五部分", ("德", "能", "勤", "绩", "廉")),
        ("按照“德能勤绩”四个方面整理", ("德", "能", "勤", "绩")),
        ("突出德能勤绩廉", ()),
        ("不要按德能勤绩廉写", ()),
        ("保留学习、廉政、安全等部分的数据", ()),
        ("不要改动述职、述德、述廉的顺序", ()),
        ("把学习、履职、廉政三部分的顺序对调", ()),
        ("把安全生产、隐患排查、项目安排写得具体些", ()),
    ],
)
def test_the_headings_that_are_listed(instruction: str, outline: tuple[str, ...] | int) -> None:
    found = read_structure(instruction)[1].outline
    assert len(found) == outline if isinstance(outline, int) else found == outline


@pytest.mark.parametrize(
    ("instruction", "asked"),
    [
        ("序号乱了，重编一下", True),
        ("标题改成一、二、三的格式", True),
        ("分成三点", False),
        ("去掉序号", False),
    ],
)
def test_new_numbers_for_headings(instruction: str, asked: bool) -> None:
    assert read_structure(instruction)[1].numbers is asked


def test_what_a_point_is_to_tell_of_is_named_without_saying_so() -> None:
    assert asked_titles("分成两点：一点讲管水，一点讲执法") == ("管水", "执法")


@pytest.mark.parametrize(
    ("instruction", "titles"),
    [
        ("分成两点并写小标题：道路交通、镇村建设与管护", ("道路交通", "镇村建设与管护")),
        ("分成三点并写小标题：就业和社保、教育、住房和物价", ("就业和社保", "教育", "住房和物价")),
        ("按道路、就业和社保、办学的顺序分成三点", ("道路", "就业和社保", "办学")),
        ("分成三点：道路、就业和办学", ("道路", "就业", "办学")),
        ("先写原因，再分三点写问题，每点一个小标题", ()),
    ],
)
def test_the_headings_of_points_are_read_as_they_are_listed(
    instruction: str, titles: tuple[str, ...]
) -> None:
    asks = read_structure(instruction)[1]
    assert asks.titles == titles
    assert not asks.outline
