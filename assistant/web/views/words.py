"""The names under which a person sees states, verdicts and tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.findings import Language, Message
from assistant.numbering import parse_number
from assistant.session import State, source_name

STATES = {
    State.UNTOUCHED: Message("未改", "untouched"),
    State.PROPOSED: Message("有建议", "proposed"),
    State.ADOPTED: Message("已改", "changed"),
    State.NEEDS_YOU: Message("请您看", "needs you"),
}
VERDICTS = {
    "accepted": Message("核对通过", "checked"),
    "review": Message("请您过目", "please look"),
    "unchanged": Message("保持原样", "unchanged"),
}
ENGINES = {
    "model": Message("由模型写", "by the model"),
    "section": Message("由模型整段写", "by the model, in one go"),
    "sentence": Message("由模型逐句写", "by the model, sentence by sentence"),
    "rules": Message("按固定规则改写", "by rules"),
    "none": Message("没有改动", "no change"),
    "author": Message("您写的", "by you"),
    "asked": Message("按您的要求", "as you asked"),
    "elsewhere": Message("别处写的", "written elsewhere"),
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
STEPS = {
    "wait": Message("等待另一个程序下载内置模型", "Waiting for another program that fetches it"),
    "fetch": Message("正在下载内置模型", "Fetching the embedded model"),
    "verify": Message("正在核对模型文件", "Verifying the model"),
    "load": Message("正在启动内置模型", "Loading the embedded model"),
}
_GLOSSES = (
    (r"把?(.*?)压到一半", "{}to half its length"),
    (r"把?(.*?)压到(\d+)字", "{}to {} 字"),
    (r"(.*?)分成三点", "{}into three points"),
    (r"(.*?)分成(\d+)点", "{}into {} points"),
    (r"(.*?)语气平实一些", "{}plainer"),
    (r"((?:第.{1,3}?部分)?(?:第.{1,3}?[条点段])?)", "{}"),
    (r"句子短一些，更通顺", "shorter, smoother sentences"),
    (r"去掉套话", "without set phrases"),
    (r"(?:(.*?)：?)压短一些", "{}shorter"),
    (r"(?:(.*?)：?)(?:改写措辞（.*）)", "{}reword as said"),
    (r"(?:(.*?)：?)理顺结构", "{}put in order"),
    (r"(?:(.*?)：?)补上空缺", "{}fill the gaps"),
    (r"(?:(.*?)：?)清理(?:无关文字)?", "{}clean"),
    (r"可以，先这样做", "yes, begin with that"),
    (r"先做前三件", "the first three"),
    (r"看过了，仍然采用", "read them, adopt"),
    (r"还缺什么", "what is missing"),
    (r"撤销", "undo"),
    (r"是", "yes"),
    (r"不", "no"),
    (r"把空缺补上", "fill the gaps"),
    (r"补上集体学习26次", "fill in 集体学习 26次"),
)
SEVERITIES = {
    "error": Message("问题", "error"),
    "warning": Message("提醒", "warning"),
    "info": Message("说明", "note"),
}


def origin(source: str, language: Language) -> str:
    """Return in words where a filled value comes from."""
    return Message("出处：", "source: ").text(language) + source_name(source, language)


def gloss(sentence: str, zh: bool) -> str:
    """Return what a Chinese sentence that can be said next means, for a reader of English.

    The sentence itself is what is said: requests about a Chinese report are in Chinese.
    """
    if zh:
        return sentence
    for pattern, english in _GLOSSES:
        found = re.fullmatch(pattern, sentence)
        if found:
            where, *rest = found.groups() or ("",)
            return english.format(f"{_where(where)}: " if where else "", *rest).removesuffix(": ")
    return sentence


def listed(sentences: Iterable[str], language: Language) -> str:
    """Return sentences that can be said next as the end of the line that leads over to them."""
    zh = language is Language.ZH
    return (
        "、".join(f"“{s}”" for s in sentences) + "。"
        if zh
        else " " + "; ".join(gloss(s, zh) for s in sentences)
    )


def _where(place: str) -> str:
    """Return in English a place as a Chinese sentence names it: 第一部分第三条."""
    place = re.sub("第(.{1,3}?)部分", lambda m: f"part {parse_number(m[1])}, ", place)
    place = re.sub("第(.{1,3}?)[条点段]", lambda m: f"point {parse_number(m[1])}, ", place)
    return place.replace("全文", "all of it, ").removesuffix(", ")
