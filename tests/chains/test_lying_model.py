"""No lie is adopted, every run ends, and the text is never lost (issue 2, must reach 5)."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assistant.chains import Asker, Engine, Length, Outcome, Request, prepare
from assistant.chains.job import Rung
from assistant.chains.outcome import SectionOutcome
from assistant.config import Settings
from assistant.facts import Fact
from assistant.genres import load_genre
from assistant.instruction import read_request
from assistant.models import Writer, get_model
from assistant.outline import parse
from assistant.sentences import split_sentences
from assistant.verify import Verdict
from tests.chains.by_rules import run
from tests.chains.liars import CLAIMS, LIES, SLOW_LIES, Liar, claiming, passage
from tests.servers.behaviours import ok
from tests.servers.model_server import ModelServer
from tests.verify.judging import unnoticed

SECTION = (
    "一、抓实基层治理\n"
    "全年组织班子成员集中学习26次，围绕《青禾镇基层治理三年行动方案》开展专题调研，梳理问题清单并逐条推动整改落实到位。"
    "完成规上工业产值XX亿元，新引进项目18个，比上年增长12.5%，带动周边群众就业近千人，产业基础得到进一步夯实。"
    "镇党委书记王秀兰同志带头走访困难群众320户，协调解决住房、就医、就学等方面的实际困难，群众满意度不断提高。"
    "全镇未发生较大以上安全生产事故，信访总量下降8.3%，平安建设考核进入全县前三名，社会大局保持和谐稳定。"
    "坚持把作风建设摆在突出位置，持续整治形式主义、官僚主义，切实为基层减负，让干部有更多精力抓落实。\n"
)
SECTIONS = [
    SECTION.replace("一、", f"{n}、").replace("26", str(26 + i)).replace("320", str(320 + i * 7))
    for i, n in enumerate("一二三四五")
]
REPORT = "青禾镇2024年度工作总结\n" + "".join(SECTIONS[:2])
FACTS = (Fact("f1", "规上工业产值", "93.1", "亿元", "统计公报"),)
REQUESTS = {
    "shorten": Request("shorten", to=Length.parse("50%")),
    "rewrite": Request("rewrite", instruction="语气平实一些"),
    "restructure": Request("restructure", ("1", "2"), instruction="分成三点"),
    "fill": Request("fill"),
}


def writer_of(server: ModelServer, patience: float) -> Writer:
    settings = Settings(
        base_url=server.base_url,
        tries=2,
        first_token_timeout=patience,
        token_timeout=patience,
        call_timeout=10 * patience,
    )
    found = get_model("openai:liar", settings)
    assert found is not None
    return found


@pytest.fixture
def writer(model_server: ModelServer) -> Writer:
    return writer_of(model_server, 5.0)


@pytest.fixture
def impatient(model_server: ModelServer) -> Writer:
    return writer_of(model_server, 0.2)


def lie_to(server: ModelServer, lie: Liar) -> None:
    server.always(lambda request: lie(passage(request)))


def work(writer: Writer, task: str) -> Outcome:
    report = parse(REPORT)
    facts = FACTS if task == "fill" else ()
    job = prepare(
        read_request(REQUESTS[task], report),
        report,
        load_genre("general"),
        facts=facts,
    )
    return run(job, report, Asker(writer))


def numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:\.\d+)?(?:[%次个户亩项]|亿元)?", text))


def assert_nothing_untrue(outcome: Outcome, task: str) -> None:
    text = outcome.text
    known = numbers(REPORT) + (numbers("93.1亿元93.1") if task == "fill" else Counter())
    for number in numbers(text) - known:  # another unit is for a person to read, at its place
        assert number.rstrip("%次个户亩项亿元") in REPORT
        assert all(told_at(s, number) for s in outcome.sections if number in s.output)
    assert set(re.findall("《[^》]+》", text)) <= set(re.findall("《[^》]+》", REPORT))
    for lie in ("李建国", "信访总量增", "信访总量提"):  # words nothing proves: read, at their place
        assert all(told_at(s, lie) for s in outcome.sections if lie in s.output)
    assert "以下是" not in text
    assert not re.search("[A-Za-z]{3,}", text)
    # Every XX is still open, or (fill) its place is marked or answered by the one fact.
    opened = text.count("XX") + text.count("【待补")
    assert opened + (text.count("93.1亿元") if task == "fill" else 0) >= REPORT.count("XX")
    assert "年度工作总结" in text
    for heading in "一二":
        assert f"{heading}、抓实基层治理" in text
    assert not re.search("[，、；]$", text, re.MULTILINE)


def told_at(section: SectionOutcome, words: str) -> bool:
    """Whether a section is not accepted, and words of it stand where a person is shown to look."""
    at = section.output.index(words)
    output = section.output[:at] + f"⟦{words}⟧" + section.output[at + len(words) :]
    return section.verdict is not Verdict.ACCEPTED and not unnoticed(section.source, output)


SENTENCES = [
    words
    for text in SECTIONS
    for s in split_sentences(text)
    if "，" in (words := text[s.start : s.end].strip())
]


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("may_drop", [False, True])
def test_no_claim_without_a_figure_passes_unmarked(claim: str, may_drop: bool) -> None:
    """A claim behind every sentence of the report: with both tasks some 800 answers."""
    for sentence in SENTENCES:
        answer = f"{sentence.rstrip('。')}⟦{claim}⟧。"
        assert not unnoticed(sentence, answer, may_drop=may_drop)


def test_the_claims_are_at_least_500_answers() -> None:
    assert 2 * len(CLAIMS) * len(SENTENCES) >= 500


@pytest.mark.parametrize("claim", CLAIMS[:4])
def test_an_adopted_section_with_a_claim_is_for_a_person(
    claim: str, model_server: ModelServer, writer: Writer
) -> None:
    lie_to(model_server, claiming(claim))
    outcome = work(writer, "rewrite")
    assert all(told_at(s, claim) for s in outcome.sections if claim in s.output)


@pytest.mark.parametrize("task", REQUESTS)
def test_no_lie_is_adopted(task: str, model_server: ModelServer, writer: Writer) -> None:
    """Every lie in every task; with the two that ask at both rungs, more than 500 are told."""
    for lie in LIES.values():
        lie_to(model_server, lie)
        assert_nothing_untrue(work(writer, task), task)
    assert len(model_server.requests) >= (250 if task in ("shorten", "rewrite") else len(LIES))


@pytest.mark.parametrize("task", ["shorten", "rewrite"])
@pytest.mark.parametrize("lie", SLOW_LIES)
def test_a_model_that_does_not_answer_costs_only_wording(
    lie: str, task: str, model_server: ModelServer, impatient: Writer
) -> None:
    lie_to(model_server, SLOW_LIES[lie])
    outcome = work(impatient, task)
    assert_nothing_untrue(outcome, task)
    assert all(s.engine is not Engine.MODEL for s in outcome.sections)


def test_an_honest_model_is_adopted(model_server: ModelServer, writer: Writer) -> None:
    """The other side: the checks do not simply refuse everything."""
    model_server.always(lambda request: ok(_honest(passage(request))))
    outcome = work(writer, "rewrite")
    assert any(s.engine is Engine.MODEL for s in outcome.sections)
    assert all(s.verdict is not Verdict.UNCHANGED for s in outcome.sections)


def _honest(text: str) -> str:
    """Leave out what says little, keep all else."""
    little = "得到进一步|并逐条|切实|持续|等方面的实际|摆在突出位置|周边|比上年|不断"
    return re.sub(little, "", text)


def test_a_model_asked_for_sentences_sees_where_each_stands(
    model_server: ModelServer, writer: Writer
) -> None:
    lie_to(model_server, lambda text: ok(text))
    report = parse(REPORT)
    job = prepare(REQUESTS["shorten"], report, load_genre("general"))
    run(job, report, Asker(writer, start=Rung.SENTENCE))
    asked = ["\n".join(text for _, text in r.messages) for r in model_server.requests]
    assert all("所在部分（只供参考，不写进结果）：抓实基层治理" in text for text in asked)
    assert any("前一句（只供参考，不写进结果）：全年组织班子成员" in text for text in asked)
