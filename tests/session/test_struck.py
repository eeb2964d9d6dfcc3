"""What a rewrite strikes out is counted, though nothing with a value or a name went with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.chat import wording
from assistant.findings import Language
from assistant.noise import remove_noise
from assistant.session import Length, Proposal, Request, Session
from assistant.session.part import AUTHOR
from assistant.session.proposal import judged, numbered
from assistant.session.struck import struck_between, struck_of
from assistant.verify import Verdict
from assistant.web.proposal_summary import summary
from assistant.web.views.proposal import standing_of
from tests.session.conftest import TEXT

STUDY = "读书分享会也按月举办，大家各抒己见，收获都不小。"
ROOMS = "群众来访有人接待，反映的事情都有登记，办理的结果也都及时作了回复。"
LONG = TEXT.replace("，群众出行更加方便。", f"，群众出行更加方便。{ROOMS}").replace(
    "，读书分享会也按月举办。", f"。{STUDY}"
)


def _without(*struck: str, text: str = LONG, engine: str = "rules") -> Proposal:
    """A shortening that strikes these words, as a model or the rules could."""
    session = Session.from_text(text, model="rules")
    found = session.work_out(Request("shorten", (), Length.parse("90%")))
    parts = []
    for part in found.parts:
        output = part.source
        for words in struck:
            output = output.replace(words, "")
        made = replace(part, output=output, engine=engine)
        parts.append(judged(made, remove_noise(output)))
    return replace(found, parts=numbered(parts))


def test_a_proposal_with_nothing_to_read_says_how_much_it_strikes_out() -> None:
    found = _without(ROOMS, STUDY)
    assert found.verdict is Verdict.ACCEPTED
    assert standing_of(found, Language.ZH) == ("略去 6 项", Verdict.REVIEW.value)
    told = "删去 2 句 57 字，请看一眼是否要紧。"
    zh, en = summary(found)
    assert "还在，略去了 6 项数据、名称、提法或整句的话，都列在" in zh
    assert zh.endswith(told)
    assert "2 whole sentences, 57 字" in en
    assert told in wording.outcome(found, joined_to=False).zh


def test_parts_of_sentences_are_told_apart_from_whole_ones() -> None:
    clause = "，反映的事情都有登记，办理的结果也都及时作了回复"
    told = struck_of(_without(clause, STUDY).parts)
    assert told is not None
    assert told.zh == "删去 1 句和 1 处半句，共 48 字，请看一眼是否要紧。"


def test_a_short_clause_is_no_remark(session: Session) -> None:
    found = _without("，群众出行更加方便")
    assert struck_of(found.parts) is None
    assert "请看一眼" not in summary(found)[0]


def test_noise_is_no_loss_and_what_the_author_strikes_is_known_to_them() -> None:
    assert struck_of(_without("（来源：公众号“柳溪小栈”）").parts) is None
    assert struck_of(_without(ROOMS, engine=AUTHOR).parts) is None


@pytest.mark.parametrize("now", [f"一、做法\n二、接访\n{ROOMS}", f"二、接访\n{ROOMS[:-3]}好回复。"])
def test_what_moved_to_another_place_is_not_struck(now: str) -> None:
    assert struck_between([(f"一、做法\n{ROOMS}\n二、接访\n", now)]) is None


def test_struck_words_with_a_word_left_between_them_count_but_for_that() -> None:
    told = struck_between([(f"一、接访\n{ROOMS}\n", "一、接访\n都有。\n")])
    assert told is not None
    assert told.zh == "删去 1 句 30 字，请看一眼是否要紧。"


def test_words_that_much_new_text_shares_by_chance_did_not_move_there() -> None:
    signs = "".join(dict.fromkeys(ROOMS))
    new = f"二、接访\n{'、'.join(signs)}。\n"
    told = struck_between([(f"一、做法\n{ROOMS}\n", "一、做法\n"), ("二、接访\n", new)])
    assert told is not None
