"""Every decision names the proposal it is about; one that another has overtaken is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import UsageError
from assistant.findings import Message
from assistant.request import Length, Request
from assistant.session import Proposal, Session, StaleProposal
from assistant.web import actions, deciding, editor
from assistant.web.card import Card
from assistant.web.desk import Desk, Work
from assistant.web.shows import Shows
from assistant.web.talking import read
from tests.chains.liars import passage
from tests.servers.behaviours import ok
from tests.servers.model_server import ModelServer
from tests.session.conftest import TEXT, wrong_by_a_model
from tests.web.conftest import wait
from tests.web.test_actions import last
from tests.web.test_api_language import CHINESE, Call, call, own_words, refused

__all__ = ["call"]

Decide = Callable[[Desk, Work, str], object]

DECISIONS: list[Decide] = [
    lambda _, work, seen: deciding.adopt(work, None, [], seen),
    lambda _, work, seen: deciding.adopt(work, ["c1"], [], seen),
    lambda _, work, seen: deciding.reject(work, seen),
    lambda desk, work, seen: actions.again(desk, work, seen),
]
NAMES = ["adopt", "adopt one change", "reject", "another"]


@pytest.fixture
def overtaken(desk: Desk, work: Work) -> tuple[str, Proposal]:
    """The ID of a proposal that one window still shows, and the one that waits since."""
    work.chosen = "2"
    first = work.session.answer({"g1": "26"})
    return first.id, work.session.answer({"g2": "7"})


@pytest.mark.parametrize("decide", DECISIONS, ids=NAMES)
def test_a_decision_on_an_overtaken_proposal_is_refused(
    desk: Desk, work: Work, overtaken: tuple[str, Proposal], decide: Decide
) -> None:
    seen, waits = overtaken
    for older in (seen, ""):
        with pytest.raises(StaleProposal):
            decide(desk, work, older)
        assert work.session.pending is waits
        assert work.session.report.text == TEXT
        assert not work.working


@pytest.mark.parametrize("decide", DECISIONS, ids=NAMES)
def test_a_decision_on_what_another_window_decided_is_refused(
    desk: Desk, work: Work, decide: Decide
) -> None:
    work.chosen = "2"
    seen = work.session.answer({"g1": "26"}).id
    deciding.adopt(work, None, [], seen)
    adopted = work.session.report.text
    with pytest.raises(StaleProposal, match="处理过"):
        decide(desk, work, seen)
    assert work.session.report.text == adopted
    assert work.session.pending is None


@pytest.mark.parametrize("sentence", ["采用", "不采用", "换一个"])
def test_a_sentence_decides_only_on_what_its_window_shows(
    desk: Desk, work: Work, overtaken: tuple[str, Proposal], sentence: str
) -> None:
    seen, waits = overtaken
    actions.hear(desk, work, sentence, seen=Shows(seen))
    assert "另一份建议" in last(work)
    actions.hear(desk, work, sentence, seen=Shows())
    assert "还没有看到" in last(work)
    assert work.session.pending is waits
    assert work.session.report.text == TEXT


def test_a_sentence_adopts_what_its_window_shows(
    desk: Desk, work: Work, overtaken: tuple[str, Proposal]
) -> None:
    actions.hear(desk, work, "采用", seen=Shows(overtaken[1].id))
    assert "提拔7人" in work.session.report.text


def test_another_candidate_takes_the_place_of_the_one_that_was_seen(
    modelled: Desk, model_server: ModelServer
) -> None:
    work = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    wordings = iter(("较为", "尚", "仍"))
    model_server.always(
        lambda request: ok(passage(request).replace("还不够多", f"{next(wordings)}不够多"))
    )
    actions.hear(modelled, work, "第三部分语气平实一些")
    wait(work)
    assert work.session.pending is not None
    seen = work.session.pending.id
    actions.again(modelled, work, seen)
    wait(work)
    with pytest.raises(StaleProposal, match="另一份"):
        deciding.adopt(work, None, [], seen)
    assert work.session.report.text == TEXT


def test_a_script_decides_on_the_proposal_it_names(call: Call) -> None:
    work = call("open_report", TEXT)["work"]
    older = call("answer", work, {"g1": "26次"})["id"]
    newer = call("answer", work, {"g2": "7"})["id"]
    assert older != newer
    assert "另一份" in refused(call, "adopt", work, proposal=older)
    assert "另一份" in refused(call, "reject", work, proposal=older)
    assert call("read_report", work) == TEXT
    assert "提拔7人" in call("adopt", work, None, None, newer)["text"]
    assert "处理过" in refused(call, "adopt", work, proposal=newer)


def test_a_script_that_names_none_decides_on_the_one_that_waits(call: Call) -> None:
    work = call("open_report", TEXT)["work"]
    assert "没有等您决定" in refused(call, "adopt", work)
    call("answer", work, {"g1": "26次"})
    assert "集中学习26次" in call("adopt", work)["text"]
    call("answer", work, {"g1": "7"})
    call("reject", work)
    assert "没有等您决定" in refused(call, "reject", work)


def test_a_script_is_refused_in_its_own_language(call: Call) -> None:
    work = call("open_report", TEXT, language="en")["work"]
    older = call("answer", work, {"g1": "26次"})["id"]
    call("answer", work, {"g2": "7"})
    said = refused(call, "adopt", work, proposal=older)
    assert "Another proposal waits" in said
    assert not CHINESE.search(own_words(said))


def test_a_script_is_given_the_proposal_of_its_own_request(call: Call, desk: Desk) -> None:
    work = call("open_report", TEXT)["work"]
    found = call("propose", work, "shorten", "2", "30")
    waits = desk.get(work).session.pending
    assert waits is not None
    assert found["id"] == waits.id


def test_what_waits_on_is_named_and_all_of_it_can_be_taken_at_a_word(
    desk: Desk, work: Work
) -> None:
    second = work.session.answer({"g2": "7"})
    third = work.session.propose(Request("shorten", ("2",), Length(words=42)))
    assert {one.id for one in work.session.apart} >= {second.id, third.id}
    left = third.changes[0]
    shows = Shows(third.id, {third.id: frozenset({left.id}), second.id: frozenset()})
    actions.hear(desk, work, "采用", seen=shows)
    assert "标了 ✗ 的 1 处没有采用" in last(work)
    assert "等您决定" in last(work)
    assert left.old.strip("，。") in work.session.report.text
    waits = work.session.apart
    assert [one.id for one in waits][:1] == [second.id]
    actions.hear(
        desk, work, "全部采用", seen=Shows(waits[0].id, {w.id: frozenset() for w in waits})
    )
    assert "提拔7人" in work.session.report.text
    assert work.session.pending is None


def test_errors_that_were_ticked_count_for_a_word(desk: Desk, work: Work) -> None:
    found = wrong_by_a_model(work.session)
    actions.hear(desk, work, "采用", seen=Shows(found.id, {found.id: frozenset()}))
    assert work.session.pending is not None
    ticked = frozenset(e.key for e in found.errors)
    actions.hear(desk, work, "采用", seen=Shows(found.id, {found.id: frozenset()}, ticked))
    assert "42公里" in work.session.report.text


def test_several_steps_at_once_stand_beside_what_waits_for_another_part(
    desk: Desk, work: Work
) -> None:
    waits = work.session.propose(Request("shorten", ("2",), Length(words=30)))
    left = Shows(waits.id, {waits.id: frozenset({waits.changes[0].id})})
    actions.hear(desk, work, "第一部分压到40字，语气平实一些", seen=left)
    wait(work)
    assert waits.id in {one.id for one in work.session.apart}
    assert len(work.session.apart) == 2
    assert "也在这份建议里" not in last(work)


def test_what_is_built_on_what_waits_holds_none_of_what_its_reader_does_not_want(
    desk: Desk, work: Work
) -> None:
    waits = work.session.propose(Request("shorten", ("2",), Length(words=42)))
    unwanted = waits.changes[0]
    left = Shows(waits.id, {waits.id: frozenset({unwanted.id})})
    actions.hear(desk, work, "把第二部分的“引进”改成“招引”", seen=left)
    wait(work)
    built = work.session.pending
    assert built is not None
    assert built.id != waits.id
    assert "招引" in built.text
    assert len(built.text) < len(built.base)
    assert unwanted.old.strip("，。") in built.text


def test_what_is_built_after_the_reader_agreed_to_a_host_holds_none_of_what_they_do_not_want(
    desk: Desk, work: Work
) -> None:
    waits = work.session.propose(Request("shorten", ("2",), Length(words=42)))
    unwanted = waits.changes[0]
    meant = read(work, "把第二部分的“引进”改成“招引”")
    work.intent = Card(Message("换词", "exchange"), meant.steps)
    left = Shows(waits.id, {waits.id: frozenset({unwanted.id})})
    actions.begin(desk, work, "", "", "", agreed=True, seen=left)
    wait(work)
    built = work.session.pending
    assert built is not None
    assert "招引" in built.text
    assert unwanted.old.strip("，。") in built.text


def test_what_was_adopted_and_is_undone_waits_again_as_it_was(desk: Desk, work: Work) -> None:
    found = work.session.propose(Request("clean"))
    beside = work.session.propose(Request("shorten", ("2",), Length(words=30)))
    deciding.adopt_together(
        work,
        {one.id: [c.id for c in one.changes] for one in (found, beside)},
        [e.key for e in (*found.errors, *beside.errors)],
    )
    assert work.session.pending is None
    # It is kept with the work.
    again = Desk(desk.options).get(work.token)
    for one in (work, again):
        deciding.undo(one)
        assert one.session.report.text == TEXT
        assert {p.id for p in one.session.waiting} == {found.id, beside.id}
        assert "又标在正文里" in last(one)
    # And it is gone again with the step that is done again.
    deciding.redo(work)
    assert not work.session.waiting


def test_what_another_window_has_changed_since_is_not_undone_unseen(work: Work) -> None:
    actions.fill_in(work, "g1", "26")
    seen = work.session.history.head
    actions.fill_in(work, "g1", "12")
    with pytest.raises(UsageError, match="别处"):
        deciding.step(work, "undo", seen)
    assert work.session.history.head == seen + 1
    deciding.step(work, "undo", seen + 1)
    deciding.step(work, "redo", seen)
    assert work.session.history.head == seen + 1


def test_said_or_pressed_undo_is_the_same(desk: Desk, work: Work) -> None:
    found = work.session.propose(Request("shorten", ("2",), Length(words=30)))
    deciding.adopt(work, None, [e.key for e in found.errors], found.id)
    actions.hear(desk, work, "撤销", seen=Shows())
    assert work.session.pending is not None
    assert work.session.pending.id == found.id
    assert work.session.report.text == TEXT


def test_what_an_author_typed_and_took_back_is_no_proposal(work: Work) -> None:
    work.session.fill_in({"g1": "26"})
    deciding.undo(work)
    assert work.session.pending is None
    assert "正文里" not in last(work)


def test_an_edit_by_hand_counts_for_the_words_it_began_with(desk: Desk, work: Work) -> None:
    older = editor.words_of(work, "2")
    found = work.session.propose(Request("shorten", ("2",), Length(words=42)))
    typed = older + "作风持续好转。\n"
    with pytest.raises(StaleProposal, match="还在框里"):
        editor.edit(work, "2", typed, older)
    assert work.session.pending is found
    editor.edit(work, "2", typed, editor.words_of(work, "2"))
    assert work.session.pending is not None
    assert work.session.pending.group == found.group
    assert "作风持续好转" in work.session.pending.text
    assert work.session.report.text == TEXT


def test_an_edit_by_hand_is_about_the_part_that_is_chosen_whatever_waits_for_another(
    desk: Desk, work: Work
) -> None:
    waits = work.session.propose(Request("shorten", ("2",), Length(words=42)))
    assert editor.opened(work)["part"] == "2", "the only one that is changed"
    work.chosen = "1"
    shown = editor.opened(work)
    assert (shown["part"], shown["name"]) == ("1", "一、抓学习，强班子")
    assert shown["was"] == work.session.report.of(work.session.report.find("1"))
    editor.edit(work, "1", shown["was"] + "学用结合。\n", shown["was"])
    assert waits.id in {one.id for one in work.session.apart}


def test_where_no_part_is_clear_all_are_offered(work: Work) -> None:
    assert editor.editable(work) is None
    parts = editor.opened(work)["parts"]
    assert ["2", "二、抓项目，促发展"] in parts
    assert all("." not in part for part, _name in parts)
