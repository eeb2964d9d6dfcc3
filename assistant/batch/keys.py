"""Content hashes: what a result rests on, so that the same is never paid for twice.

A report's key covers the file, all that is done to it, the prompts, the model, and the code that
asks and judges.  What was asked of a model has a key of its own, in the journal.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from functools import cache
from pathlib import Path
from typing import Any

import assistant
from assistant.batch.job import Job
from assistant.config import Settings
from assistant.formats.read import MAX_BYTES
from assistant.opening import open_file
from assistant.prompts import prompt_stamps

_FACES = ("cli", "web", "batch", "samples")
"""Parts of the package no result depends on."""
_DATA = (".py", ".yaml", ".toml", ".txt", ".csv")


def digest(value: Any) -> str:
    """Return the sha256 of a JSON value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def file_hash(path: Path) -> str:
    """Return the sha256 of a file, of a device that of its beginning; raises OSError."""
    with open_file(path) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return hashlib.sha256(stream.read(MAX_BYTES + 1)).hexdigest()
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_stat(path: Path) -> str:
    """Return size and time of a file in a word: what is the same has not been written to."""
    about = path.stat()
    return f"{about.st_size}-{about.st_mtime_ns}"


@cache
def code_stamp() -> str:
    """Return the hash of the package's own code and data, without its faces."""
    root = Path(assistant.__file__).parent
    total = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if path.suffix in _DATA and relative.parts[0] not in _FACES:
            total.update(str(relative).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


class ReportKeys:
    """The keys of reports; what many of them share is worked out once.

    `common` is the hash of what all reports share under these settings.
    """

    def __init__(self, settings: Settings) -> None:
        about: list[Any] = [settings.base_url, settings.context, [str(t) for t in settings.terms]]
        about += [dict(settings.rungs), settings.language.value]
        self.common = digest([settings.model, about, code_stamp(), prompt_stamps()])
        self._files: dict[str, str] = {}

    def of(self, job: Job, source_hash: str) -> str:
        """Return the key of a report whose file has this hash."""
        spec = job.spec()
        files = [*spec["facts"], spec["genre"] or ""]
        for derived in ("path", "output"):
            del spec[derived]
        spec["facts"] = spec["genre"] = None
        suffix = job.target.suffix.lower()
        named = [self._content(name) for name in files]
        return digest([self.common, source_hash, spec, suffix, named])

    def _content(self, name: str) -> str:
        """Return what a facts file or a genre stands for: its content, or its name."""
        if name not in self._files:
            path = Path(name)
            try:
                self._files[name] = file_hash(path) if path.is_file() else name
            except OSError:
                self._files[name] = name
        return self._files[name]
