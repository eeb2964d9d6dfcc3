"""The charts of the summary: what became of the reports, at what length, by whom, how fast."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from assistant.batch.names import ENGINES, OUTCOMES, Chosen, chosen, name
from assistant.batch.summary import EDGES, STEPS_PER_DECADE, Totals
from assistant.batch.summary import OUTCOMES as ORDER
from assistant.batch.svg import PAPER, draw
from assistant.catalogue import finding_name
from assistant.findings import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_FINDINGS = 8


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: the colour's name, the words and their count."""

    colour: str
    words: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with what stands around it; `svg` is markup, everything else text."""

    title: str
    svg: Markup
    keys: tuple[Key, ...] = ()
    note: str = ""


def charts(totals: Totals, language: Language = Language.ZH) -> list[Chart]:
    """Return the charts for which there is something to show."""
    made = (
        _verdicts(totals, language),
        _engines(totals, language),
        _lengths(totals, language),
        _findings(totals, language),
        _spans(totals, language),
        _progress(totals, language),
    )
    return [chart for chart in made if chart is not None]


def _verdicts(totals: Totals, language: Language) -> Chart | None:
    t = chosen(language)
    rows = [
        (t("报告", "reports"), [totals.reports[o] for o in ORDER]),
        (t("部分", "sections"), [totals.sections_by(o) for o in ORDER]),
    ]
    rows = [row for row in rows if sum(row[1])]
    if not rows:
        return None
    title = t("结论", "Verdicts")
    keys = tuple(
        Key(o, name(OUTCOMES, o, language), " / ".join(f"{row[n]:,}" for _, row in rows))
        for n, o in enumerate(ORDER)
        if any(row[n] for _, row in rows)
    )

    def plot(axes: Axes) -> None:
        for place, (words, row) in enumerate(rows):
            axes.pie(
                [count for count in row if count],
                colors=[PAPER[o] for o, count in zip(ORDER, row, strict=True) if count],
                center=(place * 2.5, 0),
                startangle=90,
                counterclock=False,
                wedgeprops={"width": 0.34, "linewidth": 0},
            )
            axes.text(place * 2.5, 0.1, f"{sum(row):,}", ha="center", va="center", size=14)
            axes.text(place * 2.5, -0.25, words, ha="center", va="center", c=PAPER["soft"])
        axes.set(xlim=(-1.05, 2.5 * (len(rows) - 1) + 1.05), ylim=(-1.05, 1.05))
        axes.set_position((0, 0, 1, 1))

    said = title + ": " + "; ".join(f"{words} {row}" for words, row in rows)
    note = " / ".join(words for words, _ in rows) if len(rows) > 1 else ""
    return Chart(title, draw("verdicts", said, plot), keys, note)


def _engines(totals: Totals, language: Language) -> Chart | None:
    t = chosen(language)
    rows = [(engine, [totals.sections[o, engine] for o in ORDER]) for engine in ENGINES]
    everything = sum(sum(row) for _, row in rows)
    if not everything:
        return None
    title = t("每个部分由谁写", "Who wrote the sections")
    names = [name(ENGINES, engine, language) for engine, _ in rows]
    shares = [f"{sum(row):,} ({sum(row) / everything:.0%})" for _, row in rows]

    def plot(axes: Axes) -> None:
        for place, (_, row) in enumerate(rows):
            left = 0.0
            for outcome, count in zip(ORDER, row, strict=True):
                axes.barh(place, count / everything, 0.6, left, color=PAPER[outcome], lw=0)
                left += count / everything
            inside = left > 0.8
            axes.text(
                left + (-0.02 if inside else 0.02),
                place,
                shares[place],
                ha="right" if inside else "left",
                va="center",
                c=PAPER["on" if inside else "ink"],
            )
        axes.set_yticks(range(len(rows)), names)
        axes.set(ylim=(len(rows) - 0.5, -0.5), xlim=(0, 1), xticks=[])
        axes.spines["bottom"].set_visible(False)
        axes.set_position((0.19, 0.04, 0.79, 0.92))

    said = title + ": " + "; ".join(f"{n} {s}" for n, s in zip(names, shares, strict=True))
    keys = _legend((o for o in ORDER if totals.sections_by(o)), language)
    return Chart(title, draw("engines", said, plot), keys)


def _legend(outcomes: Iterable[str], language: Language) -> tuple[Key, ...]:
    return tuple(Key(outcome, name(OUTCOMES, outcome, language)) for outcome in outcomes)


def _lengths(totals: Totals, language: Language) -> Chart | None:
    if not totals.lengths:
        return None
    t = chosen(language)
    asked = totals.with_length > 0
    title, across = (
        (t("要求与实得字数", "字数 asked and delivered"), t("要求字数", "字数 asked"))
        if asked
        else (t("原文与实得字数", "字数 before and after"), t("原文字数", "字数 before"))
    )
    label = f"{title}: {totals.asked:,} → {totals.delivered:,}"

    def plot(axes: Axes) -> None:
        ends = [step for x, y, _ in totals.lengths for step in (x, y)]
        low, high = min(ends) - 2, max(ends) + 2
        axes.plot([low, high], [low, high], color=PAPER["soft"], lw=0.8, ls=(0, (3, 3)))
        for (x, y, outcome), count in sorted(totals.lengths.items()):
            size = 28 + 12 * math.log2(count)
            axes.scatter([x], [y], size, color=PAPER[outcome], alpha=0.75, lw=0)
        ticks, words = _round_lengths(low, high)
        axes.set_xticks(ticks, words)
        axes.set_yticks(ticks, words)
        axes.set(xlim=(low, high), ylim=(low, high), axisbelow=True)
        axes.grid()
        axes.set_xlabel(across, labelpad=2)
        axes.set_position((0.17, 0.17, 0.8, 0.79))

    keys = _legend((o for o in ORDER if any(end == o for _, _, end in totals.lengths)), language)
    note = t(
        "纵轴：实得字数；虚线：正好；点越大，报告越多",
        "Upwards: 字数 delivered; dashed: exactly that; a larger dot is more reports",
    )
    return Chart(title, draw("lengths", label, plot, height=2.5), keys, note)


def _round_lengths(low: float, high: float) -> tuple[list[float], list[str]]:
    """Return the places and words of round lengths on the scale, few or many as it is wide."""
    decades = range(int(low // STEPS_PER_DECADE), int(high // STEPS_PER_DECADE) + 1)
    width = (high - low) / STEPS_PER_DECADE
    of_decade = (1,) if width > 2.2 else (1, 2, 5) if width > 0.9 else (1, 1.5, 2, 3, 4, 6, 8)
    every = [round(n * 10**d) for d in decades if d >= 1 for n in of_decade]
    shown = [n for n in every if low <= math.log10(n) * STEPS_PER_DECADE <= high]
    return [math.log10(n) * STEPS_PER_DECADE for n in shown], [f"{n:,}" for n in shown]


def _findings(totals: Totals, language: Language) -> Chart | None:
    if not totals.findings:
        return None
    t = chosen(language)
    kinds = totals.findings.most_common(MOST_FINDINGS)
    title = t("发现的问题", "Findings")
    names = [finding_name(code, language) for (code, _), _ in kinds]
    label = f"{title}: " + "; ".join(f"{n} {c}" for n, (_, c) in zip(names, kinds, strict=True))
    colours = {"error": "failed", "warning": "review", "info": "unchanged"}

    def plot(axes: Axes) -> None:
        most = kinds[0][1]
        for place, ((_, severity), count) in enumerate(kinds):
            axes.barh(place, count, 0.62, color=PAPER[colours[severity]], lw=0)
            axes.text(count + most * 0.015, place, f"{count:,}", va="center", c=PAPER["soft"])
        axes.set_yticks(range(len(kinds)), names)
        axes.set(ylim=(len(kinds) - 0.4, -0.6), xlim=(0, most * 1.14), xticks=[])
        axes.spines["bottom"].set_visible(False)
        axes.set_position((0.34, 0.02, 0.64, 0.96))

    severities = {severity for _, severity in totals.findings}
    words = {
        "error": t("错误", "error"),
        "warning": t("警告", "warning"),
        "info": t("提示（不妨碍采纳）", "note (hinders nothing)"),
    }
    keys = tuple(Key(colours[s], words[s]) for s in words if s in severities)
    more = len(totals.findings) - len(kinds)
    note = "" if more <= 0 else t(f"另有 {more} 种较少", f"and {more} rarer kinds")
    return Chart(title, draw("findings", label, plot, height=0.3 + 0.27 * len(kinds)), keys, note)


def _spans(totals: Totals, language: Language) -> Chart | None:
    if not totals.spans:
        return None
    t = chosen(language)
    title = t("每篇用时", "Time for a report")
    label = f"{title}: {totals.seconds:,.0f} s"
    places = range(min(totals.spans), max(totals.spans) + 1)

    def plot(axes: Axes) -> None:
        most = max(totals.spans.values())
        axes.bar(places, [totals.spans[p] for p in places], 0.86, color=PAPER["accent"], lw=0)
        for place in places:
            if count := totals.spans[place]:
                axes.text(place, count + most * 0.02, f"{count:,}", ha="center", c=PAPER["soft"])
        ends = [p for p in (*places, max(places) + 1) if p < len(EDGES)]
        axes.set_xticks([p - 0.5 for p in ends], [_seconds(EDGES[p], t) for p in ends])
        last = max(max(places), min(places) + 4)
        axes.set(yticks=[], xlim=(min(places) - 0.7, last + 0.7), ylim=(0, most * 1.15))
        axes.spines["left"].set_visible(False)
        axes.set_position((0.03, 0.12, 0.94, 0.86))

    note = t("柱的两端为时长，高度为报告数", "Edges: time; height: reports")
    return Chart(title, draw("spans", label, plot), note=note)


def _seconds(seconds: float, t: Chosen) -> str:
    for size, unit in ((3600, t("小时", " h")), (60, t("分", " min"))):
        if seconds >= size:
            return f"{seconds / size:g}{unit}"
    return f"{seconds:g}{t('秒', ' s')}"


def _progress(totals: Totals, language: Language) -> Chart | None:
    """Tokens over time; sections where no model was asked."""
    moments = sorted(totals.moments)
    if len(moments) < 2:
        return None
    t = chosen(language)
    ended, sections, read, written = zip(*moments, strict=True)
    with_tokens = any(read) or any(written)
    seconds, paused = _worked(ended)
    size, unit = _scale(seconds[-1], t)
    times = [at / size for at in seconds]
    title = t("进度与 tokens", "Tokens over time") if with_tokens else t("进度", "Progress")
    series: list[tuple[str, str, list[int]]] = (
        [
            ("accent", t("读 tokens", "tokens read"), list(accumulate(read))),
            ("second", t("写 tokens", "tokens written"), list(accumulate(written))),
        ]
        if with_tokens
        else [("accent", t("完成的部分", "sections done"), list(accumulate(sections)))]
    )
    label = f"{title}: " + "; ".join(f"{words} {values[-1]:,}" for _, words, values in series)

    def plot(axes: Axes) -> None:
        keep = max(1, len(times) // 300)
        for colour, _, values in series:
            axes.plot([*times[::keep], times[-1]], [*values[::keep], values[-1]], c=PAPER[colour])
        axes.set_ylim(bottom=0)
        axes.set_xlim(0, times[-1] or 1)
        axes.yaxis.set_major_formatter(lambda value, _: _short(value))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
        axes.locator_params(nbins=5)
        axes.locator_params(axis="y", integer=True)
        axes.grid(axis="y")
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(unit, labelpad=2)
        axes.set_position((0.14, 0.2, 0.82, 0.75))

    keys = tuple(Key(colour, words, f"{values[-1]:,}") for colour, words, values in series)
    note = t("停顿已略去", "pauses left out") if paused else ""
    return Chart(title, draw("progress", label, plot), keys, note)


PAUSE = 1800.0
"""Seconds without a report after which nobody was at work: the night between two runs."""


def _worked(moments: Sequence[float]) -> tuple[list[float], bool]:
    """Return seconds since the first moment without the pauses, and whether there were any."""
    out, at, paused = [0.0], 0.0, False
    for before, now in pairwise(moments):
        if now - before < PAUSE:
            at += now - before
        else:
            paused = True
        out.append(at)
    return out, paused


def _scale(seconds: float, t: Chosen) -> tuple[float, str]:
    if seconds >= 7200:
        return 3600, t("小时", "hours")
    if seconds >= 120:
        return 60, t("分钟", "minutes")
    return 1, t("秒", "seconds")


def _short(value: float) -> str:
    for size, mark in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{mark}"
    return f"{value:g}"
