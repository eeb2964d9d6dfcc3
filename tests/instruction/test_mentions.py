"""Which parts a sentence names: never more than was said, a question where it cannot be told."""

import pytest

from assistant.instruction.mentions import Mention, find_mention
from assistant.instruction.wording import plain
from assistant.outline import parse

REPORT = parse(
    "2024年度个人述职报告\n各位领导：\n现将一年的情况报告如下。\n"
    "一、学习情况\n一是学原文。全年读书12本。\n二是学业务。参加培训6次。\n三是学法律。考试2次。\n"
    "二、抓党建强基层\n（一）抓组织。发展党员3名。\n（二）抓阵地。新建活动室2个。\n"
    "三、履职情况\n完成投资3.2亿元。\n四、存在的主要问题\n学习不够系统。\n"
    "五、下一步打算\n每月下村8天。\n六、廉洁情况\n没有收受礼金。\n以上报告，请予评议。\n"
)
PLAIN = parse(
    "2024年度个人述职报告\n第一，加强学习。读书12本，参加培训6次。\n"
    "第二，抓好产业。新建大棚320亩，带动就业120人。\n第三，抓好民生。改造危房48户。\n"
)


def mention(sentence: str, chosen: str | None = None) -> Mention:
    return find_mention(plain(sentence), REPORT, chosen)


@pytest.mark.parametrize(
    ("sentence", "ids"),
    [
        ("前两部分压到一半", "1 2"),
        ("第一、二部分压到一半", "1 2"),
        ("第一、第二部分压到一半", "1 2"),
        ("一、三和五压到一半", "1 3 5"),
        ("二、三部分语气平实一些", "2 3"),
        ("第二部分和第四部分压到一半", "2 4"),
        ("第二到四部分压到一半", "2 3 4"),
        ("二至四压到一半", "2 3 4"),
        ("最后一部分压到30字", "6"),
        ("最后两部分压到一半", "5 6"),
        ("后三部分压到一半", "4 5 6"),
        ("倒数第二部分压到一半", "5"),
        ("存在问题压到一半", "4"),
        ("问题压到一半", "4"),
        ("存在的问题写得具体一点", "4"),
        ("把存在问题部分压到一半", "4"),
        ("“存在问题”压到一半", "4"),
        ("党建那块压到一半", "2"),
        ("下步打算压到一半", "5"),
        ("工作打算压到100字", "5"),
        ("履职情况，压到一半", "3"),
        ("压缩存在问题到一半", "4"),
        ("压缩一下党建部分，到20字", "2"),
        ("润色存在问题部分", "4"),
        ("把学习和廉洁两部分压到一半", "1 6"),
        ("学习部分不要超过20字", "1"),
        ("二、抓党建强基层压到一半", "2"),
        ("开头压到一半", "preamble"),
        ("结尾写得简洁些", "closing"),
        ("二（一）压到20字", "2.1"),
        ("2.1压到20字", "2.1"),
        ("第二部分第一点压到20字", "2.1"),
        ("第一部分的第二点压到20字", "1.p2"),
        ("第一部分前两点压到一半", "1.p1 1.p2"),
        ("第一部分最后一点压到一半", "1.p3"),
        ("整个第二部分压到一半", "2"),
        ("最后一段写得有力", "closing"),
        ("一、二两部分压到七成，1.2.3.的层次不要动", "1 2"),
        ("只压一、三两部分，压到六成", "1 3"),
        ("学习这部分砍一半，（一）（二）（三）三个小标题都保留", "1"),
        ("廉洁这一段精简到七成，数字尽量留", "6"),
        ("按第二部分的格式改写第三部分", "3"),
        ("第二部分的全部内容压到一半", "2"),
        ("除了第二部分都压到一半", "1 3 4 5 6"),
        ("除第二、三部分外，其余压到一半", "1 4 5 6"),
        ("全文压到一半，第三部分不要动", "1 2 4 5 6"),
        ("第三部分不要动，其余部分压到一半", "1 2 4 5 6"),
        ("不要动第三部分，其他的压到一半", "1 2 4 5 6"),
        ("第一部分压到一半，第二点不要动", "1.p1 1.p3"),
        ("shorten section 2", "2"),
        ("make part two shorter", "2"),
        ("the second part压到一半", "2"),
        ("sections 1 and 3", "1 3"),
        ("sections 2 to 4", "2 3 4"),
        ("the first two parts", "1 2"),
        ("the last part", "6"),
        ("point 1 of section 2", "2.1"),
        ("everything except section 2", "1 3 4 5 6"),
    ],
)
def test_exactly_the_parts_that_are_named_are_meant(sentence: str, ids: str) -> None:
    found = mention(sentence)
    assert found.problem is None
    assert " ".join(found.ids) == ids


@pytest.mark.parametrize(
    ("sentence", "chosen", "ids"),
    [
        ("第三条压到一半", "1", "1.p3"),
        ("前两点压到一半", "1", "1.p1 1.p2"),
        ("（二）压到一半", "2", "2.2"),
        ("第二点压到一半", "1.p1", "1.p2"),
        ("第二部分压到一半", "1.p2", "2"),
        ("存在问题压到一半", "1", "4"),
        ("这一部分压到一半", "1", "1"),
        ("压到一半，第二点不要动", "1", "1.p1 1.p3"),
        ("其余压到一半", "2", "1 3 4 5 6"),
        ("压到一半", "1", ""),
        ("这部分压到一半", "preamble", "preamble"),
        ("第二部分压到一半", "closing", "2"),
    ],
)
def test_what_is_named_is_seen_from_the_chosen_part(sentence: str, chosen: str, ids: str) -> None:
    found = mention(sentence, chosen)
    assert found.problem is None
    assert " ".join(found.ids) == ids


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("第八部分压到一半", "没有“第八部分”"),
        ("第二、八部分压到一半", "八部分"),
        ("前面几部分压到一半", "没有说清“前面几部分”是哪几个"),
        ("乡村振兴那部分写得具体一点", "没有叫“乡村振兴”的部分"),
        ("乡村振兴压到一半", "没有叫“乡村振兴”的部分"),
        ("压缩乡村振兴部分到一半", "没有叫“乡村振兴”的部分"),
        ("压缩乡村振兴到一半", "没有叫“乡村振兴”的部分"),
        ("把学习和乡村振兴两部分压到一半", "没有叫“乡村振兴”的部分"),
        ("第一点压到一半", "没有说“第一点”在哪一部分里"),
        ("第一部分第九点压到一半", "只有 3 条，没有“第九点”"),
        ("第二段压到一半", "是自然段"),
        ("全文压到一半，第八部分不要动", "没有“第八部分”"),
        ("这部分压到一半", "没有选定部分"),
        ("其余部分压到一半", "没有说其余是除了哪些部分"),
        ("第二部分压到一半，第二部分不要动", "又说不要动"),
        ("2.7压到20字", "没有“2.7”"),
    ],
)
def test_a_part_that_is_named_but_not_there_is_asked_about(sentence: str, asked: str) -> None:
    found = mention(sentence)
    assert found.problem is not None
    assert asked in found.problem.zh
    assert not found.ids
    assert not found.whole


@pytest.mark.parametrize(
    "sentence",
    [
        "语气平实一些，数据不要改",
        "补上投资2.5亿元",
        "句子太长，压到一半",
        "太长了，压到200字",
        "压缩一半",
        "压缩三分之一",
        "精简一下文字",
        "压缩到三百字",
        "精简两成",
        "写三、四条，每条一句话",
        "第一、二、三产业都要写到",
        "只有五分钟，请压缩到500字以内，问题和打算不能丢",
        "改成我的第一人称，别的不动",
        "一级统一成一、二、三，二级统一成（一）（二），文字都不要改",
        "语言精简一些，突出重点",
        "精简语言，去掉套话",
        "突出重点部分，语气平实",
        "标题改成一、（一）、1.的格式",
        "按责任、隐患、演练三个方面写",
        "分成三个部分",
        "第一书记带头，第一时间落实",
        "语气平实，保留第一部分的数据",
        "语气平实，第一部分的数据不要动",
    ],
)
def test_words_that_only_look_like_parts_name_none(sentence: str) -> None:
    assert mention(sentence).ids == ()
    assert mention(sentence).problem is None


@pytest.mark.parametrize(
    ("sentence", "ids"),
    [
        ("第三条压到一半", ("3",)),
        ("第一、三条压到一半", ("1", "3")),
        ("前两条压到一半", ("1", "2")),
    ],
)
@pytest.mark.parametrize("chosen", [None, "2"])
def test_in_a_report_that_counts_plainly_an_item_is_a_part(
    sentence: str, ids: tuple[str, ...], chosen: str | None
) -> None:
    assert find_mention(sentence, PLAIN, chosen).ids == ids
