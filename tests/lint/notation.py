"""A report around the words under test, and the findings about it."""

from __future__ import annotations

from assistant.findings import Finding
from assistant.genres import load_genre
from assistant.lint import check_report
from assistant.outline import parse

PROBLEMS = "在看到成绩的同时，也要看到，工作中还存在学习不够深入、项目偏少的问题。"
STEPS = "下一步，要对着项目偏少的短板一件一件抓。"


def report(body: str, title: str = "松岭乡2024年工作总结") -> str:
    """Return a report whose only faults are those of `body`."""
    return (
        f"{title}\n2024年，全乡守住了底盘。现将全年工作情况报告如下。\n{body}{PROBLEMS}\n{STEPS}\n"
    )


def found(text: str, code: str | None = None, genre: str = "general") -> list[Finding]:
    """Return the findings about a report, those of one code if it is given."""
    findings = check_report(parse(text), load_genre(genre))
    return [f for f in findings if code is None or f.code == code]
