"""A browser names places by what it shows; the desk acts on the very words that stand there."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import UsageError
from assistant.findings import Language
from assistant.session import Session
from assistant.session.recording import made_from
from assistant.web import actions, deciding, in_text
from assistant.web.desk import Desk, Work
from assistant.web.views.document import document
from assistant.web.views.proposal import name_of
from tests.web.conftest import wait

TEXT = (
    "石桥镇述职报告\n一、抓学习\n全年组织学\u200b习26次，学习氛围更加浓厚。"
    "各支部认真落实制度，大力开展主题活动。\n"
    "二、抓项目\n　　引进项目8个，依据石政发[2021]6号、石政发[2022]8号文件落实。\n"
)


@pytest.fixture
def work(desk: Desk) -> Work:
    return desk.open(Session.from_text(TEXT, settings=desk.settings))


def place(work: Work, words: str, start: int = 0, end: int | None = None) -> dict[str, Any]:
    """Return what a browser would send for a stretch of the line that holds `words`."""
    text = work.session.report.text
    line = text.rfind("\n", 0, text.index(words)) + 1
    shown = text[line : text.index("\n", line)].replace("\u200b", "")
    end = len(shown) if end is None else end
    return {"from": [line, start], "to": [line, end], "was": shown[start:end], "shown": shown}


def test_a_line_with_hidden_characters_can_be_typed_over(work: Work) -> None:
    given = place(work, "学习氛围")
    in_text.typed(work, given | {"now": given["was"].replace("26", "28") + "\n"})
    assert "全年组织学习28次" in work.session.report.text.replace("\u200b", "")
    assert work.session.pending is None
    assert "已改" in work.session.talk[-1][1]


def test_a_line_that_has_changed_meanwhile_is_left_alone(work: Work) -> None:
    given = place(work, "引进项目")
    in_text.typed(work, given | {"now": given["was"].replace("8个", "9个")})
    assert "\n　　引进项目9个" in work.session.report.text
    for stale in (given, given | {"from": [9999, 0]}, {"now": "x"}, given | {"to": ["a", 1]}):
        with pytest.raises(UsageError, match="变了"):
            in_text.typed(work, {"now": "别的"} | stale)


def test_a_line_that_has_become_longer_meanwhile_is_left_alone(work: Work) -> None:
    given = place(work, "引进项目")
    in_text.typed(work, given | {"now": given["was"] + "先写的。"})
    with pytest.raises(UsageError, match="变了"):
        in_text.typed(work, given | {"now": given["was"] + "后写的。"})
    assert "后写的" not in work.session.report.text


def test_selected_words_are_reworked_and_the_rest_of_the_paragraph_is_not(
    desk: Desk, work: Work
) -> None:
    whole = place(work, "学习氛围")
    begin = whole["shown"].index("各支部")
    in_text.act(desk, work, "shorten", place(work, "学习氛围", begin))
    wait(work)
    found = work.session.pending
    for part in found.parts if found is not None else ():
        for change in part.changes:
            assert part.start + change.old_end > work.session.report.text.index("各支部")
    assert found is not None or "选中的这些字" in work.session.talk[-1][1]
    with pytest.raises(UsageError):
        in_text.act(desk, work, "burn", place(work, "引进项目"))


def test_of_a_selection_no_word_outside_it_is_struck_and_not_all_of_it(
    desk: Desk, work: Work
) -> None:
    shown = place(work, "学习氛围")["shown"]
    begin = shown.index("认真落实")
    in_text.act(desk, work, "shorten", place(work, "学习氛围", begin, begin + 6))
    wait(work)
    found = work.session.pending
    for change in found.changes if found is not None else ():
        assert change.old in "认真落实制度"
        assert change.old != "认真落实制度"
    if found is None or not found.changes:
        assert "选中的这些字" in work.session.talk[-1][1]


@pytest.mark.parametrize(
    ("chosen", "gone"),
    [
        # From the middle of one clause to the middle of another: only what is whole can go.
        ("班子合力，深入一线解难题，化解纠纷12件，群众满", "深入一线解难题"),
        ("群众满意度进一步提", "进一步"),
        ("深入一线解难题，化解纠纷12件", "深入一线解难题"),
    ],
)
def test_half_a_clause_never_goes_with_a_selection(desk: Desk, chosen: str, gone: str) -> None:
    words = "凝聚班子合力，深入一线解难题，化解纠纷12件，群众满意度进一步提高。"
    report = f"石桥镇述职报告\n一、抓学习\n全年学习26次。{words}\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    begin = place(work, words)["shown"].index(chosen)
    in_text.act(desk, work, "shorten", place(work, words, begin, begin + len(chosen)))
    wait(work)
    found = work.session.pending
    assert found is not None
    assert [c.old.strip("，") for c in found.changes] == [gone]
    # It is judged in its paragraph, beside what may lean on it.
    assert found.parts[0].source.strip() == f"全年学习26次。{words}"


def test_points_are_called_points(desk: Desk, work: Work) -> None:
    in_text.act(desk, work, "points", place(work, "学习氛围"))
    wait(work)
    found = work.session.pending
    assert found is not None
    assert name_of(found, Language.ZH).startswith("分点")
    assert "分点" in made_from(found).zh


def test_all_of_a_kind_put_right_lose_nothing_and_tell_no_length(work: Work) -> None:
    in_text.right(work, {"code": "number_bracket"})
    said = work.session.talk[-1][1]
    assert "2 处改动" in said
    assert "略去" not in said
    assert "→" not in said


def test_a_whole_line_goes_only_as_a_proposal(desk: Desk, work: Work) -> None:
    in_text.act(desk, work, "strike", place(work, "引进项目"))
    assert work.session.pending is not None
    assert work.session.report.text == TEXT


def test_a_finding_is_offered_with_its_fix_and_how_many_there_are(work: Work) -> None:
    lines = document(work.check(), {}, (), Language.ZH)
    html = "".join(line["h"] for line in lines)
    assert 'data-right="改为“〔2021〕6号”"' in html
    assert 'data-alike="2"' in html
    in_text.right(work, {"code": "number_bracket"})
    assert work.session.pending is not None
    work.session.adopt(work.session.pending)
    assert "〔2022〕8号" in work.session.report.text


def test_what_is_pasted_at_a_paragraph_is_for_that_paragraph_unless_the_section_is_meant(
    desk: Desk,
) -> None:
    report = TEXT + "新修道路24公里，群众出行更加方便。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    rewrite = {"text": "引进项目8个，都已落实。", "short": True}
    in_text.pasted(work, place(work, "引进项目") | rewrite)
    found = work.session.pending
    assert found is not None
    assert found.parts[0].id == "2.b1"
    assert found.parts[0].scope.task == "shorten"
    assert "新修道路24公里" in found.text
    in_text.pasted(work, place(work, "引进项目") | rewrite | {"whole": True})
    found = work.session.pending
    assert found is not None
    assert found.parts[0].id == "2"
    assert "新修道路" not in found.text
    assert "二、抓项目" in found.text


def test_what_was_struck_out_or_cleaned_is_told_by_its_own_name(desk: Desk) -> None:
    report = TEXT + "三、打算\n明年抓好落实，认真总结经验，争取更好成绩。\n##paidend##\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    given = place(work, "争取更好")
    at = given["was"].index("认真总结经验")
    in_text.act(desk, work, "strike", place(work, "争取更好", at, at + 6))
    assert "已改：删去“认真总结经验”" in work.session.talk[-1][1]
    actions.clean(desk, work)
    wait(work)
    deciding.adopt(work, None, [])
    assert "清理 2 处无关文字" in work.session.talk[-1][1]


def test_a_gap_whose_number_another_has_got_meanwhile_is_left_alone(desk: Desk) -> None:
    report = "石桥镇述职报告\n一、抓学习\n获评某某镇示范点，走访农户某某户，培训干部某某人。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    first = next(g for g in work.check().gaps if g.start == report.index("某某"))
    line = place(work, "获评")
    given = line | {"gap": first.id, "asked": first.question.zh, "value": "25"}
    in_text.filled(work, given | {"value": "柳溪"})
    assert "获评柳溪镇" in work.session.report.text
    for stale in (given, given | place(work, "获评")):
        with pytest.raises(UsageError, match="变了"):
            in_text.filled(work, stale)
    assert "走访农户某某户" in work.session.report.text
