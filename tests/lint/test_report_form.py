"""Leftovers of a chat, marks without their counterpart, and small matters of form."""

from __future__ import annotations

import pytest

from assistant.findings import Severity
from tests.lint.notation import found, report


def body(sentence: str) -> str:
    return report(f"一、抓实产业发展\n{sentence}\n")


@pytest.mark.parametrize(
    "words",
    [
        "好的，以下是为您撰写的工作总结：",
        "以下是修改后的内容：",
        "希望以上内容对您有所帮助！",
        "作为一个AI语言模型，我无法核实数据。",
        "如需进一步调整，请随时告诉我。",
        "如有不妥，请告诉我。",
        "请根据实际情况修改相关数据。",
        "Sure, here is the report you asked for:",
        "I hope this helps!",
        "<think>",
    ],
)
def test_what_a_chat_leaves_behind_is_an_error(words: str) -> None:
    findings = found(body("全年建成茶园2600亩。\n" + words), "chat_leftover")
    assert findings
    assert findings[0].severity is Severity.ERROR
    assert words[:6] in findings[0].evidence or findings[0].evidence in words


@pytest.mark.parametrize(
    "sentence",
    [
        "以下是三项重点：修路、通水、建校。",
        "我们希望以实干赢得民心，给群众带来帮助。",
        "智慧社区引入人工智能技术，办事更快。",
        "有困难随时联系我们网格员，已成为群众的习惯。",
        "请各村根据实际制定方案。",
        "收到群众来信134件，全部办结。",
        "以上报告，如有不妥，请批评指正。",
        "如有困难，请联系我们社区网格员，已写进便民卡。",
    ],
)
def test_ordinary_words_are_no_leftover(sentence: str) -> None:
    assert not found(body(sentence), "chat_leftover")


@pytest.mark.parametrize(
    "line",
    ["**做法：**种茶。", "**种茶见效。**", "- **种茶**：2600亩", "```", "|---|---|"],
)
def test_markdown_in_plain_text(line: str) -> None:
    assert found(body("建成茶园2600亩。\n" + line), "markdown_leftover")


def test_masked_names_are_no_markdown() -> None:
    assert not found(body("**镇**村建成茶园**亩，投资***万元。"), "markdown_leftover")


def test_markdown_is_at_home_in_markdown() -> None:
    text = "# 松岭乡工作总结\n\n## 一、抓产业\n\n**种茶：**2600亩。\n"
    assert not found(text, "markdown_leftover")
    text = "松岭乡工作总结\n一、抓产业\n**种茶：**2600亩。\n"
    assert found(text, "markdown_leftover")


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("实施“茶园振兴行动，建成茶园2600亩。", "mark_unclosed"),
        ("印发《茶园管护办法，建成茶园2600亩。", "mark_unclosed"),
        ("建成茶园（含老茶园2600亩。", "mark_unclosed"),
        ("实施“一村一品“行动。", "mark_unclosed"),
        ("实施茶园振兴”行动。", "mark_unopened"),
        ("印发茶园管护办法》。", "mark_unopened"),
        ("印发《茶园“管护》办法”。", "mark_crossed"),
        ("实施“茶园振兴”行动，印发《茶园〈老茶园〉办法》（试行）。", ""),
        ("按照1）选种、2）育苗、3）移栽的步骤推进。", ""),
        ("建成茶园(含老茶园)2600亩。", ""),
        ("建成茶园（含老茶园)2600亩。", ""),
        ("他说：“这就叫‘绿水变金山’。”", ""),
    ],
)
def test_marks_come_in_pairs(sentence: str, code: str) -> None:
    codes = [f.code for f in found(body(sentence)) if f.code.startswith("mark_")]
    if code:
        assert code in codes
    else:
        assert codes == []


def test_one_open_quote_is_one_finding() -> None:
    text = body("实施“茶园振兴行动，推行“一村一品”，评出“金牌茶农”。")
    assert len(found(text, "mark_unclosed")) == 1


@pytest.mark.parametrize(
    ("sentence", "code", "evidence"),
    [
        ("印发松政发[2024]12号文件。", "number_bracket", "[2024]12号"),
        ("印发松政发（2024）12号文件。", "number_bracket", "（2024）12号"),
        ("印发松政发〔2024〕12号文件。", "number_bracket", ""),
        ("2024年01月8日开工。", "date_zero", "01月8日"),
        ("2024年1月05日开工。", "date_zero", "05日"),
        ("2024年10月20日开工。", "date_zero", ""),
        ("种茶5千3百亩。", "numeral_mixed", "5千3百"),
        ("种茶5300亩，投资3千万元，用电5千瓦。", "numeral_mixed", ""),
        ("成活率达到63-68%。", "range_percent", "63-68%"),
        ("成活率达到63%～68%。", "range_percent", ""),
        ("培育三、四个品牌。", "approximate_mark", "三、四"),
        ("培育三四个品牌，一、二、三产业融合。", "approximate_mark", ""),
        ("推进“一村一品”、“一户一策”。", "comma_between", "”、“"),
        ("推进“一村一品”“一户一策”。", "comma_between", ""),
    ],
)
def test_small_matters_of_form_are_warnings(sentence: str, code: str, evidence: str) -> None:
    findings = found(body(sentence), code)
    assert [f.evidence for f in findings] == ([evidence] if evidence else [])
    assert all(f.severity is Severity.WARNING for f in findings)


def test_a_heading_on_its_own_line_ends_without_a_mark() -> None:
    text = report("一、抓产业。\n种茶2600亩。\n二、抓民生\n食堂9家。\n")
    (finding,) = found(text, "heading_mark")
    assert (finding.section, finding.evidence) == ("1", "一、抓产业。")


def test_a_run_in_heading_keeps_its_mark() -> None:
    assert not found(report("一、抓产业。全年种茶2600亩，成活率达到九成。\n"), "heading_mark")


def test_noise_is_not_checked() -> None:
    text = body("建成茶##paidbegin##园2600亩。")
    assert found(text) == []
