"""The verdict: what is the same is accepted, what was planted is not."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.figures import find_figures
from assistant.formats import read_report
from assistant.outline import parse
from assistant.samples import names, path
from assistant.verify import Filled, Verdict, verify
from assistant.verify.filling import Filling
from assistant.verify.tokens import tokens_of
from tests.growth import GENEROUS, exponent
from tests.verify.judging import judge, unnoticed
from tests.verify.paraphrases import PARAPHRASES

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
@settings(deadline=None)
def test_a_text_is_a_good_rewrite_of_itself(text: str) -> None:
    result = verify(text, text)
    assert result.verdict is Verdict.ACCEPTED
    assert result.reading == ()
    assert result.read_share == 0
    assert {item.status.value for item in result.trace} <= {"kept"}


@given(PASSAGES, st.data())
@settings(max_examples=100, deadline=None)
def test_any_changed_digit_is_noticed_at_its_place(text: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([i for i, char in enumerate(text) if char.isdigit()]))
    output = _other_digit(text, place, data)
    assert unnoticed(text, output) == []


@given(st.sampled_from(PARAPHRASES), st.booleans(), st.data())
@settings(max_examples=100, deadline=None)
def test_any_digit_changed_in_a_paraphrase_is_noticed_at_its_place(
    pair: tuple[str, str, int], may_drop: bool, data: st.DataObject
) -> None:
    source, faithful, _ = pair
    places = [i for i, char in enumerate(faithful) if char.isdigit()]
    assume(places)
    place = data.draw(st.sampled_from(places))
    changed = _other_digit(faithful, place, data)
    marked_text = f"{changed[:place]}⟦{changed[place]}⟧{changed[place + 1 :]}"
    assert unnoticed(source, marked_text, may_drop=may_drop) == []


def _other_digit(text: str, place: int, data: st.DataObject) -> str:
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    output = text[:place] + digit + text[place + 1 :]
    before = sorted(str(f.key) for f in find_figures(text))
    assume(before != sorted(str(f.key) for f in find_figures(output)))  # 0.10 and 0.1 are one
    return output


@given(st.lists(SENTENCES, min_size=2, max_size=5, unique=True), st.randoms())
def test_sentences_may_change_places(sentences: list[str], random: Random) -> None:
    source = "".join(sentences)
    random.shuffle(sentences)
    assert verify(source, "".join(sentences)).errors == ()


@pytest.mark.parametrize(("source", "output", "percent"), PARAPHRASES)
def test_a_faithful_paraphrase_is_not_refused_and_leaves_little_to_read(
    source: str, output: str, percent: int
) -> None:
    result = verify(source, output)
    assert result.errors == ()
    assert result.read_share <= percent / 100, result.reading


def test_of_all_paraphrases_together_an_eighth_is_left_to_read() -> None:
    shares = [(verify(source, output).read_share, len(output)) for source, output, _ in PARAPHRASES]
    assert sum(s * n for s, n in shares) / sum(n for _, n in shares) < 1 / 8


SAMPLE_LINES = [
    line for name in names() for line in read_report(path(name)).text.splitlines() if line.strip()
]


@pytest.mark.parametrize("name", names())
def test_every_section_of_a_sample_is_a_good_rewrite_of_itself(name: str) -> None:
    report = parse(read_report(path(name)).text)
    sections = [report.of(section) for section in report.walk()]
    assert sections
    for text in sections:
        result = verify(text, text)
        assert (result.verdict, result.reading) == (Verdict.ACCEPTED, ()), text


@given(st.sampled_from(SAMPLE_LINES), st.sampled_from(SAMPLE_LINES), st.booleans(), st.data())
@settings(max_examples=80, deadline=None)
def test_items_stand_in_order_apart_and_within_the_texts(
    source: str, other: str, may_drop: bool, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(source)))
    output = source[cut:] + other[: data.draw(st.integers(0, len(other)))] + source[: cut // 2]
    result = judge(source, output, may_drop=may_drop)
    assert result == judge(source, output, may_drop=may_drop)
    assert len({item.id for item in result.reading}) == len(result.reading)
    assert 0 <= result.read_share <= 1
    assert all(b.output[0] - a.output[1] >= 2 for a, b in pairwise(result.reading))
    for item in result.reading:
        start, end = item.output
        assert 0 <= start <= end <= len(output)
        assert item.new == output[start:end]
        assert item.source is None or 0 <= item.source[0] < item.source[1] <= len(source)
        assert item.why.zh
        assert item.why.en
    for finding in result.findings:
        assert finding.start is None or 0 <= finding.start <= (finding.end or 0) <= len(source)
        assert 0 <= (finding.output_start or 0) <= (finding.output_end or 0) <= len(output)


def test_the_id_of_an_item_stays_while_its_words_and_place_do() -> None:
    source = "全年组织学习26次，群众满意。河道治理完成12公里。"
    first = verify(source, "全年组织学习26次，群众满意，获评先进。河道治理完成12公里。")
    second = verify(source, "全年组织学习26次，群众满意，获评先进。河道圆满治理12公里。")
    assert first.reading[0].id == second.reading[0].id
    assert first.reading != second.reading


def test_places_lead_back_to_the_source_before_its_gaps_were_filled() -> None:
    source = "集体学习XX次。力争新增企业20家。"
    filled = (Filled("g1", 4, 6, "一百二十六", "台账第2行"),)
    result = judge(source, "集体学习126次。新增企业20家。", filled=filled, may_drop=True)
    (item,) = result.reading
    assert item.source is not None
    assert source[slice(*item.source)] == item.old == "力争"


def test_the_verdict_follows_the_gravest_finding() -> None:
    source = "由王建国同志牵头，完成整改12项。"
    assert judge(source, source).verdict is Verdict.ACCEPTED
    assert judge(source, "由王建军同志牵头，完成整改12项。").verdict is Verdict.REVIEW
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
        source = "".join(first for first, _, _ in PARAPHRASES[:8])
        output = "".join(second for _, second, _ in PARAPHRASES[:8])
        verify(source * count, output * count)

    assert exponent(judge, 1) < GENEROUS
    once, ten_times = (min(_seconds(judge, n) for _ in range(3)) for n in (1, 10))
    assert ten_times <= 14 * once


def _seconds(work: Callable[[int], None], size: int) -> float:
    tokens_of.cache_clear()
    began = time.process_time()
    work(size)
    return time.process_time() - began


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here")
def test_every_shared_paragraph_is_a_good_rewrite_of_itself() -> None:
    reports = sorted(SHARED.glob("corpora/*-20*/*.txt"))[::5]
    for file in [*sorted(SHARED.glob("seeds/*.txt")), *reports]:
        for line in file.read_text(encoding="utf-8", errors="ignore").splitlines():
            result = verify(line, line)
            if line.strip():
                assert (result.findings, result.reading) == ((), ()), (file.name, result)
