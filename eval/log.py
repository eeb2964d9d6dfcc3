"""The log of a run: JSON lines that hold everything needed to score it again, offline.

    {"type": "run", …}      who, when, with which suite, code, prompts, settings (one per start)
    {"type": "case", …}     a case as it was: its files, word for word
    {"type": "answer", …}   one answer to one case by one system, or why there is none

Lines are only ever added.  Of two cases with one name the later counts, and of two answers to
one question likewise; an answer to another text or request than its case now holds is left out,
and so are cases that the suite of the last start no longer has.
Scores are not kept: they are computed from the answers whenever they are wanted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any, Self

from assistant.errors import AssistantError
from eval.answer import Answer

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from eval.case import Case

FORMAT = 1
"""Version of the lines; a log of a later one is refused."""


class LogError(AssistantError):
    """A log that cannot be read or written; the message names the file, and the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of answer: by which system, to which case, the how-manieth time asked.

    `key` is the hash of all the answer depends on, `asked` that of the case's text and request.
    `answer` is None where there is none; `error` then says why, and it is not scored.
    """

    system: str
    case: str
    repeat: int
    key: str
    asked: str
    answer: Answer | None
    error: str = ""

    @property
    def question(self) -> tuple[str, str, int]:
        """What is answered once: system, case, repeat."""
        return self.system, self.case, self.repeat

    def as_dict(self) -> dict[str, Any]:
        """Return the line."""
        return {
            "type": "answer",
            "system": self.system,
            "case": self.case,
            "repeat": self.repeat,
            "key": self.key,
            "asked": self.asked,
            "error": self.error,
            **(self.answer.as_dict() if self.answer else {}),
        }


@dataclass(frozen=True, slots=True)
class KeptCase:
    """A case as a log holds it: its files by name."""

    id: str
    asked: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Log:
    """A log as read: its headers in order, the cases and the answers that count."""

    path: Path
    headers: tuple[dict[str, Any], ...]
    cases: dict[str, KeptCase]
    entries: tuple[Entry, ...]

    @property
    def systems(self) -> list[str]:
        """The systems in the order in which they first answered."""
        return list(dict.fromkeys(e.system for e in self.entries))

    def load_cases(self) -> dict[str, Case]:
        """Return the cases as they were when they were answered, by name.

        Raises CaseError where this version of the program refuses one.
        """
        from eval.case import load_suite

        with TemporaryDirectory(prefix="eval-cases-") as folder:
            for case in self.cases.values():
                _unpack(case, Path(folder).resolve())
            return {case.id: case for case in load_suite(folder).cases}


def _unpack(kept: KeptCase, folder: Path) -> None:
    for name, text in kept.files.items():
        path = (folder / kept.id / name).resolve()
        if folder not in path.parents or path.name != name:
            raise LogError(f"case “{kept.id}” of the log has a file “{name}” that may not be")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def kept(case: Case, asked: str) -> KeptCase:
    """Return a case with its files as they are now."""
    names = ["source.txt", "reference.txt", "request.yaml", "elements.yaml"]
    names += sorted(p.name for p in case.folder.glob("*.yaml") if p.name not in names)
    files = {
        name: (case.folder / name).read_bytes().decode("utf-8")
        for name in names
        if (case.folder / name).is_file()
    }
    return KeptCase(case.id, asked, files)


def read_log(path: Path) -> Log:
    """Read a log; a last line that was cut off in writing is passed over.

    Raises LogError for a file that is none, is damaged, or was written by a later version.
    """
    headers: list[dict[str, Any]] = []
    cases: dict[str, KeptCase] = {}
    entries: dict[tuple[str, str, int], Entry] = {}
    for number, data in _lines(path):
        try:
            match data["type"]:
                case "run":
                    if data["format"] > FORMAT:
                        raise LogError(f"{path}: was written by a later version of this program")
                    headers.append(data)
                case "case":
                    one = KeptCase(data["case"], data["asked"], data["files"])
                    cases[one.id] = one
                case "answer":
                    entry = _entry(data)
                    entries[entry.question] = entry
        except (KeyError, TypeError) as error:
            raise LogError(f"{path}: line {number} is no line of a run log") from error
    if not headers:
        raise LogError(f"{path}: is no log of a run (its first line is missing)")
    # A case that was renamed or taken out of the suite since is no longer part of the run.
    ids = headers[-1]["suite"]["ids"]
    cases = {name: cases[name] for name in ids if name in cases}
    standing = [e for e in entries.values() if e.case in cases and e.asked == cases[e.case].asked]
    return Log(path, tuple(headers), cases, tuple(_ordered(standing, headers, list(cases))))


def _ordered(
    entries: Sequence[Entry], headers: Sequence[dict[str, Any]], cases: list[str]
) -> list[Entry]:
    """Return the entries by system and case, whichever was answered first."""
    systems = list(dict.fromkeys(name for header in headers for name in header["systems"]))
    return sorted(entries, key=lambda e: (systems.index(e.system), e.repeat, cases.index(e.case)))


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise LogError(f"{path}: cannot be read ({error.strerror or error})") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            if not isinstance(data, dict):
                raise ValueError("no object")
        except ValueError as error:
            if number == len(lines):
                return  # The last line has no line end: whoever wrote it was stopped.
            raise LogError(f"{path}: line {number} is no JSON") from error
        yield number, data


def _entry(data: dict[str, Any]) -> Entry:
    answer = None if data["error"] else Answer.from_dict(data)
    return Entry(
        data["system"],
        data["case"],
        data["repeat"],
        data["key"],
        data["asked"],
        answer,
        data["error"],
    )


@dataclass
class LogWriter:
    """Adds lines to a log, one process at a time; use it as a context manager."""

    path: Path
    _file: IO[bytes] | None = field(default=None, repr=False)
    _lock: BaseFileLock | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        from filelock import FileLock, Timeout

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(self.path.with_suffix(".lock"))
            self._lock.acquire(timeout=0)
            self._file = self.path.open("ab")
            self._end_last_line()
        except Timeout as error:
            raise LogError(f"{self.path}: another run is writing to it") from error
        except OSError as error:
            raise LogError(f"{self.path}: cannot be written ({error.strerror or error})") from error
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._file is not None:
            self._file.close()
        if self._lock is not None:
            self._lock.release()

    def _end_last_line(self) -> None:
        """Take away a line that was cut off, so that the next one does not run into it."""
        whole = self.path.read_bytes()
        end = whole.rfind(b"\n") + 1
        if end < len(whole):
            with self.path.open("r+b") as file:
                file.truncate(end)

    def header(self, data: dict[str, Any]) -> None:
        """Add the line of one start."""
        self._add({"type": "run", "format": FORMAT, **data})

    def cases(self, found: Iterable[KeptCase]) -> None:
        """Add cases."""
        for one in found:
            self._add({"type": "case", "case": one.id, "asked": one.asked, "files": one.files})

    def entry(self, entry: Entry) -> None:
        """Add an answer."""
        self._add(entry.as_dict())

    def _add(self, data: dict[str, Any]) -> None:
        assert self._file is not None, "used outside its with block"
        self._file.write(json.dumps(data, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
