"""Every finding a check can make has a name a person reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import assistant
from assistant.batch.names import finding_name
from assistant.findings import Language

CODE = re.compile(r'(?:Finding|_finding|finding|found|_found|_seen)\(\s*"([a-z]+(?:_[a-z]+)+)"')


def codes() -> list[str]:
    root = Path(assistant.__file__).parent
    files = [p for folder in ("checks", "chains") for p in (root / folder).rglob("*.py")]
    return sorted({code for p in files for code in CODE.findall(p.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("code", codes())
def test_a_finding_has_a_chinese_name(code: str) -> None:
    assert not re.search("[a-z]{3}", finding_name(code))


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert finding_name("moon_missing_today") == "moon missing today"
    assert finding_name("figure_dropped", Language.EN) == "figure dropped"
