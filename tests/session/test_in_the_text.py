"""What an author types counts at once; what another tool wrote is judged like a model's."""

from __future__ import annotations

import pytest

from assistant.document import Report
from assistant.errors import UsageError
from assistant.outline import parse
from assistant.session import Session
from assistant.session.counts import left_out
from assistant.session.elsewhere import paste
from assistant.session.gap_marks import with_marks
from assistant.session.here import part_at
from assistant.session.plain import fix, fixes, strike_out, type_in

TEXT = (
    "石桥镇述职报告\n各位同志：\n现将情况报告如下。\n"
    "一、抓学习。\n全年组织学习26次，参加900人次。\n依据石政发[2021]第21号文件，增长3-5%。\n"
    "（一）、抓培训\n一是办班。举办培训班8期。\n二是下村。走访农户120户，开会3次。\n"
    "二、抓项目\n引进项目8个，总投资3.6亿元，（2022）8号文件已落实。\n"
    "石桥镇\n2024年1月5日\n"
)


@pytest.fixture
def session() -> Session:
    return Session.from_text(TEXT, model="rules")


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("900人次", "1.b1"),
        ("3-5%", "1.b2"),
        ("举办培训班", "1.1.p1"),
        ("抓项目", "2"),
        ("学习26次，参加900人次。\\n依据", "1"),
        ("情况报告", "preamble"),
    ],
)
def test_a_place_belongs_to_its_smallest_part(words: str, part: str) -> None:
    report: Report = parse(TEXT)
    start, end = at(words.replace("\\n", "\n"))
    assert part_at(report, start, end) == part
    if part != "preamble":
        found = report.find(part)
        assert found.start <= start < end <= found.end


def test_the_indent_of_a_paragraph_is_none_of_it() -> None:
    text = "一、抓项目\n　　引进项目8个。\n　　新修道路24公里。\n"
    report = parse(text)
    line = text.index("　　新修")
    assert part_at(report, line, len(text) - 1) == "1.b2"
    assert part_at(report, line + 1, line + 4) == "1.b2"


def test_a_place_of_several_parts_or_none_is_no_part() -> None:
    for words in ("石桥镇述职报告", "开会3次。\n二、抓项目\n引进"):
        with pytest.raises(UsageError):
            part_at(parse(TEXT), *at(words))


def test_typed_words_are_the_report_at_once_and_can_be_undone(session: Session) -> None:
    start, _ = at("8期")
    type_in(session, start, "8期", "9期")
    assert "举办培训班9期" in session.report.text
    assert (session.history.current.what.zh[:4], session.pending) == ("手工修改", None)
    with pytest.raises(UsageError, match="变了"):
        type_in(session, start, "8期", "10期")
    session.undo()
    assert session.report.text == TEXT


def test_words_struck_out_leave_no_stray_comma(session: Session) -> None:
    strike_out(session, at("开会3次")[0], "开会3次")
    assert "走访农户120户。" in session.report.text


def test_what_waits_for_the_same_part_is_never_passed_over(session: Session) -> None:
    waits = session.edit("2", "二、抓项目\n引进项目8个，总投资3.6亿元。\n")
    with pytest.raises(UsageError, match="先决定"):
        type_in(session, at("8个")[0], "8个", "9个")
    assert session.waiting == (waits,)
    type_in(session, at("8期")[0], "8期", "9期")
    assert [one.id for one in session.waiting] == [waits.id]


def test_matters_of_form_are_put_right_one_by_one_or_all_of_a_kind(session: Session) -> None:
    assert len(fixes(session, "number_bracket")) == 2
    session.adopt(fix(session, "number_bracket", at("[2021]")[0]))
    assert "石政发〔2021〕21号" in session.report.text
    for code in ("number_bracket", "heading_mark", "range_percent", "numbering_mark"):
        found = fix(session, code)
        assert not found.errors
        assert not left_out(found.parts)
        session.adopt(found)
    assert "〔2022〕8号" in session.report.text
    assert "3%～5%" in session.report.text
    assert "一、抓学习\n" in session.report.text
    assert "（一）抓培训\n" in session.report.text
    with pytest.raises(UsageError):
        fix(session, "number_bracket")


def test_a_rewrite_from_elsewhere_waits_and_is_judged(session: Session) -> None:
    pasted = "好的，以下是改写后的内容：\n\n## **二、抓项目**\n"
    pasted += "引进项目9个，总投资3.6亿元，（2022）8号文件已落实。"
    found = paste(session, "2", pasted)
    assert session.report.text == TEXT
    assert found.parts[0].output.startswith("二、抓项目\n引进项目9个")
    assert {e.finding.code for e in found.errors} & {
        "figure_changed",
        "figure_dropped",
        "figure_new",
    }
    words = "总投资3.6亿元，引进项目8个，（2022）8号文件已经落实。"
    honest = paste(session, "2", f"{words}\n\n---\n希望对您有帮助！\n如需调整语气，请随时告诉我。")
    assert not honest.errors
    session.adopt(honest)
    assert "二、抓项目\n总投资3.6亿元" in session.report.text
    assert session.history.current.changes[0].reason.zh == "别处写的改写稿，已核对"
    for ending in ("如有不妥之处，请批评指正。", "如有重大情况，随时向县委报告。"):
        assert ending in paste(session, "2", f"{words}\n{ending}\n").parts[0].output


def test_a_pasted_shortening_may_leave_things_out_a_rewriting_may_not(session: Session) -> None:
    short = "二、抓项目\n引进项目8个，总投资3.6亿元。"
    assert any(i.old for p in paste(session, "2", short).parts for i in p.reading)
    assert not paste(session, "2", short, "shorten").errors
    with pytest.raises(UsageError):
        paste(session, "2", "  \n")


def test_in_a_text_with_noise_places_are_counted_as_it_is_shown() -> None:
    report = (
        "一、抓学习\n全年学习26次。\n二、抓安全\n一是防火。本周期内未发生重大火灾。\n"
        "##paidbegin##二是收尾。预计完成道路养护，管理越来越精细化。\n"
    )
    untrue = "一是防火。本周期内发生重大火灾。\n"
    untrue += "##paidbegin##二是收尾。已完成道路养护，管理全面精细化。\n"
    found = paste(Session.from_text(report, model="rules"), "2", untrue)
    (part,) = found.parts
    assert part.source.startswith("二、抓安全")
    assert "##paidbegin##" in part.output
    assert part.reading
    for item in part.reading:
        start, end = item.output
        assert part.output[start:end] == item.new
        assert any(c.new_start <= end and start <= c.new_end for c in part.changes)
        if item.source is not None:
            assert part.source[slice(*item.source)] == item.old
    for finding in part.findings:
        if finding.start is not None:
            assert finding.evidence in part.source[finding.start : finding.end]


@pytest.mark.parametrize("mark", ["【待补】", "待补"])
def test_what_is_copied_from_the_page_comes_back_with_its_gaps(mark: str) -> None:
    report = (
        "一、抓学习\n全年组织集中学习次，参加人次。\n"
        "二、抓项目\n新建农田道路公里，改造泵站座，【待补】处另报。\n"
    )
    session = Session.from_text(report, model="rules")
    shown = with_marks(report, session.check().gaps)
    assert shown.count("【待补】") == 5
    copied = shown[shown.index("二、") :].replace("【待补】公里", mark + "公里")
    copied = copied.replace("【待补】座", mark + "座")

    same = paste(session, "2", copied)
    assert not same.changes
    worded = paste(session, "2", copied.replace("新建", "共新修") + "尚有待补短板。\n")
    assert not worded.errors
    assert "共新修农田道路公里，改造泵站座，【待补】处另报" in worded.parts[0].output
    assert "尚有待补短板" in worded.parts[0].output
    turned = paste(
        session, "2", f"二、抓项目\n先改造{mark}座泵站，新建农田道路公里，【待补】处另报。"
    )
    assert not any(e.finding.code.startswith("gap") for e in turned.errors)


def test_of_what_nothing_proves_the_record_says_that_it_is_to_be_read(session: Session) -> None:
    found = paste(
        session, "2", "二、抓项目\n牵头引进项目8个，总投资3.6亿元，（2022）8号文件已落实。\n"
    )
    assert found.parts[0].reading
    session.adopt(found)
    told = {c.new: c.reason.zh for c in session.history.current.changes}
    read = next(reason for new, reason in told.items() if "牵头" in new)
    assert read.startswith("别处写的改写稿；须通读：")
    assert "牵头" in read
    assert "已核对" not in read


def test_the_sentence_of_a_change_is_shown_with_its_gaps() -> None:
    text = "石桥镇述职报告\n一、抓项目\n全年招引等十亿元以上项目，等个重大项目持续集中开工。\n"
    session = Session.from_text(text, model="rules")
    assert session.check().gaps
    strike_out(session, text.index("持续"), "持续")
    (change,) = session.history.current.changes
    assert (
        change.sentence
        == "全年招引【待补】等十亿元以上项目，【待补】等【待补】个重大项目集中开工。"
    )
