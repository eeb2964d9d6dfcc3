"""Taking the report away: downloads, copy, and deleting it from here."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.findings import Language, Message
from assistant.session.gap_marks import with_marks
from assistant.web import files
from assistant.web.desk import Desk
from assistant.web.page import SPEAKS, SURE
from assistant.web.paint import Painted, painted
from assistant.web.toasts import inform, warn

QUIET: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "concurrency_limit": None,
}
"""How every event of the page is bound: no overlay, no endpoint, no waiting for another."""

_KEPT = "await window.assistantKept?.();"
"""The script that waits until what was typed just now has come to the server."""


def wire_taking(
    ui: SimpleNamespace, desk: Desk, closed: Callable[[object, str, gr.Request], Painted]
) -> None:
    """Connect the downloads; `closed` gives the page as it is once a report is deleted."""
    for button, kind in (
        (ui.word, "docx"),
        (ui.word_now, "docx"),
        (ui.revisions, "revisions"),
        (ui.layout, "layout"),
        (ui.plain, "txt"),
        (ui.markdown, "md"),
        (ui.changes_word, "changes-word"),
        (ui.changes, "changes"),
    ):

        def take(token: str | None, language: str, kind: str = kind) -> Any:
            try:
                taken = str(desk.download(token, lambda work, to: files.write(work, kind, to)))
                if not kind.startswith("changes") and (told := files.still_open(desk.get(token))):
                    inform(told, Language(language))
                return taken
            except AssistantError as error:
                warn(files.without_paths(error.message), Language(language))
                return None

        button.click(
            take,
            [ui.token, ui.language],
            [ui.ready],
            js=f"async (t) => {{ {_KEPT} return [t, {SPEAKS}]; }}",
            **QUIET,
        ).then(
            None,
            None,
            None,
            js="() => setTimeout(() => document.querySelector('#ready')?.click(), 80)",
            **QUIET,
        )

    def whole(token: str | None) -> str:
        try:
            check = desk.get(token).check()
            return with_marks(check.report.text, check.gaps)
        except AssistantError:
            return ""

    copied = Message("已复制，可以粘贴到别处。", "Copied; you can paste it elsewhere.")
    first = f"async (t) => {{ {_KEPT} return [t]; }}"
    ui.copy.click(whole, [ui.token], [ui.hidden_a], js=first, **QUIET).then(
        lambda language: inform(copied, Language(language)),
        [ui.language],
        None,
        js=f"() => [{SPEAKS}]",
        **QUIET,
    )
    ui.hidden_a.change(
        None, [ui.hidden_a], None, js="(t) => { if (t) navigator.clipboard?.writeText(t); }"
    )

    def forget(token: str | None, recent: object, language: str, request: gr.Request) -> Painted:
        if not token:
            return {ui.token: gr.skip()}
        desk.close(token)
        return closed(recent, language, request)

    ui.forget.click(
        forget,
        [ui.token, ui.recent, ui.language],
        [ui.token, ui.recent, ui.works, *painted(ui)],
        js=f"(t, recent) => [window.assistantForgets({SURE}) ? t : '', recent, {SPEAKS}]",
        **QUIET,
    )
