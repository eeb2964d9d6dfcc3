"""How soon the opened sample is painted, beside a bare Gradio page of as many components.

    python -m eval.bench.page

Needs playwright and Chromium. Both servers run in this process; each page is loaded several times
in turn, so that what else the machine does falls on both. Printed: the median milliseconds from
asking for the page to the first line of the report (or of the bare page), and their ratio.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

ROUNDS = 9
BROWSER = "/usr/bin/chromium"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def bare(components: int) -> tuple[Any, str]:
    """Serve a page of that many plain text fields; return it with its address."""
    import gradio as gr

    with gr.Blocks(analytics_enabled=False) as page:
        gr.HTML("<p class='ready'>x</p>")
        for number in range(components - 1):
            gr.Textbox(label=f"field {number}")
    _app, address, _share = page.launch(prevent_thread_lock=True, quiet=True, inbrowser=False)
    return page, address


def ours(folder: Path) -> tuple[Any, str]:
    """Serve the page with rules alone; return it with its address."""
    from assistant.config import Settings
    from assistant.web.options import Options
    from assistant.web.server import start

    return start(Options(Settings(model="rules", data_dir=folder)), block=False)


def main() -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        page, address = ours(Path(folder))
        other, bare_address = bare(len(page.page.blocks))
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
            sample, plain = browser.new_page(), browser.new_page()
            sample.goto(address)
            sample.click("#sample")
            sample.wait_for_selector(".passage p")
            loads: dict[str, Callable[[], float]] = {
                "the opened sample": lambda: painted(sample, address, ".passage p"),
                "a bare page": lambda: painted(plain, bare_address, ".ready"),
            }
            times: dict[str, list[float]] = {name: [] for name in loads}
            for _ in range(ROUNDS):
                for name, load in loads.items():
                    times[name].append(load())
            browser.close()
        count = len(page.page.blocks)
        page.close()
        other.close()
    middle = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        print(f"{name}: {middle[name] * 1000:.0f} ms (of {ROUNDS}, best {min(found) * 1000:.0f})")
    ratio = middle["the opened sample"] / middle["a bare page"]
    print(f"ratio: {ratio:.2f} ({count} components each)")


def painted(page: Any, address: str, selector: str) -> float:
    """Return the seconds from asking for a page to its first line."""
    began = perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(selector)
    return perf_counter() - began


if __name__ == "__main__":
    main()
