"""`local` and `local:PATH.gguf`: a Writer on the embedded model."""

from __future__ import annotations

import atexit
from pathlib import Path

from assistant.config import Settings
from assistant.models import embedded
from assistant.models.compatible import chat_model
from assistant.models.dialect import Dialect
from assistant.models.known_weights import DEFAULT, known_models
from assistant.models.learnt import Learnt
from assistant.models.places import HERE
from assistant.models.progress import Progress
from assistant.models.tracing import forbid_tracing
from assistant.models.weights import pull
from assistant.models.writer import Writer


def build(rest: str, settings: Settings, progress: Progress) -> Writer:
    """Return the embedded model with its default weights, known ones by name, or a file's."""
    forbid_tracing()
    name = rest or DEFAULT
    known = any(w.name == name for w in known_models())
    path = pull(name, settings, progress) if known else Path(rest)
    served = embedded.serve(path, threads=settings.threads, progress=progress)
    model, disconnect = chat_model("local", f"{served.address}/v1", served.key, settings)

    def close() -> None:
        atexit.unregister(close)
        disconnect()

    # A question still open when the program ends would hold it until it is answered.
    atexit.register(close)
    return Writer(
        model=model,
        name=f"local:{rest}" if rest else "local",
        where=HERE,
        remote=False,
        slots=embedded.SLOTS,
        context=embedded.CONTEXT,
        settings=settings,
        disconnect=close,
        # llama.cpp takes every part of a request: no question waits to see what is refused.
        learnt=Learnt(Dialect(effort=settings.reasoning_effort), sure=True),
        holds=embedded.CONTEXT,
        tells_departure=True,
    )
