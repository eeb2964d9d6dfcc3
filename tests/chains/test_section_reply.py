"""A reply becomes the section: heading, number and layout are code's, the words are the reply's."""

from __future__ import annotations

import pytest

from assistant.chains.section_reply import as_section

HEAD = "二、抓好产业"
SOURCE = f"{HEAD}\n　　新建大棚36座。\n　　带动就业120人。\n"


def placed(reply: str, source: str = SOURCE, head: str = HEAD, *, changes: bool = False) -> str:
    return as_section(source, len(head), reply, heading_may_change=changes)


@pytest.mark.parametrize(
    "reply",
    [
        "新建大棚36座，带动就业120人。",
        f"{HEAD}\n新建大棚36座，带动就业120人。",
        f"{HEAD}\n\n　　新建大棚36座，带动就业120人。\n\n",
        "抓好产业\n新建大棚36座，带动就业120人。",
        "二、做强产业\n新建大棚36座，带动就业120人。",
        "三、抓好产业\n新建大棚36座，带动就业120人。",
        f"```\n{HEAD}\n新建大棚36座，带动就业120人。\n```",
    ],
)
def test_heading_indent_and_line_end_are_those_of_the_source(reply: str) -> None:
    assert placed(reply) == f"{HEAD}\n　　新建大棚36座，带动就业120人。\n"


def test_a_heading_may_be_reworded_where_that_can_be_asked_and_keeps_its_number() -> None:
    assert placed("三、做强产业\n新建大棚36座。", changes=True).startswith("二、做强产业\n　　新")


def test_a_reworded_heading_may_end_in_the_mark_of_the_one_it_stands_for() -> None:
    head = f"{HEAD}。"
    source = f"{head}\n新建大棚36座。\n"
    reply = "二、做强产业。\n新建大棚36座。"
    assert placed(reply, source, head, changes=True) == "二、做强产业。\n新建大棚36座。\n"


@pytest.mark.parametrize("before", ["　　", "## ", ""])
def test_a_reworded_heading_stands_once_whatever_stands_before_it(before: str) -> None:
    head = f"{before}（三）民生社会事业有进步"
    reply = "（三）民生社会事业有新进步\n新建大棚36座。"
    told = placed(reply, f"{head}\n新建大棚36座。\n", head, changes=True)
    assert told == f"{before}{reply}\n"


def test_blank_lines_are_the_replys_where_the_source_has_any() -> None:
    source = f"{HEAD}\n\n新建大棚36座。\n带动就业120人。"
    assert placed("一是大棚。\n二是就业。", source) == f"{HEAD}\n\n一是大棚。\n二是就业。"
    spread = f"{HEAD}\n\n一是大棚。\n\n二是就业。"
    assert placed(spread, source) == spread
    assert placed(spread) == f"{HEAD}\n　　一是大棚。\n　　二是就业。\n"


def test_a_part_whose_number_stands_in_its_text_keeps_it() -> None:
    source = "第一，抓好产业。新建大棚36座。\r\n"
    head = "第一，抓好产业。"
    assert (
        placed("第二，抓好产业。建大棚36座。", source, head) == "第一，抓好产业。建大棚36座。\r\n"
    )
    assert placed("抓好产业。建大棚36座。", source, head) == "第一，抓好产业。建大棚36座。\r\n"


def test_nothing_stays_nothing() -> None:
    assert placed(" \n ") == ""
