"""What a dry run foretells is what is asked, on every rung, the missing parts' questions too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.batch.dryrun import Estimate, estimate
from assistant.batch.job import Job
from assistant.batch.options import BatchOptions
from assistant.chains.repair import TRIES
from assistant.config import Settings
from assistant.request import Request
from tests.chains.test_written_parts import REPORT

pytestmark = pytest.mark.usefixtures("empty_folder")


def foretold(model: str, request: Request) -> Estimate:
    source = Path("a.txt")
    source.write_text(REPORT, encoding="utf-8")
    options = BatchOptions(settings=replace(Settings(), model=model))
    return estimate([Job(source, Path("out/a.txt"), request)], options)


def test_a_capable_model_is_asked_for_what_the_report_lacks() -> None:
    expected = foretold("openai:strong", Request("fill"))
    assert (expected.asking, expected.most_calls) == (1, TRIES)
    assert foretold("openai:strong", Request("fill", figures_only=True)).asking == 0


def test_the_embedded_model_is_not() -> None:
    assert foretold("local", Request("fill")).calls == 0
