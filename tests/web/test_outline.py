"""The outline holds all of the report: what its parts lack adds up to what the whole lacks."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.findings import Language
from assistant.request import Length, Request
from assistant.session import Session, State, section_states
from assistant.web import actions
from assistant.web.desk import Desk
from assistant.web.views.document import document
from assistant.web.views.outline import outline
from assistant.web.views.proposal import about

TEXT = (
    "石桥镇述职报告\n现将XX年来的工作报告如下，请予审议，并请各位代表提出意见。\n"
    "一、抓学习\n组织集中学习XX次。\n二、抓项目\n引进项目XX个，修路XX公里。\n"
    "各位代表，让我们在XX的坚强领导下，不断开拓进取，为建设美丽石桥而努力奋斗！\n"
)


def test_opening_and_closing_are_in_the_outline_and_counted(desk: Desk) -> None:
    work = desk.open(Session.from_text(TEXT, settings=desk.settings))
    actions.choose(work, "closing")
    html = outline(work.check(), {}, work.chosen, Language.ZH)
    rows = re.findall(r'data-section="(.*?)".*?(?=<li>|$)', html)
    assert rows == ["all", "preamble", "1", "2", "closing"]
    lacks = [int(n) for n in re.findall(r"(\d+) 处待补", html)]
    assert f"还差 {sum(lacks)} 处" in html
    assert re.search(r'chosen" data-section="closing"', html)


def test_what_waits_for_the_closing_is_said_beside_it(desk: Desk) -> None:
    session = Session.from_text(TEXT, settings=desk.settings)
    found = session.propose(Request("shorten", sections=("closing",), to=Length.parse("20")))
    states = section_states(session.report, TEXT, [found])
    assert states["closing"] is not State.UNTOUCHED
    assert states["preamble"] is State.UNTOUCHED


def test_parts_of_a_proposal_are_told_in_the_order_of_the_report(desk: Desk) -> None:
    session = Session.from_text(TEXT.replace("现将XX年来", "现将一年来"), settings=desk.settings)
    found = session.propose(Request("fill"))
    # Of the opening, which stays as it is, something is told as well.
    said = next(p.findings for p in found.parts if p.findings)
    opening, *others = found.parts
    assert not opening.changed
    found = replace(found, parts=(replace(opening, findings=said), *others))
    told = re.findall(r'<section class="part" aria-label="(.*?)"', about(found, Language.ZH))
    assert (told[0], told[-1]) == ("开头", "结尾")


def test_a_part_that_lacks_is_offered_where_its_want_is_underlined(desk: Desk) -> None:
    title = "石桥镇领导班子述职述廉述德述法述安报告"
    work = desk.open(Session.from_text(TEXT.replace("石桥镇述职报告", title)))
    drawn = document(work.check(), {}, (), Language.ZH)[0]["h"]
    part = re.search(r'data-part="(.*?)" data-frame="搭框架：(.*?)"', drawn)
    assert part
    assert f'data-part="{part[1]}"' in outline(work.check(), {}, None, Language.ZH)
