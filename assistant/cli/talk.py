"""`assistant talk FILE`: a conversation about one report, on a terminal or line by line as JSON."""

from __future__ import annotations

import json as jsonlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli import options
from assistant.cli.notices import announce
from assistant.cli.run import Run, start
from assistant.cli.target import check_target
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.tasks import Task

if TYPE_CHECKING:
    from assistant.chat import Talk, Turn


def talk(
    file: options.Source,
    genre: options.Genre = None,
    facts: options.Facts = None,
    model: options.Model = None,
    output: options.Output = None,
    json: options.Json = False,
    yes: options.Yes = False,
    strict_model: options.Strict = False,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Hold the conversation; exit 0 where nothing waits at the end, 1 where a proposal does."""
    from assistant.chat import Talk
    from assistant.session import Session
    from assistant.session.perform import model_for

    run = start(lang=lang, config=config, model=model)
    if file == "-":
        raise UsageError(
            "talk 从标准输入读您说的话，报告请写文件名。",
            "talk reads what you say from standard input; name a file for the report.",
        )
    target = check_target(output, overwrite=yes)
    if target is not None and target.exists() and target.samefile(file):
        raise UsageError(
            "原文件不会被覆盖，请用 -o 写另一个文件名。",
            "The report itself is never overwritten; name another file.",
        )
    session = Session.open(
        file, genre=genre, facts=tuple(facts or ()), settings=run.settings, model=run.settings.model
    )
    held = Talk(session, run.settings.model)
    taken = _Taker(held, target, yes)
    held.save = taken.save
    try:
        if strict_model:  # now rather than in the middle of a talk
            model_for(session, strict=True)
        if json:
            _as_json(held, run)
        else:
            announce(Task.REWRITE, run)
            from assistant.cli.view_talk import converse

            converse(held, run.terminal)
        taken.at_end()
    finally:
        session.close()
    return 1 if session.pending is not None else 0


@dataclass
class _Taker:
    """Writes the report where it is to go; never over the file it came from."""

    talk: Talk
    target: Path | None
    overwrite: bool
    saved: str | None = None

    def save(self) -> Message:
        """Write the report as it stands and say where; raises UsageError without a target."""
        from assistant.formats import write_report

        if self.target is None:
            raise UsageError(
                "没有写明存到哪里：请在命令后面加 -o 文件名，原文件不会被覆盖。",
                "Nowhere to save to: start with -o FILE; the report itself is not overwritten.",
            )
        text = self.talk.session.report.text
        source = self.talk.session.source
        write_report(self.target, text, source, overwrite=self.overwrite or self.saved is not None)
        self.saved = text
        return Message(f"已存到“{self.target}”。", f"Saved to “{self.target}”.")

    def at_end(self) -> None:
        """Write the report once more where it has changed since, or was never written."""
        if self.target is not None and self.saved != self.talk.session.report.text:
            self.save()


def _as_json(held: Talk, run: Run) -> None:
    """Answer every line of standard input with one line."""
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "replace")  # whatever the locale says
        if not line.strip():
            continue
        turn: Turn = held.handle(line)
        data = turn.as_dict(run.terminal.language)
        run.terminal.write(jsonlib.dumps(data, ensure_ascii=False) + "\n")
