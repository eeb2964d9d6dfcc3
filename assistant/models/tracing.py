"""Nothing but the question goes to the model's server, and nothing to anybody else.

LangChain sends every run of a Runnable, the document included, to LangSmith as soon as one of
several environment variables says so, whether a model is asked or not, and with another its chat
models go through LangSmith's gateway.  A variable set for another program on the same machine is
no consent, so all of them are taken away before the first Runnable can exist: `assistant.chains`
and everything that makes a model call `forbid_tracing` as they are imported.
"""

from __future__ import annotations

import os

_PREFIXES = ("LANGSMITH_", "LANGCHAIN_", "OTEL_")
"""What the tracer reads: switches, endpoints, keys, replicas and profiles.  Taken away whole, since
each release adds some, and neither we nor the worker processes have a use for any.  Of
OpenTelemetry, which the page's server asks as well, we have the interface alone: whoever it is told
to load is not there, and that would end the request."""


def forbid_tracing() -> None:
    """Switch LangSmith off for this process and those it starts, whatever the environment asks.

    Call it before the first LangChain object is made; calling it again does no harm.
    """
    for name in [n for n in os.environ if n.upper().startswith(_PREFIXES)]:
        del os.environ[name]
    import langsmith
    from langsmith.utils import get_env_var

    # The variables may have been read and remembered before; the global switch outranks both.
    getattr(get_env_var, "cache_clear", lambda: None)()
    langsmith.configure(enabled=False)
