"""The ledger of gaps: kept, filled with a source, or refused."""

from __future__ import annotations

import pytest

from assistant.verify import Filled, Verdict
from assistant.verify.similar import Index, grams, pieces
from tests.verify.judging import codes, judge, unnoticed

SOURCE = "全年组织集体学习XX次，讲党课XX次。招引项目*个，总投资*亿元。环境持续改善，群众满意。"


def test_gaps_kept_are_accepted_wherever_they_move() -> None:
    output = "招引项目*个，总投资*亿元。环境持续改善，群众满意。全年组织集体学习XX次，讲党课XX次。"
    result = judge(SOURCE, output)
    assert result.verdict is Verdict.ACCEPTED
    assert sum(item.kind == "gap" for item in result.trace) == 4


def test_a_gap_keeps_its_place_in_wholly_other_words() -> None:
    source = "拖走沉船7条，清出来垃圾2600吨，花了XX万块钱。印了倡议书3万份挨户发。"
    output = "拖走沉船7条，清理垃圾2600吨，投入资金XX万元。印制倡议书3万份，逐户发放。"
    assert not {"gap_added", "gap_lost"} & codes(source, output)


REFUSED = [
    ("集体学习XX次", "集体学习", "gap_lost"),
    ("集体学习XX次", "集体学习多次", "gap_filled_without_fact"),
    ("集体学习XX次", "集体学习24次", "gap_filled_without_fact"),
    ("总投资*亿元", "总投资3.5亿元", "gap_filled_without_fact"),
    ("环境持续改善", "环境持续改善，绿化XX亩", "gap_added"),
]


@pytest.mark.parametrize(("old", "new", "code"), REFUSED)
def test_a_gap_lost_filled_or_added_is_refused(old: str, new: str, code: str) -> None:
    output = SOURCE.replace(old, new)
    found = codes(SOURCE, output)
    assert code in found
    assert judge(SOURCE, output).verdict is Verdict.UNCHANGED


def test_an_open_gap_may_be_marked() -> None:
    output = SOURCE.replace("集体学习XX次", "集体学习【待补：次数】次")
    assert judge(SOURCE, output).verdict is Verdict.ACCEPTED


def test_a_mark_where_nothing_is_missing_is_refused() -> None:
    output = SOURCE.replace("群众满意", "群众满意率达【待补：满意率】")
    assert "gap_added" in codes(SOURCE, output)


def test_a_silent_gap_may_be_marked_but_not_filled() -> None:
    source = "党委组织集体学习次，干部作风明显好转。"
    marked = "党委组织集体学习【待补：次数】次，干部作风明显好转。"
    assert judge(source, marked).verdict is Verdict.ACCEPTED
    for blank in ("□", "____", "XX"):
        open_ = marked.replace("【待补：次数】", blank)
        assert judge(source, open_).verdict is Verdict.ACCEPTED
    filled = "党委组织集体学习12次，干部作风明显好转。"
    assert judge(source, filled).verdict is Verdict.UNCHANGED


def test_a_sentence_left_out_with_its_gap_wants_a_person() -> None:
    output = "全年组织集体学习XX次，讲党课XX次。环境持续改善，群众满意。"
    result = judge(SOURCE, output, may_drop=True)
    assert result.verdict is Verdict.REVIEW
    assert [i.status.value for i in result.trace if i.kind == "gap"][2:] == ["dropped", "dropped"]


def test_a_gap_that_code_filled_counts_as_filled_and_names_its_source() -> None:
    start = SOURCE.index("XX")
    filled = (Filled("g1", start, start + 2, "26", "台账第2行"),)
    output = SOURCE.replace("XX", "26", 1)
    result = judge(SOURCE, output, filled=filled)
    assert result.verdict is Verdict.ACCEPTED
    gap = next(item for item in result.trace if item.kind == "gap")
    assert (gap.status.value, gap.source, gap.from_span) == (
        "filled",
        "台账第2行",
        (start, start + 2),
    )
    assert not [item for item in result.trace if item.kind == "figure"]  # said once


def test_a_filled_value_that_the_rewrite_changed_is_refused() -> None:
    start = SOURCE.index("XX")
    filled = (Filled("g1", start, start + 2, "26", "台账第2行"),)
    output = SOURCE.replace("XX", "36", 1)
    assert judge(SOURCE, output, filled=filled).verdict is Verdict.UNCHANGED


OWN = "段某某同志负责农村集体“三资”清理，核查合同1327份。"


def test_an_authors_open_name_may_become_i_where_that_was_asked_for() -> None:
    output = "我负责农村集体“三资”清理，核查合同1327份。"
    asked = judge(OWN, output, context="改成第一人称“我”，内容不要增减")
    assert asked.verdict is Verdict.REVIEW
    assert "gap_dropped" in {f.code for f in asked.findings}
    assert "gap_lost" in codes(OWN, output)


def test_another_persons_open_name_stays_even_so() -> None:
    source = f"{OWN}帮扶困难职工李某某一户。"
    output = "我负责农村集体“三资”清理，核查合同1327份。帮扶困难职工一户。"
    assert judge(source, output, context="改成第一人称").verdict is not Verdict.ACCEPTED


def test_a_unit_that_stands_alone_while_no_figure_is_gone_lacks_nothing() -> None:
    source = "举办主体班次11期，培训1460人次。主办的41件中，已解决26件。"
    output = "举办了11期主体班次，培训1460人次。主办件41件，其中已解决26件。"
    assert judge(source, output).verdict is Verdict.ACCEPTED
    gone = output.replace("培训1460人次", "培训人次")
    assert "gap_added" in codes(source, gone)


def test_a_figure_that_is_gone_is_not_found_in_a_longer_one() -> None:
    source = "新建项目3个，改造小区13个。"
    assert "gap_added" in codes(source, "新建项目个，改造小区13个。", may_drop=True)


def test_a_name_that_the_source_leaves_out_itself_is_no_gap_of_the_rewrite() -> None:
    source = "查实原站长贺某虚报补贴11.6万元的问题，贺某受到政务撤职处分。县局开展自查。"
    output = "查实原站长贺某虚报补贴11.6万元，其被撤职。县局开展自查。"
    assert "gap_added" not in codes(source, output, may_drop=True)


def test_an_open_name_told_twice_is_a_gap_added() -> None:
    source = "在某街道的配合下整改并复查。县局开展自查。"
    output = "在某街道的配合下整改，在某街道的配合下复查。县局开展自查。"
    assert "gap_added" in codes(source, output, may_drop=True)


def test_a_name_left_out_for_good_is_not_filled_in_either() -> None:
    source = "接诊的患者李某某术后出血，我组织抢救。"
    assert "gap_filled_without_fact" in codes(source, source.replace("李某某", "李大山"))
    assert not judge(source, "我组织抢救了术后出血的患者李某某。").errors


def test_an_open_name_that_is_told_of_somebody_else_is_not_lost() -> None:
    source = "走访慰问困难职工李某某，送去米面油。"
    assert "gap_lost" not in codes(source, "困难职工李某某收到送去的米面油。")


def test_a_number_that_stands_as_a_sign_is_not_filled_in_without_a_fact() -> None:
    source = "全年召开会议某次，解决问题5个。"
    assert "gap_filled_without_fact" in codes(source, source.replace("某", "12"))
    assert "gap_lost" in codes(source, source.replace("某次", ""))


def test_a_lost_gap_is_shown_where_it_would_stand() -> None:
    source = "全年固定资产投资完成XX亿元，一般公共预算收入完成XX亿元、同比增长XX％。"
    output = "全年固定资产投资完成XX亿元，一般公共预算收入完成XX亿元，⟦实现同比增长⟧。"
    assert not unnoticed(source, output)


@pytest.mark.parametrize("words", ["甲乙丙", "东西南", "城乡村", "金木水", "春夏秋", "江河湖"])
def test_of_clauses_that_share_as_much_the_first_are_compared(words: str) -> None:
    # In which order the words of a set are asked is another one in each process.
    text = "".join(f"{words[:2]}{n}号工程建成投入使用，" for n in range(4))
    found, _ = Index(pieces(f"{text}{f'{words[1:]}完，' * 4}")).best(grams(words))
    assert found is not None
    assert found.start < len(text)
