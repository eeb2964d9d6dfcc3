"""What holds for a whole batch: settings, limits, and what to do when the model is gone."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.config import Settings

PATIENCE = 30.0
"""Seconds a model may be down before the floor, or the strict end, takes its place."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What every runner of a batch must know besides the reports; it can be pickled.

    `slots` is how many requests to make at once (None: as many as the server takes, found out).
    `floor` finishes with the rules when the model is down for `patience` seconds; without it a
    runner waits.  `strict` ends the batch instead.  `max_tokens` (prompt and reply), `max_cost`
    (in the currency of the prices) and `max_time` (seconds) are never exceeded by new calls.
    `original` reads Word files as if their own tracked changes were rejected.  `processes` is how
    many processes beside this one do the own work (None: chosen by `processes.number_of`).
    """

    settings: Settings = field(default_factory=Settings)
    slots: int | None = None
    floor: bool = False
    strict: bool = False
    max_tokens: int | None = None
    max_cost: float | None = None
    max_time: float | None = None
    original: bool = False
    patience: float = PATIENCE
    processes: int | None = None
