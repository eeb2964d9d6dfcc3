"""Content hashes: what a result rests on, so that the same is never paid for twice.

A section's key covers its source text, the request, everything a model would be told at first
(which holds the facts and the share of the length), the prompts' stamps, the set phrases, the
model, and the code that asks and judges.  A report's key covers the file and all that is done to
it, the rest of the program's code included.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import assistant
from assistant.prompts import list_prompts, load_prompt

if TYPE_CHECKING:
    from assistant.batch.jobs import Job
    from assistant.chains.shape import Piece
    from assistant.request import Request

_FACES = ("cli", "web", "batch", "samples", "intent")
"""Parts of the package no result depends on."""
_DATA = (".py", ".yaml", ".txt", ".csv")


def digest(value: Any) -> str:
    """Return the sha256 of a JSON value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def file_hash(path: Path) -> str:
    """Return the sha256 of a file; raises OSError."""
    with path.open("rb") as stream:
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


def prompt_stamps() -> dict[str, str]:
    """Return name → stamp of all prompts."""
    return {name: load_prompt(name).stamp for name in list_prompts()}


def section_key(source: str, request: Request, piece: Piece, model: str, terms: object) -> str:
    """Return the key of a section: the same key, the same work."""
    return digest(
        [
            source,
            request.task,
            request.instruction,
            piece.basis(),
            {name: load_prompt(name).stamp for name in piece.prompts},
            terms,
            model,
            code_stamp(),
        ]
    )


class ReportKeys:
    """The keys of reports; what many of them share is worked out once.

    `model` names the model and the place it is asked at, `settings` whatever else a result rests
    on; `common` is the hash of what all reports share.
    """

    def __init__(self, model: str, settings: Any) -> None:
        self.common = digest([model, settings, code_stamp(), prompt_stamps()])
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
