"""A folder of reports, a store for what becomes of them, and a model of middling skill."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import samples
from assistant.batch.job import Job
from assistant.batch.jobs import plan
from assistant.batch.listing import Listed
from assistant.batch.options import BatchOptions
from assistant.batch.store import Store, store_folder
from assistant.config import Settings
from assistant.request import Length, Request
from tests.chains.liars import passage
from tests.servers import model_server as live
from tests.servers.behaviours import Behaviour, ok

NAMES = ("team-duty",)


def reply(request: live.Request) -> tuple[str, str]:
    """Answer as a weak model does: well, with an invention, cut off or with a copy, by the text."""
    text = passage(request)
    kind = hashlib.sha256(repr(request.messages).encode()).digest()[0] % 8
    clauses = text.rstrip("。").split("，")
    short = "，".join(c for i, c in enumerate(clauses) if not i or any(d.isdigit() for d in c))
    wrong = {
        5: (short + "，同比增长37.4%。", "stop"),
        6: (short, "length"),
        7: (text, "stop"),
    }
    return wrong.get(kind, (short + "。", "stop"))


def spoken(request: live.Request) -> Behaviour:
    text, finish = reply(request)
    return ok(text, finish=finish)


@dataclass
class Bureau:
    """A folder of reports and a store for what becomes of them."""

    folder: Path
    settings: Settings
    copies: int = 1

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.output = self.folder / "out"
        reports = self.folder / "in"
        reports.mkdir()
        for name in NAMES:
            source = samples.path(name)
            for copy in range(self.copies):
                # Another word in every clause, so that no two reports share a question.
                own = "又再还也均"[:copy][-1:]
                text = re.sub("(?=[，。；])", own, source.read_text(encoding="utf-8"))
                (reports / f"{copy}-{source.name}").write_text(text, encoding="utf-8")
        default = Job(Path(), Path(), Request("shorten", (), Length.parse("60%")))
        jobs = plan([str(reports)], self.output, default)
        listed = [Listed(str(j.source), str(j.target.absolute()), j.spec()) for j in jobs]
        self.store = Store(store_folder(self.output))
        self.store.list_reports(listed, alone=True)

    def options(self, **changes: object) -> BatchOptions:
        return replace(BatchOptions(self.settings), **changes)  # type: ignore[arg-type]

    def results(self) -> list[tuple[object, ...]]:
        """What became of each section: its verdict, who wrote it, what was found."""
        return [
            (r.verdict, s["id"], s["verdict"], s["engine"], [f["code"] for f in s["findings"]])
            for r in self.store.reports()
            for s in (r.result or {}).get("sections", ())
        ]

    def texts(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in self.output.iterdir() if p.suffix}
