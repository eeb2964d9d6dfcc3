"""Taking the report away: downloads, copy, and deleting it from here."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.web import files
from assistant.web.desk import Desk
from assistant.web.paint import Painted, nothing, painted
from assistant.web.views.markup import text

QUIET: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "concurrency_limit": None,
}
"""How every event of the page is bound: no overlay, no endpoint, no waiting for another."""


def wire_taking(ui: SimpleNamespace, desk: Desk) -> None:
    """Connect the downloads."""
    for button, kind in (
        (ui.word, "docx"),
        (ui.revisions, "revisions"),
        (ui.layout, "layout"),
        (ui.plain, "txt"),
        (ui.markdown, "md"),
        (ui.changes, "changes"),
    ):

        def take(token: str | None, kind: str = kind) -> Any:
            try:
                return str(files.write(desk.get(token), kind))
            except AssistantError as error:
                gr.Warning(text(files.without_paths(str(error))))
                return None

        button.click(take, [ui.token], [ui.ready], **QUIET).then(
            None,
            None,
            None,
            js="() => setTimeout(() => document.querySelector('#ready')?.click(), 80)",
            **QUIET,
        )

    def whole(token: str | None) -> str:
        try:
            return desk.get(token).session.report.text
        except AssistantError:
            return ""

    ui.copy.click(whole, [ui.token], [ui.hidden_a], **QUIET).then(
        lambda: gr.Info("已复制，可以粘贴到别处。"),
        [],
        None,
        **QUIET,
    )
    ui.hidden_a.change(
        None, [ui.hidden_a], None, js="(t) => { if (t) navigator.clipboard?.writeText(t); }"
    )

    def forget(token: str | None) -> Painted:
        if token:
            desk.close(token)
        return {ui.token: None} | nothing(ui, True)

    ui.forget.click(
        forget,
        [ui.token],
        [ui.token, *painted(ui)],
        js="(t) => confirm('删除后不能恢复。确定从本机删除这份报告吗？') ? t : ''",
        **QUIET,
    )
