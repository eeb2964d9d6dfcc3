"""One report of a batch: what is to be done with it, and where the result goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.formats import Form
from assistant.printable import encodable
from assistant.request import Length, Request


@dataclass(frozen=True, slots=True)
class Job:
    """One report, what is to be done with it, and where the result goes.

    `source` is the path as the user gave it, `facts` are files; `form` (without remarks) says how
    a Word file is to come out.
    """

    source: Path
    target: Path
    request: Request
    genre: str | None = None
    facts: tuple[str, ...] = ()
    form: Form = field(default_factory=Form)

    def spec(self) -> dict[str, Any]:
        """Return all but the names, as JSON that `job_of` reads; paths are made absolute."""
        request = self.request
        return {
            "path": str(self.source.absolute()),
            "output": str(self.target),
            "task": request.task,
            "sections": list(request.sections),
            "to": None if request.to is None else str(request.to),
            "instruction": request.instruction,
            "figures_only": request.figures_only,
            "genre": _absolute(self.genre),
            "facts": [str(Path(one).absolute()) for one in self.facts],
            "revisions": self.form.revisions,
            "layout": self.form.layout,
        }


def job_of(source: str, target: str, spec: dict[str, Any]) -> Job:
    """Return the job that a row of the store describes."""
    request = Request(
        spec["task"],
        tuple(spec["sections"]),
        None if spec["to"] is None else Length.parse(spec["to"]),
        spec["instruction"],
        spec.get("figures_only", False),  # a store from before knows none
    )
    form = Form(spec["revisions"], spec["layout"])
    path = spec["path"]
    # A name that is no UTF-8 is written out in `source`; the file is found by its bytes.
    read = path if encodable(path) != path else source
    return Job(Path(read), Path(target), request, spec["genre"], tuple(spec["facts"]), form)


def _absolute(genre: str | None) -> str | None:
    """Return a genre's name as it is, and its file with the whole path."""
    if genre is not None and Path(genre).suffix and Path(genre).exists():
        return str(Path(genre).absolute())
    return genre
