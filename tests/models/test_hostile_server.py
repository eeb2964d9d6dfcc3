"""A server may send anything for ever: a call ends in its time and takes little memory.

The memory is that of a process that does nothing else, because a peak never goes down again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest

from assistant.errors import MalformedReply, ModelUnavailable
from assistant.models import Writer, bounds
from assistant.models.bounds import Bounds, bounded
from assistant.models.failures import plainly
from assistant.models.guarded import ERROR_BYTES, guard
from tests.servers import behaviours as does
from tests.servers.model_server import ModelServer

QUESTION = [("user", "全年走访企业36家。")]
MOST = 200
"""MB that one call may take at most."""
THOUGHT = b'data: {"choices":[{"index":0,"delta":{"reasoning_content":"..."}}]}\n\n' * 1000
CALLS = (
    b'data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":'
    b'{"name":"f","arguments":"' + b"x" * 1000 + b'"}}]}}]}\n\n'
) * 100
EMPTY = b"data: {}\n\n" * 6000
Make = Callable[..., Writer]


def bomb(coding: int, megabytes: int) -> bytes:
    """Return so many megabytes of spaces, packed."""
    packer = zlib.compressobj(1, zlib.DEFLATED, coding)
    block = b" " * (1 << 20)
    return b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()


def test_no_server_fills_the_memory_or_holds_a_call(model_server: ModelServer) -> None:
    gzip, deflate = bomb(31, 250), bomb(15, 250)
    pouring = {
        "an error page": does.pours(b'{"error": {"message": "no"', code=500),
        "a redirect": does.pours(b"<html>", code=302),
        "one event": does.pours(b"data: "),
        "events without a line's end": does.pours(b"", b"data: x\n" * 8000),
        "thoughts": does.pours(b"", THOUGHT),
        "calls of tools": does.pours(b"", CALLS),
        "empty events": does.pours(b"", EMPTY),
        "a body in gzip": does.packed("gzip", gzip),
        "an error in deflate": does.packed("deflate", deflate, code=500),
        "nested lists": lambda e: e.body(b"[" + b"[]," * 700_000 + b"[]]", "application/json"),
    }
    dripping = {
        "a slow body": does.drips_body(),
        "a slow error page": does.drips_body(code=500),
        "headers": does.drips_headers(),
    }
    model_server.gets = {
        "files/long-line": does.pours(b'{"custom_id": "', blocks=100),
        "files/bomb": does.packed("gzip", gzip),
        "dripping": does.drips_body(),
        "batches/huge": does.pours(b'{"id": "'),
    }
    attacks = pouring | dripping
    model_server.always(lambda request: attacks.get(request.text, does.ok("好。")))
    names = [*pouring, *dripping, "a long line", "a file in gzip", "a file", "a batch", "a batch"]
    script = Path(__file__).with_name("hostile_client.py")
    done = subprocess.run(
        [sys.executable, script, model_server.base_url, ",".join(pouring), ",".join(dripping)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(names), done.stderr
    for name, (said, memory) in zip(names, told, strict=True):
        assert memory < MOST, f"{name}: {memory:.0f} MB, {said}"
    answers = [said for said, _memory in told]
    assert [name for name, said in zip(names, answers, strict=True) if said == "answered"] == [
        "a long line", "a file in gzip"
    ]  # fmt: skip
    assert "500" in answers[0], "what the error page began with is told"
    assert "no" in answers[0]


def body(
    pieces: list[bytes], code: int = 200, headers: dict[str, str] | None = None
) -> httpx2.Response:
    """Return a response that was guarded as the client's hook does."""
    request = httpx2.Request("GET", "http://127.0.0.1/")

    class Stream(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield from pieces

    response = httpx2.Response(code, headers=headers, stream=Stream(), request=request)
    guard(response)
    return response


def test_a_body_within_its_bounds_is_what_was_sent() -> None:
    packed = zlib.compress("走访企业36家。".encode())
    assert (
        body([packed], headers={"content-encoding": "deflate"}).read().decode() == "走访企业36家。"
    )
    assert body([b"data: 1\n\n", b"data: 2\n\n"]).read() == b"data: 1\n\ndata: 2\n\n"


def test_a_body_beyond_its_bounds_is_refused() -> None:
    with bounded(Bounds(body=10)), pytest.raises(MalformedReply):
        body([b"123456", b"789012"]).read()
    with bounded(Bounds(body=1000, event=14)), pytest.raises(MalformedReply):
        body([b"data: 12\n", b"data: 34\n"]).read()
    with bounded(Bounds(body=1000, event=14)):
        events = [b"data: 1\n", b"\ndata: 2", b"\r\n\r", b"\ndata: 3\r\r"]
        assert body(events).read() == b"".join(events)
    assert bounds.here() == Bounds(), "the bounds were those of one request"


def test_of_an_error_page_the_beginning_is_kept() -> None:
    assert len(body([b"x" * 10_000] * 5, code=500).read()) == ERROR_BYTES


@pytest.mark.parametrize("block", [b"data: {}\n\n" * 6000, b"x" * 65536])
def test_what_is_said_of_a_flood_can_be_told_without_the_servers_words(
    model_server: ModelServer, make_writer: Make, block: bytes
) -> None:
    writer = make_writer(reply_tokens=100)
    model_server.always(lambda _request: does.pours(b"", block))
    with pytest.raises(MalformedReply) as caught:
        writer.ask(QUESTION, max_tokens=50)
    assert "没有读完" in plainly(caught.value, writer.where).zh


def test_the_time_of_a_call_is_that_of_all_its_parts(
    model_server: ModelServer, make_writer: Make
) -> None:
    """A server that drips the page of an error is out of time like any other."""
    writer = make_writer(call_timeout=1.0, tries=5)
    model_server.always(lambda _request: does.drips_body(code=503))
    with pytest.raises(ModelUnavailable):
        writer.ask(QUESTION, max_tokens=50)
