"""The scorer is proved on planted errors; the proof itself is counted honestly."""

from __future__ import annotations

import random
import re

import pytest

from eval.bootstrap import bounds
from eval.case import load_suite
from eval.meta import BENIGN, CLASSES, Proof, Recall, prove
from eval.meta.proof import plants, variants
from tests.eval.judged import fill, shorten

FEW = load_suite().cases[::9]


@pytest.fixture(scope="module")
def proof() -> Proof:
    return prove(FEW, seed=0, per_class=3)  # more of each: `python -m eval meta`


def test_every_class_is_planted_and_caught(proof: Proof) -> None:
    for name, recall in proof.recall.items():
        assert recall.planted, name
        assert recall.share >= 0.95, (name, [m.case for m in proof.misses if m.kind == name])
    assert proof.overall >= 0.99


def test_no_benign_edit_is_punished(proof: Proof) -> None:
    assert sum(proof.variants.values()) >= 30
    assert not proof.alarms, [(m.kind, m.case) for m in proof.misses]


def test_the_proof_has_the_keys_of_the_contract(proof: Proof) -> None:
    data = proof.as_dict()
    assert set(data) == {"recall", "false_alarms"}
    assert set(data["recall"]) == set(CLASSES)
    assert set(data["recall"]["digit"]) == {"planted", "caught", "low"}
    assert set(data["false_alarms"]) == {"variants", "alarms", "high"}
    assert any("digit" in line for line in proof.lines())


def test_the_same_seed_plants_the_same() -> None:
    def planted(seed: int) -> list[str]:
        return [row[-1] for row in plants(FEW[:2], seed, 2)]

    assert planted(7) == planted(7) != planted(8)
    assert list(variants(FEW[:2], 7)) == list(variants(FEW[:2], 7))


def test_a_second_reader_sees_that_a_figure_or_title_was_changed() -> None:
    for name, _, case, output in plants([shorten()], 3):
        if pattern := {
            "digit": r"\d+",
            "invented_figure": r"\d+",
            "title_changed": "《[^》]+》",
        }.get(name):
            assert sorted(re.findall(pattern, output)) != sorted(
                re.findall(pattern, case.reference)
            )


def test_a_class_finds_no_room_where_there_is_none() -> None:
    rng = random.Random(1)
    assert CLASSES["title_changed"].plant(fill(), rng) is None
    assert CLASSES["point_dropped"].plant(fill(), rng) is None
    assert CLASSES["placeholder_filled"].plant(fill(), rng) is not None


def test_bounds_are_those_of_clopper_and_pearson() -> None:
    assert bounds(80, 80)[0] == pytest.approx(0.025 ** (1 / 80))
    assert bounds(0, 0) == (0.0, 1.0)


def test_what_falls_short_is_told() -> None:
    weak = Proof({"digit": Recall(20, 10)}, {"full width": 40}, {"full width": 1})
    told = "\n".join(weak.faults())
    assert not weak.passed
    for words in ("digit: 10 of 20", "all classes", "only 40 benign", "1 of 40", "up to"):
        assert words in told
    strong = Proof({"digit": Recall(400, 400)}, {"full width": 400}, {})
    assert strong.passed


def test_benign_edits_leave_a_text_without_room_alone() -> None:
    rng = random.Random(1)
    made = fill()
    assert BENIGN["wan and yi"](made, rng) in (None, made.reference)
