"""Gaps as a whole: exact and in order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.gaps import GapKind, find_gaps
from eval.bench.gaps import clean_reports, marked_gaps

SHARED = Path(__file__).resolve().parents[3] / "shared"

SIGNS = "次人%个件起家户条等第万亿元余约达从到的、，。；：\n“”《》（）【】[ ]*_×X某…N○0123 \t"
WORDS = ["XX", "亿元", "推进", "集中学习", "案件", "一、", "某某", "【待补：产值】", "**", "20XX"]
STRAYS = ["##paidbegin##", "更多范文请关注公众号：笔杆", "\r\n", "\u200b", "\u2028"]
PIECES = st.sampled_from([*SIGNS, *WORDS, *STRAYS])


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_has_exact_gaps_in_order(text: str) -> None:
    gaps = find_gaps(text)
    assert [g.id for g in gaps] == [f"g{n}" for n in range(1, len(gaps) + 1)]
    assert all(0 <= g.start <= g.end <= len(text) for g in gaps)
    assert all(a.end <= b.start and a.start < b.start for a, b in pairwise(gaps))
    assert all(g.start == g.end for g in gaps if g.kind in (GapKind.SILENT, GapKind.LIST))
    assert all(g.start < g.end for g in gaps if g.kind is GapKind.PLACEHOLDER)


def test_an_advertisement_has_no_gaps() -> None:
    assert find_gaps("欢迎加入会员群：XX，客服微信：____，每日更新材料篇") == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared seeds are not here")
def test_nine_in_ten_gaps_an_editor_marks_in_a_seed_are_found() -> None:
    text = next((SHARED / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    marked = marked_gaps()
    found = {g.start: g for g in find_gaps(text) if g.kind is not GapKind.PLACEHOLDER}
    hits = [m for m in marked if m.offset in found]
    assert len(hits) >= 0.9 * len(marked)
    assert len(found) - len(hits) <= 1, "false alarms"
    assert all(found[m.offset].kind == m.kind and found[m.offset].unit == m.unit for m in hits)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared seeds are not here")
@pytest.mark.parametrize("name", ["002", "003"])
def test_every_placeholder_of_a_seed_is_found(name: str) -> None:
    text = next((SHARED / "seeds").glob(f"{name}_*.txt")).read_text(encoding="utf-8")
    signs = text.count("XX") + text.count("*")
    gaps = find_gaps(text)
    assert signs > 50
    assert len(gaps) == signs
    assert {text[g.start : g.end] for g in gaps} <= {"XX", "*"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not here")
def test_clean_reports_raise_at_most_one_false_alarm_in_20_000_characters() -> None:
    reports = clean_reports()
    alarms = sum(len(find_gaps(text)) for text in reports.values())
    assert alarms * 20_000 <= sum(map(len, reports.values()))
