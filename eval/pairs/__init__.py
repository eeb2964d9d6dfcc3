"""Rewrites written by hand, true and false, and how the product's checks do on them."""

from __future__ import annotations

from eval.pairs.measure import OPEN, Measure, Pair, measure, read_pairs

__all__ = ["OPEN", "Measure", "Pair", "measure", "read_pairs"]
