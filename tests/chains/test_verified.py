"""What was judged once is known when it comes again, and only then."""

from __future__ import annotations

import pytest

from assistant.chains import verified as module
from assistant.chains.verified import verified
from assistant.verify import Scope, Verification, verify

SOURCE = "全年走访企业36家，解决问题8个。"
SHORTER = "走访企业36家。"


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs that were looked at, in order; none is known from before."""
    seen: list[tuple[str, str]] = []

    def looked_at(source: str, output: str, scope: Scope) -> Verification:
        seen.append((source, output))
        return verify(source, output, scope)

    monkeypatch.setattr(module, "verify", looked_at)
    verified.cache_clear()
    return seen


def test_a_draft_that_comes_again_is_not_judged_again(judged: list[tuple[str, str]]) -> None:
    first = verified(SOURCE, SHORTER, Scope(may_drop=True))
    assert verified(SOURCE, SHORTER, Scope(may_drop=True)) == first
    assert judged == [(SOURCE, SHORTER)]


def test_the_same_words_under_another_scope_are_judged_anew(judged: list[tuple[str, str]]) -> None:
    lenient = verified(SOURCE, SHORTER, Scope(may_drop=True))
    strict = verified(SOURCE, SHORTER, Scope(may_drop=False))
    assert (lenient.errors == (), strict.errors == ()) == (True, False)
    assert len(judged) == 2
