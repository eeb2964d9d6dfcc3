"""What a batch leaves for people: the summary page and the tables, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.batch.page import About, render_page
from assistant.batch.record import record_lines
from assistant.batch.status import report_line, report_lines
from assistant.batch.store import Store
from assistant.batch.summary import ReportLine, Totals, summarise
from assistant.batch.table import csv_rows, workbook
from assistant.errors import OutputError, UsageError
from assistant.findings import Language
from assistant.formats.write import write_whole
from assistant.models.failures import abroad
from assistant.printable import cut
from assistant.tasks import task_label

PAGE = "summary.html"
TABLE = "reports.csv"
FORMATS = (".html", ".csv", ".xlsx", ".jsonl")


def write_summary(
    store: Store, folder: Path, language: Language = Language.ZH
) -> tuple[Path, Path]:
    """Write the summary page and the CSV into the output folder and return their paths.

    What an earlier run wrote is replaced.  Raises OutputError where one cannot be written, after
    trying the other.
    """
    page, table = folder / PAGE, folder / TABLE
    try:
        export(store, folder, page, language, overwrite=True)
    finally:
        export(store, folder, table, language, overwrite=True)
    return page, table


def export(
    store: Store,
    folder: Path,
    target: Path,
    language: Language = Language.ZH,
    *,
    overwrite: bool = False,
) -> Path:
    """Write the batch of the output folder `folder` to `target`; its suffix says how.

    `.html` is the summary page, `.csv` and `.xlsx` a row a report, `.jsonl` the record.  Raises
    UsageError for any other suffix, OutputError where the file exists and may not be overwritten
    or cannot be written; what was there stays.
    """
    suffix = target.suffix.lower()
    if suffix not in FORMATS:
        raise UsageError(
            f"导出的文件名要以 {'、'.join(FORMATS)} 结尾，不是“{target.name}”。",
            f"The name of an export ends in {', '.join(FORMATS)}, unlike “{target.name}”.",
        )
    if target.exists() and not overwrite:
        raise OutputError(
            f"“{target}”已经存在，要覆盖请加 --yes。",
            f"“{target}” exists already; --yes overwrites it.",
        )
    return write_whole(target, _chunks(store, folder, target, suffix, language))


def _chunks(
    store: Store, folder: Path, target: Path, suffix: str, language: Language
) -> Iterator[bytes]:
    if suffix == ".csv":
        return (row.encode("utf-8") for row in csv_rows(report_lines(store), language))
    if suffix == ".xlsx":
        return iter((workbook(report_lines(store), language),))
    if suffix == ".jsonl":
        return record_lines(store)
    asked: dict[str, None] = {}

    def lines() -> Iterator[ReportLine]:
        for row in store.reports():
            asked[_asked(row.spec, language)] = None
            yield report_line(row)

    summary = summarise(lines())
    facts = _facts(summary.totals, folder, language)
    about = About(_told(list(asked), language), folder, target.parent, facts)
    return iter((render_page(summary, about, language).encode("utf-8"),))


def _told(asked: list[str], language: Language) -> str:
    """Return the tasks of a batch in words; of more than three the first three."""
    zh = language is Language.ZH
    if not asked:
        return "没有报告" if zh else "No reports"
    more = ("等" if zh else " …") if len(asked) > 3 else ""
    return ("、" if zh else ", ").join(asked[:3]) + more


def _asked(spec: dict[str, Any], language: Language) -> str:
    zh = language is Language.ZH
    task = task_label(str(spec.get("task", "")), language)
    if spec.get("to"):
        return f"{task}到 {spec['to']}" if zh else f"{task} to {spec['to']}"
    if spec.get("instruction"):
        words = cut(str(spec["instruction"]), 60)
        return f"{task}：{words}" if zh else f"{task}: {words}"
    return task


def _facts(totals: Totals, folder: Path, language: Language) -> tuple[str, ...]:
    zh = language is Language.ZH
    facts = []
    for (model, where), _ in totals.models.most_common(3):
        place = f"（{where}）" if zh else f" ({abroad(where)})"
        facts.append(("模型 " if zh else "Model ") + model + (place if where else ""))
    if totals.moments:
        times = [moment[0] for moment in totals.moments]
        first, last = (datetime.fromtimestamp(at).astimezone() for at in (min(times), max(times)))
        end = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
        done = "完成于" if zh else "Finished"
        facts.append(f"{done} {first:%Y-%m-%d %H:%M} – {end}")
    facts.append(("输出 " if zh else "Output ") + str(folder))
    return tuple(facts)
