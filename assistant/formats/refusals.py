"""The one form in which reading and writing say that they cannot, in both languages."""

from __future__ import annotations

from assistant.errors import FormatError, OutputError
from assistant.findings import Message
from assistant.system_reason import reason_of


def cannot_read(name: object, zh: str, en: str) -> FormatError:
    """Return the error for a file that cannot be read, for this reason (no full stop)."""
    return FormatError(f"无法读取“{name}”：{zh}。", f"Cannot read “{name}”: {en}.")


def cannot_write(name: object, reason: Message) -> OutputError:
    """Return the error for a file that cannot be written, for this reason (no full stop)."""
    return OutputError(f"无法写入“{name}”：{reason.zh}。", f"Cannot write “{name}”: {reason.en}.")


def not_written(name: object, error: Exception) -> OutputError:
    """Return the error for a file that cannot be written, for the system's reason."""
    return cannot_write(name, reason_of(error))
