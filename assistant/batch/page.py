"""The summary of a batch as one page: it needs no network and no script, and prints.

Everything that comes from reports, files or models is text; only the charts, which this package
draws itself, are put in as markup.  The page forbids every other source by its own policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from assistant.batch.charts import charts
from assistant.batch.names import ENGINES, OUTCOMES, Chosen, chosen, name
from assistant.batch.plain_text import visible
from assistant.batch.summary import OUTCOMES as ORDER
from assistant.batch.summary import ReportLine, Summary
from assistant.findings import Language

if TYPE_CHECKING:
    from jinja2 import Template

MOST_REASONS = 8
MOST_NEEDING = 300
MOST_QUESTIONS = 2_000

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class About:
    """What stands at the head of the page: the task in words and the facts of the run.

    `output` is the folder of the results, `beside` the one the page will lie in: results below
    both are linked.
    """

    what: str
    output: Path
    beside: Path
    facts: tuple[str, ...] = ()


def render_page(summary: Summary, about: About, language: Language = Language.ZH) -> str:
    """Return the page as HTML.

    The lists are cut where they would make it unwieldy, and say so: the tables hold everything.
    """
    t = chosen(language)

    def chip(outcome: str) -> Markup:
        kind = outcome if outcome in ORDER else "open"
        words = name(OUTCOMES, outcome, language)
        return Markup('<span class="chip {}">{}</span>').format(kind, words)

    def link(line: ReportLine) -> Markup:
        shown = Markup("<bdi>{}</bdi>").format(visible(line.file))
        address = _address(line.output, about)
        return Markup('<a href="{}">{}</a>').format(address, shown) if address else shown

    totals = summary.totals
    needing = [line for line in summary.lines if line.needs_person]
    asking, asking_left = _asking(summary.lines, totals.questions)
    return _template().render(
        zh=language is Language.ZH,
        t=t,
        n=lambda number: f"{number:,}",
        chip=chip,
        link=link,
        shown=visible,
        by=lambda engine: "" if engine == "none" else name(ENGINES, engine, language),
        most_reasons=MOST_REASONS,
        css=Markup((_HERE / "page.css").read_text(encoding="utf-8")),
        what=visible(about.what),
        facts=[visible(fact) for fact in about.facts],
        totals=totals,
        charts=charts(totals, language),
        needing=needing[:MOST_NEEDING],
        needing_left=totals.needing - len(needing[:MOST_NEEDING]),
        asking=asking,
        asking_left=asking_left,
        **_table(summary, t),
        left_out=summary.left_out,
        filters=[("all", t("全部", "all"))]
        + [(o, name(OUTCOMES, o, language)) for o in ORDER if totals.reports[o]],
    )


@cache
def _template() -> Template:
    """Return the page's template: to compile it takes as long as to draw half of the charts."""
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("page.html.j2")


def _address(output: str | None, about: About) -> str | None:
    """Return the address of a result relative to the page; what lies elsewhere is not linked."""
    if not output:
        return None
    path = Path(output).absolute()
    if ".." in path.parts or not path.is_relative_to(about.output.absolute()):
        return None
    try:
        path = path.relative_to(about.beside.absolute())
    except ValueError:
        return None
    return "./" + quote(path.as_posix().encode("utf-8", "surrogateescape"))


def _asking(lines: Sequence[ReportLine], all_of_them: int) -> tuple[list[ReportLine], int]:
    """Return the reports whose questions are shown, and how many questions are not."""
    shown: list[ReportLine] = []
    count = 0
    for line in lines:
        if line.questions and count + len(line.questions) <= MOST_QUESTIONS:
            shown.append(line)
            count += len(line.questions)
    return shown, all_of_them - count


def _table(summary: Summary, t: Chosen) -> dict[str, Any]:
    """Return columns, rows and sort keys; a row carries its place in every order for the CSS."""
    with_cost = summary.totals.usage.cost is not None
    spent = t("费用", "Cost") if with_cost else "tokens"
    columns: list[tuple[str, str, Callable[[ReportLine], str]]] = [
        ("source", t("原文", "Source"), lambda line: f"{line.source:,}" if line.source else ""),
        ("asked", t("要求", "Asked"), lambda line: f"{line.asked:,}" if line.asked else ""),
        ("words", t("实得", "Delivered"), _delivered),
        ("sections", t("部分", "Sections"), lambda line: f"{len(line.sections) or ''}"),
        ("look", t("需看", "Look at"), lambda line: f"{_to_look(line) or ''}"),
        ("filled", t("已填", "Filled"), lambda line: f"{line.filled or ''}"),
        ("questions", t("仍缺", "Open"), lambda line: f"{len(line.questions) or ''}"),
        ("seconds", t("秒", "Seconds"), lambda line: f"{line.seconds:,.1f}"),
        ("cost", spent, lambda line: _spent(line, with_cost)),
    ]
    sorts: list[tuple[str, str, Callable[[ReportLine], Any]]] = [
        ("need", t("先看的在前", "needs first"), lambda _: 0),
        ("file", t("文件名", "file"), lambda line: line.file),
        ("words", t("字数", "字数"), lambda line: -line.delivered),
        ("off", t("离要求最远", "furthest off"), lambda line: -_off(line)),
        ("look", t("需看", "look at"), lambda line: -_to_look(line)),
        ("questions", t("仍缺", "gaps open"), lambda line: -len(line.questions)),
        ("seconds", t("用时", "time"), lambda line: -line.seconds),
        (
            "cost",
            spent.lower(),
            lambda line: -(line.usage.cost or 0.0 if with_cost else _tokens(line)),
        ),
    ]
    places: list[dict[str, int]] = [{} for _ in summary.lines]
    for key, _, value in sorts:
        # Bound now: the lambda runs before the next turn of the loop.
        order = sorted(range(len(places)), key=lambda i, v=value: v(summary.lines[i]))  # type: ignore[misc]
        for place, index in enumerate(order):
            places[index][key] = place
    rows = [
        (
            line,
            [cell(line) for _, _, cell in columns],
            ";".join(f"--{key}:{place}" for key, place in own.items()),
        )
        for line, own in zip(summary.lines, places, strict=True)
    ]
    heads = [("file", t("文件", "File"), "file"), ("outcome", t("结论", "Verdict"), "")]
    heads += [(key, words, "num") for key, words, _ in columns]
    return {"rows": rows, "columns": heads, "sorts": [(key, words) for key, words, _ in sorts]}


def _delivered(line: ReportLine) -> str:
    if not line.delivered:
        return ""
    if not line.asked:
        return f"{line.delivered:,}"
    off = round((line.delivered / line.asked - 1) * 100)
    return f"{line.delivered:,} ({off:+}%)" if off else f"{line.delivered:,}"


def _off(line: ReportLine) -> float:
    return abs(line.delivered / line.asked - 1) if line.asked and line.delivered else 0.0


def _tokens(line: ReportLine) -> int:
    return line.usage.prompt_tokens + line.usage.completion_tokens


def _spent(line: ReportLine, with_cost: bool) -> str:
    if with_cost:
        return "" if line.usage.cost is None else f"{line.usage.cost:,.4f}"
    tokens = _tokens(line)
    return f"{tokens:,}" if tokens else ""


def _to_look(line: ReportLine) -> int:
    return sum(section.outcome != "accepted" for section in line.sections)
