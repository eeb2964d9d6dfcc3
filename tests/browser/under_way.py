"""What several tests begin with: a page whose requests take their time, a second window."""

from __future__ import annotations

from typing import Any

_SLOW = """([words, wait]) => {
  const send = window.fetch;
  window.fetch = (...given) => {
    const joins = String(given[0]?.url || given[0]).includes("/queue/join");
    if (!joins || !String(given[1]?.body).includes(words)) return send(...given);
    return new Promise((go) => wait === null || setTimeout(() => go(send(...given)), wait));
  };
}"""


def slow(page: Any, words: str = "", wait: int | None = 700) -> None:
    """Let what the page sends take that many milliseconds on its way, or never arrive (None): all
    of it, or what holds these words."""
    page.evaluate(_SLOW, [words, wait])


def beside(page: Any) -> Any:
    """Return a second window of the same visitor on the same work."""
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#outline [data-section]")
    return other
