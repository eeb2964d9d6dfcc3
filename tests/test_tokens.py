"""Tokens are counted offline, as tiktoken counts them."""

from __future__ import annotations

import subprocess
import sys

import pytest
import tiktoken_ext.openai_public  # type: ignore[import-untyped]

from assistant import tokens
from assistant.tokens import MARGIN, MESSAGE, budget, count_messages, count_tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("hello world", 2), ("青禾镇全年走访企业36家。", 10), ("<|endoftext|>", 7)],
)
def test_tokens_are_counted(text: str, count: int) -> None:
    assert count_tokens(text) == count


def test_the_pattern_is_tiktokens_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiktoken_ext.openai_public, "load_tiktoken_bpe", lambda *_a, **_k: {})
    assert tiktoken_ext.openai_public.o200k_base()["pat_str"] == tokens._PATTERN


def test_a_changed_vocabulary_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "SHA256", "0" * 64)
    with pytest.raises(RuntimeError, match="sha256"):
        tokens._encoding.__wrapped__()


def test_messages_cost_more_than_their_text() -> None:
    assert count_messages([("system", "好"), ("user", "好")]) == 2 * (1 + MESSAGE)


def test_the_budget_leaves_room_for_reply_prompt_and_another_tokenizer() -> None:
    assert budget(4096, 1096) == int(3000 / MARGIN)
    assert budget(4096, 1096, 400) == int(3000 / MARGIN) - 400
    assert budget(1000, 1200) == 0
    assert budget(1000, 500, 800) == 0


def test_importing_costs_nothing() -> None:
    code = "import assistant.tokens, sys; sys.exit('tiktoken' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
