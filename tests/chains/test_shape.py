"""A chain gives the same drafts whether its pieces are worked together or apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.chains import Asker, Length, Request, prepare
from assistant.chains.job import Job
from assistant.chains.run import chain_of
from assistant.chains.shorten import SHORTEN
from assistant.config import Settings
from assistant.facts import Fact
from assistant.genres import load_genre
from assistant.instruction import read_request
from assistant.models import Writer, get_model
from assistant.outline import parse
from tests.servers.fair import fair
from tests.servers.model_server import ModelServer

SENTENCES = (
    "全年召开村级议事会18次，办理群众诉求264件，按期办结率达到97.5%，群众满意度稳步提高。"
    "新修农村道路12.6公里，改造老旧管网3.2公里，完成投资4800万元，各项工程质量均验收合格。"
    "组织技能培训9期，培训学员430人次，帮助86名返乡青年实现就业创业，增收渠道不断拓宽。"
)
REPORT = "柳溪乡2024年度工作总结\n" + "".join(
    f"{n}、抓好第{n}方面工作\n{SENTENCES}投入资金XX万元，用于改善民生。\n" for n in "一二三"
)
FACTS = (Fact("f1", "投入资金", "310", "万元", "财政所台账"),)
REQUESTS = {
    "clean": Request("clean"),
    "shorten": Request("shorten", to=Length.parse("60%")),
    "restructure": Request("restructure", ("1", "3"), instruction="分成三点"),
    "fill": Request("fill"),
    "rewrite": Request("rewrite", instruction="语气平实一些"),
}


@pytest.fixture
def writer(model_server: ModelServer) -> Writer:
    model_server.always(fair)
    found = get_model("openai:fair", Settings(base_url=model_server.base_url))
    assert found is not None
    return found


def job_for(task: str) -> Job:
    report = parse(REPORT)
    request = read_request(REQUESTS[task], report)
    job = prepare(request, report, load_genre("general"), facts=FACTS)
    return replace(job, model="openai:fair")


@pytest.mark.parametrize("task", REQUESTS)
def test_pieces_worked_one_at_a_time_gather_to_the_same_drafts(writer: Writer, task: str) -> None:
    job, asker = job_for(task), Asker(writer, lambda _progress: None)
    chain = chain_of(job)
    together = chain.runnable(asker).invoke(job)
    apart = [piece for one in chain.spread(job) for piece in chain.work(asker, [one])]
    assert chain.gather(job, apart) == together


def test_where_the_rules_work_alone_no_question_is_worked_out() -> None:
    job = job_for("shorten")
    asked, alone = (SHORTEN.spread(replace(job, model=name)) for name in (job.model, ""))
    assert all(piece.questions for piece in asked)
    assert not any(piece.questions for piece in alone)
    assert [piece.room for piece in alone] == [piece.room for piece in asked]


def test_one_run_asks_the_questions_of_all_sections_together(writer: Writer) -> None:
    totals: list[int] = []
    job = job_for("shorten")
    asker = Asker(writer, lambda progress: totals.append(progress.total))
    chain_of(job).runnable(asker).invoke(job)
    assert totals[0] == sum(len(piece.questions) for piece in chain_of(job).spread(job))
