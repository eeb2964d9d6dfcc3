"""What is asked about the text is answered by code, with the places; a question changes nothing."""

from __future__ import annotations

import pytest

from assistant.chat.answers import answer
from assistant.chat.answers.model import capped
from assistant.errors import UsageError
from assistant.findings import Message
from assistant.request import Length, Request
from assistant.session import Session
from assistant.session.plain import correct, delete, replace_text
from assistant.wordcount import count_words
from tests.chat.answers.conftest import TEXT


def told(session: Session, sentence: str, chosen: str | None = None) -> str:
    found = answer(session, sentence, chosen)
    assert found is not None, sentence
    assert found.said.en
    assert all(0 <= a <= b <= len(session.report.text) for a, b in found.places)
    return found.said.zh


def places(session: Session, sentence: str) -> list[str]:
    found = answer(session, sentence)
    assert found is not None, sentence
    return [session.report.text[a:b] for a, b in found.places]


@pytest.mark.parametrize(("count", "told_of"), [(5, 5), (6, 6), (7, 5), (9, 5)])
def test_one_that_is_left_over_is_told_itself(count: int, told_of: int) -> None:
    lines = [Message(str(n), str(n)) for n in range(count)]
    shown = capped(lines, 5)
    assert shown[:told_of] == lines[:told_of]
    rest = [m.zh for m in shown[told_of:]]
    assert rest == ([] if told_of == count else [f"……还有 {count - 5} 处。"])


ASKED = [
    ("报告里哪些地方没有数据支撑？", "农村供水管网老化"),
    ("第二部分有哪几句没有数据", "“二、抓工程，惠民生”每一句都有数据"),
    ("这篇多长？", f"{count_words(TEXT)} 字"),
    ("几个字啊", f"{count_words(TEXT)} 字"),
    ("how long is this?", f"{count_words(TEXT)} 字"),
    ("第二部分写了多少字", "“二、抓工程，惠民生”共"),
    ("各部分多长", "· 三、存在的问题和下一步打算"),
    ("哪部分最长", "最长的是“一、抓学习，强班子”，84 字"),
    ("超没超100字", f"超出 {count_words(TEXT) - 100} 字"),
    ("离1000字还差多少字", f"还有 {1000 - count_words(TEXT)} 字"),
    ("有几个部分", "共 3 个部分"),
    ("第一部分有几点", "共 2 点：一是学得勤"),
    ("how many sections are there", "共 3 个部分"),
    ("还有几处空", "有 1 处空缺"),
    ("缺啥", "集中学习多少次"),
    ("还差哪些没写", "空缺"),
    ("what is missing", "集中学习多少次"),
    ("3.6亿元哪来的", "“3.6亿元”是原文就有的：二、抓工程"),
    ("1.2亿元的出处呢", "旅游收入1.2亿元（文旅局月报）"),
    ("where does 24公里 come from", "新修渠道24公里"),
    ("那个35%去哪了", "没有“35%”"),
    ("24公里还在吗", "“24公里”还在"),
    ("有没有说了两遍的话", "二、抓工程，惠民生和三、存在的问题"),
    ("“跟班学习”重复了吗", "出现 1 次"),
    ("前后矛盾吗", "30处"),
    ("does it contradict itself", "30处"),
    ("第二部分有什么问题", "做完的 30处"),
    ("报告里有没有错别字", "处问题"),
    ("为什么标红", "单独成行的标题"),
    ("第一部分为啥标出来了", "单独成行的标题"),
    ("还差几处才能签发", "还不能签发"),
    ("能不能签", "还不能签发"),
    ("存在问题写了没有", "有：“三、存在的问题和下一步打算”"),
    ("第一部分有没有空", "有 1 处空缺"),
    ("几处广告没清", "有 0 处无关文字"),
    ("这是什么报告", "必须有"),
    ("《青岭水务应知应会》在报告里吗", "有，“《青岭水务应知应会》”"),
    ("有没有提到水库", "水库"),
    ("专题研讨搞了几次", "专题研讨6次"),
    ("手头的数据能补哪些空", "集中学习26次（2024年台账）"),
    ("哪些数据没用上", "旅游收入1.2亿元"),
    ("改了哪些", "还没有改过"),
    ("你都做了什么", "还没有改动"),
    ("采用了吗", "没有在等您决定的建议"),
    ("第九部分多长", "没有“第九部分”"),
    ("财政那部分多少字", "没有叫“财政”的部分"),
]


@pytest.mark.parametrize(("sentence", "said"), ASKED, ids=[s for s, _ in ASKED])
def test_a_clerk_s_question_is_answered(session: Session, sentence: str, said: str) -> None:
    assert said in told(session, sentence)
    assert session.report.text == TEXT
    assert session.pending is None


@pytest.mark.parametrize(
    "sentence",
    [
        "能不能压到300字？",
        "可以把第二部分分成三点吗",
        "第二部分压到300字行不行",
        "要不要删掉第三部分？",
        "把重复的句子删掉好吗",
        "can you shorten section 2 to 300 words?",
        "把第二部分压到300字",
        "语气平实一些",
        "集中学习26次",
        "可以吗？",
        "谢谢",
    ],
)
def test_work_is_no_question_whatever_its_form(session: Session, sentence: str) -> None:
    assert answer(session, sentence) is None


def test_the_places_are_those_of_the_words(session: Session) -> None:
    assert places(session, "3.6亿元哪来的") == ["3.6亿元", "3.6亿元"]
    assert places(session, "第二部分的3.6亿元哪来的") == ["3.6亿元"]
    assert [p[:4] for p in places(session, "有没有重复的句子")] == ["全年完成", "全年完成"]
    assert places(session, "二、抓工程，惠民生这一部分多长")[0].startswith("二、抓工程")


def test_a_figure_is_looked_for_of_what_it_is_said_of(session: Session) -> None:
    assert "“漏损率”没有写“97%”" in told(session, "漏损率97%哪来的")


def test_what_is_chosen_is_told_first(session: Session) -> None:
    assert told(session, "多长", "1").startswith("选中的“一、抓学习，强班子”")


def test_a_filled_figure_has_its_source(session: Session) -> None:
    found = session.propose(Request("fill"))
    assert "2024年台账" in told(session, "26次哪来的")
    session.adopt(found, confirmed=[e.key for e in found.errors])
    assert "第 1 步补上的" in told(session, "集中学习的26次从哪来的")


def test_a_corrected_figure_has_its_author_as_source(session: Session) -> None:
    session.adopt(correct(session, "24公里", "26公里"))
    assert "用户填写" in told(session, "26公里哪来的")
    assert "第 1 步" in told(session, "24公里去哪了")


def test_what_a_proposal_leaves_out_is_told_before_and_after(session: Session) -> None:
    end = session.report.text.index("二是用得好")
    start = session.report.text.index("一是学得勤")
    found = delete(session, [(start, end)])
    assert "6次" in told(session, "删了啥")
    assert "不采用就不会丢" in told(session, "1200册去哪了")
    assert "还没有采用" in told(session, "没问题吗？")
    session.adopt(found)
    assert "《青岭水务应知应会》" in told(session, "刚才丢了哪些")
    assert "第 1 步" in told(session, "那个1200册呢，怎么没了")


def test_what_changed_is_compared_with_the_proposal_the_version_before_and_the_original(
    session: Session,
) -> None:
    found = replace_text(session, "水库", "山塘")
    assert "还没有采用" in told(session, "改了哪些")
    session.adopt(found)
    session.adopt(replace_text(session, "渡口", "码头"))
    assert "“渡口”改为“码头”" in told(session, "和上一版有什么不同")
    assert "“水库”改为“山塘”" in told(session, "跟原文比改了什么")
    assert "做了 2 步" in told(session, "你都干了什么")
    assert f"{count_words(TEXT)} →" in told(session, "比原来少了多少字")


def test_why_something_must_be_read_is_told_of_each_place(session: Session) -> None:
    found = session.propose(Request("shorten", ("2",), Length(words=30)))
    reading = [i for p in found.parts for i in p.reading]
    said = told(session, "为什么要通读")
    assert all(i.why.zh in said for i in reading[:5])
    assert f"要通读 {len(reading)} 处" in told(session, "哪些要通读") or not reading
    assert "超出" in told(session, "超了多少字") or "没有超" in told(session, "超了多少字")


def test_a_question_never_decides(session: Session) -> None:
    found = replace_text(session, "水库", "山塘")
    for sentence in ("没问题吗？", "确定吗？", "采用了吗？", "改好了吗", "删了啥", "去掉了哪些"):
        answer(session, sentence)
    assert session.pending is found
    assert session.report.text == TEXT
    with pytest.raises(UsageError):
        session.undo()


def test_a_length_says_how_much_of_it_a_shortening_does_not_count() -> None:
    noise = "（来源：公众号“青岭小站”）"
    session = Session.from_text(
        TEXT.replace("专题研讨6次，", f"专题研讨6次，{noise}"), model="rules"
    )
    whole = count_words(session.report.text)
    own = session.propose(Request("shorten", to=Length.parse("90%"))).words_source
    assert own < whole
    assert f"共 {whole} 字（按 Word 的字数），其中 {whole - own} 字" in told(session, "全文多长")


def test_a_question_about_last_year_is_answered_from_the_report_beside(session: Session) -> None:
    session.keep_beside("水务局2023年述职报告\n一、抓工程\n全年完成水利投资2.9亿元。\n")
    found = answer(session, "去年水利投资是多少")
    assert found is not None
    assert found.said.zh.startswith("去年的报告里：")
    assert "2.9亿元" in found.said.zh
