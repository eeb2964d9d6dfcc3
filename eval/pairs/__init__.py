"""Rewrites written by hand, true and false, and how the product's checks do on them."""

from __future__ import annotations

from eval.pairs.measure import OPEN, measure, read_pairs

__all__ = ["OPEN", "measure", "read_pairs"]
