"""The outlines of the sample reports, as a person drew them.

The reports lie beside the repository, not in it; nothing of their text stands here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.document import BlockKind
from assistant.outline import parse
from tests.tiled import tiled

SHARED = Path(__file__).resolve().parents[2] / "shared"

# File prefix: (ID, printed number, run_in, points) of each section; closing lines; noise lines.
OUTLINES = {
    "000": (
        [("1", "一、", False, 6), ("2", "二、", False, 3), ("3", "三、", False, 0)],
        2,
        5,
    ),
    "002": (
        [("1", "一、", False, 4), ("2", "二、", False, 9), ("3", "三、", False, 3)],
        1,
        1,
    ),
    "003": (
        [(str(n), f"第{mark}，", True, 0) for n, mark in enumerate("一二三四五", 1)],
        1,
        1,
    ),
}
# Chapters and the sections below each of them.
CHAPTERS = {
    "district-2012-2015/2012.txt": [8, 10],
    "district-2012-2015/2013.txt": [0, 4],
    "district-2012-2015/2014.txt": [4, 5],
    "district-2012-2015/2015.txt": [5, 10],
    "provincial-2026/2026_上海市.txt": [5, 4, 10, 4],
    "provincial-2026/2026_内蒙古自治区.txt": [0, 4],
    "provincial-2026/2026_吉林省.txt": [0, 8, 2, 0],
    "provincial-2026/2026_天津市.txt": [6, 0, 8],
    "provincial-2026/2026_安徽省.txt": [6, 7, 11],
    "provincial-2026/2026_山西省.txt": [0, 8, 10, 0],
    "provincial-2026/2026_广西壮族自治区.txt": [10, 8, 10],
    "provincial-2026/2026_江苏省.txt": [6, 5, 10],
    "provincial-2026/2026_河北省.txt": [0, 5, 6],
    "provincial-2026/2026_浙江省.txt": [10, 6, 10],
    "provincial-2026/2026_湖北省.txt": [0, 0, 9, 5],
    "provincial-2026/2026_甘肃省.txt": [0, 0, 8],
    "provincial-2026/2026_西藏自治区.txt": [0, 0, 8],
    "provincial-2026/2026_辽宁省.txt": [0, 10, 0],
    "provincial-2026/2026_陕西省.txt": [6, 0, 9],
    "provincial-2026/2026_黑龙江省.txt": [9, 0, 8, 4],
}


@pytest.mark.parametrize("prefix", OUTLINES)
def test_a_seed_is_outlined_as_a_person_does(prefix: str) -> None:
    found = sorted((SHARED / "seeds").glob(f"{prefix}_*.txt"))
    if not found:
        pytest.skip("the sample reports are not here")
    report = parse(found[0].read_text("utf-8"))
    sections, closing, noise = OUTLINES[prefix]
    assert [(s.id, s.number, s.run_in, len(s.points)) for s in report.walk()] == sections
    count = [block.kind for block in report.blocks].count
    assert (count(BlockKind.TITLE), count(BlockKind.PREAMBLE)) == (1, 1)
    assert (count(BlockKind.CLOSING), count(BlockKind.NOISE)) == (closing, noise)


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_public_report_is_outlined_as_a_person_does(name: str) -> None:
    path = SHARED / "corpora" / name
    if not path.exists():
        pytest.skip("the sample reports are not here")
    text = path.read_text("utf-8")
    report = parse(text)
    assert tiled(report) == text
    assert [len(chapter.children) for chapter in report.sections] == CHAPTERS[name]
    assert report.part(BlockKind.CLOSING)
    assert report.part(BlockKind.SALUTATION)
