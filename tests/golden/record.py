"""Record what the commands, a batch and the page's endpoints say of the samples, or compare.

    python -m tests.golden.record           writes tests/golden/outputs/*.json
    python -m tests.golden.record --check   says what differs from them, and exits 1

Seconds, paths, versions and tokens of works are masked.  The model is a service on loopback whose
reply depends on the question alone, so that the questions and their number are held too.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from assistant.cli import main as assistant
from tests.servers.behaviours import Behaviour, ok
from tests.servers.model_server import ModelServer, Request

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "assistant" / "samples"
NAMES = (
    "chief-duty.md",
    "general.docx",
    "party-building.txt",
    "personal-duty.txt",
    "strict-governance.txt",
    "team-duty.txt",
)

TASKS: dict[str, tuple[str, ...]] = {
    "check": (),
    "clean": (),
    "restructure": (),
    "shorten": ("--to", "60%"),
    "fill": ("--facts", "FACTS"),
    "rewrite": ("--instruction", "语气平实一些"),
}
MODELLED: dict[str, tuple[str, ...]] = {
    "restructure": ("--section", "2", "--instruction", "分成三点"),
    "shorten": ("--section", "2", "--to", "60%"),
    "fill": ("--section", "1", "--facts", "FACTS"),
    "rewrite": ("--section", "1", "--instruction", "语气平实一些"),
}
MASKED = {
    "seconds": 0,
    "file": "FILE",
    "output": "OUTPUT",
    "work": "WORK",
    "at": 0,
    "began": 0,
    "ended": 0,
    "where": "HOST",
}
OUTPUTS = HERE / "outputs"


def masked(value: Any, key: str = "") -> Any:
    """Return JSON with what changes from run to run or machine to machine taken out."""
    if key in MASKED and isinstance(value, int | float | str):
        return value if key in ("file", "output") and "\n" in str(value) else MASKED[key]
    if key == "prompts" and isinstance(value, dict):
        return sorted(value)
    if key == "id" and isinstance(value, str) and re.fullmatch("[0-9a-f-]{16,}", value):
        return "ID"  # of a proposal
    if isinstance(value, dict):
        return {k: masked(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [masked(v, key if isinstance(v, str) else "") for v in value]
    if isinstance(value, str):
        return re.sub(r"127\.0\.0\.1:\d+|\d+(?:\.\d+)? (?:秒|s)\b", "HOST", value)
    return value


def answer(request: Request) -> Behaviour:
    """Answer by the question alone: an item of a schema's choices, or part of the last message."""
    if request.schema is not None:
        return ok(json.dumps(_instance(request.schema, request.text), ensure_ascii=False))
    text = request.text.strip().splitlines()[-1]
    return ok(text if len(text) < 12 else text[: len(text) * 2 // 3])


def _instance(schema: dict[str, Any], text: str) -> Any:
    number = int(hashlib.sha256(text.encode()).hexdigest()[:4], 16)
    if "enum" in schema:
        return schema["enum"][number % len(schema["enum"])]
    if schema.get("type") == "object":
        return {k: _instance(v, text + k) for k, v in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [_instance(schema.get("items", {}), text)]
    return {"integer": 1, "number": 1, "boolean": True}.get(str(schema.get("type")), "要点")


def said(*line: str) -> dict[str, Any]:
    """Run a command and return its exit code and JSON."""
    out = io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            assistant(list(line))
        except SystemExit as end:
            code = int(end.code or 0)
    return {"exit": code, "json": json.loads(out.getvalue())}


def _line(task: str, options: tuple[str, ...], name: str, model: str) -> list[str]:
    facts = str((SAMPLES / name).with_suffix(".csv"))
    line = [task, str(SAMPLES / name), *(facts if o == "FACTS" else o for o in options), "--json"]
    return line if task == "check" else [*line, "--model", model]


def by_rules(task: str, name: str) -> Any:
    return said(*_line(task, TASKS[task], name, "rules"))


def by_model(task: str, name: str) -> Any:
    server = ModelServer()
    server.always(answer)
    stop = server.start()
    before = dict(os.environ)
    os.environ |= {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "sk-none"}
    try:
        found = said(*_line(task, MODELLED[task], name, "openai:m"))
    finally:
        os.environ.clear()
        os.environ.update(before)
        stop()
    asked = sorted(_hash(r.body["messages"]) for r in server.requests)
    return found | {"questions": asked}


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:12]


def of_a_batch(task: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        line = ["batch", task, str(SAMPLES), "-o", folder, *TASKS[task], "--model", "rules"]
        code = 0
        silent = io.StringIO()
        with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
            try:
                assistant(line)
            except SystemExit as end:
                code = int(end.code or 0)
        rows = [
            json.loads(row) for row in Path(folder, "results.jsonl").read_text("utf-8").splitlines()
        ]
        texts = {p.name: p.read_text("utf-8") for p in sorted(Path(folder).glob("*.txt"))}
    return {"exit": code, "rows": sorted(rows, key=lambda r: str(r["file"])), "texts": texts}


def of_the_page() -> Any:
    from assistant.config import Settings
    from assistant.web.api import endpoints
    from assistant.web.desk import Desk
    from assistant.web.options import Options

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Options(Settings(model="rules", data_dir=Path(folder))))
        calls = {f.__name__: f for f in endpoints(desk)}
        opened = calls["open_report"]((SAMPLES / "team-duty.txt").read_text("utf-8"))
        work = opened["work"]
        sentences = (
            "把第二部分压到300字",
            "第三条分成三点",
            "语气平实一些",
            "撤销",
            "为什么没有采用？",
        )
        return {
            "endpoints": sorted(calls),
            "open_report": opened,
            "understand_request": [calls["understand_request"](work, s) for s in sentences],
            "propose": calls["propose"](work, "shorten", "2", "300"),
            "adopt": calls["adopt"](work),
            "undo": calls["undo"](work),
            "versions": calls["versions"](work),
        }


def recordings() -> Iterator[tuple[str, Callable[[], Any]]]:
    """Yield a name and what records it."""
    for name in NAMES:
        for task in TASKS:
            yield f"{task}.{Path(name).stem}", partial(by_rules, task, name)
        for task in MODELLED:
            yield f"model.{task}.{Path(name).stem}", partial(by_model, task, name)
    for task in ("clean", "shorten"):
        yield f"batch.{task}", partial(of_a_batch, task)
    yield "page", of_the_page


def recorded(made: Callable[[], Any]) -> str:
    return json.dumps(masked(made()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    OUTPUTS.mkdir(exist_ok=True)
    differs = 0
    for name, made in recordings():
        path, text = OUTPUTS / f"{name}.json", recorded(made)
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
        elif path.read_text("utf-8") != text:
            differs += 1
            lines = difflib.unified_diff(
                path.read_text("utf-8").splitlines(),
                text.splitlines(),
                name,
                "now",
                n=1,
                lineterm="",
            )
            print("\n".join(list(lines)[:40]))
    sys.exit(bool(differs))


if __name__ == "__main__":
    main()
