"""What a proposal leaves out, as the page counts, lists and puts it aside."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.findings import Language
from assistant.session import Session
from assistant.session.counts import left_out
from assistant.session.elsewhere import paste
from assistant.verify import Verdict
from assistant.web.desk import Desk
from assistant.web.proposal_summary import summary
from assistant.web.views.concerns import of_left_out
from assistant.web.views.proposal import about, standing_of


def test_what_is_counted_as_left_out_is_what_the_lists_tell(desk: Desk) -> None:
    twice = "一、抓学习\n增强“四个意识”，学习2次。\n二、抓党建\n牢记“四个意识”，开会3次。\n"
    work = desk.open(Session.from_text(twice, settings=desk.settings))
    first = paste(work.session, "1", "一、抓学习\n学习2次。\n", "shorten")
    second = paste(work.session, "2", "二、抓党建\n开会3次。\n", "shorten")
    assert left_out([*first.parts, *second.parts]) == ["四个意识", "四个意识"]
    told = re.sub("<[^>]+>", "", about(first, Language.ZH))
    assert "数据、文件名等 1 项还在，略去了 1 项" in told
    assert "都在" not in told


def test_a_name_that_went_with_its_clause_is_counted_and_listed_and_nothing_is_called_there(
    desk: Desk,
) -> None:
    gone = "，衢江综保区封关运作，义水全球数贸中心开业运营"
    report = f"一、抓开放\n全年外贸出口增长7.2%{gone}。\n二、抓学习\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    found = paste(work.session, "1", "一、抓开放\n全年外贸出口增长7.2%。\n", "shorten")
    assert left_out(found.parts) == ["衢江综保区封关运作", "义水全球数贸中心开业运营"]
    assert standing_of(found, Language.ZH) == ("略去 2 项", "review")
    assert of_left_out(found.parts[0]) == {
        one: [c.id for c in found.changes] for one in left_out(found.parts)
    }
    told = re.sub("<[^>]+>", "", about(found, Language.ZH))
    assert "整句略去 2 处：“衢江综保区封关运作”、“义水全球数贸中心开业运营”" in told
    for said in (told, summary(found)[0]):
        assert "数据、文件名等 1 项还在，略去了 2 项" in said
        assert "都在" not in said.replace("都在正文里", "")
        assert "核对通过" not in said


def test_a_shortening_never_says_that_nothing_is_missing(desk: Desk) -> None:
    report = "一、抓学习\n全年学习26次，认真做好记录，及时归档备查。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    found = paste(work.session, "1", "一、抓学习\n全年学习26次。\n", "shorten")
    found = replace(found, parts=tuple(replace(p, verdict=Verdict.ACCEPTED) for p in found.parts))
    zh, _ = summary(found)
    assert "没有遗漏" not in zh
    assert "数据、文件名等 1 项还在，略去了 2 项" in zh


def test_of_words_struck_within_a_clause_only_figures_are_said_to_be_there(desk: Desk) -> None:
    report = "一、抓学习\n全年扎实组织集中学习26次。\n"
    work = desk.open(Session.from_text(report, settings=desk.settings))
    found = paste(work.session, "1", "一、抓学习\n全年组织集中学习26次。\n", "shorten")
    zh, _ = summary(found)
    assert zh.endswith("数据、文件名等 1 项都核对过，都在；删去的文字标在正文里，请看一看。")
