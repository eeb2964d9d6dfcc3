"""What a sentence means in the end, where the rules do not understand it or are not sure: an answer
about the text, what a model reads in it, what a model picks among readings that code proposes, or
a question back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.chat.asking import MOST
from assistant.chat.guess import choose, readings_of, understood
from assistant.chat.reader import ask_model, in_doubt
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Reading
from assistant.chat.understand import EXAMPLES, understand
from assistant.models.destination import destination
from assistant.session.perform import model_for

if TYPE_CHECKING:
    from assistant.chat.engine import Talk
    from assistant.models import Writer

ALLOWED = "read"
"""The slot of the answer that lets a remote model read a sentence, which its `part` holds."""


def settled(talk: Talk, meant: Reading, sentence: str, at: Situation) -> Reading:
    """Return what a sentence means that was said in front of `at`; the rules read `meant`."""
    if meant.lost and talk.answered(sentence) is not None:
        meant = Reading(Act.ANSWER)
    reads = talk.listener is not None or _reads(talk)
    if not sentence or not reads or not in_doubt(meant, sentence, at):
        return _guessed(talk, meant, sentence)
    writer = talk.listener or _writer(talk)
    if writer is not None:
        asked = ask_model(meant, sentence, at, writer)
        talk.reader = asked.usage
        talk.session.gone = asked.gone or talk.session.gone
        if asked.reading is not None:
            return asked.reading
    return _with_offer(talk, _guessed(talk, meant, sentence), sentence)


def allow(talk: Talk) -> None:
    """Take it that what is said may go to the remote model."""
    host = _host(talk)
    if host is not None:
        talk.agreed.add(host)


def _reads(talk: Talk) -> bool:
    """Whether the model is asked what a sentence means: one that is asked for whole sections."""
    from assistant.chains.job import Rung
    from assistant.chains.rungs import start_rung

    return start_rung(_name(talk), talk.session.settings.rungs) is Rung.SECTION


def _name(talk: Talk) -> str:
    return talk.model or talk.session.settings.model


def _host(talk: Talk) -> str | None:
    return destination(_name(talk), talk.session.settings)


def _writer(talk: Talk) -> Writer | None:
    """Return the model, where there is one and a sentence may go to it."""
    host = _host(talk)
    if _name(talk) == "rules" or (host is not None and host not in talk.agreed):
        return None
    return model_for(talk.session, strict=False)


def _with_offer(talk: Talk, meant: Reading, sentence: str) -> Reading:
    """Return a question back with the offer to let a remote model read the sentence."""
    host = _host(talk)
    if host is None or host in talk.agreed or meant.act is not Act.ASK:
        return meant
    label = f"请模型来读（这句话和报告的提纲将发往 {host}）"
    offer = Choice(label, Reading(Act.ASK, part=sentence, slot=ALLOWED))
    return replace(meant, choices=(*meant.choices[: MOST - 1], offer))


def _guessed(talk: Talk, meant: Reading, sentence: str) -> Reading:
    """Return what the embedded model picks among the readings that code proposes, or the question
    which of them is meant."""
    if not meant.lost or meant.act is not Act.ASK:
        return meant
    at = talk.situation()
    offers = readings_of(sentence, at)
    writer = _writer(talk) if offers and not _reads(talk) else None
    picked = choose(sentence, offers, writer) if writer is not None else None
    if picked is not None:
        return picked.means
    if (question := understood(sentence, offers, at)) is not None:
        return question
    if not offers:
        means = ((words, understand(words, at)) for words in EXAMPLES)
        offers = tuple(Choice(w, m) for w, m in means if m.act is not Act.ASK)
    return replace(meant, choices=offers, lost=False)
