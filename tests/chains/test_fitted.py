"""A reply brought to its length by what its writer marked as first to go."""

from __future__ import annotations

import pytest

from assistant.chains.fitted import fitted


@pytest.mark.parametrize(
    ("reply", "most", "text"),
    [
        ("甲完成1件，{乙也完成，}丙完成2件。", 99, "甲完成1件，乙也完成，丙完成2件。"),
        ("甲完成1件，{乙也完成，}丙完成2件。", 12, "甲完成1件，丙完成2件。"),
        ("甲完成1件{，乙也完成}。丙完成。", 11, "甲完成1件。丙完成。"),
        ("甲完成1件，{乙也完成。}\n丙完成。", 11, "甲完成1件。\n丙完成。"),
        ("甲完成。{乙也完成；}丙{，丁}。", 9, "甲完成。丙，丁。"),
        ("甲完成，{乙也完成}", 5, "甲完成。"),
        ("甲完成1件{", 99, "甲完成1件"),
    ],
)
def test_as_little_as_must_goes_and_the_marks_that_meet_become_one(
    reply: str, most: int, text: str
) -> None:
    assert fitted(reply, most, int(most * 0.85)) == text


@pytest.mark.parametrize(
    ("reply", "most", "text"),
    [
        (
            "{精准落实惠企政策，}为企业减负25万元{，办好企业开办的事项}。",
            18,
            "精准落实惠企政策，为企业减负25万元。",
        ),
        (
            "{大力}推进旧街{持续}改造，{切实}建成12处{，支持设立飞地}。",
            20,
            "推进旧街改造，建成12处，支持设立飞地。",
        ),
        (
            "村里抓两件事。\n　　{发展文化事业。}建成书屋。{开展读书活动。}",
            20,
            "村里抓两件事。\n　　发展文化事业。建成书屋。",
        ),
    ],
)
def test_what_opens_a_sentence_or_a_paragraph_and_a_clause_stay_before_the_rest(
    reply: str, most: int, text: str
) -> None:
    assert fitted(reply, most, int(most * 0.85)) == text


@pytest.mark.parametrize("held", ["资金XX万元", "会议□次"])
def test_an_open_place_never_goes(held: str) -> None:
    assert held in fitted(f"甲完成{{，投入{held}}}。", 5, 4)
