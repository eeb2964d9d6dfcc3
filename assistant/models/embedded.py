"""The embedded model: llama.cpp inside this process, behind a loopback port.

llama.cpp's own server runs in threads of this process and speaks the OpenAI protocol on a random
port of 127.0.0.1, behind a random key, so that everything above treats it like any other server:
one code path for time limits, cut-off replies and token counts.  It is started once per weights
file and shared by all Writers.
"""

from __future__ import annotations

import atexit
import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import ModelUnavailable
from assistant.models.progress import Progress, Step, silent
from assistant.system_reason import reason_of

SLOTS = 2
"""Questions at once.  Each slot reads the examples of a prompt for itself, and on a few cores
reading is what takes the time: four slots read 1,600 tokens before the first answer, two 800."""
CONTEXT = 4096
"""Tokens one slot holds: 8,192 together need about 0.25 GB beside a 1.5B model's weights."""
PROMPT_CACHE_MIB = 512
"""Memory for prompts of idle slots; llama.cpp's default would be 8 GB."""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address, its key, and the object that keeps it alive."""

    address: str
    key: str
    server: Any


_lock = threading.Lock()
_running: dict[tuple[Path, int], Served] = {}
# Left to the interpreter's end, the server would first finish what it is writing.
atexit.register(_running.clear)


def serve(path: Path, *, threads: int = 0, progress: Progress = silent) -> Served:
    """Load the weights at `path` and return the server, or the one that already runs.

    `threads` 0 leaves the number to llama.cpp, which counts physical cores.
    Raises ModelUnavailable where the file is no model or the memory does not suffice.
    """
    path = path.expanduser().resolve()
    with _lock:
        found = _running.get((path, threads))
        if found is None:
            _require_gguf(path)
            found = _running[path, threads] = _start(path, threads, progress)
    return found


def _require_gguf(path: Path) -> None:
    """Look at a weights file before llama.cpp gets it: raise ModelUnavailable, with the reason,
    unless it begins as GGUF does."""
    try:
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        why = reason_of(error)
        raise ModelUnavailable(
            f"模型文件 {path} 无法读取：{why.zh}",
            f"The model file {path} cannot be read: {why.en}",
        ) from error
    if len(head) < 8 or not head.startswith(b"GGUF"):
        raise ModelUnavailable(
            f"文件 {path} 不是 GGUF 格式的模型", f"{path} is not a model in GGUF format"
        )


def _start(path: Path, threads: int, progress: Progress) -> Served:
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelUnavailable(
            f"本机模型需要 xllamacpp，它没有安装或不支持此系统：{error}",
            f"The embedded model needs xllamacpp, which is not installed or not made for this "
            f"system: {error}",
        ) from error
    size = path.stat().st_size
    progress(Step("load", 0, size, path.name))
    key = secrets.token_urlsafe(32)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.ui = False
    params.endpoint_slots = False
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * CONTEXT
    params.cache_prompt = True
    params.cache_ram_mib = PROMPT_CACHE_MIB
    # 0 keeps llama.cpp from writing its log over the user's terminal.
    params.verbosity = 0
    if threads:
        params.cpuparams.n_threads = threads
        params.cpuparams_batch.n_threads = threads
    try:
        server = xllamacpp.Server(params)
    except Exception as error:
        raise ModelUnavailable(
            f"模型文件 {path}（{size / 1e9:.1f} GB）无法载入：文件损坏、不受支持或内存不足",
            f"The model file {path} ({size / 1e9:.1f} GB) cannot be loaded: it is damaged, not "
            "supported, or the memory does not suffice",
        ) from error
    progress(Step("load", size, size, path.name))
    return Served(server.listening_address, key, server)
