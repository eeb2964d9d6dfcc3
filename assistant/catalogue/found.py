"""Making a finding: its row says how much it weighs and in which words it is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.catalogue.table import About, rows
from assistant.findings import Finding, Language, Message, Severity
from assistant.spans import Span


def found(
    code: str,
    *,
    says: str = "",
    source: Span | None = None,
    output: Span | None = None,
    evidence: str = "",
    section: str | None = None,
    severity: Severity | None = None,
    **fields: object,
) -> Finding:
    """Return a finding with its place in the source, in the output, or in both.

    `says` chooses one of the row's other messages; `fields` are what the message names (a Message
    gives each language its own words), `evidence` among them.  `severity` is for the rows that
    leave it to the place; another raises ValueError.
    """
    row = rows()[code]
    weight = severity or row.severity
    if weight is None or (weight is not row.severity and weight not in row.may):
        raise ValueError(f"{code} is {row.severity}, not {severity}")
    start, end = source or (None, None)
    output_start, output_end = output or (None, None)
    return Finding(
        code, weight, _told(row.says[says], fields | {"evidence": evidence}),
        start, end, evidence, section, output_start, output_end,
    )  # fmt: skip


def is_reading(code: str) -> bool:
    """Whether a code is of something a person must read, which is no finding."""
    return rows()[code].about is About.READING


def message(code: str, **fields: object) -> Message:
    """Return the sentence of a row, with what it names filled in."""
    return _told(rows()[code].says[""], fields)


def item_why(code: str, **fields: object) -> Message:
    """Return why words must be read; ValueError for the code of a finding."""
    if not is_reading(code):
        raise ValueError(f"{code} is a finding")
    whole = {name: _whole(said) if isinstance(said, str) else said for name, said in fields.items()}
    return _told(rows()[code].says[""], whole)


def _told(template: Message, fields: Mapping[str, object]) -> Message:
    if "scale" in fields and not _words(fields, Language.ZH)["scale"]:
        # A word that weighs on no scale that has a name.
        zh, en = template.zh.replace("（{scale}）", ""), template.en.replace(" ({scale})", "")
        template = Message(zh, en)
    return Message(
        template.zh.format_map(_words(fields, Language.ZH)),
        template.en.format_map(_words(fields, Language.EN)),
    )


def _words(fields: Mapping[str, object], language: Language) -> dict[str, Any]:
    return {k: v.text(language) if isinstance(v, Message) else v for k, v in fields.items()}


def _whole(words: str) -> str:
    """Return quoted words so that no quotation in them is left open: they are quoted themselves."""
    lacking = words.count("“") - words.count("”")
    if not lacking:
        return words
    words = words.translate({ord("“"): "‘", ord("”"): "’"})
    return f"{words}…’" if lacking > 0 else f"‘…{words}"
