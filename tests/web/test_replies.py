"""What the page says of itself stands in the way of nothing else."""

from __future__ import annotations

from assistant.web import actions
from assistant.web.desk import Desk, Work
from assistant.web.replies import EXAMPLES, give_help


def test_help_asked_for_again_and_again_is_told_once(work: Work) -> None:
    for _ in range(3):
        give_help(work)
    assert len(work.session.talk) == 1
    assert "点过正文上方那一栏以后，按 Ctrl+Enter 采用" in work.session.talk[0][1]
    assert work.choices == EXAMPLES


def test_help_by_key_leaves_the_answers_of_a_question(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "改一下")
    offered = work.choices
    assert offered
    assert set(offered) != set(EXAMPLES)
    give_help(work)
    assert work.choices == offered


def test_help_that_is_asked_for_in_words_offers_its_examples(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "改一下")
    actions.hear(desk, work, "你能做什么")
    assert work.choices == EXAMPLES
