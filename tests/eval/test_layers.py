"""The evaluation stands on the product; the product knows nothing of it."""

from __future__ import annotations

import ast

from tests.sources import PACKAGE, modules
from tests.test_layers import imports


def test_nothing_in_the_product_imports_the_evaluation() -> None:
    for path in modules("eval", "tests"):
        assert not {n for n in imports(path) if n.split(".")[0] in ("eval", "tests")}, path


def test_the_evaluation_loads_its_heavy_libraries_only_when_they_are_needed() -> None:
    root = PACKAGE.parent / "eval"
    heavy = {"matplotlib", "jinja2", "junitparser", "sacrebleu", "langchain_core", "rich"}
    for path in root.rglob("*.py"):
        if "bench" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {n.split(".")[0] for n in names} & heavy, path
