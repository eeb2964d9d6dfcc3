"""What an instruction asks to do with parts as they stand."""

import pytest

from assistant.instruction.moves import read_moves
from assistant.instruction.structure import read_structure
from assistant.request import Deed


@pytest.mark.parametrize(
    ("instruction", "deed", "what", "where"),
    [
        ("把第二部分和第三部分对调", Deed.SWAP, "第二部分和第三部分", ""),
        ("第一点和第二点换一下顺序", Deed.SWAP, "第一点和第二点", ""),
        ("第一点和第二点换一下", Deed.SWAP, "第一点和第二点", ""),
        ("交换一下第一点和第二点的顺序", Deed.SWAP, "第一点和第二点", ""),
        ("把存在问题放到工作打算前面", Deed.BEFORE, "存在问题", "工作打算"),
        ("把存在的问题调整到下一步打算之前，其余不变", Deed.BEFORE, "存在的问题", "下一步打算"),
        ("第三部分挪到第一部分后面", Deed.AFTER, "第三部分", "第一部分"),
        ("请把第三部分移到最前面", Deed.FIRST, "第三部分", ""),
        ("第三部分放最后", Deed.LAST, "第三部分", ""),
        ("把第二、三部分合并", Deed.MERGE, "第二、三部分", ""),
        ("合并第二部分和第三部分", Deed.MERGE, "第二部分和第三部分", ""),
        ("把第三部分并入第二部分", Deed.MERGE, "第三部分", "第二部分"),
        ("去掉第二部分的序号", Deed.UNNUMBER, "第二部分", ""),
        ("第二部分不要编号", Deed.UNNUMBER, "第二部分", ""),
        ("第二部分改成不带序号的段落", Deed.UNNUMBER, "第二部分", ""),
        ("去掉序号", Deed.UNNUMBER, "", ""),
    ],
)
def test_a_deed_is_read_with_the_parts_it_is_done_with(
    instruction: str, deed: Deed, what: str, where: str
) -> None:
    (move,) = read_moves(instruction).moves
    assert (move.deed, move.what, move.where) == (deed, what, where)


@pytest.mark.parametrize(
    "instruction",
    [
        "不要合并",
        "第二部分和第三部分不要对调",
        "不要去掉序号",
        "去掉广告和编号",
        "把第二部分合并成三点",
        "语气平实一些",
        "把标题换一下",
        "调整一下顺序",
        "按述职、述德、问题、打算重排，把问题放最后",
    ],
)
def test_what_asks_for_something_else_is_no_deed(instruction: str) -> None:
    assert not read_structure(instruction)[0]


@pytest.mark.parametrize(
    ("instruction", "heading"),
    [
        ("把二和三合并成一部分，标题叫重点工作", "重点工作"),
        ("将第二、第三部分合并为“重点工作”", "重点工作"),
        ("第二、三部分合成一个部分，叫“重点工作（民生）”", "重点工作（民生）"),
        ("第二、三部分合并", ""),
        ("第二、三部分合并，标题仍用第二部分的标题", "仍用第二部分的标题"),
    ],
)
def test_the_heading_of_what_is_joined(instruction: str, heading: str) -> None:
    assert [m.heading for m in read_moves(instruction).moves] == [heading]


def test_what_is_asked_for_besides_is_kept() -> None:
    assert read_moves("第二部分和第三部分对调，语气平实一些").besides == "语气平实一些"
    assert not read_moves("第二部分和第三部分对调，序号重编，其他不变").besides
    joined = read_moves("合并第一点和第二点，语句紧凑一些")
    assert (joined.moves[0].what, joined.besides) == ("第一点和第二点", "语句紧凑一些")


def test_a_deed_is_no_count_of_points_and_no_list_of_headings() -> None:
    assert read_structure("把前两点对调")[1].points is None
    assert read_structure("把学习、党建、廉政三部分移到最前面")[1].outline == ()
