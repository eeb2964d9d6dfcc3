"""Noise goes whole, and takes not one character of the report with it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.noise import Noise, NoiseKind, find_noise, remove_noise

SHARED = Path(__file__).resolve().parents[2] / "shared"
PROSE = "扎实推进各项工作，取得明显成效。"

ADVERTISEMENTS = [
    "更多范文请关注公众号：云岭文稿",
    "本文来自某某文库，转载请注明出处",
    "（更多公文素材请加微信：abc12345）",
    "【公众号：江南笔杆】",
    "长按识别下方二维码，加入会员群",
    "关注微信公众号“海岳材料”，每天免费领取资料",
    "QQ群：123456789，欢迎加入",
    "加微信 wxid123 进群领取最新范文",
    "下载更多资料请访问 www.fanwenku.com",
    "https://www.example-fanwen.com/123.html",
    "本文由海岳写作网整理发布，版权归原作者所有",
    "仅供学习参考，请勿外传",
    "VIP会员可下载全文",
    "百度网盘链接：https://pan.example.com/s/1abc 提取码：x8k2",
    "代写材料请联系客服微信：bigpen01",
    "——更多内容请关注“笔耕不辍”公众号",
    "扫码关注，回复“述职”领取更多范文",
    "（来源：公众号“江南笔杆”）",
    "【文章来源：海岳写作网】",
    "（摘自：海岳公文网）",
    "添加老师微信，领取10G写作素材库",
    "文章来源：学习文库网",
    "点击阅读原文下载全文",
    "（本文档由海岳文库提供）",
    "扫码关注公众号，免费获取范文3000篇",
    "关注“写材料的老李”公众号，材料每日更新，全年更新3000篇",
    "扫描下方二维码加入材料群，群友已达2万人",
    "微信搜索“江南材料汇”关注",
    "此处隐藏1200字，付费后可阅读全文",
    "更多党建述职范文，请认准“江南公文坊”，客服微信：jngwf2024",
]


def test_what_a_report_did_stays_where_the_same_sentence_advertises() -> None:
    text = "建成全区政务公众号矩阵，更多便民信息请关注“海岳发布”微信公众号。\n学习抓得紧。\n"
    assert remove_noise(text) == "建成全区政务公众号矩阵。\n学习抓得紧。\n"


REPORT_SENTENCES = [
    "开通政务微信公众号，推送信息120条，关注人数达到3万。",
    "发展会员3000人，工会会员入会率达95%。",
    "依托“智慧海岳”微信公众号开展线上宣传，群众扫码即可反映问题。",
    "推行扫码办事、网上办事，群众扫描二维码即可评价。",
    "局公众号：全年发布信息210条，粉丝数增长15%。",
    "组织居民扫码关注“海岳发布”公众号，及时获取政策信息。",
    "建成“一网通办”微信公众号，群众可扫码领取办事指南，全年办件3000件。",
    "微信公众号“海岳民政”推出“点击链接阅读政策”栏目，点击量5万次。",
    "运营机关微信公众号1个，原创材料被上级采用32篇。",
    "我局公众号“海岳应急”被评为全市优秀公众号，您身边的安全员栏目阅读量8万。",
    "搜索“海岳发布”公众号即可预约，全年预约5600人次。",
    "运营“海岳清风”微信公众号，发布推文86篇，欢迎关注。",
    "公众号“海岳镇发布”由我审核把关，文章条条过目。",
    "单位公众号二维码在各村公示栏张贴，群众扫码关注、扫码反映问题。",
    "公众号“海岳发布”管理严格，没有出现错敏信息。",
    "在区公众号开设专栏，点击下方菜单即可查询办事流程，全年访问量6万次。",
    "打造“院坝”服务公众号，长按识别二维码即可预约，服务群众3000人次。",
    "依托“海岳文旅”公众号推介景区，更多精彩内容吸引游客12万人次。",
    "12345热线客服受理诉求2300件，办结率98%。",
    "严厉打击代写论文、买卖论文等学术不端行为。",
    "门户网站（www.haiyue.gov.cn）发布信息300条。",
    "组织党员关注“学习强国”学习平台，积极参加线上学习。",
    "邀请专家为您服务，让群众办事更便捷。",
    "加强版权保护，推进软件正版化，查处侵权案件12件。",
    "建立微信群156个，及时发布预警信息。",
    "欢迎社会各界监督，举报电话：12388。",
    "群众可下载“海岳通”App在线咨询，享受优惠政策。",
    "数据来源：区统计局。",
    "资料来源于各部门报送，来自群众的意见42条。",
    "把更多资源、更多资料下沉到基层，建成典型案例素材库。",
    "个别干部在会员制会所接受宴请的问题得到严肃查处。",
    "农民开网店、上淘宝，销售额突破千万元。",
    "注册商标、版权登记、专利授权数量居全市前列。",
    "责任编辑制度不断健全，编辑出版刊物4期。",
    "述职人：张一鸣",
    "2024年1月5日",
    "时间：2024年1月5日",
    "（资料来源：海岳市统计局）",
]


PLACES = [
    ("{p}\n{a}\n{p}", "{p}\n{p}"),
    ("{p}{a}\n{p}", "{p}\n{p}"),
    ("{p}\n\n{a}", "{p}\n"),
    ("{p}\n\n{a}\n\n{p}\n", "{p}\n\n{p}\n"),
]
"""On a line of its own, glued to a paragraph, at the end, between blank lines."""


@pytest.mark.parametrize("advert", ADVERTISEMENTS)
def test_an_advertisement_goes_and_nothing_else(advert: str) -> None:
    for dirty, clean in PLACES:
        assert remove_noise(dirty.format(p=PROSE, a=advert)) == clean.format(p=PROSE)


@pytest.mark.parametrize("sentence", REPORT_SENTENCES)
def test_a_sentence_of_the_report_stays(sentence: str) -> None:
    for frame in ("{}", PROSE + "\n{}\n" + PROSE, PROSE + "{}"):
        text = frame.format(sentence)
        assert remove_noise(text) == text


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("切实履##paidbegin##行职责。", "切实履行职责。"),
        ("##paidbegin##二是抓落实。", "二是抓落实。"),
        ("结束。\n##paidend##\n", "结束。\n"),
        ("（一）##paidend##抓学习\n", "（一）抓学习\n"),
        ("切实\u200b履行\ufe0f职责\u2060。", "切实履行职责。"),
        ("切实履行\U000e0041职责。", "切实履行职责。"),
        ("抓学习<br/>强本领&nbsp;促发展", "抓学习强本领促发展"),
    ],
)
def test_a_mark_inside_a_word_joins_it_again(dirty: str, clean: str) -> None:
    assert remove_noise(dirty) == clean


@pytest.mark.parametrize(
    "page", ["— 3 —", "- 3 -", "第3页 共10页", "第 3 页，共 10 页", "Page 3 of 10", "—3—"]
)
def test_a_page_number_goes_and_the_sentence_it_parted_is_joined(page: str) -> None:
    first = "我们坚持把学习摆在突出位置，结合岗位实际制定计划，推动各项工"
    second = "作落地见效，得到群众好评。"
    assert remove_noise(f"{first}\n{page}\n{second}\n") == f"{first}{second}\n"


@pytest.mark.parametrize("page", ["— 3 —", "##paidend##"])
def test_a_page_number_after_a_heading_joins_nothing(page: str) -> None:
    text = f"（一）坚持学习，提升本领\n{page}\n全年组织学习12次。\n"
    assert remove_noise(text) == "（一）坚持学习，提升本领\n全年组织学习12次。\n"


def test_bare_numbers_are_pages_only_where_they_count_the_text() -> None:
    page = PROSE * 30
    paged = f"{page}\n1\n{page}\n2\n{page}\n3\n"
    assert remove_noise(paged) == f"{page}\n{page}\n{page}\n"
    table = "指标\n1\n2\n3\n"
    assert remove_noise(table) == table


def test_the_lines_of_a_web_page_go_and_the_byline_stays() -> None:
    page = """首页 > 政务公开 > 报告
下载
打印
【字号：
大
中
小
】
海岳市2025年工作报告
来源：海岳日报
浏览次数：120
海岳市2025年工作报告
——2026年1月8日在全市大会上
来源：
海岳日报
时间：
2026-01-09 09:20
海岳市市长 周 岳
周岳作工作报告。本报记者 林一 摄
各位代表：
现在报告工作。来源：群众的意见已经吸收。
一、工作回顾
全年开展“送戏下乡”，打印宣传册500本。
分享到：
扫一扫在手机打开当前页
上一篇：无
"""
    assert (
        remove_noise(page)
        == """海岳市2025年工作报告
——2026年1月8日在全市大会上
海岳市市长 周 岳
各位代表：
现在报告工作。来源：群众的意见已经吸收。
一、工作回顾
全年开展“送戏下乡”，打印宣传册500本。
"""
    )


def test_the_contacts_below_an_advertisement_go_with_it() -> None:
    text = PROSE + "\n\n欢迎加入会员群，每日更新材料\n客服：abc123\n微信 9 649564\n"
    assert remove_noise(text) == PROSE + "\n"


def test_blank_lines_elsewhere_stay() -> None:
    text = f"标题\n\n\n{PROSE}\n\n\n{PROSE}##x1##\n\n\n"
    assert remove_noise(text) == f"标题\n\n\n{PROSE}\n\n\n{PROSE}\n\n\n"


def test_noise_says_what_it_is() -> None:
    text = f"{PROSE}（来源：公众号“笔杆”）\n— 2 —\n{PROSE}\u200b##end##\n更多范文请关注公众号：笔杆"
    assert [n.kind for n in find_noise(text)] == [
        NoiseKind.SOURCE,
        NoiseKind.PAGE,
        NoiseKind.HIDDEN,
        NoiseKind.MARK,
        NoiseKind.ADVERTISEMENT,
    ]


def test_overlapping_noise_is_refused() -> None:
    pieces = [Noise("mark", 0, 3, "abc"), Noise("mark", 2, 4, "cd")]
    with pytest.raises(ValueError, match="overlaps"):
        remove_noise("abcdef", pieces)


STRAYS = [
    "##paidend##",
    "— 3 —",
    "\u200b",
    "下载",
    "来源：",
    "】",
    "（",
    "首页",
    ">",
    "\r\n",
    "\u2028",
]
BLANKS = [PROSE, "一、抓学习", "\n", "\n\n", "\u3000\u3000"]
FRAGMENTS = st.sampled_from([*BLANKS, *ADVERTISEMENTS, *REPORT_SENTENCES, *STRAYS])


@given(st.lists(FRAGMENTS, max_size=12).map("".join) | st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_spans_are_exact_sorted_and_disjoint_and_removal_takes_only_them(text: str) -> None:
    noise = find_noise(text)
    assert all(n.text == text[n.start : n.end] and n.start < n.end for n in noise)
    assert all(a.end <= b.start for a, b in pairwise(noise))
    kept = "".join(c for i, c in enumerate(text) if not any(n.start <= i < n.end for n in noise))
    assert "".join(remove_noise(text, noise).split()) == "".join(kept.split())


RAW = sorted((SHARED / "corpora/provincial-2026-raw").glob("*.txt"))


@pytest.mark.skipif(not RAW, reason="the shared corpora are not here")
@pytest.mark.parametrize("path", RAW, ids=lambda p: p.stem)
def test_a_page_of_the_corpus_becomes_the_report_it_holds(path: Path) -> None:
    report = (SHARED / "corpora/provincial-2026" / path.name).read_text(encoding="utf-8").strip()
    head, found, tail = remove_noise(path.read_text(encoding="utf-8")).partition(report)
    assert found == report, "the report itself must be whole"
    assert not tail.strip()
    lines = head.splitlines()
    assert 2 <= len(lines) <= 3, "title, date line and byline are the report's"
    assert lines[0].endswith("报告")
    assert "会议上" in lines[1]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not here")
def test_clean_reports_hold_no_noise() -> None:
    paths = [
        *(SHARED / "corpora/provincial-2026").glob("*.txt"),
        *(SHARED / "corpora/district-2012-2015").glob("*.txt"),
    ]
    assert paths
    noisy = {p.name: n for p in paths if (n := find_noise(p.read_text(encoding="utf-8")))}
    assert noisy == {}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared seeds are not here")
@pytest.mark.parametrize("name", ["000", "002", "003"])
def test_nothing_of_the_noise_is_left_in_a_seed(name: str) -> None:
    path = next((SHARED / "seeds").glob(f"{name}_*.txt"))
    clean = remove_noise(path.read_text(encoding="utf-8"))
    assert find_noise(clean) == []
    for word in ("##", "公众号", "素材库", "代笔", "客服"):
        assert word not in clean
    assert clean.rstrip()[-1] in "。！"
