"""Expressions that wait for the first text are sound, and do what compiled ones do."""

from __future__ import annotations

import gc
import pkgutil
import re
from importlib import import_module

import pytest

import assistant
from assistant.patterns import LatePattern, compile_late


def test_every_late_expression_of_the_package_compiles() -> None:
    for module in pkgutil.walk_packages(assistant.__path__, "assistant."):
        if module.name.split(".")[1] not in ("web", "batch", "__main__"):
            import_module(module.name)
    gc.unfreeze()  # what was made before the first test (see conftest) is not among them else
    late = [
        found
        for found in gc.get_objects()
        if isinstance(found, LatePattern) and found.pattern != "("
    ]
    assert len(late) > 150
    for expression in late:
        expression.search("")


def test_a_late_expression_does_what_a_compiled_one_does() -> None:
    late, compiled = compile_late("(?P<n>甲+)", re.MULTILINE), re.compile("(?P<n>甲+)", re.M)
    assert late.pattern == compiled.pattern
    assert late.findall("甲乙甲甲") == compiled.findall("甲乙甲甲")
    assert late.sub("丙", "甲乙") == "丙乙"
    assert late.flags == compiled.flags


def test_nothing_is_compiled_before_the_first_use() -> None:
    broken = compile_late("(")
    with pytest.raises(re.error):
        broken.search("")


def test_what_a_pattern_does_not_have_is_not_there() -> None:
    with pytest.raises(AttributeError):
        getattr(compile_late("甲"), "nothing")  # noqa: B009
