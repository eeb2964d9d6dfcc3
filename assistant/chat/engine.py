"""The talk: it remembers, does what a sentence or a click asks, and answers with one turn."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.chat import asking, settle, wording
from assistant.chat.actions import BAD_LINE, act_on
from assistant.chat.decide import DECIDE
from assistant.chat.normal import MAX_LENGTH, bare, normal
from assistant.chat.perform import CONFIRMED, Course, apart, at_home, perform, takes_model
from assistant.chat.situation import Situation
from assistant.chat.status import status_of
from assistant.chat.turn import Act, Choice, Reading, Step, Turn
from assistant.chat.understand import understand
from assistant.errors import AssistantError, UsageError
from assistant.facts import Fact
from assistant.findings import Message
from assistant.models import LanguageModel
from assistant.models.destination import destination
from assistant.request import Progress
from assistant.session import CheckResult, NotConfirmed, Proposal, Session
from assistant.session.compose import touches, without
from assistant.session.plain import SeveralMeant
from assistant.session.propose import moved_to

REMEMBERED = 12
"""Candidates that can be gone back to."""


@dataclass
class Talk:
    """One conversation about one report; `say` and `handle` never raise for what was typed.

    `model` is the name that questions go to (None: the session's), `listener` a model that reads
    sentences in its place.  `save` writes the report and returns what to say of it.  `progress`
    and `stop` are handed to whatever runs; `reader` is what reading the sentence in hand took.
    `wanted` returns what its reader wants of a proposal that waits; where it is given, a new one
    stands beside those for other parts and replaces none unseen; `again` is what waited already
    where the same was asked for once more.  Not for two threads at once.
    """

    session: Session
    model: str | None = None
    save: Callable[[], Message] | None = None
    progress: Callable[[Progress], None] | None = None
    stop: threading.Event | None = None
    chosen: str | None = None
    selected: tuple[int, int] | None = None
    last: tuple[Step, ...] = ()
    candidates: list[Proposal] = field(default_factory=list)
    question: Reading | None = None
    choices: tuple[Choice, ...] = ()
    agreed: set[str] = field(default_factory=set)
    held: tuple[Step, ...] = ()
    upon: Proposal | None = None
    instead: bool = False
    heard: str = ""
    asked: str = ""
    again: Proposal | None = field(default=None, repr=False)
    known: dict[tuple[str, str], CheckResult] = field(default_factory=dict, repr=False)
    reader: Mapping[str, Any] | None = field(default=None, repr=False)
    wanted: Callable[[Proposal], Proposal] | None = field(default=None, repr=False)
    listener: LanguageModel | None = field(default=None, repr=False)

    def situation(self) -> Situation:
        """Return what the next sentence is said in front of."""
        return Situation(
            self.session,
            self.chosen,
            self.selected,
            self.last,
            tuple(self.candidates),
            self.question,
            self.choices,
            self.known,
            self.heard,
            self.asked,
        )

    def say(self, sentence: str) -> Turn:
        """Take a sentence and return what came of it."""
        return self.turn(lambda: self.read(sentence), sentence)

    def handle(self, line: str | Mapping[str, Any]) -> Turn:
        """Take one action of the contract (`{"say": …}`, `{"pick": 2}` …), parsed or as a line."""
        try:
            action = json.loads(line) if isinstance(line, str) else dict(line)
        except ValueError:
            action = None
        if not isinstance(action, dict):
            return self.turn_of(Act.REFUSE, BAD_LINE)
        if isinstance(action.get("say"), str):
            return self.say(action["say"])
        return self.guarded(lambda: act_on(self, action))

    def read(self, sentence: str) -> Reading:
        """Return what a sentence means now, and do nothing about it."""
        return understand(sentence, self.situation())

    def settled(self, meant: Reading, sentence: str) -> Reading:
        """Return what a sentence means in the end; a model may be asked, where there is one."""
        return settle.settled(self, meant, sentence, self.situation())

    def asks_model(self, meant: Reading, sentence: str) -> bool:
        """Whether settling what a sentence means asks a model, which takes a while."""
        return settle.asks_model(self, meant, sentence, self.situation())

    def turn(self, read: Callable[[], Reading], sentence: str = "") -> Turn:
        """Do what a reading asks and return the turn."""
        return self.guarded(lambda: self.do(read(), sentence))

    def guarded(self, act: Callable[[], Turn]) -> Turn:
        """Return the turn of an act, a refusal where it could not be done."""
        before = self.session.report.text
        try:
            turn = act()
        except NotConfirmed as error:
            turn = self._confirm_findings(error)
        except AssistantError as error:
            turn = self.turn_of(Act.REFUSE, error.message)
        if self.session.report.text != before:
            self.selected = None  # its place is that of another text
        reader, self.reader = self.reader, None
        return replace(turn, text_changed=self.session.report.text != before, reader=reader)

    def do(self, meant: Reading, sentence: str = "") -> Turn:
        """Do what was understood; raises AssistantError where it cannot be done."""
        meant = self.settled(meant, sentence)
        asked = self.question
        self.question, self.choices, self.again = None, (), None
        self.heard = sentence if meant.act is Act.ANSWER else ""
        before, self.asked = self.asked if asked is not None else "", ""
        if meant.act is Act.TASK:
            self.instead = meant.slot == "instead"
            agreed = meant.slot == "agree"
            turn = self.task(meant.run or meant.steps, agreed=agreed)
            return replace(turn, steps=meant.steps)
        if meant.act is Act.ASK:
            self.asked = "，".join(filter(None, (before, sentence)))[-MAX_LENGTH:]
            return self._ask(meant)
        if meant.act is Act.ANSWER:
            return self._answer(meant, sentence)
        if meant.act is Act.REJECT and meant.slot == "agree":
            self.held = ()
            return self.turn_of(Act.REJECT, Message("好的，没有改。", "Nothing was changed."))
        if meant.act is Act.REFUSE:
            return self.turn_of(Act.REFUSE, meant.said or BAD_LINE)
        try:
            turn = DECIDE[meant.act](self, meant)
        except UsageError:
            self.question = asked
            raise
        return self._and_then(turn, meant.then) if meant.then is not None else turn

    def _and_then(self, done: Turn, meant: Reading) -> Turn:
        """Do what a sentence wants after its decision, and say both."""
        turn = self.do(meant)
        said = Message(f"{done.said.zh}{turn.said.zh}", f"{done.said.en} {turn.said.en}")
        return replace(turn, said=said)

    # --- tasks ---------------------------------------------------------------------------------

    def task(self, steps: tuple[Step, ...], *, agreed: bool = False) -> Turn:
        """Carry steps out, unless they are first to be agreed to."""
        host = self.needs_consent(steps)
        if host is not None:
            self.held = steps
            said = wording.heard(steps, self.situation())
            return self.turn_of(
                Act.TASK,
                Message(
                    f"我的理解是：{said.zh}。文字将发往 {host}，同意吗？",
                    f"I understand: {said.en}. The text would go to {host}: do you agree?",
                ),
                steps=steps,
                waits_for_consent=True,
            )
        if not agreed and any(s.task in CONFIRMED for s in steps):
            return self._agree_first(steps)
        if any(s.task in CONFIRMED for s in steps):
            return self._at_once(steps)
        return self._proposed(steps)

    def _proposed(self, steps: tuple[Step, ...]) -> Turn:
        """Let what steps make wait for the author's word, on top of what waits already."""
        said = wording.heard(steps, self.situation())
        found = self.propose(steps, self._beneath(steps))
        self._keep_facts(steps)
        outcome = wording.outcome(found, bool(self.upon))
        if self.again is not None:
            outcome = wording.waits_already(self.again)
        return self.turn_of(
            Act.TASK,
            Message(f"{said.zh}。{outcome.zh}", f"{said.en}. {outcome.en}"),
            steps=steps,
        )

    def needs_consent(self, steps: tuple[Step, ...]) -> str | None:
        """Return the host that steps would send text to and nobody has agreed to yet."""
        host = destination(self.model or self.session.settings.model, self.session.settings)
        asks = host is not None and host not in self.agreed and takes_model(steps, self.model)
        return host if asks else None

    def consent(self, given: bool) -> Turn:
        """Take the word on whether the text may go to a remote model."""
        steps, self.held = self.held, ()
        if not steps:
            raise UsageError(Message("现在没有要您同意的事。", "There is nothing to agree to."))
        if not given:
            return self.turn_of(Act.REJECT, Message("好的，没有发送。", "Nothing was sent."))
        host = destination(self.model or self.session.settings.model, self.session.settings)
        if host is not None:
            self.agreed.add(host)
        return self.task(steps)

    def did(self, steps: tuple[Step, ...], found: Proposal) -> None:
        """Remember a proposal that was made outside the talk: the next sentence may be about it."""
        self.last, self.upon, self.heard = steps, None, ""
        self.candidates = [*self.candidates, found][-REMEMBERED:]
        self._keep_facts(steps)

    def _beneath(self, steps: tuple[Step, ...]) -> Proposal | None:
        """Return what waits and is built upon: without what is asked for anew on the same parts,
        and without what was meant for another part (不是这部分，是第三部分)."""
        waits = self.session.pending
        if waits is None or waits.base != self.session.report.text or not self._fits(waits):
            return None
        if self.wanted is not None:
            if not any(s.whole or touches(waits, s.sections or ()) for s in steps):
                return None
            waits = self.wanted(waits)
        if not {(s.task, s.adds and s.new) for s in steps} & {
            (s.task, s.adds and s.new) for s in self.last
        }:
            return waits if waits.changes else None
        if any(s.whole for s in (*steps, *self.last)):
            return self.upon
        again = [s for step in steps for s in step.sections or ()]
        if self.instead:
            again += [s for step in self.last for s in step.sections or ()]
        kept = without(waits, again)
        return kept if kept.changes else None

    def _fits(self, waits: Proposal) -> bool:
        """Whether the parts of a proposal still have the IDs that the report shows."""
        from assistant.outline import parse

        now = parse(waits.text, styles=self.session.source.styles_in(waits.text))
        return [s.id for s in now.sections] == [s.id for s in self.session.report.sections]

    def propose(
        self, steps: tuple[Step, ...], upon: Proposal | None, variation: int = 0
    ) -> Proposal:
        """Make the proposal of steps the one that waits, if it changes anything; remember both."""
        words = ""
        if self.selected is not None:
            words = self.session.report.text[slice(*self.selected)]
        course = Course(self.progress, self.stop, variation, words)
        found = replace(perform(self.session, steps, upon, course), variation=variation)
        waits = self.session.pending
        if waits is not None and waits not in self.candidates:
            self.candidates.append(waits)
        beside = upon is None and self.wanted is not None and not variation
        self.again = self.session.waits_already(found) if beside else None
        found = self.again or found
        self.candidates = [*self.candidates, found][-REMEMBERED:]
        self.last, self.upon = steps, upon
        if self.again is not None:
            return found
        if found.changes and beside:
            self.session.wait_before(found)
        elif found.changes:
            self.session.wait_with(found)
        return found

    def _agree_first(self, steps: tuple[Step, ...]) -> Turn:
        """Say what a deletion or a correction would do, and ask once; the rest is announced."""
        sure, others = apart(steps)
        try:
            found = perform(self.session, sure, None, Course())
        except SeveralMeant as error:
            choices = tuple(
                Choice(words, Reading(Act.TASK, _with_subject(steps, words)))
                for words in error.choices
            )
            return self._ask(asking.ask(steps, error.message, "sections", choices))
        except UsageError:
            if not others:
                raise
            return self._proposed(steps)  # it is about what another step makes: all of it is shown
        question = wording.agreed_to(sure, others, found, self.situation())
        self.held = steps
        yes = Choice("是", Reading(Act.TASK, steps, slot="agree"))
        no = Choice("不", Reading(Act.REJECT, slot="agree"))
        return self._ask(Reading(Act.ASK, steps, question, (yes, no), "agree"))

    def _at_once(self, steps: tuple[Step, ...]) -> Turn:
        """Do what the author has agreed to, and keep what waits beside it; what was asked for with
        it nobody has seen, so that it waits as a proposal."""
        waits, before, (sure, others) = self.session.pending, self.session.report, apart(steps)
        found = perform(self.session, sure, None, Course())
        self.session.wait_with(found)
        read = [e.key for e in found.errors]
        done = wording.adopted(self.session.adopt(found, confirmed=read, decides=()))
        self.wait_again(waits)
        self.held = ()
        if not others:
            self.last = steps
            return self.turn_of(Act.TASK, done, steps=steps)
        try:
            moved = (at_home(step, before, self.session.report) for step in others)
            then = self._proposed(tuple(moved)).said
        except AssistantError as error:
            self.last, then = sure, error.message
        said = Message(f"{done.zh}{then.zh}", f"{done.en} {then.en}")
        return self.turn_of(Act.TASK, said, steps=steps)

    def wait_again(self, waits: Proposal | None) -> None:
        """Let what waited wait on, for the text as it is now, where that is possible."""
        if waits is None:
            return
        moved = moved_to(waits, self.session.report.text)
        if moved is not None:
            self.session.wait_with(moved)
            self.candidates.append(moved)

    def _keep_facts(self, steps: tuple[Step, ...]) -> None:
        """Add what the author stated to the facts, newest value of a name last."""
        said = [
            Fact("", f.name, f.value, f.unit, f.source) for s in steps for f in s.facts if f.name
        ]
        if said:
            names = {f.name for f in said}
            kept = [f for f in self.session.facts if f.name not in names]
            self.session.use_facts([*kept, *said])

    # --- questions -----------------------------------------------------------------------------

    def _ask(self, meant: Reading) -> Turn:
        self.question, self.choices = meant, meant.choices
        assert meant.said is not None
        return self.turn_of(Act.ASK, meant.said, steps=meant.steps)

    def _answer(self, meant: Reading, sentence: str) -> Turn:
        if meant.said is not None:
            return self.turn_of(Act.ANSWER, meant.said, places=meant.places)
        answered = self.answered(sentence)
        if answered is not None:
            return answered
        return self.turn_of(Act.ANSWER, status_of(self.situation()))

    def answered(self, sentence: str) -> Turn | None:
        """Return the answer to a question about the text, None where there is none."""
        from assistant.chat.answers import answer

        at = self.situation()
        asked = (sentence, bare(normal(sentence)).rstrip("？"))
        made = at.spoken_of_last
        answers = (answer(self.session, w, self.chosen, at.pending, made) for w in asked)
        found = next((one for one in answers if one is not None), None)
        if found is None:
            return None
        return self.turn_of(Act.ANSWER, found.said, places=found.places)

    def _confirm_findings(self, error: NotConfirmed) -> Turn:
        """Ask whether what speaks against a proposal was read, finding by finding."""
        waits = self.session.pending
        keys = tuple(b.key for b in error.missing)
        choice = Choice("看过了，仍然采用", Reading(Act.ADOPT, changes=keys, slot="confirmed"))
        assert waits is not None
        return self._ask(Reading(Act.ASK, (), error.message, (choice,), "agree"))

    def turn_of(self, act: Act, said: Message, **more: Any) -> Turn:
        waits = self.session.pending
        return Turn(
            act,
            said,
            choices=tuple(c.label for c in self.choices),
            chosen=self.chosen,
            proposals=(waits,) if waits is not None else (),
            version=self.session.history.head,
            **more,
        )


def _with_subject(steps: tuple[Step, ...], words: str) -> tuple[Step, ...]:
    """Return the steps with the figure named together with what it is said of."""
    return tuple(
        replace(s, old=words, instruction=None) if s.task == "correct" else s for s in steps
    )
