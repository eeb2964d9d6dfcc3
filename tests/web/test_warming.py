"""The embedded model is loaded when a report opens, where it is, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chat import kinds
from assistant.chat.conditions import take_conditions
from assistant.config import Settings
from assistant.models.known_weights import find_weights
from assistant.models.weights import weights_path
from assistant.web.warming import warm, warm_rules


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a machine where the default weights are, as far as their size tells."""
    found = Settings(cache_dir=tmp_path)
    path = weights_path("local", found)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(find_weights("local").size)
    return found


def loaded(model: str, settings: Settings) -> list[str]:
    """Return what warming up for a model loads."""
    names: list[str] = []

    def load(name: str, _settings: Settings) -> None:
        names.append(name)

    thread = warm(model, settings, load)
    if thread is not None:
        thread.join()
    return names


def test_the_embedded_model_is_loaded_and_no_other(settings: Settings) -> None:
    assert loaded("local", settings) == ["local"]
    for other in ("rules", "openai:m"):
        assert loaded(other, settings) == []


def test_what_the_talk_reads_with_is_there_before_anything_is_said() -> None:
    for known in (kinds._model, kinds.kind_of, take_conditions):
        known.cache_clear()  # another test may have said the very sentence
    warm_rules().join()
    assert kinds._model.cache_info().currsize == 1


def test_nothing_is_fetched_for_it(tmp_path: Path) -> None:
    assert loaded("local", Settings(cache_dir=tmp_path)) == []


def test_own_weights_are_loaded_where_they_are(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    assert loaded(f"local:{own}", Settings(cache_dir=tmp_path)) == []
    own.write_bytes(b"GGUF")
    assert loaded(f"local:{own}", Settings(cache_dir=tmp_path)) == [f"local:{own}"]
