"""`assistant app` in a process of its own, forked from one that has imported all it needs.

Four fifths of a start are the import of Gradio and the reading of word lists, and the tests in the
browser start some twenty servers.  What is forked is killed as any process is; how one starts from
nothing is held by `tests/web/test_behind_a_proxy.py`.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path


def start(arguments: list[str], environment: dict[str, str], log: Path) -> BaseProcess:
    """Start the command `assistant` with these arguments and no other environment."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["tests.browser.warm"])
    process = forking.Process(target=_run, args=(arguments, environment, log))
    process.start()
    return process


def _run(arguments: list[str], environment: dict[str, str], log: Path) -> None:
    os.setsid()
    with log.open("ab") as told:
        os.dup2(told.fileno(), 1)
        os.dup2(told.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)

    from assistant.cli import main
    from assistant.web.variables import settle_variables

    settle_variables()  # as it was done where it was imported
    sys.argv = ["assistant", *arguments]
    sys.exit(main())
