"""Which code, prompts and model made an answer: for the log's header and the cache's keys."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import assistant
from assistant.config import Settings
from assistant.models import known_models, parse_name

if TYPE_CHECKING:
    from eval.case import Case

PACKAGE = Path(assistant.__file__).parent
NO_PART = {"cli", "web", "batch", "batch.py", "delivery.py", "samples", "formats", "_prompts"}
"""Of the package, but without a say in what becomes of a text that is given as it is."""


def digest(*parts: Any) -> str:
    """Return the first 16 hex digits of the sha256 of values as JSON."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def asked_hash(case: Case) -> str:
    """Return a hash of what a case gives to whoever answers it: text, request, genre, facts."""
    return digest(case.source, asdict(case.request), asdict(case.genre), case.facts)


@cache
def code_hash() -> str:
    """Return a hash of the code and word lists that decide what becomes of a text."""
    found = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE)
        if path.suffix in {".py", ".txt", ".yaml"} and inside.parts[0] not in NO_PART:
            found.update(str(inside).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


@cache
def code_version() -> str:
    """Return the commit the code is at, with `+` where files differ from it, or `unknown`."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(PACKAGE.parent), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        )
        return done.stdout.strip() if done.returncode == 0 else ""

    try:
        commit = git("rev-parse", "--short=12", "HEAD")
        changed = git("status", "--porcelain", "--untracked-files=no", "--", "assistant", "prompts")
    except OSError:
        return "unknown"
    return f"{commit}{'+' if changed else ''}" if commit else "unknown"


def model_identity(name: str, settings: Settings) -> str:
    """Return the model's name with what tells its weights or its service from others'."""
    kind, rest = parse_name(name)
    if kind == "local":
        for weights in known_models():
            if weights.name == (rest or "local"):
                return f"{name}@{weights.sha256[:12]}"
        path = Path(rest)
        try:
            found = path.stat()
        except OSError:
            return name
        return f"local:{path.name}@{found.st_size}-{found.st_mtime_ns}"
    if kind == "openai":
        address = settings.base_url or os.environ.get("OPENAI_BASE_URL") or "official"
        return f"{name}@{address}"
    return name
