"""What is asked for where no figure is missing, and questions a colleague can answer."""

from __future__ import annotations

import pytest

from assistant.gaps import find_gaps

WANTED = [
    ("打造“XX先锋”品牌。", "品牌名称"),
    ("擦亮XX品牌。", "品牌名称"),
    ("荣获“XX”称号。", "荣誉称号"),
    ("探索路长“”制度。", "制度名称"),
    ("开发“某某”教育培训平台。", "平台名称"),
    ("深入开展*专项整治。", "专项整治名称"),
    ("把XX行动作为总抓手。", "行动名称"),
    ("印发《XX》。", "文件名称"),
    ("修订《》。", "文件名称"),
    ("撰写《XX》。", "文章标题"),
    ("学习《XX》。", "文件或书籍名称"),
    ("印发《XX镇网格管理办法》。", "地名"),
    ("XX局局长办公会研究通过。", "单位名称"),
    ("向XX公司派驻联络员。", "单位名称"),
    ("与XX签订框架协议。", "单位名称"),
    ("与松坪集团、XX签订框架协议。", "单位名称"),
    ("在××镇调研。", "地名"),
    ("述职人：XX", "姓名"),
    ("述职人：陈××", "名字"),
    ("党组书记*同志带队检查。", "姓名"),
    ("区教育局获评____。", "荣誉名称"),
    ("公园绿地率为XX。", "数值"),
    ("____年前再建两所学校。", "年份"),
    ("统筹推进等专项行动。", "专项行动的名称"),
    ("促成XX等重大项目开工。", "重大项目的名称"),
    ("先后引进等茶食品加工企业落户园区。", "茶食品加工企业的名称"),
    ("负责人【待补：姓名】。", "姓名"),
    ("落款：[发文单位]", "发文单位"),
    ("完成投资XX亿元。", ""),
    ("XX建成投用。", ""),
]

QUESTIONS = [
    ("述职人：陈××", "“陈▁”的全名是什么？"),
    ("擦亮XX品牌。", "“擦亮▁品牌”处的品牌名称是什么？"),
    ("公园绿地率为XX。", "公园绿地率是多少？"),
    ("灌溉水利用系数提高到××。", "灌溉水利用系数提高到多少？"),
    ("统筹推进等专项行动。", "“统筹推进▁等专项行动”中，“等”前面应写哪些专项行动？"),
    ("截至*年三季度全部完成。", "截至哪一年三季度全部完成？"),
    ("连续X年没有发生火灾。", "连续多少年没有发生火灾？"),
    ("以*次全会精神为指引。", "以第几次全会精神为指引？"),
    ("排查食堂、校车等隐患处。", "排查食堂、校车等隐患多少处？"),
    ("检查企业36家、整改隐患处。", "整改隐患多少处？"),
    ("完成固定资产投资8亿元，同比增长%。", "完成固定资产投资同比增长百分之多少？"),
    ("人均收入XX元、增长6%。", "人均收入多少元？"),
    ("负责人【待补：全年接待多少人】。", "全年接待多少人？"),
]


@pytest.mark.parametrize(("sentence", "wanted"), WANTED)
def test_the_surroundings_tell_what_is_asked_for(sentence: str, wanted: str) -> None:
    assert find_gaps(sentence)[-1].wanted == wanted


@pytest.mark.parametrize(("sentence", "question"), QUESTIONS)
def test_the_question_stands_for_itself(sentence: str, question: str) -> None:
    (gap,) = find_gaps(sentence)
    assert gap.question.zh == question


def test_two_figures_lost_in_a_row_are_asked_about_one_by_one() -> None:
    text = "处置线索件。立案件人。接待群众批人次。"
    asked = [gap.question.zh for gap in find_gaps(text)]
    assert asked[1:] == ["立案多少件？", "立案多少人？", "接待群众多少批？", "接待群众多少人次？"]
