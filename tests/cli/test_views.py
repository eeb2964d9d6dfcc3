"""What a person sees says everything the JSON says that asks for a decision."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.cli.terminal import Terminal
from assistant.cli.view_check import show_check
from assistant.cli.view_noise import shorten
from assistant.cli.view_outcome import show_outcome
from assistant.findings import Language

SOURCE = "过去一年，全镇共举办专题培训12期，培训干部860人次，组织集体学习次，投入资金1.2亿元。"
OUTPUT = "全镇举办培训12期，培训干部860人次，集体学习36次，投入1.2亿元。"


def traced(text: str, status: str, **more: Any) -> dict[str, Any]:
    return {"kind": "figure", "text": text, "status": status, "from": None, "to": None} | {
        "source": None,
        **more,
    }


def read(old: str, new: str, why: str) -> dict[str, Any]:
    return {"old": old, "new": new, "why": why, "judged": None}


def outcome(**changes: Any) -> dict[str, Any]:
    section = {
        "id": "1",
        "heading": "强化理论武装",
        "source": SOURCE,
        "output": OUTPUT,
        "verdict": "review",
        "engine": "model",
        "attempts": 2,
        "findings": [
            {
                "code": "figure-lost",
                "severity": "error",
                "message": "原文的“35个”在改写中没有了",
                "section": None,
                "start": 3,
                "end": 5,
                "evidence": "村级阵地35个",
            }
        ],
        "trace": [
            traced("12期", "kept"),
            traced("35个", "dropped"),
            traced("集体学习", "filled", source="台账"),
        ],
        "reading": [read("培训", "轮训", "换了词"), read("稳步", "", "略去了说明程度的词")],
        "read_share": 0.06,
        "rung": "sentence",
    }
    whole = {
        "text": OUTPUT,
        "verdict": "review",
        "genre": "general",
        "asked": {"to": "50%"},
        "words": {"source": 2000, "asked": 1000, "delivered": 1030},
        "sections": [section, section | {"id": "2", "output": SOURCE, "verdict": "unchanged"}],
        "gaps": [
            {
                "id": "g1",
                "kind": "silent",
                "context": "集体学习次",
                "filled": True,
                "value": "36次",
                "source": "台账",
            },
            {
                "id": "g2",
                "kind": "placeholder",
                "context": "引进企业XX家",
                "filled": False,
                "value": None,
                "source": None,
            },
        ],
        "questions": [{"gap": "g2", "question": "全年引进企业多少家？"}],
        "read_share": 0.06,
        "usage": {
            "model": "local",
            "where": "本机",
            "calls": 3,
            "prompt_tokens": 1500,
            "cached_tokens": 900,
            "completion_tokens": 250,
            "seconds": 12.5,
            "cost": None,
        },
        "prompts": {"shorten": "3@1a2b3c4d"},
    }
    return whole | changes


def shown(data: dict[str, Any], capsys: pytest.CaptureFixture[str], language: str = "zh") -> str:
    show_outcome(data, "fill", "结果.txt", Terminal(Language(language)))
    captured = capsys.readouterr()
    assert captured.out == "", "the summary belongs on stderr"
    return captured.err


@pytest.mark.parametrize(
    "said",
    [
        "结果.txt",
        "原文 2,000 → 要求 1,000 → 实得 1,030（超 30）",
        "! 待审",
        "= 未改",
        "模型",
        "保留",
        "12期",
        "删去",
        "35个",
        "填入 1",
        "36次  集体学习次  出处：台账",
        "全年引进企业多少家？",
        "引进企业XX家",
        "原文的“35个”在改写中没有了",
        "村级阵地35个",
        "签发前通读 4 处（6% 的字）",
        "培训 → 轮训",
        "换了词",
        "稳步 → （略去）",
        "local（本机）调用 3 次",
        "读 1,500 tokens（缓存 900）",
        "12.5 秒",
    ],
)
def test_the_summary_says(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in shown(outcome(), capsys)


def test_a_change_is_marked_where_there_are_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(line.strip() for line in shown(outcome(), capsys).splitlines())
    assert "〔+36+〕次" in text


def test_no_line_ends_in_spaces_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    assert not [line for line in shown(outcome(), capsys).splitlines() if line != line.rstrip()]


def test_an_unknown_cost_is_not_shown_as_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert "费用" not in shown(outcome(), capsys)
    priced = outcome(usage=outcome()["usage"] | {"cost": 0.0123})
    assert "费用 0.0123" in shown(priced, capsys)


def test_the_summary_speaks_english(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(outcome(), capsys, "en")
    assert "asked 1,000" in text
    assert "gaps are open" in text
    assert "Read before signing: 4 places (6% of the characters)" in text
    assert "稳步 → (left out)" in text


def test_what_a_judge_calls_different_is_read_first(capsys: pytest.CaptureFixture[str]) -> None:
    section = outcome()["sections"][0]
    items = [
        read("甲", "乙", "换了词") | {"judged": "same"},
        read("丙", "丁", "换了词"),
        read("戊", "己", "换了词") | {"judged": "different"},
    ]
    text = shown(outcome(sections=[section | {"reading": items}]), capsys)
    assert text.index("戊 → 己") < text.index("丙 → 丁") < text.index("甲 → 乙")


def test_where_nothing_is_to_be_read_no_list_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    section = outcome()["sections"][0]
    text = shown(outcome(sections=[section | {"reading": []}], read_share=0.0), capsys)
    assert "通读" not in text


def test_words_that_look_like_markup_are_shown_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tricky = outcome(questions=[{"gap": "g2", "question": "[bold]多少[/bold]家？ [/]"}])
    assert "[bold]多少[/bold]家？ [/]" in shown(tricky, capsys)


TEXT = "全年组织集体学习次，成效明显。".rjust(40, "　")
CHECK: dict[str, Any] = {
    "file": "样例.md",
    "title": "[青石镇]党委书记述职报告",
    "genre": {"name": "party-building", "confidence": 0.93},
    "characters": 500,
    "words": 480,
    "outside": [
        {"id": "closing", "start": 400, "end": 480, "words": 70, "points": 0, "paragraphs": 0}
    ],
    "outline": [
        {
            "id": "1",
            "level": 1,
            "number": "一、",
            "heading": "主要做法",
            "start": 10,
            "end": 400,
            "words": 390,
            "points": 3,
            "paragraphs": 0,
            "children": [
                {
                    "id": "1.1",
                    "level": 2,
                    "number": "（一）",
                    "heading": "强化理论武装",
                    "start": 20,
                    "end": 200,
                    "words": 180,
                    "points": 0,
                    "paragraphs": 2,
                    "children": [],
                }
            ],
        }
    ],
    "structure": {
        "score": 0.5,
        "required": [
            {"part": "主要做法", "priority": "required", "present": True, "section": "1"},
            {"part": "存在问题", "priority": "required", "present": False, "section": None},
        ],
    },
    "gaps": [
        {
            "id": "g1",
            "kind": "silent",
            "start": 33,
            "end": 33,
            "context": "集体学习次",
            "unit": "次",
            "question": "全年集体学习多少次？",
        }
    ],
    "noise": [{"kind": "page", "start": 1, "end": 3, "text": "— 3 —"}],
    "figures": [],
    "findings": [
        {
            "code": "numbering",
            "severity": "error",
            "message": "编号从（一）跳到（三）",
            "section": "1",
            "start": 201,
            "end": 203,
            "evidence": "（三）",
        }
    ],
}


@pytest.mark.parametrize(
    "said",
    [
        "[青石镇]党委书记述职报告",
        "一、主要做法  390 字 · 3 点（1.p1…1.p3） · 1 处待补",
        "（一）强化理论武装  180 字 · 2 段（1.1.b1…1.1.b2） · 1 处",
        "完整度 50%",
        "✗  存在问题  必有，没有找到",
        "集体学习▁▁次",
        "全年集体学习多少次？",
        "编号从（一）跳到（三）",
        "页码",
        "1 处疑问（错误 1，警告 0），1 处待补，缺少必有内容 1，无关文字 1",
    ],
)
def test_check_shows(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    show_check(CHECK, TEXT, Terminal(Language.ZH))
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [("短", 10, "短"), ("一二三四五", 7, "一二三…"), ("abcdef", 4, "abc…"), ("一二", 4, "一二")],
)
def test_shorten_counts_cells_not_characters(text: str, cells: int, expected: str) -> None:
    assert shorten(text, cells) == expected


def test_the_summary_says_how_much_was_struck_out(capsys: pytest.CaptureFixture[str]) -> None:
    section = outcome()["sections"][0]
    struck = SOURCE + "各项制度都有人管、有人抓，也有人定期过问。"
    cut = outcome(sections=[section | {"source": struck, "output": SOURCE}])
    assert "删去 1 句 21 字，请看一眼是否要紧。" in shown(cut, capsys)
    assert "Struck out: 1 whole sentence, 21 字" in shown(cut, capsys, "en")
    kept = outcome(sections=[section | {"source": SOURCE, "output": SOURCE}])
    assert "请看一眼" not in shown(kept, capsys)
