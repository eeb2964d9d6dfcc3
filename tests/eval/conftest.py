"""A small suite about an invented town, the commands as functions, scored answers made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.__main__ import main
from tests.cli.conftest import Command, in_a_folder

LEARNING = (
    "一、抓学习\n"
    "全年组织集中学习26次，专题研讨8次，参训干部420人次，学习氛围更加浓厚，方式更加多样。"
    "举办青年讲堂12期，推动学习往深里走、往实里走、往心里走，取得了较好的效果。\n"
    "二、抓项目\n新建河东水厂，完成投资1.2亿元。\n"
)
SHORT = (
    "一、抓学习\n全年组织集中学习26次，专题研讨8次，参训干部420人次。举办青年讲堂12期。\n"
    "二、抓项目\n新建河东水厂，完成投资1.2亿元。\n"
)
OPEN = "一、抓民生\n全年走访困难群众XX户，发放慰问金XX万元，没有发生一起安全事故。\n"
FILLED = (
    "一、抓民生\n全年走访困难群众128户，发放慰问金【待补：发放慰问金多少万元】万元，"
    "没有发生一起安全事故。\n"
)
ROADS = (
    "一、抓道路\n新修村道35公里，硬化巷道18条，安装路灯260盏，群众出行条件得到了明显的改善和提升。\n"
    "完成危桥改造3座，清理塌方12处，道路畅通水平不断提高，群众满意度不断增强。\n"
)
FEW_ROADS = (
    "一、抓道路\n新修村道35公里，硬化巷道18条，安装路灯260盏。\n完成危桥改造3座，清理塌方12处。\n"
)


def write_case(folder: Path, source: str, reference: str, request: str) -> Path:
    """Write a case and return its folder."""
    folder.mkdir(parents=True)
    for name, text in (("source.txt", source), ("reference.txt", reference)):
        (folder / name).write_bytes(text.encode())
    (folder / "request.yaml").write_text(request, encoding="utf-8")
    return folder


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Three cases: two to shorten, one to fill."""
    folder = tmp_path / "suite"
    write_case(
        folder / "learning",
        LEARNING,
        SHORT,
        "task: shorten\ngenre: general\nsection: '1'\nto: 55%\n",
    )
    write_case(
        folder / "visits",
        OPEN,
        FILLED,
        "task: fill\ngenre: general\nfacts:\n"
        "- {name: 走访困难群众, value: '128', unit: 户, source: 民政所台账}\n",
    )
    write_case(folder / "roads", ROADS, FEW_ROADS, "task: shorten\ngenre: general\nto: 70%\n")
    return folder


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Command:
    """Run `python -m eval ARGUMENTS` in an empty folder and return code, stdout and stderr."""
    return in_a_folder(main, capsys, monkeypatch, tmp_path)
