"""Which section of another report is the one of this: by what it is, not by its heading alone."""

from __future__ import annotations

import pytest

from assistant.genres import load_genre
from assistant.outline import parse
from assistant.session.counterparts import counterpart, likest

THIS_YEAR = """石桥镇领导班子述职报告
一、持续建强班子队伍
（一）在学思践悟中固本铸魂
全年组织理论学习26次，第一议题学习31次，意识形态专题研究2次。
（二）在选人用人中激发活力
提拔年轻干部12名，交流干部8名。
二、奋力稳住经济大盘
引进项目8个，完成投资3.6亿元，新增企业30家。
三、守住底线红线
查处违反中央八项规定精神问题2起，开展警示教育4次。
四、差距与打算
项目储备不足。明年再引进项目10个。
"""
LAST_YEAR = """石桥镇2022年度领导班子述职报告
一、抓发展，项目建设有突破
引进项目6个，完成投资2.8亿元，新增企业21家。
二、抓党建，政治建设有加强
（一）干部队伍
提拔干部9名，交流干部5名。
（二）政治理论学习
全年组织理论学习24次，意识形态专题研究1次。
三、抓廉政，政治生态有改善
查处违反中央八项规定精神问题1起，开展警示教育3次。
四、存在问题和下步安排
人才短缺。明年再引进项目8个。
"""


@pytest.mark.parametrize(
    ("now", "then"),
    [("1", "2"), ("1.1", "2.2"), ("1.2", "2.1"), ("2", "1"), ("3", "3"), ("4", "4")],
)
def test_a_section_is_known_again_under_another_heading_and_number(now: str, then: str) -> None:
    report, before = parse(THIS_YEAR), parse(LAST_YEAR)
    section = report.find(now)
    found = likest(section, report, before, load_genre("team-duty"))  # type: ignore[arg-type]
    assert found is not None
    assert found.id == then


def test_what_was_deleted_has_no_counterpart() -> None:
    before = parse(THIS_YEAR)
    now = parse(THIS_YEAR.replace(THIS_YEAR[THIS_YEAR.index("三、") : THIS_YEAR.index("四、")], ""))
    assert counterpart(before.sections[2], before, now) is None
    kept = counterpart(before.sections[3], before, now)
    assert kept is not None
    assert kept.heading == "差距与打算"
