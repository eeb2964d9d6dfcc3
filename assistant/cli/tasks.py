"""`assistant clean | restructure | …`: one command for each task, all of one shape."""

from __future__ import annotations

import sys
from collections.abc import Callable

from assistant.cli import options
from assistant.cli.notices import announce, tell_gone, tell_left_out
from assistant.cli.request import build_request
from assistant.cli.run import start
from assistant.cli.target import check_target
from assistant.tasks import Task


def command_of(task: str) -> Callable[..., int]:
    """Return the command function of one task."""

    def command(
        file: options.Source,
        section: options.Sections = None,
        genre: options.Genre = None,
        facts: options.Facts = None,
        to: options.To = None,
        instruction: options.Instruction = None,
        figures_only: options.FiguresOnly = False,
        model: options.Model = None,
        output: options.Output = None,
        revisions: options.Revisions = False,
        layout: options.Layout = None,
        original: options.Original = False,
        json: options.Json = False,
        yes: options.Yes = False,
        strict_model: options.Strict = False,
        lang: options.Lang = None,
        config: options.Config = None,
    ) -> int:
        from assistant.cli.progress import ProgressBar
        from assistant.cli.view_outcome import show_outcome
        from assistant.delivery import check_form, with_reasons
        from assistant.formats import Form, write_report
        from assistant.session import Session

        run = start(lang=lang, config=config, model=model)
        request = build_request(
            task, sections=section, to=to, instruction=instruction, figures_only=figures_only
        )
        target = check_target(output, overwrite=yes)
        form = Form(revisions, layout)
        word = target is not None and target.suffix.lower() == ".docx"
        check_form(form, source=None, word=word)
        if file == "-" and sys.stdin.isatty():
            run.terminal.tell("从键盘读取，按 Ctrl-D 结束。", "Reading from the keyboard.")
        with ProgressBar(run.terminal) as bar:
            session = Session.open(
                file,
                genre=genre,
                facts=tuple(facts or ()),
                settings=run.settings,
                loading=bar.step,
                original=original,
            )
            check_form(form, source=session.source.format, word=word)
            for name in request.sections:
                session.report.find(name)
            announce(task, run)
            outcome = session.run(request, bar.work, strict_model=strict_model)
        session.close()
        tell_gone(session.gone, run.terminal)
        tell_left_out(session.source.notes, run.terminal)
        if target is not None:
            told = with_reasons(form, outcome, session.source)
            write_report(target, outcome.text, session.source, overwrite=yes, form=told)
        elif not json:
            run.terminal.write(outcome.text)
        data = outcome.as_dict(run.terminal.language)
        if json:
            run.terminal.write_json(data)
        else:
            from assistant.noise import find_noise

            # What `clean` took out, as `check` lists it.
            gone = find_noise(session.report.text) if task == Task.CLEAN else ()
            noise = [{"kind": n.kind, "text": n.text} for n in gone]
            where = str(target or run.terminal.text("标准输出", "standard output"))
            show_outcome(data, task, where, run.terminal, noise)
        return outcome.exit_code

    return command
