"""Answers about the text: what a report holds, lacks and says, what became of it, and why.

    answer(session, "3.6亿元哪来的？") -> Answer(said, places)

By code alone; nothing is changed by a question, and none is sent to a model.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.chat.answers import aloud, changed, figures, findings, lacks, lengths
from assistant.chat.answers.model import Answer, Question
from assistant.chat.answers.reading import read
from assistant.findings import Message
from assistant.session import Proposal, Session

__all__ = ["Answer", "answer", "answer_to"]

_LAST_YEAR = re.compile(r"(?:请问|那么?)?，?去年的?(?:报告|稿子|总结|述职)?[里中上]?的?，?(.{2,})")
"""A question about last year's report: what is asked of it."""
Kind = tuple[frozenset[str], frozenset[str], Callable[[Question], Answer | None]]


def _when(needs: str, say: Callable[[Question], Answer | None], unless: str = "") -> Kind:
    return frozenset(needs.split()), frozenset(unless.split()), say


_KINDS: tuple[Kind, ...] = (
    _when("ask bare", lacks.without_figures),
    _when("gone", figures.fate),
    _when("left", figures.fate),
    _when("why", findings.why),
    _when("read", findings.reading),
    _when("facts unused", lacks.unused),
    _when("fill open", lacks.fillable),
    _when("facts", lacks.fillable),
    _when("unused datum", lacks.unused, "count"),
    _when("sign", lacks.sign),
    _when("state", changed.state),
    _when("aloud minutes", aloud.aloud),
    _when("over", lengths.over),
    _when("most length", lengths.extreme),
    _when("least length", lengths.extreme),
    _when("length original", changed.changed),
    _when("length", lengths.length, "changed"),
    _when("twice", findings.twice),
    _when("clash", findings.clash, "original"),
    _when("changed", changed.changed),
    _when("you did", changed.done),
    _when("source", figures.source),
    _when("left", changed.left_out),
    _when("gone", changed.left_out),
    _when("count", lengths.count),
    _when("noise", lengths.noise),
    _when("genre", lacks.genre),
    _when("lack", lacks.missing),
    _when("have", figures.there),
    _when("trouble", findings.trouble),
    _when("did", changed.done),
    _when("ask", figures.there),
)
"""What a question must speak of, what it must not, and who answers; the first that has an answer
does."""


def answer(
    session: Session,
    sentence: str,
    chosen: str | None = None,
    proposal: Proposal | None = None,
    made: tuple[Proposal, ...] = (),
) -> Answer | None:
    """Return the answer to a question about the text; None where the sentence is none.

    `chosen` is the ID of the part on the screen, `proposal` the one that is spoken of (None: the
    one that waits, if any), `made` those that a why may be about, the likeliest first (none: that
    one).  Changes nothing.
    """
    if session.last_year and (asked := _LAST_YEAR.match(sentence)) is not None:
        before = answer(Session.from_text(session.last_year, model="rules"), asked[1])
        if before is not None:
            zh, en = before.said.zh, before.said.en
            return Answer(Message(f"去年的报告里：{zh}", f"In last year's report: {en}"), ())
    question = read(session, sentence, chosen, proposal, made)
    if question is None or isinstance(question, Answer):
        return question
    return answer_to(question)


def answer_to(question: Question) -> Answer | None:
    """Return the answer to a question that was read, None where code has none."""
    for needs, unless, say in _KINDS:
        if question.topics >= needs and not question.topics & unless:
            found = say(question)
            if found is not None:
                return found
    return None
