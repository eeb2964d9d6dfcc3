"""What a batch gets out of the embedded model: `python -m eval.bench.embedded [REPORTS]`.

A batch with all slots runs twice over the same reports, into different folders; between the two a
bare load generator puts the very calls of the first to the same server, as many at once, and does
nothing with the answers.  The second batch and the generator find the same prompts in the
server's cache, so those two are compared.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request as HttpRequest
from urllib.request import urlopen

from assistant import batch
from assistant.config import Settings
from assistant.models import embedded
from assistant.models.known_weights import DEFAULT
from assistant.models.weights import pull
from assistant.models.writer import Writer
from assistant.request import Length, Request
from eval.bench.synthetic import papers

SHORTER = Request("shorten", to=Length.parse("70%"))


@dataclass(frozen=True)
class Compared:
    """Calls and tokens written a second: of a batch, and of a bare generator on the same calls."""

    slots: int
    calls: int
    batch_calls_per_second: float
    bare_calls_per_second: float
    batch_tokens_per_second: float
    bare_tokens_per_second: float
    of_bare: float


class Recorder:
    """Notes every call that is made of a Writer, and when."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.tokens = 0
        self.first = self.last = 0.0
        self._lock = threading.Lock()
        self._ask = Writer.ask

    def __enter__(self) -> Recorder:
        ask, recorder = self._ask, self

        def noted(writer: Writer, messages: Any, **options: Any) -> Any:
            recorder.first = recorder.first or time.monotonic()
            reply = ask(writer, messages, **options)
            with recorder._lock:
                recorder.last = time.monotonic()
                recorder.tokens += reply.usage.completion_tokens
                recorder.calls.append({"messages": messages} | options)
            return reply

        Writer.ask = noted  # type: ignore[method-assign,assignment]
        return self

    def __exit__(self, *_exc: object) -> None:
        Writer.ask = self._ask  # type: ignore[method-assign]

    @property
    def seconds(self) -> float:
        """From the first call to the last reply."""
        return self.last - self.first


def compare(reports: int = 8, sections: int = 5) -> Compared:
    """Run batch, bare generator and batch again; the model's weights must be at hand."""
    settings = Settings(model="local")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers(folder / "in", reports, sections)
        first = _batch(folder, "first", settings)
        served = embedded.serve(pull(DEFAULT, settings, _silent), threads=settings.threads)
        began = time.monotonic()
        with ThreadPoolExecutor(embedded.SLOTS) as pool:
            tokens = sum(pool.map(lambda call: _bare(served, call), first.calls))
        bare = time.monotonic() - began
        again = _batch(folder, "again", settings)
    calls, repeated = len(first.calls), len(again.calls)
    ours, theirs = again.tokens / again.seconds, tokens / bare
    return Compared(
        slots=embedded.SLOTS,
        calls=calls,
        batch_calls_per_second=round(repeated / again.seconds, 3),
        bare_calls_per_second=round(calls / bare, 3),
        batch_tokens_per_second=round(ours, 2),
        bare_tokens_per_second=round(theirs, 2),
        of_bare=round(repeated / again.seconds / (calls / bare), 3),
    )


def _batch(folder: Path, output: str, settings: Settings) -> Recorder:
    with Recorder() as recorder:
        list(batch.run([folder / "in"], folder / output, SHORTER, settings=settings))
    return recorder


def _bare(served: embedded.Served, call: dict[str, Any]) -> int:
    """Put a call to the server as it is; return the tokens of the answer."""
    body: dict[str, Any] = {
        "messages": [{"role": role, "content": text} for role, text in call["messages"]],
        "max_tokens": call["max_tokens"],
        "temperature": call.get("temperature", 0.0),
    }
    if call.get("schema") is not None:
        schema = {"name": "reply", "schema": call["schema"], "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    request = HttpRequest(
        f"{served.address}/v1/chat/completions",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {served.key}"},
    )
    with urlopen(request, timeout=600) as reply:
        answer = json.load(reply)
    written: int = answer["usage"]["completion_tokens"]
    return written


def _silent(_step: Any) -> None:
    """Tell nobody."""


if __name__ == "__main__":
    print(json.dumps(asdict(compare(*map(int, sys.argv[1:])))))
