"""What says the same by its make: forms of a denial, parted words, ends of verbs, light words."""

from __future__ import annotations

import pytest

from assistant.verify.tokens import tokens_of
from tests.verify.judging import judge, unnoticed

SAME = [
    ("收入未达到年初目标。", "收入没达到年初目标。"),
    ("收入低于年初目标。", "收入没有达到年初目标。"),
    ("隐患5处均由巡查组查出。", "5处隐患都由巡查组查出来。"),
    ("养殖户取得检疫证明，尚未领到补贴。", "养殖户拿到检疫证明，还没领到补贴。"),
    ("双方已签字，原告撤诉。", "双方已签了字，原告撤了诉。"),
    ("旧粮站由合作社使用。", "旧粮站由合作社用。"),
    ("收银台正在更换。", "收银台在更换。"),
    ("排水管重新铺设后，积水问题得到解决。", "排水管重铺之后，积水问题解决了。"),
    ("全镇对水塘开展巡查。", "全镇对水塘做了巡查。"),
    ("大棚使用率不足六成。", "大棚使用率没到六成。"),
    ("用药量未超过5吨。", "用药量没有突破5吨。"),
    ("镇里已将此项工作交给物业。", "这项工作镇里已交给物业。"),
    ("渠道待验收合格后移交。", "渠道要等验收合格后移交。"),
    ("镇党委把防汛列入重点工作。", "镇党委将防汛列入重点工作。"),
    ("将防汛列入重点工作。", "把防汛列入重点工作。"),
    ("把改善民生作为根本，整改12处。", "将改善民生作为根本，整改12处。"),
    ("这项办法使群众满意。", "这项办法使得群众满意。"),
]


@pytest.mark.parametrize(("source", "output"), SAME)
def test_what_says_the_same_by_its_make_is_not_read(source: str, output: str) -> None:
    assert not judge(source, output).reading


OTHER = [
    ("收入未达到年初目标。", "收入⟦达到⟧年初目标。"),
    ("收入低于年初目标。", "收入⟦达到⟧年初目标。"),
    ("养殖户取得检疫证明，尚未领到补贴。", "养殖户拿到检疫证明，⟦已领到⟧补贴。"),
    ("双方尚未签字。", "双方⟦签了字⟧。"),
    ("鸡蛋价格上涨4%。", "鸡蛋价格⟦涨到⟧4%。"),
    ("用药量未超过5吨。", "用药量⟦超过⟧5吨。"),
    ("大棚使用率不足六成。", "大棚使用率⟦超过六成⟧。"),
    (
        "无可用地块，仓库选址仍未找到；欠款没有收回。",
        "没有可用地块，仓库选址⟦已找到⟧；欠款仍未收回。",
    ),
    ("渗水问题至今没有解决。", "渗水问题⟦已经⟧解决。"),
    ("新建三座桥，列入考核。", "⟦将⟧新建三座桥，列入考核。"),
    ("我县以12个项目拉动投资。", "我县⟦将⟧以12个项目拉动投资。"),
    ("可以带动320户农户增收。", "⟦将⟧带动320户农户增收。"),
    ("坚持群众路线。", "坚持⟦反⟧群众路线。"),
    ("转让土地建设厂房。", "⟦使得⟧土地建设厂房。"),
    ("会议通过项目验收办法。", "会议⟦借助⟧项目验收办法。"),
    ("全线贯通，各村全部完成换届。", "⟦将⟧全线贯通，各村⟦将⟧全部完成换届。"),
    ("把民生作为根本，整改12处。", "将民生作为根本，⟦将⟧整改12处。"),
]


@pytest.mark.parametrize(("source", "output"), OTHER)
def test_a_falsehood_of_the_same_make_is_read(source: str, output: str) -> None:
    assert not unnoticed(source, output)


def test_a_denial_that_the_segmenter_swallows_is_one() -> None:
    assert [t.text for t in tokens_of("没拿到证").content] == ["没", "拿到", "证"]
    assert [t.text for t in tokens_of("人选未确定").content] == ["人选", "未", "确定"]
    assert [t.text for t in tokens_of("绝不允许再犯").content][:3] == ["绝", "不", "允许"]
