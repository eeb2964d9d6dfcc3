"""The bench of the page ends with a word where what it waits for does not come."""

from __future__ import annotations

from typing import Any

import pytest

from eval.bench.desk import _MEASURE


def measured(browser: Any, shows: str) -> float:
    """Return the milliseconds from a key to what `shows` says, as the bench takes them."""
    page = browser.new_page()
    try:
        page.evaluate(_MEASURE, ["keydown", shows, 0.3, "a section"])
        page.keyboard.press("a")
        return float(page.evaluate("() => window.measured"))
    finally:
        page.close()


def test_what_is_seen_is_timed(browser: Any) -> None:
    assert 0 < measured(browser, "true") < 300


def test_what_never_comes_ends_the_bench_by_name(browser: Any) -> None:
    from playwright.sync_api import Error

    with pytest.raises(Error, match=r"a section: nothing seen of it within 0.3 s"):
        measured(browser, "false")
