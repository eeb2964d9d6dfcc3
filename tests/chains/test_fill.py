"""Filling: what has a fact gets it, what has none gets a visible mark, and nothing else changes."""

from __future__ import annotations

import pytest

from assistant.chains import Asker, Outcome, Request, prepare
from assistant.facts import Fact
from assistant.genres import load_genre
from assistant.outline import parse
from assistant.verify import Verdict
from eval.strong.playback import Playback
from tests.chains.by_rules import done, run


def fill(text: str, *facts: Fact, figures_only: bool = False) -> Outcome:
    return done(text, Request("fill", figures_only=figures_only), *facts, genre="general")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "印发《XX镇网格管理办法》，组建网格46个。",
            "印发《【待补：地名】镇网格管理办法》，组建网格46个。",
        ),
        (
            "打造“XX先锋”品牌，服务群众320人次。",
            "打造“【待补：品牌名称】先锋”品牌，服务群众320人次。",
        ),
        (
            "统筹推进等专项行动，整改隐患46处。",
            "统筹推进【待补：专项行动的名称】等专项行动，整改隐患46处。",
        ),
    ],
)
def test_a_mark_says_what_belongs_there_and_is_accepted(before: str, after: str) -> None:
    outcome = fill(before)
    assert outcome.verdict is Verdict.ACCEPTED
    assert outcome.text == after


def test_the_trace_says_that_a_marked_place_is_still_open() -> None:
    outcome = fill("开展集中学习XX次，化解矛盾纠纷36件。")
    gaps = [item for s in outcome.sections for item in s.trace if item.kind == "gap"]
    assert [item.status.value for item in gaps] == ["kept"]


def test_filling_again_changes_nothing() -> None:
    text = "印发《XX镇网格管理办法》，开展集中学习次，打造“”品牌，统筹推进等专项行动。"
    once = fill(text)
    assert once.text != text
    assert fill(once.text).text == once.text


def test_facts_that_found_no_place_are_named() -> None:
    used = Fact("f1", "集中学习", "26", "次", "学习台账")
    unused = Fact("f2", "新建公厕", "7", "座", "城建台账")
    outcome = fill("全年开展集中学习XX次。", used, unused)
    assert "26次" in outcome.text
    found = [f for s in outcome.sections for f in s.findings if f.code == "facts_unused"]
    assert "新建公厕7座" in found[0].message.zh


def test_values_that_contradict_each_other_once_filled_in_need_a_person() -> None:
    whole, part = (
        Fact("f1", "走访企业", "40", "家", "台账"),
        Fact("f2", "规上企业", "50", "家", "台账"),
    )
    text = "一、工作\n改造危房48户。\n二、服务\n走访企业XX家，其中规上企业XX家。\n"
    outcome = fill(text, whole, part)
    assert [s.verdict for s in outcome.sections] == [Verdict.ACCEPTED, Verdict.REVIEW]
    (found,) = (f for s in outcome.sections for f in s.findings if f.code == "part_exceeds_whole")
    assert found.section == "2"
    assert outcome.sections[1].output[found.output_start : found.output_end].endswith("50家")
    assert fill(text, whole, Fact("f2", "规上企业", "5", "家", "台账")).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("numbers", "added"),
    [
        (("一、", "二、"), ["三、存在问题", "四、下一步打算"]),
        (("一、", "四."), ["五、存在问题", "六、下一步打算"]),
        (("三、", "四、"), ["五、存在问题", "六、下一步打算"]),
    ],
)
def test_a_part_that_is_added_leaves_the_numbers_of_the_others_alone(
    numbers: tuple[str, str], added: list[str]
) -> None:
    one, two = numbers
    text = f"松岭乡2024年工作总结\n{one}抓产业\n建成茶园26亩。\n{two}抓平安\n化解矛盾12起。\n"
    lines = fill(text).text.splitlines()
    assert [
        line for line in lines if line.startswith(("三、存", "四、下", "五、存", "六、下"))
    ] == added
    assert [line for line in lines if line.startswith(numbers)][:2] == [
        line for line in text.splitlines() if line.startswith(numbers)
    ]


def test_an_open_cell_of_a_table_gets_its_mark_in_its_own_cell() -> None:
    row = "走访农户\tXX户\t含重复\n"
    text = fill(f"一、抓民生\n指标\t数值\t备注\n{row}").text
    assert text.splitlines()[-1] == "走访农户\t【待补：走访农户多少户】户\t含重复"


def test_figures_alone_are_filled_without_a_part_added_or_a_number_changed() -> None:
    text = "柳溪镇2024年工作总结\n一、主要工作\n新建水渠XX公里，开展集中学习XX次。\n"
    fact = Fact("f1", "新建水渠", "12", "公里", "水利台账")
    both, only = (fill(text, fact, figures_only=wish) for wish in (False, True))
    assert len(both.sections) > len(only.sections) == 1
    assert {g.gap.kind for g in both.gaps} > {g.gap.kind for g in only.gaps} == {"placeholder"}
    assert only.text == (
        "柳溪镇2024年工作总结\n一、主要工作\n"
        "新建水渠12公里，开展集中学习【待补：开展集中学习多少次】次。\n"
    )
    assert only.as_dict()["asked"]["figures_only"] is True


def test_a_capable_model_is_not_asked_what_its_answer_would_not_change() -> None:
    report = parse("开展集中学习XX次，化解矛盾纠纷36件。")
    facts = (Fact("f1", "集中学习次数", "26", "次", "学习台账"),)
    job = prepare(Request("fill"), report, load_genre("general"), facts=facts)
    writer = Playback(lambda _: '{"fact": "none"}')
    outcome = run(job, report, Asker(writer))
    assert "集中学习26次" in outcome.text
    assert not writer.asked
