"""A model service on loopback to measure against: answers after a fixed time, or storms.

It runs in a process of its own (`python -m eval.bench.loopback LATENCY [SEED [WAIT]]`), so that
what it costs is not counted as the client's, and answers every question of `rewrite` and `shorten`
fairly and always the same.  GET /stats tells what it was asked; POST /mark makes the next request
the first, POST /die?seconds=1 makes it drop every question for so long.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import random
import re
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

TOO_MANY, BROKEN, STALLED, CUT = 0.30, 0.10, 0.05, 0.05
"""Parts of the requests that a storm answers with 429, with 500, never, and not to the end."""
RETRY_AFTER = 0.5
"""Seconds a storm asks to wait, where it is not told otherwise."""
_ROOT = Path(__file__).parents[2]
_PASSAGE = re.compile(r"原文：\s*(.+?)(?=\n(?:必留|字数)：|\Z)", re.DOTALL)


@dataclass
class Service:
    """The service; `answered` counts the whole answers to each question, `faults` what it did
    instead, `early` the requests that came before the time Retry-After had named."""

    latency: float
    seed: int | None = None
    retry_after: float = RETRY_AFTER
    answered: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    early: int = 0
    most: int = 0
    first: float = 0.0
    last: float = 0.0
    _now: int = 0
    _quiet_until: float = 0.0
    _dead_until: float = 0.0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                came = monotonic()
                found = re.search(r"(?i)content-length:\s*(\d+)", head)
                body = await reader.readexactly(int(found.group(1))) if found else b""
                path = head.split()[1]
                if path.startswith("/v1") and monotonic() < self._dead_until:
                    break
                if path.startswith("/stats"):
                    await self._send(writer, json.dumps(self._stats()).encode())
                elif path.startswith("/mark"):
                    self.first = 0.0
                    await self._send(writer, b"{}")
                elif path.startswith("/die"):
                    self._dead_until = monotonic() + float(path.partition("=")[2])
                    await self._send(writer, b"{}")
                else:
                    await self._answer(came, body, writer)
        writer.close()

    async def _answer(self, came: float, body: bytes, writer: asyncio.StreamWriter) -> None:
        """Answer `latency` after the request came, whatever it took to find the answer."""
        self.requests += 1
        self._now += 1
        self.last = monotonic()
        self.first = self.first or self.last
        self.most = max(self.most, self._now)
        try:
            fault = self._fault()
            if fault == "too_many":
                self._quiet_until = monotonic() + self.retry_after
                wait = f"Retry-After: {self.retry_after}\r\n"
                await self._send(writer, _ERROR, "429 Too Many", wait)
                return
            if fault == "broken":
                await self._send(writer, _ERROR, "500 Oops")
                return
            if fault == "stalled":
                await asyncio.sleep(60)
            await asyncio.sleep(self.latency / 2)  # requests that came together are all taken first
            request = json.loads(body)
            text = shorter(request["messages"])
            question = _question(request["messages"])
            events = _events(text if fault != "cut" else text[: len(text) // 2], fault != "cut")
            await asyncio.sleep(came + self.latency - monotonic())
            if fault == "cut":
                await self._send(writer, events, kind="text/event-stream", longer=100)
                raise ConnectionResetError
            await self._send(writer, events, kind="text/event-stream")
            self.answered[question] += 1
        finally:
            self._now -= 1
            self.last = monotonic()

    def _fault(self) -> str:
        if self.seed is None:
            return ""
        if monotonic() < self._quiet_until:
            self.early += 1
        draw = random.Random(f"{self.seed}-{self.requests}").random()
        for name, part in (
            ("too_many", TOO_MANY),
            ("broken", BROKEN),
            ("stalled", STALLED),
            ("cut", CUT),
        ):
            if draw < part:
                self.faults[name] += 1
                return name
            draw -= part
        return ""

    async def _send(
        self,
        writer: asyncio.StreamWriter,
        data: bytes,
        status: str = "200 OK",
        more: str = "",
        kind: str = "application/json",
        longer: int = 0,
    ) -> None:
        length = len(data) + longer
        head = (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}Content-Length: {length}\r\n\r\n"
        )
        writer.write(head.encode() + data)
        await writer.drain()

    def _stats(self) -> dict[str, Any]:
        return {
            "requests": self.requests,
            "answered": sum(self.answered.values()),
            "questions": len(self.answered),
            "repeated": sum(n - 1 for n in self.answered.values()),
            "faults": dict(self.faults),
            "early": self.early,
            "most": self.most,
            "first": self.first,
            "last": self.last,
        }


_ERROR = b'{"error": {"message": "not now", "code": null}}'


def shorter(messages: list[dict[str, str]]) -> str:
    """Return the passage that is asked about without its first clause that holds no figure."""
    texts = [m["content"] for m in messages if m["role"] == "user"]
    found = next((m for t in reversed(texts) if (m := _PASSAGE.search(t))), None)
    clauses = (found.group(1).strip() if found else "好。").split("，")
    loose = [i for i, c in enumerate(clauses) if not any(ch.isdigit() for ch in c)]
    if len(clauses) > 1 and loose:
        del clauses[loose[0]]
    text = "，".join(clauses)
    return text if text.endswith("。") else text + "。"


def _question(messages: list[dict[str, str]]) -> str:
    text = json.dumps(messages, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _events(text: str, whole: bool) -> bytes:
    def event(delta: dict[str, str], finish: str | None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        data = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        body = data | {"choices": [choice]} | more
        return b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n"

    parts = [event({"role": "assistant", "content": text}, None)]
    if whole:
        usage = {"prompt_tokens": 500, "completion_tokens": 40, "total_tokens": 540}
        parts += [event({}, "stop"), event({}, None, choices=[], usage=usage)]
        parts.append(b"data: [DONE]\n\n")
    return b"".join(parts)


@dataclass(frozen=True)
class Running:
    """A service that runs: its address, and what it can be asked beside questions."""

    address: str

    @property
    def base_url(self) -> str:
        """The address for clients."""
        return f"{self.address}/v1"

    def stats(self) -> dict[str, Any]:
        """Return what it was asked so far."""
        with urllib.request.urlopen(f"{self.address}/stats", timeout=10) as reply:
            found: dict[str, Any] = json.load(reply)
        return found

    def die(self, seconds: float) -> None:
        """Drop every question for so long."""
        self._post(f"die?seconds={seconds}")

    def mark(self) -> None:
        """Let the next request be the first."""
        self._post("mark")

    def _post(self, what: str) -> None:
        request = urllib.request.Request(f"{self.address}/{what}", method="POST")
        urllib.request.urlopen(request, timeout=10).close()


@contextlib.contextmanager
def running(
    latency: float, seed: int | None = None, retry_after: float = RETRY_AFTER
) -> Iterator[Running]:
    """Run a service in a process of its own; with a seed it storms."""
    line = [sys.executable, "-m", "eval.bench.loopback", str(latency)]
    line += [] if seed is None else [str(seed), str(retry_after)]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=_ROOT)
    try:
        assert process.stdout is not None
        yield Running(f"http://127.0.0.1:{process.stdout.readline().strip()}")
    finally:
        process.kill()
        process.wait()


async def _main(latency: float, seed: int | None = None, retry_after: float = RETRY_AFTER) -> None:
    service = Service(latency, seed, retry_after)
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(float(sys.argv[1]), *map(int, sys.argv[2:3]), *map(float, sys.argv[3:4])))
