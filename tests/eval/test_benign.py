"""Pairs of human corrections are read in the forms that public sets have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.bench.benign import pairs, report

WRONG, RIGHT = "按时完成了人务。", "按时完成了任务。"
FORMS = {
    "pairs.jsonl": json.dumps({"source": WRONG, "output": RIGHT}),
    "nasgec.para": f"7\t{WRONG}\t{RIGHT}\t按时完成任务。",
    "labelled.tsv": f"1\t{WRONG}\t{RIGHT}",
    "spaced.txt": f"{' '.join(WRONG)}\t{' '.join(RIGHT)}",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_pair_is_read_in_every_form(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FORMS[name] + "\n", encoding="utf-8")
    assert list(pairs(tmp_path / name)) == [(WRONG, RIGHT)]


OPERATIONS = [
    ("目的为了增产", {"Delete": [0, 1]}, "为了增产"),
    ("首次我镇举办", {"Switch": [2, 3, 0, 1, 4, 5]}, "我镇首次举办"),
    (
        "降低了范围",
        {"Modify": [{"pos": 0, "tag": "MOD_2", "label": ["缩小"]}]},
        "缩小了范围",
    ),
    ("我镇成绩", {"Insert": [{"pos": 1, "tag": "INS_2", "label": "取得"}]}, "我镇取得成绩"),
    ("改革深入", {"Insert": [{"pos": -1, "tag": "INS_2", "label": "随着"}]}, "随着改革深入"),
]


@pytest.mark.parametrize(("sentence", "steps", "corrected"), OPERATIONS)
def test_operations_on_a_sentence_make_its_correction(
    tmp_path: Path, sentence: str, steps: dict[str, object], corrected: str
) -> None:
    path = tmp_path / "set.json"
    row = {"sentence": sentence, "operation": json.dumps([steps])}
    path.write_text(json.dumps({"1": row}), encoding="utf-8")
    assert list(pairs(path)) == [(sentence, corrected)]


def test_the_report_counts_refusals_and_leaves_equal_pairs_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pairs.jsonl"
    rows = [(WRONG, RIGHT), (RIGHT, RIGHT), ("完成投资3万元。", "完成投资5万元。")]
    lines = [json.dumps({"source": source, "output": output}) for source, output in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    report(path, 2000, told=False)
    told = capsys.readouterr().out
    assert "2 of 2 pairs" in told
    assert "refused 1 (50.0%) {'figure_dropped': 1, 'figure_unsupported': 1}" in told
