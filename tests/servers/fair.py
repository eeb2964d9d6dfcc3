"""A model that answers every question of every task fairly, and the same each time."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from assistant.wordcount import count_words
from tests.chains.liars import passage
from tests.servers.behaviours import Behaviour, json_reply, ok
from tests.servers.model_server import Request


def fair(request: Request) -> Behaviour:
    """Pick the first fact, keep sentences in order, leave a clause out, word a little plainer."""
    properties: dict[str, Any] = (request.schema or {}).get("properties", {})
    if "fact" in properties:
        return json_reply({"fact": properties["fact"]["enum"][0]})
    if "points" in properties:
        count = properties["points"]["minItems"]
        points = [{"heading": "抓实工作", "sentences": [n + 1]} for n in range(count)]
        return json_reply({"points": points})
    text = passage(request)
    if limit := re.search(r"[多至](\d+)字（连标题", request.messages[1][1]):
        return ok(within(text, int(limit.group(1))))
    if "必留：" not in request.text:
        return ok(text.replace("多次深入", "多次到").replace("摆在", "放在"))
    return ok(shorter(text))


def within(text: str, most: int) -> str:
    """Return a section in at most so many 字, without clauses that hold no figure, then others."""
    lines = text.splitlines()
    for figures in (False, True):
        for n in range(len(lines) - 1, 0, -1):
            while count_words("\n".join(lines)) > most:
                clauses = re.split("(?<=[，；])", lines[n])
                loose = [
                    i for i, c in enumerate(clauses[:-1]) if figures or not re.search(r"\d", c)
                ]
                if not loose:
                    break
                del clauses[loose[-1]]
                lines[n] = "".join(clauses)
    return "\n".join(lines)


def shorter(text: str) -> str:
    """Return a text without its first clause that holds no figure, if it has one to spare."""
    clauses = text.split("，")
    loose = [i for i, c in enumerate(clauses) if not any(ch.isdigit() for ch in c)]
    if len(clauses) > 1 and loose:
        del clauses[loose[0]]
    short = "，".join(clauses)
    return short if short.endswith("。") else short + "。"


def question_of(request: Request) -> str:
    """Return what tells one question from another, whatever was said in between."""
    first = "\n".join(text for role, text in request.messages if role == "user")
    return hashlib.sha256(first.encode()).hexdigest()
