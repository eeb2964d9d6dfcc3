"""Nothing but the question goes to the model's server, and nothing to anybody else.

LangChain sends every run, the document included, to LangSmith as soon as one of several
environment variables says so, and with another its chat models go through LangSmith's gateway.
A variable set for another program on the same machine is no consent, so both are switched off for
this process wherever LangChain is about to be used.
"""

from __future__ import annotations

import os

_SWITCHES = tuple(
    f"{prefix}_{name}"
    for prefix in ("LANGSMITH", "LANGCHAIN")
    for name in ("TRACING", "TRACING_V2", "OTEL_ENABLED", "GATEWAY")
)


def forbid_tracing() -> None:
    """Switch LangSmith tracing off for this process, whatever the environment asks for.

    Call it before the first LangChain object is made; calling it again does no harm.
    """
    for name in _SWITCHES:
        if name in os.environ:
            os.environ[name] = "false"
    import langsmith
    from langsmith.utils import get_env_var

    # The variables may have been read and remembered before; the global switch outranks both.
    getattr(get_env_var, "cache_clear", lambda: None)()
    langsmith.configure(enabled=False)
