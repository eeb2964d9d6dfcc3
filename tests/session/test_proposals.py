"""Proposing changes nothing; adopting, in full or in part, is verified."""

from __future__ import annotations

import threading

import pytest

from assistant.errors import UsageError
from assistant.noise import remove_noise
from assistant.outline import parse
from assistant.session import Length, NotConfirmed, Request, Session, Stopped
from assistant.session.plain import type_in
from assistant.verify import Verdict
from tests.session.conftest import TEXT, wrong_by_a_model


def test_a_proposal_leaves_the_report_as_it_is(session: Session) -> None:
    proposal = session.propose(Request("clean"))
    assert session.report.text == TEXT
    assert session.pending is proposal
    assert proposal.text == remove_noise(TEXT)


def test_adopting_makes_it_the_report_and_undo_takes_it_back(session: Session) -> None:
    session.adopt(session.propose(Request("clean")))
    assert session.report.text == remove_noise(TEXT)
    session.undo()
    assert session.report.text == TEXT
    session.redo()
    assert session.report.text == remove_noise(TEXT)


def test_all_outside_the_chosen_section_stays_to_the_letter(session: Session) -> None:
    proposal = session.propose(Request("shorten", ("2",), Length(words=40)))
    session.adopt(proposal)
    place = TEXT.index("二、抓项目")
    end = TEXT.index("三、存在")
    assert session.report.text.startswith(TEXT[:place])
    assert session.report.text.endswith(TEXT[end:])
    assert len(session.report.text) < len(TEXT)


def test_single_changes_can_be_taken(session: Session) -> None:
    proposal = session.answer({"g1": "26次", "g2": "7"})
    assert [c.new for c in proposal.changes] == ["26", "7"]
    version = session.adopt(proposal, ["c2"])
    assert "提拔7人" in session.report.text
    assert "集中学习次" in session.report.text
    assert [(c.new, c.source) for c in version.changes] == [("7", "用户填写")]


def test_a_change_that_is_not_there_is_refused(session: Session) -> None:
    proposal = session.answer({"g1": "26"})
    with pytest.raises(UsageError, match="c9"):
        session.adopt(proposal, ["c9"])


def test_nothing_to_adopt_is_said(session: Session) -> None:
    with pytest.raises(UsageError, match="没有要采用"):
        session.adopt(session.answer({"g1": "26"}), [])


def test_a_part_of_the_changes_is_verified_anew(session: Session) -> None:
    proposal = session.propose(Request("shorten", ("2",), Length(words=40)))
    assert len(proposal.changes) > 0
    for change in proposal.changes:
        chosen = proposal.select([change.id])
        assert chosen.changes[0].old == change.old
        assert chosen.words >= proposal.words


def test_a_hand_edit_is_remarked_on_and_never_refused(session: Session) -> None:
    text = session.report.of(session.report.find("2"))
    proposal = session.edit("2", text.replace("3.6亿元", "3.8亿元"))
    assert proposal.verdict is Verdict.REVIEW
    assert proposal.errors == ()
    assert "figure_unsupported" in [f.code for f in proposal.part("2").findings]
    session.adopt(proposal)
    assert "3.8亿元" in session.report.text


def test_what_a_model_got_wrong_is_adopted_only_once_each_error_is_ticked(
    session: Session,
) -> None:
    proposal = wrong_by_a_model(session)
    with pytest.raises(NotConfirmed) as refused:
        session.adopt(proposal)
    assert session.report.text == TEXT
    keys = [b.key for b in refused.value.missing]
    version = session.adopt(proposal, confirmed=keys)
    assert "3.8亿元" in session.report.text
    assert len(version.confirmed) == len(keys)


def test_one_confirmation_does_not_stand_for_another(session: Session) -> None:
    proposal = wrong_by_a_model(session)
    assert len(proposal.errors) >= 2
    with pytest.raises(NotConfirmed) as refused:
        session.adopt(proposal, confirmed=[proposal.errors[0].key])
    assert proposal.errors[0].key not in [b.key for b in refused.value.missing]


def test_a_harmless_hand_edit_is_accepted(session: Session) -> None:
    text = session.report.of(session.report.find("2"))
    assert session.edit("2", text.replace("更加方便", "更方便")).errors == ()


def test_a_proposal_for_an_older_text_is_refused(session: Session) -> None:
    old = session.propose(Request("clean"))
    session.adopt(session.answer({"g1": "26"}))
    with pytest.raises(UsageError, match="过时"):
        session.adopt(old)


def test_a_proposal_can_be_edited_and_is_remarked_on(session: Session) -> None:
    proposal = session.propose(Request("shorten", ("2",), Length(words=40)))
    edited = proposal.edited("2", proposal.part("2").source.replace("3.6亿元", "3.8亿元"))
    assert "figure_unsupported" in [f.code for f in edited.part("2").findings]
    assert edited.part("2").engine == "author"


def test_a_stopped_run_changes_nothing(session: Session) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        session.propose(Request("clean"), stop=stop)
    assert session.pending is None
    assert session.report.text == TEXT


def test_rejecting_puts_the_proposal_aside(session: Session) -> None:
    session.propose(Request("clean"))
    session.reject()
    assert session.pending is None


def test_noise_that_goes_with_a_shorter_section_is_told_as_noise(session: Session) -> None:
    version = session.adopt(session.propose(Request("shorten", ("1",), to=Length.parse("80%"))))
    told = {c.reason.zh: c.old for c in version.changes}
    assert "柳溪小栈" in told["无关文字"]
    assert "压缩到 80%" in told


def test_parts_that_come_in_bring_the_numbers_behind_them_or_leave_with_them(
    session: Session,
) -> None:
    found = session.propose(Request("fill"))
    new = {c.id for p in found.parts if not p.source for c in p.changes}
    numbers = {c.id for p in found.parts for c in p.changes if c.old in ("一", "二", "三")}
    assert new
    assert numbers
    assert found.bound == new | numbers
    for one in (min(new), min(numbers)):
        taken = found.select([one])
        assert [s.number for s in parse(taken.text).sections] == [
            s.number for s in parse(found.text).sections
        ]
    gaps = {c.id for c in found.changes} - found.bound
    assert [s.number for s in parse(found.select(gaps).text).sections] == ["一、", "二、", "三、"]


def test_a_stretch_alone_is_shortened_and_its_part_is_not(session: Session) -> None:
    words = "全年引进项目8个，总投资3.6亿元。新修道路24公里，改造老旧小区4个，群众出行更加方便。"
    start = TEXT.index("新修道路")
    end = TEXT.index(words) + len(words)
    found = session.work_out(
        Request("shorten", ("2",), Length.parse("2/3")), within=(start, end), by_rules=True
    )
    assert [(p.id, p.source) for p in found.parts if p.changed] == [("2", TEXT[start:end])]
    assert "新修道路24公里" in found.text
    assert found.text.startswith(TEXT[:start])


def test_a_stretch_of_noise_is_refused(session: Session) -> None:
    start = TEXT.index("公众号“柳溪小栈")
    with pytest.raises(UsageError, match="无关文字"):
        session.work_out(
            Request("shorten", ("1",), Length.parse("2/3")),
            within=(start, start + 12),
            by_rules=True,
        )


def test_what_waits_for_other_words_can_be_decided_on_side_by_side(session: Session) -> None:
    first = session.propose(Request("shorten", ("2",), Length(words=30)))
    same = session.propose(Request("shorten", ("2",), Length(words=40)))
    other = session.answer({"g1": "26"})
    assert session.apart == (other, same)
    session.bring_forward(first.id)
    assert session.apart == (first, other)
    # What changes nothing of a part keeps no other proposal from waiting on.
    whole = session.propose(Request("clean"))
    assert any(not p.changed for p in whole.parts)
    session.bring_forward(first.id)
    session.adopt(first)
    assert whole.id in {one.id for one in session.waiting}


def test_a_gap_is_filled_beside_what_waits_for_its_part(session: Session) -> None:
    found = session.propose(Request("shorten", ("1",), Length.parse("70%")))
    changed = [(c.id, c.old, c.new) for c in found.changes]
    session.fill_in({"g1": "26"})
    waits = session.pending
    assert waits is not None
    assert waits.id == found.id
    assert [(c.id, c.old, c.new) for c in waits.changes] == changed
    assert "集中学习26次" in waits.text
    session.adopt(waits)
    assert "集中学习26次" in session.report.text
    # What would be changed itself is decided on first.
    other = session.propose(Request("shorten", ("2",), Length(words=30)))
    start = session.report.text.index(other.changes[0].old.strip("，。"))
    with pytest.raises(UsageError, match="先决定"):
        type_in(session, start, other.changes[0].old.strip("，。"), "另写一句")
    assert session.pending is not None
    assert session.pending.id == other.id


def test_the_embedded_model_is_not_loaded_for_what_the_rules_do_better(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def loaded(*_args: object, **_more: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr("assistant.models.get_model", loaded)
    session = Session.from_text(TEXT, model="local")
    found = session.propose(Request("shorten", ("2",), Length(words=40)))
    assert found.changes
    assert not found.usage.calls
    assert not found.notes
    with pytest.raises(AssertionError, match="loaded"):
        session.propose(Request("rewrite", ("2",), instruction="语气平实一些"))
