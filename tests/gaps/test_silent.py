"""Silent gaps: where an editor sees at once that a figure was deleted, and where nothing is."""

from __future__ import annotations

import pytest

from assistant.gaps import Gap, GapKind, find_gaps

# “|” marks the place; the units wanted stand beside it in reading order.
DELETED = [
    ("全年组织集体学习|次，开展交流研讨|次", "次 次"),
    ("班子成员讲党课|次，覆盖党员|余人", "次 人"),
    ("召开党委会|次，研究议题|个", "次 个"),
    ("发展党员|名，转正|名", "名 名"),
    ("处理党员干部|人，其中党纪处分|人、政务处分|人", "人 人 人"),
    ("受理信访举报|件，办结|件，办结率|%", "件 件 %"),
    ("开展安全检查|次，发现隐患|处，整改率达|%", "次 处 %"),
    ("第|届运动会顺利举行", "届"),
    ("排名全市第|位", "位"),
    ("全年实现税收|亿元，同比增长|%", "亿元 %"),
    ("落实帮扶资金|万元", "万元"),
    ("完成投资|万元，新建道路|公里", "万元 公里"),
    ("拆除违建|处、|平方米", "处 平方米"),
    ("调解矛盾纠纷|起，成功率|%", "起 %"),
    ("组织志愿服务|场次，参与|人次", "场次 人次"),
    ("新建文化广场|个，农家书屋|家", "个 家"),
    ("|名干部获得提拔", "名"),
    ("引进项目|个，总投资|亿元", "个 亿元"),
    ("培训干部|人次", "人次"),
    ("培训|期", "期"),
    ("服务群众约|万人次", "万人次"),
    ("帮助|名困难学生完成学业", "名"),
    ("慰问困难家庭|户，发放慰问金|万元", "户 万元"),
    ("新增床位|张", "张"),
    ("化解信访积案|件，息诉罢访|人", "件 人"),
    ("办理人大代表建议|件、政协提案|件", "件 件"),
    ("平均压缩办理时限|个工作日", "个工作日"),
    ("办理时限缩短至|天", "天"),
    ("连续|年获评优秀", "年"),
    ("创建示范村|个、示范户|户", "个 户"),
    ("打掉涉恶团伙|个，抓获犯罪嫌疑人|人", "个 人"),
    ("排查整治问题|项", "项"),
    ("修订完善制度|项", "项"),
    ("整改完成|项，整改率为|%", "项 %"),
    ("梳理权责清单|项，取消证明事项|项", "项 项"),
    ("接待来访群众|批|人次", "批 人次"),
    ("对|个村开展巡察，发现问题|个，移交线索|条", "个 个 条"),
    ("清退违规资金|万元，追缴|万元", "万元 万元"),
    ("诫勉谈话|人，提醒谈话|人", "人 人"),
    ("高质量发展指标居全省第|位", "位"),
    ("绿化面积新增|亩，植树|万株", "亩 万株"),
    ("购置设备|台（套）", "台"),
    ("刊发信息|篇，被省级媒体采用|篇", "篇 篇"),
    ("评选先进个人|名、先进集体|个", "名 个"),
    ("累计下派工作队|支，驻村干部|名", "支 名"),
    ("新建公厕|座、改造旱厕|户", "座 户"),
    ("城镇登记失业率控制在|%以内", "%"),
    ("优良天数比例提高|个百分点", "个百分点"),
    ("较上年减少|起", "起"),
    ("办理案件|件，涉案金额|万元，挽回损失|万元", "件 万元 万元"),
    ("会议数量比去年减少|%", "%"),
    ("开展“回头看”|次", "次"),
    ("我局|个科室全部达标", "个"),
    ("组织|名党员赴红色基地参观", "名"),
    ("帮销农产品|吨", "吨"),
    ("近|辆渣土车安装定位", "辆"),
    ("县城新区|公里供水管网建成", "公里"),
]

COMPLETE = [
    "托管地块亩均增产120公斤。",
    "坚持以人民为中心的发展思想，件件有着落、事事有回音。",
    "本次会议研究了三项议题，下次会议继续讨论。",
    "我个人认为，条件成熟的项目可先行开工。",
    "各项工作有序推进，每次检查都有记录，每人都有台账。",
    "一批项目落地见效，首批学员结业，多次受到上级表彰。",
    "家风正则民风淳，家家户户通了自来水，人人参与、人人共享。",
    "从严从实抓起，从我做起，从小事做起，自今年起全面推行。",
    "万家灯火、千家万户的冷暖记在心上，千万工程经验落地。",
    "县处级以上干部带头，处级干部轮训，各处室协同。",
    "服务人次再创新高，接待人次逐年上升。",
    "认真落实“三会一课”，抓好党支部标准化建设，支部书记带头。",
    "以理服人、以情动人，用人导向鲜明，选人用人风清气正。",
    "起到了积极作用，掀起学习热潮，发挥起先锋模范作用。",
    "全面推行“一件事一次办”，让群众只进一扇门、最多跑一次。",
    "实施首问负责制，限时办结制，群众满意度名列前茅。",
    "走在全市前列，位居全省第一方阵，多项指标位次前移。",
    "本单位、本系统、本年度没有发生安全责任事故。",
    "坚持一把尺子量到底，一张蓝图绘到底，一茬接着一茬干。",
    "干部队伍年轻化，领导班子整体功能明显增强，班子成员分工明确。",
    "做到每周一调度、每月一通报、每季一考核。",
    "推动党史学习教育常态化，引导干部知敬畏、存戒惧、守底线。",
    "脱贫户、监测户人均收入稳定增长，困难户得到及时救助。",
    "当好人民公仆，做个明白人，做一名合格党员。",
    "个别干部作风不实，个体工商户反映的问题得到解决。",
    "从源头上、根本处着手，在细微处见精神，在关键处下功夫。",
    "次年即见成效，来年再上台阶，本届班子任期届满。",
    "加强对下级“一把手”和领导班子的监督，抓早抓小、防微杜渐。",
    "元旦春节期间走访慰问，多元化解矛盾，单元楼长全覆盖。",
    "吨粮田建设、亩均论英雄改革、每亩增收两百元。",
    "党员人数、会议次数、文件件数均有所下降。",
    "项目建设有新进展，重点项、难点项逐一销号，逐条逐项整改到位。",
    "企业家座谈会、科学家精神宣讲、专家库建设同步推进。",
    "台账资料齐全，台风防御有力，对台工作有新成效。",
    "组织生活会上开展批评与自我批评，达到了红脸出汗的效果。",
    "支持支部建在网格上，支援基层，支撑发展。",
    "处置突发事件能力增强，处理问题方法多样，处分决定及时宣布。",
    "场所码应用、现场会召开、市场主体培育、广场舞管理。",
    "座谈交流、座右铭上墙、插座改造、讲座开讲。",
    "名师工作室、名校长培养、名优产品推介，全市名牌效应显现。",
    "期间，我们深入一线；同期，工期按计划推进；期末考核合格。",
    "位于城区的地块、岗位设置、单位职责、席位安排。",
    "进一步压紧压实责任，一级抓一级、层层抓落实。",
    "辆次、人次、批次分类统计，架次计划稳步落实。",
    "依法依规开展工作，套路贷整治见成效，配套设施逐步完善。",
    "让干部有平台、有位置、有待遇，让群众有感、有得。",
    "坚持集体领导、民主集中、个别酝酿、会议决定。",
    "抓党建、带队伍、促发展，作为第一责任人，我深感责任重大。",
    "年内完成，月月有主题，周周有活动，日日有安排。",
    "走村入户宣讲，挨家挨户摸排，逐户建档立卡，户主签字确认。",
    "组长由书记担任，副组长由镇长担任，成员单位密切配合。",
    "“项目为王”理念深入人心，重大项目“拔钉清障”成效明显。",
    "头雁领航、头部企业集聚、源头治理、牵头部门负责。",
    "条块结合、条条专政破除、条线工作统筹、政策条款明晰。",
    "亿元以上项目、亿元楼宇、万元GDP能耗、百亿元产业集群。",
    "分片包干、连片开发、片区更新、警示教育片展播。",
    "例会制度、条例学习、比例控制、惯例突破。",
    "笔试面试、笔记检查、大手笔投入。",
    "案件质量、案件办理、案件件件过硬。",
    "三门课程、部门协作、门面整治、入门培训。",
    "轮岗交流、轮值主席、首轮巡察、新一轮改革。",
    "班次加密、早班夜班轮换、专班推进、培训班结业。",
    "干部人事制度、人事任免、为人正派、待人诚恳、做人清白。",
    "一是思想认识不够到位；二是调查研究不够深入；三是创新举措不多。",
    "深入学习领会，切实把思想和行动统一起来，把力量凝聚起来。",
    "全年未发生一起重大事故，未发现一例违纪，没有一人掉队。",
    "按照“四个一批”“五个一”要求推进，落实“七个有之”警示。",
    "大力整治“四风”，持续精文减会，切实为基层减负。",
    "网格员、楼栋长、单元长、中心户长四级联动。",
    "作风建设永远在路上，没有休止符，只有进行时。",
    "坚持“一线工作法”，办公在一线、问题解决在一线。",
    "家庭、家教、家风建设，传承好家训，培育好家风。",
]

DOUBTFUL = [
    "产业规模突破|亿元。",
    "惠及|万户群众。",
    "走访企业|家，收集建议12条。",
]
"""A clean report may say this too: asked about only where figures are known to be missing."""

LOST_FIGURES = "组织学习次。培训干部人。化解矛盾起。解决问题个。破案率%。\n"


def _unmark(marked: str) -> tuple[str, list[int]]:
    """Return the sentence without its marks, and where they stood."""
    parts = marked.split("|")
    return "".join(parts), [sum(map(len, parts[:n])) for n in range(1, len(parts))]


def _silent(text: str) -> list[Gap]:
    return [g for g in find_gaps(text) if g.kind is GapKind.SILENT]


@pytest.mark.parametrize(("marked", "units"), DELETED)
def test_a_deleted_figure_is_found_with_its_unit(marked: str, units: str) -> None:
    text, places = _unmark(marked + "。")
    gaps = find_gaps(text)
    assert [(g.start, g.end, g.unit) for g in gaps] == [
        (at, at, unit) for at, unit in zip(places, units.split(), strict=True)
    ]


@pytest.mark.parametrize("sentence", COMPLETE)
def test_a_complete_sentence_raises_no_alarm(sentence: str) -> None:
    assert find_gaps(sentence) == []


@pytest.mark.parametrize(("marked", "units"), DELETED)
def test_the_same_sentence_with_its_figures_raises_no_alarm(marked: str, units: str) -> None:
    assert units
    assert _silent(marked.replace("|", "12") + "。") == []


@pytest.mark.parametrize("marked", DOUBTFUL)
def test_what_a_clean_report_may_say_is_asked_only_where_figures_are_missing(marked: str) -> None:
    sentence, (place,) = _unmark(marked)
    assert find_gaps(sentence) == []
    dirty = LOST_FIGURES + sentence
    assert place + len(LOST_FIGURES) in [g.start for g in find_gaps(dirty)]


def test_a_light_for_every_home_lacks_no_figure_even_where_others_are_missing() -> None:
    assert len(find_gaps(LOST_FIGURES)) == len(find_gaps(LOST_FIGURES + "让灯光照亮万家。"))


def test_a_mark_inside_a_word_hides_no_gap_and_makes_none() -> None:
    text = "全年集##paidbegin##体学习次，解决人##x1##民群众问题12个。"
    (gap,) = find_gaps(text)
    assert text[gap.start :].startswith("次，")
    assert gap.context == "全年集体学习次，解决人民群众问题12个。"


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("一年来，全年集体学习次。", "全年集体学习多少次？"),
        ("八类案件破案率%。", "八类案件破案率是百分之多少？"),
        ("税收同比增长%。", "税收同比增长百分之多少？"),
        ("整改隐患余处。", "整改隐患多少处？"),
        ("综合考核列全市第位。", "综合考核列全市第几位？"),
        ("旅行社12家、宾馆酒店达家。", "宾馆酒店达多少家？"),
        ("深化改革，个点位成为“前哨行动”现场会参观点。", "多少个点位成为“前哨行动”现场会？"),
    ],
)
def test_the_question_can_be_answered_by_a_colleague(sentence: str, question: str) -> None:
    (gap,) = find_gaps(sentence)
    assert gap.question.zh == question


def test_the_question_in_english_names_the_unit() -> None:
    (gap,) = find_gaps("完成投资万元。")
    assert gap.question.en == "How much is it, in 万元 (ten thousand yuan): “完成投资▁万元”?"


def test_a_unit_of_two_words_is_one_unit() -> None:
    assert find_gaps(LOST_FIGURES + "连续63个小时没有离开堤段。")[-1].unit == "%"
    assert _silent("连续个小时没有离开堤段。")[0].unit == "个小时"
