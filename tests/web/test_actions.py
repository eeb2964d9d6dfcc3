"""What a sentence or a click does, without a browser."""

from __future__ import annotations

import re
import threading
from dataclasses import replace

import pytest

from assistant.chat import wording
from assistant.errors import UsageError
from assistant.request import Length, Request
from assistant.session import Session
from assistant.web import actions, deciding, editor
from assistant.web.desk import Desk, Work
from assistant.web.destination import needs_consent
from assistant.web.proposal_summary import summary
from assistant.web.rewriting import Run
from assistant.web.views.markup import text
from assistant.web.views.talk import talk
from tests.servers.behaviours import Behaviour, json_reply, ok, stalls
from tests.servers.model_server import ModelServer
from tests.session.conftest import TEXT
from tests.web.conftest import wait


def last(work: Work) -> str:
    return work.session.talk[-1][1]


def remote(work: Work, desk: Desk) -> None:
    """Let a work be done by a model that is on another machine."""
    away = type(desk.settings)(model="openai:m", base_url="https://models.example.cn/v1")
    work.model = "openai:m"
    work.session.use_settings(away, "openai:m")


def test_a_task_runs_at_once_and_how_it_was_understood_is_said(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "把第二部分压到30字")
    assert work.intent is None
    assert work.run is not None
    assert work.run.said is not None
    wait(work)
    assert "二、抓项目" in last(work)
    assert "30" in last(work)
    assert work.session.pending
    assert work.session.report.text == TEXT


def test_what_waits_for_a_word_can_be_corrected(desk: Desk, work: Work) -> None:
    remote(work, desk)
    actions.hear(desk, work, "把第二部分压到30字")
    assert work.intent is not None
    work.model = "rules"
    work.session.use_settings(desk.settings, "rules")
    actions.begin(desk, work, "shorten", "1", "50%")
    wait(work)
    assert work.session.pending is not None
    assert [p.id for p in work.session.pending.parts if p.id != "rest"] == ["1"]


def test_what_a_model_guessed_waits_for_a_word(modelled: Desk, model_server: ModelServer) -> None:
    """A model that reads no sentences picks among what code proposes: that is doubtful."""
    settings = replace(modelled.settings, rungs={"openai:m": "sentence"})
    work = modelled.open(Session.from_text(TEXT, settings=settings))
    work.session.settings = settings
    model_server.always(lambda _request: json_reply({"choice": "1"}))
    work.chosen = "3"
    actions.hear(modelled, work, "咕噜咕噜")
    wait(work)
    assert work.intent is not None
    assert work.session.pending is None
    assert "按钮" in last(work)


def test_several_parts_that_are_named_are_worked_on_and_no_other(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "第一、二部分压到一半")
    wait(work)
    assert work.session.pending is not None
    assert [p.id for p in work.session.pending.parts if p.id != "rest"] == ["1", "2"]


def test_a_stated_figure_goes_where_it_belongs(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "补上集中学习26次")
    assert "集中学习多少次" in last(work)
    actions.hear(desk, work, "采用")
    assert "集中学习26次" in work.session.report.text
    assert [(f.name, f.source) for f in work.session.facts] == [("集中学习", "用户填写")]


def test_a_figure_without_a_place_leads_to_a_question(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "补上茶叶产量350吨")
    assert work.intent is None
    assert "填在哪一处" in last(work)


def test_undo_and_redo_in_words(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "清理")
    wait(work)
    actions.hear(desk, work, "采用")
    cleaned = work.session.report.text
    assert cleaned != TEXT
    actions.hear(desk, work, "撤销")
    assert work.session.report.text == TEXT
    actions.hear(desk, work, "重做")
    assert work.session.report.text == cleaned


def test_noise_is_proposed_to_go_and_seen_before_it_does(desk: Desk, work: Work) -> None:
    actions.clean(desk, work)
    wait(work)
    found = work.session.pending
    assert found is not None
    assert work.session.report.text == TEXT
    assert "改动标在正文里" in last(work)
    assert [c.new for c in found.changes] == [""] * len(found.changes)
    deciding.adopt(work, None, [], found.id)
    assert not work.check().noise
    deciding.undo(work)
    assert work.session.report.text == TEXT
    deciding.redo(work)
    actions.clean(desk, work)
    wait(work)
    assert "没有找到无关文字" in last(work)


def test_why_is_about_what_has_just_come_to_nothing_and_names_it(desk: Desk, work: Work) -> None:
    for wish in ("把第二部分压到30字", "第一部分语气平实一些", "第三部分语气平实一些"):
        actions.hear(desk, work, wish)
        wait(work)
    assert len(work.session.waiting) == 2
    actions.hear(desk, work, "为什么没有采用？")
    assert last(work).startswith("“三、存在的问题和下一步打算”没有改，是因为：")
    assert "模型" in last(work)
    assert "一、" not in last(work)


def test_why_of_a_part_that_waits_says_that_it_waits(desk: Desk, work: Work) -> None:
    for wish in ("把第二部分压到30字", "第三部分语气平实一些"):
        actions.hear(desk, work, wish)
        wait(work)
    actions.hear(desk, work, "为什么第二部分没有采用？")
    assert last(work).startswith("“二、抓项目，促发展”的建议还没有采用：")
    assert "略去了 3 项" in last(work)


@pytest.mark.parametrize("sentence", ["第二部分语气平实一些", "第二部分和第三部分语气平实些"])
def test_what_comes_to_nothing_is_answered_and_waits_nowhere(
    desk: Desk, work: Work, sentence: str
) -> None:
    actions.hear(desk, work, "把第二部分压到40字")
    wait(work)
    before = work.session.waiting
    assert len(before) == 1
    actions.hear(desk, work, sentence)
    wait(work)
    assert work.session.waiting == before
    assert "需要模型" in last(work)


@pytest.mark.parametrize(
    "sentence", ["还缺什么", "改了哪些", "你能做什么", "下载", "停", "换一个", "采用", "嗯"]
)
def test_every_sentence_gets_an_answer(desk: Desk, work: Work, sentence: str) -> None:
    actions.hear(desk, work, sentence)
    assert work.session.talk[-1][0] == "assistant"


def test_an_authors_own_figure_is_remarked_on_and_adopted(desk: Desk, work: Work) -> None:
    words = editor.words_of(work, "2").rstrip("\n")
    editor.edit(work, "2", words.replace("3.6亿元", "4.6亿元"))
    assert work.session.pending is not None
    remarks = [f.code for p in work.session.pending.parts for f in p.findings]
    assert "figure_unsupported" in remarks
    assert work.session.pending.errors == ()
    deciding.adopt(work, None, [])
    assert "4.6亿元" in work.session.report.text
    assert work.session.report.text.replace("4.6亿元", "3.6亿元") == TEXT


def test_another_candidate_is_asked_of_the_model(modelled: Desk, model_server: ModelServer) -> None:
    work = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    model_server.always(lambda request: ok(request.text))
    actions.hear(modelled, work, "第三部分语气平实一些")
    wait(work)
    model_server.requests.clear()
    actions.hear(modelled, work, "换一个")
    wait(work)
    assert model_server.requests
    assert all(r.options["temperature"] > 0 for r in model_server.requests)


def test_stopping_is_at_once_and_the_next_request_goes_through(
    modelled: Desk, model_server: ModelServer
) -> None:
    work = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    model_server.always(lambda _request: stalls("项目"))
    actions.hear(modelled, work, "第三部分语气平实一些")
    run = work.run
    assert run is not None
    assert not run.ended.is_set()
    actions.hear(modelled, work, "停")
    assert run.ended.is_set()
    actions.hear(modelled, work, "清理")
    wait(work)
    assert work.session.pending is not None


def test_the_first_words_are_there_while_the_model_still_writes(
    modelled: Desk, model_server: ModelServer
) -> None:
    work = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    model_server.always(lambda _request: stalls("项目储备仍然不足"))
    run = modelled.start(work, Run(actions.request_of("rewrite", "3", "语气平实")))
    for _ in range(300):
        if run.drafts:
            break
        threading.Event().wait(0.01)
    assert "项目储备" in "".join(run.drafts.values())
    assert not run.finished
    modelled.stop(work)


def test_two_at_once_is_refused_for_one_report_and_fine_for_two(
    modelled: Desk, model_server: ModelServer
) -> None:
    first = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    second = modelled.open(
        Session.from_text(TEXT.replace("柳溪", "石桥"), settings=modelled.settings)
    )
    model_server.always(lambda _request: stalls("项目"))
    modelled.start(first, Run(actions.request_of("rewrite", "3", "语气平实")))
    with pytest.raises(UsageError, match="还在处理"):
        modelled.start(first, Run(actions.request_of("clean", "", "")))
    actions.hear(modelled, second, "清理")
    wait(second)
    assert second.session.pending is not None
    assert "石桥" in second.session.report.text
    assert "石桥" not in first.session.report.text
    modelled.stop(first)


def test_a_work_comes_back_after_the_server_is_gone(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "清理")
    wait(work)
    actions.hear(desk, work, "采用")
    again = Desk(desk.options).get(work.token)
    assert again.session.report.text == work.session.report.text
    assert again.session.talk == work.session.talk


def test_a_remote_model_waits_for_the_person_s_word(desk: Desk, work: Work) -> None:
    remote(work, desk)
    actions.hear(desk, work, "第三部分语气平实一些")
    assert needs_consent(work) == "models.example.cn"
    assert actions.begin(desk, work, "rewrite", "3", "语气平实") is None
    assert work.intent is not None
    assert work.run is None


def test_what_no_rule_understands_a_model_reads_without_the_report(
    modelled: Desk, model_server: ModelServer
) -> None:
    work = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    work.chosen = "3"
    step = {"task": "rewrite", "sections": ["3"], "wish": "咕噜咕噜"}
    model_server.always(lambda _request: json_reply({"act": "task", "steps": [step]}))
    actions.hear(modelled, work, "咕噜咕噜")
    wait(work)
    assert work.intent is None
    assert work.run is not None
    assert (work.run.request.task, work.run.request.sections) == ("rewrite", ("3",))
    read = "".join(text for _role, text in model_server.requests[0].messages)
    assert "项目储备" not in read  # the report itself is not sent for this


@pytest.mark.parametrize(
    "reply", [json_reply({"act": "ask"}), json_reply({"choice": "x"}), ok("？")]
)
def test_a_model_that_does_not_know_leads_to_the_question(
    modelled: Desk, model_server: ModelServer, reply: Behaviour
) -> None:
    work = modelled.open(Session.from_text(TEXT, settings=modelled.settings))
    model_server.always(lambda _request: reply)
    work.chosen = "3"
    actions.hear(modelled, work, "咕噜咕噜")
    wait(work)
    assert work.intent is None
    assert "没有听懂" in last(work)


def test_what_leads_over_to_sentences_keeps_them_when_the_buttons_are_gone(
    desk: Desk, work: Work
) -> None:
    actions.hear(desk, work, "咕噜咕噜")
    offered = work.choices
    assert offered
    shown = talk(work)
    assert all(shown.count(text(one)) == 2 for one in offered)  # its words, and what it says
    assert "可以这样说：</p>" in shown
    actions.hear(desk, work, "还缺什么")
    shown = talk(work)
    assert f"可以这样说：“{text(offered[0])}”" in shown
    assert "：</p>" not in shown


def test_a_text_pasted_into_the_talk_is_not_cut_and_acted_on(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "把第二部分压到30字。" + TEXT * 20)
    assert work.session.pending is None
    assert "粘贴改写稿" in last(work)
    assert [who for who, _ in work.session.talk][-1] != "user"


def test_a_question_decides_nothing_on_the_page(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "清理")
    wait(work)
    waits = work.session.pending
    for question in ("没问题吗？", "确定吗？", "采用了吗？"):
        actions.hear(desk, work, question)
        assert work.session.pending is waits
    assert work.session.report.text == TEXT


def test_several_steps_words_for_words_and_answers_reach_the_engine(desk: Desk, work: Work) -> None:
    actions.hear(desk, work, "先清理，再把第二部分压到30字")
    wait(work)
    assert work.session.pending is not None
    assert {s.task for s in work.session.pending.steps} == {"clean", "shorten"}
    deciding.reject(work)
    actions.hear(desk, work, "把“更加方便”改成“更为便利”")
    assert work.session.pending is not None
    assert "更为便利" in work.session.pending.text
    actions.hear(desk, work, "第二部分多少字")
    assert "字" in last(work)
    assert work.session.pending is not None


def test_what_no_longer_applies_after_a_decision_is_said(desk: Desk, work: Work) -> None:
    for sentence in ("把第二部分压到30字", "全文压到一半"):
        actions.hear(desk, work, sentence)
        wait(work)
    front, behind = work.session.waiting
    assert front.request.sections == ()
    deciding.adopt(work, None, [e.key for e in front.errors], front.id)
    assert behind not in work.session.waiting
    assert "另有建议写的也是这些文字" in last(work)
    assert "压缩 二、抓项目" in last(work)
    assert work.choices == (deciding.UNDO,)
    actions.hear(desk, work, deciding.UNDO)
    assert work.session.report.text == TEXT


def test_a_request_is_about_the_part_its_author_turned_to(desk: Desk, work: Work) -> None:
    actions.choose(work, "2")
    actions.hear(desk, work, "压到30字")
    wait(work)
    actions.choose(work, "1")
    actions.hear(desk, work, "压到一半")
    wait(work)
    assert work.run is not None
    assert work.run.request.sections == ("1",)
    # Who has not turned elsewhere goes on with the last request, whatever is chosen.
    actions.hear(desk, work, "把第二部分压到40字")
    wait(work)
    actions.hear(desk, work, "再短一点")
    wait(work)
    assert work.session.pending is not None
    assert work.session.pending.request.sections == ("2",)


def test_what_is_left_out_is_counted_alike_by_page_and_talk() -> None:
    session = Session.from_text(
        "柳溪镇述职报告\n一、抓学习\n全年组织集中学习26次，学习氛围更加浓厚。坚持不忘初心、牢记使命，"
        "统筹推进各项工作。严格落实“三会一课”制度，进一步规范组织生活，推动各项任务落实。\n",
        model="rules",
    )
    found = session.propose(Request("shorten", ("1",), to=Length.parse("30%")))
    counts = [
        re.findall(r"略去了 \d+ 项", said)
        for said in (summary(found)[0], wording.outcome(found, joined_to=False).zh)
    ]
    assert counts[0] == counts[1] == ["略去了 7 项"]
