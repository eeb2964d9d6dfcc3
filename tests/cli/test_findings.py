"""`assistant findings` lists the catalogue."""

from __future__ import annotations

import json

import pytest

from assistant.catalogue import rows
from assistant.cli import main


def test_every_finding_is_listed_with_the_keys_of_the_contract(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["findings", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in listed] == list(rows())
    assert all(
        {"code", "names", "severity", "means", "source", "fix"} <= one.keys() for one in listed
    )


def test_a_person_reads_names_and_not_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["findings"]) == 0
    shown = capsys.readouterr().out
    assert "固定提法改变" in shown
    assert "term_changed" not in shown
