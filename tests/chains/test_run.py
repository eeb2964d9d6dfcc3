"""What is said of the parts: nothing moves, stays or is left over without a word."""

from __future__ import annotations

from assistant.chains import Outcome, Request, prepare
from assistant.genres import load_genre
from assistant.outline import parse
from assistant.verify import Verdict
from tests.chains.by_rules import done

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
    request = Request("restructure", sections, instruction=instruction)
    return done(REPORT, request, genre="general")


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


def test_a_wish_for_points_that_stand_already_is_not_done_by_leaving_them() -> None:
    outcome = restructure("2", instruction="两点的标题改成对仗的六字句")
    assert outcome.verdict is Verdict.UNCHANGED
    assert "already_so" not in codes(outcome)["2"]


def test_a_section_that_cannot_be_divided_is_said_to_stand() -> None:
    outcome = restructure("3", instruction="分成五点")
    assert outcome.verdict is Verdict.UNCHANGED
    assert "wordings_refused" in codes(outcome)["3"]


def test_noise_that_another_task_takes_out_is_named_where_it_stood() -> None:
    dirty = REPORT.replace("改造管网", "改造##wm##管网").replace(
        "二、主要", "更多范文请关注公众号：笔杆文稿\n二、主要"
    )
    for task, said in (("shorten", {"1": 1, "2": 1}), ("clean", {})):
        outcome = done(dirty, Request(task), genre="general")
        assert "wm" not in outcome.text
        found = [(s.id, f) for s in outcome.sections for f in s.findings]
        assert {i: 1 for i, f in found if f.code == "noise_removed"} == said
    assert codes(restructure("2", instruction="分成两点"))["2"] == {"already_so"}


def test_sentences_about_an_own_channel_are_no_noise_of_any_task() -> None:
    line = "局公众号“青石发布”：全年发布信息210条，引导群众扫码关注3200人。"
    report = parse(REPORT.replace("工作推进", f"{line}工作推进"))
    assert prepare(Request("shorten"), report, load_genre("general")).noise == ()
