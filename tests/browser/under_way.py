"""What several tests begin with: proposals that wait, a second window, a page that is slow."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import open_text, say, settled

SHOWN = "document.querySelector('#document [data-proposal]')?.dataset.proposal"
_SLOW = """([words, wait]) => {
  const send = window.fetch;
  window.fetch = (...given) => {
    const joins = String(given[0]?.url || given[0]).includes("/queue/join");
    if (!joins || !String(given[1]?.body).includes(words)) return send(...given);
    return new Promise((go) => wait === null || setTimeout(() => go(send(...given)), wait));
  };
}"""


def shown(page: Any) -> str:
    """Return the proposal that a window speaks of, empty for none."""
    return str(page.evaluate(f"() => {SHOWN} || ''"))


def turned_to(page: Any, proposal: str) -> None:
    """Wait until a window speaks of a proposal."""
    page.wait_for_function(f"(p) => {SHOWN} === p", arg=proposal)


def another_than(page: Any, before: str) -> str:
    """Wait until a window speaks of another proposal and nothing is under way; return its ID."""
    page.wait_for_function(f"(b) => {SHOWN} && {SHOWN} !== b", arg=before)
    settled(page)
    page.wait_for_selector("#decide", state="visible")
    assert not page.locator(".running").count()
    return shown(page)


def ask(page: Any, wish: str) -> str:
    """Say something and return the proposal that comes of it."""
    before = shown(page)
    say(page, wish)
    return another_than(page, before)


def waiting(page: Any, report: str, *wishes: str) -> list[str]:
    """Open a report and ask for one thing after the other; return the proposals that wait."""
    open_text(page, report)
    return [ask(page, wish) for wish in wishes]


def beside(page: Any) -> Any:
    """Return a second window of the same visitor on the same work."""
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#outline [data-section]")
    return other


def slow(page: Any, words: str = "", wait: int | None = 700) -> None:
    """Let what the page sends take that many milliseconds on its way, or never arrive (None): all
    of it, or what holds these words."""
    page.evaluate(_SLOW, [words, wait])
