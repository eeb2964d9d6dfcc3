"""Prompts are data: one file each, versioned, with declared variables.

A prompt file is Markdown with front matter:

    ---
    name: shorten
    version: 3
    variables: [text, words]
    optional: [words]           # may be empty: a line that names only empty ones is left out
    change: why this version is better than the last
    ---
    # system
    …
    # user
    …{text}…

The parts are the messages in order: an optional `system`, then `user` and `assistant` in turn
(worked examples), `user` last.  `{name}` stands for a variable, `{{` and `}}` for braces; a brace
that is neither is a mistake, found when the file is read.  Values go in verbatim and once: braces
in a document mean nothing.  LangChain's templates would do no more here, find a misspelt variable
only when they are rendered, and make `assistant --help` import LangChain.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import PromptError

_PACKAGE = Path(__file__).parent
_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_PART = re.compile(r"^#[ \t]+(system|user|assistant)[ \t]*\n", re.MULTILINE)
_BRACES = re.compile(r"\{\{|\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}|[{}]")
_NEEDED = {"name", "version", "variables", "change"}
_KEYS = _NEEDED | {"optional"}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as read from its file.

    `messages` are (role, template) pairs, `hash` the first 8 hex digits of the sha256 of the
    file; `optional` are the variables that may be empty.
    """

    name: str
    version: int
    variables: frozenset[str]
    messages: tuple[tuple[str, str], ...]
    hash: str
    optional: frozenset[str] = frozenset()

    @property
    def stamp(self) -> str:
        """Version and content in one word, as results record it: `3@1a2b3c4d`."""
        return f"{self.version}@{self.hash}"

    @property
    def begins(self) -> tuple[str, str]:
        """Return the first message as it is sent, where it names no variable."""
        role, text = self.messages[0]
        return role, text.replace("{{", "{").replace("}}", "}")

    def render(self, **values: str) -> list[tuple[str, str]]:
        """Return the messages with every variable replaced by its value, verbatim.

        A line that names optional variables and nothing else goes where all of them are empty:
        what does not hold for a text is not mentioned to a model.
        Raises PromptError where a variable is missing, unknown, or not a text.
        """
        given = set(values)
        for what, names in (("缺少", self.variables - given), ("没有", given - self.variables)):
            if names:
                listed = "、".join(sorted(names))
                raise PromptError(f"提示词 {self.name} {what}变量 {listed}")
        for name, value in values.items():
            kind = type(value).__name__
            if kind != "str":
                raise PromptError(f"提示词 {self.name} 的变量 {name} 应是文字，却是 {kind}")

        def filled(found: re.Match[str]) -> str:
            name = found.group(1)
            return values[name] if name else found.group()[0]

        def said(line: str) -> bool:
            named = {name for found in _BRACES.finditer(line) if (name := found.group(1))}
            return not named or not named <= self.optional or any(values[n] for n in named)

        told = [
            (role, "".join(filter(said, template.splitlines(keepends=True))))
            for role, template in self.messages
        ]
        return [(role, _BRACES.sub(filled, template)) for role, template in told]


@cache
def instructions() -> str:
    """Return what all prompts tell a model to do: their system messages, without the examples."""
    told = (m for name in list_prompts() for m in load_prompt(name).messages)
    return "\n".join(text for role, text in told if role == "system")


def prompt_folder() -> Path:
    """Return where the prompt files are: inside an installed package, else in the repository."""
    inside = _PACKAGE / "_prompts"
    return inside if inside.is_dir() else _PACKAGE.parent / "prompts"


_folder = cache(prompt_folder)
"""The same, looked for once: a prompt is loaded for every question."""


def list_prompts() -> list[str]:
    """Return the names of all prompts; README.md beside them is none."""
    return sorted(p.stem for p in prompt_folder().glob("*.md") if p.stem != "README")


def prompt_stamps() -> dict[str, str]:
    """Return name → stamp of all prompts, as they are in force now."""
    return {name: load_prompt(name).stamp for name in list_prompts()}


def load_prompt(name: str) -> Prompt:
    """Return the prompt of this name; raises PromptError where there is none or it is broken."""
    return _load(name, _others.get(name, _folder() / f"{name}.md"))


@cache
def _load(name: str, path: Path) -> Prompt:
    try:
        raw = path.read_bytes()
    except OSError as error:
        known = "、".join(list_prompts())
        raise PromptError(f"没有名为“{name}”的提示词（{path}），可用的：{known}") from error
    return parse_prompt(raw, path)


_others: dict[str, Path] = {}
"""Prompts taken from elsewhere for a while, by name: of the whole process, for the threads of a
chain are not those of whoever started it."""


@contextmanager
def other_prompts(folder: Path) -> Iterator[None]:
    """Take the prompts that `folder` holds from there until the block ends, the rest as ever.

    For comparing a changed prompt with the one in use; one folder at a time in a process.
    Raises PromptError, before anything is asked, for a folder without prompts, a name that is
    none of ours, and a prompt that is broken or has other variables than the one it stands for.
    """
    if _others:
        raise PromptError(f"提示词文件夹一次只能用一个，不能再加“{folder}”")
    found = {path.stem: path for path in sorted(folder.glob("*.md"))}
    if not found:
        raise PromptError(f"“{folder}”中没有提示词文件（*.md）")
    _load.cache_clear()
    for name, path in found.items():
        own = load_prompt(name)
        if _load(name, path).variables != own.variables:
            listed = "、".join(sorted(own.variables))
            raise PromptError(f"提示词文件 {path} 的变量应与原来的相同：{listed}")
    _others.update(found)
    try:
        yield
    finally:
        _others.clear()


def parse_prompt(raw: bytes, path: Path) -> Prompt:
    """Return the prompt that the bytes of the file `path` describe.

    Raises PromptError, naming the file and what is wrong, unless front matter, parts and
    variables are all in order; the name must be that of the file.
    """
    try:
        # Line ends are git's business; the same prompt has the same hash on every system.
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise PromptError(f"提示词文件 {path} 不是 UTF-8") from error
    found = _FRONT.match(text)
    if not found:
        raise PromptError(f"提示词文件 {path} 的开头不是 --- 之间的说明")
    front = _front(found.group(1), path)
    messages = _messages(found.group(2), path)
    used: set[str] = set()
    for _role, template in messages:
        used |= _variables(template, path)
    declared = frozenset(front["variables"])
    if used != declared:
        listed = "、".join(sorted(used ^ declared))
        raise PromptError(f"提示词文件 {path} 声明的变量与用到的不一致：{listed}")
    optional = frozenset(front.get("optional", ()))
    if unknown := optional - declared:
        listed = "、".join(sorted(unknown))
        raise PromptError(f"提示词文件 {path} 的 optional 里有没声明的变量：{listed}")
    return Prompt(
        name=front["name"],
        version=front["version"],
        variables=declared,
        messages=messages,
        hash=hashlib.sha256(text.encode()).hexdigest()[:8],
        optional=optional,
    )


def _variables(template: str, path: Path) -> set[str]:
    names: set[str] = set()
    for found in _BRACES.finditer(template):
        if name := found.group(1):
            names.add(name)
        elif found.group() in "{}":
            near = template[max(found.start() - 10, 0) : found.end() + 10]
            raise PromptError(f"提示词文件 {path} 中有单独的花括号（应写两个）：{near!r}")
    return names


def _front(text: str, path: Path) -> dict[str, Any]:
    try:
        front = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PromptError(f"提示词文件 {path} 的说明不是有效的 YAML：{error}") from error
    if not isinstance(front, dict):
        raise PromptError(f"提示词文件 {path} 的说明应是“键: 值”")
    if wrong := (_NEEDED - set(front)) or (set(front) - _KEYS):
        listed = "、".join(sorted(map(str, wrong)))
        raise PromptError(f"提示词文件 {path} 的说明缺少或多出：{listed}")
    kinds = {"name": str, "version": int, "variables": list, "optional": list, "change": str}
    for key, value in front.items():
        if not isinstance(value, kinds[key]) or value is True:
            raise PromptError(f"提示词文件 {path} 的 {key} 写法不对：{value!r}")
    if front["name"] != path.stem:
        raise PromptError(f"提示词文件 {path} 的名字写成了 {front['name']}")
    return front


def _messages(text: str, path: Path) -> tuple[tuple[str, str], ...]:
    before, *parts = _PART.split(text)
    roles = parts[::2]
    turns = roles[1:] if roles[:1] == ["system"] else roles
    in_turn = all(role == ("user", "assistant")[i % 2] for i, role in enumerate(turns))
    if before.strip() or not in_turn or turns[-1:] != ["user"]:
        raise PromptError(
            f"提示词文件 {path} 的各部分应为：可选的 system，然后 user、assistant 交替，最后是 user"
        )
    messages = tuple(
        (role, body.strip("\n")) for role, body in zip(roles, parts[1::2], strict=True)
    )
    for role, body in messages:
        if not body.strip():
            raise PromptError(f"提示词文件 {path} 的 {role} 部分是空的")
    return messages
