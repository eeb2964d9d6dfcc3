"""A decision counts for the proposal that was seen: each has an ID, and only one waits."""

from __future__ import annotations

import pytest

from assistant.findings import Language
from assistant.session import Length, Request, Session, StaleProposal, Store, require_seen
from assistant.session.pending import pack, unpack
from assistant.session.propose import moved_to, what_still_fits
from assistant.wordcount import count_words
from tests.session.conftest import TEXT

SHORTER = Request("shorten", ("2",), Length(words=40))


def test_every_candidate_has_an_id_of_its_own(session: Session) -> None:
    found = [session.propose(SHORTER, variation=n) for n in (0, 1, 1)]
    assert len({one.id for one in found}) == 3


def test_a_hand_edit_makes_another_proposal_and_a_choice_does_not(session: Session) -> None:
    found = session.answer({"g1": "26", "g2": "7"})
    assert found.select(["c1"]).id == found.id
    part = next(p for p in found.parts if p.changed)
    assert found.edited(part.id, part.output + "再接再厉。\n").id != found.id


def test_the_id_survives_a_restart(session: Session, store: Store) -> None:
    token = session.keep_in(store)
    found = session.propose(SHORTER)
    back = Session.restore(Store(store.path), token, model="rules")
    assert back.pending is not None
    assert back.pending.id == found.id


def test_a_proposal_kept_before_there_were_ids_gets_one(session: Session) -> None:
    kept = pack(session.propose(SHORTER))
    del kept["id"]
    back = unpack(kept, TEXT)
    assert back is not None
    assert back.id


def test_an_earlier_candidate_is_not_adopted_unless_it_waits_again(session: Session) -> None:
    first = session.propose(SHORTER)
    session.propose(SHORTER, variation=1)
    with pytest.raises(StaleProposal, match="另一份"):
        session.adopt(first)
    assert session.report.text == TEXT
    session.wait_with(first)
    assert session.adopt(first).text == first.text


def test_what_was_put_aside_is_not_adopted(session: Session) -> None:
    found = session.propose(SHORTER)
    session.reject()
    with pytest.raises(StaleProposal, match="不再等您决定"):
        session.adopt(found)
    assert session.report.text == TEXT


def test_a_choice_among_the_changes_of_what_waits_is_adopted(session: Session) -> None:
    found = session.answer({"g1": "26", "g2": "7"})
    session.adopt(found.select(["c2"]))
    assert "提拔7人" in session.report.text
    assert "集中学习次" in session.report.text


def test_every_refusal_is_told_in_both_languages(session: Session) -> None:
    found = session.propose(SHORTER)
    told = set()
    for waits, seen in ((found, ""), (found, "x"), (None, found.id)):
        with pytest.raises(StaleProposal) as refused:
            require_seen(waits, seen)
        told |= {refused.value.text(language) for language in Language}
    assert len(told) == 6
    require_seen(found, found.id)
    require_seen(None, "")


def test_what_is_worked_out_for_the_whole_report_outlives_a_change_of_one_part() -> None:
    more = TEXT.replace(
        "一是学得勤。", "一是学得勤。大力推进学习，进一步切实加强管理，氛围更加浓厚。"
    )
    session = Session.from_text(more, model="rules")
    found = session.work_out(Request("shorten", (), Length.parse("60%")))
    assert {p.id[0] for p in found.parts if p.changed} == {"1", "2", "3"}
    now = more.replace("群众出行更加方便", "群众出行方便多了")
    assert moved_to(found, now) is None
    rest = what_still_fits(found, now)
    assert rest is not None
    assert rest.base == now
    assert "改造老旧小区4个，群众出行方便多了。" in rest.text
    assert {p.id[0] for p in rest.parts if p.changed} == {"1", "3"}
    assert "“二、抓项目，促发展”在改写期间有了改动" in rest.notes[-1].zh
    assert rest.words == count_words(rest.text)
    assert rest.words_source == found.words_source


def test_words_that_its_author_adds_to_a_part_it_leaves_alone_count_in_its_length() -> None:
    session = Session.from_text(TEXT, model="rules")
    found = session.work_out(Request("shorten", (), Length.parse("60%")))
    assert not found.part("preamble").changed
    moved = moved_to(found, TEXT.replace("如下。", "如下，请予评议。"))
    assert moved is not None
    assert moved.words - found.words == moved.words_source - found.words_source == 5
