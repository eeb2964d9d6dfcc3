"""Candidates for one request wait together: one is in front, and one decision is for all."""

from __future__ import annotations

from dataclasses import replace

from assistant.request import Length
from assistant.session import Proposal, Request, Session
from tests.session.conftest import TEXT


def session_with(*parts: str) -> tuple[Session, list[Proposal]]:
    """Return a session where something waits for each part."""
    session = Session.from_text(TEXT, model="rules")
    asked = (Request("shorten", (part,), to=Length(words=30)) for part in parts)
    return session, [session.propose(one) for one in asked]


def ids(proposals: tuple[Proposal, ...]) -> list[str]:
    return [one.id for one in proposals]


def another(session: Session, found: Proposal) -> Proposal:
    """Let another candidate wait in front of the one that there is."""
    anew = replace(session.work_out(found.request), first=found.group)
    session.wait_before(anew)
    return anew


def test_candidates_are_told_apart_from_what_waits_for_other_requests() -> None:
    session, [first, second] = session_with("1", "2")
    anew = another(session, second)
    assert ids(session.candidates) == [second.id, anew.id]
    assert ids(session.queued) == [first.id]
    session.bring_forward(first.id)
    assert ids(session.candidates) == [first.id]
    assert [p.group for p in session.queued] == [second.group]


def test_one_decision_is_for_all_candidates() -> None:
    session, [first, second] = session_with("1", "2")
    another(session, second)
    session.reject()
    assert session.waiting == (first,)
    session, [first, second] = session_with("1", "2")
    anew = another(session, second)
    session.adopt(anew, confirmed=[e.key for e in anew.errors])
    assert [p.id for p in session.waiting] == [first.id]


def test_going_back_to_an_older_candidate_loses_none() -> None:
    session, [found] = session_with("2")
    anew = another(session, found)
    session.wait_with(found)
    assert session.waiting == (found, anew)
    assert session.candidates == (found, anew)


def test_what_its_author_edits_stays_a_candidate_for_the_same_request() -> None:
    session, [found] = session_with("2")
    anew = another(session, found)
    session.wait_with(anew.edited("2", "二、抓项目\n引进项目8个。\n"))
    assert len(session.candidates) == 2
    assert {p.group for p in session.waiting} == {found.group}
