"""The lengths handed out with the questions add up to the length asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.chains import Length, Request, prepare
from assistant.chains.budget import choose
from assistant.chains.compose import Part
from assistant.chains.limits import least_of
from assistant.chains.segments import held_together, units_of
from assistant.chains.shorten import SHORTEN
from assistant.chains.wordings import options_for
from assistant.gaps import find_gaps
from assistant.genres import load_genre
from assistant.outline import parse

SAMPLES = Path("assistant/samples")
SMALL, CAPABLE = "local", "openai:any"

DENSE = "新建大棚320亩、冷库6座、水渠12.6公里，改造危房48户。"
PLAIN = "我们始终把群众的事当作自己的事来办，进村入户听意见，把难题记下来，把办法一条条想出来。"
SHORT = "群众满意。"
OPEN = "堵了三年的松岭大道放学时段通行时间缩短____分钟，家长和老师都说这件事办得好。"
SILENT = "全年调解矛盾纠纷起，没有一起转成上访，村里的风气一年比一年好，邻里之间也更加和睦。"


def parts_of(text: str, to: str, model: str) -> tuple[Part, ...]:
    job = prepare(Request("shorten", to=Length.parse(to)), parse(text), load_genre("general"))
    return SHORTEN.spread(replace(job, model=model))


def check(text: str, to: str, model: str) -> int:
    """Check the sums of every part of a report; return how many questions there are."""
    questions = 0
    for part in parts_of(text, to, model):
        rest = [u for i, u in enumerate(part.units) if i not in part.asked_units]
        options = [options_for(u, ()) for u in rest]
        cut = choose(options, max(0, part.room - sum(part.limits)))
        shortest = sum(min(o.words for o in options_for(u, ())) for u in part.units)
        if shortest <= part.room:
            assert sum(part.limits) + sum(o.words for o in cut) <= part.room
        for index, limit in zip(part.asked_units, part.limits, strict=True):
            assert least_of(part.units[index]) <= limit < part.units[index].words
        questions += len(part.questions)
    return questions


@pytest.mark.parametrize(
    ("name", "to"),
    [("party-building", "30%"), ("personal-duty", "50%"), ("strict-governance", "70%")],
)
def test_meeting_every_length_keeps_a_sample_within_the_limit(name: str, to: str) -> None:
    assert check((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"), to, SMALL) > 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from((DENSE, PLAIN, SHORT, OPEN, SILENT)), min_size=1, max_size=9),
    st.integers(15, 95),
    st.sampled_from((SMALL, CAPABLE)),
)
def test_meeting_every_length_keeps_any_report_within_the_limit(
    sentences: list[str], percent: int, model: str
) -> None:
    body = "".join(sentences)
    check(f"松岭乡工作总结\n一、抓民生\n{body}\n二、抓作风\n{PLAIN}{SHORT}\n", f"{percent}%", model)


def test_a_text_of_figures_is_put_to_a_capable_model_alone() -> None:
    report = f"松岭乡工作总结\n一、抓产业\n{DENSE}{PLAIN}\n"
    asked = {
        model: [p.units[i].text for p in parts_of(report, "80%", model) for i in p.asked_units]
        for model in (SMALL, CAPABLE)
    }
    assert asked[SMALL] == [PLAIN]
    assert asked[CAPABLE] == [DENSE, PLAIN]


def test_what_must_stay_around_an_open_place_is_whole_words() -> None:
    unit = next(iter(units_of(report := parse(OPEN), 0, len(OPEN), find_gaps(report.text))))
    (kept,) = [words for words in held_together(unit) if "____" in words]
    assert kept.endswith("缩短____分钟")
    assert kept in OPEN
    assert not kept.startswith(("年", "的", "了", "堵了三年"))


def test_the_heading_and_the_sentence_before_are_shown_and_nothing_of_them_is_taken() -> None:
    report = f"松岭乡工作总结\n一、抓民生\n{DENSE}{PLAIN}\n"
    part = next(p for p in parts_of(report, "80%", CAPABLE) if p.questions)
    question = part.questions[-1]
    assert question.values["heading"] == "抓民生"
    assert question.values["before"].startswith("新建大棚320亩")
    said = "改造危房48户，始终把群众的事当作自己的事来办，把难题记下来。"
    assert any("前后句" in f.message.zh for f in question.judge(said))
    assert not question.judge("我们始终把群众的事当作自己的事来办，进村入户听意见，把难题记下来。")
