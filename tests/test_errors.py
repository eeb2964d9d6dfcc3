"""Whatever goes wrong is told in the language of the reader."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest

from assistant import errors
from assistant.batch.database import StoreError
from assistant.errors import AskAgain, AssistantError, UsageError
from assistant.findings import Language, Message
from assistant.models.failures import Passing, PromptTooLong, Refused
from assistant.session.store import UnknownWork
from tests.sources import PACKAGE, modules, named, nodes

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
KINDS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, AssistantError)
}
WRITERS_OF_PROMPTS = PACKAGE / "prompts.py"
"""Its errors are about the package's own prompt files: no author meets them."""
OF_PARTS = (StoreError, Passing, Refused, PromptTooLong, UnknownWork)
"""Errors that a part of the package adds to the tree."""
NAMES = {*KINDS, *(kind.__name__ for kind in OF_PARTS)}
TWO_SENTENCES = {
    kind.__name__
    for kind in (*KINDS.values(), *OF_PARTS)
    if signature(kind) == signature(AssistantError)
}
"""Those that take a Chinese sentence and then an English one."""


def test_an_error_tells_its_message_in_both_languages() -> None:
    error = UsageError(Message("没有这一部分。", "There is no such part."))
    assert str(error) == "没有这一部分。"
    assert error.text(Language.EN) == "There is no such part."


def test_an_error_takes_its_two_sentences_as_they_are() -> None:
    error = UsageError("没有这一部分。", "There is no such part.")
    assert error.message == Message("没有这一部分。", "There is no such part.")


def test_plain_words_serve_for_either_language() -> None:
    assert AssistantError("HTTP 404").text(Language.EN) == "HTTP 404"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_error_survives_the_way_to_another_process(kind: str) -> None:
    error = KINDS[kind](Message("甲", "A"))
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), back.message) == (KINDS[kind], error.message)


def test_what_a_model_replied_stays_with_the_error() -> None:
    assert pickle.loads(pickle.dumps(AskAgain(Message("甲", "A"), "半句"))).reply == "半句"


def of_both(path: Path) -> set[str]:
    """Return the names of what makes a message in both languages: the class, and functions."""
    made = {"Message"}
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name):
            made |= {node.name} if node.returns.id == "Message" else set()
    return made


def outside(node: ast.AST, known: set[str]) -> Iterator[ast.AST]:
    """Yield the parts of an expression, but not those of calls of what is known."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from outside(child, known)


def is_chinese(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and bool(CHINESE.search(str(node.value)))


def is_english(node: ast.AST) -> bool:
    """Whether a part of an expression has English words; it may quote Chinese ones."""
    return isinstance(node, ast.Constant) and bool(ENGLISH.search(str(node.value)))


def sentences(path: Path) -> set[str]:
    """Return the names that stand for a Chinese sentence."""
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr):
            names = [one.id for one in node.targets if isinstance(one, ast.Name)]
            found |= set(names) if any(map(is_chinese, ast.walk(node.value))) else set()
    return found


def chinese_only(path: Path) -> list[int]:
    """Return the lines on which an error is made of a Chinese sentence without an English one."""
    standing, known = sentences(path), of_both(path)
    found = []
    for node in nodes(path):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
            continue
        both = node.func.id in TWO_SENTENCES and len(node.args) == 2
        parts = list(outside(node.args[1 if both else 0], known))
        told = any(map(is_chinese, parts))
        told |= any(isinstance(part, ast.Name) and part.id in standing for part in parts)
        told &= not (both and any(map(is_english, parts)))
        if node.func.id in NAMES and told:
            found.append(node.lineno)
    return found


def test_no_error_is_in_chinese_alone() -> None:
    made = (f"{name}(" for name in NAMES)
    files = [path for path in modules(*made) if path != WRITERS_OF_PROMPTS]
    assert not {named(path): lines for path in files if (lines := chinese_only(path))}


@pytest.mark.parametrize(
    "words",
    [
        'raise UsageError("没有")',
        'raise UsageError(f"没有{x}")',
        'raise StoreError("没有{}".format(x))',
        'WHY = "没有{}"\nraise OutputError(WHY.format(x))',
        'why = f"没有{x}"\nraise OutputError(why)',
        'raise Passing("没有" if x else Message("甲", "A"))',
        'raise UsageError("没有", "也没有")',
        'why = f"没有{x}"\nraise UsageError(f"没有{x}", why)',
        'raise TruncatedReply("没有", "none")',
    ],
)
def test_chinese_alone_is_noticed_wherever_it_stands(tmp_path: Path, words: str) -> None:
    path = tmp_path / "made.py"
    path.write_text(words, encoding="utf-8")
    assert chinese_only(path)


@pytest.mark.parametrize(
    "words", ['Message("没有", "none")', '"没有", "none"', "error.message", '"HTTP 404"']
)
def test_what_is_told_in_both_languages_passes(tmp_path: Path, words: str) -> None:
    path = tmp_path / "made.py"
    path.write_text(f"raise UsageError({words})", encoding="utf-8")
    assert not chinese_only(path)
