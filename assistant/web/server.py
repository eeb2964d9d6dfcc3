"""Starting the page: Gradio with everything off that sends, shares or records."""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI

from assistant.formats.refusals import not_written
from assistant.web.api import offer
from assistant.web.audit import Audit
from assistant.web.audited_desk import AuditedDesk
from assistant.web.events import wire
from assistant.web.first_lines import Front
from assistant.web.guard import Guard
from assistant.web.hosts import Hosts
from assistant.web.login import Login
from assistant.web.options import MAX_FILE, MAX_QUEUE, Options
from assistant.web.page import I18N, build
from assistant.web.process_temp import TempHold, stopped_by_signals
from assistant.web.serving import Serving
from assistant.web.settings import wire_settings
from assistant.web.streams import Streams
from assistant.web.temp_folder import TempFolder
from assistant.web.warming import warm_rules

THREADS = 80
"""Handlers of all sessions that may run at once."""
FONTS = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "system-ui",
    "sans-serif",
)


def make(options: Options, temp: TempFolder) -> tuple[gr.Blocks, AuditedDesk]:
    """Return the page and the desk behind it; raises OutputError where works cannot be kept."""
    desk = AuditedDesk(options, temp, Audit(options.audit))
    page, ui = build(options, _secret(options))
    with page:
        wire(ui, desk, page)
        wire_settings(ui, desk)
        offer(desk)
    page.max_threads = THREADS
    page.queue(max_size=MAX_QUEUE, default_concurrency_limit=None, api_open=False)
    return page, desk


def start(
    options: Options, *, block: bool = True, opened: Callable[[str], None] = lambda _address: None
) -> tuple[Serving, str]:
    """Serve the page and return it with its address, which `opened` hears of first.

    `block` waits until it is stopped, by Ctrl-C or a signal; without it `close` the page.  Either
    way its temporary files go then, at the latest when the process ends.
    Raises UsageError where the port is taken, OutputError where works or temporary files cannot be
    kept.
    """
    if not block:
        serving = _serve(options, TempHold(options.temp))
        opened(serving.address)
        return serving, serving.address
    with stopped_by_signals():
        hold = TempHold(options.temp)
        try:
            serving = _serve(options, hold)
            opened(serving.address)
            warm_rules()
            serving.wait()
        finally:
            # At once, and not left to the server: it waits for browsers that are still open, and
            # who presses Ctrl-C again ends the process there.
            hold.end()
    return serving, serving.address


def _serve(options: Options, hold: TempHold) -> Serving:
    try:
        page, desk = make(options, hold.folder)
        return Serving(_application(page, desk, hold), page, options.host, options.port)
    except BaseException:
        hold.end()
        raise


def _application(page: gr.Blocks, desk: AuditedDesk, hold: TempHold) -> Guard:
    """Return all that answers: the guard, then Gradio without all that sends or records."""
    options = desk.options

    @asynccontextmanager
    async def life(_app: Any) -> AsyncIterator[None]:
        try:
            yield
        finally:
            hold.end()

    package = resources.files("assistant.web")
    application = gr.mount_gradio_app(
        FastAPI(lifespan=life, docs_url=None, redoc_url=None, openapi_url=None),
        page,
        "/",
        auth=Login(*options.auth, desk.audit).admits if options.auth is not None else None,
        auth_message="请登录 · Please log in",
        run_history=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=MAX_FILE,
        allowed_paths=[],
        ssr_mode=False,
        pwa=False,
        footer_links=[],
        i18n=I18N,
        theme=_theme(),
        css=package.joinpath("style.css").read_text("utf-8"),
        js=package.joinpath("js/page.js").read_text("utf-8"),
        # As Starlette unpacks them: class, arguments, keywords.
        app_kwargs={"middleware": [(Front, (), {}), (Streams, (), {})]},
    )
    # So that closing the page tells browsers that are still open.
    page.app = application.routes[-1].app
    hosts = Hosts(options.host, options.allowed_hosts)
    return Guard(application, hosts, hold.folder.served, page.root_path)


def _theme() -> gr.themes.Base:
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=list(FONTS),
        font_mono=["Noto Sans Mono CJK SC", "monospace"],
        text_size=gr.themes.sizes.text_lg,
        radius_size=gr.themes.sizes.radius_md,
    )


def _secret(options: Options) -> str:
    """Return the key of what browsers keep, the same after a restart."""
    path: Path = options.store.with_name("browser.key")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(16))
        return path.read_text("ascii").strip()
    except FileExistsError:
        return path.read_text("ascii").strip()
    except OSError as error:
        raise not_written(path, error) from error
