"""Whatever goes wrong becomes one sentence on stderr and an exit code, never a traceback."""

from __future__ import annotations

import errno
import logging
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.findings import Language, Message
from assistant.printable import printable
from assistant.system_reason import reason_of

if TYPE_CHECKING:
    from typer.exceptions import TyperException

INTERRUPTED = 130
"""128 + SIGINT, as shells report a program stopped with Ctrl-C."""

PIPE_CLOSED = 141
"""128 + SIGPIPE: the reader (`| head`) has gone; nobody is left to tell."""

WRONG_USE = 2


def guarded(run: Callable[[], int], language: Language) -> int:
    """Run a command and return its exit code, explaining any failure on stderr."""
    try:
        code = run()
        sys.stdout.flush()
    except AssistantError as error:
        return _say(error.text(language), error.exit_code)
    except KeyboardInterrupt:
        return _say(_STOPPED.text(language), INTERRUPTED)
    except OSError as error:
        return _failed_io(error, language)
    except Exception as error:
        return _say(_explained(error).text(language), WRONG_USE)
    if code == INTERRUPTED:
        _say(_STOPPED.text(language), INTERRUPTED)
    return code


_STOPPED = Message("已中断，没有完成的结果没有写入。", "Stopped; nothing unfinished was written.")


def _say(sentence: str, code: int) -> int:
    try:
        if sentence:
            print(printable(sentence), file=sys.stderr, flush=True)
    except OSError:
        _silence(sys.stderr.fileno())
    return code


def _failed_io(error: OSError, language: Language) -> int:
    """Explain a file or stream that failed under us.

    stdout is closed for good first, else the interpreter would complain once more on its way out.
    """
    if error.errno in (errno.EPIPE, errno.ENOSPC) and error.filename is None:
        _silence(sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        return PIPE_CLOSED
    if error.filename is None and error.errno not in _OF_STREAMS:
        return _say(_unexpected(error).text(language), WRONG_USE)
    place = f"“{error.filename}”" if error.filename else "标准输出"
    place_en = str(error.filename) if error.filename else "standard output"
    why = reason_of(error)
    return _say(Message(f"{place}：{why.zh}。", f"{place_en}: {why.en}.").text(language), WRONG_USE)


def _silence(descriptor: int) -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, descriptor)
    os.close(null)


_OF_STREAMS = frozenset({errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG})
"""What goes wrong with standard output, which has no name: whatever else lacks one is no stream."""


def _explained(error: Exception) -> Message:
    # Loaded late: Ctrl-C is caught from the first moment, while the commands still load.
    from typer.exceptions import TyperException

    return _usage(error) if isinstance(error, TyperException) else _unexpected(error)


def _usage(error: TyperException) -> Message:
    """Return the parser's complaint in both languages, with the help to look at."""
    english = error.format_message().replace("Value error, ", "").rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "assistant"
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    hint = parameter.get_error_hint() if parameter is not None else ""
    reason = str(getattr(error, "message", english)).removeprefix("Value error, ").rstrip(".")
    if kind == "NoArgsIsHelpError":
        return Message("", "")  # The help itself is already on stdout.
    option = getattr(error, "option_name", "")
    zh = {
        "NoSuchOption": f"没有“{option}”这个选项",
        "MissingParameter": f"缺少参数 {hint}",
        "BadOptionUsage": f"选项“{option}”后面缺少它的值",
        "BadParameter": f"参数 {hint} 的值不对（{reason}）",
    }.get(kind, f"用法不对（{english}）")
    return Message(f"{zh}；用法见 {command} --help。", f"{english}; see {command} --help.")


def _unexpected(error: Exception) -> Message:
    """Keep the details of a bug in a log file and return the sentence that names it."""
    name = type(error).__name__
    log = _write_log(error)
    if log is None:
        return Message(
            f"程序内部出错（{name}），没有写入任何结果。",
            f"The program failed inside ({name}); no result was written.",
        )
    return Message(
        f"程序内部出错（{name}），没有写入任何结果；详情记在 {log}。",
        f"The program failed inside ({name}); no result was written; details are in {log}.",
    )


def _write_log(error: Exception) -> Path | None:
    """Write the traceback to the user's log folder; None where even that cannot be written."""
    try:
        from platformdirs import user_log_path

        folder = user_log_path("report-assistant", ensure_exists=True)
        path = folder / f"error-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        logging.getLogger(__name__).debug("no log could be written", exc_info=True)
        return None
    return path
