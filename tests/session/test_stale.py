"""A decision counts for the proposal that was seen: each has an ID, and only one waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.findings import Language
from assistant.session import (
    Length,
    Proposal,
    Request,
    Session,
    StaleProposal,
    Store,
    require_seen,
)
from assistant.session.pending import pack, unpack
from assistant.session.proposal import judged, numbered
from assistant.session.propose import moved_to, what_still_fits
from assistant.verify import Verdict
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


TWICE = TEXT.replace(
    "三、存在的问题",
    "三、主要成效\n一年来，全镇上下齐心协力，改造老旧小区4个，面貌焕然一新，满意度不断提高。\n四、存在的问题",
)
"""四个小区 stand in two parts; what is worked out for all of it strikes them in one of them."""


def _striking_the_first(text: str) -> tuple[Session, Proposal]:
    session = Session.from_text(text, model="rules")
    found = session.work_out(Request("shorten", (), Length.parse("60%")))
    two = found.part("2")
    output = two.source.replace("，改造老旧小区4个，群众出行更加方便", "")
    parts = [judged(replace(p, output=output)) if p is two else p for p in found.parts]
    return session, replace(found, parts=numbered(parts))


def _lost(found: Proposal | None) -> list[str]:
    assert found is not None
    return [f.evidence for p in found.parts for f in p.findings if f.code == "figure_dropped"]


@pytest.mark.parametrize("now", ["", "改造老旧小区5个，"])
def test_a_figure_struck_here_and_taken_away_there_meanwhile_is_told(now: str) -> None:
    _, found = _striking_the_first(TWICE)
    changed = TWICE.replace("改造老旧小区4个，面貌", f"{now}面貌")
    rest = what_still_fits(found, changed)
    assert rest is not None
    assert "小区4个" not in rest.text
    assert _lost(rest) == ["4个"]
    assert "全文就没有这个数据了" in rest.part("2").findings[-1].message.zh
    assert rest.verdict is Verdict.REVIEW


def test_a_figure_that_stands_elsewhere_still_is_not_told_as_lost() -> None:
    _, found = _striking_the_first(TWICE)
    assert not _lost(what_still_fits(found, TWICE.replace("满意度不断", "口碑不断")))
    other = TWICE.replace("新修道路24公里，", "")
    assert not _lost(what_still_fits(found, other.replace("面貌焕然一新", "面貌一新")))


def test_another_figure_of_the_same_size_does_not_stand_for_the_one_that_is_lost() -> None:
    _, found = _striking_the_first(TWICE.replace("不够多", "不够多，在谈项目仅有4个"))
    now = found.base.replace("改造老旧小区4个，面貌", "面貌")
    assert _lost(what_still_fits(found, now)) == ["4个"]


def _by_hand(session: Session, section: str, old: str, new: str) -> None:
    words = session.report.of(session.report.find(section))
    session.settle(session.edit(section, words.replace(old, new)))


def test_a_lost_figure_is_told_no_more_once_it_is_back_and_as_long_as_it_is_lost() -> None:
    session, found = _striking_the_first(TWICE)
    session.wait_with(found.select({c.id for c in found.part("2").changes}))
    _by_hand(session, "3", "小区4个", "小区")
    assert _lost(session.pending) == ["4个"]
    _by_hand(session, "1", "勤", "实")
    assert _lost(session.pending) == ["4个"]
    assert session.pending is not None
    assert _lost(session.pending.select([c.id for c in session.pending.changes])) == ["4个"]
    session.undo()
    session.undo()
    assert not _lost(session.pending)
    assert session.pending.verdict is Verdict.ACCEPTED


def test_words_that_its_author_adds_to_a_part_it_leaves_alone_count_in_its_length() -> None:
    session = Session.from_text(TEXT, model="rules")
    found = session.work_out(Request("shorten", (), Length.parse("60%")))
    assert not found.part("preamble").changed
    moved = moved_to(found, TEXT.replace("如下。", "如下，请予评议。"))
    assert moved is not None
    assert moved.words - found.words == moved.words_source - found.words_source == 5
