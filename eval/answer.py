"""What a solver hands back for one case: the text, who worded it, and what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.models import Usage


@dataclass(frozen=True, slots=True)
class Work:
    """Who did a rewrite, in parts of the report (sections, points) that were to be worked on.

    `by_model` were worded or decided by the model, `by_rules` by the deterministic rewriter,
    `unchanged` by nobody; the three add up to all that were worked on.  `repaired` went back to
    the model at least once with what was wrong.  `words` is the 字数 of the model's parts,
    `words_all` that of all.
    """

    by_model: int = 0
    by_rules: int = 0
    unchanged: int = 0
    repaired: int = 0
    words: int = 0
    words_all: int = 0

    @property
    def parts(self) -> int:
        """Parts that were worked on."""
        return self.by_model + self.by_rules + self.unchanged

    def __add__(self, other: Work) -> Work:
        return Work(
            self.by_model + other.by_model,
            self.by_rules + other.by_rules,
            self.unchanged + other.unchanged,
            self.repaired + other.repaired,
            self.words + other.words,
            self.words_all + other.words_all,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one case.

    `verdict` is the product's own (accepted, review, unchanged), None from a solver that has
    none.  `work` is None where no part of the product did it.  `note` says what was wrong with
    an answer that was still given (a reply that was cut off).  `prompts` are the stamps of those
    used, `where` is the place the text was sent to.
    """

    output: str
    usage: Usage = field(default_factory=Usage)
    verdict: str | None = None
    work: Work | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)
    where: str = "本机"
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as a line of a log holds it."""
        usage = asdict(self.usage)
        usage["seconds"] = round(self.usage.seconds, 3)
        return {
            "output": self.output,
            "usage": usage,
            "verdict": self.verdict,
            "work": asdict(self.work) if self.work else None,
            "prompts": dict(self.prompts),
            "where": self.where,
            "note": self.note,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Answer:
        """Return the answer that `as_dict` wrote; raises KeyError or TypeError for another."""
        work = data["work"]
        return cls(
            data["output"],
            Usage(**data["usage"]),
            data["verdict"],
            Work(**work) if work else None,
            data["prompts"],
            data["where"],
            data["note"],
        )
