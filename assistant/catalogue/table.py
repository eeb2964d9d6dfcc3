"""The rows of findings.toml: a closed schema, each row read once and only when it is needed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from assistant.findings import Language, Message, Severity

_HEADER = re.compile(r'^\["?([\w.]+)"?\]$', re.MULTILINE)


class About(StrEnum):
    """What a finding is about."""

    REPORT = "report"
    REWRITE = "rewrite"
    WORK = "work"
    READING = "reading"


@dataclass(frozen=True, slots=True)
class Row:
    """One finding: its names, weight, meaning to an author, origin, cure and messages.

    `severity` is None for a reading item alone; `may` holds the other severities that the place
    may give; `says` holds the templates by name, "" for the usual one.
    """

    code: str
    names: Message
    severity: Severity | None
    means: Message
    source: Message
    about: About
    says: Mapping[str, Message]
    may: frozenset[Severity] = field(default_factory=frozenset)
    fix: str | None = None

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the row under the JSON keys of `assistant findings`."""
        return {
            "code": self.code,
            "names": {"zh": self.names.zh, "en": self.names.en},
            "about": self.about.value,
            "severity": self.severity and self.severity.value,
            "means": self.means.text(language),
            "source": self.source.text(language),
            "fix": self.fix,
        }


class Table(Mapping[str, Row]):
    """The rows of a file by code, each read when first asked for.

    ValueError names the row that breaks the schema.
    """

    def __init__(self, text: str) -> None:
        # A whole file takes tomllib longer than a check of a report, and a check needs few rows.
        starts = list(_HEADER.finditer(text))
        ends = [match.start() for match in starts[1:]] + [len(text)]
        self._blocks = {m[1]: text[m.start() : e] for m, e in zip(starts, ends, strict=True)}
        if len(self._blocks) < len(starts):
            raise ValueError("one finding stands twice")
        self._sources = tomllib.loads(self._blocks.pop("_sources", ""))
        self._rows: dict[str, Row] = {}

    def __getitem__(self, code: str) -> Row:
        if code not in self._rows:
            [data] = tomllib.loads(self._blocks[code]).values()
            self._rows[code] = _row(code, data, self._sources["_sources"])
        return self._rows[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)


def _row(code: str, data: dict[str, Any], sources: Mapping[str, list[str]]) -> Row:
    given = dict(data)
    try:
        about = About(given.pop("about"))
        severity = None if about is About.READING else Severity(given.pop("severity"))
        says = {"": given.pop("says"), **given.pop("else", {})}
        row = Row(
            code=code,
            names=Message(*given.pop("names")),
            severity=severity,
            means=Message(*given.pop("means")),
            source=Message(*sources[given.pop("source")]),
            about=about,
            says={name: Message(*pair) for name, pair in says.items()},
            may=frozenset(Severity(name) for name in given.pop("may", ())),
            fix=given.pop("fix", None),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"finding {code}: {error}") from error
    if given:
        raise ValueError(f"finding {code}: unknown keys {', '.join(given)}")
    return row


@cache
def rows() -> Table:
    """Return every row, by code, in the order of the file."""
    file = resources.files("assistant.catalogue").joinpath("findings.toml")
    return Table(file.read_text(encoding="utf-8"))


def finding_name(code: str, language: Language = Language.ZH) -> str:
    """Name a finding; one that another version made and this one does not know is shown as is."""
    row = rows().get(code)
    return row.names.text(language) if row else code.replace("_", " ")
