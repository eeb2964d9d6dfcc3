"""A question about the text whose kind a model named: code answers it."""

from __future__ import annotations

import re

from assistant.chat.answers import answer_to
from assistant.chat.answers.model import Question
from assistant.chat.answers.reading import figures_in
from assistant.chat.reader.schema import TOPICS
from assistant.chat.situation import Situation
from assistant.chat.status import status_of
from assistant.chat.turn import Act, Reading
from assistant.instruction.wording import plain

_TITLE = re.compile("《[^《》]{2,60}》")


def answer_of(topic: str, about: str, part: str, sentence: str, at: Situation) -> Reading | None:
    """Return the answer of a topic, about words of the sentence or a part; None for no answer."""
    if topic == "state":
        return Reading(Act.ANSWER, said=status_of(at))
    if topic not in TOPICS:
        return None
    said = plain(about)
    titles = tuple(m.group() for m in _TITLE.finditer(said))
    figures = tuple(figures_in(said))
    words = said.strip('“”"「」')
    stands = bool(words) and not figures and not titles and words in at.report.text
    asked = Question(
        session=at.session,
        sentence=sentence,
        topics=frozenset(TOPICS[topic].split()),
        parts=(part,) if part else (),
        figures=figures,
        titles=titles,
        quotes=(words,) if stands else (),
        rest="" if figures or titles or stands else words,
        chosen=at.chosen,
        proposal=at.pending,
        made=at.spoken_of_last,
    )
    found = answer_to(asked)
    if found is None:
        return None
    return Reading(Act.ANSWER, said=found.said, places=found.places)
