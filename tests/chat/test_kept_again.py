"""What is to stay, said beside 其余的照压: what was done last is done again, and nothing else."""

from __future__ import annotations

import pytest

from assistant.chat import Act
from tests.chat.test_said_otherwise import read, talk

SHORTER = "第二部分压到30字"


@pytest.mark.parametrize(
    ("sentence", "keep"),
    [
        ("救生衣那几个数一个都别碰，其余的照压", "救生衣那几个数"),
        ("“整改隐患23处”请别删，其余的照旧压", "整改隐患23处"),
        ("演练3次必须留着，别的随你砍", "演练3次"),
        ("思路是对的，不过演练3次请务必保留，按这个要求重新压一遍", "演练3次"),
        ("演练3次不能丢，字数还按刚才的", "演练3次"),
    ],
)
def test_what_stays_is_kept_and_the_last_request_is_done_again(sentence: str, keep: str) -> None:
    [step] = read(sentence, SHORTER).steps
    assert (step.task, step.sections, step.to, step.keep) == ("shorten", ("2",), "30", (keep,))


def test_what_stays_elsewhere_is_no_part_of_the_last_request() -> None:
    found = read("水质分析那节别动，其余的照压", SHORTER)
    assert not any("水质" in keep for step in found.steps for keep in step.keep)


def test_a_paragraph_that_is_to_stay_stays_as_it_was() -> None:
    held = talk()
    text = held.session.report.text
    told = (
        "对全部缆道逐一检查，整改隐患23处，组织演练3次，购置救生衣40件，全年没有发生安全责任事故。"
    )
    more = "汛前开展应急演练，逐站检查备用电源，更换老化线路，确保汛期测报不断线，数据不丢失。"
    from assistant.chat import Talk
    from assistant.session import Session

    held = Talk(Session.from_text(text.replace(told, f"{told}\n{more}"), model="rules"), "rules")
    held.say("第二部分压到60字")
    turn = held.say("备用电源那段一个字都别碰，其余的照压")
    assert turn.act is Act.TASK
    assert more in turn.proposals[-1].text


@pytest.mark.parametrize("sentence", ["别动，其余照压", "不要动，其余的照压", "先别动，别的照压"])
def test_what_is_to_stay_is_asked_for_where_nobody_says_it(sentence: str) -> None:
    turn = read(sentence, SHORTER)
    assert turn.act is Act.ASK
    assert turn.said is not None
    assert "哪一部分（或哪一句）不动" in turn.said.zh
