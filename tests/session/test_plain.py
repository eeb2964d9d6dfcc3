"""What an author asks for to the letter is done to the letter, and what it costs is told."""

from __future__ import annotations

import json

import pytest

from assistant.errors import UsageError
from assistant.session import BY_AUTHOR, Proposal, Session
from assistant.session.plain import (
    SeveralMeant,
    correct,
    delete,
    draft,
    heading_marks,
    replace_text,
    restore,
    spans_of,
)
from assistant.verify import Verdict
from eval.strong.playback import Asked, Playback
from tests.session.conftest import TEXT


def part(session: Session, section: str) -> tuple[int, int]:
    found = session.report.find(section)
    return found.start, found.end


def said(proposal: Proposal) -> str:
    findings = [f.message.zh for p in proposal.parts for f in p.findings]
    return "\n".join([*findings, *(n.zh for n in proposal.notes)])


def undone(session: Session, proposal: Proposal) -> bool:
    """Adopt a proposal and take it back; tell whether one step did both."""
    session.adopt(proposal)
    assert session.report.text == proposal.text
    session.undo()
    return session.report.text == TEXT


def test_words_are_replaced_at_every_place_and_undone_as_one(session: Session) -> None:
    found = replace_text(session, "项目", "工程")
    assert found.text == TEXT.replace("项目", "工程")
    assert "共 3 处" in said(found)
    assert found.verdict.value == "accepted"
    assert undone(session, found)


def test_words_are_replaced_in_the_named_part_alone(session: Session) -> None:
    found = replace_text(session, "项目", "工程", ("3",))
    assert found.text == TEXT.replace("项目储备", "工程储备")


def test_marks_of_another_width_are_looked_over(session: Session) -> None:
    assert "公众号甲" in replace_text(session, '公众号"柳溪小栈"', "公众号甲").text


@pytest.mark.parametrize(
    ("old", "sections", "near"),
    [("专题研讨会", (), "专题研讨6次"), ("3", (), "没有“3”"), ("道路", ("3",), "其他地方有 1 处")],
)
def test_words_that_do_not_stand_there_are_refused_with_the_nearest(
    session: Session, old: str, sections: tuple[str, ...], near: str
) -> None:
    with pytest.raises(UsageError, match=near):
        replace_text(session, old, "别的", sections)


def test_a_deleted_part_takes_its_number_along_and_what_goes_is_told(session: Session) -> None:
    found = delete(session, [part(session, "2")])
    assert "抓项目" not in found.text
    assert "\n二、存在的问题和下一步打算\n" in found.text
    assert "3.6亿元" in said(found)
    assert "应当有的部分" in said(found)
    assert found.verdict.value == "review"
    assert not found.errors
    assert undone(session, found)


def test_the_last_part_goes_without_a_trace(session: Session) -> None:
    assert delete(session, [part(session, "3")]).text == TEXT[: TEXT.index("三、")]


def test_a_deleted_point_renumbers_its_run() -> None:
    text = "某地总结\n一、工作\n一是修路。修了2公里。二是架桥。架了3座。三是通水。通了4个村。\n"
    opened = Session.from_text(text, model="rules")
    found = delete(opened, [part(opened, "1.p2")])
    assert "一是修路。修了2公里。二是通水。通了4个村。\n" in found.text


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("最后一句", "项目储备还不够多。\n"),
        ("“多跑企业”那句", "项目储备还不够多。\n"),
        ("第二部分最后一句", "总投资3.6亿元。\n"),
        ("第一部分第一段第一句", "一是全年组织集中学习次"),
        ("“，读书分享会也按月举办”", "专题研讨6次。\n"),
    ],
)
def test_a_sentence_is_deleted_whatever_it_is_called_by(
    session: Session, phrase: str, left: str
) -> None:
    found = delete(session, spans_of(session, phrase))
    assert left in found.text
    assert undone(session, found)


@pytest.mark.parametrize("phrase", ["第二部分第九句", "“没有这句话”那句", "那个东西", "第八部分"])
def test_what_no_words_stand_for_is_asked_about(session: Session, phrase: str) -> None:
    with pytest.raises(UsageError):
        spans_of(session, phrase)


@pytest.mark.parametrize(
    ("old", "new", "now"),
    [
        ("8个", "9", "引进项目9个"),
        ("8", "9个", "引进项目9个"),
        ("项目8个", "9家", "引进项目9家"),
        ("3.6", "3.8", "总投资3.8亿元"),
        ("3.6亿元", "38000万元", "总投资38000万元"),
    ],
)
def test_a_figure_is_corrected_in_its_unit_and_is_a_fact_of_the_author_s(
    session: Session, old: str, new: str, now: str
) -> None:
    found = correct(session, old, new)
    assert now in found.text
    assert len(found.changes) == 1
    assert not session.facts
    session.adopt(found)
    assert session.history.current.changes[0].source == BY_AUTHOR
    assert [f.source for f in session.facts] == [BY_AUTHOR]


@pytest.mark.parametrize(("old", "new"), [("24公里", "3亿元"), ("99", "3"), ("小区", "5")])
def test_a_figure_that_does_not_fit_is_refused(session: Session, old: str, new: str) -> None:
    with pytest.raises(UsageError):
        correct(session, old, new)


def test_a_value_that_is_said_of_two_things_is_asked_about() -> None:
    text = "某地总结\n一、工作\n举办培训35场，建成水窖35个。年初定的举办培训35场如期完成。\n"
    opened = Session.from_text(text, model="rules")
    with pytest.raises(SeveralMeant) as asked:
        correct(opened, "35", "38")
    assert len(asked.value.choices) == 2
    found = correct(opened, "培训35", "38")
    assert found.text == text.replace("培训35", "培训38")
    assert "建成水窖35个" in said(found)


def test_what_contradicts_the_new_figure_is_named() -> None:
    text = "某地总结\n一、工作\n全年排查隐患25处，已整改20处，整改率80%。\n"
    opened = Session.from_text(text, model="rules")
    assert "比要做的" in said(correct(opened, "25处", "15处"))


def test_a_lacking_part_gets_its_frame_in_its_place(session: Session) -> None:
    found = draft(session, "党风廉政")
    assert "\n二、述廉（党风廉政）\n【待补：" in found.text
    assert "\n三、抓项目，促发展。\n" in found.text
    # Heading and numbers are one decision: a report is never left with two of one number.
    for change in found.changes:
        assert found.select([change.id]).text == found.text
    assert found.select([]).text == found.base
    assert undone(session, found)
    with pytest.raises(UsageError, match="已经有"):
        draft(session, "存在问题")
    with pytest.raises(UsageError, match="现在缺的是"):
        draft(session, "月亮")


def test_a_capable_model_tells_a_lacking_part_from_the_report(session: Session) -> None:
    session = Session.from_text(TEXT + "班子成员一年来坚持上门走访企业24家。\n", name="柳溪镇.txt")

    def answer(asked: Asked) -> str:
        shown = asked.messages[-1][1].splitlines()
        [name] = (line.split()[0] for line in shown if "24家" in line)
        told = {"text": "走访企业24家。", "from": [name]}
        return json.dumps({"sentences": [told]}, ensure_ascii=False)

    writer = Playback(answer)
    session.model, session.writer = "openai:strong", writer  # type: ignore[assignment]
    found = draft(session, "党风廉政")
    assert "\n二、述廉（党风廉政）\n走访企业24家。【待补：" in found.text
    assert found.verdict is Verdict.REVIEW
    assert (found.model, found.usage.calls) == ("openai:strong", 1)
    (part,) = (p for p in found.parts if p.start == p.end)
    assert any("上门走访企业24家" in f.message.zh for f in part.findings)


def test_a_lacking_line_is_no_section(session: Session) -> None:
    found = draft(session, "称谓").text
    assert found.startswith("柳溪镇领导班子述职报告\n【待补：")
    assert "\n一、抓学习" in found


def test_headings_on_their_own_lines_lose_their_full_stops(session: Session) -> None:
    found = heading_marks(session)
    assert found.text == TEXT.replace("强班子。\n", "强班子\n").replace("促发展。\n", "促发展\n")
    session.adopt(found)
    with pytest.raises(UsageError, match="不用改"):
        heading_marks(session)


def test_one_part_comes_back_and_the_rest_stays(session: Session) -> None:
    session.adopt(replace_text(session, "项目", "工程"))
    found = restore(session, "2")
    assert found.text == TEXT.replace("项目储备", "工程储备")
    session.adopt(found)
    with pytest.raises(UsageError, match="一样"):
        restore(session, "2")


def test_a_deleted_part_comes_back_to_its_place(session: Session) -> None:
    session.adopt(delete(session, [part(session, "2")]))
    assert restore(session, "2").text == TEXT
