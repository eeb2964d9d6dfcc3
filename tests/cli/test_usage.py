"""Wrong use is answered with one sentence that says what and where to look, exit 2."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (["shorten"], "FILE"),
        (["shorten", "报告.txt", "--too", "50%"], "--too"),
        (["shorten", "报告.txt", "--to"], "--to"),
        (["check", "报告.txt", "--lang", "fr"], "fr"),
        (["polish", "报告.txt"], "polish"),
        (["check", "a.txt", "b.txt"], "b.txt"),
        (["batch", "polish", "a.txt", "-o", "out"], "polish"),
        (["batch", "clean", "a.txt"], "--output"),
        (["batch", "clean", "a.txt", "-o", "out", "--jobs", "0"], "--jobs"),
        (["models", "push"], "push"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_mistyped_line_is_one_sentence_with_the_help_to_look_at(
    line: list[str], named: str, language: str, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_LANG", language)
    done = run(*line)
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert named in done.err
    assert "--help" in done.err


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (["shorten", "报告.txt"], "--to"),
        (["rewrite", "报告.txt"], "--instruction"),
        (["rewrite", "报告.txt", "--instruction", "  "], "--instruction"),
        (["clean", "报告.txt", "--to", "50%"], "--to"),
        (["fill", "报告.txt", "--instruction", "精简"], "--instruction"),
        (["shorten", "报告.txt", "--to", "0"], "0"),
        (["shorten", "报告.txt", "--to", "-20"], "-20"),
        (["shorten", "报告.txt", "--to", "0%"], "0%"),
        (["shorten", "报告.txt", "--to", "200%"], "200%"),
        (["shorten", "报告.txt", "--to", "一半"], "一半"),
        (["check", "报告.txt", "--config", "没有.toml"], "没有.toml"),
        (["shorten", "报告.txt", "--to", "50%", "--model", "openai:"], "openai:"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_before_the_file_is_read(
    line: list[str], named: str, run: Command
) -> None:
    done = run(*line)
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert named in done.err


@pytest.mark.parametrize("command", ["", "check", "shorten", "batch", "models", "genres"])
def test_help_is_in_english_and_exits_0(command: str, run: Command) -> None:
    done = run(*filter(None, [command]), "--help")
    assert done.code == 0
    assert "Usage: assistant" in done.out


def test_no_command_at_all_shows_the_help(run: Command) -> None:
    done = run()
    assert done.code == 2
    assert "Usage: assistant" in done.out
    assert done.err == ""
