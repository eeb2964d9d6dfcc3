"""Whatever goes wrong is told in the language of the reader."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest

import assistant
from assistant import errors
from assistant.errors import AskAgain, AssistantError, UsageError
from assistant.findings import Language, Message

PACKAGE = Path(assistant.__file__).parent
CHINESE = re.compile("[\u4e00-\u9fff]")
KINDS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, AssistantError)
}
WRITERS_OF_PROMPTS = PACKAGE / "prompts.py"
"""Its errors are about the package's own prompt files: no author meets them."""


def test_an_error_tells_its_message_in_both_languages() -> None:
    error = UsageError(Message("没有这一部分。", "There is no such part."))
    assert str(error) == "没有这一部分。"
    assert error.text(Language.EN) == "There is no such part."


def test_plain_words_serve_for_either_language() -> None:
    assert AssistantError("HTTP 404").text(Language.EN) == "HTTP 404"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_error_survives_the_way_to_another_process(kind: str) -> None:
    error = KINDS[kind](Message("甲", "A"))
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), back.message) == (KINDS[kind], error.message)


def test_what_a_model_replied_stays_with_the_error() -> None:
    assert pickle.loads(pickle.dumps(AskAgain(Message("甲", "A"), "半句"))).reply == "半句"


def chinese_only(path: Path) -> list[int]:
    """Return the lines on which an error is made of one Chinese sentence."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        first = node.args[0]
        if name not in KINDS or not isinstance(first, ast.Constant | ast.JoinedStr):
            continue
        words = [c.value for c in ast.walk(first) if isinstance(c, ast.Constant)]
        if CHINESE.search("".join(str(w) for w in words)):
            found.append(node.lineno)
    return found


ON_THE_COMMAND_LINE_ALONE = PACKAGE / "batch"
"""Some errors of `assistant batch` are told in Chinese only; nobody meets them at the page."""
FILES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path != WRITERS_OF_PROMPTS and ON_THE_COMMAND_LINE_ALONE not in path.parents
]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_error_is_in_chinese_alone(path: Path) -> None:
    assert not chinese_only(path)
