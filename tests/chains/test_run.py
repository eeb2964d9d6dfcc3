"""What is said of the parts: nothing moves, stays or is left over without a word."""

from __future__ import annotations

from assistant.chains import Asker, Outcome, Request, prepare, run
from assistant.checks import Verdict
from assistant.genres import load_genre
from assistant.outline import parse

REPORT = """柳溪乡2024年度工作总结
一、存在的问题
工作推进还不平衡，个别村集体经济仍然薄弱，干部抓落实的本领还有差距。
二、主要工作
一是抓好产业。新建大棚36座，带动就业120人。
二是抓好民生。新修道路12公里，改造管网3公里。
三、下一步打算
继续抓好产业和民生，办好群众身边的实事。
"""


def restructure(*sections: str, instruction: str | None = None) -> Outcome:
    report = parse(REPORT)
    request = Request("restructure", sections, instruction=instruction)
    job = prepare(request, report, load_genre("general"))
    return run(job, report, Asker(None, job.notify))


def codes(outcome: Outcome) -> dict[str, set[str]]:
    return {s.id: {f.code for f in s.findings} for s in outcome.sections}


def test_a_section_that_moves_is_named() -> None:
    outcome = restructure()
    assert outcome.text.index("主要工作") < outcome.text.index("存在的问题")
    assert len([i for i, found in codes(outcome).items() if "section_moved" in found]) == 1


def test_a_section_in_the_asked_points_is_accepted_as_it_is() -> None:
    outcome = restructure("2", instruction="分成两点")
    assert outcome.text == REPORT
    assert outcome.verdict is Verdict.ACCEPTED
    assert "already_so" in codes(outcome)["2"]


def test_a_section_that_cannot_be_divided_is_said_to_stand() -> None:
    outcome = restructure("3", instruction="分成五点")
    assert outcome.verdict is Verdict.UNCHANGED
    assert "wordings_refused" in codes(outcome)["3"]
