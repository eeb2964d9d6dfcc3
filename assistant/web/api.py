"""Named endpoints for scripts (`gradio_client`): the same steps as on the page, typed.

A work is named by the token that `open_report` returns; who has it has the report.  Errors come
back as one sentence.  Sentences are in the language that the work was opened with, else in that
of the operator's settings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

import gradio as gr

from assistant.chat import Act, Talk, wording
from assistant.errors import AssistantError, UsageError
from assistant.findings import Language, Message
from assistant.request import row_of
from assistant.session import NotConfirmed, Proposal, change_report, facts_from_rows
from assistant.session.elsewhere import paste as from_elsewhere
from assistant.tasks import TASKS, Detail
from assistant.time_limit import time_limit
from assistant.web import actions, deciding, files
from assistant.web.desk import Desk, Work
from assistant.web.destination import needs_consent
from assistant.web.options import MAX_SENTENCE, MAX_TEXT, MOST_COMPUTING
from assistant.web.rewriting import Run

P = ParamSpec("P")
R = TypeVar("R")
Json = dict[str, Any]

TIME_LIMIT = 1800.0
"""Seconds `propose` waits for a rewrite at most."""


def offer(desk: Desk) -> None:
    """Add the endpoints to the page that is being built."""
    for function in endpoints(desk):
        gr.events.api(
            told(function, desk),
            api_name=function.__name__,
            concurrency_limit=None,
            api_visibility="public",
        )


def endpoints(desk: Desk) -> list[Callable[..., Any]]:
    """Return the endpoints as plain functions."""

    def open_report(text: str, genre: str = "", language: str = "") -> Json:
        """Open a report given as text; genre is an id of `assistant genres`, empty to recognise.

        All that is said of the work is in the language: zh, en, or empty for the server's.
        """
        spoken = _language(language)
        limited(text, MAX_TEXT)
        chosen = _genre(genre)
        session = files.from_text(text, genre=chosen, settings=desk.settings)
        work = desk.open(session, spoken)
        return {
            "work": work.token,
            "genre": work.session.genre.id,
            "check": check_report(work.token),
        }

    def check_report(work: str) -> Json:
        """Return outline, gaps, noise, figures and findings of the report as it is now."""
        one = desk.get(work)
        return one.check().as_dict(one.language)

    def read_report(work: str) -> str:
        """Return the text of the report as it is now."""
        return desk.get(work).session.report.text

    def understand_request(work: str, sentence: str, section: str = "") -> Json:
        """Return what a Chinese sentence asks for; nothing is done."""
        limited(sentence, MAX_SENTENCE)
        one = desk.get(work)
        talk = Talk(one.session, "rules", chosen=section or None)
        found = talk.read(sentence)
        said = wording.heard(found.steps, talk.situation()) if found.steps else found.said
        said = said or wording.ACTS.get(found.act)
        step = found.steps[0] if found.steps else None
        return {
            "kind": {Act.ASK: "unclear", Act.GOTO: "show"}.get(found.act, found.act.value),
            "said": said.text(one.language) if said else "",
            "task": step.task if step else None,
            "sections": list(step.sections or ()) if step else [],
            "length": step.to if step else None,
            "instruction": step.order or step.instruction if step else None,
            "facts": [[f.name, f.value, f.unit] for s in found.steps for f in s.facts],
            "question": found.said.text(one.language)
            if found.act is Act.ASK and found.said
            else None,
            "choices": [choice.label for choice in found.choices],
        }

    def propose(
        work: str,
        task: str,
        section: str = "",
        length: str = "",
        instruction: str = "",
        candidate: int = 0,
        agree_to_send: bool = False,
        figures_only: bool = False,
    ) -> Json:
        """Propose a rewrite: clean, restructure, shorten (length: 300 or 50%), fill or rewrite.

        The report stays as it is. A remote model is asked only with agree_to_send. With
        figures_only, fill adds no part that the report lacks.
        """
        limited(instruction, MAX_SENTENCE)
        one = desk.get(work)
        detail = length if row_of(task).needs is Detail.LENGTH else instruction
        request = actions.request_of(task, section, detail, figures_only=figures_only)
        host = needs_consent(one)
        if host is not None and not TASKS[task].by_code:
            if not agree_to_send:
                raise UsageError(
                    f"文字将发往 {host}：同意的话请写 agree_to_send=True。",
                    f"The text would go to {host}: agree with agree_to_send=True.",
                )
            one.agreed.add(host)
        run = desk.start(one, Run(request, variation=max(0, candidate)))
        if not run.ended.wait(TIME_LIMIT):
            desk.stop(one)
            raise UsageError("处理时间太长，已停止。", "It took too long and was stopped.")
        if run.error:
            raise UsageError(run.error)
        # Not what waits by now: a window of the same work may have asked for another since.
        if run.found is None:
            raise UsageError("已停止。", "Stopped.")
        return described(run.found, one.language)

    def edit(work: str, section: str, text: str) -> Json:
        """Propose your own words for a section; they are checked like any proposal."""
        limited(text, MAX_TEXT)
        one = desk.get(work)
        with one.lock:
            return described(one.session.edit(section, text), one.language)

    def paste(work: str, section: str, text: str, task: str = "rewrite") -> Json:
        """Propose a rewrite of a section that another tool wrote; it is verified like our own.

        task: rewrite, or shorten where it may leave things out.
        """
        limited(text, MAX_TEXT)
        one = desk.get(work)
        with one.lock:
            return described(from_elsewhere(one.session, section, text, task), one.language)

    def answer(work: str, answers: dict) -> Json:  # type: ignore[type-arg]
        """Propose to fill gaps: {gap id: answer}, ids as check_report names them."""
        one = desk.get(work)
        with one.lock:
            given = {str(k): str(v) for k, v in answers.items()}
            return described(one.session.answer(given), one.language)

    def adopt(
        work: str,
        changes: list | None = None,  # type: ignore[type-arg]
        confirmed: list | None = None,  # type: ignore[type-arg]
        proposal: str = "",
    ) -> Json:
        """Adopt the pending proposal, or these changes of it; confirmed: keys of its errors.

        proposal: the id of the one that is meant; refused where another waits by now.
        """
        one = desk.get(work)
        with one.lock:
            found = _meant(one, proposal)
            chosen = None if changes is None else [str(c) for c in changes]
            keys = [str(c) for c in confirmed or ()]
            one.session.adopt(found, chosen, confirmed=keys)
            return _state(one)

    def reject(work: str, proposal: str = "") -> Json:
        """Put the pending proposal aside; proposal: the id of the one that is meant."""

        def step(one: Work) -> None:
            _meant(one, proposal)
            one.session.reject()

        return _then(desk.get(work), step)

    def undo(work: str) -> Json:
        """Go one version back."""
        return _then(desk.get(work), lambda one: one.session.undo())

    def redo(work: str) -> Json:
        """Go one version forward."""
        return _then(desk.get(work), lambda one: one.session.redo())

    def go_to(work: str, version: int) -> Json:
        """Make a version of the list the report."""
        return _then(desk.get(work), lambda one: one.session.go(version))

    def versions(work: str) -> Json:
        """Return the list of versions and which one is current."""
        return _state(desk.get(work))

    def set_facts(work: str, rows: list) -> Json:  # type: ignore[type-arg]
        """Replace the facts: rows of name, value, unit, source."""
        one = desk.get(work)
        facts = facts_from_rows(rows)
        return _then(one, lambda it: it.session.use_facts(facts))

    def set_genre(work: str, genre: str) -> Json:
        """Take the report for one of this genre."""
        chosen = _genre(genre) or ""
        return _then(desk.get(work), lambda one: one.session.use_genre(chosen))

    def changes_report(work: str) -> str:
        """Return the change report: every change with its reason and source."""
        one = desk.get(work)
        name = one.session.report.title or one.session.source.name
        return change_report(one.session.history, name, one.language)

    def delete(work: str) -> Json:
        """Delete the report and all its versions from this machine."""
        desk.get(work)
        desk.close(work)
        return {"deleted": True}

    return [
        open_report,
        check_report,
        read_report,
        understand_request,
        propose,
        edit,
        paste,
        answer,
        adopt,
        reject,
        undo,
        redo,
        go_to,
        versions,
        set_facts,
        set_genre,
        changes_report,
        delete,
    ]


def described(found: Proposal, language: Language) -> Json:
    """Return a proposal as plain data, its sentences in the language."""
    return {
        "id": found.id,
        "verdict": found.verdict.value,
        "text": found.text,
        "words": {"source": found.words_source, "asked": found.asked, "delivered": found.words},
        "changes": [
            {"id": c.id, "op": c.op.value, "old": c.old, "new": c.new} for c in found.changes
        ],
        "errors": [
            {"key": e.key, "message": e.finding.message.text(language)} for e in found.to_confirm
        ],
        "parts": [
            {
                "id": p.id,
                "heading": p.heading,
                "verdict": p.verdict.value,
                "engine": p.engine,
                "rung": p.rung,
                "source": p.source,
                "output": p.output,
                "findings": [f.as_dict(language) for f in p.findings],
                "reading": [i.as_dict(language) for i in p.reading],
                "read_share": round(p.read_share, 4),
                "trace": [t.as_dict() for t in p.trace],
            }
            for p in found.parts
        ],
        "questions": [{"gap": gap, "question": q.text(language)} for gap, q in found.questions],
        "usage": {
            "model": found.model or None,
            "where": found.where,
            "calls": found.usage.calls,
            "prompt_tokens": found.usage.prompt_tokens,
            "completion_tokens": found.usage.completion_tokens,
            "seconds": round(found.usage.seconds, 3),
            "cost": found.usage.cost,
        },
    }


def limited(text: str, most: int) -> None:
    """Raise UsageError for a text that is none or longer than `most` characters."""
    if not isinstance(text, str):
        raise UsageError("请给一段文字。", "Please give a text.")
    files.limited(text, most)


def _genre(name: str) -> str | None:
    """Return the id of a genre of the package; a script across the network names no file."""
    from assistant.genres import list_genres

    if not name:
        return None
    for genre in list_genres():
        if genre.id == name:
            return genre.id
    raise UsageError(f"没有“{name}”这个文种。", f"There is no genre “{name}”.")


def _language(name: str) -> Language | None:
    """Return a language by its name, None for no name; raises UsageError for any other."""
    for language in Language:
        if name == language.value:
            return language
    if name:
        raise UsageError(
            f"没有“{name}”这种语言，可用的：{'、'.join(Language)}。",
            f"There is no language “{name}”; there are {', '.join(Language)}.",
        )
    return None


def _meant(work: Work, proposal: str) -> Proposal:
    """Return what waits: the proposal with this ID, or without one whatever it is."""
    return deciding.waiting(work, str(proposal) if proposal else None)


def _then(work: Work, step: Callable[[Work], object]) -> Json:
    with work.lock:
        step(work)
        return _state(work)


def _state(work: Work) -> Json:
    history = work.session.history
    return {
        "version": history.head,
        "text": work.session.report.text,
        "versions": [
            {
                "number": v.number,
                "parent": v.parent,
                "what": v.what.text(work.language),
                "at": v.at,
                "words": v.words,
            }
            for v in history.versions
        ],
    }


def told(function: Callable[P, R], desk: Desk) -> Callable[P, R]:
    """Let a caller read our errors' sentence, and nothing of any other."""
    names = signature(function)

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with time_limit(MOST_COMPUTING):
                return function(*args, **kwargs)
        except AssistantError as error:
            said = files.without_paths(error.message)
            if isinstance(error, NotConfirmed):
                keys = [b.key for b in error.missing]
                said = Message(
                    f"{said.zh} 需要确认的编号：{'、'.join(keys)}",
                    f"{said.en} Keys to confirm: {', '.join(keys)}",
                )
            spoken = _spoken(desk, names.bind(*args, **kwargs).arguments)
            raise gr.Error(said.text(spoken), print_exception=False) from error

    return call


def _spoken(desk: Desk, given: Mapping[str, Any]) -> Language:
    """Return the language in which to tell an error of a call with these arguments.

    It is the one asked for, else that of the work, else the server's.
    """
    try:
        return _language(given.get("language", "")) or desk.get(given.get("work")).language
    except AssistantError:
        return desk.settings.language
