"""The modules of the package as trees, each read and parsed once for all tests that look at them.

A rule that holds for every module is one test that names the modules which break it: a case for
each module would prove no more, and thousands of cases cost more to collect than to run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import assistant

PACKAGE = Path(assistant.__file__).parent


@cache
def modules(*words: str) -> tuple[Path, ...]:
    """Return every module of the package, by name; of those that are to be read closely only
    the ones that hold one of these words, without which the rule has nothing to look at."""
    every = sorted(PACKAGE.rglob("*.py"))
    return tuple(p for p in every if not words or any(w in _text(p) for w in words))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return all nodes of a module, outermost first."""
    return tuple(ast.walk(tree(path)))


def statements(path: Path, *, typing: bool = True) -> Iterator[ast.stmt]:
    """Yield the statements of a module wherever they stand, without their expressions: a tenth
    of its nodes; without `typing` also without those that only a type checker reads."""
    left: list[ast.AST] = [tree(path)]
    while left:
        one = left.pop()
        if not typing and isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING":
            continue
        for field in ("body", "orelse", "finalbody", "handlers", "cases"):
            for node in getattr(one, field, ()):
                left.append(node)
                if isinstance(node, ast.stmt):
                    yield node


@cache
def tree(path: Path) -> ast.Module:
    """Return a module as a tree."""
    return ast.parse(_text(path))


def named(path: Path) -> str:
    """Return how a test names a module: its place in the package."""
    return path.relative_to(PACKAGE).as_posix()
