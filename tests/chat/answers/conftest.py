"""An invented report with a fault of every kind that is asked about."""

from __future__ import annotations

import pytest

from assistant.facts import Fact
from assistant.session import Session

TEXT = """青岭县水务局领导班子2024年度述职报告
现将一年来的履职情况报告如下。
一、抓学习，强班子。
一是学得勤。全年组织集中学习次，开展专题研讨6次，编印《青岭水务应知应会》1200册。
二是用得好。选派12名年轻干部到水库和渡口跟班学习，群众满意率达到95%。
二、抓工程，惠民生
全年完成水利投资3.6亿元，新修渠道24公里，除险加固水库8座，受益群众2.3万人。
排查隐患25处，已整改30处。水费收缴率达到97%。
三、存在的问题和下一步打算
农村供水管网老化，漏损率还比较高，城乡供水一体化的步子迈得不够快。
全年完成水利投资3.6亿元，新修渠道24公里，除险加固水库8座，受益群众2.3万人。
"""


@pytest.fixture
def session() -> Session:
    opened = Session.from_text(TEXT, name="水务局.txt", model="rules", genre="general")
    opened.use_facts(
        [
            Fact("", "集中学习", "26", "次", "2024年台账"),
            Fact("", "旅游收入", "1.2", "亿元", "文旅局月报"),
        ]
    )
    return opened
