"""A small store as a run leaves it: one report of each verdict, one failed, one half done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.batch.claims import Kind, Section
from assistant.batch.listing import Listed
from assistant.batch.store import FOLDER, Store
from assistant.models.usage import Usage

FILES = ("甲.txt", "乙.docx", "丙.md", "丁.docx", "戊.txt", "己.txt")
VERDICTS = {"甲.txt": "accepted", "乙.docx": "review", "丙.md": "unchanged"}
BROKEN = "“丁.docx”不是完好的 Word 文件。"


def fill_store(output: Path) -> Store:
    """Fill the store of `output` as a run that was stopped leaves it, and return it open.

    甲, 乙 and 丙 are done with the verdicts of VERDICTS, 丁 failed, of 戊 the first of two
    sections is done, 己 waits.
    """
    store = Store(output / FOLDER)
    spec = {"task": "shorten", "to": "60%"}
    store.list_reports(
        [Listed(f"in/{file}", str(output / file), spec) for file in FILES], alone=True
    )
    store.enter()
    while claimed := store.claim(ahead=1):
        (work,) = claimed
        name = Path(work.report.source).name
        if work.kind is Kind.OPEN and name == "丁.docx":
            store.finished(work.report.id, _row(name, output))
        elif work.kind is Kind.OPEN and name == "己.txt":
            break
        elif work.kind is Kind.OPEN:
            _open(store, work.report.id, 2 if name == "戊.txt" else 1)
        elif work.kind is Kind.SECTION and work.section is not None:
            if name == "戊.txt" and work.section.number == 1:
                store.put_back(work.section.id)
                break
            usage = Usage(2, 500, 0, 200, 1.5, 0.25)
            store.worked(work.section.id, [], prompts={}, usage=usage)
        else:
            verdict = VERDICTS[name]
            found = _finding(verdict)
            store.finished(
                work.report.id, _row(name, output), sections=[(0, verdict, "model", found)]
            )
    store.leave()
    return store


def _open(store: Store, report: int, count: int) -> None:
    sections = [
        Section(n, str(n + 1), f"第{n + 1}部分", f"key-{report}-{n}", asks=True)
        for n in range(count)
    ]
    store.opened(report, sections, source_hash="h", source_stat="s", key=f"key-{report}")


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
