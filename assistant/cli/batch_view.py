"""A batch as it runs: a live display on a terminal, plain lines anywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from assistant.batch.state import BatchState, Rate
from assistant.cli.labels import VERDICTS, styled
from assistant.cli.terminal import Terminal
from assistant.cli.view_outcome import USELESS

if TYPE_CHECKING:
    from assistant.batch.summary import ReportLine

EVERY = 60.0
"""Seconds between two plain lines about the whole; each report has a line of its own."""


class BatchView:
    """Shows how far a batch is; use it as a context manager so that the display goes away."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._rate = Rate()
        self._last: BatchState | None = None
        self._told = float("-inf")
        self._live = (
            Live(console=terminal.err, transient=True, refresh_per_second=4)
            if terminal.err.is_terminal
            else None
        )

    def __enter__(self) -> BatchView:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, state: BatchState) -> None:
        """Show a new state of the whole."""
        self._rate.add(state)
        self._last = state
        if self._live is not None:
            self._live.update(self._display(state))
            return
        if self._told == float("-inf"):
            self._told = state.at  # nothing to tell at the very beginning
        elif state.at - self._told >= EVERY:
            self._told = state.at
            self._terminal.err.print(Text(self.sentence(state)), soft_wrap=True, highlight=False)

    def report(self, line: ReportLine, number: int, total: int) -> None:
        """Print the line of a finished report, above the display where there is one."""
        told = report_text(line, number, total, self._terminal)
        self._terminal.err.print(told, soft_wrap=True, highlight=False)

    def sentence(self, state: BatchState) -> str:
        """Return the whole in one line."""
        t = self._terminal.text
        parts = [
            t(
                f"报告 {state.reports:,}/{state.of_reports:,}",
                f"reports {state.reports:,}/{state.of_reports:,}",
            ),
            t("部分 ", "sections ") + self._of_sections(state),
            *(f"{words} {count:,}" for words, count, _ in self._outcomes(state)),
            *self._speed(state),
        ]
        if state.waiting is not None:
            parts.append(state.waiting.text(self._terminal.language))
        return t("，", ", ").join(parts)

    def _of_sections(self, state: BatchState) -> str:
        """Return the sections done of all; reports nobody has read yet are only guessed."""
        about = self._terminal.text("约 ", "about ") if state.estimated else ""
        return f"{state.sections:,}/{about}{state.of_sections:,}"

    def _outcomes(self, state: BatchState) -> list[tuple[str, int, str]]:
        """Return name, count and style of each verdict; failed ones only where there are any."""
        counts = (
            ("accepted", state.accepted),
            ("review", state.review),
            ("unchanged", state.unchanged),
        )
        named = [(*styled(VERDICTS, kind, self._terminal), count) for kind, count in counts]
        out = [(words, count, style) for words, style, count in named]
        if state.failed:
            out.append((self._terminal.text("✗ 未处理", "✗ not done"), state.failed, "red"))
        return out

    def _speed(self, state: BatchState) -> list[str]:
        """Return tokens a second, money and time left, as far as they are known."""
        t = self._terminal.text
        out = []
        if state.tokens:
            out.append(f"{self._rate.tokens:,.0f} tokens/s")
        if state.cost is not None:
            out.append(t(f"费用 {state.cost:,.2f}", f"cost {state.cost:,.2f}"))
        left = self._rate.left
        if left is not None and state.sections < state.of_sections:
            out.append(t(f"还要约 {duration(left, True)}", f"about {duration(left, False)} left"))
        return out

    def _display(self, state: BatchState) -> RenderableType:
        t = self._terminal.text
        bars = Table.grid(padding=(0, 1))
        reports = f"{state.reports:,}/{state.of_reports:,}"
        rows = (
            (t("报告", "Reports"), state.reports, state.of_reports, reports),
            (
                t("部分", "Sections"),
                state.sections,
                state.of_sections,
                self._of_sections(state),
            ),
        )
        for words, done, total, said in rows:
            bar = ProgressBar(total=total or None, completed=done, width=28)
            bars.add_row(words, bar, Text(said if total else "…"))
        line = Text("  ").join(
            [
                *(Text(f"{w} {count:,}", s) for w, count, s in self._outcomes(state)),
                *(Text(part, "dim") for part in self._speed(state)),
            ]
        )
        shown: list[RenderableType] = [bars, line]
        if state.waiting is not None:
            shown.append(Text(state.waiting.text(self._terminal.language), "yellow"))
        elif state.current:
            shown.append(Text(state.current, "dim", no_wrap=True, overflow="ellipsis"))
        return Group(*shown)


def report_text(line: ReportLine, number: int, total: int, terminal: Terminal) -> Text:
    """Return one report in one line: what became of it, its 字数, what is open, or why not."""
    t = terminal.text
    text = Text.assemble((f"[{number:,}/{total:,}] ", "dim"), f"{line.file}  ")
    if line.outcome == "failed":
        return text.append(t("✗ 未处理：", "✗ not done: ") + (line.error or ""), "red")
    name, style = styled(VERDICTS, line.outcome, terminal)
    text.append(name, style)
    lengths = f"  {line.source:,} → {line.delivered:,} "
    text.append(lengths + t("字", "字数"))
    if any(f.code == USELESS for section in line.sections for f in section.findings):
        text.append(t("  模型答复全部不可用", "  no reply of the model could be used"), "red")
    if line.questions:
        count = len(line.questions)
        text.append(t(f"  仍缺 {count:,} 处", f"  {count:,} gaps open"), "yellow")
    return text.append(t(f"  {line.seconds:.1f} 秒", f"  {line.seconds:.1f} s"), "dim")


def duration(seconds: float, zh: bool) -> str:
    """Return a time in words, to the two largest units that matter."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    units = (
        (days, "天", "d"),
        (hours, "小时", "h"),
        (minutes, "分", "min"),
        (rest, "秒", "s"),
    )
    first = next((i for i, unit in enumerate(units) if unit[0]), len(units) - 1)
    kept = [unit for unit in units[first : first + 2] if unit[0] or unit is units[first]]
    if zh:
        return "".join(f"{n}{word}" for n, word, _ in kept)
    return " ".join(f"{n} {word}" for n, _, word in kept)
