"""A whole section as its writer gave it: what sends it back, and what code does with it itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.chains import Asker, Job, Length, Outcome, Request, prepare
from assistant.chains.job import Rung
from assistant.chains.ladder import sections_of
from assistant.genres import load_genre
from assistant.instruction import read_request
from assistant.outline import parse
from assistant.wordcount import count_words
from eval.strong.playback import Asked, Playback
from tests.chains.by_rules import run

HEADING = "一、做好民生工作"
OPENED = (
    "对返乡农民工开展技能培训期。新增就业岗位236个。发放救助资金48万元，惠及困难群众612人次。"
    "为留守老人建立探访制度，每周一次上门，冬天的煤、雨季的瓦都有人记着，邻里守望渐成风气。"
    "硬化通组道路9.6公里，安装路灯118盏。切实加强组织领导，推动各项工作落地落实。"
)


def job_of(task: str, body: str, *, sections: Sequence[str] = ("1",), **how: object) -> Job:
    report = parse(f"柳溪乡2024年度工作总结\n{HEADING}\n　　{body}\n二、下步打算\n　　继续努力。\n")
    request = read_request(Request(task, tuple(sections), **how), report)  # type: ignore[arg-type]
    return prepare(request, report, load_genre("general"))


def played(job: Job, *replies: str) -> tuple[Outcome, Playback]:
    """Run a job with these replies in turn, the last of them as often as it is asked for."""

    def answer(asked: Asked) -> str:
        return replies[min(asked.attempt, len(replies)) - 1]

    writer = Playback(answer, name="openai:strong")
    return run(job, job.report, Asker(writer)), writer


def codes(outcome: Outcome) -> set[str]:
    return {f.code for s in outcome.sections for f in s.findings}


def test_a_sentence_left_out_with_its_open_place_is_named_and_costs_no_second_question() -> None:
    job = job_of("shorten", OPENED, to=Length(words=90))
    told = OPENED.replace("对返乡农民工开展技能培训期。", "").replace(
        "，冬天的煤、雨季的瓦都有人记着，邻里守望渐成风气", ""
    )
    told = told.replace("推动各项工作落地落实", "推动落实")
    outcome, writer = played(job, told)
    assert len(writer.asked) == 1
    assert "gap_dropped" in codes(outcome)
    assert outcome.sections[0].rung is Rung.SECTION
    assert outcome.exit_code == 1


@pytest.mark.parametrize(
    ("told", "shown"),
    [("开展技能培训□期", "开展技能培训期"), ("培训返乡农民工□期", "培训返乡农民工XX期")],
)
def test_an_open_place_that_would_no_longer_be_seen_is_marked(told: str, shown: str) -> None:
    job = job_of("rewrite", OPENED, instruction="平实些")
    outcome, writer = played(
        job, OPENED.replace("对返乡农民工开展技能培训期", told).replace("切实", "")
    )
    assert len(writer.asked) == 1
    assert f"{shown}。" in outcome.text
    assert not {"gap_lost", "gap_dropped"} & codes(outcome)


LONG = (
    "召开村级议事会18次，办理群众诉求264件，按期办结率97.5%。认真压实各方责任，改善办学条件。"
    "硬化通组道路9.6公里，安装路灯118盏，惠及群众3120人。"
)
SOURCE = (
    "全年召开村级议事会18次，办理群众诉求264件，按期办结率97.5%。进一步认真压实各方责任，持续改善办学条件，"
    "群众的获得感、幸福感、安全感不断增强。硬化通组道路9.6公里，安装路灯118盏，惠及沿线群众3120人。"
)


@pytest.mark.parametrize(("over", "asked"), [(1, 1), (4, 3)])
def test_a_text_a_few_words_too_long_stands_without_what_says_little(over: int, asked: int) -> None:
    most = count_words(HEADING + LONG) - over
    outcome, writer = played(job_of("shorten", SOURCE, to=Length(words=most)), LONG)
    (section,) = outcome.sections
    assert len(writer.asked) == asked, "nobody is asked again for a word of manner"
    assert section.rung is Rung.SECTION
    assert most * 0.85 <= outcome.words <= most
    for piece in ("264件", "97.5%", "9.6公里", "118盏", "3120人"):
        assert piece in section.output


def test_a_heading_of_the_outline_is_never_torn() -> None:
    heads = (
        "建好“水网筋骨工程”，让百姓放心",
        "以“五个一”为抓手扎实推进城乡环境综合整治和长效管护工作",
        "廉洁",
    )
    text = "".join(
        f"{number}、{head}\n{SOURCE * 4}\n" for number, head in zip("一二三", heads, strict=True)
    )
    report = parse(f"柳溪乡2024年度工作总结\n{text}")
    request = read_request(Request("rewrite", ("2",), instruction="平实些"), report)
    job = prepare(request, report, load_genre("general"))
    told = sections_of(job)[0].question().values["outline"]
    assert told.startswith("：一、建好“水网筋骨工程”；二、以“五个一”为抓手")
    assert told.count("“") == told.count("”")


def test_a_trim_says_the_wish_again() -> None:
    job = job_of("shorten", SOURCE, to=Length(words=70), instruction="路灯的事要留下")
    _, writer = played(job, SOURCE, LONG)
    assert all("路灯的事要留下" in asked.messages[-1][1] for asked in writer.asked)
    assert writer.asked[1].messages[0] != writer.asked[0].messages[0], "it is asked to trim"


def test_slogans_that_were_to_go_are_named_and_not_to_be_read() -> None:
    idle = "敢不敢担当考验着干部的品质，既要压担子又要拉袖子，"
    body = SOURCE.replace("群众的获得感", f"{idle}群众的获得感")
    plain = job_of("rewrite", body, instruction="去掉套话")
    outcome, writer = played(plain, SOURCE)
    assert "“去掉套话”只去空话" in writer.asked[0].messages[-1][1]
    assert "left_out_as_asked" in codes(outcome)
    assert not outcome.sections[0].reading
    outcome, _ = played(job_of("rewrite", body, instruction="平实些"), SOURCE)
    assert {item.kind for item in outcome.sections[0].reading} == {"part_left_out"}


def test_a_figure_or_a_name_does_not_go_with_the_slogans() -> None:
    job = job_of("rewrite", SOURCE, instruction="去掉套话")
    less = SOURCE.replace("，安装路灯118盏", "").replace("进一步认真", "")
    outcome, _ = played(job, less)
    assert "118盏" in outcome.text or outcome.exit_code == 1
    assert "left_out_as_asked" not in codes(outcome)


PLAN = (
    "推进道路硬化，完善路灯和排水。开展技能培训，帮助返乡农民工就业。"
    "建立探访制度，为留守老人每周上门一次。办好村级议事会，畅通群众诉求渠道。"
)


def test_what_is_short_enough_is_not_asked_for() -> None:
    job = job_of("shorten", SOURCE, to=Length(words=2 * count_words(SOURCE)))
    outcome, writer = played(job, LONG)
    assert not writer.asked
    assert outcome.text == job.report.text


def test_a_part_that_only_its_sense_tells_is_moved_by_who_reads_the_text() -> None:
    job = job_of("restructure", SOURCE, instruction="把数据最多的内容放在最前面")
    told = SOURCE[SOURCE.index("硬化通组道路") :] + SOURCE[: SOURCE.index("硬化通组道路")]
    outcome, writer = played(job, told)
    assert "数据最多的内容放在最前面" in writer.asked[0].messages[-1][1]
    assert told in outcome.text


def test_without_a_model_it_is_said_that_nothing_was_moved() -> None:
    job = job_of("restructure", SOURCE, instruction="把数据最多的内容放在最前面")
    outcome = run(job, job.report, Asker(None))
    assert outcome.text == job.report.text
    assert "not_as_asked" in codes(outcome)


def test_paragraphs_are_no_points() -> None:
    two = SOURCE.replace("硬化通组道路", "\n硬化通组道路")
    outcome, writer = played(job_of("restructure", SOURCE, instruction="分成两段"), SOURCE, two)
    assert len(writer.asked) == 2, "one paragraph goes back"
    assert "现在是1段" in writer.asked[1].messages[-1][1]
    assert outcome.sections[0].rung is Rung.SECTION
    assert not {"points", "not_as_asked"} & codes(outcome)


def test_who_makes_points_of_what_was_to_be_paragraphs_says_so() -> None:
    job = job_of("restructure", SOURCE, instruction="分成两段")
    assert "not_as_asked" in codes(run(job, job.report, Asker(None)))


@pytest.mark.parametrize(
    "wish", ["分成两点，每点先说做法后说结果", "分两点：一点写做了什么，一点写效果怎么样"]
)
def test_what_no_word_of_a_plan_tells_is_not_said_to_be_missing(wish: str) -> None:
    told = "一是" + PLAN.replace("建立探访", "\n　　二是建立探访")
    outcome, writer = played(job_of("restructure", PLAN, instruction=wish), told)
    assert len(writer.asked) == 1
    assert "not_as_asked" not in codes(outcome)


def test_set_phrases_went_where_the_clauses_are_others_now() -> None:
    plain = SOURCE.replace("进一步认真压实各方责任，持续改善办学条件", "把责任分到人，把学校修好了")
    _, writer = played(job_of("rewrite", SOURCE, instruction="少用套话"), plain)
    assert len(writer.asked) == 1
