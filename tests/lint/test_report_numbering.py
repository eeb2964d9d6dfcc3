"""Numbers of headings and points that are skipped, repeated, mixed or wrongly marked."""

from __future__ import annotations

import pytest

from tests.lint.notation import found, report


def numbered(*numbers: str) -> str:
    return report("".join(f"{n}抓好第{i}件事\n做了。\n" for i, n in enumerate(numbers)))


@pytest.mark.parametrize(
    ("numbers", "code", "at"),
    [
        (("一、", "三、"), "numbering_skipped", "三、"),
        (("一、", "二、", "二、"), "numbering_repeated", "二、"),
        (("一、", "三、", "二、"), "numbering_order", "二、"),
        (("二、", "三、"), "numbering_skipped", "二、"),
        (("一、", "（一）", "（二）", "（四）"), "numbering_skipped", "（四）"),
        (("一、", "（一）", "（二）", "二、", "（一）", "（三）"), "numbering_skipped", "（三）"),
        (("一、", "1.", "2.", "2."), "numbering_repeated", "2."),
        (("第一，", "第三，"), "numbering_skipped", "第三，"),
        (("一、", "1、", "2、"), "numbering_mark", "1、"),
        (("一、", "（一）、", "（二）、"), "numbering_mark", "（一）、"),
        (("第一、", "第二、"), "numbering_mark", "第一、"),
        (("一、", "（1）", "（2）"), "level_jumped", "（1）"),
        (("一、", "1.", "2.", "二、", "（一）", "（二）"), "level_jumped", "1."),
    ],
)
def test_a_wrong_number_is_named(numbers: tuple[str, ...], code: str, at: str) -> None:
    findings = found(numbered(*numbers), code)
    assert findings
    assert at in findings[0].evidence
    assert at in findings[0].message.zh
    assert at in findings[0].message.en


@pytest.mark.parametrize(
    "numbers",
    [
        ("一、", "二、", "三、"),
        ("一、", "（一）", "（二）", "二、", "（一）", "（二）"),
        ("一、", "1.", "2.", "二、", "1.", "2."),
        ("一、", "（一）", "1.", "2.", "（二）", "1."),
        ("第一，", "第二，", "第三，"),
        ("九、", "十、", "十一、")[:0],
    ],
)
def test_right_numbers_are_left_alone(numbers: tuple[str, ...]) -> None:
    codes = {f.code for f in found(numbered(*numbers))}
    assert not {c for c in codes if c.startswith(("numbering", "level"))}


def test_the_right_number_is_proposed() -> None:
    (finding,) = found(numbered("一、", "二、", "四、"), "numbering_skipped")
    assert "应为“三、”" in finding.message.zh


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ("一是抓学习。学了。三是抓落实。干了。", "numbering_skipped"),
        ("一是抓学习。学了。二是抓落实。干了。二是抓作风。改了。", "numbering_repeated"),
        ("一是抓学习。学了。\n二是抓落实。干了。\n四是抓作风。改了。", "numbering_skipped"),
        ("二是抓学习。学了。三是抓落实。干了。", "numbering_skipped"),
    ],
)
def test_points_are_counted_too(points: str, code: str) -> None:
    assert found(report(f"一、抓好班子\n{points}\n"), code)


def test_points_begin_again_in_each_section() -> None:
    text = report("一、抓班子\n一是学。\n二是干。\n二、抓队伍\n一是选。\n二是育。\n三是管。\n")
    assert not found(text, "numbering_skipped")
