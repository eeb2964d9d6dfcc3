"""The rewriting tasks: one row each, and everything that names, offers or limits a task reads it.

A new task is a row here and the chain that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.findings import Language, Message


class Task(StrEnum):
    """The tasks that code has to tell apart by name; each is a command of the same name."""

    CLEAN = "clean"
    RESTRUCTURE = "restructure"
    SHORTEN = "shorten"
    FILL = "fill"
    REWRITE = "rewrite"


class Detail(StrEnum):
    """What a task can be told besides the part it is about."""

    LENGTH = "length"
    INSTRUCTION = "instruction"
    FACTS = "facts"
    FIGURES_ONLY = "figures_only"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What is to be known of a task.

    `label` is its one name in front of people, `also` are further names in a job list, `help` is
    the text of the command, `button` the sentence that a button of the page says (None: it has
    none).  `why` tells of a change what it was for and may name {to} and {instruction}.  `needs`
    is what it does not start without, `takes` what it may be told.  `may_drop` and `may_reorder`
    are the liberties it has with the source; `by_code` says that it never asks a model.  `chain`
    is the place of its chain, module:name.
    """

    label: Message
    help: str
    why: Message
    chain: str
    also: tuple[str, ...] = ()
    button: Message | None = None
    needs: Detail | None = None
    takes: frozenset[Detail] = frozenset()
    may_drop: bool = False
    may_reorder: bool = False
    by_code: bool = False

    def why_of(self, to: Message | None, instruction: str | None) -> Message:
        """Return what a change was for, told of one request."""
        length = to or Message("", "")
        wish = instruction or ""
        return Message(
            self.why.zh.format(to=length.zh, instruction=wish),
            self.why.en.format(to=length.en, instruction=wish),
        )


TASKS: dict[str, TaskRow] = {
    Task.CLEAN: TaskRow(
        label=Message("清理", "Clean"),
        help="Take out what is no part of the report: advertisements, watermarks, page numbers.",
        why=Message("无关文字", "no part of the report"),
        chain="assistant.chains.clean:CLEAN",
        button=Message("清理", "Clean"),
        by_code=True,
    ),
    Task.RESTRUCTURE: TaskRow(
        label=Message("理顺结构", "Restructure"),
        help="Give the report the outline its genre asks for, or a part as many points as "
        "--instruction names (分成三点).",
        why=Message("按要求理顺结构", "restructured as asked"),
        chain="assistant.chains.restructure:RESTRUCTURE",
        also=("重组",),
        button=Message("理顺结构", "Restructure"),
        takes=frozenset({Detail.LENGTH, Detail.INSTRUCTION}),
        may_reorder=True,
    ),
    Task.SHORTEN: TaskRow(
        label=Message("压缩", "Shorten"),
        help="Shorten to a number of 字数 or a share (--to), keeping every figure it can.",
        why=Message("压缩到 {to}", "shortened to {to}"),
        chain="assistant.chains.shorten:SHORTEN",
        also=("精简",),
        button=Message("压缩", "Shorten"),
        needs=Detail.LENGTH,
        takes=frozenset({Detail.LENGTH, Detail.INSTRUCTION}),
        may_drop=True,
    ),
    Task.FILL: TaskRow(
        label=Message("补空缺", "Fill gaps"),
        help="Fill gaps from facts files; what has no fact stays a visible 【待补：…】.",
        why=Message("补上空缺", "a gap is filled"),
        chain="assistant.chains.fill:FILL",
        also=("填充", "补充"),
        button=Message("把空缺补上", "Fill gaps"),
        takes=frozenset({Detail.FACTS, Detail.FIGURES_ONLY}),
    ),
    Task.REWRITE: TaskRow(
        label=Message("改写", "Rewrite"),
        help="Rewrite chosen parts after your own instruction (--instruction).",
        why=Message("按要求改写：{instruction}", "reworded as asked: {instruction}"),
        chain="assistant.chains.rewrite:REWRITE",
        needs=Detail.INSTRUCTION,
        takes=frozenset({Detail.LENGTH, Detail.INSTRUCTION}),
    ),
}


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """What an author does at their own word: its name in front of people, and why a change is."""

    label: Message
    why: Message


BY_AUTHOR = {
    "edit": AuthorRow(
        Message("手工修改", "Edit by hand"), Message("用户手工修改", "edited by the author")
    ),
    "elsewhere": AuthorRow(
        Message("采用改写稿", "Take a rewrite"),
        Message("别处写的改写稿", "a rewrite from elsewhere"),
    ),
    "fix": AuthorRow(
        Message("按规范改正", "Correct the form"),
        Message("按公文规范改正", "corrected after the standards of form"),
    ),
    "answer": AuthorRow(
        Message("按回答填写", "Fill from answers"), Message("用户填写", "filled in by the author")
    ),
    "replace": AuthorRow(
        Message("替换文字", "Replace words"),
        Message("用户要求替换", "replaced at the author's word"),
    ),
    "delete": AuthorRow(
        Message("删除", "Delete"), Message("用户要求删除", "deleted at the author's word")
    ),
    "correct": AuthorRow(
        Message("更正数据", "Correct a figure"), Message("用户更正", "corrected by the author")
    ),
    "add": AuthorRow(
        Message("补入内容", "Add words"), Message("按您说的补入", "added at the author's word")
    ),
    "draft": AuthorRow(
        Message("搭框架", "Draft a part"),
        Message("缺少的部分，内容待补", "a part that was lacking, to be completed"),
    ),
    "headings": AuthorRow(
        Message("标题标点", "Heading marks"),
        Message("单独成行的标题末尾不用标点", "a heading on its own line ends without a mark"),
    ),
    "restore": AuthorRow(
        Message("恢复原文", "Bring back"),
        Message("恢复较早的写法", "the wording of an earlier version"),
    ),
}
"""What an author does without a chain, under the names it has in a history."""


def task_label(name: str, language: Language = Language.ZH) -> str:
    """Name a task, or what an author did; a name that is none of these is shown as it is."""
    row = TASKS.get(name) or BY_AUTHOR.get(name)
    return row.label.text(language) if row else name


def task_named(word: str) -> str:
    """Return the task that a word of a job list names; an unknown word as it is."""
    return next((t for t, r in TASKS.items() if word in (r.label.zh, *r.also)), word)
