"""`assistant app`: the page, for people who use neither the command line nor English."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.run import Run, start
from assistant.errors import UsageError
from assistant.opening import open_file
from assistant.system_reason import reason_of

LOGIN = "ASSISTANT_AUTH"
"""The variable of the environment that may hold the login."""
_LONGEST_LOGIN = 4096


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
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allowed-host",
            metavar="H",
            help="A name the page may be opened by, besides this machine's own and --host; "
            "repeat for several. Whatever else asks is refused.",
        ),
    ] = None,
    auth: Annotated[
        str | None,
        typer.Option(
            "--auth",
            metavar="USER:PASSWORD",
            help="Ask for this login. Other users of the machine can read it here: better in a "
            f"file or in {LOGIN}.",
        ),
    ] = None,
    auth_file: Annotated[
        Path | None,
        typer.Option("--auth-file", metavar="FILE", help="The login, USER:PASSWORD, in a file."),
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
    login = _login(auth, auth_file, run)
    from assistant.web.options import Options
    from assistant.web.proxies import without_proxies

    chosen = Options(
        settings=run.settings,
        host=host,
        port=port,
        auth=login,
        fixed=fix_model,
        endpoints=tuple(endpoint or ()),
        allowed_hosts=tuple(allowed_host or ()),
    )
    with without_proxies():
        from assistant.web.server import start as serve_page

    def tell(address: str) -> None:
        run.terminal.tell(
            f"页面已经打开：{address} （按 Ctrl-C 结束）",
            f"The page is at {address} (Ctrl-C ends it)",
        )

    serve_page(chosen, opened=tell)
    return 0


def _login(auth: str | None, file: Path | None, run: Run) -> tuple[str, str] | None:
    """Return name and password: of the flag, else of the file, else of the environment.

    The environment forgets them, so that no other process is started with them.
    Raises UsageError for two logins at once, and for one that is none.
    """
    kept = os.environ.pop(LOGIN, "") or None
    if auth is not None and file is not None:
        raise UsageError(
            "--auth 不能与 --auth-file 同用。", "Give --auth or --auth-file, not both."
        )
    where = "--auth" if auth is not None else str(file) if file is not None else LOGIN
    if auth is None:
        auth = kept if file is None else _first_line(file, run)
    if auth is None:
        return None
    user, colon, password = auth.partition(":")
    if not user or not colon or not password:
        raise UsageError(
            f"{where} 要写成“用户名:密码”，两者都不能为空。",
            f"{where} is USER:PASSWORD, neither of them empty.",
        )
    return user, password


def _first_line(file: Path, run: Run) -> str:
    """Return the first line of a file; a file that others can read is remarked on."""
    try:
        with open_file(file) as opened:
            found = os.fstat(opened.fileno())
            line = opened.readline(_LONGEST_LOGIN).decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error)
        raise UsageError(
            f"无法读取“{file}”：{reason.zh}。", f"Cannot read “{file}”: {reason.en}."
        ) from error
    if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
        run.terminal.tell(
            f"别的用户也能读“{file}”，建议改为只有自己可读（chmod 600）。",
            f"Others can read “{file}”; make it yours alone (chmod 600).",
            "yellow",
        )
    return line
