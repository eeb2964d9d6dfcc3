"""Lines of an invented batch, for the tests of what is shown of one."""

from __future__ import annotations

from typing import Any

from assistant.batch.summary import ReportLine, SectionLine, Seen
from assistant.models.usage import Usage

MISSED = Seen("length_missed", "warning", "要求 300 字，实得 340 字，多 40 字")
DROPPED = Seen("figure_dropped", "info", "压缩时略去了数据“12次”（走访）")


def section(outcome: str = "accepted", engine: str = "rules", *found: Seen) -> SectionLine:
    """Return a section with these findings."""
    return SectionLine("1", "一、强化学习", outcome, engine, found)


def line(file: str = "甲.txt", outcome: str = "accepted", **more: Any) -> ReportLine:
    """Return a report that was done: 1,000 字 to 610, of asked 600, unless told otherwise."""
    given: dict[str, Any] = {
        "output": f"out/{file}",
        "source": 1000,
        "asked": 600,
        "delivered": 610,
        "sections": (section(outcome),),
        "seconds": 2.5,
    }
    return ReportLine(file, outcome, **(given | more))


def batch() -> list[ReportLine]:
    """Return a batch in which everything happens once."""
    return [
        line(
            "甲.txt",
            sections=(section("accepted", "model", DROPPED), section("accepted", "rules")),
            filled=2,
            usage=Usage(3, 900, 0, 300, 4.0, 0.02),
            finished=1_000.0,
        ),
        line(
            "乙.docx",
            "review",
            sections=(section("review", "model", MISSED, DROPPED),),
            questions=("全年走访企业多少家？", "新建口袋公园几处？"),
            usage=Usage(1, 100, 0, 50, 1.0, 0.01),
            finished=1_090.0,
        ),
        line(
            "丙.md",
            "unchanged",
            sections=(section("unchanged", "none"),),
            delivered=1000,
            finished=1_100.0,
        ),
        ReportLine("丁.docx", "failed", error="“丁.docx”不是完好的 Word 文件。"),
        ReportLine("戊.txt", "open"),
    ]
