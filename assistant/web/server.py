"""Starting the page: Gradio with everything off that sends, shares or records."""

from __future__ import annotations

import os
import secrets
from importlib import resources
from pathlib import Path

# Before Gradio is imported: it reads these once.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ["GRADIO_MCP_SERVER"] = "False"
os.environ["GRADIO_SHARE"] = "False"

import gradio as gr

from assistant.errors import OutputError, UsageError
from assistant.findings import Message
from assistant.web.api import offer
from assistant.web.desk import Desk
from assistant.web.events import wire
from assistant.web.front import Front
from assistant.web.guard import Guard
from assistant.web.options import MAX_FILE, MAX_QUEUE, Options
from assistant.web.page import I18N, build
from assistant.web.settings import wire_settings

FONTS = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "system-ui",
    "sans-serif",
)


def make(options: Options) -> tuple[gr.Blocks, Desk]:
    """Return the page and the desk behind it; raises OutputError where works cannot be kept."""
    desk = Desk(options)
    page, ui = build(options, _secret(options))
    with page:
        wire(ui, desk, page)
        wire_settings(ui, desk)
        offer(desk)
    page.queue(max_size=MAX_QUEUE, default_concurrency_limit=None, api_open=False)
    return page, desk


def start(options: Options, *, block: bool = True) -> tuple[gr.Blocks, str]:
    """Serve the page and return it with its address; `block` waits until it is stopped.

    Raises UsageError where the port is taken, OutputError where works cannot be kept.
    """
    page, _desk = make(options)
    package = resources.files("assistant.web")
    try:
        _app, address, _share = page.launch(
            server_name=options.host,
            server_port=options.port,
            auth=options.auth,
            auth_message="请登录 · Please log in",
            share=False,
            run_history=False,
            mcp_server=False,
            enable_monitoring=False,
            show_error=False,
            quiet=True,
            inbrowser=False,
            prevent_thread_lock=True,
            max_file_size=MAX_FILE,
            max_threads=80,
            allowed_paths=[],
            ssr_mode=False,
            pwa=False,
            footer_links=[],
            strict_cors=True,
            i18n=I18N,
            theme=_theme(),
            css=package.joinpath("style.css").read_text("utf-8"),
            js=package.joinpath("page.js").read_text("utf-8"),
            app_kwargs={
                # As Starlette unpacks them: class, arguments, keywords.
                "middleware": [(Guard, (), {}), (Front, (), {})],
                "docs_url": None,
                "redoc_url": None,
                "openapi_url": None,
            },
        )
    except OSError as error:
        raise UsageError(
            Message(
                f"端口 {options.port} 已被占用，请用 --port 换一个。",
                f"The port {options.port} is taken; choose another with --port.",
            )
        ) from error
    if block:
        page.block_thread()
    return page, address


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
        reason = error.strerror or error
        raise OutputError(
            Message(f"无法写入“{path}”：{reason}。", f"Cannot write “{path}”: {reason}.")
        ) from error
