"""What holds for a whole batch: what is done with each report, settings, limits, no model."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assistant.config import Settings
from assistant.formats import Form

PATIENCE = 30.0
"""Seconds a model may be down before the floor, or the strict end, takes its place."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """The options of a batch, those of the command line; they can be pickled.

    `genre`, `facts` (files) and `form` are for every report that no job list says otherwise of.
    `model` is the name of one where it is not that of the settings; `original` reads Word files as
    if their own tracked changes were rejected; `overwrite` replaces results that are there;
    `store` is the folder of the store where it is not to lie beside the output.

    `jobs` is how many requests to make at once (None: as many as the server takes, found out),
    `processes` how many processes beside this one do the own work (None: as many as are worth it).
    `floor` finishes with the rules when the model is down for `patience` seconds; without it a
    runner waits.  `strict_model` ends the batch instead.  `max_tokens` (prompt and reply),
    `max_cost` (in the currency of the prices) and `max_time` (seconds) are never exceeded by new
    calls.
    """

    settings: Settings = field(default_factory=Settings)
    model: str | None = None
    genre: str | None = None
    facts: tuple[str | Path, ...] = ()
    form: Form = field(default_factory=Form)
    original: bool = False
    overwrite: bool = False
    store: str | Path | None = None
    jobs: int | None = None
    processes: int | None = None
    floor: bool = False
    strict_model: bool = False
    patience: float = PATIENCE
    max_tokens: int | None = None
    max_cost: float | None = None
    max_time: float | None = None
