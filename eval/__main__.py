"""`python -m eval`: run, score, compare, report, meta, pairs, oracle, strong, talk.

Exit codes: 0 at or above the threshold · 1 below it · 2 broken (wrong use, a case or log that
cannot be read, an answer that could not be had).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from assistant.cli.failure import INTERRUPTED, guarded
from assistant.cli.terminal import use_utf8
from assistant.findings import Language
from eval.commands import compare, meta, pairs, report, run, score, strong, talk

BROKEN = 2

app = typer.Typer(
    name="python -m eval",
    help="Score outputs against reference sections, run models over the suite, compare runs, "
    "and prove the scorer and the checks.",
    epilog="Exit codes: 0 at or above the threshold · 1 below it · 2 broken.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (run, score, compare, report, meta, pairs, strong, talk):
    command.register(app)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line (default: the process's) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    use_utf8()
    code = guarded(lambda: _run(arguments), Language.EN)
    if code == INTERRUPTED and argv is None:
        # Threads that wait for a model would hold the process for as long as it writes.
        os._exit(code)
    return code if code in (0, 1) or code > 3 else BROKEN


def _run(arguments: list[str]) -> int:
    code = app(arguments, prog_name="python -m eval", standalone_mode=False)
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    sys.exit(main())
