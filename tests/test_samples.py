"""The samples are of their genres, hold what their keys say, and nothing that is not ours."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

import pytest
import yaml

from assistant import samples
from assistant.document import Report
from assistant.formats import read_report
from assistant.genres import list_genres, locate_parts, recognise
from assistant.lint import check_report
from assistant.noise import find_noise, remove_noise
from assistant.outline import parse
from assistant.wordcount import count_words

NAMES = samples.names()


@cache
def key(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(samples.path(f"{name}.key.yaml").read_text("utf-8"))
    return data


@cache
def text(name: str) -> str:
    return read_report(str(samples.path(name))).text


@cache
def report(name: str) -> Report:
    return parse(text(name))


@cache
def facts(name: str) -> list[dict[str, str]]:
    with samples.path(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_genre_has_a_sample() -> None:
    assert {key(name)["genre"] for name in NAMES} == {g.id for g in list_genres()}
    assert {samples.path(name).suffix for name in NAMES} == {".txt", ".md", ".docx"}


def test_an_unknown_sample_names_the_known_ones() -> None:
    with pytest.raises(KeyError, match="team-duty"):
        samples.path("nothing")
    with pytest.raises(KeyError):
        samples.path("__init__.py")


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_as_long_as_its_genre_asks(name: str) -> None:
    genre, confidence = recognise(report(name))
    assert genre.id == key(name)["genre"]
    assert confidence >= 0.75
    least, most = genre.words or (1400, 4000)
    assert least * 0.95 <= count_words(remove_noise(text(name))) <= most


@pytest.mark.parametrize("name", NAMES)
def test_the_missing_parts_are_those_of_the_key(name: str) -> None:
    genre, _ = recognise(report(name))
    matches = locate_parts(report(name), genre)
    missing = [m.part.key for m in matches if m.priority == "required" and not m.present]
    assert missing == key(name)["missing"]


@pytest.mark.parametrize("name", NAMES)
def test_the_faults_of_the_key_are_found(name: str) -> None:
    genre, _ = recognise(report(name))
    codes = {f.code for f in check_report(report(name), genre)}
    expected = set(key(name)["findings"])
    assert expected <= codes


@pytest.mark.parametrize("name", NAMES)
def test_the_gaps_of_the_key_stand_in_the_report_once(name: str) -> None:
    clean = text(name)
    for piece in [*key(name)["noise"], *key(name).get("leftovers", [])]:
        assert piece in clean
        clean = clean.replace(piece, "", 1)
    gaps = key(name)["gaps"]
    assert len(gaps) >= 25
    for gap in gaps:
        around = f"{gap['before']}{gap['mark']}{gap['after']}"
        assert clean.count(around) == 1, around
        assert bool(gap["mark"]) is (gap["kind"] == "placeholder")


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_answer_most_gaps_and_a_few_rows_answer_none(name: str) -> None:
    rows = facts(name)
    assert list(rows[0]) == ["指标", "数值", "单位", "出处"]
    named = [row["指标"] for row in rows]
    assert len(named) == len(set(named))
    units = {row["指标"]: row["单位"] for row in rows}
    asked = [gap for gap in key(name)["gaps"] if gap["fact"]]
    assert len(asked) >= 0.6 * len(key(name)["gaps"])
    for gap in asked:
        assert units[gap["fact"]].replace("％", "%") == gap["unit"].replace("％", "%")
    assert len(set(named) - {gap["fact"] for gap in asked}) >= 4


@pytest.mark.parametrize("name", NAMES)
def test_most_of_the_noise_is_found(name: str) -> None:
    covered = "".join(n.text for n in find_noise(text(name)))
    noise = key(name)["noise"]
    assert sum(piece in covered for piece in noise) >= 0.5 * len(noise)
    assert all(piece not in covered for piece in key(name).get("leftovers", []))
