"""The embedded model on the project's own samples: `make test-model`, after its weights are here.

Short on purpose (a minute or two on two cores): it shows that the model loads, writes, is held by
its checks and accounts for what it used.  `make bench-model` measures how well it writes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import samples
from assistant.config import load_settings
from assistant.figures import find_figures
from assistant.models.weights import is_present
from assistant.request import Length, Request
from assistant.session import Session

SETTINGS = load_settings({"model": "local", "rungs": {"local": "sentence"}})
"""By itself it is not asked to shorten: the rules do that better."""
FOLDER = Path(samples.__file__).parent
PARTS = ("party-building.txt", "2"), ("party-building.txt", "3")

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not is_present("local", SETTINGS), reason="run: assistant models pull local"
    ),
]


@pytest.mark.parametrize(("name", "section"), PARTS)
def test_a_section_is_shortened_by_the_model_and_every_figure_has_its_source(
    name: str, section: str
) -> None:
    session = Session.open(FOLDER / name, settings=SETTINGS)
    request = Request("shorten", sections=(section,), to=Length.parse("60%"))
    outcome = session.run(request, strict_model=True)
    session.close()
    assert outcome.usage.calls > 0
    assert outcome.usage.cached_tokens > 0
    assert outcome.where == "本机"
    assert any(part.engine == "model" for part in outcome.sections)
    for part in outcome.sections:
        known = {figure.key for figure in find_figures(part.source)}
        assert {figure.key for figure in find_figures(part.output)} <= known


def test_a_gap_is_filled_from_its_fact_alone() -> None:
    session = Session.open(
        FOLDER / "team-duty.txt", facts=(FOLDER / "team-duty.csv",), settings=SETTINGS
    )
    outcome = session.run(Request("fill", sections=("3",)), strict_model=True)
    session.close()
    values = {fact.value for fact in session.facts}
    for gap in outcome.gaps:
        if gap.filling is not None:
            assert any(value in gap.filling.value for value in values)
