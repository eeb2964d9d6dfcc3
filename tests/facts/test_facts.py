"""Facts files are read whatever their format, and refused by name and row."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant.errors import FactsError
from assistant.facts import Fact, load_facts, split_value

CSV = """指标,数值,单位,出处
党委理论学习中心组学习次数,12,次,宣传科台账
城镇新增就业,1260,人,统计月报
固定资产投资,3.2,亿元,
镇党委书记,周明远,,组织科
"""


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def workbook(path: Path, *rows: list[Any], percent: tuple[int, int] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if percent:
        sheet.cell(*percent).number_format = "0.0%"
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_people_save(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "facts.csv", CSV, encoding)
    assert load_facts([path]) == [
        Fact("f1", "党委理论学习中心组学习次数", "12", "次", "宣传科台账"),
        Fact("f2", "城镇新增就业", "1260", "人", "统计月报"),
        Fact("f3", "固定资产投资", "3.2", "亿元", "facts.csv 第 4 行"),
        Fact("f4", "镇党委书记", "周明远", "", "组织科"),
    ]


@pytest.mark.parametrize(
    "head", ["name,value,unit,source", "Name, Value ,UNIT,Source", "出处,备注,单位,数值,指标"]
)
def test_columns_may_be_english_and_in_any_order(tmp_path: Path, head: str) -> None:
    cells = {"指标": "走访企业", "数值": "36", "单位": "家", "出处": "台账", "备注": "已核"}
    english = {"name": "指标", "value": "数值", "unit": "单位", "source": "出处"}
    names = [english.get(h.strip().lower(), h.strip()) for h in head.split(",")]
    path = write(tmp_path / "facts.csv", f"{head}\n{','.join(cells[n] for n in names)}\n")
    assert load_facts([path]) == [Fact("f1", "走访企业", "36", "家", "台账")]


def test_tabs_and_empty_lines_do_no_harm(tmp_path: Path) -> None:
    text = "\n指标\t数值\t单位\t出处\n\n走访企业\t36\t家\t台账\n\n"
    (fact,) = load_facts([write(tmp_path / "facts.csv", text)])
    assert fact.value == "36"


def test_a_workbook_gives_what_its_cells_show(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "facts.xlsx",
        ["指标", "数值", "单位", "出处"],
        ["走访企业", 36, "家", "台账"],
        ["城镇化率", 0.615, None, "年报"],
        ["税收收入", 1.1, "亿元", "年报"],
        ["揭牌日期", date(2031, 5, 8), None, "档案"],
        ["书记", "周明远", None, "组织科"],
        percent=(3, 2),
    )
    values = [(f.value, f.unit) for f in load_facts([path])]
    assert values == [
        ("36", "家"),
        ("61.5", "%"),
        ("1.1", "亿元"),
        ("2031年5月8日", ""),
        ("周明远", ""),
    ]


def test_yaml_leaves_values_as_they_are_written(tmp_path: Path) -> None:
    text = """
- {指标: 走访企业, 数值: 036, 单位: 家, 出处: 台账}
- {name: 满意率, value: 98.50%, unit: , source: 是}
"""
    facts = load_facts([write(tmp_path / "facts.yaml", text)])
    assert [(f.value, f.unit, f.source) for f in facts] == [
        ("036", "家", "台账"),
        ("98.50", "%", "是"),
    ]


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("26次", "26", "次"),
        ("26 次", "26", "次"),
        ("１２６０人", "1260", "人"),
        ("1,260万元", "1260", "万元"),
        ("1.2亿元", "1.2", "亿元"),
        ("98.5%", "98.5", "%"),
        ("98.5％", "98.5", "%"),
        ("3200㎡", "3200", "㎡"),
        ("约200人", "约200", "人"),
        ("300余人", "300余", "人"),
        ("3万余人", "3万余", "人"),
        ("3～5次", "3~5", "次"),
        ("0.5个百分点", "0.5", "个百分点"),
        ("36", "36", ""),
        ("周明远", "周明远", ""),
        ("4A级", "4A级", ""),
        ("2031年5月8日", "2031年5月8日", ""),
        ("1,2,3", "1,2,3", ""),
        ("《青禾镇学习办法》", "《青禾镇学习办法》", ""),
    ],
)
def test_a_unit_within_the_value_is_taken_out(written: str, value: str, unit: str) -> None:
    assert split_value(written) == (value, unit)


@pytest.mark.parametrize(
    ("cells", "unit"),
    [("26次,次", "次"), ("26次,", "次"), ("26,次", "次"), ("1.2亿,元", "亿元"), ("9%,％", "%")],
)
def test_the_unit_may_stand_in_either_place_or_both(tmp_path: Path, cells: str, unit: str) -> None:
    path = write(tmp_path / "facts.csv", f"指标,数值,单位,出处\n走访,{cells},台账\n")
    assert load_facts([path])[0].unit == unit


def test_one_fact_in_two_files_is_one_fact(tmp_path: Path) -> None:
    one = write(tmp_path / "a.csv", "指标,数值,单位,出处\n投资,1.2,亿元,甲\n")
    two = write(tmp_path / "b.csv", "指标,数值,单位,出处\n投 资,12000,万元,乙\n走访,3,次,乙\n")
    assert [f.name for f in load_facts([one, two])] == ["投资", "走访"]


REFUSED: list[tuple[str, str, str]] = [
    ("no unit column", "指标,数值,出处\n走访,3次,甲\n", "第 1 行缺少列 单位"),
    ("no header", "走访,3,次,甲\n", "第 1 行缺少列 指标、数值、单位、出处"),
    ("a column twice", "指标,数值,数值,单位,出处\n走访,3,4,次,甲\n", "数值 出现两次"),
    ("no name", "指标,数值,单位,出处\n,3,次,甲\n", "第 2 行没有写指标"),
    ("no value", "指标,数值,单位,出处\n走访,3,次,甲\n慰问,,次,甲\n", "第 3 行（慰问）没有写数值"),
    ("two units", "指标,数值,单位,出处\n走访,3次,人,甲\n", "写作3次，单位却是人"),
    (
        "two values",
        "指标,数值,单位,出处\n走访,3,次,甲\n走访,4,次,乙\n",
        "第 2 行是3次，.*第 3 行是4次",
    ),
    ("an unquoted comma", "指标,数值,单位,出处\n走访,1,260,次,甲\n", "第 2 行比表头多出一列"),
    ("an open quote", '指标,数值,单位,出处\n走访,"3,次,甲\n', "不是有效的 CSV"),
    ("nothing", "", "是空的"),
    ("only white space", " \n\n", "是空的"),
]


@pytest.mark.parametrize(
    ("text", "complaint"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_a_broken_table_is_refused_by_file_and_row(
    tmp_path: Path, text: str, complaint: str
) -> None:
    with pytest.raises(FactsError, match=complaint) as caught:
        load_facts([write(tmp_path / "facts.csv", text)])
    assert "facts.csv" in str(caught.value)


def test_two_values_in_two_files_are_refused_with_both_places(tmp_path: Path) -> None:
    one = write(tmp_path / "a.csv", "指标,数值,单位,出处\n投资,1.2,亿元,甲\n")
    two = write(tmp_path / "b.csv", "指标,数值,单位,出处\n投资,1.3,亿元,乙\n")
    with pytest.raises(FactsError, match=r"a\.csv.*b\.csv"):
        load_facts([one, two])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- [", "不是有效的 YAML"),
        ("指标: 走访", "应是一个列表"),
        ("- 走访", "应是一个列表"),
        ("- {指标: 走访, 数值: 3}", "第 1 条缺少列 单位、出处"),
        ("- {指标: 走访, 数值: [3], 单位: 次, 出处: 甲}", "数值 应是一个值"),
        ("- &a [*a]", "应是一个列表|YAML"),
        ("- !!python/object/apply:os.getcwd []", "YAML|应是一个列表"),
    ],
)
def test_broken_yaml_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(FactsError, match=complaint):
        load_facts([write(tmp_path / "facts.yaml", text)])


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    for path, complaint in (
        (tmp_path / "absent.csv", "无法读取"),
        (tmp_path, "不是普通文件"),
        (write(tmp_path / "facts.pdf", b"%PDF-1.7"), "格式不支持"),
        (write(tmp_path / "binary.csv", bytes(range(256))), "无法读取"),
        (write(tmp_path / "torn.xlsx", b"PK\x03\x04torn"), "已损坏"),
        (write(tmp_path / "text.xlsx", CSV), "已损坏"),
    ):
        with pytest.raises(FactsError, match=complaint):
            load_facts([path])


def test_a_workbook_that_is_a_bomb_or_holds_a_doctype_is_refused(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", ["指标", "数值", "单位", "出处"], ["走访", 3, "次", ""])

    def changed(name: str, part: str, content: bytes) -> Path:
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(good) as source,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for item in source.infolist():
                if item.filename != part:
                    target.writestr(item.filename, source.read(item))
            target.writestr(part, content)
        return write(tmp_path / name, buffer.getvalue())

    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><sst>&e;</sst>'
    with pytest.raises(FactsError, match="实体"):
        load_facts([changed("entity.xlsx", "xl/sharedStrings.xml", entity)])
    with pytest.raises(FactsError, match="大得异常"):
        load_facts([changed("bomb.xlsx", "xl/extra.xml", b"<x/>" + b" " * 80_000_000)])


def test_a_workbook_without_the_header_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "facts.xlsx", ["项目", "数据"], ["走访", 3])
    with pytest.raises(FactsError, match=r"facts\.xlsx.*缺少列"):
        load_facts([path])
