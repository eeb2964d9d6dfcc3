"""A bar while the model is fetched and works; nothing at all where stderr is no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    DownloadColumn,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.progress import Progress as Bars

from assistant.cli.terminal import Terminal
from assistant.tasks import task_label

if TYPE_CHECKING:
    from assistant.models.progress import Step
    from assistant.request import Progress


class ProgressBar:
    """Shows the last thing reported; use it as a context manager so that it always goes away."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._live: Bars | None = None
        self._kind = ""

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._close()

    def work(self, progress: Progress) -> None:
        """Show how many sections or passages of the task are done."""
        t = self._terminal.text
        words = _STAGES.get(progress.stage)
        name = t(*words) if words else task_label(progress.stage, self._terminal.language)
        if progress.section:
            name += t(f" 第 {progress.section} 部分", f" section {progress.section}")
        tokens = f"{progress.tokens:,} tokens" if progress.tokens else ""
        self._show("work", name, progress.done, progress.total, tokens)

    def step(self, step: Step) -> None:
        """Show how far the weights are fetched, verified or loaded."""
        name = self._terminal.text(*_STEPS[step.kind])
        self._show(step.kind, f"{name} {step.note}", step.done, step.total, "")

    def _show(self, kind: str, name: str, done: int, total: int, tokens: str) -> None:
        if not self._terminal.err.is_terminal:
            return
        if self._live is None or kind != self._kind:
            self._close()
            self._kind = kind
            self._live = self._bars(kind)
            self._live.start()
            self._live.add_task(name, total=None, tokens="", count="")
        self._live.update(
            self._live.task_ids[0],
            description=name,
            completed=done,
            total=total or None,
            tokens=tokens,
            count=f"{done}/{total}" if total else "",
        )

    def _bars(self, kind: str) -> Bars:
        name = TextColumn("{task.description}")
        if kind == "work":
            return Bars(
                SpinnerColumn(),
                name,
                BarColumn(24),
                TextColumn("{task.fields[count]}"),
                TextColumn("{task.fields[tokens]}", style="dim"),
                TimeElapsedColumn(),
                console=self._terminal.err,
                transient=True,
            )
        columns: list[ProgressColumn] = [SpinnerColumn(), name, BarColumn(24), DownloadColumn()]
        if kind == "fetch":
            columns += [TransferSpeedColumn(), TimeRemainingColumn()]
        return Bars(*columns, console=self._terminal.err, transient=True)

    def _close(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None


_STEPS = {
    "wait": ("等待另一个进程下载", "Waiting for another process that fetches"),
    "fetch": ("下载", "Fetching"),
    "verify": ("校验", "Verifying"),
    "load": ("载入", "Loading"),
}
_STAGES = {
    "read": ("读取", "Reading"),
    "model": ("准备模型", "Preparing the model"),
    "check": ("核对", "Checking"),
    "verify": ("核对", "Checking"),
    "section": ("整段改写", "Writing whole sections"),
    "repair": ("返工", "Repairing"),
}
