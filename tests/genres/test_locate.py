"""A part is found in whatever shape it has, and not where its words merely occur."""

from __future__ import annotations

import pytest

from assistant.genres import (
    Found,
    Genre,
    PartMatch,
    Priority,
    load_genre,
    locate_parts,
    missing_part_gaps,
    recognise,
    structure_score,
)
from assistant.outline import parse

WORK = (
    "一、抓实产业发展\n全年建成茶园2600亩，完成投资1.2亿元。\n二、办好民生实事\n新建幸福食堂9家。\n"
)


def find(text: str, key: str, genre: Genre | str = "general") -> PartMatch:
    chosen = load_genre(genre) if isinstance(genre, str) else genre
    return next(m for m in locate_parts(parse(text), chosen) if m.part.key == key)


def words(text: str, match: PartMatch) -> str:
    return text[slice(match.start, match.end)]


@pytest.mark.parametrize(
    "heading",
    [
        "三、存在的问题",
        "三、存在的主要问题和不足",
        "三、存在问题及原因分析",
        "三、问题与不足",
        "三、不足之处",
        "三、主要差距和下一步打算",
        "三、存在问题和下一步工作安排",
        "三、面临的困难和问题",
        "三、查摆出的问题不足",
        "（三）工作中存在的短板",
    ],
)
def test_problems_have_a_section_of_their_own(heading: str) -> None:
    text = f"松岭乡工作总结\n{WORK}{heading}\n带动力强的项目不多。\n"
    match = find(text, "problems")
    assert match.present
    assert match.how is Found.SECTION
    assert words(text, match).startswith(heading)


@pytest.mark.parametrize(
    "paragraph",
    [
        "今年，我们做了一些工作，但离乡亲们的期盼仍有差距，主要是项目不多、办法不活。",
        "在看到成绩的同时，我也清醒地认识到，自己抓落实的韧劲不足。",
        "虽然各项工作有了起色，但与先进乡镇相比，还有不小差距。",
        "总结成绩的同时，我们也看到，工作中还存在不少问题，主要表现在以下几个方面。",
        "对照新的要求，我的工作还存在一些短板：学习不够系统，调研不够深入。",
        "成绩固然可喜，问题也不容忽视。一是项目偏少，二是后劲不足。",
        "同时，我们要正视存在的不足：集体经济薄弱，人才留不住。",
        "当前，全乡发展仍面临不少困难和挑战，产业链条短、抗风险能力弱。",
    ],
)
def test_problems_are_an_unnumbered_paragraph(paragraph: str) -> None:
    text = f"松岭乡工作总结\n{WORK}{paragraph}\n今后，我们将对着问题一件件改。\n"
    match = find(text, "problems")
    assert match.how is Found.PARAGRAPH
    assert words(text, match) == paragraph


def test_problems_are_one_sentence_of_the_last_section() -> None:
    sentence = "在总结工作的同时，我也清醒地看到自身还有不足，主要表现在：学习不够深入。"
    text = f"2024年述职报告\n{WORK}三、严于律己\n我从不插手工程项目。{sentence}\n"
    match = find(text, "problems")
    assert (match.how, match.section) == (Found.SENTENCE, "3")
    assert words(text, match) == sentence


def test_problems_and_next_steps_share_one_sentence_of_the_closing() -> None:
    closing = (
        "回顾一年，我离群众的期待还有差距，主要是学习不够系统，"
        "在今后的工作中，我将静下心来学、俯下身去干。"
    )
    text = f"2024年述职报告\n{WORK}{closing}\n"
    assert words(text, find(text, "problems")) == closing
    assert words(text, find(text, "next_steps")) == closing


@pytest.mark.parametrize(
    "sentence",
    [
        "全年排查问题隐患872处，整改861处。",
        "坚持问题导向，补齐短板弱项，解决突出问题36个。",
        "上年度述职评议指出的3个问题已全部整改到位。",
        "针对部分村还存在垃圾乱堆的问题，开展了集中整治。",
        "巡察反馈的问题全部销号，没有反弹。",
        "收集群众反映的问题134条，办结率达到97%。",
        "聚焦办事慢、办事难的问题，压减环节12个。",
        "深刻认识问题整改的极端重要性，成立了专班。",
    ],
)
def test_the_word_problem_alone_is_no_statement_of_problems(sentence: str) -> None:
    text = f"松岭乡工作总结\n{WORK}三、守牢安全底线\n{sentence}\n今后，我们将继续努力。\n"
    assert not find(text, "problems").present


@pytest.mark.parametrize(
    "heading",
    [
        "三、抓好问题整改落实",
        "三、着力解决群众急难愁盼问题",
        "三、上年度问题整改情况",
        "三、坚持问题导向抓落实",
        "三、补齐公共服务短板",
    ],
)
def test_a_heading_about_solved_problems_is_not_the_problems(heading: str) -> None:
    text = f"松岭乡工作总结\n{WORK}{heading}\n一件一件办到了底。\n今后，我们将继续努力。\n"
    assert not find(text, "problems").present


@pytest.mark.parametrize(
    ("ending", "how"),
    [
        ("三、下一步工作打算\n继续修路。\n", Found.SECTION),
        ("三、2025年工作安排\n继续修路。\n", Found.SECTION),
        ("三、努力方向\n继续修路。\n", Found.SECTION),
        ("三、存在问题及整改措施\n办法不多，要多学。\n", Found.SECTION),
        ("下一步，我们将把路修到每个村民小组。\n", Found.PARAGRAPH),
        ("今后工作中，我们将一件接着一件办。\n", Found.PARAGRAPH),
        ("2025年，我们将修通最后三公里。\n", Found.PARAGRAPH),
        ("路修通了，人心也通了。新的一年，我将继续走村入户。\n", Found.SENTENCE),
    ],
)
def test_next_steps_in_every_shape(ending: str, how: Found) -> None:
    text = f"松岭乡工作总结\n{WORK}{ending}"
    assert find(text, "next_steps").how is how


@pytest.mark.parametrize(
    "heading",
    ["三、超额完成年度目标任务", "三、紧扣重点工作任务抓落实", "三、上年度计划执行情况"],
)
def test_a_task_done_is_no_next_step(heading: str) -> None:
    text = f"松岭乡工作总结\n{WORK}{heading}\n全部办结。\n"
    assert not find(text, "next_steps").present


def test_the_title_decides_which_duties_are_required() -> None:
    text = f"青禾镇领导班子述职述廉述安报告\n{WORK}"
    matches = {m.part.key: m for m in locate_parts(parse(text), load_genre("team-duty"))}
    assert matches["safety"].priority is Priority.REQUIRED
    assert not matches["safety"].present
    assert matches["law"].priority is Priority.OPTIONAL
    assert matches["virtue"].priority is Priority.OPTIONAL


def test_a_duty_of_the_title_that_the_genre_does_not_list_is_added() -> None:
    text = f"2024年履行全面从严治党责任述职述法报告\n{WORK}"
    matches = locate_parts(parse(text), load_genre("strict-governance"))
    keys = [m.part.key for m in matches]
    assert "law" in keys
    assert keys.index("law") < keys.index("problems")


def test_a_combined_title_without_virtue_does_not_require_it() -> None:
    genre = load_genre("personal-duty")
    assert find(f"2024年个人述职述廉报告\n{WORK}", "virtue", genre).priority is Priority.RECOMMENDED
    assert find(f"2024年度述德述职述廉报告\n{WORK}", "virtue", genre).priority is Priority.REQUIRED


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("law", "一、强化依法行政\n办案73件。\n"),
        ("law", "一、扎实履职\n一是强化依法治理。化解纠纷428起。\n二是抓项目。开工9个。\n"),
        ("law", "一、扎实履职\n重大决策都经过合法性审查，行政复议案件无一被撤销。\n"),
        ("safety", "一、守牢安全底线\n检查64次。\n"),
        ("integrity", "一、扎实履职\n二是推进党风廉政建设。立案6件。\n"),
        ("integrity", "一、扎实履职\n本人严格执行中央八项规定精神，管好身边工作人员。\n"),
        ("study", "一、勤学善思\n读书12本。\n"),
    ],
)
def test_a_duty_is_a_section_a_point_or_a_paragraph(key: str, text: str) -> None:
    assert find(f"2024年述职述廉报告\n{text}", key).present


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("law", "一、扎实履职\n依法打击犯罪活动，群众拍手称快。\n"),
        ("safety", "一、扎实履职\n粮食安全责任制考核获评优秀。\n"),
        ("integrity", "一、兜牢民生底线\n发放救助金326万元。\n"),
        ("virtue", "一、扎实履职\n党员干部带头参加义务植树。\n"),
    ],
)
def test_a_duty_is_not_found_where_its_words_merely_occur(key: str, text: str) -> None:
    assert not find(f"2024年述职报告\n{text}", key).present


def test_the_work_is_what_no_other_part_claims() -> None:
    text = (
        "2024年述德述职述廉报告\n一、以德立身\n与人为善。\n"
        "二、把文章写在田野里\n建成水渠12公里，改造水厂3座。\n三、廉洁自律\n不收礼金。\n"
    )
    assert find(text, "work", "personal-duty").section == "2"


def test_last_years_problems_are_not_this_years() -> None:
    text = (
        "抓基层党建工作述职报告\n一、上年度述职评议问题整改情况\n3个问题全部销号。\n"
        "二、夯实基层组织\n建成支部12个。\n"
    )
    assert find(text, "rectified", "party-building").section == "1"
    assert not find(text, "problems", "party-building").present


def test_matches_come_in_the_genres_order() -> None:
    genre = load_genre("general")
    keys = [m.part.key for m in locate_parts(parse(WORK), genre)]
    assert keys == [p.key for p in genre.parts]


def test_the_score_counts_required_parts_thrice() -> None:
    text = f"松岭乡工作总结\n2024年，我们守住了底盘。\n{WORK}"
    genre = load_genre("general")
    matches = locate_parts(parse(text), genre)
    # title, opening and work are there (1 + 1 + 3); problems and next steps are not (3 + 3).
    assert structure_score(matches) == pytest.approx(5 / 11, abs=0.001)
    assert structure_score([]) == 1.0


@pytest.mark.parametrize(
    ("title", "required"),
    [
        ("关于开展防汛演练的通知", False),
        ("松岭乡关于增设公交站点的请示", False),
        ("松岭乡防汛抢险应急预案（试行）", False),
        ("关于松岭乡医疗卫生服务能力的调研报告", False),
        ("关于抓基层党建工作情况的调研报告", False),
        ("关于开展基层党建述职评议工作的通知", False),
        ("在基层党建述职评议会上的讲话稿", False),
        ("松岭乡防汛工作情况说明", False),
        ("松岭乡工作总结", True),
        ("松岭乡工作总结和工作计划", True),
        ("松岭乡党委书记抓基层党建述职发言材料", True),
        ("松岭乡关于防汛工作情况的报告", True),
        ("松岭乡落实通知要求情况汇报", True),
    ],
)
def test_a_paper_of_another_kind_is_not_told_what_a_report_must_hold(
    title: str, required: bool
) -> None:
    text = f"{title}\n{WORK}"
    genre, _ = recognise(parse(text))
    matches = locate_parts(parse(text), genre)
    wanted = {m.part.key for m in matches if m.priority is not Priority.OPTIONAL}
    assert ("problems" in wanted) is required
    if not required:
        assert not wanted
        assert not missing_part_gaps(parse(text), genre, 1, matches)
        assert structure_score(matches) == 1.0


@pytest.mark.parametrize(
    ("sentence", "present"),
    [
        ("班子坚持民主集中制，召开党组会21次，研究“三重一大”事项38项。", True),
        ("修订议事规则，前置研究重大经营事项63项，否决5项。", True),
        ("班子坚持民主集中制，团结干事。", False),
        ("研究民生事项6项。", False),
    ],
)
def test_a_sentence_that_says_how_the_team_decided_stands_for_the_part(
    sentence: str, present: bool
) -> None:
    text = f"松岭乡领导班子2024年度述职述廉报告\n{WORK}三、带好队伍\n{sentence}\n"
    assert find(text, "leadership", "team-duty").present is present


def test_an_english_report_is_not_told_that_chinese_parts_are_missing() -> None:
    text = (
        "Annual Work Report 2024\n\n1. Overview\nWe delivered 12 projects.\n\n2. Problems\nTwo.\n"
    )
    assert find(text, "problems").priority is Priority.OPTIONAL
