"""What the author writes in their own words: edits, answers at gaps, what counts at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.document import Report
from assistant.errors import UsageError
from assistant.genres import Genre
from assistant.session.check import CheckResult
from assistant.session.waiting import Waiting

if TYPE_CHECKING:
    from assistant.session.proposal import Proposal
    from assistant.session.versions import Version


class ByHand(Waiting):
    """What of a session is written by its author."""

    report: Report
    genre: Genre

    if TYPE_CHECKING:

        def adopt(self, proposal: Proposal, *, decides: Collection[Proposal] | None) -> Version: ...

        def check(self) -> CheckResult: ...

        def next_number(self) -> int: ...

        def terms(self) -> tuple[str, ...] | None: ...

    def edit(self, section: str, text: str) -> Proposal:
        """Return the proposal to put the author's `text` in the place of a section or point."""
        from assistant.chains.prepare import targets_of
        from assistant.session.propose import from_text

        target = targets_of(self.report, (section,))[0]
        found = from_text(target, text, self.report.text, self.next_number(), self.terms())
        self.wait_before(found)
        return found

    def answer(self, answers: Mapping[str, str]) -> Proposal:
        """Return the proposal to fill gaps with the author's answers, by gap ID (see `check`).

        Raises UsageError for an unknown gap, an empty answer, or a unit that does not fit.
        """
        return self.wait_once(self._answered(answers))

    def _answered(self, answers: Mapping[str, str]) -> Proposal:
        from assistant.chains.prepare import targets_of
        from assistant.session.propose import from_answers

        gaps = self.check().gaps
        targets = targets_of(self.report, ())
        return from_answers(answers, gaps, self.report, self.genre, targets, self.next_number())

    def fill_in(self, answers: Mapping[str, str], source: str = "") -> Version:
        """Fill gaps with what the author has just written there, and return the version.

        `source` is where it comes from, if the author took it from a fact.
        Raises what `answer` and `settle` raise.
        """
        found = self._answered(answers)
        if source:
            scopes = (
                replace(p.scope, filled=tuple(replace(f, source=source) for f in p.scope.filled))
                for p in found.parts
            )
            parts = zip(found.parts, scopes, strict=True)
            found = replace(found, parts=tuple(replace(p, scope=scope) for p, scope in parts))
        self.wait_before(found)
        return self.settle(found)

    def settle(self, own: Proposal) -> Version:
        """Adopt at once what its author has just written, for that needs nobody's leave.

        Raises UsageError where something waits for the very part; `own` then no longer does.
        """
        from assistant.session.propose import moved_to

        others = self.without(own)
        if any(moved_to(one, own.text) is None for one in others):
            self._wait(others)
            raise UsageError(
                "这一部分有一份建议在等您决定，请先决定采用与否，再改这一处。",
                "A proposal waits for this part: decide on it first, then change this.",
            )
        return self.adopt(own, decides=())
