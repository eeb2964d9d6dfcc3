"""The verdict: what is the same is accepted, what was planted is not."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.checks import Filled, Verdict, verify
from assistant.checks.filling import Filling
from assistant.figures import find_figures
from tests.checks.judging import judge
from tests.checks.paraphrases import PARAPHRASES
from tests.growth import GENEROUS, exponent

SHARED = Path(__file__).resolve().parents[3] / "shared"

SUBJECTS = st.sampled_from(
    [
        "集体学习",
        "讲党课",
        "走访群众",
        "化解矛盾",
        "新建道路",
        "培训干部",
        "发展党员",
        "排查隐患",
        "招引项目",
        "帮扶家庭",
    ]
)
UNITS = st.sampled_from(["次", "人", "户", "个", "件", "公里", "亿元", "万元", "%", "余户"])
NUMBERS = st.one_of(
    st.integers(1, 99_999).map(str),
    st.decimals("0.1", "999", places=1, allow_nan=False).map(str),
)
CLAUSES = st.builds("{}{}{}".format, SUBJECTS, NUMBERS, UNITS)
SENTENCES = st.lists(CLAUSES, min_size=1, max_size=4).map(lambda c: "，".join(c) + "。")
PASSAGES = st.lists(SENTENCES, min_size=1, max_size=4, unique=True).map("".join)


@given(PASSAGES)
def test_a_text_is_a_good_rewrite_of_itself(text: str) -> None:
    result = verify(text, text)
    assert result.errors == ()
    assert {item.status.value for item in result.trace} <= {"kept"}


@given(PASSAGES, st.data())
@settings(max_examples=150)
def test_any_changed_digit_is_refused(text: str, data: st.DataObject) -> None:
    places = [i for i, char in enumerate(text) if char.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    output = text[:place] + digit + text[place + 1 :]
    before = sorted(str(f.key) for f in find_figures(text))
    assume(before != sorted(str(f.key) for f in find_figures(output)))  # 0.10 and 0.1 are one
    assert verify(text, output).verdict is Verdict.UNCHANGED


@given(st.lists(SENTENCES, min_size=2, max_size=5, unique=True), st.randoms())
def test_sentences_may_change_places(sentences: list[str], random: Random) -> None:
    source = "".join(sentences)
    random.shuffle(sentences)
    assert verify(source, "".join(sentences)).errors == ()


@pytest.mark.parametrize(("source", "output"), PARAPHRASES)
def test_a_faithful_paraphrase_is_accepted(source: str, output: str) -> None:
    result = verify(source, output)
    assert result.verdict is Verdict.ACCEPTED, result.findings


@pytest.mark.parametrize(("source", "output"), PARAPHRASES)
def test_a_paraphrase_with_one_digit_changed_is_refused(source: str, output: str) -> None:
    place = next((i for i, char in enumerate(output) if char.isdigit()), None)
    if place is None:
        return
    digit = "7" if output[place] != "7" else "3"
    changed = output[:place] + digit + output[place + 1 :]
    assert verify(source, changed).verdict is Verdict.UNCHANGED


def test_the_verdict_follows_the_gravest_finding() -> None:
    source = "由王建国同志牵头，完成整改12项。"
    assert judge(source, source).verdict is Verdict.ACCEPTED
    assert judge(source, "牵头完成整改12项。").verdict is Verdict.REVIEW
    assert judge(source, "由王建国同志牵头，完成整改13项。").verdict is Verdict.UNCHANGED


def test_a_verification_is_json() -> None:
    data = verify("学习26次。出台《办法》。", "出台《办法》。学习28次。").as_dict()
    assert data["verdict"] == "unchanged"
    assert set(data["trace"][0]) == {"kind", "text", "status", "from", "to", "source"}
    assert data["trace"][0]["from"] == [2, 5]
    json.dumps(data, ensure_ascii=False)


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.text(max_size=5)), max_size=4)
)
def test_positions_in_the_filled_source_lead_back(
    text: str, inserts: list[tuple[int, str]]
) -> None:
    places = sorted({min(place, len(text)) for place, _ in inserts})
    filled = [
        Filled(f"g{p}", p, p, words, "") for p, (_, words) in zip(places, inserts, strict=False)
    ]
    filling = Filling(text, filled)
    backs = [filling.back(place) for place in range(len(filling.text) + 1)]
    assert backs == sorted(backs)
    assert backs[0] == 0 or filled
    assert backs[-1] == len(text)


def test_judging_a_section_grows_with_its_length_and_no_faster() -> None:
    def judge(count: int) -> None:
        source = "".join(first for first, _ in PARAPHRASES[:8])
        output = "".join(second for _, second in PARAPHRASES[:8])
        verify(source * count, output * count)

    assert exponent(judge, 1) < GENEROUS


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
def test_every_shared_paragraph_is_a_good_rewrite_of_itself() -> None:
    reports = sorted(SHARED.glob("corpora/*-20*/*.txt"))[::5]
    for path in [*sorted(SHARED.glob("seeds/*.txt")), *reports]:
        for line in path.read_text(encoding="utf-8", errors="ignore").splitlines():
            result = verify(line, line)
            if line.strip():
                assert result.findings == (), (path.name, result.findings)
