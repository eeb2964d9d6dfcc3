"""Answers kept by the hash of all they depend on, so that no run pays for the same one twice."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from eval.answer import Answer


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of answers; `None` keeps and finds nothing."""

    folder: Path | None

    def get(self, key: str, repeat: int) -> Answer | None:
        """Return the answer, or None where there is none that can be read."""
        if self.folder is None:
            return None
        try:
            return Answer.from_dict(json.loads(self._path(key, repeat).read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, repeat: int, answer: Answer) -> None:
        """Keep an answer; where the folder cannot be written the run goes on without."""
        if self.folder is None:
            return
        path = self._path(key, repeat)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(
                "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
            ) as file:
                json.dump(answer.as_dict(), file, ensure_ascii=False)
            os.replace(file.name, path)  # noqa: PTH105
        except OSError:
            return

    def _path(self, key: str, repeat: int) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / f"{key}-{repeat}.json"
