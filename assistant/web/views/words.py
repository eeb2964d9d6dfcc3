"""The names under which a person sees states, verdicts and tasks."""

from __future__ import annotations

from assistant.findings import Message
from assistant.session import State

STATES = {
    State.UNTOUCHED: Message("未改", "untouched"),
    State.PROPOSED: Message("有建议", "proposed"),
    State.ADOPTED: Message("已采用", "adopted"),
    State.NEEDS_YOU: Message("请您看", "needs you"),
}
VERDICTS = {
    "accepted": Message("核对通过", "checked"),
    "review": Message("请您过目", "please look"),
    "unchanged": Message("保持原样", "unchanged"),
}
ENGINES = {
    "model": Message("由模型写", "by the model"),
    "rules": Message("由规则处理", "by rules"),
    "none": Message("没有改动", "no change"),
    "author": Message("您写的", "by you"),
}
STATUSES = {
    "kept": Message("保留", "kept"),
    "moved": Message("移动", "moved"),
    "merged": Message("合并", "merged"),
    "filled": Message("填入", "filled"),
    "dropped": Message("删去", "dropped"),
}
TRACED = {
    "figure": Message("数据", "figure"),
    "title": Message("文件名", "title"),
    "gap": Message("空缺", "gap"),
    "name": Message("名称", "name"),
    "quote": Message("引语", "quote"),
}
TASKS = {
    "clean": Message("清理无关文字", "Clean"),
    "restructure": Message("理顺结构", "Restructure"),
    "shorten": Message("压缩", "Shorten"),
    "fill": Message("补空缺", "Fill gaps"),
    "rewrite": Message("改写", "Rewrite"),
    "edit": Message("手工修改", "Edit by hand"),
    "answer": Message("按回答填写", "Fill from answers"),
}
SEVERITIES = {
    "error": Message("问题", "error"),
    "warning": Message("提醒", "warning"),
    "info": Message("说明", "note"),
}
