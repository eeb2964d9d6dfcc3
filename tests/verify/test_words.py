"""Titles, quoted terms, names and set phrases: kept to the letter, none made up."""

from __future__ import annotations

import pytest

from assistant.verify import Verdict, verify
from tests.verify.judging import codes, judge, unnoticed

SOURCE = (
    "出台《青禾镇干部考核办法》和《关于加强集体资产管理的意见》，打造“银杏先锋”品牌，"
    "由王建国同志牵头，红旗街道、县住房保障局配合，落实“一岗双责”，做到“两个维护”。"
)

REFUSED = [
    ("考核办法", "考评办法", "title_changed"),
    ("《青禾镇干部考核办法》和", "", "title_dropped"),
    ("打造", "落实《农村工作条例》，打造", "title_unsupported"),
    ("银杏先锋", "银杏先峰", "quote_unsupported"),
    ("一岗双责", "一岗两责", "term_changed"),
    ("两个维护", "两个拥护", "term_changed"),
    ("两个维护", "反两个维护", "term_changed"),
]


@pytest.mark.parametrize(("old", "new", "code"), REFUSED)
def test_a_changed_or_invented_title_quotation_or_set_phrase_is_refused(
    old: str, new: str, code: str
) -> None:
    output = SOURCE.replace(old, new)
    assert output != SOURCE
    assert code in {f.code for f in judge(SOURCE, output).errors}


NAMES = [
    ("王建国", "王建军"),
    ("王建国", "李爱民"),
    ("红旗街道", "红星街道"),
    ("住房保障局", "医疗保障局"),
    ("，做到", "，增强“四个意识”，做到"),
]


@pytest.mark.parametrize(("old", "new"), NAMES)
@pytest.mark.parametrize("may_drop", [False, True])
def test_a_changed_or_invented_name_is_shown(old: str, new: str, may_drop: bool) -> None:
    output = SOURCE.replace(old, new)
    assert output != SOURCE
    assert not unnoticed(SOURCE, output, may_drop=may_drop)


EXCHANGED = [
    ("镇长张伟带领干部走访企业。", "张伟", "张玮"),
    ("县委书记赵志刚到村调研。", "赵志刚", "赵志强"),
    ("选派王海燕、孙立、周晓梅等3名同志驻村。", "王海燕", "王海艳"),
    ("优秀共产党员陈桂兰事迹得到宣传。", "陈桂兰", "陈桂芳"),
    ("石桥村党支部书记马国强被评为劳模。", "石桥村", "石板村"),
    ("宏达食品公司投产运营。", "宏达食品", "宏远食品"),
    ("第三中学建成投用。", "第三中学", "第二中学"),
    ("东湖水库除险加固完成。", "东湖", "西湖"),
    ("滨江路改造完工。", "滨江路", "滨河路"),
    ("与浙江省台州市结对协作。", "台州市", "温州市"),
    ("被市委表彰为先进集体。", "市委", "省委"),
    ("获评全国文明村。", "全国", "全省"),
]


@pytest.mark.parametrize(("source", "old", "new"), EXCHANGED)
@pytest.mark.parametrize("may_drop", [False, True])
def test_a_name_put_in_anothers_place_is_shown(
    source: str, old: str, new: str, may_drop: bool
) -> None:
    assert not unnoticed(source, source.replace(old, new), may_drop=may_drop)


BENIGN = [
    ("红旗街道、县住房保障局配合", "县住房保障局、红旗街道配合"),
    ("县住房保障局", "县住保局"),
    ("打造“银杏先锋”品牌", "“银杏先锋”品牌更加响亮"),
    ("出台", "制定出台"),
    ("“两个维护”", "两个维护"),
]


@pytest.mark.parametrize(("old", "new"), BENIGN)
def test_a_name_kept_in_other_words_is_not_refused(old: str, new: str) -> None:
    result = judge(SOURCE, SOURCE.replace(old, new))
    assert not result.errors
    assert result.read_share < 0.1


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("“清河”行动那阵子，拆除棚子54处。", "“清河”行动期间，拆除棚子54处。"),
        ("一、高悬依法治税利剑", "一、坚持依法治税"),
    ],
)
def test_a_word_that_only_a_dictionary_takes_for_a_person_may_be_reworded(
    source: str, output: str
) -> None:
    assert not judge(source, output).errors


def test_a_verb_before_a_kind_of_body_is_no_name() -> None:
    assert not judge("我主持召开局党组会7次。", "我主持组织召开局党组会7次。").errors


@pytest.mark.parametrize("other", ["冯晓棠", "方晓堂"])
def test_the_name_under_a_report_is_a_name(other: str) -> None:
    source = "特此报告。\n述职人：方晓棠\n2024年1月9日"
    assert not unnoticed(source, source.replace("方晓棠", other))


def test_ordinary_words_before_a_kind_of_place_are_no_name() -> None:
    source = "加强基层治理，完善乡村公共服务，支持企业发展。"
    output = "强化基层治理，推动乡村公共服务完善，支持民营公司和新增社区发展。"
    assert not judge(source, output).errors


def test_shortening_may_leave_titles_out_and_lists_them() -> None:
    output = "打造“银杏先锋”品牌，落实“一岗双责”，做到“两个维护”。"
    result = judge(SOURCE, output, may_drop=True)
    assert not result.errors
    titles = [(i.text, i.status.value) for i in result.trace if i.kind == "title"]
    assert titles == [
        ("《青禾镇干部考核办法》", "dropped"),
        ("《关于加强集体资产管理的意见》", "dropped"),
    ]


def test_a_quoted_numeral_may_be_written_either_way() -> None:
    source = "落实惠企“二十条”措施。"
    assert judge(source, "落实惠企“20条”措施。").verdict is Verdict.ACCEPTED


def test_a_set_phrase_with_a_word_beside_it_is_the_same_phrase_and_with_a_count_is_not() -> None:
    terms = ["稻香议事机制"]
    source = "把稻香议事机制作为抓手，落实稻香议事机制，群众满意。"
    for word, changed in (("将", False), ("以", False), ("两", True), ("非", True)):
        output = f"{word}稻香议事机制作为抓手，群众满意。"
        found = codes(source, output, terms=terms, may_drop=True)
        assert ("term_changed" in found) == changed, word


def test_the_user_adds_set_phrases() -> None:
    source, output = "坚持稻香议事机制，群众满意。", "坚持稻香议政机制，群众满意。"
    assert not judge(source, output).errors
    assert "term_changed" in codes(source, output, terms=["稻香议事机制"])


@pytest.mark.parametrize(
    ("source", "output", "said"),
    [
        ("蓝屿河水质由Ⅳ类改善为Ⅲ类。", "蓝屿河水质由Ⅳ类改善为Ⅱ类。", "Ⅱ"),
        ("鲜叶每公斤保底价36元。", "鲜叶保底价为每斤36元。", "每斤"),
        ("新建A级景区2家。", "新建B级景区2家。", "B"),
    ],
)
def test_a_class_and_what_a_value_is_told_by_are_words_of_one_letter(
    source: str, output: str, said: str
) -> None:
    assert said in "".join(item.new for item in verify(source, output).reading)


def test_a_value_told_by_the_same_in_other_words_is_not_read() -> None:
    assert not verify("鲜叶每斤保底价36元。", "每斤鲜叶保底价36元。").reading


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("未达标企业缴纳保障金46万元。", "未达标企业⟦欠缴⟧保障金46万元。"),
        ("全年新登记7840户，注销315户。", "全年新登记7840户，⟦吊销⟧315户。"),
        ("转移群众412人，未发生因灾死亡。", "转移群众412人，未发生因灾⟦伤亡⟧。"),
    ],
)
def test_a_word_that_only_shares_a_character_with_that_of_the_source_is_read(
    source: str, output: str
) -> None:
    assert not unnoticed(source, output)


TOGETHER = "深刻领悟“两个确立”的决定性意义，做到“两个维护”。全年学习12次。"


def test_of_phrases_said_in_one_breath_none_goes_alone_unread() -> None:
    alone = codes(TOGETHER, "做到“两个维护”。全年学习12次。", may_drop=True)
    assert "term_dropped" in alone
    assert "term_dropped" not in codes(TOGETHER, "全年学习12次。", may_drop=True)
