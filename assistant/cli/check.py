"""`assistant check`: what the report is made of, what it lacks, what is wrong with it."""

from __future__ import annotations

from assistant.cli import options
from assistant.cli.notices import tell_left_out
from assistant.cli.run import start


def check(
    file: options.Source,
    genre: options.Genre = None,
    original: options.Original = False,
    json: options.Json = False,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Check one report; exit code 1 where it has findings that are errors."""
    from assistant.session import Session

    run = start(lang=lang, config=config)
    session = Session.open(file, genre=genre, settings=run.settings, original=original)
    data = session.check().as_dict(run.terminal.language)
    if json:
        run.terminal.write_json(data)
    else:
        from assistant.cli.view_check import show_check

        tell_left_out(session.source.notes, run.terminal)
        show_check(data, session.report.text, run.terminal)
    return int(any(finding["severity"] == "error" for finding in data["findings"]))
