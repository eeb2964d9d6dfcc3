"""`assistant app`: the page, for people who use neither the command line nor English."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.run import start
from assistant.errors import UsageError
from assistant.findings import Message


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("app", help="Open the page in a browser: rewriting section by section, in chat.")(
        serve
    )


def serve(
    host: Annotated[
        str,
        typer.Option(
            "--host",
            metavar="H",
            help="Address to listen on; wider than this machine needs --auth.",
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option("--port", metavar="P", min=1, max=65535, help="Port to listen on.")
    ] = None,
    model: options.Model = None,
    auth: Annotated[
        str | None, typer.Option("--auth", metavar="USER:PASSWORD", help="Ask for this login.")
    ] = None,
    fix_model: Annotated[
        bool, typer.Option("--fix-model", help="Take the choice of a model from the page.")
    ] = False,
    endpoint: Annotated[
        list[str] | None,
        typer.Option(
            "--endpoint",
            metavar="URL",
            help="A service the page may be pointed at; repeat for several. Without it any on "
            "this machine's own page, none on one that others can open.",
        ),
    ] = None,
    lang: options.Lang = None,
    config: options.Config = None,
) -> int:
    """Serve the page until it is stopped with Ctrl-C."""
    run = start(lang=lang, config=config, model=model)
    login = _login(auth)
    from assistant.web.options import Options

    chosen = Options(
        settings=run.settings,
        host=host,
        port=port,
        auth=login,
        fixed=fix_model,
        endpoints=tuple(endpoint or ()),
    )
    from assistant.web import start as serve_page

    page, address = serve_page(chosen, block=False)
    run.terminal.note(
        Message(
            f"页面已经打开：{address} （按 Ctrl-C 结束）",
            f"The page is at {address} (Ctrl-C ends it)",
        )
    )
    page.block_thread()
    return 0


def _login(auth: str | None) -> tuple[str, str] | None:
    """Split USER:PASSWORD before the heavy page is imported."""
    if auth is None:
        return None
    user, colon, password = auth.partition(":")
    if not user or not colon or not password:
        raise UsageError(
            Message(
                "--auth 要写成“用户名:密码”，两者都不能为空。",
                "--auth is USER:PASSWORD, neither of them empty.",
            )
        )
    return user, password
