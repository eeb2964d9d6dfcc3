"""A score names what is wrong, says where, and tells a good result from a bad one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval import SIGNABLE
from eval.case import Case, Element, Kind, Priority, Words
from eval.scorers import score
from eval.scorers.length import curve
from eval.scorers.model import FIDELITY_CAP, REQUIRED_CAP
from eval.scorers.overlap import chrf
from tests.eval.judged import (
    FILLED,
    OPEN,
    SHORT,
    SOURCE,
    case,
    codes,
    failed,
    fill,
    shorten,
    swapped,
)

MADE = [shorten(), fill(), case("rewrite", SOURCE, SHORT, instruction="改简洁些")]


@pytest.mark.parametrize("made", MADE, ids=lambda m: m.task.value)
def test_the_reference_has_one_an_empty_text_nothing_the_source_little(made: Case) -> None:
    reference = score(made, made.reference)
    assert reference.total == 1.0
    assert reference.findings == ()
    assert all(r.ok for r in reference.elements)
    assert score(made, " \n").total == 0.0
    source = score(made, made.source)
    assert source.total <= 0.5
    assert "unchanged" in codes(source)


UNTRUE = [
    ("26次", "28次", "figure_unsupported"),
    ("420人次", "420户次", "unit_changed"),
    ("1.2亿元", "1.2万元", "figure_unsupported"),
    ("集中学习26次，专题研讨8次", "集中学习8次，专题研讨26次", "swapped"),
    ("。\n二、", "，惠及群众3万人。\n二、", "figure_unsupported"),
    ("《青浦镇学习制度》", "《青浦镇考勤制度》", "title_changed"),
    ("没有发生一起违纪事件", "发生一起违纪事件", "hard_word_lost"),
    ("投诉下降12%", "投诉增长12%", "hard_word_new"),
    ("群众XX户", "群众310户", "gap_filled_without_fact"),
    ("群众XX户", "群众", "gap_lost"),
]


@pytest.mark.parametrize(("old", "new", "code"), UNTRUE)
def test_an_untruth_is_named_and_holds_the_total_down(old: str, new: str, code: str) -> None:
    result = swapped(shorten(), old, new)
    assert code in codes(result)
    assert result.total <= FIDELITY_CAP
    assert result.fidelity is not None
    assert result.fidelity.reasons
    finding = next(f for f in result.findings if f.code == code)
    assert finding.start is not None or finding.output_start is not None


LACKING = [
    ("二、抓项目\n", "二、\n", "heading"),
    ("二、抓项目", "三、抓项目", "heading"),
    ("一是新建河东水厂，完成投资1.2亿元，带动就业310人。\n二是", "", "points"),
    (SHORT[SHORT.index("三、") :], "", "heading"),
    ("走访困难群众XX户，发放慰问金4.8万元，新建幸福食堂9家。", "", "heading"),
]


@pytest.mark.parametrize(("old", "new", "kind"), LACKING)
def test_what_is_missing_fails_its_element(old: str, new: str, kind: str) -> None:
    result = swapped(shorten(), old, new)
    assert kind in failed(result)
    assert result.total <= REQUIRED_CAP


UNCLEAN = [
    ("一、抓学习", "好的，以下是压缩后的内容：\n一、抓学习", "chat_phrase"),
    ("一、抓学习", "**一、抓学习**", "markdown"),
    ("新建幸福食堂9家。", "新建幸福食堂9", "cut_off"),
    ("新建幸福食堂9家。", "新建幸福食堂9家。Sure it was a good year for all.", "language_drift"),
    (
        "新建幸福食堂9家。",
        "新建幸福食堂9家。潮平岸阔催人进，风正扬帆正当时，让我们再创佳绩。",
        "padding",
    ),
    ("专题研讨8次，", "专题研讨8次，##vipend##", "noise_left"),
]


@pytest.mark.parametrize(("old", "new", "code"), UNCLEAN)
def test_unclean_language_is_named(old: str, new: str, code: str) -> None:
    result = swapped(shorten(), old, new)
    assert code in codes(result)
    assert result.total < 1


SAME = [
    ("26次", "二十六次"),
    ("26次", "２６次"),
    ("1.2亿元", "12000万元"),
    ("，没有发生", "，未发生"),
    ("新建河东水厂，完成投资1.2亿元", "完成投资1.2亿元，新建河东水厂"),
    ("走访困难群众XX户", "走访困难群众【待补：走访困难群众多少户】户"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_same_in_another_form_is_not_punished(old: str, new: str) -> None:
    assert swapped(shorten(), old, new).total == 1.0


def test_another_style_of_numbers_is_as_good_where_all_have_it() -> None:
    made = shorten()
    output = SHORT
    for old, new in (("一、抓", "（一）抓"), ("二、抓", "（二）抓"), ("三、抓", "（三）抓")):
        output = output.replace(old, new)
    assert score(made, output).total == 1.0
    assert "heading" in failed(swapped(made, "二、抓", "（二）抓"))


def test_a_result_too_long_or_short_follows_the_curve_of_longwriter() -> None:
    assert curve(200, 100) == pytest.approx(2 / 3)
    assert curve(50, 100) == pytest.approx(0.5)
    assert curve(400, 100) == curve(0, 100) == 0
    result = score(shorten(words=Words(20, 60)), SHORT)
    assert "too_long" in codes(result)
    assert result.length is not None
    assert 0 < result.length.value < 1
    assert result.total <= REQUIRED_CAP


def test_no_length_is_scored_where_any_will_do() -> None:
    made = case("rewrite", SOURCE, SHORT, instruction="改简洁些", words=Words(0, 10_000))
    assert score(made, SHORT).length is not None


def test_loose_forgives_chat_and_markdown_around_the_text() -> None:
    made = shorten()
    output = f"好的，以下是压缩后的内容：\n\n```\n{SHORT}```\n\n希望对您有帮助！"
    assert score(made, output).total < SIGNABLE
    assert score(made, output, loose=True).total == 1.0
    wrong = output.replace("26次", "62次")
    assert score(made, wrong, loose=True).total <= FIDELITY_CAP


def test_text_outside_the_chosen_section_must_stay_to_the_byte() -> None:
    reference = SOURCE.replace("学习氛围更加浓厚，方式更加多样。", "")
    made = case("shorten", SOURCE, reference, sections=("1",), to="90%")
    assert score(made, reference).total == 1.0
    result = score(made, reference.replace("带动就业310人", "带动就业 310人"))
    assert "outside_changed" in codes(result)
    assert result.total <= FIDELITY_CAP
    assert "chat_phrase" in codes(score(made, "以下是压缩后的文本：\n" + reference))


FILLING = [
    ("128户", "XX户", "fact", REQUIRED_CAP),
    ("128户", "36户", "fact", FIDELITY_CAP),
    ("36人", "128人", "fact", FIDELITY_CAP),
    ("【待补：发放慰问金多少万元】万元", "4.8万元", "gap", FIDELITY_CAP),
    ("【待补：发放慰问金多少万元】万元", "万元", "gap", FIDELITY_CAP),
]


@pytest.mark.parametrize(("old", "new", "kind", "cap"), FILLING)
def test_a_gap_filled_wrongly_left_open_or_hidden_fails(
    old: str, new: str, kind: str, cap: float
) -> None:
    result = swapped(fill(), old, new)
    assert kind in failed(result)
    assert result.total <= cap


def test_an_unfilled_gap_is_no_untruth() -> None:
    result = swapped(fill(), "128户", "XX户")
    assert result.fidelity is not None
    assert result.fidelity.value == 1.0


ELEMENTS = [
    (Element("e", Kind.PART, part="problems"), True),
    (Element("e", Kind.PART, part="work", words=900), False),
    (Element("e", Kind.LEAD, section="1", text="走访"), True),
    (Element("e", Kind.LEAD, section="2", text="走访"), False),
    (Element("e", Kind.FIGURE, text="36人", subject="就业"), True),
    (Element("e", Kind.FIGURE, text="36人", subject="慰问金"), True),
    (Element("e", Kind.FIGURE, text="37人"), False),
    (Element("e", Kind.NAME, text="慰问金|救助金"), True),
    (Element("e", Kind.TITLE, text="《救助办法》"), False),
    (Element("e", Kind.FACT, text="128户", near="走访困难群众"), True),
    (Element("e", Kind.FACT, text="128户", near="解决就业"), False),
    (Element("e", Kind.GAP, near="发放慰问金"), True),
    (Element("e", Kind.GAP, near="解决就业"), False),
    (Element("e", Kind.NEGATION, text="未发生安全事故"), True),
    (Element("e", Kind.NEGATION, text="未发生火灾"), False),
    (Element("e", Kind.PHRASE, text="安全事故"), True),
    (Element("e", Kind.ABSENT, text="谱写"), True),
    (Element("e", Kind.ABSENT, text="群众"), False),
    (Element("e", Kind.ORDER, headings=("民生", "问题")), True),
    (Element("e", Kind.ORDER, headings=("问题", "民生")), False),
    (Element("e", Kind.HEADING, text="抓民生", level=1, number="一、"), True),
    (Element("e", Kind.HEADING, text="抓民生", level=2), False),
    (Element("e", Kind.POINTS, section="1", count=(2, 2)), False),
]


@pytest.mark.parametrize(("element", "there"), ELEMENTS)
def test_each_kind_of_element_is_judged(element: Element, there: bool) -> None:
    made = fill(elements=(element,), has_elements=True, derive=False)
    (result,) = score(made, FILLED).elements
    assert result.ok is there
    assert result.reason.zh
    assert result.reason.en


def test_an_expected_element_weighs_half_and_sets_no_cap() -> None:
    wanted = Element("e", Kind.PHRASE, Priority.EXPECTED, text="再接再厉")
    made = shorten(elements=(wanted,), has_elements=True)
    result = score(made, SHORT)
    assert REQUIRED_CAP < result.total < 1


def test_the_score_has_the_keys_of_the_contract() -> None:
    result = swapped(shorten(), "26次", "28次").as_dict()
    assert set(result) == {
        "total", "structure", "fidelity", "length", "language", "elements", "findings",
    }  # fmt: skip
    assert set(result["elements"][0]) == {"id", "kind", "priority", "ok", "reason"}


def test_chrf_is_for_information_and_knows_chinese() -> None:
    assert chrf(SHORT, SHORT) == 100.0
    assert 0 < chrf(SOURCE, SHORT) < 100
    assert chrf("", SHORT) == 0.0


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        alphabet="一二三、（）。，；XX0123456789%万元人次没有增长下降抓学习项目\n【】《》“”",
        max_size=120,
    )
)
def test_any_text_has_a_score_between_nothing_and_one(output: str) -> None:
    for made in (shorten(), fill()):
        first, again = score(made, output), score(made, output)
        assert 0 <= first.total <= 1
        assert first == again


def test_an_open_source_and_filled_reference_are_not_mixed_up() -> None:
    assert score(fill(), OPEN).total <= 0.5
