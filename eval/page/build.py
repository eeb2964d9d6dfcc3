"""From scored answers to the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval import PLAIN, RULES, is_own
from eval.compare import Comparison, compare
from eval.page import charts
from eval.page.phrases import phrases
from eval.scored import Scored, other_reasons
from eval.summary import Row, by_genre, by_task, grouped, orders, rows
from eval.tables import LEGEND, bounds, cells, headings

if TYPE_CHECKING:
    from jinja2 import Template

    from eval.case import Case
    from eval.log import Log

HERE = Path(__file__).parent
KNOWN = ("reference", "source", "empty")
"""Baselines whose text is shown as the case's own, or is none."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with everybody's answers, in the order of the systems."""

    case: Case
    answers: tuple[Scored, ...]

    @property
    def worst(self) -> float:
        """The lowest total of those that are no fixed baseline, to see trouble first."""
        found = [a.total for a in self.answers if a.total is not None and not fixed(a)]
        return min(found, default=1.0)


def build_page(log: Log, scored: Sequence[Scored], *, title: str, chrf: Mapping[str, float]) -> str:
    """Return the page: it loads nothing, runs no script, and every text in it is escaped.

    `chrf` is each system's mean, shown for information.
    """
    all_rows = rows(scored)
    tasks, genres = grouped(scored, by_task), grouped(scored, by_genre)
    return _template().render(
        title=title,
        header=log.headers[-1],
        style=(HERE / "style.css").read_text(encoding="utf-8"),
        headings=headings(),
        cells=cells,
        legend=LEGEND,
        chrf=chrf,
        rows=all_rows,
        tasks=tasks,
        genres={genre_name(scored, name): group for name, group in genres.items()},
        charts=[c for c in _charts(all_rows, tasks, genres) if c],
        orders=orders(scored),
        comparisons=_comparisons(scored),
        bounds=bounds,
        cases=_cases(scored),
        phrases=phrases,
        fixed=fixed,
        other_reasons=other_reasons,
    )


def fixed(one: Scored) -> bool:
    """Whether an answer's text stands on the page already, as the case's own."""
    return one.entry.system in KNOWN


def genre_name(scored: Sequence[Scored], genre: str) -> str:
    """Return a genre's Chinese name behind its ID."""
    name = next((s.case.genre.name.zh for s in scored if s.case.genre.id == genre), "")
    return f"{genre} {name}".strip()


def _charts(
    all_rows: Sequence[Row],
    tasks: Mapping[str, Sequence[Row]],
    genres: Mapping[str, Sequence[Row]],
) -> list[Any]:
    return [
        charts.totals(all_rows),
        charts.workers(all_rows),
        charts.by_group("tasks", "Mean total by task", tasks),
        charts.by_group("genres", "Mean total by genre", genres),
    ]


def _comparisons(scored: Sequence[Scored]) -> list[Comparison]:
    """Compare each system of the product with the rules, with the plain prompt on its model, and
    with itself under the prompts in use."""
    systems = list(dict.fromkeys(s.entry.system for s in scored))
    found: list[Comparison] = []
    for system in systems:
        if not is_own(system):
            continue
        base = system.partition("+")[0]
        for other in dict.fromkeys((PLAIN + base, RULES, base)):
            if other == system or other not in systems:
                continue
            a, b = (
                [s for s in scored if s.entry.system == n and s.strict] for n in (other, system)
            )
            if {s.case.id for s in a} & {s.case.id for s in b}:
                found.append(compare(a, b, (other, system)))
    return found


def _cases(scored: Sequence[Scored]) -> list[CaseView]:
    groups: dict[str, list[Scored]] = {}
    for one in scored:
        groups.setdefault(one.case.id, []).append(one)
    views = [CaseView(group[0].case, tuple(group)) for group in groups.values()]
    return sorted(views, key=lambda v: (list(_TASKS).index(v.case.task.value), v.worst))


_TASKS = ("shorten", "restructure", "fill", "rewrite")


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")
