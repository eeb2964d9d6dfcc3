"""A small report of an invented town, and a store in the test's own folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.session import Proposal, Session, Store
from assistant.session.proposal import judged, numbered

TEXT = """柳溪镇领导班子述职报告
现将一年来的情况报告如下。
一、抓学习，强班子。
一是学得勤。全年组织集中学习次，开展专题研讨6次，读书分享会也按月举办。
二是用得好。提拔人，选派12名年轻干部到村里跟班学习。（来源：公众号“柳溪小栈”）
二、抓项目，促发展。
全年引进项目8个，总投资3.6亿元。新修道路24公里，改造老旧小区4个，群众出行更加方便。
三、存在的问题和下一步打算
项目储备还不够多。下一步要多跑企业、多上门服务。
"""


@pytest.fixture
def session() -> Session:
    return Session.from_text(TEXT, name="柳溪镇.txt", model="rules")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "works.sqlite3")


def wrong_by_a_model(session: Session) -> Proposal:
    """A proposal with two invented figures that no author wrote: it waits."""
    proposal = session.edit("2", session.report.of(session.report.find("2")))
    part = proposal.part("2")
    output = part.source.replace("3.6亿元", "3.8亿元").replace("24公里", "42公里")
    wrong = judged(replace(part, output=output, engine="model"))
    found = replace(proposal, parts=numbered([wrong]))
    session.wait_with(found)
    return found
