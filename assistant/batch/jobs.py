"""From what the user names (files, folders, globs, job lists) to the reports of a batch."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count, takewhile
from pathlib import Path

from assistant.batch.job import Job
from assistant.batch.joblist import SUFFIXES as LISTS
from assistant.batch.joblist import read_list
from assistant.batch.links import require_read_inside, require_written_inside
from assistant.errors import InputError, OutputError
from assistant.formats import Form
from assistant.formats.source import SUFFIXES
from assistant.printable import encodable


def plan(inputs: Sequence[str | Path], folder: Path, default: Job) -> list[Job]:
    """Return the jobs of a batch, in the order given, folders by name.

    `default` says what is done with every report; a job list may say otherwise for its own.  A
    folder's reports keep their place below it.  Two reports that would go to one place are kept
    apart by the folders they come from.
    Raises InputError where an input is missing, holds no report or a link out of its folder, or is
    a job list with mistakes, OutputError where `folder` is a file or a result would replace a
    report or leave the folder by a link.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"输出“{folder}”不是文件夹。", f"The output “{folder}” is no folder.")
    jobs: dict[tuple[Path, str], Job] = {}
    for name in inputs:
        for job in _jobs(str(name), folder, default):
            jobs.setdefault((job.source.absolute(), repr(job.request)), job)
    apart = _kept_apart(list(jobs.values()), folder)
    for job in apart:
        if job.target.exists() and job.target.resolve() == job.source.resolve():
            raise OutputError(
                f"结果会盖掉原文件“{job.source}”，请换一个输出文件夹。",
                f"A result would replace its source “{job.source}”; choose another output.",
            )
        require_written_inside(job.target, folder)
    return apart


def _jobs(name: str, folder: Path, default: Job) -> Iterator[Job]:
    path = Path(name)
    if path.suffix.lower() not in LISTS:
        for source, relative in reports(name, folder):
            yield replace(default, source=source, target=_target(folder, relative, default.form))
        return
    for own, output in read_list(path, default):
        if output:
            yield replace(own, target=folder / output)
            continue
        for source, relative in reports(str(own.source), folder):
            yield replace(own, source=source, target=_target(folder, relative, own.form))


def _target(folder: Path, relative: Path, form: Form) -> Path:
    """Return where a result goes; what is laid out becomes a Word file."""
    relative = Path(encodable(str(relative)))
    return folder / (relative.with_suffix(".docx") if form.layout else relative)


def _kept_apart(jobs: list[Job], folder: Path) -> list[Job]:
    """Give reports that would go to one place one each, named after the folders they come from."""
    taken: dict[str, list[int]] = {}
    for index, job in enumerate(jobs):
        taken.setdefault(_folded(job.target), []).append(index)
    used = {key for key, group in taken.items() if len(group) == 1}
    for group in taken.values():
        if len(group) == 1:
            continue
        parents = [jobs[i].source.absolute().parent for i in group]
        common = Path(os.path.commonpath(parents))
        for index, parent in zip(group, parents, strict=True):
            relative = jobs[index].target.relative_to(folder)
            target = folder / parent.relative_to(common) / relative.name
            free = _free(target, used)
            used.add(_folded(free))
            jobs[index] = replace(jobs[index], target=free)
    return jobs


def _free(target: Path, used: set[str]) -> Path:
    others = (target.with_name(f"{target.stem}-{n}{target.suffix}") for n in count(2))
    return next(path for path in chain([target], others) if _folded(path) not in used)


def _folded(path: Path) -> str:
    """Return what names a place on systems that do not tell small letters from capitals."""
    return str(path).casefold()


def reports(name: str, folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each report an input names, with its place below the output folder."""
    path = Path(name)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if _is_report(p, path, folder))
        if not found:
            raise InputError(
                f"文件夹“{name}”中没有报告（{'、'.join(SUFFIXES)}）。",
                f"The folder “{name}” holds no report ({', '.join(SUFFIXES)}).",
            )
        yield from _found(found, path)
    elif path.exists() or not glob.has_magic(name):
        known = path.suffix.lower() in SUFFIXES
        yield path, Path(path.name if known else f"{path.name}.txt")
    else:
        # Path.glob takes no absolute pattern.
        matches = sorted(map(Path, glob.glob(name, recursive=True)))  # noqa: PTH207
        found = [p for p in matches if p.is_file()]
        if not found:
            raise InputError(f"没有文件符合“{name}”。", f"No file matches “{name}”.")
        yield from _found(found, _fixed(path))


def _found(paths: Iterable[Path], base: Path) -> Iterator[tuple[Path, Path]]:
    """Yield reports that were not named but found, with their place below a folder."""
    for path in paths:
        require_read_inside(path, base)
        yield path, path.relative_to(base)


def _fixed(pattern: Path) -> Path:
    """Return the part of a pattern's path before its first wildcard."""
    return Path(*takewhile(lambda part: not glob.has_magic(part), pattern.parts[:-1]))


def _is_report(path: Path, root: Path, output: Path) -> bool:
    """Tell reports from what else lies in a folder: hidden files, Word's locks, our results.

    A file that is named outright may have any suffix, or none.
    """
    dead = path.is_symlink() and not path.exists()  # told as unreadable, not left out
    if not (path.is_file() or dead) or path.suffix.lower() not in SUFFIXES:
        return False
    if any(part.startswith((".", "~$")) for part in path.relative_to(root).parts):
        return False
    return output.resolve() not in Path(os.path.realpath(path)).parents


def taken(targets: Iterable[Path]) -> OutputError | None:
    """Return the error that says which results exist, None where none does."""
    there = [target for target in targets if target.exists()]
    if not there:
        return None
    one, others = there[0], len(there) - 1
    more = f"等 {len(there)} 个文件" if others else ""
    exist = "exists" if not others else f"and {others} more exist"
    return OutputError(
        f"输出“{one}”{more}已经存在，要覆盖请加 --yes。",
        f"The output “{one}” {exist} already; --yes overwrites.",
    )
