"""A proposal: what would become of the chosen parts, why, and which single changes make it up.

A proposal changes nothing.  Whoever takes only some of its changes, or edits it by hand, gets a
new proposal that was verified like the first.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from assistant.diff import changes
from assistant.document import Edit, apply_edits
from assistant.errors import UsageError
from assistant.findings import Finding, Message, Severity
from assistant.models import Usage
from assistant.noise import remove_noise
from assistant.numbering import match_label
from assistant.request import Request
from assistant.session.lost_meanwhile import of_changes
from assistant.session.part import AUTHOR, Part, PartChange, with_findings
from assistant.session.places import Places, Shown
from assistant.verify import Filled, Verdict, verify
from assistant.wordcount import count_words


@dataclass(frozen=True, slots=True)
class Blocking:
    """An error finding: `key` is what must be confirmed before the proposal can be adopted."""

    key: str
    finding: Finding


class NotConfirmed(UsageError):
    """A proposal with error findings that nobody has ticked."""

    def __init__(self, missing: tuple[Blocking, ...]) -> None:
        messages = [b.finding.message for b in missing]
        super().__init__(
            f"有 {len(missing)} 处问题需要逐条确认后才能采用：{'；'.join(m.zh for m in messages)}",
            f"{len(missing)} findings must be confirmed one by one before this is adopted: "
            f"{'; '.join(m.en for m in messages)}",
        )
        self.missing = missing


def _fresh() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was asked, what would become of the report, and what it cost.

    `base` is the text it was made for.  `asked` is the asked 字数 or None, `words_source` and
    `words` those of the chosen parts before and after.  `where` is 本机 or the host that read the
    text; `variation` tells candidates for one request apart, which share a `group`: `first` is the
    ID of the first of them (empty: this one); `notes` is what a person should know besides (a model
    that could not be had).  `steps` is what was asked for in turn, where that was
    more than `request`.  `id` is what a decision names: every candidate and
    every hand edit has another, a choice among the changes keeps it.
    """

    number: int
    base: str
    request: Request
    parts: tuple[Part, ...]
    words_source: int
    asked: int | None
    words: int
    usage: Usage
    model: str
    where: str
    questions: tuple[tuple[str, Message], ...] = ()
    variation: int = 0
    notes: tuple[Message, ...] = ()
    steps: tuple[Request, ...] = ()
    first: str = ""
    id: str = field(default_factory=_fresh)

    @property
    def group(self) -> str:
        """What all candidates for one request have in common: who decides on one decides on all."""
        return self.first or self.id

    @property
    def bound(self) -> frozenset[str]:
        """The changes that are taken together or not at all, by their IDs: parts that come in, and
        the numbers that count on from them."""
        new = [
            c.id
            for p in self.parts
            if not p.source and match_label(p.output.lstrip())
            for c in p.changes
        ]
        numbers = [c.id for p in self.parts for c in p.changes if _is_number(p, c)] if new else []
        together = frozenset((*new, *numbers))
        return together if len(together) > 1 else frozenset()

    @property
    def changes(self) -> tuple[PartChange, ...]:
        """All changes, in reading order."""
        return tuple(c for part in self.parts for c in part.changes)

    @property
    def errors(self) -> tuple[Blocking, ...]:
        """The error findings of parts that would change, each to be confirmed by itself."""
        return tuple(
            Blocking(part.error_key(f), f)
            for part in self.parts
            if part.changed
            for f in part.findings
            if f.severity is Severity.ERROR
        )

    @property
    def to_confirm(self) -> tuple[Blocking, ...]:
        """Its errors as they are listed: those that read alike are one, and one tick is for all."""
        return tuple({one.key: one for one in self.errors}.values())

    @property
    def verdict(self) -> Verdict:
        """The worst verdict of its parts."""
        return Verdict.worst(part.verdict for part in self.parts)

    @property
    def text(self) -> str:
        """The report as it would be with all changes."""
        return apply_edits(self.base, (Edit(p.start, p.end, p.output) for p in self.parts))

    def part(self, part_id: str) -> Part:
        """Return a part by ID; raises UsageError where the proposal has none of that ID."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise UsageError(
            f"这份建议里没有“{part_id}”这一部分。", f"This proposal has no part “{part_id}”."
        )

    def select(self, chosen: Iterable[str]) -> Proposal:
        """Return the proposal with the chosen changes (by ID) alone, verified again; of those that
        are `bound` with all, where any is chosen.

        Raises UsageError for an ID it does not have.
        """
        taken = set(chosen)
        unknown = taken - {c.id for c in self.changes}
        if unknown:
            listed = sorted(unknown)
            raise UsageError(
                f"这份建议里没有这些改动：{'、'.join(listed)}",
                f"This proposal has no such changes: {', '.join(listed)}",
            )
        taken |= self.bound if self.bound & taken else frozenset()
        bound = self.bound & taken
        return self._with([_counted_on(_select(part, taken), part, bound) for part in self.parts])

    def edited(self, part_id: str, text: str) -> Proposal:
        """Return the proposal with a part's text as its author typed it, verified like any."""
        self.part(part_id)
        typed = [_verified(p, text, AUTHOR) if p.id == part_id else p for p in self.parts]
        return replace(self._with(typed), id=_fresh(), first=self.group)

    def _with(self, parts: list[Part]) -> Proposal:
        delta = sum(
            count_words(new.output) - count_words(old.output)
            for new, old in zip(parts, self.parts, strict=True)
        )
        return replace(self, parts=numbered(parts), words=self.words + delta)


def numbered(parts: list[Part]) -> tuple[Part, ...]:
    """Return the parts with their changes worked out and numbered c1, c2 … throughout."""
    done: list[Part] = []
    count = 0
    for part in sorted(parts, key=lambda p: (p.start, p.end)):
        found: list[PartChange] = []
        for change in changes(part.source, part.output):
            count += 1
            old = part.source[change.old_start : change.old_end]
            new = part.output[change.new_start : change.new_end]
            spans = (change.old_start, change.old_end, change.new_start, change.new_end)
            found.append(PartChange(f"c{count}", change.op, old, new, *spans))
        done.append(replace(part, changes=tuple(found)))
    return tuple(done)


def _is_number(part: Part, change: PartChange) -> bool:
    """Whether a change is one of the number that a part begins with, and of nothing else."""
    old, new = match_label(part.source), match_label(part.output)
    if old is None or new is None:
        return False
    return change.old_end <= old.end and change.new_end <= new.end


def _counted_on(part: Part, whole: Part, bound: Collection[str]) -> Part:
    """Return a part without the remark that its number is another, where that is what a part that
    comes in before it brings."""
    remarks = tuple(f for f in part.findings if f.code == "numbering")
    if not remarks or not any(c.id in bound and _is_number(whole, c) for c in whole.changes):
        return part
    return with_findings(part, tuple(f for f in part.findings if f not in remarks))


def _select(part: Part, chosen: Collection[str]) -> Part:
    taken = [c for c in part.changes if c.id in chosen]
    if len(taken) == len(part.changes):
        return part
    output = apply_edits(part.source, (Edit(c.old_start, c.old_end, c.new) for c in taken))
    if not taken:
        return replace(
            part,
            output=output,
            findings=(),
            trace=(),
            verdict=Verdict.ACCEPTED,
            reading=(),
            read_share=0.0,
        )
    return of_changes(part, _verified(part, output, part.engine), taken)


def _verified(part: Part, output: str, engine: str) -> Part:
    """Return the part with another output, judged anew.

    The number of points asked for is no matter any more: who takes half of the changes, or writes
    the words, decides on it.  Gaps whose value is no longer in the text do
    not count as filled.
    """
    cleaned = remove_noise(output)
    filled = tuple(f for f in part.scope.filled if _stands(f, part, cleaned))
    scope = replace(part.scope, filled=filled, points=None)
    if engine == AUTHOR:
        scope = replace(scope, may_drop=True)
    rung = None if engine == AUTHOR else part.rung
    changed = replace(part, output=output, engine=engine, rung=rung, scope=scope)
    return judged(changed, cleaned)


def judged(part: Part, output: str | None = None) -> Part:
    """Return the part with what verification says of its output (or of `output`, cleaned).

    What its author wrote is never refused, only remarked on: an error is a warning there, and
    nobody needs to be told to read their own words.
    """
    checked = part.output if output is None else output
    found = verify(part.basis, checked, part.scope)
    verdict, share = found.verdict, found.read_share
    # An author sees both texts with their noise; what is new altogether has no source.
    shown = Shown(Places(part.source or part.basis, part.basis), Places(part.output, checked))
    findings, reading = shown.findings(found.findings), shown.reading(found.reading)
    if part.engine == AUTHOR:
        reading, share = (), 0.0
        findings = tuple(
            replace(f, severity=Severity.WARNING) if f.severity is Severity.ERROR else f
            for f in findings
        )
        remarked = any(f.severity is Severity.WARNING for f in findings)
        verdict = Verdict.REVIEW if remarked else Verdict.ACCEPTED
    elif verdict is Verdict.UNCHANGED:
        verdict = Verdict.REVIEW  # somebody decides on it: every error must be ticked
    return replace(
        part,
        findings=findings,
        trace=shown.trace(found.trace),
        reading=reading,
        read_share=share,
        verdict=verdict,
    )


def _stands(fill: Filled, part: Part, output: str) -> bool:
    """Whether what code wrote into a gap stands in the output where the gap was."""
    return any(
        c.old_start <= fill.start
        and fill.end <= c.old_end
        and fill.value in output[c.new_start : c.new_end]
        for c in changes(part.basis, output)
    )
