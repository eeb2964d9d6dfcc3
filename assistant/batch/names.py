"""What a person reads on the summary and in the tables, in both languages."""

from __future__ import annotations

from collections.abc import Callable

from assistant.findings import Language, Message

OUTCOMES = {
    "accepted": Message("采纳", "accepted"),
    "review": Message("待审", "review"),
    "unchanged": Message("未改", "unchanged"),
    "failed": Message("未处理", "not done"),
    "open": Message("排队中", "still to do"),
}
ENGINES = {
    "model": Message("模型", "model"),
    "rules": Message("规则", "rules"),
    "none": Message("没有改动", "no change"),
}
SEVERITIES = {
    "error": Message("错误", "error"),
    "warning": Message("警告", "warning"),
    "info": Message("提示", "note"),
}


def name(table: dict[str, Message], key: str, language: Language = Language.ZH) -> str:
    """Return the name of a word of the contract, or the word itself where it has none."""
    message = table.get(key)
    return message.text(language) if message else key


Chosen = Callable[[str, str], str]


def chosen(language: Language) -> Chosen:
    """Return what chooses, of words in Chinese and in English, those that are read."""
    return lambda zh, en: Message(zh, en).text(language)
