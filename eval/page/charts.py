"""The charts of the page, as SVG that takes its colours from the page's style sheet.

Texts stay texts (`svg.fonttype: none`), so that they are set in the reader's own fonts; ids and
dates are fixed, so that the same numbers give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from eval.summary import Row

# Colours that mean nothing themselves: each is replaced by a variable of the style sheet.
_INK, _LINE, _GROUND = "#010203", "#010204", "#010205"
_SERIES = ("#010211", "#010212", "#010213", "#010214")
_VARIABLES = {_INK: "ink", _LINE: "line", _GROUND: "ground"} | {
    colour: f"series{i}" for i, colour in enumerate(_SERIES, 1)
}
_WIDTH = 4.8
"""Inches; the page lets a chart shrink with the window."""


Chart = tuple[str, Markup]
"""A title and the drawing."""


def totals(rows: Sequence[Row]) -> Chart:
    """Return a dot with its interval for each system's mean total."""

    def draw(axes: Any) -> None:
        shown = [r for r in reversed(rows) if r.total is not None]
        for at, row in enumerate(shown):
            if row.total is None:
                continue
            mean, low, high = row.total.mean, row.total.low, row.total.high
            if low is not None and high is not None:
                axes.plot([low, high], [at, at], color=_SERIES[0], linewidth=3, alpha=0.45)
            axes.plot([mean], [at], "o", color=_SERIES[0], markersize=7)
            axes.annotate(
                f"{mean:.2f}", (mean, at), (0, 7), textcoords="offset points", ha="center",
                color=_INK, fontsize=8,
            )  # fmt: skip
        _names(axes, [r.system for r in shown])
        axes.set_xlim(-0.04, 1.06)
        axes.set_ylim(-0.6, len(shown) - 0.3)

    return _chart("totals", "Mean total of each system with its 95 % interval", draw, len(rows))


def by_group(name: str, title: str, groups: Mapping[str, Sequence[Row]]) -> Chart:
    """Return the mean totals of the systems for each task or genre, as dots on a line each."""
    systems = list(dict.fromkeys(r.system for rows in groups.values() for r in rows))
    # Those whose totals are known beforehand would only hide the others.
    shown = [s for s in systems if s not in ("reference", "empty")][-len(_SERIES) :]
    markers = ("o", "s", "D", "^")

    def draw(axes: Any) -> None:
        names = list(groups)[::-1]
        for number, system in enumerate(shown):
            places = [
                (row.total.mean, at + 0.24 - 0.16 * number)
                for at, group in enumerate(names)
                for row in groups[group]
                if row.system == system and row.total is not None
            ]
            axes.plot(
                [x for x, _y in places], [y for _x, y in places], markers[number],
                color=_SERIES[number], markersize=6, label=system, linestyle="none",
            )  # fmt: skip
        _names(axes, names)
        axes.set_xlim(-0.04, 1.06)
        axes.set_ylim(-0.6, len(names) - 0.4)
        axes.legend(
            loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False,
            fontsize=8, labelcolor=_INK, handletextpad=0.2,
        )  # fmt: skip

    return _chart(name, title, draw, len(groups) * 1.5 + 1)


def workers(rows: Sequence[Row]) -> Chart | None:
    """Return for each system of the product who did the parts; None where there is none."""
    shown = [r for r in reversed(rows) if r.fallback is not None and r.by_model is not None]
    if not shown:
        return None

    def draw(axes: Any) -> None:
        for at, row in enumerate(shown):
            done = 1 - (row.fallback or 0)
            again = min(row.repaired or 0, done)
            pieces = (
                ("by the model at once", done - again, _SERIES[0]),
                ("by the model, sent back first", again, _SERIES[1]),
                ("rules or nobody", 1 - done, _SERIES[2]),
            )
            left = 0.0
            for label, width, colour in pieces:
                axes.barh(
                    at, width, left=left, height=0.5, color=colour, label=None if at else label,
                    edgecolor=_GROUND, linewidth=1,
                )  # fmt: skip
                if width > 0.06:
                    axes.text(
                        left + width / 2, at + 0.34, f"{width:.0%}", ha="center", va="bottom",
                        fontsize=8, color=_INK,
                    )  # fmt: skip
                left += width
        _names(axes, [r.system for r in shown])
        axes.set_xlim(0, 1)
        axes.set_ylim(-0.5, len(shown) - 0.2)
        axes.legend(
            loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=1, frameon=False, fontsize=8,
            labelcolor=_INK, handlelength=1,
        )  # fmt: skip

    return _chart("workers", "Who did the parts that were worked on", draw, len(shown) * 1.2 + 1.8)


def _names(axes: Any, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)


def _chart(name: str, title: str, draw: Callable[[Any], None], rows: float) -> Chart:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": f"eval-{name}",
        "font.family": ["sans-serif"],
        "font.size": 9,
        "text.color": _INK,
        "axes.edgecolor": _LINE,
        "axes.labelcolor": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
    }
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(_WIDTH, 0.75 + 0.36 * max(rows, 1)), layout="constrained")
        axes = figure.subplots()
        draw(axes)
        axes.grid(axis="x", color=_LINE, linewidth=0.6, alpha=0.6)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        out = io.StringIO()
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    return title, _inline(out.getvalue(), title)


def _inline(svg: str, title: str) -> Markup:
    """Return an SVG to stand in a page: no prologue, no size, its colours the page's own."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<style[^>]*>.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (?:width|height)="[\d.]+pt"', "", svg, count=2)
    svg = re.sub(r' xmlns(?::xlink)?="[^"]+"', "", svg, count=2)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var(--{variable})")
    label = Markup(' role="img" aria-label="{}"').format(title)
    # The SVG is ours: its texts were escaped by matplotlib.
    return Markup(svg.replace("<svg", f"<svg{label}", 1))
