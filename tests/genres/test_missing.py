"""A required part that is missing is a gap at the place where it belongs."""

from __future__ import annotations

from assistant.gaps import GapKind
from assistant.genres import load_genre, missing_part_gaps
from assistant.outline import parse

TEXT = """青禾镇领导班子述职述廉述安报告
2024年，我们守底线、抓项目。
一、坚持政治统领，班子团结，干部有劲
学习26次。
二、办好民生实事
食堂9家。
三、从严管党治党
立案6件。
四、存在的问题
项目不多。
今后，我们将继续努力。
"""


def test_a_missing_part_stands_behind_what_precedes_it() -> None:
    (gap,) = missing_part_gaps(parse(TEXT), load_genre("team-duty"), 7)
    assert (gap.id, gap.kind, gap.unit) == ("g7", GapKind.PART, "")
    assert gap.start == gap.end == TEXT.index("四、存在的问题")
    assert "述安" in gap.context
    assert "隐患" in gap.question.zh


def test_missing_problems_stand_in_front_of_the_next_steps() -> None:
    text = TEXT.replace("四、存在的问题\n项目不多。\n", "四、确保安全生产\n检查64次。\n")
    (gap,) = missing_part_gaps(parse(text), load_genre("team-duty"), 1)
    assert gap.start == text.index("今后，我们")


def test_the_ids_run_on() -> None:
    gaps = missing_part_gaps(
        parse("2024年工作总结\n一、修路\n修了12公里。\n"), load_genre("general"), 3
    )
    assert [g.id for g in gaps] == ["g3", "g4"]
    assert all(g.start == g.end for g in gaps)


def test_nothing_is_missing_where_all_is_there() -> None:
    text = TEXT.replace("三、从严", "三、守牢安全底线\n检查64次。\n四、从严").replace(
        "四、存", "五、存"
    )
    assert missing_part_gaps(parse(text), load_genre("team-duty"), 1) == []
