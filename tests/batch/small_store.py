"""A small store as a run leaves it: one report of each verdict, one failed, one half done."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.batch.claims import Finished
from assistant.batch.listing import Listed
from assistant.batch.store import FOLDER, Store
from assistant.models.usage import Usage

FILES = ("甲.txt", "乙.docx", "丙.md", "丁.docx", "戊.txt", "己.txt")
VERDICTS = {"甲.txt": "accepted", "乙.docx": "review", "丙.md": "unchanged"}
BROKEN = "“丁.docx”不是完好的 Word 文件。"


def fill_store(output: Path) -> Store:
    """Fill the store of `output` as a run that was stopped leaves it, and return it open.

    甲, 乙 and 丙 are done with the verdicts of VERDICTS, 丁 failed, for 戊 a question was answered,
    己 waits.
    """
    store = Store(output / FOLDER)
    spec = {"task": "shorten", "to": "60%"}
    store.list_reports(
        [Listed(f"in/{file}", str(output / file), spec) for file in FILES], alone=True
    )
    store.enter()
    while row := store.claim():
        name = Path(row.source).name
        if name == "己.txt":
            store.put_back(row.id)
            break
        if name != "丁.docx":
            store.keep_replies([(f"key-{row.id}", row.id, _reply())])
        if name == "戊.txt":
            continue
        tally = {VERDICTS[name]: 1} if name in VERDICTS else {}
        store.finished(row.id, Finished(_row(name, output), key="k", tally=tally))
    store.leave()
    return store


def _reply() -> dict[str, Any]:
    return {"text": "好", "finish": "stop", "usage": asdict(Usage(2, 500, 0, 200, 1.5, 0.25))}


def _finding(verdict: str) -> list[dict[str, Any]]:
    if verdict != "review":
        return []
    words = {"code": "length_missed", "severity": "warning", "message": "要求 600 字，实得 700 字"}
    return [words | {"section": "1", "start": None, "end": None, "evidence": ""}]


def _row(name: str, output: Path) -> dict[str, Any]:
    verdict = VERDICTS.get(name)
    base: dict[str, Any] = {"file": f"in/{name}", "task": "shorten", "verdict": verdict}
    if verdict is None:
        return base | {"output": None, "exit": 2, "error": BROKEN, "seconds": 0.1}
    section = {
        "id": "1",
        "heading": "第1部分",
        "verdict": verdict,
        "engine": "model",
        "attempts": 1,
        "findings": _finding(verdict),
    }
    return base | {
        "output": str(output / name),
        "exit": 0 if verdict == "accepted" else 1,
        "error": None,
        "genre": "general",
        "words": {"source": 1000, "asked": 600, "delivered": 700 if verdict == "review" else 600},
        "gaps": [{"id": "g1", "filled": False}],
        "questions": [{"gap": "g1", "question": "全年走访多少户？"}],
        "sections": [section],
        "usage": {
            "model": "openai:some-model",
            "where": "models.example",
            "calls": 2,
            "prompt_tokens": 500,
            "cached_tokens": 0,
            "completion_tokens": 200,
            "seconds": 1.5,
            "cost": 0.25,
        },
        "prompts": {},
        "notes": [],
        "seconds": 2.0,
    }
