"""Lists deleted before 等, and quotes that hold nothing."""

from __future__ import annotations

import pytest

from assistant.gaps import GapKind, find_gaps

DELETED_LISTS = [
    "统筹推进|等专项行动",
    "全年招引|等十亿元以上项目",
    "大力发展|等新兴产业",
    "整改到位。|等重点项目全面开工",
    "主体完工，|等5条道路建成通车",
    "先后荣获|等荣誉称号",
    "建成了|等一批便民设施",
    "走访|等3家企业",
    "赴|等地考察学习",
    "与|等单位签订协议",
    "三是做好|等配套工作",
    "城区改造提速，|路等示范工程完工",
]

COMPLETE = [
    "统筹推进扫黑除恶、反诈等专项行动。",
    "不等不靠，平等协商，高等院校，等级评定，等次确定，等待审批。",
    "破除“等靠要”思想，落实好项目招引等工作，抓好矛盾化解等重点任务。",
    "荣获“文明单位”等荣誉，出台《管理办法》等制度。",
    "在政务服务等领域，加快老旧小区改造等工程。",
    "审批等项工作、等候区、等额选举、同等条件、对等交流。",
    "3处还在等供电，等市局核定以后再补报。",
]

NAMELESS = [
    "|产业园、|产业园开园",
    "支持|产业园、|产业园、|产业园建设",
    "在|村、|村开展试点",
    "路面拓宽，|大桥、|大桥通车",
    "引进|公司、|公司落户",
    "中心小学、|小学竣工",
    "|大道、|大道通车",
    "|大道和|大道贯通",
    "张庄村、|村脱贫",
    "清水河、|河治理完工",
    "东湖社区、|社区建成，改造|小区、|小区",
    "新建|水库、|水库、|水库3座",
    "|大厦、|大厦封顶，北湖水库、|水库蓄水",
    "城东变电站、|变电站建成投产，育才中学和|中学联合办学",
]

NAMED = [
    "城东产业园、城西产业园开园，建设工业园、工业园区，引进企业、企业家。",
    "县、乡、村三级，市、市直部门，公路、铁路，村、村集体。",
    "学校、学校周边，社区、社区工作者，李家村、村民代表，东湖社区、社区居民，中心小学、小学部。",
    "医院、医院管理，小学、小学教育，湖、湖长制，河、河长履职，林场、林场职工，市场、市场主体。",
    "走访村、村委会，张庄村、村集体收入，街道、社区，学校、学校食堂，大学、小学，镇、村干部。",
    "产业引领发展、发展反哺产业，马上就办、办就办好。",
]

EMPTY_QUOTES = [
    "探索“|”制度",
    "出台《|》",
    "设立‘|’岗位",
    "成立专班（|），统一调度",
    '命名为"|"',
]


@pytest.mark.parametrize("marked", DELETED_LISTS)
def test_a_deleted_list_is_found(marked: str) -> None:
    text = marked.replace("|", "") + "。"
    assert [(g.kind, g.start, g.end) for g in find_gaps(text)] == [
        (GapKind.LIST, marked.index("|"), marked.index("|"))
    ]


@pytest.mark.parametrize("text", COMPLETE)
def test_a_list_that_is_there_is_left_alone(text: str) -> None:
    assert find_gaps(text) == []


@pytest.mark.parametrize("marked", NAMELESS)
def test_the_names_before_a_bare_noun_that_stands_twice_are_missing(marked: str) -> None:
    places = [len(part) for part in marked.split("|")]
    gaps = find_gaps(marked.replace("|", "") + "。")
    assert {g.kind for g in gaps} == {GapKind.SILENT}
    assert [g.start for g in gaps] == [sum(places[: n + 1]) for n in range(len(places) - 1)]
    assert all(g.start == g.end for g in gaps)


@pytest.mark.parametrize("text", NAMED)
def test_nouns_that_have_their_names_or_need_none_are_left_alone(text: str) -> None:
    assert find_gaps(text) == []


@pytest.mark.parametrize("marked", EMPTY_QUOTES)
def test_an_empty_quote_is_found(marked: str) -> None:
    text = marked.replace("|", "")
    (gap,) = find_gaps(text)
    assert (gap.kind, gap.start, gap.end) == (
        GapKind.QUOTE,
        marked.index("|"),
        marked.index("|"),
    )


def test_a_quote_that_holds_only_blanks_covers_them() -> None:
    text = "探索“  ”制度"
    (gap,) = find_gaps(text)
    assert text[gap.start : gap.end] == "  "


def test_the_questions_name_the_place() -> None:
    quote, listed = find_gaps("探索“”制度，统筹推进等行动。")
    assert quote.question.zh == "“探索“▁”制度”处的制度名称是什么？"
    assert listed.question.zh == "“统筹推进▁等行动”中，“等”前面应写哪些行动？"
