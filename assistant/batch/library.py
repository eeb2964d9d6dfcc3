"""`batch.run(…)` and its kin: from options to a batch that is ready to run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.batch.conduct import Engine, Run, Watch
from assistant.batch.dryrun import Estimate, estimate
from assistant.batch.hands import Heard
from assistant.batch.jobs import Job, job_of, plan
from assistant.batch.orders import PATIENCE, Orders
from assistant.batch.store import FILE, Store, store_folder
from assistant.config import Settings
from assistant.delivery import check_form
from assistant.errors import InputError, UsageError
from assistant.findings import Message
from assistant.formats import Form
from assistant.models.progress import Progress as Loading
from assistant.models.registry import parse_name
from assistant.request import Request
from assistant.session.sensible import require_sensible


def run(
    inputs: Sequence[str | Path],
    output: str | Path,
    request: Request,
    *,
    genre: str | None = None,
    facts: Sequence[str | Path] = (),
    form: Form | None = None,
    settings: Settings | None = None,
    model: str | None = None,
    jobs: int | None = None,
    processes: int | None = None,
    overwrite: bool = False,
    original: bool = False,
    floor: bool = False,
    strict_model: bool = False,
    patience: float = PATIENCE,
    max_tokens: int | None = None,
    max_cost: float | None = None,
    max_time: float | None = None,
    store: str | Path | None = None,
    engine: Engine | None = None,
    heard: Heard | None = None,
    loading: Loading | None = None,
    watch: Watch | None = None,
) -> Run:
    """Plan a batch over files, folders, globs and job lists, and return it, ready to run.

    Iterating over it does the work and yields a result for each report, in the order of input.
    The options are those of the command line; `jobs` is the number of requests at once,
    `processes` that of the processes beside this one that do the own work (None: as many as are
    worth it, 0: none), `store` the folder of the store where it is not to lie beside the output,
    `patience` the seconds a model may be down before `floor` or `strict_model` acts, `engine`
    another way to do the work, `heard` (from many threads) and `loading` hear of progress; `watch`
    is told, in the caller's thread, how the whole stands, about twice a second.

    Raises UsageError, InputError, OutputError for what makes no sense, before anything is done.
    """
    require_sensible(request)
    settings = _settings(settings, model)
    orders = Orders(
        settings,
        jobs,
        floor,
        strict_model,
        max_tokens,
        max_cost,
        max_time,
        original=original,
        patience=patience,
        processes=processes,
    )
    _require_price(orders)
    folder = Path(output)
    planned = plan(inputs, folder, _default(folder, request, genre, facts, form))
    place = store_folder(folder, None if store is None else Path(store))
    return Run(planned, folder, orders, place, overwrite, engine, heard, loading, watch)


def look_ahead(
    inputs: Sequence[str | Path],
    output: str | Path,
    request: Request,
    *,
    genre: str | None = None,
    facts: Sequence[str | Path] = (),
    form: Form | None = None,
    settings: Settings | None = None,
    model: str | None = None,
    jobs: int | None = None,
    original: bool = False,
    store: str | Path | None = None,
) -> Estimate:
    """Return what `run` with these options would come to; nothing is asked and nothing written.

    Raises what `run` raises.
    """
    require_sensible(request)
    folder = Path(output)
    planned = plan(inputs, folder, _default(folder, request, genre, facts, form))
    orders = Orders(_settings(settings, model), jobs, original=original)
    place = store_folder(folder, None if store is None else Path(store))
    if not (place / FILE).is_file():
        return estimate(planned, orders)
    known = Store.find(folder, place)
    try:
        return estimate(planned, orders, known)
    finally:
        known.close()


def _default(
    folder: Path,
    request: Request,
    genre: str | None,
    facts: Sequence[str | Path],
    form: Form | None,
) -> Job:
    """Return what is to be done with every report that no job list says otherwise of."""
    default = Job(Path(), folder, request, genre, tuple(str(f) for f in facts), form or Form())
    check_form(default.form, source=None, word=bool(default.form.layout) or default.form.revisions)
    return default


def resume(
    output: str | Path,
    *,
    retry: Sequence[str] = (),
    settings: Settings | None = None,
    model: str | None = None,
    store: str | Path | None = None,
    engine: Engine | None = None,
    heard: Heard | None = None,
    loading: Loading | None = None,
    watch: Watch | None = None,
    **limits: Any,
) -> Run:
    """Go on with the batch that an output folder's store holds, as it was listed last.

    `retry` are verdicts (`failed` and `floor` among them) whose reports are done again; `limits`
    are fields of `Orders`.  Raises InputError where there is no store.
    """
    folder = Path(output)
    place = store_folder(folder, None if store is None else Path(store))
    found = Store.find(folder, place)
    try:
        found.retry(retry)
        planned = [job_of(r.source, r.target, r.spec) for r in found.reports()]
    finally:
        found.close()
    if not planned:
        raise InputError(
            Message(f"“{output}”的记录里没有报告。", f"The store of “{output}” holds no report.")
        )
    orders = Orders(_settings(settings, model), **limits)
    _require_price(orders)
    return Run(planned, folder, orders, place, True, engine, heard, loading, watch)


def _settings(settings: Settings | None, model: str | None) -> Settings:
    chosen = settings or Settings()
    if model is not None:
        chosen = replace(chosen, model=model)
    parse_name(chosen.model)
    return chosen


def _require_price(orders: Orders) -> None:
    settings = orders.settings
    name = settings.model
    known = name in settings.prices or name.partition(":")[2] in settings.prices
    if orders.max_cost is not None and not known:
        raise UsageError(
            Message(
                f"没有配置 {name} 的价格，不能按费用控制；请在设置文件的 prices 里写明。",
                f"No price is configured for {name}, so the cost cannot be limited; "
                "write it under prices in a settings file.",
            )
        )
