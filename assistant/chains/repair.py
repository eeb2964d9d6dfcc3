"""Asking a model until what it says can stand: the repair loop.

A wording that fails goes back with exactly what was wrong with it, at most twice.  The loop never
decides what is adopted: it returns every try with its findings, and the chain chooses.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from langchain_core.runnables import Runnable

from assistant.catalogue import found
from assistant.chains.job import Rung
from assistant.chains.rungs import start_rung
from assistant.chains.step import step
from assistant.chains.tally import Tally
from assistant.chains.together import together
from assistant.errors import AskAgain, MalformedReply, ModelUnavailable, Unanswered
from assistant.findings import Finding, Message, Severity
from assistant.models import LanguageModel
from assistant.models.replies import parse_json
from assistant.prompts import Prompt, load_prompt
from assistant.request import Progress
from assistant.tokens import budget, count_messages

TRIES = 3
"""How often one question is put to a model: once, and twice more with what was wrong."""

VARIED = 0.7
"""Temperature at which another candidate is asked for; the checks are the same for every one."""

Judge = Callable[[str], Sequence[Finding]]
Complaint = Callable[[str, Sequence[Finding]], str]


def listed(_reply: str, findings: Sequence[Finding]) -> str:
    """Say what was wrong with a short reply: one finding a line."""
    return "\n".join(f"- {f.message.zh}" for f in findings)


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask and how to judge the reply.

    `values` fill the prompt's variables; `judge` returns what is wrong with a reply (nothing:
    it is taken at once); `max_tokens` caps the reply.  `repair` names the prompt that sends a reply
    back, `complaint` words what was wrong with it; `anew` gives another question instead where
    the reply alone says what to do.  `begun` is what was said before: a reply and why it is asked
    for again.  `marks` are the signs that a writer sets for code alone.
    """

    prompt: Prompt
    values: dict[str, str]
    judge: Judge
    max_tokens: int
    section: str = ""
    schema: dict[str, object] | None = None
    tries: int = TRIES
    repair: str = "repair"
    complaint: Complaint = listed
    begun: tuple[tuple[str, str], ...] = ()
    anew: Callable[[str, Sequence[Finding]], Question | None] | None = None
    marks: str = ""

    def shown(self, piece: str) -> str:
        """Return what a person is shown of a piece of the reply: its words, and none of what is
        meant for code."""
        return "" if self.schema else piece.translate(dict.fromkeys(map(ord, self.marks)))


@dataclass(frozen=True, slots=True)
class Try:
    """One reply and what was wrong with it. An unusable reply has an empty text."""

    text: str
    findings: tuple[Finding, ...] = ()

    @property
    def safe(self) -> bool:
        """Whether nothing that was found forbids the wording."""
        return bool(self.text) and all(f.severity is not Severity.ERROR for f in self.findings)


@dataclass(frozen=True, slots=True)
class Answer:
    """All tries at one question, in order."""

    tries: tuple[Try, ...] = ()

    @property
    def safe(self) -> list[Try]:
        """The tries that may be used, the one with the fewest complaints first."""
        return sorted((t for t in self.tries if t.safe), key=lambda t: len(t.findings))

    @property
    def refused(self) -> tuple[Finding, ...]:
        """What was wrong with the tries that may not be used."""
        return tuple(
            f for t in self.tries if not t.safe for f in t.findings if f.severity is Severity.ERROR
        )


@dataclass
class Asker:
    """The model of one run, shared by its chains.

    After the first sign that the model is gone no further call is made: `gone` says why, and
    the run goes on with the deterministic rewriter.  Where only one question is Unanswered the
    others are asked all the same.  `used` collects the prompts' stamps, `tally` counts replies.
    `start` is the rung that sections begin on; None: what is known of the model (`rungs`).
    `lowered` says that it is lower because of what the model missed in other reports.
    `silent` are sections about which no answer came: nothing more is asked about them.
    `variation` 0 asks for the likeliest wording; any other number for another candidate, the
    same for the same number.
    """

    writer: LanguageModel | None
    notify: Callable[[Progress], None] = field(default=lambda _progress: None)
    stage: str = ""
    total: int = 0
    gone: ModelUnavailable | None = None
    used: dict[str, str] = field(default_factory=dict)
    variation: int = 0
    tally: Tally = field(default_factory=Tally)
    start: Rung | None = None
    lowered: bool = False
    silent: set[str] = field(default_factory=set)
    _done: int = 0
    _tokens: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def ready(self) -> bool:
        """Whether there is a model to ask."""
        return self.writer is not None and isinstance(self.gone, Unanswered | None)

    @property
    def begins(self) -> Rung:
        """The rung that a section begins on."""
        if self.writer is None:
            return Rung.RULES
        return self.start or start_rung(self.writer.name)

    def takes(self, messages: Sequence[tuple[str, str]], max_tokens: int) -> bool:
        """Whether the model is there and question and reply fit its context together.

        What does not fit is not asked: a passage that was cut off would come back cut off.
        """
        if not self.ready:
            return False
        assert self.writer is not None
        return budget(self.writer.context, max_tokens, count_messages(messages)) > 0

    def ask_all(self, stage: str, questions: Sequence[Question]) -> list[Answer]:
        """Ask all questions, as many at once as the model takes; answers in the same order."""
        if not self.ready or not questions:
            return [Answer() for _ in questions]
        assert self.writer is not None
        put = [n for n, q in enumerate(questions) if not self._is_silent(q.section)]
        with self._lock:
            self.stage, self.total, self._done = stage, len(put), 0
        came = together(repair_loop(self).invoke, [questions[n] for n in put], self.writer.slots)
        answers = dict(zip(put, came, strict=True))
        return [answers.get(n, Answer()) for n in range(len(questions))]

    def _is_silent(self, section: str) -> bool:
        """Whether no answer comes about a section or the one it lies in."""
        return any(section == one or section.startswith(f"{one}.") for one in self.silent)

    def _count(self, section: str, *, done: int = 0, words: str = "", question: int = 0) -> None:
        with self._lock:
            self._done += done
            self._tokens += not done
            progress = Progress(
                self.stage, section, self._done, self.total, self._tokens, words, question
            )
        self.notify(progress)


def repair_loop(asker: Asker) -> Runnable[Question, Answer]:
    """Return the loop as a runnable from a question to all tries at it."""
    return step(partial(_ask, asker), "repair_loop")


def _ask(asker: Asker, question: Question) -> Answer:
    first = list(question.prompt.render(**question.values))
    messages = [*first, *question.begun]
    repair = load_prompt(question.repair)
    tries: list[Try] = []
    put = question
    while len(tries) < question.tries and asker.takes(messages, question.max_tokens):
        reply, found = _once(asker, put, messages)
        if found is None:
            break
        tries.append(Try(reply, found))
        if not found:
            break
        another = question.anew(reply, found) if question.anew is not None else None
        put = another or question
        if another is not None:
            messages = list(another.prompt.render(**another.values))
            continue
        complaints = question.complaint(reply, found)
        # The last reply only: what was wrong before is put right or complained of again.
        said = ("assistant", reply or "（没有内容）")
        messages = [*first, said, *repair.render(complaints=complaints)]
        asker.used[repair.name] = repair.stamp
    asker._count(question.section, done=1)
    return Answer(tuple(tries))


def _once(
    asker: Asker, question: Question, messages: Sequence[tuple[str, str]]
) -> tuple[str, tuple[Finding, ...] | None]:
    """Ask once; findings None means that no answer will come."""
    assert asker.writer is not None
    asker.used[question.prompt.name] = question.prompt.stamp
    try:
        reply = asker.writer.ask(
            messages,
            max_tokens=question.max_tokens,
            schema=question.schema,
            on_token=lambda piece: asker._count(
                question.section, words=question.shown(piece), question=id(question)
            ),
            temperature=VARIED if asker.variation else 0.0,
            seed=asker.variation or None,
            section=question.section,
        )
    except AskAgain as error:
        none = (unusable(error.message),)
        asker.tally.heard(none, error)
        return "", none
    except ModelUnavailable as error:
        if asker.ready:  # why the model is gone tells more than why it left one question open
            asker.gone = error
        return "", None
    text = reply.text.strip()
    judged = tuple(question.judge(text))
    asker.tally.heard(judged)
    return text, judged


def keeps_to(schema: dict[str, Any]) -> Judge:
    """Return the judge of a reply that only has to keep to a JSON schema."""

    def judge(reply: str) -> list[Finding]:
        try:
            parse_json(reply, schema)
        except MalformedReply as error:
            return [unusable(error.message)]
        return []

    return judge


def unusable(why: Message) -> Finding:
    """The finding for a reply that is no answer at all."""
    return found("reply_unusable", why=why)
