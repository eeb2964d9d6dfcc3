"""A model that lies: each lie is a function from the passage it was asked about to its answer."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.servers.behaviours import (
    Behaviour,
    closes,
    no_choices,
    ok,
    stalls,
    status,
    too_many,
    truncated,
)
from tests.servers.model_server import Request

Liar = Callable[[str], Behaviour]


def passage(request: Request) -> str:
    """Return the passage a request asks about (the last of its user messages that has one)."""
    users = [text for role, text in request.messages if role == "user"]
    for text in reversed(users):
        found = re.search(
            r"(?:原文|句子)：\s*(.+?)(?=\n(?:必留|字数|数据|要点个数)：|\Z)", text, re.DOTALL
        )
        if found:
            return found.group(1).strip()
    return ""


def _digit(text: str) -> str:
    return re.sub(r"\d", lambda m: str((int(m.group()) + 3) % 10), text, count=1) + (
        "" if re.search(r"\d", text) else "共7项。"
    )


def _unit(text: str) -> str:
    return (
        re.sub(r"(\d)(次|个|人|家|件|亿元|万元|%)", r"\1亩", text, count=1)
        if re.search(r"\d(次|个|人|家|件|亿元|万元|%)", text)
        else text + "计18亩。"
    )


def _name(text: str) -> str:
    changed = re.sub(r"《[^》]+》", "《关于进一步加强统筹的若干意见》", text)
    return changed if changed != text else f"在李建国同志带领下，{text}"


def _invents(text: str) -> str:
    return text.rstrip("。；，") + "，同比增长37.4%。"


def _drops_placeholder(text: str) -> str:
    return (
        re.sub(r"XX|\*+|××|某某", "26", text)
        if re.search(r"XX|\*+|××|某某", text)
        else text + "共完成15个。"
    )


def _flips(text: str) -> str:
    for a, b in (("增长", "下降"), ("提高", "降低"), ("未发生", "发生"), ("没有", "有")):
        if a in text:
            return text.replace(a, b, 1)
    return "没有" + text + "下降12%。"


LIES: dict[str, Liar] = {
    "changes a digit": lambda p: ok(_digit(p)),
    "changes a unit": lambda p: ok(_unit(p)),
    "changes a name": lambda p: ok(_name(p)),
    "invents a figure": lambda p: ok(_invents(p)),
    "fills a placeholder": lambda p: ok(_drops_placeholder(p)),
    "flips a direction": lambda p: ok(_flips(p)),
    "stops mid-sentence": lambda p: truncated(p[: max(3, len(p) // 2)]),
    "stops mid-sentence, saying stop": lambda p: ok(p[: max(3, len(p) // 3)] + "，并且在"),
    "answers in English": lambda _p: ok("The team held 26 study sessions and made good progress."),
    "chats": lambda p: ok(f"好的，以下是修改后的内容：{p}"),
    "answers nothing": lambda _p: ok(""),
    "answers broken JSON": lambda _p: ok('{"fact": "f1", "points": [{"heading"'),
    "breaks the schema": lambda _p: ok('{"fact": "f999", "points": []}'),
    "sends no choices": lambda _p: no_choices(),
    "closes the connection": lambda p: closes(p[:4]),
    "repeats itself": lambda p: ok((p[:12] + "，") * 12 + "。"),
}
"""Lies that cost no waiting. Every one is wrong for every passage."""

SLOW_LIES: dict[str, Liar] = {
    "stalls": lambda p: stalls(p[:4]),
    "answers 429": lambda _p: too_many("0"),
    "answers 500": lambda _p: status(500),
}


CLAIMS = (
    "，获评全国先进",
    "，受到上级表彰",
    "，位居全市前列",
    "，实现零事故",
    "，得到省委主要领导批示肯定",
    "，群众一致好评",
    "，成为全国样板",
    "，率先建成投用",
    "，全部通过验收",
    "，得益于科学决策",
    "，荣获一等奖",
    "，经验在全省推广",
    "，彻底解决历史遗留问题",
    "，无一例投诉",
    "，被中央媒体报道",
    "，多次受到市委表扬",
)
"""Praise, rank, stage and cause without a figure: a clause that no passage of the tests says."""


def claiming(claim: str) -> Liar:
    """Return a model that adds a claim to the last sentence of what it is asked about."""
    return lambda text: ok(text.rstrip("。；， \n") + claim + "。")
