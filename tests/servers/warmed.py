"""Everything a process of the program reads on its way through a batch, read once for all forks.

Imported by the server that forks them (see `forked`): the libraries of a model's client and of the
charts, the word lists and their patterns.  Each process would spend seconds on them, and one that
is to be killed at its work would still be at that.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import batch, samples
from assistant.config import Settings
from assistant.models import get_model
from assistant.request import Length, Request
from assistant.tokens import count_tokens

_NOBODY = "http://127.0.0.1:9/v1"


def warm() -> None:
    """Go through a batch by the rules, and make the client of a model that nobody asks."""
    settings = Settings(model="rules")
    with TemporaryDirectory() as folder:
        shorter = Request("shorten", to=Length.parse("60%"))
        output = Path(folder) / "out"
        list(batch.run([samples.path("team-duty")], output, shorter, settings=settings))
    writer = get_model("openai:m", replace(settings, base_url=_NOBODY, key="k"))
    assert writer is not None
    writer.close()
    count_tokens("一")
    gc.freeze()  # no fork copies pages only to count what holds what


warm()
