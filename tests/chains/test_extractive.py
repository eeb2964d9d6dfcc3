"""Shortening by rule: whole clauses go, and what stays still says what it said."""

import pytest

from assistant.chains.extractive import shorter_wordings
from assistant.chains.segments import Unit


def unit(text: str) -> Unit:
    return Unit(0, len(text), text)


def test_clauses_without_figures_go_first() -> None:
    text = "坚持问题导向，深入走访群众，化解矛盾纠纷36件，群众满意度进一步提升。"
    wordings = shorter_wordings(unit(text))
    assert wordings
    assert all("36件" in wording for wording in wordings)


@pytest.mark.parametrize(
    "change", ["同比增长8.2%", "预计同比增长8.2%", "增长8.2%", "净增3.1亿元", "位居全市第二"]
)
def test_a_change_never_stands_without_what_changed(change: str) -> None:
    text = f"全镇工业总产值预计完成16.4亿元，{change}。"
    assert not [w for w in shorter_wordings(unit(text)) if "工业总产值" not in w]


def test_a_colon_is_never_left_with_nothing_behind_it() -> None:
    text = "主要目标是：粮食产量增长2%，农民收入增长6%。"
    assert all("增长" in wording for wording in shorter_wordings(unit(text)))


@pytest.mark.parametrize("head", ["县报6月12日发文称，", "来信说，"])
def test_who_says_something_never_ends_a_sentence_without_it(head: str) -> None:
    text = f"{head}全县已有三成住户用上“放心水”。"
    assert not any(
        w.startswith(head[:-1] + "。") for w in shorter_wordings(Unit(0, len(text), text))
    )


def test_a_ratio_is_not_torn() -> None:
    text = "产业结构更加合理，三次产业结构调整为4.1 : 50 : 45.9。"
    assert all("4.1 : 50 : 45.9" in w for w in shorter_wordings(unit(text)))


def test_a_verb_that_says_nothing_makes_room_before_a_clause_goes() -> None:
    text = "财政总收入完成2.9亿元，同比增长6.7%。"
    assert shorter_wordings(unit(text))[0] == "财政总收入2.9亿元，同比增长6.7%。"


@pytest.mark.parametrize("text", ["累计完成120户，", "改造任务未完成30%，", "率先实现5个全覆盖，"])
def test_a_verb_that_says_something_stays(text: str) -> None:
    assert not shorter_wordings(unit(text))


def test_a_request_to_the_meeting_never_stands_without_what_it_is_about() -> None:
    text = "现在，我代表镇政府向大会报告工作，请予审议，并请列席的同志提出意见。"
    assert all("报告工作" in wording for wording in shorter_wordings(unit(text)))


@pytest.mark.parametrize("count", ["全年共开展26次。", "累计投入320万元。", "共整改48处。"])
def test_a_count_never_stands_without_what_is_counted(count: str) -> None:
    text = f"组织各村和企业定期排查安全隐患，{count}"
    assert not [w for w in shorter_wordings(unit(text)) if "安全隐患" not in w]


@pytest.mark.parametrize(
    ("before", "clause"),
    [
        ("二是学科建设抓得不紧，市级重点专科只有2个", "五年没有增加。"),
        ("警示教育还不够深入", "仅开展了3次。"),
        ("谈心谈话还不够经常", "全年只有11人次。"),
        ("检查企业412家，排查隐患63项", "已整改61项，其余2项停产整改。"),
        ("破获虚开发票案件2起", "涉案金额870万元。"),
        ("社区工作者共18人", "平均年龄47岁，会用平台的不到一半。"),
        ("一名宿管员向学生推销用品，我发现后当天叫停", "责成其退回钱款3480元，并调离岗位。"),
        ("整治撂荒地2.1万亩，粮食总产达到26.4万吨", "实现连续六年增产。"),
        ("一名宿管员向学生推销用品", "我发现后当天叫停，责成其退回钱款3480元。"),
        ("走访独居老人218名", "为其中83名老人链接助餐服务。"),
        ("守住粮食安全", "是农业大县必须扛起的“国之大者”。"),
        ("父亲是退休的老站长", "常告诫我“水有源”，家里被评为文明户。"),
        ("污水处理能力提高", "处理率分别达到95%、85%。"),
        ("发现排水体不合设计，我要求返工", "施工单位12天内重新铺筑。"),
        ("农村养老保险工作全面开展", "参保人数达到8000人。"),
        ("向支持我们的同志们", "表示衷心感谢，全镇12个村都有变化。"),
        ("认真落实保护要求，完成芦湾生态修复", "成为全省示范段。"),
        ("新建校舍3栋，推行午间托管", "被评为省级示范校，家长反映良好。"),
        ("完善结对机制，打造邻里驿站", "成功入选市级试点，惠及居民2000人。"),
    ],
)
def test_what_is_said_of_something_never_stands_without_it(before: str, clause: str) -> None:
    named = before.rpartition("，")[2]
    first = clause.split("，")[0].rstrip("。")
    for wording in shorter_wordings(unit(f"{before}，{clause}")):
        assert named in wording or first not in wording


def test_a_subject_never_stands_without_what_it_is() -> None:
    text = "县委的这份部署，是今后一个时期工作的总抓手，是全县干部的行动指南，鼓舞人心。"
    for wording in shorter_wordings(unit(text)):
        assert "，是" in wording


def test_an_aim_is_no_sentence() -> None:
    text = "攻坚克难、勇毅前行，努力为建成现代化强县，为群众过上好日子而不懈奋斗！"
    assert not [w for w in shorter_wordings(unit(text)) if w.endswith("强县！")]


def test_words_that_say_nothing_make_room_before_a_clause_goes() -> None:
    text = "进一步加强道路管护，持续大力改善出行条件，巡查6次。"
    assert shorter_wordings(unit(text))[0] == "加强道路管护，改善出行条件，巡查6次。"
    assert not shorter_wordings(unit("干部作风扎实。"))
    quoted = "开展“扎实推进好河长”行动，进一步加强管护。"
    assert all("“扎实推进好河长”" in w for w in shorter_wordings(unit(quoted))[:1])


def test_what_although_leads_to_never_goes_alone() -> None:
    text = "我们的工作虽然取得一定成效，但离群众期待仍有差距，道路管护还要加强。"
    assert not [w for w in shorter_wordings(unit(text)) if "虽然" in w and "差距" not in w]


def test_a_sentence_never_ends_with_when_it_was() -> None:
    text = "忙项目、忙征收的时候，对新业态党建研究不深、办法不多。"
    assert not [w for w in shorter_wordings(unit(text)) if w.rstrip("。").endswith("时候")]


@pytest.mark.parametrize(
    "weighty", ["管护力量仍然薄弱", "水厂尚未投用", "工程年底建成", "走访研究不深"]
)
def test_what_came_of_it_or_fell_short_goes_last(weighty: str) -> None:
    text = f"紧扣群众需求，{weighty}，营造良好氛围，凝聚各方力量。"
    *_, shortest = shorter_wordings(unit(text))
    assert weighty in shortest


@pytest.mark.parametrize("text", ["", "，。", "——！"])
def test_what_holds_no_word_has_no_shorter_wording(text: str) -> None:
    assert not shorter_wordings(unit(text))


@pytest.mark.parametrize(
    ("text", "condition", "follows"),
    [
        ("只有沉到一线，让村民把话说透，营造氛围，才能找准症结。", "只有", "才能"),
        ("虽然全镇桥梁修缮取得成效，干部干劲更足，氛围更浓，但管护力量还跟不上。", "虽然", "但"),
        ("如果雨势加大，持续时间较长，各村就要连夜转移群众，做好安置。", "如果", "就要"),
        ("我们既要修好渠，引导群众参与，又要管好水，凝聚各方力量。", "既要", "又要"),
        ("全站不仅修复了水渠，方便了出行，改善了面貌，还建成了泵房。", "不仅", "还建成"),
    ],
)
def test_a_condition_and_what_follows_from_it_stay_or_go_together(
    text: str, condition: str, follows: str
) -> None:
    wordings = shorter_wordings(unit(text))
    assert wordings
    assert all((condition in w) == (follows in w) for w in wordings)


def test_a_word_that_only_begins_like_a_condition_binds_nothing() -> None:
    text = "因地制宜发展果蔬，如期完成管护任务，除险加固水库3座。"
    assert shorter_wordings(unit(text))[-1] == "除险加固水库3座。"


def test_what_is_put_in_front_stays_with_what_is_done_with_it() -> None:
    text = "班子以身作则，对走访中群众关心的突出问题，及时提醒纠正，办结信访件12件。"
    for wording in shorter_wordings(unit(text)):
        assert ("突出问题" in wording) == ("及时提醒" in wording)


@pytest.mark.parametrize("clause", ["明确了12条举措", "提出护林员3级巡查办法", "细化任务27项"])
def test_what_a_paper_lays_down_never_stands_without_it(clause: str) -> None:
    text = f"制定《关于加强护林的若干措施》，{clause}，巡查山头48次。"
    for wording in shorter_wordings(unit(text)):
        assert clause not in wording or "《" in wording


def test_a_paper_weighs_more_than_praise() -> None:
    paper = "制定《关于在全镇开展河岸管护先行先试的工作方案》"
    *_, shortest = shorter_wordings(unit(f"以“头羊”姿态走在前列、干在实处，{paper}，凝聚合力。"))
    assert shortest == f"{paper}。"


def test_of_a_labelled_point_its_topic_goes_last() -> None:
    text = "带头管好家人和身边同事，在严格要求自己的前提下，把“立规矩”融入日常，做到廉洁齐家。"
    point = Unit(0, len(text), text, labelled=True)
    assert all(w.startswith("带头管好家人") for w in shorter_wordings(point))


def test_a_list_keeps_its_lead_in_and_something_behind_it() -> None:
    text = "对照要求还有差距，主要表现在：学习不系统，钻研不够；下村少，听意见不多；办法单一。"
    for wording in shorter_wordings(unit(text)):
        assert "主要表现在：" in wording
        assert not wording.endswith(("：", "：。"))


def test_a_list_without_a_colon_keeps_what_it_lists() -> None:
    text = "我离群众的期待还有差距，主要是学习不够系统，抓项目有时急于求成，到村里走得少。"
    for wording in shorter_wordings(unit(text)):
        assert "主要是" in wording or ("急于求成" not in wording and "走得少" not in wording)


def test_each_part_of_a_sentence_ends_as_it_ended() -> None:
    text = "修建水渠12公里，方便群众灌溉；新建泵站3座，改善条件；栽树2万株，绿化荒山。"
    assert "修建水渠12公里；新建泵站3座；栽树2万株。" in shorter_wordings(unit(text))


def test_when_it_is_planned_stays_with_the_plans() -> None:
    text = "下一步，我们将修好水渠，管好泵站；建设广场2处，方便群众；栽树3万株。"
    for wording in shorter_wordings(unit(text)):
        assert wording.startswith("下一步，我们将修好水渠")
    assert all(w != "今后工作中。" for w in shorter_wordings(unit("今后工作中，我们将继续努力。")))


def test_what_was_called_out_ends_quietly_where_its_end_is_gone() -> None:
    text = "我离要求还有差距，学习不深入、办法不多，让我们携手努力！"
    assert any(w.endswith("办法不多。") for w in shorter_wordings(unit(text)))


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("各相关部门，要细化任务，集中力量筹备会议，布置展台12处。", "各相关部门。"),
        ("我们将在县委的坚强领导下，牢记嘱托，奋力拼搏，建设美丽柳河。", "领导下。"),
        ("尽管雨季面临着诸多不利因素，但稳产政策的实施，为农户带来实惠。", "实施。"),
        ("回顾过去一年历程，成绩喜人，未来前景光明，任务依然艰巨。", "历程。"),
    ],
)
def test_no_sentence_ends_with_what_only_leads_on(text: str, torn: str) -> None:
    assert not [w for w in shorter_wordings(unit(text)) if w.endswith(torn)]


@pytest.mark.parametrize(
    "text", ["开展培训12期，排查隐患63项", "他常说“工作不能等”，办结12件（含疑难3件）"]
)
def test_what_ends_without_a_mark_leaves_no_scrap_of_the_clause_that_went(text: str) -> None:
    pieces = [piece for clause in text.split("，") for piece in (clause, clause + "。")]
    assert all(wording in pieces for wording in shorter_wordings(unit(text)))


def test_what_is_planned_between_a_condition_and_its_answer_never_reads_as_done() -> None:
    text = "虽然任务很重，明年我们将新建大棚80座，但引进企业12家。"
    assert not any("引进" in w and "将新建" not in w for w in shorter_wordings(unit(text)))
