"""A look at a weights file before llama.cpp gets it."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import ModelUnavailable
from assistant.system_reason import reason_of

MAGIC = b"GGUF"


def check_gguf(path: Path) -> None:
    """Raise ModelUnavailable, with the reason, unless `path` is a file that begins as GGUF does."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        why = reason_of(error)
        raise ModelUnavailable(
            f"模型文件 {path} 无法读取：{why.zh}",
            f"The model file {path} cannot be read: {why.en}",
        ) from error
    if len(head) < 8 or head[:4] != MAGIC:
        raise ModelUnavailable(
            f"文件 {path} 不是 GGUF 格式的模型", f"{path} is not a model in GGUF format"
        )
