"""The modules of the package as trees, each read and parsed once for all tests that look at them.

A rule that holds for every module is one test that names the modules which break it: a case for
each module would prove no more, and thousands of cases cost more to collect than to run.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import assistant

PACKAGE = Path(assistant.__file__).parent


@cache
def modules() -> tuple[Path, ...]:
    """Return every module of the package, by name."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return all nodes of a module, outermost first."""
    return tuple(ast.walk(tree(path)))


@cache
def tree(path: Path) -> ast.Module:
    """Return a module as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    """Return how a test names a module: its place in the package."""
    return path.relative_to(PACKAGE).as_posix()
