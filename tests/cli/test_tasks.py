"""The commands on a real report, with the deterministic rewriter in the model's place."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ModelUnavailable
from tests.cli.conftest import Command

REPORT = """青石镇党委书记抓基层党建工作述职报告

各位领导、同志们：

一年来，在县委的坚强领导下，我认真履行抓基层党建第一责任人职责。现将有关情况报告如下。
一、主要做法
（一）抓学习，筑牢思想根基。全年组织党委理论学习中心组学习12次，开展专题研讨6次，我带头讲党课4场，培训党员干部860人次。学习的形式更加灵活，党员的积极性明显提高，大家普遍反映收获很大。
（二）抓阵地，建强战斗堡垒。投入资金120万元，改造村级活动场所15个，组织集体学习次，整顿软弱涣散党组织XX个。阵地建设得到群众的认可，党组织的凝聚力进一步增强。
更多公文写作素材，请关注微信公众号：某某材料铺
二、存在问题
走访群众还不够多，有的村阵地管理还不到位，部分党员作用发挥不够明显。
三、下一步打算
我将带领班子补短板、强弱项，推动基层党建工作再上新台阶。
特此报告。

青石镇党委书记
2025年1月6日
"""
FACTS = "指标,数值,单位,出处\n整顿软弱涣散党组织,3,个,组织办台账\n"

REWRITE_KEYS = {
    "read_share",
    "text",
    "verdict",
    "genre",
    "asked",
    "words",
    "sections",
    "gaps",
    "questions",
    "usage",
    "prompts",
}
SECTION_KEYS = {
    "rung",
    "reading",
    "read_share",
    "id",
    "heading",
    "source",
    "output",
    "verdict",
    "engine",
    "attempts",
    "findings",
    "trace",
}
USAGE_KEYS = {
    "model",
    "where",
    "calls",
    "prompt_tokens",
    "cached_tokens",
    "completion_tokens",
    "seconds",
    "cost",
    "replies",
    "unusable",
}
CHECK_KEYS = {
    "file",
    "title",
    "genre",
    "characters",
    "words",
    "outline",
    "outside",
    "structure",
    "gaps",
    "noise",
    "figures",
    "findings",
}
RULES = ("--model", "rules")


@pytest.fixture
def report(run: Command) -> Path:
    """A report with an advertisement, a placeholder and a silent gap, and a fact for one."""
    Path("事实.csv").write_text(FACTS, encoding="utf-8")
    path = Path("报告.txt")
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_check_prints_the_contract_and_nothing_else(run: Command, report: Path) -> None:
    done = run("check", report, "--json")
    data = json.loads(done.out)
    assert set(data) == CHECK_KEYS
    assert [s["number"] for s in data["outline"]] == ["一、", "二、", "三、"]
    for one in (*data["gaps"], *data["noise"]):
        assert 0 <= one["start"] <= one["end"] <= data["characters"]


def test_what_check_prints_is_a_name(run: Command, report: Path) -> None:
    """What stands before and behind the sections, and a paragraph of it, can be chosen."""
    closing = "今年，工作虽有进展，但村级阵地管理仍不够到位，帮扶群众的办法不多。\n特此报告。\n"
    report.write_text(REPORT.replace("特此报告。\n", closing), encoding="utf-8")
    said = run("check", report).out
    found = json.loads(run("check", report, "--json").out)
    parts = {one["section"] for one in found["structure"]["required"]} - {None}
    assert {"preamble", "closing.b1"} <= parts | {one["id"] for one in found["outside"]} | {
        f"{one['id']}.b1" for one in found["outside"] if one["paragraphs"]
    }
    for part in ("preamble", "closing", "closing.b1"):
        assert part in said
        done = run("shorten", report, "--section", part, "--to", "80%", "--json", *RULES)
        (section,) = json.loads(done.out)["sections"]
        assert section["id"] == part
    assert "closing.b1…closing.b2" in run("clean", report, "--section", "9").err


def test_check_shows_outline_questions_and_noise(run: Command, report: Path) -> None:
    done = run("check", report)
    for words in ("一、主要做法", "（一）", "待补", "多少次", "无关文字"):
        assert words in done.out


def test_check_reads_standard_input(
    run: Command, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(REPORT.encode())))
    done = run("check", "-", "--json")
    assert json.loads(done.out)["characters"] == len(REPORT)


def test_clean_prints_the_report_alone_and_says_the_rest_on_stderr(
    run: Command, report: Path
) -> None:
    done = run("clean", report)
    assert done.code == 0
    assert "公众号" not in done.out
    assert done.out.startswith("青石镇党委书记抓基层党建工作述职报告")
    assert done.out.endswith("2025年1月6日\n")
    assert "清理" in done.err


def test_an_output_file_takes_the_report_and_leaves_stdout_empty(
    run: Command, report: Path
) -> None:
    done = run("clean", report, "-o", "净稿.txt")
    assert done.out == ""
    assert "净稿.txt" in done.err
    assert "公众号" not in Path("净稿.txt").read_text(encoding="utf-8")


def test_yes_overwrites(run: Command, report: Path) -> None:
    Path("净稿.txt").write_text("旧稿", encoding="utf-8")
    assert run("clean", report, "-o", "净稿.txt", "--yes").code == 0
    assert Path("净稿.txt").read_text(encoding="utf-8") != "旧稿"


def test_word_comes_out_where_word_is_asked_for(run: Command, report: Path) -> None:
    run("clean", report, "-o", "净稿.docx")
    again = run("clean", "净稿.docx")
    assert "筑牢思想根基" in again.out


@pytest.mark.parametrize(
    ("task", "more"),
    [
        ("clean", ()),
        ("restructure", ()),
        ("shorten", ("--to", "70%")),
        ("fill", ("--facts", "事实.csv")),
        ("rewrite", ("--instruction", "语言更加简练")),
    ],
)
def test_every_task_prints_the_contract(
    task: str, more: tuple[str, ...], run: Command, report: Path
) -> None:
    done = run(task, report, *more, *RULES, "--json")
    assert done.code in (0, 1), done.err
    data: dict[str, Any] = json.loads(done.out)
    assert set(data) == REWRITE_KEYS
    assert set(data["words"]) == {"source", "asked", "delivered"}
    assert set(data["usage"]) == USAGE_KEYS
    assert data["usage"]["calls"] == 0
    for section in data["sections"]:
        assert set(section) == SECTION_KEYS
        assert section["engine"] in ("rules", "none")
        assert section["verdict"] in ("accepted", "review", "unchanged")
    assert done.code == int(data["verdict"] != "accepted") or done.code == 1


def test_shorten_says_what_was_asked_and_what_was_delivered(run: Command, report: Path) -> None:
    data = json.loads(run("shorten", report, "--to", "60%", *RULES, "--json").out)
    words = data["words"]
    assert words["asked"] == pytest.approx(words["source"] * 0.6, abs=1)
    assert words["delivered"] <= words["asked"] or data["verdict"] != "accepted"


def test_outside_the_chosen_section_not_a_byte_changes(run: Command, report: Path) -> None:
    done = run("shorten", report, "--to", "60%", "--section", "1.1", *RULES)
    head, tail = REPORT.index("（一）"), REPORT.index("（二）")
    assert done.out.startswith(REPORT[:head])
    assert done.out.endswith(REPORT[tail:])


def test_a_section_may_be_named_as_it_is_printed(run: Command, report: Path) -> None:
    by_id = run("shorten", report, "--to", "60%", "--section", "1.2", *RULES)
    printed = run("shorten", report, "--to", "60%", "--section", "一（二）", *RULES)
    assert by_id.out == printed.out


def test_fill_inserts_what_has_a_fact_and_asks_for_what_has_none(
    run: Command, report: Path
) -> None:
    done = run("fill", report, "--facts", "事实.csv", *RULES)
    assert done.code == 1
    assert "软弱涣散党组织3个" in done.out
    assert "【待补" in done.out
    assert "组织办台账" in done.err
    assert "仍缺" in done.err


def test_where_the_text_goes_is_always_said(run: Command, report: Path) -> None:
    done = run("shorten", report, "--to", "60%", *RULES)
    assert "没有调用模型" in done.err or "不用模型" in done.err


@pytest.fixture
def no_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the weights and every source of them."""

    def nowhere(*_arguments: object, **_options: object) -> Path:
        raise ModelUnavailable("三个来源都没有应答，模型权重下载不了。")

    monkeypatch.setattr("assistant.models.local.pull", nowhere)


def test_without_weights_the_rules_go_on_and_say_so_once(
    run: Command, report: Path, no_weights: None
) -> None:
    done = run("rewrite", report, "--instruction", "语气平实一些", "--json")
    data = json.loads(done.out)
    assert {s["engine"] for s in data["sections"]} <= {"rules", "none"}
    assert done.err.count("下载不了") == 1


def test_without_weights_a_strict_run_stops_with_3(
    run: Command, report: Path, no_weights: None
) -> None:
    done = run(
        "rewrite", report, "--instruction", "语气平实一些", "--strict-model", "-o", "结果.txt"
    )
    assert done.code == 3
    assert done.out == ""
    assert not Path("结果.txt").exists()


def test_a_batch_writes_results_and_a_line_for_each(run: Command, report: Path) -> None:
    Path("坏.txt").write_bytes(b"")
    done = run("batch", "clean", "报告.txt", "坏.txt", "-o", "成果")
    assert done.code == 2
    assert done.out == ""
    assert "[1/2]" in done.err
    assert "坏.txt" in done.err
    assert "公众号" not in Path("成果/报告.txt").read_text(encoding="utf-8")
    assert len(Path("成果/results.jsonl").read_text(encoding="utf-8").splitlines()) == 2
