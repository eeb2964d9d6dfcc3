"""How fast Word files are read and written, beside python-docx on the same file in the same run.

Run with `python -m eval.bench.word`: reports of 50 and of 300 pages, one core, the best of three.
"""

from __future__ import annotations

import io
import random
import resource
import time
from collections.abc import Callable
from functools import partial

import docx

from assistant.formats.docx.inplace import rewrite_docx
from assistant.formats.docx.reader import read_docx
from assistant.formats.docx.writer import lay_out_docx, lay_out_tracked, write_docx

_A_PAGE = 22 * 28
_WORDS = "统筹推进各项任务落地见效持续改进工作作风不断提升服务水平和群众满意程度"


def report(pages: int) -> str:
    """Return the text of a made-up report of so many pages."""
    chooser = random.Random(pages)
    lines = ["青石镇工作报告", "各位代表："]
    size = number = 0
    while size < pages * _A_PAGE:
        number += 1
        words = "".join(chooser.choice(_WORDS) for _ in range(180))
        line = f"{number}.抓落实。{words}，完成{chooser.randint(10, 900)}件。"
        size += -(-(len(line) + 2) // 28) * 28
        lines.append(line)
    return "\n".join(lines) + "\n"


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the processor seconds of the quickest of some runs: one core, whoever else works."""
    times: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def _load(data: bytes) -> None:
    docx.Document(io.BytesIO(data))


def _load_and_save(data: bytes) -> None:
    docx.Document(io.BytesIO(data)).save(io.BytesIO())


def main() -> None:
    """Print the seconds of each step and the memory of the whole run."""
    for pages in (50, 300):
        text = report(pages)
        data = write_docx(text)
        edited = text.replace("抓落实", "抓好落实")
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("read", partial(read_docx, data, "report.docx")),
            ("write, laid out", partial(write_docx, text)),
            ("write in place, every paragraph", partial(rewrite_docx, data, edited)),
            (
                "write as revisions, every paragraph",
                partial(rewrite_docx, data, edited, revisions=True),
            ),
            ("lay the file out", partial(lay_out_docx, data)),
            (
                "lay it out with revisions, every paragraph",
                partial(lay_out_tracked, data, edited),
            ),
            ("python-docx: load", partial(_load, data)),
            ("python-docx: load and save", partial(_load_and_save, data)),
        )
        print(f"{pages} pages, {len(text):,} characters, {len(data):,} bytes")
        for name, work in steps:
            print(f"  {best(work):6.2f} s  {name}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
