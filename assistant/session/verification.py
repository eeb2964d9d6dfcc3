"""Any rewrite of any text, wherever it was written, judged as our own are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.chains.budget import SHORTFALL
from assistant.chains.prepare import targets_of
from assistant.errors import UsageError
from assistant.facts import Fact
from assistant.findings import Finding, Language
from assistant.instruction.seen import wishes_in
from assistant.noise import remove_noise
from assistant.request import Length, row_of
from assistant.tasks import Task
from assistant.verify import Scope, Verdict, Verification, verify
from assistant.wordcount import count_words

if TYPE_CHECKING:
    from assistant.models import Writer
    from assistant.session.core import Session


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and what verification says of them; `judge` is filled where a model was asked."""

    source: str
    output: str
    verification: Verification
    judge: Mapping[str, Any] | None = None

    def as_dict(self, language: Language = Language.ZH) -> dict[str, Any]:
        """Return the JSON of `assistant verify` (design.md, contracts)."""
        found = self.verification
        return {
            "verdict": found.verdict.value,
            "words": {"source": count_words(self.source), "output": count_words(self.output)},
            "findings": [_finding(f, language) for f in found.findings],
            "reading": [item.as_dict(language) for item in found.reading],
            "read_share": round(found.read_share, 4),
            "trace": [item.as_dict() for item in found.trace],
            "judge": None if self.judge is None else dict(self.judge),
        }

    def judged_by(self, writer: Writer) -> Comparison:
        """Return the comparison with a model's second opinion on each reading item.

        Raises ModelUnavailable where the model is gone.
        """
        from assistant.session.judge import judge

        judged, usage = judge(self.source, self.output, self.verification, writer)
        return replace(self, verification=judged, judge=usage)

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong and nothing has to be read."""
        return self.verification.verdict is Verdict.ACCEPTED


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    places = finding.places()
    told = f"{finding.code} {places} {finding.evidence}"
    return {
        "id": "f" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8],
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message.text(language),
        **places,
        "evidence": finding.evidence,
    }


def part_text(session: Session, section: str) -> str:
    """Return the words of one part as read; raises UnknownSection where there is none."""
    target = targets_of(session.report, (section,))[0]
    return session.report.text[target.start : target.end]


def compare(
    source: str,
    output: str,
    *,
    task: str = Task.REWRITE,
    facts: Sequence[Fact] = (),
    instruction: str | None = None,
    to: Length | None = None,
    terms: Sequence[str] | None = None,
) -> Comparison:
    """Judge `output` as a rewrite of `source` for a task; only shortening may leave things out.

    Raises UsageError for a task that there is none of.
    """
    row = row_of(task)
    before = remove_noise(source) if task == Task.CLEAN else source
    asked = None if to is None else to.of(count_words(source))
    scope = Scope(
        task=task,
        facts=tuple(facts),
        context=instruction or "",
        may_drop=row.may_drop,
        may_drop_idle=any(wish.kind == "plain" for wish in wishes_in(instruction or "")),
        may_reorder=row.may_reorder,
        maximum_words=asked,
        minimum_words=None if asked is None else int(asked * (1 - SHORTFALL)),
        terms=terms,
    )
    return Comparison(before, output, verify(before, output, scope))


def compare_row(row: Any, terms: Sequence[str] | None = None) -> Comparison:
    """Judge a line of `verify --pairs`: {"id","source","output","task","facts","instruction"}.

    Raises UsageError where a key is missing, unknown, or holds something else.
    """
    if not isinstance(row, dict):
        raise _wrong("一行应当是一个对象", "a line must be an object")
    known = {"id", "source", "output", "task", "facts", "instruction"}
    if unknown := sorted(set(row) - known):
        names = ", ".join(unknown)
        raise _wrong(f"不认识的键 {names}", f"unknown keys {names}")
    for key in ("source", "output"):
        if not isinstance(row.get(key), str):
            raise _wrong(f"缺少文字“{key}”", f"“{key}” must be a text")
    for key in ("task", "instruction"):
        if not isinstance(row.get(key) or "", str):
            raise _wrong(f"“{key}”应当是文字", f"“{key}” must be a text")
    return compare(
        row["source"],
        row["output"],
        task=row.get("task") or Task.REWRITE,
        facts=_facts(row.get("facts") or ()),
        instruction=row.get("instruction"),
        terms=terms,
    )


def _facts(rows: Any) -> tuple[Fact, ...]:
    found: list[Fact] = []
    for number, row in enumerate(rows if isinstance(rows, list | tuple) else (None,), 1):
        if not isinstance(row, dict) or not isinstance(row.get("name"), str):
            raise _wrong("“facts”应当是 name、value、unit、source 的列表", "bad “facts”")
        values = {key: str(row.get(key) or "") for key in ("name", "value", "unit", "source")}
        found.append(Fact(id=f"f{number}", **values))
    return tuple(found)


def _wrong(zh: str, en: str) -> UsageError:
    return UsageError(f"{zh}。", f"{en}.")
