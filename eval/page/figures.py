"""The figures of a run as Markdown: what the project quotes, with how to get them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.scored import Scored
from eval.summary import by_genre, by_task, grouped, orders, rows
from eval.tables import LEGEND, cells, headings, markdown, order_lines

if TYPE_CHECKING:
    from eval.log import Log


def figures(name: str, log: Log, scored: Sequence[Scored], chrf: Mapping[str, float]) -> str:
    """Return the tables of a run over all, by task and by genre, with versions and commands."""
    header = log.headers[-1]
    parts = [
        f"# Evaluation: {name}\n",
        _versions(header),
        f"Got again by:\n\n```bash\n{_command(header, log, name)}\n```\n",
        f"## All {len(log.cases)} cases\n",
        _table(rows(scored)),
        LEGEND + ".\n",
        "chrF, for information: " + ", ".join(f"{s} {v}" for s, v in chrf.items()) + ".\n",
        "The order that must come out right:\n",
        "\n".join(f"- {line}" for line in order_lines(orders(scored))) + "\n",
    ]
    for title, by in (("task", by_task), ("genre", by_genre)):
        parts.append(f"## By {title}\n")
        for group, found in grouped(scored, by).items():
            parts += [f"### {group}\n", _table(found)]
    return "\n".join(parts)


def _table(found: Sequence[Any]) -> str:
    return markdown(headings(), (cells(row) for row in found))


def _versions(header: dict[str, Any]) -> str:
    suite, code, machine = header["suite"], header["code"], header["machine"]
    prompts = ", ".join(f"{name} {stamp}" for name, stamp in header["prompts"].items())
    return (
        f"Suite version {suite['version']} ({suite['hash']}), {suite['cases']} cases, each "
        f"{header['repeats']}×. Code {code['version']} ({code['hash']}). Prompts: {prompts}. "
        f"{header['started']}, {machine['system']} {machine['processor']}, "
        f"Python {machine['python']}.\n"
    )


def _command(header: dict[str, Any], log: Log, name: str) -> str:
    run = " ".join(header["command"])
    return f"python -m eval {run}\npython -m eval report {log.path.stem} --results {name}"
