"""What servers are forked from: all that `assistant app` imports, and the word lists it reads."""

from assistant.cli.commands import build
from assistant.web.proxies import without_proxies
from assistant.web.warming import warm_rules

with without_proxies():
    import assistant.web.server  # noqa: F401

build()
# A thread would be missing from what is forked.
warm_rules().join()
