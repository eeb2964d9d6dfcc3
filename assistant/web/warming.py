"""What a first rewrite would wait for is made ready before: what the rules and the talk work with
when the page starts, the embedded model while its author reads the report that was just opened.
Nothing is fetched, and nothing of a report is asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from assistant import samples
from assistant.chat import Talk
from assistant.config import Settings
from assistant.errors import AssistantError
from assistant.models import Writer, get_model, parse_name
from assistant.models.known_weights import DEFAULT
from assistant.models.weights import is_present
from assistant.request import Length, Request
from assistant.session import Session
from assistant.tasks import Task

SAMPLE = "team-duty"
"""The sample report that is read for that."""
_ASKED = "第二部分压到一半"
"""What is said of it."""
Load = Callable[[str, Settings], Writer | None]


def warm_rules() -> threading.Thread:
    """Begin to read what checks, rules and the talk work with; return the thread that does."""

    def work() -> None:
        with contextlib.suppress(AssistantError):
            session = Session.open(samples.path(SAMPLE), model="rules")
            session.check()
            Talk(session).read(_ASKED)
            session.run(Request(Task.SHORTEN, ("2",), to=Length.parse("50%")))

    thread = threading.Thread(target=work, name="warm rules", daemon=True)
    thread.start()
    return thread


def warm(model: str, settings: Settings, load: Load = get_model) -> threading.Thread | None:
    """Begin to load the embedded model, and return the thread that does; None where there is
    nothing to load: another kind of model, or weights that are not here."""
    if not _is_here(model, settings):
        return None

    def work() -> None:
        # Whatever is wrong with it is said when it is asked to rewrite something.
        with contextlib.suppress(AssistantError):
            writer = load(model, settings)
            if writer is not None:
                writer.close()  # what is loaded stays so

    thread = threading.Thread(target=work, name="warm", daemon=True)
    thread.start()
    return thread


def _is_here(model: str, settings: Settings) -> bool:
    kind, rest = parse_name(model)
    if kind != "local":
        return False
    try:
        return is_present(rest or DEFAULT, settings)
    except AssistantError:
        return Path(rest).is_file()
