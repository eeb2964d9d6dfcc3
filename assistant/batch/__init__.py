"""One task over many reports: what to do is planned and judged first, then done one by one.

A report that cannot be read is named and the others are finished.  Every result is a row in
`results.jsonl` beside the rewritten reports, written as soon as it is known, so that a batch that
is stopped leaves a true record of what is done.
"""

from __future__ import annotations

import glob
import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.config import Settings
from assistant.errors import AssistantError, InputError, OutputError
from assistant.formats import write_report
from assistant.request import Progress, Request
from assistant.session import Session

SUFFIXES = (".txt", ".md", ".docx")
"""What counts as a report inside a folder; a file named outright may have any, or none."""

RECORD = "results.jsonl"


@dataclass(frozen=True, slots=True)
class Job:
    """One report and where its rewrite goes."""

    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one report.

    `row` is its line in the record: file, output, verdict, exit, error, words, gaps and questions
    still open, usage.  `verdict` is None where the report could not be worked on.
    """

    job: Job
    exit_code: int
    verdict: str | None
    error: str | None
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every report of a batch."""

    request: Request
    settings: Settings
    genre: str | None = None
    facts: tuple[str, ...] = ()
    strict_model: bool = False
    overwrite: bool = False


def plan(inputs: Sequence[str], folder: Path, *, overwrite: bool = False) -> list[Job]:
    """Return the jobs of a batch, in the order given, folders by name.

    A folder's reports keep their place below it.  Raises InputError where an input is missing or
    holds no report, OutputError where two reports would be written to one file, a result exists
    and may not be overwritten, or `folder` is a file.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"输出“{folder}”不是文件夹。")
    jobs: dict[Path, Job] = {}
    for name in inputs:
        for source, relative in _reports(name, folder):
            job = Job(source, folder / relative)
            other = jobs.setdefault(job.target, job)
            if other.source.resolve() != source.resolve():
                raise OutputError(
                    f"“{other.source}”和“{source}”都会写到“{job.target}”，请分开处理。"
                )
    taken = [job.target for job in jobs.values() if job.target.exists()]
    if taken and not overwrite:
        more = f"等 {len(taken)} 个文件" if len(taken) > 1 else ""
        raise OutputError(f"输出“{taken[0]}”{more}已经存在，要覆盖请加 --yes。")
    return list(jobs.values())


def run_batch(
    jobs: Sequence[Job],
    options: Options,
    folder: Path,
    *,
    workers: int = 1,
    progress: Callable[[Job, Progress], None] | None = None,
) -> Iterator[Result]:
    """Do the jobs, `workers` at a time, and yield each result as it is recorded, in order.

    Raises OutputError where the folder or its record cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record = (folder / RECORD).open("w", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"输出文件夹“{folder}”不能写入：{error.strerror}。") from error
    with record:
        for result in _in_order(lambda job: _work(job, options, progress), jobs, workers):
            record.write(json.dumps(result.row, ensure_ascii=False) + "\n")
            record.flush()
            yield result


def _in_order(work: Callable[[Job], Result], jobs: Sequence[Job], workers: int) -> Iterator[Result]:
    """Yield the results in the order of the jobs; what has not begun is dropped on a stop."""
    if workers == 1:
        yield from map(work, jobs)
        return
    pool = ThreadPoolExecutor(max_workers=workers)
    try:
        yield from pool.map(work, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def exit_code(results: Sequence[Result]) -> int:
    """Return the code of the whole batch: that of its worst report, unreadable (2) before 1."""
    return max((result.exit_code for result in results), default=0)


def _work(job: Job, options: Options, progress: Callable[[Job, Progress], None] | None) -> Result:
    """Do one job; what is wrong with this report is its result, not the batch's end."""
    began = time.monotonic()
    try:
        session = Session.open(
            str(job.source),
            genre=options.genre,
            facts=options.facts,
            settings=options.settings,
        )
        outcome = session.run(
            options.request,
            None if progress is None else lambda step: progress(job, step),
            strict_model=options.strict_model,
        )
        session.close()
        job.target.parent.mkdir(parents=True, exist_ok=True)
        write_report(job.target, outcome.text, session.source, overwrite=options.overwrite)
    except AssistantError as error:
        return _failed(job, error, time.monotonic() - began)
    data = outcome.as_dict(options.settings.language)
    row = {
        "file": str(job.source),
        "output": str(job.target),
        "verdict": data["verdict"],
        "exit": outcome.exit_code,
        "error": None,
        "genre": data["genre"],
        "words": data["words"],
        "gaps": data["gaps"],
        "questions": data["questions"],
        "usage": data["usage"],
        "seconds": round(time.monotonic() - began, 2),
    }
    return Result(job, outcome.exit_code, data["verdict"], None, row)


def _failed(job: Job, error: AssistantError, seconds: float) -> Result:
    row = {
        "file": str(job.source),
        "output": None,
        "verdict": None,
        "exit": error.exit_code,
        "error": str(error),
        "seconds": round(seconds, 2),
    }
    return Result(job, error.exit_code, None, str(error), row)


def _reports(name: str, folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each report an input names, with its place below the output folder."""
    path = Path(name)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if _is_report(p, path, folder))
        if not found:
            raise InputError(f"文件夹“{name}”中没有报告（{'、'.join(SUFFIXES)}）。")
        yield from ((p, p.relative_to(path)) for p in found)
    elif path.exists() or not glob.has_magic(name):
        known = path.suffix.lower() in SUFFIXES
        yield path, Path(path.name if known else f"{path.name}.txt")
    else:
        # Path.glob takes no absolute pattern.
        matches = sorted(map(Path, glob.glob(name, recursive=True)))  # noqa: PTH207
        found = [p for p in matches if p.is_file()]
        if not found:
            raise InputError(f"没有文件符合“{name}”。")
        base = _fixed(path)
        yield from ((p, p.relative_to(base)) for p in found)


def _fixed(pattern: Path) -> Path:
    """Return the part of a pattern's path before its first wildcard."""
    parts: list[str] = []
    for part in pattern.parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return Path(*parts)


def _is_report(path: Path, root: Path, output: Path) -> bool:
    """Tell reports from what else lies in a folder: hidden files, Word's locks, our results."""
    if not path.is_file() or path.suffix.lower() not in SUFFIXES:
        return False
    if any(part.startswith((".", "~$")) for part in path.relative_to(root).parts):
        return False
    return output.resolve() not in path.resolve().parents
