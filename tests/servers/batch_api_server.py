"""A server on loopback that speaks the OpenAI Files and Batches API, and does what it is told.

    server.always(lambda request: says("压缩后的句子。"))    what becomes of each line of a batch
    server.batches_end(completes(), expires(after=3))       what becomes of each batch, in order
    server.fault("POST", "/batches", cut_after())           what becomes of one HTTP request
    server.paid                                             custom ids answered, in order

Real HTTP, real multipart uploads, and the states of the real thing: each time it is asked about a
batch, the batch moves one step on (validating → in_progress → finalizing → completed), so that no
test waits for a clock.  Output lines come in reverse order, because their order means nothing.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from tests.servers.batch_behaviours import Fate, Line, LineBehaviour, completes, says
from tests.servers.model_server import Request, serve

ENDPOINT = "/v1/chat/completions"


Fault = Literal["cut", "cut after"] | tuple[int, dict[str, str]]
"""Close the connection before or after the request took effect, or answer a status, headers."""


@dataclass
class BatchApiServer:
    """The server: where it is, what it holds, what it does next."""

    base_url: str = ""
    max_requests: int = 50_000
    max_bytes: int = 200_000_000
    held: bool = False
    """Whether batches stay in progress for as long as this is so."""
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    """Every request, “METHOD path”."""
    keys: set[str] = field(default_factory=set)
    """The Authorization headers that were sent."""
    paid: list[str] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    """Every line that was answered, as a request."""
    _always: Callable[[Request], LineBehaviour] = lambda _request: says("好。")
    _fates: deque[Fate] = field(default_factory=deque)
    _fate: dict[str, Fate] = field(default_factory=dict)
    _faults: list[tuple[str, str, Fault]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def always(self, behaviour: Callable[[Request], LineBehaviour]) -> None:
        """Decide what becomes of a line by its request."""
        self._always = behaviour

    def batches_end(self, *fates: Fate) -> None:
        """Let the next batches end so; afterwards they complete."""
        self._fates.extend(fates)

    def fault(self, method: str, path: str, *faults: Fault) -> None:
        """Let the next requests whose path ends so go wrong, one after the other."""
        self._faults.extend((method, path, fault) for fault in faults)

    def start(self) -> Callable[[], None]:
        """Begin to serve; return what ends it."""
        self.base_url, stop = serve(type("Handler", (_Handler,), {"state": self}))
        return stop

    # What follows is the API: each method takes what came in and returns (status, JSON).

    def take_fault(self, method: str, path: str) -> Fault | None:
        with self._lock:
            for one in self._faults:
                if one[0] == method and path.endswith(one[1]):
                    self._faults.remove(one)
                    return one[2]
        return None

    def add_file(self, name: str, data: bytes, purpose: str) -> dict[str, Any]:
        with self._lock:
            number = f"file-{next(self._numbers)}"
            self.contents[number] = data
            self.files[number] = {
                "id": number,
                "object": "file",
                "bytes": len(data),
                "created_at": 0,
                "filename": name,
                "purpose": purpose,
                "status": "processed",
            }
            return self.files[number]

    def upload(self, fields: dict[str, tuple[str, bytes]]) -> tuple[int, Any]:
        if fields.get("purpose", ("", b""))[1] != b"batch" or "file" not in fields:
            return _wrong("purpose must be batch, with a file")
        name, data = fields["file"]
        if not name.endswith(".jsonl"):
            return _wrong("Invalid file format for Batch API. Must be .jsonl")
        if len(data) > self.max_bytes:
            return 413, {"error": {"message": "file too large", "code": None}}
        return 200, self.add_file(name, data, "batch")

    def create(self, asked: dict[str, Any]) -> tuple[int, Any]:
        with self._lock:
            if asked.get("input_file_id") not in self.files:
                return _wrong(f"Cannot find file {asked.get('input_file_id')}")
            if asked.get("endpoint") != ENDPOINT or asked.get("completion_window") != "24h":
                return _wrong("endpoint or completion_window is wrong")
            number = f"batch_{next(self._numbers)}"
            self._fate[number] = self._fates.popleft() if self._fates else completes()
            self.batches[number] = {
                "id": number,
                "object": "batch",
                "endpoint": asked["endpoint"],
                "errors": None,
                "input_file_id": asked["input_file_id"],
                "completion_window": "24h",
                "status": "validating",
                "output_file_id": None,
                "error_file_id": None,
                "created_at": 0,
                "metadata": asked.get("metadata"),
                "request_counts": {"total": 0, "completed": 0, "failed": 0},
            }
            return 200, self.batches[number]

    def retrieve(self, number: str) -> tuple[int, Any]:
        with self._lock:
            if number not in self.batches:
                return 404, {"error": {"message": f"No batch found with id '{number}'."}}
            batch = dict(self.batches[number])
            self._step(number)
            return 200, batch

    def list(self, query: dict[str, list[str]]) -> tuple[int, Any]:
        with self._lock:
            rows = list(reversed(self.batches.values()))
        after = query.get("after", [""])[0]
        if after:
            ids = [row["id"] for row in rows]
            rows = rows[ids.index(after) + 1 :]
        limit = int(query.get("limit", ["20"])[0])
        page = rows[:limit]
        return 200, {"object": "list", "data": page, "has_more": len(rows) > limit}

    def delete(self, number: str) -> tuple[int, Any]:
        with self._lock:
            if self.files.pop(number, None) is None:
                return 404, {"error": {"message": "No such File object"}}
            del self.contents[number]
            return 200, {"id": number, "object": "file", "deleted": True}

    def _step(self, number: str) -> None:
        batch, fate = self.batches[number], self._fate[number]
        match batch["status"]:
            case "validating":
                errors = fate.errors or self._invalid(self.contents[batch["input_file_id"]])
                if errors:
                    batch["status"] = "failed"
                    batch["errors"] = {"object": "list", "data": list(errors)}
                else:
                    batch["status"] = "in_progress"
            case "in_progress" if not self.held:
                batch["status"] = "finalizing"
            case "finalizing":
                self._answer(batch, fate)
                batch["status"] = fate.status

    def _invalid(self, data: bytes) -> tuple[dict[str, Any], ...]:
        """Say what the real service finds wrong with an input file."""
        lines = data.decode().removesuffix("\n").split("\n")
        seen: set[str] = set()
        for number, text in enumerate(lines, 1):
            try:
                line = json.loads(text)
            except ValueError:
                return ({"code": "invalid_json_line", "message": "not JSON", "line": number},)
            if set(line) != {"custom_id", "method", "url", "body"} or line["url"] != ENDPOINT:
                return ({"code": "invalid_request", "message": "bad line", "line": number},)
            if line["custom_id"] in seen or not 0 < len(line["custom_id"]) <= 64:
                return ({"code": "duplicate_custom_id", "message": "twice", "line": number},)
            seen.add(line["custom_id"])
        if not 0 < len(lines) <= self.max_requests:
            return ({"code": "too_many_tasks", "message": f"{len(lines)} lines", "line": None},)
        return ()

    def _answer(self, batch: dict[str, Any], fate: Fate) -> None:
        """Work on the input and write the two files, in reverse order."""
        texts = self.contents[batch["input_file_id"]].decode().removesuffix("\n").split("\n")
        done = len(texts) if fate.lines is None else fate.lines
        output: list[str] = []
        errors: list[str] = []
        for i, text in enumerate(texts):
            data = json.loads(text)
            line = Line(data["custom_id"], Request(data["url"], {}, data["body"]))
            if i < done:
                self.asked.append(line.request)
                self._always(line.request)(line)
                self.paid += [line.custom_id] if line.output else []
            elif fate.status == "expired":
                why = {"code": "batch_expired", "message": "This request could not be executed."}
                line.errors.append(line.line(error=why))
            output += line.output
            errors += line.errors
        for name, lines in (("output_file_id", output), ("error_file_id", errors)):
            if lines:
                content = "".join(f"{one}\n" for one in reversed(lines)).encode()
                batch[name] = self.add_file(f"{batch['id']}.jsonl", content, "batch_output")["id"]
        total = len(texts)
        counts = {"total": total, "completed": total - len(errors), "failed": len(errors)}
        batch["request_counts"] = counts


def _wrong(message: str) -> tuple[int, Any]:
    return 400, {"error": {"message": message, "type": "invalid_request_error", "code": None}}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    state: BatchApiServer

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_DELETE(self) -> None:
        self._handle("DELETE")

    def _handle(self, method: str) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "chunked" in (self.headers.get("Transfer-Encoding") or ""):
            sent = self._chunks()
        url = urlsplit(self.path)
        path = url.path.removeprefix("/v1")
        self.state.log.append(f"{method} {path}")
        self.state.keys.add(self.headers.get("Authorization") or "")
        fault = self.state.take_fault(method, path)
        with suppress(ConnectionError):
            if isinstance(fault, tuple):
                self._send(fault[0], {"error": {"message": "told to"}}, fault[1])
                return
            if fault != "cut":
                status, data = self._route(method, path, sent, parse_qs(url.query))
            if fault is not None:
                self.close_connection = True
                self.connection.close()
                return
            self._send(status, data)

    def _route(
        self, method: str, path: str, sent: bytes, query: dict[str, list[str]]
    ) -> tuple[int, Any]:
        match method, path.strip("/").split("/"):
            case "POST", ["files"]:
                return self.state.upload(_multipart(self.headers["Content-Type"], sent))
            case "GET", ["files", number, "content"]:
                found = self.state.contents.get(number)
                return (404, {}) if found is None else (200, found)
            case "DELETE", ["files", number]:
                return self.state.delete(number)
            case "POST", ["batches"]:
                return self.state.create(json.loads(sent))
            case "GET", ["batches"]:
                return self.state.list(query)
            case "GET", ["batches", number]:
                return self.state.retrieve(number)
        return 404, {"error": {"message": f"no route {method} {path}"}}

    def _chunks(self) -> bytes:
        data = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            data += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return data

    def _send(self, status: int, data: Any, headers: dict[str, str] | None = None) -> None:
        is_file = isinstance(data, bytes)
        payload = data if is_file else json.dumps(data, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header(
            "Content-Type", "application/octet-stream" if is_file else "application/json"
        )
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the test's own output is what counts."""


def _multipart(kind: str, data: bytes) -> dict[str, tuple[str, bytes]]:
    """Return the fields of a multipart/form-data body: name → (file name, content)."""
    boundary = kind.split("boundary=")[1].strip('"').encode()
    fields: dict[str, tuple[str, bytes]] = {}
    for part in data.split(b"--" + boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        about = dict(
            pair.split("=", 1)
            for line in head.decode().split("\r\n")
            if line.lower().startswith("content-disposition")
            for pair in line.split("; ")[1:]
        )
        name, file = about["name"].strip('"'), about.get("filename", "").strip('"')
        fields[name] = (file, content.removesuffix(b"\r\n"))
    return fields
