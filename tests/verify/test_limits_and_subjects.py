"""A shortening may drop what stands by itself; not what limits, or names, what it keeps."""

from __future__ import annotations

import pytest

from tests.verify.judging import judge, kinds, unnoticed


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("坚持严字当头，开展检查36次，全年未发生安全事故。", "开展检查36次。"),
        (
            "推行“一线工作日”，周三机关干部不开会，走访农户320户。",
            "推行“一线工作日”，走访农户320户。",
        ),
    ],
)
def test_a_deed_and_what_did_not_happen_limit_nothing(source: str, output: str) -> None:
    assert not kinds(source, output)


def test_a_shortfall_that_went_is_read_where_its_clause_is_told() -> None:
    source = "南岸作业区以粮食、集装箱为主，货源仍然不足。"
    assert kinds(source, "南岸作业区以粮食、集装箱为主。") == {"limit_left_out"}


def test_the_name_of_another_that_went_is_read_before_what_he_did() -> None:
    source = "桐坪片区引进项目12个。镜湖片区新建孵化器1.5万平方米。"
    assert kinds(source, "桐坪片区引进项目12个，新建孵化器1.5万平方米。") == {"subject_lost"}


@pytest.mark.parametrize(
    ("source", "output", "words"),
    [
        (
            "上转患者417人次，下转患者283人次。",
            "上转患者283人次，下转患者417人次。",
            "283人次",
        ),
        (
            "城区学校“满编缺人”与农村学校“超编缺科”并存。",
            "城区学校“超编缺科”与农村学校“满编缺人”并存。",
            "超编缺科",
        ),
        ("全年未发生孕产妇死亡，新生儿筛查率98%。", "全年未发生孕产妇及新生儿死亡。", "新生儿"),
        ("农产品销售3.9亿元，年内收购茶叶7吨。", "农产品收购3.9亿元，年内收购茶叶7吨。", "收购"),
        (
            "完成整治。个人对乡村学校的情况掌握得不够全面。",
            "完成整治。专班对乡村学校的情况掌握不够全面。",
            "专班",
        ),
    ],
)
def test_what_is_said_of_another_thing_is_read(source: str, output: str, words: str) -> None:
    seen = judge(source, output, task="shorten", may_drop=True)
    start = output.index(words)
    assert any(i.output[0] < start + len(words) and start < i.output[1] for i in seen.reading)


@pytest.mark.parametrize(
    ("source", "output", "at"),
    [
        ("新建周转房120套，其中80套已分配入住。", "新建周转房120套，已分配入住。", "已分配"),
        ("总体近视率下降0.9个百分点，小学阶段不降反升。", "总体近视率下降0.9个百分点。", "。"),
        ("在试行的4个乡镇中，工程投诉量下降31%。", "工程投诉量下降31%。", "工程"),
        ("本息减免1860万元的方案待省联社批准。", "减免本息1860万元。", "。"),
        ("抽查的40个农家书屋中有13个未开放。", "抽查的40个有13个未开放。", "有"),
    ],
)
def test_what_held_it_within_bounds_is_missed(source: str, output: str, at: str) -> None:
    seen = judge(source, output, task="shorten", may_drop=True)
    place = output.index(at)
    assert any(i.output[0] - 1 <= place <= i.output[1] + 1 for i in seen.reading)


@pytest.mark.parametrize(
    ("source", "output", "words"),
    [
        (
            "青禾镇打造示范村4个，受理事项210件；石埠镇建立权力清单38项。",
            "青禾镇打造示范村4个，建立权力清单38项。",
            "，建立权力",
        ),
        (
            "青禾镇纪委在县监察组指导下，查实虚报补贴11.6万元的问题。",
            "县监察组查实虚报补贴11.6万元的问题。",
            "县监察组",
        ),
        (
            "县水利局重在堵塞审批漏洞；县民政局重在规范救助审核，追回资金8.4万元。",
            "县水利局重在规范救助审核；县民政局追回资金8.4万元。",
            "县水利局重在规范",
        ),
        (
            "提前3小时发出提示，转移群众1460人由乡镇组织完成。",
            "提前3小时发出提示，转移群众1460人。",
            "，转移群众1460人",
        ),
        (
            "巡视员查出隐患61处，抢修班当月处理57处。",
            "巡视员查出隐患61处并当月处理57处。",
            "并当月",
        ),
    ],
)
def test_what_is_told_of_another_or_of_nobody_is_read_where_it_stands(
    source: str, output: str, words: str
) -> None:
    result = judge(source, output, may_drop=True)
    said = {"subject_lost", "words_moved"}
    assert words in {output[slice(*i.output)] for i in result.reading if i.kind in said}


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "县水利局新建泵站4座，受益农户210户。全年检查12次。",
            "县水利局新建泵站4座。全年检查12次。",
        ),
        (
            "青禾镇便民服务中心办件420件，办结率98%。",
            "青禾镇服务中心办件420件，办结率98%。",
        ),
        ("我院新建病房4间，开设门诊2个。", "开设门诊2个。"),
    ],
)
def test_the_same_owner_in_fewer_words_and_the_side_that_reports_need_no_reading(
    source: str, output: str
) -> None:
    assert "subject_lost" not in kinds(source, output)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("网络曝光1.2亿次，购票入场仅4.3万人次。", "网络曝光1.2亿次。"),
        ("到位资金21.5亿元，完成年度任务的86%。", "到位资金21.5亿元。"),
        ("采用量居全市第5，比上年后移2位。", "采用量居全市第5。"),
        (
            "第二所走访企业430户，解决诉求96件；第三所走访完成率只有68%。",
            "第二所走访企业430户，解决诉求96件。",
        ),
    ],
)
def test_the_weaker_half_of_a_sentence_that_went_is_read(source: str, output: str) -> None:
    assert "limit_left_out" in kinds(source, output)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("走访农户320户，盘活闲置厂房2处。", "走访农户320户。"),
        ("与上年相比起数持平，直接经济损失减少34万元。", "与上年相比起数持平。"),
        ("开展学习12次，坚持走出机关找差距。", "开展学习12次。"),
    ],
)
def test_a_bad_thing_that_was_dealt_with_limits_nothing(source: str, output: str) -> None:
    assert not kinds(source, output)


def test_a_plan_told_as_done_is_read_with_the_words_that_came_for_it() -> None:
    output = "补贴到账60%，其余也已拨付到位。"
    result = judge("补贴到账60%，其余预计明年拨付。", output, may_drop=True)
    place = output.index("也已")
    assert any(start <= place < end for start, end in (i.output for i in result.reading))


def test_what_a_figure_that_went_was_told_of_is_read_beside_the_one_that_is_left() -> None:
    output = "86名职工已签订安置协议。"
    result = judge("86名职工中71人签订安置协议。", output, may_drop=True)
    assert any("签订" in output[slice(*item.output)] for item in result.reading)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("10月份投资环比下降3.5%。", "10月份投资比9月份下降3.5%。"),
        ("三季度货量环比下降8.5%。", "三季度货量较二季度下降8.5%。"),
        ("两项指标进入同类医院前五。", "两项指标进入同类医院前5位。"),
        (
            "办证时间由22天压缩到12天。",
            "办证时间12天，比原先少10天。",
        ),
    ],
)
def test_a_figure_that_follows_from_the_source_is_no_error(source: str, output: str) -> None:
    assert not judge(source, output).errors


def test_another_number_of_the_same_unit_is_read_even_where_something_is_listed() -> None:
    output = "贺林受到留党察看两年、政务撤职处分。"
    result = judge("贺林受到留党察看一年、政务撤职处分。", output)
    assert any(item.kind == "figure_counted" for item in result.reading)


def test_a_man_named_once_may_be_meant_by_a_pronoun() -> None:
    source = "查实站长贺某虚报补贴11.6万元，贺某受到处分。"
    assert not judge(source, "查实站长贺某虚报补贴11.6万元，其受到处分。").errors


def test_an_already_in_what_was_planned_is_read() -> None:
    source = "计划明年将承诺制审批由2个园区扩大到7个园区。今年受理项目92个。"
    assert not unnoticed(source, "承诺制审批今年⟦已⟧由2个园区扩大到7个园区。今年受理项目92个。")
    done = "承诺制审批已由2个园区扩大到7个园区。"
    assert not judge(done, done.replace("已由", "由")).errors


@pytest.mark.parametrize(
    ("source", "output"),
    [
        (
            "畜牧站在9个乡镇开展免疫；渔政大队检查渔船352艘次，查处违规网具41张。",
            "畜牧站在9个乡镇开展免疫；⟦并查处⟧违规网具41张。",
        ),
        (
            "石埠所关停作坊7家。参加协作的城北所同期检查食堂33家。",
            "石埠所关停作坊7家，⟦另检查⟧食堂33家。",
        ),
    ],
)
def test_a_body_whose_name_the_segmenter_tears_is_the_owner_of_its_deeds(
    source: str, output: str
) -> None:
    assert not unnoticed(source, output, may_drop=True)


def test_kinds_of_responsibility_are_not_exchanged() -> None:
    source = "站长负第一责任，质管科负监督责任。质量列入主体责任清单。"
    assert not unnoticed(source, source.replace("监督责任", "⟦主体责任⟧", 1))


def test_half_is_a_figure_and_a_longer_phrase_is_not_altered_by_the_verb_behind_it() -> None:
    assert not judge("平均0.5个工作日办结。", "平均半个工作日办结。").errors
    assert not judge("书记为第一责任人。", "第一责任归书记。", may_drop=True).errors


def test_an_exception_that_went_is_read_up_to_the_all_that_is_left() -> None:
    source = "除涉密项目仍用纸质外，施工图全部实现网上审查。"
    assert not unnoticed(source, "施工图⟦⟧全部实现网上审查。", may_drop=True)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("应急企业定点15家，其中4家产能不达标。", "应急企业定点15家⟦⟧。"),
        ("注册志愿者3100人，实际参与服务者不足四成。", "注册志愿者3100人⟦⟧。"),
        ("市司法局副局长乔思远牵头修订办法。", "市司法局⟦局长⟧乔思远牵头修订办法。"),
        (
            "书记罗振海讲课4次。纪委书记申雅琴牵头开展风险排查，发现风险点23处。",
            "书记罗振海讲课4次。由⟦书记罗振海⟧牵头排查风险，发现风险点23处。",
        ),
    ],
)
def test_what_falls_short_and_who_in_what_post_did_it_are_not_lost(
    source: str, output: str
) -> None:
    assert not unnoticed(source, output, may_drop=True)


PROBLEMS = (
    "我们也看到，工作中还存在不足。产业结构单一，骨干企业偏少，内需动能不足，消费供给不够丰富，"
    "县域实力偏弱，公共服务短板较多。部分干部作风不实，办法不多。我们一定努力解决。"
)


def test_problems_left_out_of_a_list_of_them_are_one_item_that_says_so() -> None:
    output = (
        "我们也看到，工作中还存在不足。产业结构单一，骨干企业偏少。部分干部作风不实，办法不多。"
    )
    (item,) = judge(PROBLEMS, output, may_drop=True).reading
    assert item.kind == "problem_left_out"
    assert "（共2处）" in item.old
    assert "限定" not in item.why.zh


def test_a_shortfall_beside_what_was_reached_still_limits_it() -> None:
    source = "全年完成投资3.6亿元，新建泵站6座，灌溉保证率达82%，但北片仍不足六成。"
    assert kinds(source, "全年完成投资3.6亿元，新建泵站6座，灌溉保证率达82%。") == {
        "limit_left_out"
    }


def test_what_heads_a_point_changes_no_subject_and_no_manner_bears_a_claim() -> None:
    source = "城镇新增就业5320人。农村改革持续深化，用心办好群众的好事实事，时刻保持清醒。"
    output = (
        "一是就业住房。城镇新增就业5320人。\n"
        "二是农村改革。农村改革持续深化，办好群众的好事实事，保持清醒。"
    )
    found = judge(source, output, context="就业住房、农村改革")
    assert "subject_lost" not in {item.kind for item in found.reading}


def test_what_something_became_is_to_be_read_where_that_went_which_became_so() -> None:
    source = "新开安置房1200套。认真落实保护要求，完成芦湾生态修复，成为全省示范段。"
    assert "subject_lost" in kinds(source, "新开安置房1200套。成为全省示范段。")
    told = "新开安置房1200套。完成芦湾生态修复，成为全省示范段。"
    assert not kinds(source, told)
