"""Means with their interval, by resampling whole reports.

Cases cut from one report are not independent, so it is reports that are drawn with replacement,
each with all its cases (cluster bootstrap, percentile interval).  The seed is fixed: the same
values give the same interval on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

SEED = 20250101
RESAMPLES = 10_000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % interval; `above` is the share of resamples with a mean over 0.

    `low` and `high` are None for fewer than two reports: nothing can be resampled then.
    """

    mean: float
    low: float | None
    high: float | None
    above: float
    reports: int

    def as_dict(self) -> dict[str, float | int | None]:
        """Return the numbers, rounded to what is worth reading."""
        return {
            "mean": round(self.mean, 4),
            "low": None if self.low is None else round(self.low, 4),
            "high": None if self.high is None else round(self.high, 4),
            "reports": self.reports,
        }


def interval(
    groups: Mapping[str, Sequence[float]], *, resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """Return the mean of all values with its interval; `groups` are the values of each report.

    Raises ValueError where there is no value.
    """
    filled = [groups[name] for name in sorted(groups) if groups[name]]
    if not filled:
        raise ValueError("no values")
    sums = np.array([sum(values) for values in filled], dtype=float)
    counts = np.array([len(values) for values in filled], dtype=float)
    mean = float(sums.sum() / counts.sum())
    if len(filled) < 2:
        return Interval(mean, None, None, float(mean > 0), len(filled))
    drawn = _drawn(len(filled), resamples, seed)
    means = (drawn @ sums) / (drawn @ counts)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(mean, float(low), float(high), float((means > 0).mean()), len(filled))


@lru_cache(maxsize=16)
def _drawn(reports: int, resamples: int, seed: int) -> npt.NDArray[np.float64]:
    """Return how often each report is drawn in each resample: a row adds up to `reports`."""
    chance = np.random.default_rng(seed)
    return chance.multinomial(reports, [1 / reports] * reports, resamples).astype(np.float64)


def bounds(hits: int, tried: int) -> tuple[float, float]:
    """Return the 95 % Clopper–Pearson interval of a share; (0, 1) where nothing was tried."""
    from scipy.stats import binomtest

    if not tried:
        return 0.0, 1.0
    interval = binomtest(hits, tried).proportion_ci(0.95, method="exact")
    return float(interval.low), float(interval.high)
