"""The change report and the states of the sections."""

from __future__ import annotations

import io

import docx

from assistant import samples
from assistant.chat import Talk
from assistant.findings import Language
from assistant.gaps import GapKind
from assistant.session import (
    Length,
    Request,
    Session,
    State,
    change_report,
    change_tables,
    section_states,
)
from assistant.session.counts import gaps_within
from assistant.session.elsewhere import paste
from tests.session.conftest import TEXT


def test_the_change_report_names_every_change_with_reason_and_source(session: Session) -> None:
    session.adopt(session.propose(Request("clean")))
    session.adopt(session.answer({"g1": "26"}))
    text = change_report(session.history, "柳溪镇.txt")
    for words in ("柳溪小栈", "无关文字", "“26”", "用户填写", "共 2 次修改"):
        assert words in text
    assert "Changes" in change_report(session.history, "x", Language.EN)


def test_the_change_report_as_a_word_file_strikes_the_old_and_underlines_the_new(
    session: Session,
) -> None:
    session.adopt(session.propose(Request("clean")))
    session.adopt(session.edit("2", "二、抓项目，促发展。\n全年引进项目9个\x0b。\n"))
    session.adopt(session.answer({"g1": "26"}))
    file = docx.Document(io.BytesIO(change_tables(session.history, "柳溪镇.txt")))
    rows = [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]
    assert ["1", "一、抓学习，强班子", "26", "用户填写", "用户填写"] in [
        [*row[:2], *row[4:]] for row in rows
    ]
    (filled,) = (row for row in rows if row[4] == "26")
    assert "26次" in filled[2]
    runs = [p.runs[0] for t in file.tables for c in t.rows[1].cells for p in c.paragraphs]
    assert any(run.font.strike and "来源" in run.text for run in runs)
    assert any(run.font.underline and run.text == "26" for run in runs)


def test_the_word_file_counts_the_steps_and_a_long_heading_is_cut() -> None:
    heading = "坚持以人民为中心的发展思想，扎实办好一批群众看得见摸得着的民生实事"
    session = Session.from_text(f"一、{heading}\n全年办成实事5件。\n", model="rules")
    session.adopt(session.edit("1", f"一、{heading}\n全年办成实事8件。\n"), confirmed=())
    file = docx.Document(io.BytesIO(change_tables(session.history, "x")))
    assert "共 1 次修改" in "".join(p.text for p in file.paragraphs)
    name = file.tables[0].rows[1].cells[1].text
    assert name.startswith("一、坚持以人民为中心")
    assert name.endswith("…")
    assert len(name) <= 24


def test_the_change_report_tells_where_a_word_was_changed_and_what_was_doubted(
    session: Session,
) -> None:
    found = paste(session, "2", session.report.of(session.report.find("2")).replace("8个", "9个"))
    session.adopt(found, confirmed=[b.key for b in found.errors])
    session.adopt(session.propose(Request("shorten", ("2",), Length(words=50))))
    text = change_report(session.history, "x", plain=True)
    assert "所在句：“全年引进项目9个，总投资3.6亿元。”" in text
    assert "用户逐条确认后采用" in text
    assert "已核对" not in text
    assert "压缩到 50 字" in text


def test_each_change_of_two_steps_taken_together_has_the_reason_of_its_own_step() -> None:
    talk = Talk(Session.from_text(TEXT, model="rules"), "rules")
    talk.say("把第二部分压到50字")
    talk.say("把“总投资”换成“投资总额”")
    session = talk.session
    assert session.pending is not None
    assert len(session.pending.steps) == 2
    session.adopt(session.pending)
    of: dict[str, list[str]] = {reason: [] for reason in ("用户要求替换", "压缩到 50 字")}
    for change in session.history.current.changes:
        of[change.reason.zh].append(change.old + change.new)
    assert "".join(of["用户要求替换"]) == "总总额"
    assert "，群众出行更加方便" in of["压缩到 50 字"]


def test_a_figure_that_was_filled_in_beside_another_step_is_no_noise() -> None:
    talk = Talk(Session.from_text(TEXT, model="rules"), "rules")
    talk.say("集中学习26次")
    talk.say("把第一部分的无关文字去掉")
    session = talk.session
    assert session.pending is not None
    session.adopt(session.pending)
    changes = session.history.current.changes
    assert [c.reason.zh for c in changes if c.new == "26"] == ["用户填写"]
    assert [c.reason.zh for c in changes if "柳溪小栈" in c.old] == ["无关文字"]


def test_what_was_undone_is_not_reported(session: Session) -> None:
    session.adopt(session.answer({"g1": "26"}))
    session.undo()
    assert "没有改动" in change_report(session.history, "x")
    session.adopt(session.answer({"g1": "28"}))
    assert "## 1. " in change_report(session.history, "x")
    assert "1. 按回答填写" in _words(change_tables(session.history, "x"))


def test_report_text_cannot_act_as_markdown(session: Session) -> None:
    text = session.report.of(session.report.find("3"))
    proposal = session.edit("3", text + "<b>[点这里](http://x)</b>\n")
    session.adopt(proposal, confirmed=[b.key for b in proposal.errors])
    report = change_report(session.history, "x")
    assert "<b>" not in report
    assert "[点这里](http" not in report


def test_states_follow_the_work(session: Session) -> None:
    def states() -> dict[str, State]:
        return section_states(session.report, TEXT, session.waiting)

    assert set(states().values()) == {State.UNTOUCHED}
    proposal = session.propose(Request("shorten", ("2",), Length(words=50)))
    assert states()["2"] in (State.PROPOSED, State.NEEDS_YOU)
    session.adopt(proposal)
    assert states()["2"] is State.ADOPTED
    assert states()["1"] is State.UNTOUCHED
    session.undo()
    assert states()["2"] is State.UNTOUCHED


def test_who_is_sent_to_a_part_finds_something_to_look_at_there() -> None:
    text = (
        "一、抓项目\n（一）抓储备。\n储备项目8个，道路基本完工。\n（二）抓服务。\n"
        "切实服务企业30家。\n（三）抓环境。\n办好实事5件。\n"
    )
    session = Session.from_text(text, model="rules")
    worse = text.replace("道路基本完工", "道路全面完工").replace("切实", "")
    found = paste(session, "1", worse)
    assert ["基本" in i.old or "全面" in i.new for i in found.parts[0].reading] == [True]
    assert section_states(session.report, text, [found]) == {
        "1": State.NEEDS_YOU,
        "1.1": State.NEEDS_YOU,
        "1.2": State.PROPOSED,
        "1.3": State.UNTOUCHED,
    }


def test_each_part_counts_the_gaps_that_lie_in_it() -> None:
    found = Session.open(samples.path("team-duty"), model="rules").check()
    assert any(gap.kind is GapKind.PART for gap in found.gaps)
    for part in found.report.walk():
        inside = [
            gap
            for gap in found.gaps
            if gap.kind is not GapKind.PART and part.start <= gap.start and gap.end <= part.end
        ]
        assert inside
        assert gaps_within(found, part.start, part.end) == inside
    assert gaps_within(found, 0, len(found.report.text)) == list(found.gaps)


def _words(file: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(file)).paragraphs)


def test_noise_is_counted_by_pieces_as_the_check_counts_it() -> None:
    report = "一、抓学习\n全年学习26次。\n##paidend##\n（来源：公众号“柳溪小栈”）\n"
    session = Session.from_text(report, model="rules")
    found = session.propose(Request("clean"))
    assert len(session.check().noise) == 2
    assert len(found.changes) == 1
    assert "清理 2 处无关文字" in session.adopt(found).what.zh
