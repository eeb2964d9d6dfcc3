"""Prompts are strict: what is declared, used and passed must be the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant import prompts
from assistant.errors import PromptError
from assistant.prompts import Prompt, list_prompts, load_prompt, other_prompts, parse_prompt

FRONT = """---
name: demo
version: 2
variables: [text, words]
change: Asks for the length.
---
"""
BODY = """# system
只改写，不补充。答案写成 {{"text": {{}}}}。

# user
例句，不超过10字。

# assistant
例。

# user
不超过{words}字：
{text}
"""
PATH = Path("demo.md")


def demo(front: str = FRONT, body: str = BODY) -> Prompt:
    return parse_prompt((front + body).encode(), PATH)


def test_the_parts_become_messages_in_order() -> None:
    assert demo().render(text="原文。", words="20") == [
        ("system", '只改写，不补充。答案写成 {"text": {}}。'),
        ("user", "例句，不超过10字。"),
        ("assistant", "例。"),
        ("user", "不超过20字：\n原文。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{words}",
        "{text}",
        "{}",
        "{unknown}",
        "{{",
        "%s $x \\1",
        "  两端的空白\n\n",
        "# user\n",
        "",
    ],
)
def test_a_document_goes_in_verbatim(text: str) -> None:
    assert demo().render(text=text, words="20")[-1] == ("user", f"不超过20字：\n{text}")


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"text": "x"}, "缺少变量 words"),
        ({}, "缺少变量 text、words"),
        ({"text": "x", "words": "1", "more": "y"}, "没有变量 more"),
        ({"text": "x", "words": 20}, "words 应是文字，却是 int"),
        ({"text": None, "words": "1"}, "text 应是文字，却是 NoneType"),
    ],
)
def test_a_missing_or_unknown_variable_is_refused(values: dict[str, str], complaint: str) -> None:
    with pytest.raises(PromptError, match=complaint):
        demo().render(**values)


@pytest.mark.parametrize(
    ("front", "body", "complaint"),
    [
        ("", BODY, "开头"),
        (FRONT.replace("version: 2\n", ""), BODY, "缺少或多出：version"),
        (FRONT.replace("change", "history"), BODY, "缺少或多出：change"),
        (FRONT.replace("change:", "tone: warm\nchange:"), BODY, "缺少或多出：tone"),
        (FRONT.replace("name: demo", "name: other"), BODY, "写成了 other"),
        (FRONT.replace("version: 2", "version: two"), BODY, "version"),
        (FRONT.replace("[text, words]", "[text"), BODY, "YAML"),
        (FRONT.replace("[text, words]", "text"), BODY, "variables"),
        (FRONT.replace("[text, words]", "[text]"), BODY, "不一致：words"),
        (FRONT.replace("[text, words]", "[text, words, more]"), BODY, "不一致：more"),
        (FRONT, BODY.replace("{words}", "{word}"), "不一致：word、words"),
        (FRONT, BODY + "\n# assistant\n好。\n", "最后是 user"),
        (FRONT, BODY.replace("# assistant\n例。\n\n", ""), "交替"),
        (FRONT, "先说一句。\n" + BODY, "各部分"),
        (FRONT, "", "各部分"),
        (FRONT, BODY.replace("{{}}}}", "{}}}"), "单独的花括号"),
        (FRONT, BODY.replace("{text}", "{text.upper}"), "单独的花括号"),
        (FRONT, BODY.replace("例。\n", ""), "assistant 部分是空的"),
    ],
)
def test_a_broken_file_is_refused_by_name(front: str, body: str, complaint: str) -> None:
    with pytest.raises(PromptError, match=complaint) as caught:
        demo(front, body)
    assert "demo.md" in str(caught.value)


def test_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(PromptError, match="UTF-8"):
        parse_prompt((FRONT + BODY).encode("gb18030"), PATH)


def test_the_stamp_follows_version_and_content() -> None:
    stamp = demo().stamp
    assert stamp.startswith("2@")
    assert len(stamp) == 10
    assert demo(body=BODY.replace("例。", "样。")).stamp != stamp
    windows = (FRONT + BODY).replace("\n", "\r\n").encode("utf-8-sig")
    assert parse_prompt(windows, PATH).stamp == stamp


def test_an_unknown_prompt_is_refused() -> None:
    with pytest.raises(PromptError, match="nothing-like-it"):
        load_prompt("nothing-like-it")


@pytest.mark.parametrize("name", list_prompts())
def test_every_prompt_of_the_project_is_in_order(name: str) -> None:
    prompt = load_prompt(name)
    assert prompt.render(**dict.fromkeys(prompt.variables, "值"))


def test_prompts_are_found_in_a_checkout_and_in_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prompts, "_PACKAGE", tmp_path / "assistant")
    (tmp_path / "prompts").mkdir()
    assert prompts.prompt_folder() == tmp_path / "prompts"
    (tmp_path / "assistant" / "_prompts").mkdir(parents=True)
    assert prompts.prompt_folder() == tmp_path / "assistant" / "_prompts"


def test_reading_a_prompt_needs_no_langchain() -> None:
    code = "import assistant.prompts, sys; sys.exit('langchain_core' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_another_folder_stands_in_for_the_prompts_it_holds(tmp_path: Path) -> None:
    changed = (prompts.prompt_folder() / "lead.md").read_text(encoding="utf-8") + "请简洁。\n"
    (tmp_path / "lead.md").write_text(changed, encoding="utf-8")
    before = load_prompt("lead").stamp, load_prompt("points").stamp
    with other_prompts(tmp_path):
        assert load_prompt("lead").stamp != before[0]
        assert load_prompt("points").stamp == before[1]
    assert (load_prompt("lead").stamp, load_prompt("points").stamp) == before


def test_a_folder_whose_prompts_do_not_fit_is_refused_before_anything_is_asked(
    tmp_path: Path,
) -> None:
    with pytest.raises(PromptError, match=r"没有提示词文件"), other_prompts(tmp_path):
        pass
    (tmp_path / "lead.md").write_text(
        FRONT.replace("name: demo", "name: lead") + BODY, encoding="utf-8"
    )
    with pytest.raises(PromptError, match="变量应与原来的相同"), other_prompts(tmp_path):
        pass
    (tmp_path / "lead.md").rename(tmp_path / "leed.md")
    with pytest.raises(PromptError, match="leed"), other_prompts(tmp_path):
        pass
