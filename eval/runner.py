"""Runs solvers over cases: resumable, as many at once as the model takes, nothing asked twice."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError
from assistant.prompts import prompt_stamps
from assistant.tasks import Task
from eval.answer import Answer
from eval.cache import Cache
from eval.case import Case, CaseError, Suite
from eval.identity import PACKAGE, asked_hash, code_hash, code_version, digest
from eval.log import Entry, Log, LogWriter, kept, read_log
from eval.solvers import Solver


@dataclass(frozen=True, slots=True)
class Done:
    """One answer that is in the log now; `how` it came about: asked, cached or resumed.

    `number` of `total` answers are there; `left` are still missing of the same system.
    """

    entry: Entry
    how: str
    number: int
    total: int
    left: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does; `jobs` None leaves it to the solvers how many answers are made at once.

    `command` is how it was asked for, for those who want the same again.
    """

    suite: Suite
    cases: tuple[Case, ...]
    solvers: tuple[Solver, ...]
    repeats: int = 1
    jobs: int | None = None
    cache: Cache = field(default_factory=lambda: Cache(None))
    command: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many answers the run needs."""
        return len(self.cases) * len(self.solvers) * self.repeats


def run(plan: Plan, path: Path, *, notify: Callable[[Done], None] = lambda _done: None) -> Log:
    """Answer every case by every solver and return the log at `path`, which is added to.

    What the log or the cache already holds is not asked again, unless code, prompts, model or
    case have changed since.  A model that cannot be asked is written down as the reason why an
    answer is missing; when it happens in a row the rest is not tried (the next run will).
    Raises LogError, and what entering a solver raises (ModelUnavailable, PromptError).
    """
    before = _before(path)
    with LogWriter(path) as log:
        log.header(header(plan))
        keeping = [kept(case, asked_hash(case)) for case in plan.cases]
        log.cases(k for k in keeping if before is None or before.cases.get(k.id) != k)
        known = {e.question: e for e in before.entries} if before else {}
        number, each = 0, len(plan.cases) * plan.repeats
        for turn, solver in enumerate(plan.solvers, 1):
            with solver:
                for entry, how in _answers(plan, solver, known):
                    number += 1
                    if how != "resumed":
                        log.entry(entry)
                    notify(Done(entry, how, number, plan.total, turn * each - number))
    return read_log(path)


def _before(path: Path) -> Log | None:
    if not path.exists() or not path.stat().st_size:
        return None
    return read_log(path)


def _answers(
    plan: Plan, solver: Solver, known: dict[tuple[str, str, int], Entry]
) -> Iterator[tuple[Entry, str]]:
    """Yield each entry of one solver with how it came about, those that need no work first."""
    open_ones: list[tuple[Case, Entry]] = []
    for repeat in range(plan.repeats):
        for case in plan.cases:
            key = solver.key(case)
            entry = Entry(solver.name, case.id, repeat, key, asked_hash(case), None)
            old = known.get(entry.question)
            if old is not None and old.key == key and old.answer is not None:
                yield old, "resumed"
            elif (found := plan.cache.get(key, repeat)) is not None:
                yield _with(entry, found), "cached"
            else:
                open_ones.append((case, entry))
    for entry in _asked(solver, open_ones, plan.jobs or solver.jobs):
        if entry.answer is not None:
            plan.cache.put(entry.key, entry.repeat, entry.answer)
        yield entry, "asked"


def _asked(solver: Solver, open_ones: Sequence[tuple[Case, Entry]], jobs: int) -> Iterator[Entry]:
    """Yield the entries as they are answered, `jobs` at a time.

    What is not under way when the caller stops is dropped.
    """
    waiting = iter(open_ones)
    failed = 0
    running: set[Future[Entry]] = set()
    pool = ThreadPoolExecutor(max_workers=jobs)
    try:
        while True:
            while len(running) < jobs and (one := next(waiting, None)) is not None:
                running.add(pool.submit(_answer, solver, *one))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                entry = future.result()
                gone = entry.answer is None and not entry.error.startswith(FAULT)
                failed = failed + 1 if gone else 0
                yield entry
            if failed >= GIVE_UP:
                waiting = iter(())
    finally:
        # Whoever stops does not wait for what a model is still writing.
        pool.shutdown(wait=False, cancel_futures=True)


GIVE_UP = 3
"""Failures in a row after which a model counts as gone: each may have waited out its time limit."""


FAULT = "fault in the program:"
"""What the reason begins with where an answer is missing because of a bug."""


def _answer(solver: Solver, case: Case, entry: Entry) -> Entry:
    try:
        return _with(entry, solver.solve(case))
    except AssistantError as error:
        return _with(entry, None, str(error))
    except Exception as error:
        # A fault of the product in one case must not cost the hours the others took.
        return _with(entry, None, f"{FAULT} {type(error).__name__}: {error}")


def _with(entry: Entry, answer: Answer | None, error: str = "") -> Entry:
    return Entry(entry.system, entry.case, entry.repeat, entry.key, entry.asked, answer, error)


def header(plan: Plan) -> dict[str, Any]:
    """Return what a log says of a run: when, what, with which versions, on which machine."""
    return {
        "started": datetime.now().astimezone().isoformat(timespec="seconds"),
        "command": list(plan.command),
        "suite": {
            "folder": _shown(plan.suite.folder),
            "version": plan.suite.version,
            "changes": list(plan.suite.changes),
            "hash": suite_hash(plan.cases),
            "cases": len(plan.cases),
            "ids": [case.id for case in plan.suite.cases],
        },
        "systems": [solver.name for solver in plan.solvers],
        "repeats": plan.repeats,
        "jobs": plan.jobs,
        "code": {"version": code_version(), "hash": code_hash()},
        "prompts": prompt_stamps(),
        "machine": {
            "python": platform.python_version(),
            "system": platform.system(),
            "processor": platform.machine(),
        },
    }


def _shown(folder: Path) -> str:
    """Return a folder as the repository sees it, or its name alone: a log is passed on."""
    folder, root = folder.resolve(), PACKAGE.parent
    return folder.relative_to(root).as_posix() if root in folder.parents else folder.name


def suite_hash(cases: Iterable[Case]) -> str:
    """Return a hash of the cases with their references and elements."""
    return digest(
        [
            (c.id, asked_hash(c), c.reference, c.words, [str(e) for e in c.elements], c.derive)
            for c in sorted(cases, key=lambda c: c.id)
        ]
    )


def choose(
    suite: Suite,
    *,
    names: Sequence[str] = (),
    tasks: Sequence[str] = (),
    genres: Sequence[str] = (),
    limit: int | None = None,
) -> tuple[Case, ...]:
    """Return the chosen cases in the suite's order.

    `limit` takes that many, spread evenly over tasks and genres, always the same.
    Raises CaseError for a name, task or genre that no case has.
    """
    cases = suite.cases
    wishes: tuple[tuple[str, Sequence[str], Callable[[Case], str]], ...] = (
        ("case", names, lambda c: c.id),
        ("task", tasks, lambda c: c.task.value),
        ("genre", genres, lambda c: c.genre.id),
    )
    for what, wanted, of in wishes:
        there = {of(c) for c in suite.cases}
        if unknown := sorted(set(wanted) - there):
            known = ", ".join(sorted(there)) if len(there) < 12 else f"{len(there)} others"
            raise CaseError(f"{suite.folder}: no case has the {what} “{unknown[0]}” ({known})")
        cases = tuple(c for c in cases if not wanted or of(c) in wanted)
    if not cases:
        raise CaseError(f"{suite.folder}: no case is left of what was chosen")
    return cases if limit is None else _spread(cases, limit)


def _spread(cases: Sequence[Case], limit: int) -> tuple[Case, ...]:
    groups: dict[tuple[Task, str], list[Case]] = {}
    for case in cases:
        groups.setdefault((case.task, case.genre.id), []).append(case)
    # The genres are turned round from task to task, so that few cases still show all of both.
    tasks = list(dict.fromkeys(task for task, _genre in groups))
    genres = list(dict.fromkeys(genre for _task, genre in groups))
    order = [
        (task, genres[(turn + shift) % len(genres)])
        for turn in range(len(genres))
        for shift, task in enumerate(tasks)
    ]
    chosen: set[str] = set()
    while len(chosen) < min(limit, len(cases)):
        for group in order:
            if groups.get(group) and len(chosen) < limit:
                chosen.add(groups[group].pop(0).id)
    return tuple(case for case in cases if case.id in chosen)
