"""The command line: a face over `assistant.session` and `assistant.batch`.

It parses options, shows what came back and turns it into an exit code; it decides nothing about
a report.  Everything heavy is imported inside the command that needs it, so `assistant --help`
stays fast.
"""

from __future__ import annotations

from assistant.cli.main import main

__all__ = ["main"]
