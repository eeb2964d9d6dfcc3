"""What a batch costs and what it survives: `python -m eval.bench.batch WHAT`.

throughput [SLOTS LATENCY SECTIONS]   beside a bare client loop in the same run
memory [REPORTS]                      rules over many reports: memory as the run goes on
storm [SECTIONS]                      429, 500, stalls, cut-off answers, a server that dies
kills [KILLS SECTIONS]                kill -9 at random moments, two runners in half of them
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant import batch
from assistant.config import Settings
from assistant.models import Writer, get_model
from assistant.request import Length, Request
from assistant.tokens import count_tokens
from eval.bench.loopback import RETRY_AFTER, Running, running
from eval.bench.synthetic import papers

SHORTER = Request("shorten", to=Length.parse("80%"))
PLAIN = Request("rewrite", instruction="语气平实一些")
"""One question for each section, and whether it is taken or not no second one of another kind."""


def settings_for(service: Running, **more: Any) -> Settings:
    """Return the settings to ask a service on loopback."""
    return Settings(model="openai:loopback", base_url=service.base_url, **more)


@dataclass(frozen=True)
class Throughput:
    """Calls a second of the batch and of a bare client as parts of the ideal, slots / latency.

    `of_ideal` counts from the first request to the last, `whole_of_ideal` from the start of the
    program's work to its end.  `own_ms` is processor time for each section, the model's client
    and the start of workers included.
    """

    slots: int
    latency: float
    runners: int
    calls: int
    seconds: float
    of_ideal: float
    whole_of_ideal: float
    bare_of_ideal: float
    of_bare: float
    own_ms: float
    bare_ms: float


def throughput(
    slots: int = 16,
    latency: float = 0.2,
    sections: int = 1000,
    runners: int = 1,
    processes: int | None = None,
) -> Throughput:
    """Measure a batch of so many sections against slots / latency, beside a bare client loop.

    What is timed is the whole of it: reading, writing, the store and the page at the end; the
    rate is that from the first request to the last.  Several runners (processes) share the slots.
    """
    per_report = 5
    with tempfile.TemporaryDirectory() as name, running(latency) as service:
        folder = Path(name)
        papers(folder / "in", sections // per_report, per_report)
        settings = settings_for(service, parallel=slots)
        writer = get_model(None, settings)
        assert writer is not None
        _ask(writer, 0)  # connections and imports are no part of the rate
        bare, bare_cpu = _timed(lambda: _bare(writer, slots, sections))
        before = service.stats()
        service.mark()

        def work() -> None:
            run = batch.run(
                [folder / "in"],
                folder / "out",
                PLAIN,
                settings=settings,
                jobs=share,
                processes=processes,
            )
            list(run)

        share = slots // runners
        children = [_forked(work) for _ in range(runners - 1)]
        took, cpu = _timed(work)
        for child in children:
            os.waitpid(child, 0)
        stats = service.stats()
    calls = stats["requests"] - before["requests"]
    rate = calls / (stats["last"] - stats["first"])
    ideal, plain = slots / latency, sections / bare
    return Throughput(
        slots=slots,
        latency=latency,
        runners=runners,
        calls=calls,
        seconds=round(took, 2),
        of_ideal=round(rate / ideal, 4),
        whole_of_ideal=round(calls / took / ideal, 4),
        bare_of_ideal=round(plain / ideal, 4),
        of_bare=round(rate / plain, 4),
        own_ms=round(cpu / sections * 1000, 2),
        bare_ms=round(bare_cpu / sections * 1000, 2),
    )


def _bare(writer: Writer, slots: int, count: int) -> None:
    with ThreadPoolExecutor(slots) as pool:
        list(pool.map(lambda n: _ask(writer, n), range(count)))


def _ask(writer: Writer, number: int) -> None:
    writer.ask([("user", f"原文：{'今年以来工作有序推进，' * 8}{number}。")], max_tokens=500)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return seconds on the clock and of the processor, processes that it started included."""
    began, cpu = time.monotonic(), _processor()
    work()
    return time.monotonic() - began, _processor() - cpu


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def memory(reports: int = 10_000) -> list[tuple[int, float]]:
    """Run the rules over many reports; return (reports done, resident MB) as it goes on."""
    seen = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers(folder / "in", reports, 3)
        run = batch.run([folder / "in"], folder / "out", SHORTER, settings=Settings(model="rules"))
        step = max(1, reports // 20)
        for number, _result in enumerate(run, start=1):
            if number % step == 0:
                seen.append((number, round(_resident(), 1)))
                print(number, seen[-1][1], "MB", flush=True)
    return seen


def _resident() -> float:
    """Return the resident memory of this process and its workers in MB."""
    pages = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if os.getpid() in (parent, int(entry.name)):
                    pages += int((entry / "statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


@dataclass(frozen=True)
class Storm:
    """What a storm did and what came of it: requests, and how many of them were needed at least.

    Every question needs one answer, and every fault one more request; `waste` is the rest.
    """

    reports: int
    finished: int
    requests: int
    answered: int
    faults: dict[str, int]
    early: int
    ratio: float
    wrong: int
    seconds: float


def storm(
    sections: int = 200, *, deaths: int = 1, slots: int = 8, seed: int = 7, pace: float = 1.0
) -> Storm:
    """Run a batch through a storm; `wrong` counts reports that differ from a calm run's or hold
    what no check has passed.  `pace` is how long everything that waits takes, as a part of it."""
    wait = RETRY_AFTER * pace
    with tempfile.TemporaryDirectory() as name, running(0.02, seed, wait) as service:
        folder = Path(name)
        papers(folder / "in", sections // 4, 4)
        first = 0.7 * pace
        settings = settings_for(service, token_timeout=0.5, first_token_timeout=first, tries=4)
        began = time.monotonic()
        run = batch.run([folder / "in"], folder / "out", SHORTER, settings=settings, jobs=slots)
        results = []
        for result in run:
            results.append(result)
            if deaths and len(results) >= sections // 16:
                deaths -= 1
                service.die(1.5 * pace)
        took = time.monotonic() - began
        stats = service.stats()
    needed = stats["answered"] + sum(stats["faults"].values())
    return Storm(
        reports=run.total,
        finished=sum(r.verdict is not None for r in results),
        requests=stats["requests"],
        answered=stats["answered"],
        faults=stats["faults"],
        early=stats["early"],
        ratio=round(stats["requests"] / needed, 3),
        wrong=sum(
            any(f["severity"] == "error" for s in r.row["sections"] for f in s["findings"])
            for r in results
            if r.verdict not in (None, "unchanged")
        ),
        seconds=round(took, 1),
    )


@dataclass(frozen=True)
class Kills:
    """What kills did: `answered` questions, of them `meanwhile` before the last, undisturbed run;
    `repeated` answers were paid for twice, at most one for each kill and slot.

    `lost`, `torn` and `twice` count reports that are missing or not as an undisturbed run leaves
    them, and lines of the record beyond one a report.
    """

    kills: int
    sections: int
    slots: int
    answered: int
    meanwhile: int
    repeated: int
    allowed: int
    lost: int
    torn: int
    twice: int


def kills(count: int = 100, sections: int = 400, *, slots: int = 2, seed: int = 11) -> Kills:
    """Kill runners of one batch at random moments until `count` are dead, then let it end."""
    draw = random.Random(seed)
    per_report = 4
    with tempfile.TemporaryDirectory() as name, running(0.1) as service:
        folder = Path(name)
        papers(folder / "in", sections // per_report, per_report)
        settings = settings_for(service)
        _import_all(settings)

        def work(output: str) -> None:
            list(batch.run([folder / "in"], folder / output, PLAIN, settings=settings, jobs=slots))

        killed = 0
        while killed < count:
            several = min(2, count - killed) if killed % 4 >= 2 else 1
            before = service.stats()["requests"]
            children = [_forked(lambda: work("out")) for _ in range(several)]
            if draw.random() < 0.8:  # while questions are being asked; else at any time
                _wait_for_requests(service, before + 1, 20)
            for child in children:
                time.sleep(draw.uniform(0.0, 0.4))
                os.kill(child, signal.SIGKILL)
            for child in children:
                os.waitpid(child, 0)
            killed += several
        meanwhile = service.stats()["answered"]
        work("out")
        disturbed = service.stats()
        work("calm")
        found, calm = _texts(folder / "out"), _texts(folder / "calm")
        rows = (folder / "out" / batch.RECORD).read_text(encoding="utf-8").splitlines()
    files = [json.loads(row)["file"] for row in rows]
    return Kills(
        kills=killed,
        sections=sections,
        slots=slots,
        answered=disturbed["answered"],
        meanwhile=meanwhile,
        repeated=disturbed["repeated"],
        allowed=killed * slots,
        lost=len(set(calm) - set(found)) + (len(calm) - len(set(files))),
        torn=sum(found[name] != text for name, text in calm.items() if name in found),
        twice=len(files) - len(set(files)),
    )


def _import_all(settings: Settings) -> None:
    """Have everything imported before the first fork, so that a kill meets work, not imports."""
    writer = get_model(None, settings)
    assert writer is not None
    _ask(writer, -1)
    writer.close()
    count_tokens("一")


def _wait_for_requests(service: Running, count: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while service.stats()["requests"] < count and time.monotonic() < end:
        time.sleep(0.01)


def _forked(work: Callable[[], None]) -> int:
    """Run `work` in a forked process and return its ID."""
    child = os.fork()
    if child:
        return child
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        work()
    finally:
        os._exit(0)


def _texts(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.txt")}


def main(arguments: list[str]) -> None:
    """Measure what the first argument names and print it as JSON."""
    what, *rest = arguments or [""]
    if what == "throughput":
        print(json.dumps(asdict(throughput(*(float(r) if "." in r else int(r) for r in rest)))))  # type: ignore[arg-type]
    elif what == "memory":
        print(json.dumps(memory(*map(int, rest))))
    elif what == "storm":
        print(json.dumps(asdict(storm(*map(int, rest)))))
    elif what == "kills":
        print(json.dumps(asdict(kills(*map(int, rest)))))
    else:
        print(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
