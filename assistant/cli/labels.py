"""The names under which a person sees the words of the JSON contract."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.cli.terminal import Terminal
from assistant.findings import Message

GAPS = {
    "placeholder": Message("占位", "placeholder"),
    "silent": Message("漏填", "silent"),
    "list": Message("漏列", "list"),
    "quote": Message("空引号", "empty quote"),
    "part": Message("缺内容", "missing part"),
}
NOISE = {
    "advertisement": Message("广告", "advertisement"),
    "watermark": Message("水印", "watermark"),
    "source": Message("来源标记", "source tag"),
    "navigation": Message("网页导航", "web navigation"),
    "page": Message("页码", "page number"),
    "mark": Message("## 标记", "## mark"),
    "hidden": Message("隐藏字符", "hidden characters"),
}
SEVERITIES = {
    "reading": (Message("要读", "to read"), "cyan"),
    "error": (Message("错误", "error"), "bold red"),
    "warning": (Message("警告", "warning"), "yellow"),
    "info": (Message("提示", "note"), "dim"),
}
VERDICTS = {
    "accepted": (Message("✓ 采纳", "✓ accepted"), "green"),
    "review": (Message("! 待审", "! review"), "yellow"),
    "unchanged": (Message("= 未改", "= unchanged"), "dim"),
}
PRIORITIES = {
    "required": (Message("必有", "required"), "red"),
    "recommended": (Message("宜有", "recommended"), "yellow"),
    "optional": (Message("可有", "optional"), "dim"),
}
"""How a part of a genre is called, and shown, that it must, should or may have."""
ENGINES = {
    "model": Message("模型", "model"),
    "section": Message("模型整段写", "model, in one go"),
    "sentence": Message("模型逐句写", "model, by sentences"),
    "rules": Message("规则", "rules"),
    "none": Message("—", "—"),
}
STATUSES = {
    "kept": (Message("保留", "kept"), ""),
    "moved": (Message("移动", "moved"), "cyan"),
    "merged": (Message("合并", "merged"), "cyan"),
    "filled": (Message("填入", "filled"), "green"),
    "open": (Message("仍空", "still open"), "yellow"),
    "dropped": (Message("删去", "dropped"), "red"),
}


def label(table: Mapping[str, Message], key: str, terminal: Terminal) -> str:
    """Return the name of a word, or the word itself where it has none."""
    return table.get(key, Message(key, key)).text(terminal.language)


def styled(
    table: Mapping[str, tuple[Message, str]], key: str, terminal: Terminal
) -> tuple[str, str]:
    """Return the name of a word and the style it is shown in."""
    message, style = table.get(key, (Message(key, key), ""))
    return message.text(terminal.language), style
