"""A report's genre is read from its title first, from what it announces second."""

from __future__ import annotations

import pytest

from assistant.genres import recognise
from assistant.outline import parse

BODY = "\n一、主要工作\n全年建成水渠12公里。\n二、下一步打算\n继续修渠。\n"


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("青禾镇领导班子2024年度述职述廉述德述法述安报告", "team-duty"),
        ("云溪市文旅局领导班子述职述廉报告", "team-duty"),
        ("2024年度领导班子工作总结", "team-duty"),
        ("2024年度述职述廉述法报告（镇党政班子）", "team-duty"),
        ("临川街道党工委书记2024年抓基层党建工作述职报告", "party-building"),
        ("履行基层党建工作责任述职报告", "party-building"),
        ("石桥县教育局党组书记抓党建述职报告", "party-building"),
        ("2024年度党建工作述职报告", "party-building"),
        ("2024年度个人述职述廉报告", "personal-duty"),
        ("2024年度述德述职述廉报告", "personal-duty"),
        ("石桥县水利局局长2024年述职述廉报告", "personal-duty"),
        ("2024年述学述职述廉述法报告", "personal-duty"),
        ("2024年履行全面从严治党责任述职报告", "strict-governance"),
        ("关于落实全面从严治党主体责任情况的报告", "strict-governance"),
        ("2024年度党风廉政建设责任制述职报告", "strict-governance"),
        ("望湖区教育局“一把手”述职报告", "chief-duty"),
        ("石桥县党政正职2024年度述职报告", "chief-duty"),
        ("松岭乡乡长述职报告", "chief-duty"),
        ("松岭乡人民政府2024年工作总结", "general"),
        ("2024年度述职报告", "general"),
        ("云溪市人民政府工作报告", "general"),
    ],
)
def test_the_title_names_the_genre(title: str, genre: str) -> None:
    found, confidence = recognise(parse(title + BODY))
    assert found.id == genre
    assert 0 < confidence <= 1


def test_a_full_title_is_surer_than_a_bare_one() -> None:
    sure = recognise(parse("青禾镇领导班子述职述廉报告" + BODY))[1]
    unsure = recognise(parse("2024年度述职报告" + BODY))[1]
    assert sure > 0.9 > unsure


def test_the_announcement_serves_where_the_title_says_little() -> None:
    report = parse("2024年度报告\n根据安排，现将本人履行全面从严治党责任情况报告如下。" + BODY)
    assert recognise(report)[0].id == "strict-governance"


def test_a_text_of_no_genre_is_general_and_unsure() -> None:
    genre, confidence = recognise(parse("今天天气很好，我们去看海。\n"))
    assert genre.id == "general"
    assert confidence < 0.3
