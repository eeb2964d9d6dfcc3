"""What a sentence is said in front of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from assistant.chat.turn import Choice, Reading, Step
from assistant.document import Point, Report, Section
from assistant.errors import UnknownSection
from assistant.gaps import Gap
from assistant.session import CheckResult, Proposal, Session
from assistant.wordcount import count_words


@dataclass(frozen=True)
class Situation:
    """The session and what the talk remembers: the chosen part, the selected place, the last
    steps, the proposals that were made for them (the last one waits or was put aside), the question
    that is open with its answers, what is `known` of the text as it is, the question that was
    answered last (“”: another thing was said since), the sentences that led to the open one, and
    the sentence that is read as it was `typed`."""

    session: Session
    chosen: str | None = None
    selected: tuple[int, int] | None = None
    last: tuple[Step, ...] = ()
    candidates: tuple[Proposal, ...] = ()
    question: Reading | None = None
    choices: tuple[Choice, ...] = field(default=())
    known: dict[tuple[str, str], CheckResult] = field(default_factory=dict, repr=False)
    heard: str = ""
    asked: str = ""
    typed: str = ""

    @property
    def report(self) -> Report:
        """The report as it stands."""
        return self.session.report

    @property
    def pending(self) -> Proposal | None:
        """The proposal that waits."""
        return self.session.pending

    @property
    def came_to_nothing(self) -> Proposal | None:
        """What was made of the last request, where that came to nothing in the report as it is."""
        last = self.candidates[-1] if self.candidates else None
        nothing = last is not None and not last.changes and last.base == self.report.text
        return last if nothing else None

    @property
    def fruitless(self) -> bool:
        """Whether nothing waits because the last request came to nothing in the report as it is:
        of that, too, it is said that it should be done otherwise, or not at all."""
        return self.pending is None and self.came_to_nothing is not None

    @property
    def spoken_of_last(self) -> tuple[Proposal, ...]:
        """What a “why” may be about, the likeliest first: what has just come to nothing, then what
        waits, whatever else waits in front of it."""
        nothing = self.came_to_nothing
        return (*((nothing,) if nothing is not None else ()), *self.session.waiting)

    @property
    def in_hand(self) -> bool:
        """Whether what was asked last is spoken of still: it waits, or came to nothing."""
        return self.pending is not None or self.fruitless

    @property
    def spoken_of(self) -> str | None:
        """The part in which the last request was done, or the chosen one: （三） is one of its."""
        homes = {i.rpartition(".")[0] or i for i in self.done}
        return homes.pop() if len(homes) == 1 else self.chosen

    @property
    def done(self) -> tuple[str, ...]:
        """The parts of the last request."""
        return tuple(dict.fromkeys(i for step in self.last for i in step.sections or ()))

    @cached_property
    def check(self) -> CheckResult:
        """What `check` says of the report, worked out once for each text that it has."""
        key = (self.report.text, self.session.genre.id)
        if key not in self.known:
            self.known.clear()
            self.known[key] = self.session.check()
        return self.known[key]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The open gaps, in order."""
        return self.check.gaps

    def words(self, section: str) -> int:
        """字数 of a part; of the whole report where it has no such part."""
        return count_words(self.text_of(section))

    def text_of(self, section: str) -> str:
        """Return the text of a part by its ID, the opening and closing included."""
        from assistant.chains.prepare import targets_of

        try:
            return "".join(
                self.report.text[t.start : t.end] for t in targets_of(self.report, (section,))
            )
        except UnknownSection:
            return self.report.text

    def name(self, section: str) -> str:
        """Return a part as a sentence names it, shortened."""
        try:
            part = self.report.find(section)
        except UnknownSection:
            return section
        name = part.lead if isinstance(part, Point) else part.number + part.heading
        return name if len(name) <= 20 else name[:19] + "…"

    def at(self, position: int) -> str | None:
        """Return the ID of the smallest part that holds a position."""
        best: Section | Point | None = None
        for section in self.report.walk():
            parts: tuple[Section | Point, ...] = (section, *section.points)
            for part in parts:
                if part.start <= position < part.end and (
                    best is None or part.end - part.start <= best.end - best.start
                ):
                    best = part
        return best.id if best is not None else None
