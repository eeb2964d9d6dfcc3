"""LibreOffice agrees: what is read, what revisions give, how the page looks (make test-word)."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from assistant.formats import read_report
from assistant.formats.docx.inplace import rewrite_docx
from assistant.formats.docx.lines import Kind
from assistant.formats.docx.opened import open_docx
from assistant.formats.docx.writer import lay_out_docx, lay_out_tracked, write_docx
from assistant.formats.output_form import Remark
from tests.formats.edits import NAMES, edits_of, file_of
from tests.formats.office import PROGRAM, Office

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed"),
    pytest.mark.timeout(900),
]

EDITS_PER_FILE = 14

# LibreOffice exports deleted text as well, does not settle what stands in a content control, and
# works references out anew when it settles changes.
NOT_COMPARED = {"revised", "controlled", "edge-06-07-toc-fields"}
# It works these out anew when it opens a file.
RENEWED = re.compile("^(生成日期|交叉引用)")
NUMBER = re.compile(r"^((?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)) ")


def shown(text: str) -> list[str]:
    """The lines that say something, without what LibreOffice adds: indents, bullets, spaces."""
    lines = text.replace("\t", "\n").replace("\u200d", "").replace("\u2011", "-").split("\n")
    bare = (re.sub("^• ", "", line.strip(" \u3000")) for line in lines)
    return [NUMBER.sub(r"\1", line) for line in bare if line and not RENEWED.match(line)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def test_the_text_is_what_libreoffice_exports(office: Office, tmp_path: Path) -> None:
    names = sorted(set(NAMES) - {"revised"})
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(file_of(name))
    exported = office.texts([(tmp_path / f"{name}.docx", "") for name in names])
    for name, text in zip(names, exported, strict=True):
        opened = open_docx(file_of(name), name)
        lines = [
            line.text.replace(" ", "\n") if line.kind is Kind.ROW else line.text
            for line in opened.lines
        ]
        assert shown("\n".join(lines)) == shown(text), name


def drafts() -> list[tuple[str, str]]:
    """The file and the rewritten text of each random edit, the same ones in every run."""
    names = sorted(set(NAMES) - NOT_COMPARED)
    return [(name, text) for name in names for text in edited(open_docx(file_of(name), name).text)]


def edited(text: str) -> list[str]:
    found: list[str] = []

    @seed(6)
    @settings(
        max_examples=EDITS_PER_FILE,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(edits_of(text))
    def collect(wanted: str) -> None:
        found.append(wanted)

    collect()
    return found


def test_accepting_and_rejecting_in_libreoffice(office: Office, tmp_path: Path) -> None:
    edits = drafts()
    assert len(edits) >= 200 or len(NAMES) < 10
    jobs: list[tuple[Path, str]] = []
    for number, (name, wanted) in enumerate(edits):
        text = open_docx(file_of(name), name).text
        remarks = [Remark(0, len(text), "压缩篇幅"), Remark(5, 9, "出处：台账", exact=True)]
        tracked = rewrite_docx(file_of(name), wanted, revisions=True, remarks=remarks)
        for kind, data in (
            ("tracked", tracked),
            ("clean", rewrite_docx(file_of(name), wanted)),
        ):
            (tmp_path / f"{number}-{kind}.docx").write_bytes(data)
        jobs += [
            (tmp_path / f"{number}-tracked.docx", "AcceptAllTrackedChanges"),
            (tmp_path / f"{number}-clean.docx", ""),
            (tmp_path / f"{number}-tracked.docx", "RejectAllTrackedChanges"),
        ]
    names = sorted({name for name, _ in edits})
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(file_of(name))
        jobs.append((tmp_path / f"{name}.docx", ""))
    texts = [shown(text) for text in office.texts(jobs)]
    original = dict(zip(names, texts[3 * len(edits) :], strict=True))
    wrong: Counter[tuple[str, str]] = Counter()
    for number, (name, wanted) in enumerate(edits):
        accepted, clean, rejected = texts[3 * number : 3 * number + 3]
        wrong[name, "accept"] += accepted != clean
        wrong[name, "reject"] += rejected != original[name]
        # Contents and the cells of rows stand on lines of their own there.
        if name not in ("contents", "tables"):
            wrong[name, "wanted"] += accepted != shown(wanted)
    assert not +wrong, f"{len(edits)} edits"


def long_report() -> str:
    chooser = random.Random(4)
    words = "统筹推进各项任务落地见效持续改进工作作风不断提升服务水平和群众满意程度青石镇党委"
    parts = ["青石镇党委书记2023年度抓基层党建述职报告", "各位代表：", "现将有关情况报告如下："]
    for number in "一二三四五六":
        parts.append(f"{number}、第{number}方面工作")
        for inner in "一二":
            clauses = ("".join(chooser.choices(words, k=chooser.randint(4, 20))) for _ in range(38))
            sentence = "，".join(clauses)
            parts += [f"（{inner}）抓好落实。{sentence}。", f"{sentence[::-1]}。"]
    return "\n".join([*parts, "特此报告。", "青石镇党委", "2024年1月5日", ""])


def test_the_page_measures_what_the_standard_says(office: Office, tmp_path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    (tmp_path / "laid.docx").write_bytes(write_docx(long_report()))
    with pdfplumber.open(office.convert(tmp_path / "laid.docx", "pdf")) as document:
        assert len(document.pages) >= 10
        full: list[int] = []
        for number, page in enumerate(document.pages, 1):
            rows: dict[float, list[dict[str, float]]] = {}
            for char in page.chars:
                rows.setdefault(round(char["top"]), []).append(char)
            *lines, foot = [rows[top] for top in sorted(rows)]
            full += [len(line) for line in lines]
            if 1 < number < len(document.pages):
                assert len(lines) == 22, number
                text_left = min(line[0]["x0"] for line in lines)
                text_right = max(line[-1]["x1"] for line in lines)
                assert millimetres(text_left) == pytest.approx(28, abs=1)
                assert millimetres(page.width - text_right) == pytest.approx(26, abs=1)
                middle = (lines[0][0]["top"] + lines[0][0]["bottom"]) / 2
                assert millimetres(middle) - 28.95 / 72 * 25.4 / 2 == pytest.approx(37, abs=1)
                middle = (lines[-1][0]["top"] + lines[-1][0]["bottom"]) / 2
                below = millimetres(page.height - middle) - 28.95 / 72 * 25.4 / 2
                assert below == pytest.approx(35, abs=1)
            words = "".join(str(char["text"]) for char in foot)
            assert words == f"— {number} —"
            side = page.width - foot[-1]["x1"] if number % 2 else foot[0]["x0"]
            edge = 26 if number % 2 else 28
            assert millimetres(side) == pytest.approx(edge + 14 / 72 * 25.4, abs=1)
    assert max(full) == 28
    # A mark that may begin no line takes the character before it along.
    assert Counter(full)[28] + Counter(full)[27] > 0.8 * len(full)


def millimetres(points: float) -> float:
    return float(points) / 72 * 25.4


@pytest.mark.parametrize("name", NAMES)
def test_a_laid_out_file_says_the_same_in_libreoffice(
    name: str, office: Office, tmp_path: Path
) -> None:
    if name == "revised":
        pytest.skip("LibreOffice exports deleted text as well")
    (tmp_path / "old.docx").write_bytes(file_of(name))
    (tmp_path / "new.docx").write_bytes(lay_out_docx(file_of(name)))
    old, new = office.texts([(tmp_path / "old.docx", ""), (tmp_path / "new.docx", "")])
    assert "".join(shown(new)) == "".join(shown(old))


def test_an_old_word_file_is_read_through_libreoffice(office: Office, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(file_of("numbered"))
    old = office.convert(tmp_path / "report.docx", "doc")
    assert shown(read_report(old).text) == shown(open_docx(file_of("numbered"), "x").text)


def test_revisions_in_a_laid_out_file_settle_in_libreoffice(office: Office, tmp_path: Path) -> None:
    edits = drafts()[::5]
    jobs: list[tuple[Path, str]] = []
    for number, (name, wanted) in enumerate(edits):
        (tmp_path / f"{number}.docx").write_bytes(lay_out_tracked(file_of(name), wanted))
        (tmp_path / f"{number}-old.docx").write_bytes(lay_out_docx(file_of(name)))
        (tmp_path / f"{number}-new.docx").write_bytes(
            lay_out_docx(rewrite_docx(file_of(name), wanted))
        )
        jobs += [
            (tmp_path / f"{number}.docx", "AcceptAllTrackedChanges"),
            (tmp_path / f"{number}.docx", "RejectAllTrackedChanges"),
            (tmp_path / f"{number}-new.docx", ""),
            (tmp_path / f"{number}-old.docx", ""),
        ]
    # A title is broken by line breaks, which are no words.
    texts = ["".join(shown(text)) for text in office.texts(jobs)]
    wrong: Counter[tuple[str, str]] = Counter()
    for number, (name, _) in enumerate(edits):
        accepted, rejected, new, old = texts[4 * number : 4 * number + 4]
        wrong[name, "accept"] += accepted != new
        wrong[name, "reject"] += rejected != old
    assert not +wrong, f"{len(edits)} edits"
