"""Made-up reports for measuring batches: as many as wanted, no two alike."""

from __future__ import annotations

from pathlib import Path

_TOPICS = ("产业发展", "乡村建设", "民生保障", "基层治理", "生态环境", "安全生产")
_NUMERALS = "一二三四五六七八九十"


def paper(number: int, sections: int = 3) -> str:
    """Return a report: its title, and so many sections of one long sentence each."""
    parts = [f"清河镇第{number}年度工作总结\n"]
    for i in range(sections):
        figure = number * 10 + i
        parts.append(
            f"{numeral(i + 1)}、抓好{_TOPICS[i % len(_TOPICS)]}工作\n"
            f"坚持把这项工作摆在重要位置，班子成员多次深入一线调研，召开专题会议{figure + 3}次，"
            f"协调解决各类困难问题{figure + 17}个，推动各项任务逐步落实到位，群众满意度稳步提高。\n"
        )
    return "".join(parts)


def numeral(number: int) -> str:
    """Return a number from 1 to 99 as headings print it: 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def papers(folder: Path, count: int, sections: int = 3) -> list[Path]:
    """Write so many reports into a folder and return their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{n:05}.txt" for n in range(count)]
    for number, path in enumerate(paths):
        path.write_text(paper(number, sections), encoding="utf-8")
    return paths
