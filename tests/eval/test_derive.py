"""A text, a reference and a request are enough: the rest is drawn from the reference."""

from __future__ import annotations

from dataclasses import replace

from eval.case import Case, Element, Kind, Words
from eval.derive import basis
from tests.eval.judged import FILLED, OPEN, SHORT, SOURCE, case, fill, shorten


def drawn(made: Case, kind: Kind) -> list[Element]:
    return [e for e in basis(made).elements if e.kind is kind]


def test_headings_their_order_and_points_are_drawn() -> None:
    made = shorten()
    headings = drawn(made, Kind.HEADING)
    assert [(e.text, e.number, e.level) for e in headings] == [
        ("抓学习", "一、", 1), ("抓项目", "二、", 1), ("抓民生", "三、", 1),
    ]  # fmt: skip
    assert [e.headings for e in drawn(made, Kind.ORDER)] == [("抓学习", "抓项目", "抓民生")]
    assert [(e.section, e.count) for e in drawn(made, Kind.POINTS)] == [("抓项目", (2, 2))]


def test_the_figures_the_reference_kept_are_drawn_where_some_may_go() -> None:
    assert [(e.text, e.subject) for e in drawn(shorten(), Kind.FIGURE)][:2] == [
        ("26次", "组织集中学习"), ("8次", "专题研讨"),
    ]  # fmt: skip
    assert not drawn(fill(), Kind.FIGURE)


def test_every_gap_is_drawn_as_the_reference_has_it() -> None:
    made = fill()
    assert [(e.near, e.text) for e in drawn(made, Kind.FACT)] == [
        ("全年走访困难群众", "128户"), ("解决就业", "36人"),
    ]  # fmt: skip
    assert [e.near for e in drawn(made, Kind.GAP)] == ["发放慰问金"]


def test_a_mark_for_a_part_that_the_source_lacks_is_drawn() -> None:
    made = case("fill", OPEN, FILLED + "三、下一步打算\n【待补：下一步怎么做】\n")
    assert "下一步打算" in {e.near for e in drawn(made, Kind.GAP)}


def test_the_length_asked_for_gives_the_band_and_never_more() -> None:
    assert basis(shorten()).words == Words(114, 143)
    assert basis(shorten(words=Words(10, 20))).words == Words(10, 20)


def test_what_the_author_states_is_not_drawn_again() -> None:
    stated = Element("h", Kind.HEADING, text="项目")
    made = shorten(elements=(stated,), has_elements=True)
    headings = drawn(made, Kind.HEADING)
    assert [e.text for e in headings] == ["项目", "抓学习", "抓民生"]
    assert headings[0].like.startswith("一是新建河东水厂")
    assert not drawn(made, Kind.FIGURE)
    assert [e.id for e in basis(replace(made, derive=False)).elements] == ["h"]


def test_only_the_chosen_section_is_drawn() -> None:
    reference = SOURCE.replace("新建河东水厂，", "新建水厂，")
    made = case("rewrite", SOURCE, reference, sections=("2",), instruction="改短")
    assert [e.text for e in drawn(made, Kind.HEADING)] == ["抓项目"]


def test_the_noise_of_the_chosen_part_is_no_part_of_the_source() -> None:
    dirty = SOURCE.replace("更加浓厚", "更加##vipstart##浓厚")
    made = case("shorten", dirty, SHORT, to="87%")
    ready = basis(made)
    assert "vipstart" not in ready.source
    place = ready.source.index("专题研讨")
    assert dirty[ready.back(place) :].startswith("专题研讨")
    late = ready.source.index("二、抓项目")
    assert dirty[ready.back(late) :].startswith("二、抓项目")
