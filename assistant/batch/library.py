"""`batch.run(…)`: from options to a batch that is ready to run."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.batch.batch_run import BatchRun, Engine, Watch
from assistant.batch.dryrun import Estimate, estimate
from assistant.batch.job import Job
from assistant.batch.jobs import plan
from assistant.batch.options import BatchOptions
from assistant.batch.store import FILE, Store, store_folder
from assistant.delivery import check_form
from assistant.errors import UsageError
from assistant.models.progress import Progress as Loading
from assistant.models.registry import parse_name
from assistant.request import Request, require_sensible


def run(
    inputs: Sequence[str | Path],
    output: str | Path,
    request: Request,
    options: BatchOptions | None = None,
    *,
    engine: Engine | None = None,
    loading: Loading | None = None,
    watch: Watch | None = None,
    **changes: Any,
) -> BatchRun:
    """Plan a batch over files, folders, globs and job lists, and return it, ready to run.

    Iterating over it does the work and yields a result for each report, in the order of input.
    `changes` are fields of `options` (see BatchOptions).  `engine` is another way to do the work,
    `loading` hears of a model's; `watch` is told, in the caller's thread, how the whole stands,
    about twice a second.

    Raises UsageError, InputError, OutputError for what makes no sense, before anything is done.
    """
    chosen = _chosen(options, changes)
    name = chosen.settings.model
    if chosen.max_cost is not None and chosen.settings.price_of(name) is None:
        raise UsageError(
            f"没有配置 {name} 的价格，不能按费用控制；请在设置文件的 prices 里写明。",
            f"No price is configured for {name}, so the cost cannot be limited; "
            "write it under prices in a settings file.",
        )
    planned = _plan(inputs, Path(output), request, chosen)
    return BatchRun(planned, Path(output), chosen, engine, loading, watch)


def look_ahead(
    inputs: Sequence[str | Path],
    output: str | Path,
    request: Request,
    options: BatchOptions | None = None,
    **changes: Any,
) -> Estimate:
    """Return what `run` with these options would come to; nothing is asked and nothing written.

    Raises what `run` raises.
    """
    chosen, folder = _chosen(options, changes), Path(output)
    planned = _plan(inputs, folder, request, chosen)
    place = store_folder(folder, chosen.store)
    if not (place / FILE).is_file():
        return estimate(planned, chosen)
    with closing(Store.find(folder, place)) as known:
        return estimate(planned, chosen, known)


def _plan(
    inputs: Sequence[str | Path], folder: Path, request: Request, options: BatchOptions
) -> list[Job]:
    """Return the jobs of a batch, whose defaults are what its options say."""
    require_sensible(request)
    form = options.form
    facts = tuple(str(f) for f in options.facts)
    default = Job(Path(), folder, request, options.genre, facts, form)
    check_form(form, source=None, word=bool(form.layout) or form.revisions)
    return plan(inputs, folder, default)


def _chosen(options: BatchOptions | None, changes: dict[str, Any]) -> BatchOptions:
    """Return the options with some changed, and with the model they name in the settings."""
    chosen = replace(options or BatchOptions(), **changes)
    if chosen.model is not None:
        chosen = replace(chosen, settings=replace(chosen.settings, model=chosen.model))
    parse_name(chosen.settings.model)
    return chosen
