"""A hostile file ends in one clear sentence and exit 2, a huge one is read: both within 512 MB.

The files are given to the command line in a process of its own, whose peak memory is asked for.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.cli import main
from assistant.formats.docx.names import RELATIONS
from assistant.formats.docx.writer import write_docx
from assistant.numbering import chinese_number
from tests.formats.packages import body_of, rezip, word

LIMIT = 512 * 1024 * 1024
DOCUMENT = "word/document.xml"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# One process reads one file after another: its peak is that of the worst of them.  It is taken
# from /proc, because what getrusage says counts the process that this one was forked from as well.
MEASURED = """
import contextlib, io, json, pathlib, re, sys
from assistant.cli import main
for line in json.loads(sys.argv[1]):
    out, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
        status = main(line)
    status_file = pathlib.Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", status_file)[1]) * 1024
    print(json.dumps([status, out.getvalue(), said.getvalue(), peak]))
"""


def plain() -> bytes:
    return word("青石镇工作报告", "一、工作", "好。")


def stored(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def with_body(body: bytes) -> bytes:
    xml = f"<w:document {SPACE}><w:body>".encode() + body + b"</w:body></w:document>"
    return rezip(plain(), {DOCUMENT: HEAD + xml})


def many_entries() -> bytes:
    return rezip(plain(), {f"word/media/{n}.xml": b"<d/>" for n in range(3000)})


def one_large_part() -> bytes:
    return with_body(b"<w:p><w:r><w:t>" + b"0" * 100_000_000 + b"</w:t></w:r></w:p>")


def many_large_parts() -> bytes:
    # Packed to a fiftieth or so, as real XML may be: the sum betrays it, not the ratio.
    words = os.urandom(8000).hex().encode() * 150
    return rezip(plain(), {f"word/extra{n}.xml": b"<d>" + words + b"</d>" for n in range(50)})


def nested() -> bytes:
    inner = stored({f"{n}.txt": b"0" * 1_000_000 for n in range(20)})
    for _ in range(3):
        inner = stored({f"{n}.zip": inner for n in range(20)})
    return rezip(plain(), {"word/embeddings/inner.zip": inner})


def lying_about_its_size() -> bytes:
    data = bytearray(rezip(plain(), {"word/zz.xml": b" " * 300_000_000}))
    name = b"word/zz.xml"
    for place in (data.rfind(name) - 22, data.find(name) - 8):
        assert int.from_bytes(data[place : place + 4], "little") == 300_000_000
        data[place : place + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


def many_elements() -> bytes:
    # Little text, but each element takes a kilobyte once parsed; random names pack badly.
    marks = (zlib.crc32(b"%d" % n) for n in range(500_000))
    return with_body(b"".join(b'<w:p w:rsidR="%08x"/>' % mark for mark in marks))


def deep() -> bytes:
    levels = 5000
    opening, closing = b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"
    return with_body(opening * levels + closing * levels)


def entities() -> bytes:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'{HEAD.decode()}<!DOCTYPE d [<!ENTITY e0 "哈">{steps}]>'
    body = (
        f"<w:document {SPACE}><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    )
    return rezip(plain(), {DOCUMENT: (head + body).encode()})


def outside_file() -> bytes:
    head = HEAD + b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    return rezip(plain(), {"word/styles.xml": head})


def macros() -> bytes:
    return rezip(plain(), {"word/vbaProject.bin": OLE + b"\x00" * 1000})


def encrypted() -> bytes:
    return OLE + b"\x00" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 2000


def password() -> bytes:
    data = bytearray(plain())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def long() -> bytes:
    words = "统筹推进各项任务落地见效持续改进工作作风不断提升服务水平" * 6
    lines = ["青石镇工作报告", "各位代表："]
    for chapter in range(1, 53):
        lines.append(f"{chinese_number(chapter)}、第{chapter}项工作")
        lines += [f"抓落实。{words}，第{chapter}项完成{n + 10}件。" for n in range(20)]
    return write_docx("\n".join([*lines, ""]))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "many entries": (many_entries, "内部结构异常"),
    "one large part": (one_large_part, "大得异常"),
    "many large parts": (many_large_parts, "大得异常"),
    "a part that lies about its size": (lying_about_its_size, "已损坏"),
    "many elements": (many_elements, "大得异常"),
    "deeply nested elements": (deep, "已损坏"),
    "exploding entities": (entities, "实体"),
    "an entity from outside": (outside_file, "实体"),
    "macros": (macros, "宏"),
    "an encrypted file": (encrypted, "密码"),
    "a zip with a password": (password, "密码"),
    "broken XML": (lambda: rezip(plain(), {DOCUMENT: HEAD + b"<w:document><w:body>"}), "已损坏"),
    "a zip cut short": (lambda: plain()[:-3000], "已损坏"),
    "another kind of package": (lambda: stored({"mimetype": b"x", "a.xml": b"<a/>"}), "不是 Word"),
}


pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the system does not tell a process's memory"
)


class Answer(NamedTuple):
    """Exit code, standard output, what was said, and the peak of memory so far in bytes."""

    code: int
    out: str
    said: str
    peak: int


def run(*lines: list[str]) -> list[Answer]:
    """Give command lines to one process."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, json.dumps(lines)],
        capture_output=True,
        text=True,
        timeout=110,
        cwd=Path(__file__).parents[2],
    )
    assert done.stderr == ""
    return [Answer(*json.loads(line)) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def answers(folder: Path) -> dict[str, Answer]:
    """What is said of each file, the worst last: they share a process, and with it the peak."""
    lines = []
    for number, build in enumerate((*(build for build, _ in HOSTILE.values()), nested, long)):
        path = folder / f"{number}.docx"
        path.write_bytes(build())
        lines.append(["check", str(path)])
    lines[-2].append("--json")
    lines[-1] = ["clean", lines[-1][1], "-o", str(folder / "new.docx")]
    lines[-1] += ["--layout", "gbt9704", "--revisions"]
    return dict(zip((*HOSTILE, "nested", "long"), run(*lines), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(name: str, answers: dict[str, Answer]) -> None:
    answer = answers[name]
    assert (answer.code, answer.out) == (2, "")
    assert HOSTILE[name][1] in answer.said
    assert (answer.said.count("\n"), answer.said.count("。")) == (1, 1)
    assert answer.peak < LIMIT


def test_what_is_nested_in_a_file_is_not_unpacked(answers: dict[str, Answer]) -> None:
    answer = answers["nested"]
    assert answer.code in (0, 1)
    assert "青石镇工作报告" in answer.out
    assert answer.peak < LIMIT


def test_what_a_file_wants_from_outside_is_named_and_not_fetched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = body_of("<w:p><w:r><w:t>一、工作。好。</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        rels = opened.read("word/_rels/document.xml.rels").decode()
    more = (
        f'<Relationship Id="rId99" Type="{RELATIONS}/attachedTemplate" '
        'Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/></Relationships>'
    )
    rels = rels.replace("</Relationships>", more)
    path = tmp_path / "报告.docx"
    path.write_bytes(rezip(data, {"word/_rels/document.xml.rels": rels.encode()}))
    assert main(["check", str(path)]) in (0, 1)
    said = capsys.readouterr().err
    assert "外部内容" in said
    assert "没有读取" in said


def test_a_report_of_300_pages_is_read_and_written(
    answers: dict[str, Answer], folder: Path
) -> None:
    answer = answers["long"]
    assert answer.code in (0, 1)
    assert (folder / "new.docx").stat().st_size > 10_000
    assert answer.peak < LIMIT
