"""A look at a weights file before llama.cpp gets it."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import ModelUnavailable

MAGIC = b"GGUF"


def check_gguf(path: Path) -> None:
    """Raise ModelUnavailable, with the reason, unless `path` is a file that begins as GGUF does."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except IsADirectoryError:
        raise ModelUnavailable(
            f"模型文件 {path} 是一个目录", f"The model file {path} is a folder"
        ) from None
    except FileNotFoundError:
        raise ModelUnavailable(
            f"模型文件 {path} 不存在", f"There is no model file {path}"
        ) from None
    except OSError as error:
        raise ModelUnavailable(
            f"模型文件 {path} 无法读取：{error.strerror}",
            f"The model file {path} cannot be read: {error.strerror}",
        ) from error
    if len(head) < 8 or head[:4] != MAGIC:
        raise ModelUnavailable(
            f"文件 {path} 不是 GGUF 格式的模型", f"{path} is not a model in GGUF format"
        )
