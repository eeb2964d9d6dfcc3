"""`assistant genres` lists what is known and shows what each genre wants."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Command


def test_every_genre_is_listed(run: Command) -> None:
    from assistant.genres import list_genres

    done = run("genres", "list")
    assert done.code == 0
    for genre in list_genres():
        assert genre.id in done.out


def test_genres_alone_lists_too(run: Command) -> None:
    assert run("genres").out == run("genres", "list").out


@pytest.mark.parametrize("name", ["party-building", "个人述职述廉报告"])
def test_a_genre_is_shown_by_name_or_alias(name: str, run: Command) -> None:
    done = run("genres", "show", name)
    assert done.code == 0
    assert "必有" in done.out


def test_an_unknown_genre_names_the_known_ones(run: Command) -> None:
    done = run("genres", "show", "年终总结汇编")
    assert done.code == 2
    assert "年终总结汇编" in done.err
    assert "party-building" in done.err


def test_english_is_spoken_on_request(run: Command) -> None:
    assert "required" in run("genres", "show", "general", "--lang", "en").out
