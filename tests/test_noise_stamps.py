"""Marks, shops, stamps and buttons go; a report's own work with channels and documents stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.noise import find_noise, remove_noise
from assistant.noise.letters import fold

PROSE = "扎实推进各项工作，取得明显成效。"
MORE = "一年来，全镇上下团结一心，各项指标稳步提升。"

# They stand on a line of their own, behind a sentence, or at the end.
ANYWHERE = [
    "###来自会员文档###",
    "##来自网友上传##",
    "$$$paid$$$",
    "~~~会员文档~~~",
    "@@材料库@@",
    "<<会员专属>>",
    "（转载自公文写作素材网）",
    "（转载自材料之家网）",
    "（摘编自云岭文稿网）",
    "（本文转自青松文秘）",
    "（选自云岭公文网）",
    "（责任编辑：李小松）",
    "（编辑：李小松）",
    "本资料由“材料铺子”整理，加微信领全套",
    "本文档由“海岳文稿”整理分享，需要全套请加微信",
    "资料整理：云岭文稿工作室，微信同号",
    "更多范文请访问云岭公文网",
    "想要更多同类材料，微信扫一扫",
    "需要完整版请加微信：ylgw01",
    "完整版请私信",
    "获取全文请联系微信 gw-88-99",
    "领取全套资料，加V：gw8899",
    "加VX gw8899 领取",
    "➕微信gw8899领资料",
    "加薇❤gw8899",
    "V❤：gw8899",
    "扣扣群：７８９６５４３２１",
    "QQ群 ①②③④⑤⑥⑦⑧",
    "Q群：789654321",
    "企鹅号：78965432",
    "ＱＱ：７８９６５４３２",
    "ｗｗｗ．ｙｌｇｗ．ｃｏｍ",
    "微♥信：ylgw01",
    "ⓦⓔⓒⓗⓐⓣ：ylgw01",
    "公 众 号：云岭文稿",
    "公z号：云岭文稿",
    "工重号：云岭文稿",
    "公众号搜：云岭文稿",
    "gzh：云岭文稿",
    "关注公众号【云岭文稿】免费下载",
    "淘宝店铺：云岭文稿",
    "淘宝搜索“云岭文稿”",
    "闲鱼搜：云岭文稿",
    "拼多多店铺：云岭文库",
    "小红书号：ylgw8899",
    "抖音号：ylgw8899",
    "知乎：云岭文稿，欢迎关注",
    "文档下载自云岭文库",
    "本页面由云岭文库转码生成",
    "免责声明：本文来源于网络，仅供参考，如有侵权请联系删除",
]

# They are lines of their own.
LINES = [
    "第３页　共８页",
    "第三页",
    "页码：3",
    "打印本页 关闭窗口",
    "【打印本页】【关闭窗口】",
    "[打印] [关闭]",
    "【打印】 【关闭】 【返回顶部】",
    "点赞 收藏 转发",
    "责任编辑：李小松 审核：王青",
    "编辑：李小松　校对：王青　审核：张岭",
    "初审：李小松 复审：王青 终审：张岭",
    "来源：松坪县融媒体中心",
    "供稿：办公室",
    "点击查看原文",
    "点击阅读原文",
    "查看更多",
    "阅读 1024",
    "字体：【大 中 小】",
    "扫一扫分享本页",
    "文件名：述职报告终稿3.docx",
    "文档编号：YLGW-2024-0031",
    "最后修改：2024/1/5 10:22",
    "打印时间：2024-01-05 10:22:33",
    "Word文档可编辑",
    "可编辑word版",
    "精品文档",
    "精选范文，供参考！",
    "word格式-可编辑-感谢下载支持",
    "整理不易，点个关注",
]

REPORT = [
    "通过微信公众号推送政策信息320条，阅读量突破10万次。",
    "依托抖音号“松坪发布”、视频号“松坪融媒”推送短视频86条。",
    "开设淘宝店12家、抖音店铺9家，帮助果农销售脐橙300吨。",
    "举办拼多多、淘宝电商培训班4期，培训农户260人次。",
    "组建QQ群、微信群42个，群众扫一扫就能反映问题。",
    "整治网络水军、“黑公关”，关闭违规公众号7个、封停会员账号130个。",
    "建成全区统一的文档管理平台，归档电子文档1.2万件。",
    "印发精品文档模板，推行公文写作标准化，组织公文写作培训3期。",
    "本材料由各村报送，办公室汇总整理。",
    "本报告由办公室起草，经班子会议审议。",
    "责任编辑由专人担任，审核把关实行“三审三校”。",
    "严格信息发布三审制，初审、复审、终审责任到人。",
    "打印、复印、登记、归档一条龙服务，群众不用再跑。",
    "下载“松坪通”App，注册用户8.6万人，办件量居全市前列。",
    "来自网络的诉求、来自来信的诉求、来自走访的诉求，一样对待。",
    "问题线索来自群众举报网和信访平台。",
    "查看台账、调阅文件、抽查现场，发现问题36个。",
    "淘宝村、直播基地、快递驿站一批批建起来。",
    "扫码关注“松坪人社”，岗位信息每天更新。",
    "对照“资料齐全、数据准确、更新及时”的要求，完善资料库。",
    "企鹅模式、鲶鱼效应，都不如真抓实干。",
    "做好会员发展工作，新增工会会员1200人、商会会员36家。",
    "全套办结流程压缩到3个环节，完整版目录向社会公开。",
    "推广“码上办”，加微信群、进网格群的居民达九成。",
    "拒绝转载不实信息，转发正能量作品240篇。",
    "推动版权登记1800件，打击盗版侵权12起。",
    "更多资源下沉基层，更多力量充实一线。",
    "发布时间提前、发布频次加密、发布内容更实。",
    "作者队伍不断壮大，供稿单位达到46家。",
    "## 一、工作回顾 ##",
    "来源：https://example.com/photos/3227581",
    "**重点工作**扎实推进，**民生实事**全部办结。",
    "~~原方案~~已按意见修改。",
    "审核：由分管领导把关。",
    "字体、字号、格式全部按国家标准执行。",
    "１．坚持学习，提升本领。２．坚持实干，推动发展。",
    "①抓学习；②抓落实；③抓作风。",
    "销售热线向农户公布，电话１２３４５全天有人接。",
]


PLACES = [
    ("{p}\n{n}\n{m}\n", "{p}\n{m}\n"),
    ("{p}{n}\n{m}\n", "{p}\n{m}\n"),
    ("{m}\n\n{n}\n", "{m}\n"),
]
"""On a line of its own, behind a sentence, at the end."""


@pytest.mark.parametrize("noise", ANYWHERE)
def test_what_sells_reports_goes_and_nothing_else(noise: str) -> None:
    for dirty, clean in PLACES:
        text = dirty.format(p=PROSE, m=MORE, n=noise)
        assert remove_noise(text) == clean.format(p=PROSE, m=MORE)


@pytest.mark.parametrize("line", LINES)
def test_a_line_of_the_page_around_the_report_goes(line: str) -> None:
    assert remove_noise(f"{PROSE}\n{MORE}\n{line}\n") == f"{PROSE}\n{MORE}\n"


@pytest.mark.parametrize("sentence", REPORT)
def test_a_report_that_speaks_of_channels_and_documents_stays(sentence: str) -> None:
    for frame in ("{}", PROSE + "\n{}\n" + MORE, PROSE + "{}" + MORE):
        text = frame.format(sentence)
        assert remove_noise(text) == text


@pytest.mark.parametrize(
    "stamp",
    [
        "###来自会员文档###",
        "（转载自公文写作素材网）",
        "【公众号：江南笔杆】",
        "（素材来自：云岭文库网）",
        "<<会员专属>>",
        "www.ylgw.com",
    ],
)
@pytest.mark.parametrize(("before", "after"), [("切实履", "行职责，"), ("办结群众诉求", "126件，")])
def test_a_stamp_inside_a_word_or_sentence_leaves_it_whole(
    stamp: str, before: str, after: str
) -> None:
    text = f"{PROSE}{before}{stamp}{after}{MORE}"
    assert remove_noise(text) == f"{PROSE}{before}{after}{MORE}"


@pytest.mark.parametrize(
    "advert",
    ["更多范文加微信：gw8899", "更多范文请访问www.ylgw.com", "更多范文请关注公众号“云岭文稿”"],
)
def test_an_advertisement_in_the_middle_of_a_sentence_ends_with_its_address(advert: str) -> None:
    head, tail = "坚持把项目建设作为一号工程来抓", "推动重点项目早开工、早投产。"
    assert remove_noise(f"{head}{advert}{tail}") == head + tail


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_odd_letters_keep_their_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_noise_shows_the_letters_that_stand_there() -> None:
    (found,) = find_noise(f"{PROSE}\nＱＱ：７８９６５４３２\n")
    assert found.text == "ＱＱ：７８９６５４３２"
