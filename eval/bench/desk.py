"""How soon the page answers, beside a plain Gradio page that echoes a word at the same moments.

    python -m eval.bench.desk [REPORT …] [--rounds 7]

Needs playwright and Chromium. The reports are joined, or the package's sample is repeated, until
there are 36,000 characters. Each server is a process of its own, as for whoever uses it.  Printed:
the milliseconds from the event to what is painted of it: the median, the least and the most.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LENGTH = 36_000
BROWSER = "/usr/bin/chromium"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ECHO = """
import gradio as gr
with gr.Blocks(analytics_enabled=False) as page:
    box, out = gr.Textbox(elem_id="in"), gr.HTML(elem_id="out")
    box.submit(lambda word: f"<p>{word}</p>", box, out, show_progress="hidden")
page.launch(server_port=PORT, quiet=True, inbrowser=False)
"""
LONGEST = 60
"""Seconds after which what is waited for does not come any more, and the bench ends with a word."""
_MEASURE = """([event, shows, longest, name]) => {
  const shown = new Function(`return (${shows})`);
  window.measured = new Promise((done, fail) => addEventListener(event, () => {
    const began = performance.now();
    const told = `${name}: nothing seen of it within ${longest} s`;
    setTimeout(() => fail(new Error(told)), 1000 * longest);
    const look = () => shown()
      ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)))
      : requestAnimationFrame(look);
    requestAnimationFrame(look);
  }, {capture: true, once: true}));
}"""
"""Measures from the next such event until what `shows` is true was painted."""
_NOTHING = (
    "[...document.querySelectorAll('.said.assistant')].at(-1)?.textContent.includes('保持原样')"
)
"""Tells whether the last answer of the talk says that no proposal came of it."""

Times = dict[str, list[float]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    asked = parser.parse_args(arguments)
    report = joined([p.read_text("utf-8") for p in asked.reports] or [_sample()])
    command = ["-m", "assistant", "app", "--model", "rules", "--port"]
    with _server(command) as ours, _server(["-c"], ECHO) as plain, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        page, echo = browser.new_page(), browser.new_page()
        page.goto(ours)
        echo.goto(plain)
        times: Times = {}
        for number in range(asked.rounds):
            _round(page, echo, report, times, number)
        browser.close()
    print(f"{len(report)} characters, load {os.getloadavg()[0]:.1f}, {asked.rounds} rounds")
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"{name}: {middle:.0f} ms ({min(found):.0f}–{max(found):.0f})")


def joined(reports: Sequence[str], length: int = LENGTH) -> str:
    """Return the reports one behind the other, again and again, cut at a line once there are
    `length` characters."""
    lines: list[str] = []
    while sum(map(len, lines)) + len(lines) < length:
        lines += [line for report in reports for line in report.splitlines()]
    while sum(map(len, lines[:-1])) + len(lines) - 1 >= length:
        lines.pop()
    return "\n".join(lines) + "\n"


def _round(page: Any, echo: Any, report: str, times: Times, number: int) -> None:
    def measure(name: str, on: Any, event: str, shows: str, act: Callable[[], None]) -> None:
        on.bring_to_front()
        on.evaluate(_MEASURE, [event, shows, LONGEST, name])
        act()
        times.setdefault(name, []).append(on.evaluate("() => window.measured"))

    def also(name: str) -> None:
        word = f"{name}{number}{len(times[name])}"
        echo.bring_to_front()
        echo.fill("#in textarea", word)
        out = "document.querySelector('#out').textContent.trim()"
        shows = f"{out} === '{word}'"
        measure(f"  the echo then ({name})", echo, "keydown", shows, _enter(echo, "#in textarea"))

    page.bring_to_front()
    if page.locator("#another-report").is_visible():
        page.click("#another-report")
    page.wait_for_selector("#paste textarea")
    page.fill("#paste textarea", report)
    there = "document.querySelector('.passage p')?.getBoundingClientRect().height > 0"
    measure("opened", page, "click", there, lambda: page.click("#open"))
    also("opened")
    page.bring_to_front()
    page.wait_for_timeout(500)
    rows = page.locator("#outline .level1")
    row = rows.nth(1 + number % max(1, rows.count() - 1))
    row.scroll_into_view_if_needed()
    seen = (
        "(([one]) => one && one.getBoundingClientRect().top < innerHeight && "
        "one.getBoundingClientRect().bottom > 0)(document.querySelectorAll('.passage .chosen'))"
    )
    measure("a click in the outline to its section", page, "click", seen, row.click)
    also("a click in the outline to its section")
    page.bring_to_front()
    page.wait_for_selector("#outline .row.chosen[data-section]")
    page.wait_for_timeout(700)
    page.fill("#say textarea", "压到一半")
    bar = "document.querySelector('#decide').offsetHeight > 0"
    shortened = "a section shortened by rules"
    measure(shortened, page, "keydown", f"{bar} || {_NOTHING}", _enter(page, "#say textarea"))
    if not page.locator("#decide").is_visible():
        # By rules not every section can become so short: that is an answer, and no proposal.
        times.setdefault("a section that stays as it was", []).append(times[shortened].pop())
        return
    also(shortened)
    page.bring_to_front()
    page.wait_for_selector("#stop", state="hidden")
    if page.locator(".change").count() < 2:
        page.click("#reject")
        return
    no = page.locator(".change button.no").first
    no.scroll_into_view_if_needed()
    left = "document.querySelector('.change.left')"
    measure("✓ or ✗", page, "click", left, no.click)
    busy = "document.querySelector('#decide').ariaBusy === 'true' || !(" + bar + ")"
    measure("adopt, shown as under way", page, "click", busy, lambda: page.click("#adopt"))
    page.wait_for_selector("#decide", state="hidden")
    page.wait_for_timeout(500)
    undo = "!document.querySelector('#redo').disabled"
    measure("undone", page, "click", undo, lambda: page.click("#undo"))


def _enter(page: Any, field: str) -> Callable[[], None]:
    return lambda: page.press(field, "Enter")


@contextmanager
def _server(command: list[str], script: str = "") -> Iterator[str]:
    """Run a page as a process of its own; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    last = script.replace("PORT", str(port)) if script else str(port)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ASSISTANT_DATA_DIR": folder}
        process = subprocess.Popen([sys.executable, *command, last], env=environment)
        address = f"http://127.0.0.1:{port}/"
        try:
            _wait_for(address, process)
            yield address
        finally:
            process.terminate()
            process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise SystemExit(f"no page at {address}")


def _sample() -> str:
    from assistant import samples

    return re.sub(r"\n{2,}", "\n", samples.path("team-duty").read_text("utf-8"))


if __name__ == "__main__":
    main()
