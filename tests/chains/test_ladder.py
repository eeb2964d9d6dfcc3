"""The ladder: whole sections first, then sentences, then rules; the same for the same replies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.chains import Asker, Job, Length, Outcome, Request, prepare
from assistant.chains.job import Rung
from assistant.chains.ladder import MISSES, WAVE, sections_of
from assistant.chains.repair import Answer, Try
from assistant.chains.rungs import start_rung
from assistant.errors import Unanswered
from assistant.findings import Message
from assistant.genres import load_genre
from assistant.instruction import read_request
from assistant.outline import parse
from assistant.verify import Verdict
from assistant.wordcount import count_words
from eval.strong.playback import Asked, NotAnswered, Playback
from tests.chains.by_rules import run

PLAIN = (
    "全年召开村级议事会18次，办理群众诉求264件，按期办结率达到97.5%。"
    "切实加强组织领导，进一步压实各方责任，推动各项工作落地落实。"
    "投入资金XX万元，用于改善民生，群众生产生活条件得到进一步改善。"
)
SHORT = (
    "召开村级议事会18次，办理群众诉求264件，按期办结率97.5%。压实各方责任。投入资金XX万元改善民生。"
)
LIE = "，获评全国先进"
LYING = SHORT.replace("97.5%", "97.5%" + LIE).replace("压实各方责任。", "")
INSTRUCTION = "改成第一人称，语气平实"


def report_of(count: int) -> str:
    numbers = "一二三四五六七八九十"[:count]
    body = "".join(f"{n}、抓好第{n}项工作\n　　{PLAIN}\n" for n in numbers)
    return f"柳溪乡2024年度工作总结\n{body}特此报告。\n"


def job_of(task: str, count: int = 2, *, sections: Sequence[str] = (), **how: object) -> Job:
    report = parse(report_of(count))
    request = read_request(Request(task, tuple(sections), **how), report)  # type: ignore[arg-type]
    return prepare(request, report, load_genre("general"))


def played(job: Job, answers: Callable[[Asked], str | None]) -> tuple[Outcome, Playback]:
    writer = Playback(answers, name="openai:strong")
    return run(job, job.report, Asker(writer)), writer


def short(asked: Asked) -> str:
    """Answer a section with a good text, a sentence with itself."""
    return SHORT if asked.rung == "section" else asked.messages[-1][1].split("原文：")[-1]


def shorten(count: int = 2, *sections: str) -> Job:
    return job_of("shorten", count, sections=sections, to=Length.parse("60%"))


def test_a_section_that_passes_stands_as_it_was_written() -> None:
    outcome, writer = played(shorten(), short)
    assert [a.rung for a in writer.asked] == ["section", "section"]
    assert all(s.rung is Rung.SECTION for s in outcome.sections if s.id in "12")
    assert "一、抓好第一项工作\n　　" + SHORT + "\n二、" in outcome.text
    assert outcome.asked is not None
    assert 0.85 * outcome.asked <= outcome.words <= outcome.asked


def test_the_question_shows_the_place_the_length_and_the_whole_wish() -> None:
    job = job_of("rewrite", 4, sections=["2"], instruction=INSTRUCTION + "，一律称“我”" * 9)
    (section,) = sections_of(job)
    question = section.question()
    told = "\n".join(text for _, text in question.prompt.render(**question.values))
    assert "抓好第一项工作；二、抓好第二项工作（本段）；三、抓好第三项工作" in told
    assert "抓好第四项工作" not in told, "an outline half as long as the section tells too little"
    assert (job.request.instruction or "") in told
    assert "空处（XX、□等）" in told
    assert told.count(PLAIN) == 1
    assert "不超过" not in told


def test_a_long_section_is_shown_in_the_outline_of_its_report() -> None:
    report = parse(report_of(3).replace(PLAIN, PLAIN * 4))
    job = prepare(Request("rewrite", ("2",)), report, load_genre("general"))
    told = sections_of(job)[0].question().values["outline"]
    assert told == "：一、抓好第一项工作；二、抓好第二项工作（本段）；三、抓好第三项工作"


def test_an_open_place_without_a_mark_has_one_in_the_question_and_none_in_the_text() -> None:
    report = parse(report_of(2).replace("议事会18次", "议事会次"))
    job = prepare(
        read_request(Request("rewrite", ("1",), instruction="平实一些"), report),
        report,
        load_genre("general"),
    )
    outcome, writer = played(
        job, lambda a: a.messages[1][1].split("原文：\n")[1].replace("切实", "")
    )
    assert "议事会□次" in writer.asked[0].messages[1][1]
    assert "议事会次" in outcome.text
    assert "□" not in outcome.text


def test_what_a_writer_marked_goes_where_there_is_no_room_and_nobody_is_asked_again() -> None:
    marked = (
        PLAIN.replace("切实", "")
        .replace(
            "进一步压实各方责任，推动各项工作落地落实。", "压实各方责任{，推动各项工作落地落实}。"
        )
        .replace("，群众生产生活条件得到进一步改善", "{，群众生产生活条件得到进一步改善}")
    )
    job = job_of("shorten", sections=["1"], to=Length(words=80))
    outcome, writer = played(job, lambda _: marked)
    assert len(writer.asked) == 1
    assert 68 <= outcome.words <= 80
    assert outcome.sections[0].rung is Rung.SECTION
    assert "{" not in outcome.text


def test_a_repair_names_the_sentence_and_what_is_wrong_with_it() -> None:
    lies = {1: SHORT.replace("264", "364"), 2: SHORT}
    outcome, writer = played(shorten(2, "1"), lambda a: lies[a.attempt])
    sent_back = writer.asked[1].messages[-1][1]
    assert "“召开村级议事会18次，办理群众诉求364件，按期办结率97.5%。”：" in sent_back
    assert "364" not in outcome.text
    assert outcome.sections[0].rung is Rung.SECTION
    assert outcome.sections[0].attempts == 2


def test_a_false_figure_never_stands_and_the_section_goes_down() -> None:
    def lie(asked: Asked) -> str:
        return short(asked).replace("264", "364")

    outcome, writer = played(shorten(2, "1"), lie)
    assert [a.attempt for a in writer.asked if a.rung == "section"] == [1, 2, 3]
    assert "364" not in outcome.text
    assert outcome.sections[0].rung is not Rung.SECTION
    assert any(f.code == "wordings_refused" for f in outcome.sections[0].findings)


def test_a_claim_nobody_made_is_read_and_not_sent_back() -> None:
    outcome, writer = played(shorten(2, "1"), lambda _asked: LYING)
    section = outcome.sections[0]
    assert len(writer.asked) == 1
    assert section.verdict is Verdict.REVIEW
    assert any("全国先进" in item.new for item in section.reading)


def test_of_two_texts_without_error_the_one_with_less_to_read_stands() -> None:
    (section,) = sections_of(shorten(2, "1"))
    best = section.best(Answer((Try(LYING), Try(SHORT))))
    assert best is not None
    assert LIE not in best.text


def test_sections_share_a_length_so_that_one_may_have_more_than_its_part() -> None:
    long = SHORT + "推动落实。"
    texts = {"1": long, "2": SHORT.replace("投入资金XX万元改善民生。", "投入XX万元改善民生。")}
    outcome, writer = played(shorten(), lambda a: texts[a.section])
    assert len(writer.asked) == 2
    assert outcome.sections[0].output.strip().endswith(long)


def test_sections_too_long_together_are_sent_back_with_their_share() -> None:
    texts = {1: PLAIN.replace("切实", ""), 2: SHORT}
    outcome, writer = played(shorten(), lambda a: texts[min(a.attempt, 2)])
    assert len(writer.asked) > 2
    assert outcome.asked is not None
    assert outcome.words <= outcome.asked
    assert outcome.sections[0].rung is Rung.SECTION


def test_after_misses_the_sections_not_yet_begun_start_lower_and_say_so() -> None:
    def lie(asked: Asked) -> str:
        return short(asked).replace("264", "364")

    outcome, writer = played(shorten(WAVE + 2), lie)
    begun = {a.section for a in writer.asked if a.rung == "section"}
    assert len(begun) == WAVE >= MISSES
    lowered = [s.id for s in outcome.sections if any(f.code == "rung_lowered" for f in s.findings)]
    assert lowered
    assert not begun & set(lowered)
    again, _ = played(shorten(WAVE + 2), lie)
    assert again.text == outcome.text


def test_no_answer_leaves_a_section_to_the_rules() -> None:
    def silent(asked: Asked) -> str:
        if asked.section == "1":
            raise Unanswered(Message("没有回应", "no answer"))
        return short(asked)

    outcome, writer = played(shorten(), silent)
    assert [a.section for a in writer.asked] == ["1", "2"]
    assert [s.rung for s in outcome.sections[:2]] == [Rung.RULES, Rung.SECTION]


def test_a_wish_for_headings_and_order_reaches_the_model_whole() -> None:
    wish = "分成两点：办事、投入，成绩在前、措施在后"
    answer = (
        "一是办好实事。召开村级议事会18次，办理群众诉求264件，按期办结率达到97.5%。\n"
        "二是加大投入。投入资金XX万元，用于改善民生，群众生产生活条件得到进一步改善。"
        "切实加强组织领导，进一步压实各方责任，推动各项工作落地落实。"
    )
    job = job_of("restructure", 2, sections=["1"], instruction=wish)
    outcome, writer = played(job, lambda _asked: answer.replace("召开", "全年召开"))
    assert wish in writer.asked[0].messages[-1][1]
    assert outcome.sections[0].rung is Rung.SECTION
    assert "　　一是办好实事。全年" in outcome.text
    assert "\n　　二是加大投入。" in outcome.text


def test_a_report_restructured_in_one_go_is_one_part() -> None:
    job = job_of("restructure", 2)
    (whole,) = sections_of(job)
    body = job.report.text[whole.target.start : whole.target.end]
    moved = body.replace("一、抓好第一项工作", "一、工作").replace("二、抓好第二项工作", "二、投入")
    outcome, writer = played(job, lambda _asked: moved)
    assert len(writer.asked) == 1
    assert [s.id for s in outcome.sections] == ["body"]
    assert "一、工作\n" in outcome.text
    assert outcome.text.endswith("特此报告。\n")


@pytest.mark.parametrize(
    ("model", "own", "task", "rung"),
    [
        ("local", {}, "rewrite", Rung.SENTENCE),
        ("local", {}, "shorten", Rung.RULES),
        ("local", {"local": "sentence"}, "shorten", Rung.SENTENCE),
        ("local:big.gguf", {}, "shorten", Rung.SENTENCE),
        ("local:big.gguf", {"local:big*": "section"}, "fill", Rung.SECTION),
        ("openai:anything", {}, "shorten", Rung.SECTION),
        ("openai:Tiny-1B", {"openai:tiny-*": "sentence"}, "fill", Rung.SENTENCE),
        ("openai:x", {"openai:* shorten": "rules"}, "shorten", Rung.RULES),
        ("openai:x", {"openai:* shorten": "rules"}, "rewrite", Rung.SECTION),
        ("anthropic:x", {"*": "rules"}, "", Rung.RULES),
    ],
)
def test_who_starts_where_is_data(model: str, own: dict[str, str], task: str, rung: Rung) -> None:
    assert start_rung(model, own, task) is rung


def test_a_model_that_starts_lower_is_asked_for_sentences_alone() -> None:
    job = shorten()
    writer = Playback(short, name="local")
    run(job, job.report, Asker(writer))
    assert {a.rung for a in writer.asked} == {"sentence"}


def test_what_nobody_answered_ends_the_case() -> None:
    with pytest.raises(NotAnswered) as raised:
        played(shorten(), lambda _asked: None)
    assert raised.value.asked.name == "1.section.1"


def test_the_lengths_of_the_sections_add_up_to_what_was_asked() -> None:
    job = shorten(5)
    shares = [s.most or 0 for s in sections_of(job)]
    outside = count_words(job.report.text) - sum(count_words(job.source(t)) for t in job.targets)
    small = sum(count_words(job.source(t)) for t in job.targets if t.id == "closing")
    assert job.request.to is not None
    assert sum(shares) + outside + small == job.request.to.of(count_words(job.report.text))


def test_a_text_that_is_only_too_long_is_cut_without_its_source() -> None:
    texts = {1: PLAIN.replace("切实", ""), 2: SHORT}
    outcome, writer = played(shorten(2, "1"), lambda a: texts[a.attempt])
    trimming = "\n".join(text for _, text in writer.asked[1].messages)
    assert texts[1] in trimming
    assert PLAIN not in trimming
    assert SHORT in outcome.text


def test_a_bound_said_in_the_wish_is_a_length_and_each_points_own_is_not() -> None:
    assert job_of("rewrite", sections=["1"], instruction="平实些，不超过60字").request.to == (
        Length(words=60)
    )
    assert job_of("rewrite", sections=["1"], instruction="每点不超过60字").request.to is None
    outcome, writer = played(
        job_of("rewrite", sections=["1"], instruction="平实些，不超过60字"),
        lambda a: {1: PLAIN.replace("切实", "")}.get(a.attempt, SHORT),
    )
    assert outcome.words <= 60
    assert len(writer.asked) == 2


POINTED = (
    "柳溪乡2024年度工作总结\n一、主要工作\n"
    "一是抓好产业。逐户动员，新建大棚36座，带动就业120人。\n"
    "二是抓好民生。建立台账，新修道路12公里，办结诉求264件。\n"
    "二、下一步打算\n继续抓好民生。\n"
)
REORDERED = POINTED.split("\n二、")[0].split("\n", 1)[1]
REORDERED = REORDERED.replace(
    "逐户动员，新建大棚36座，带动就业120人", "新建大棚36座，带动就业120人。为此逐户动员"
)


@pytest.mark.parametrize("wish", ["每点先结果后做法", "每点的数据写在一处"])
def test_points_that_stand_are_asked_for_where_more_than_points_is_wanted(wish: str) -> None:
    report = parse(POINTED)
    request = read_request(Request("restructure", ("1",), instruction=wish), report)
    job = prepare(request, report, load_genre("general"))
    outcome, writer = played(job, lambda _: REORDERED)
    assert [a.rung for a in writer.asked] == ["section"]
    assert wish in writer.asked[0].messages[1][1]
    assert not {"already_so", "not_as_asked"} & {f.code for f in outcome.sections[0].findings}


def test_a_paragraph_for_one_thing_and_more_besides_is_asked_of_the_model() -> None:
    job = job_of("restructure", sections=["1"], instruction="把资金的事单独成段，放在最后说")
    assert len(sections_of(job)) == 1


def test_a_paragraph_of_its_own_is_read_by_the_model_unless_points_are_set_apart() -> None:
    wish = "把数字集中的内容单独成段"
    assert len(sections_of(job_of("restructure", sections=["1"], instruction=wish))) == 1
    report = parse(POINTED)
    request = read_request(Request("restructure", ("1",), instruction="每点单独成段"), report)
    assert sections_of(prepare(request, report, load_genre("general"))) == []


def test_a_figure_that_was_to_stay_goes_back_and_one_that_stays_away_is_named() -> None:
    job = job_of("shorten", sections=["1"], to=Length(words=80), instruction="数据不许丢")
    less = SHORT.replace("，办理群众诉求264件", "").replace("压实各方", "加强组织领导，压实各方")
    less = less.replace("。投入", "，推动工作落地落实。投入").replace(
        "改善民生", "用于改善民生，群众生活条件改善"
    )
    outcome, writer = played(job, lambda _: less)
    assert "264" in writer.asked[1].messages[-1][1].split("- ")[1]
    told = [f.message.zh for f in outcome.sections[0].findings if f.code == "not_as_asked"]
    assert told == ["要求“数据不许丢”没有照办：少了264件"]
    outcome, writer = played(job, lambda a: less if a.attempt == 1 else SHORT + "改善民生条件。")
    assert "264" in outcome.text


def test_a_first_person_that_nobody_hears_is_named() -> None:
    job = job_of("rewrite", sections=["1"], instruction="改成第一人称")
    outcome, writer = played(job, lambda _: PLAIN.replace("切实", ""))
    assert len(writer.asked) == 3
    assert [f.message.zh for f in outcome.sections[0].findings if f.code == "not_as_asked"] == [
        "要求“改成第一人称”没有照办：文中没有“我”"
    ]
