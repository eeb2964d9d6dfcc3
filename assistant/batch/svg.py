"""Matplotlib as a pen for inline SVG: text stays text, colours are names of the page's own.

A figure is drawn in placeholder colours that are then replaced by CSS variables, so that one
drawing serves light, dark and paper; its labels are `<text>` elements in the page's font, which is
why matplotlib's own fonts need no Chinese glyphs.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, HEIGHT = 4.0, 2.3
"""Inches at 72 units each: the drawing scales with its card, its letters with it."""

PAPER = {
    "accepted": "#00aa01",
    "review": "#00aa02",
    "unchanged": "#00aa03",
    "failed": "#00aa04",
    "open": "#00aa05",
    "accent": "#00aa06",
    "second": "#00aa07",
    "ink": "#00aa08",
    "soft": "#00aa09",
    "line": "#00aa0a",
    "on": "#00aa0b",
}
"""The colours to draw in; each becomes `var(--chart-NAME)`."""

_VARIABLES = {value: f"var(--chart-{key})" for key, value in PAPER.items()}
_SETTINGS = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "axes.unicode_minus": False,
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": PAPER["line"],
    "axes.labelcolor": PAPER["soft"],
    "text.color": PAPER["ink"],
    "xtick.color": PAPER["line"],
    "ytick.color": PAPER["line"],
    "xtick.labelcolor": PAPER["soft"],
    "ytick.labelcolor": PAPER["ink"],
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "grid.color": PAPER["line"],
    "grid.linewidth": 0.6,
}


def draw(
    name: str, label: str, plot: Callable[[Axes], object], *, height: float = HEIGHT
) -> Markup:
    """Return the SVG of what `plot` draws on empty axes.

    `name` makes the identifiers inside unique on a page, `label` says in words what is shown.
    The result holds no script, no address and no font.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings: Any = {**_SETTINGS, "svg.hashsalt": name}
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(WIDTH, height))
        figure.patch.set_visible(False)
        axes = figure.add_axes((0.19, 0.2, 0.77, 0.74))
        axes.patch.set_visible(False)
        plot(axes)
        out = io.StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        FigureCanvasSVG(figure).print_svg(out, metadata=nothing)  # type: ignore[no-untyped-call]
    return _inline(out.getvalue(), name, label)


def _inline(svg: str, name: str, label: str) -> Markup:
    """Make a file's SVG a part of a page."""
    view = re.search(r'viewBox="[^"]*"', svg)
    start = re.search(r"<svg[^>]*>", svg)
    if view is None or start is None:
        raise AssertionError("matplotlib wrote no SVG element")
    body = svg[start.end() :]
    body = re.sub(r"<style[^>]*>.*?</style>|<!--.*?-->", "", body, flags=re.DOTALL)
    body = body.replace("xlink:href=", "href=")
    body = re.sub(r'\bid="', f'id="{name}-', body)
    body = re.sub(r'href="#|url\(#', lambda m: f"{m[0]}{name}-", body)
    body = re.sub(r"#00aa0[0-9a-f]", lambda m: _VARIABLES[m[0]], body)
    body = re.sub(r"font-family: [^;\"]*;? ?", "", body)
    head = Markup('<svg role="img" aria-label="{}" ').format(label)
    # What matplotlib says in a style element of its own, which would reach the whole page.
    return head + Markup(f'{view[0]} stroke-linejoin="round" stroke-linecap="butt">{body}')
