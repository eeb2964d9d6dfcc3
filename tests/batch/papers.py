"""Made-up reports for batches: as many as wanted, no two alike, each with sections to work on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.batch import RECORD
from assistant.request import Length, Request

SHORTER = Request("shorten", to=Length.parse("80%"))
_TOPICS = ("产业发展", "乡村建设", "民生保障", "基层治理", "生态环境", "安全生产")
_NUMERALS = "一二三四五六七八九十"


def paper(number: int, sections: int = 3) -> str:
    """Return a report: its title, and so many sections of one long sentence each."""
    parts = [f"清河镇第{number}年度工作总结\n"]
    for i in range(sections):
        figure = number * 10 + i
        parts.append(
            f"{_numeral(i + 1)}、抓好{_TOPICS[i % len(_TOPICS)]}工作\n"
            f"坚持把这项工作摆在重要位置，班子成员多次深入一线调研，召开专题会议{figure + 3}次，"
            f"协调解决各类困难问题{figure + 17}个，推动各项任务逐步落实到位，群众满意度稳步提高。\n"
        )
    return "".join(parts)


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def papers(folder: Path, count: int, sections: int = 3) -> list[Path]:
    """Write so many reports into a folder and return their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{n:04}.txt" for n in range(count)]
    for number, path in enumerate(paths):
        path.write_text(paper(number, sections), encoding="utf-8")
    return paths


def record(output: Path) -> list[dict[str, Any]]:
    """Return the rows of `results.jsonl`."""
    lines = (output / RECORD).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def outputs(output: Path, names: Sequence[str] = ()) -> dict[str, str]:
    """Return name → text of the results in a folder."""
    found = sorted(p for p in output.rglob("*.txt") if not names or p.name in names)
    return {str(p.relative_to(output)): p.read_text(encoding="utf-8") for p in found}
