"""What a wording is measured for: a wish that was not heard is named, in the author's own words."""

from __future__ import annotations

import pytest

from assistant.instruction.seen import unmeasured, wishes_in
from assistant.instruction.structure import read_structure
from assistant.request import Arrangement
from tests.chains.test_section import job_of, played

TOLD = (
    "全年召开村级议事会18次，办理群众诉求264件，按期办结率97.5%，进一步认真压实各方责任，持续改善办学条件，"
    "群众反映良好；硬化通组道路9.6公里，安装路灯118盏，惠及沿线群众3120人，方便了出行，群众十分满意；"
    "究其原因，根子在于坚持实干。存在的问题是，有的干部办法不多，有的工作抓得不够细，服务还不到位。"
)
NEARLY = TOLD.replace("办法不多", "办法较少")


def asks_of(instruction: str) -> Arrangement:
    return read_structure(instruction)[1]


def missed(body: str, instruction: str, *replies: str) -> list[str]:
    outcome, _ = played(job_of("rewrite", body, instruction=instruction), *replies)
    return [f.message.zh for s in outcome.sections for f in s.findings if f.code == "not_as_asked"]


@pytest.mark.parametrize(
    ("instruction", "why"),
    [
        ("语气诚恳些", "几乎没有改动"),
        ("每个问题单独成句", "句子没有变短"),
        ("把长句拆短", "句子没有变短"),
        ("去掉套话", "一处也没有少"),
        ("空话都删掉", "一处也没有少"),
        ("先问题后原因", "请核对先后"),
        ("先写办学，再写议事", "请核对先后"),
    ],
)
def test_a_text_given_back_nearly_as_it_was_carries_nothing_out(instruction: str, why: str) -> None:
    assert any(why in said for said in missed(TOLD, instruction, NEARLY))


@pytest.mark.parametrize(
    ("instruction", "reply"),
    [
        (
            "每个问题单独成句",
            NEARLY.replace("；", "。").replace("多，", "多。").replace("细，", "细。"),
        ),
        ("去掉套话", NEARLY.replace("进一步认真", "")),
        ("先原因后问题", NEARLY),
        ("先写议事，再写办学", NEARLY),
        ("把“办法不多”改成“办法较少”", NEARLY),
    ],
)
def test_what_was_carried_out_is_not_complained_of(instruction: str, reply: str) -> None:
    assert missed(TOLD, instruction, reply) == []


def test_a_wish_is_quoted_in_the_whole_clause_that_says_it() -> None:
    (wish,) = wishes_in("语言精练，目标数字一个不能少")[:1]
    assert (wish.kind, wish.said) == ("figures", "目标数字一个不能少")


def test_what_only_a_reader_can_judge_is_said_once() -> None:
    assert (
        unmeasured("去掉套话，留下具体做法", wishes_in("去掉套话，留下具体做法")) == "留下具体做法"
    )
    assert unmeasured("压到300字以内", ()) == ""
    assert unmeasured("多用短句，把长句拆开", wishes_in("多用短句，把长句拆开")) == ""
    reply = TOLD.replace("进一步认真", "").replace("十分满意", "满意")
    outcome, _ = played(job_of("rewrite", TOLD, instruction="去掉套话，像汇报那样说"), reply)
    told = [f for s in outcome.sections for f in s.findings if f.code == "wish_unmeasured"]
    assert [f.evidence for f in told] == ["像汇报那样说"]


def test_of_a_wish_that_was_not_heard_it_is_not_said_that_nobody_can_tell() -> None:
    outcome, _ = played(job_of("rewrite", TOLD, instruction="语气诚恳些"), NEARLY)
    told = [f.code for s in outcome.sections for f in s.findings]
    assert "not_as_asked" in told
    assert "wish_unmeasured" not in told


def test_points_longer_than_each_of_them_may_be_are_counted() -> None:
    short = TOLD.replace("全年召开", "一是全年召开").replace("硬化通组", "\n二是硬化通组")
    asked = "一是二是，每点不超过60字"
    assert any("超过60字" in said for said in missed(TOLD, asked, short))
    assert missed(TOLD, "每点不超过120字", short) == []


def test_labels_that_are_named_say_how_points_are_marked_and_not_how_many_there_are() -> None:
    said = asks_of("一是二是三是，每点不超过80字")
    assert (said.labelled, asks_of("写成四点，一是二是三是四是").labelled) == (True, False)
    clauses = TOLD.split("；")[0].split("，")[:5]
    marks = "一二三四五"[: len(clauses)]
    five = "".join(f"\n{m}是{c}。" for m, c in zip(marks, clauses, strict=True))
    body = TOLD.split("；")[0] + "。"
    outcome, _ = played(job_of("restructure", body, instruction="用一是二是三是"), five.strip())
    assert not [f for s in outcome.sections for f in s.findings if f.code == "points"]


@pytest.mark.parametrize(
    "said",
    ["不少于80字", "80字以上", "至少80字", "不能低于80字", "写够80字", "不要少于80字"],
)
def test_a_least_length_of_points_is_never_measured_as_a_most(said: str) -> None:
    assert [w for w in wishes_in(f"每点{said}") if w.kind == "each"] == []


@pytest.mark.parametrize(
    "said",
    ["不超过80字", "不得超过80字", "80字以内", "控制在80字", "压到80字", "到80字", "80字"],
)
def test_a_most_of_points_is_measured_however_it_is_said(said: str) -> None:
    assert [w.most for w in wishes_in(f"每点{said}") if w.kind == "each"] == [80]
