"""`assistant`: the one place where a run begins and ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from assistant.cli.failure import INTERRUPTED, guarded
from assistant.cli.terminal import language_of, use_utf8


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: the process's) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    use_utf8()
    code = guarded(lambda: _run(arguments), language_of(arguments))
    if code == INTERRUPTED and argv is None:
        # Threads that wait for the model would hold the process for as long as it writes.
        os._exit(code)
    return code


def _run(arguments: list[str]) -> int:
    # Loaded inside the guard: whoever presses Ctrl-C while the commands load reads no traceback.
    from assistant.cli.commands import app

    code = app(arguments, prog_name="assistant", standalone_mode=False)
    return code if isinstance(code, int) else 0
