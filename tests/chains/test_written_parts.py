"""A missing part in a model's words: only what it cites, judged, and always for reading."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from assistant.chains import Asker, Outcome, Request, prepare
from assistant.chains.job import Engine, Rung
from assistant.facts import Fact
from assistant.genres import load_genre
from assistant.outline import parse
from assistant.verify import Verdict
from eval.strong.playback import Asked, Playback
from tests.chains.by_rules import run

REPORT = (
    "柳溪乡2024年度工作总结\n"
    "一、抓好产业\n　　引进茶企3家，新建茶园120亩。茶叶精深加工还是短板，链条不长。\n"
    "二、抓好治理\n　　化解矛盾纠纷86件，办结率97.5%。个别村干部主动服务意识不强，办事拖拉。"
    "接访群众XX人次。\n"
    "三、下一步打算\n　　明年建成村级议事点12个。\n"
)
FACT = Fact("f1", "信访积案", "4", "件", "信访台账")
SAID = [
    {"text": "茶叶精深加工仍是短板，链条不长", "from": ["s2"]},
    {"text": "个别村干部主动服务意识不强，办事拖拉。", "from": ["s4"]},
]


def fill(answer: Callable[[Asked], str], *facts: Fact, name: str = "openai:strong") -> Outcome:
    report = parse(REPORT)
    job = prepare(Request("fill"), report, load_genre("general"), facts=facts)
    return run(job, report, Asker(Playback(answer, name=name)))


def told(*sentences: Mapping[str, object]) -> Callable[[Asked], str]:
    return lambda _asked: json.dumps({"sentences": sentences}, ensure_ascii=False)


def new_part(outcome: Outcome) -> str:
    (part,) = (s for s in outcome.sections if s.id.startswith("new"))
    assert part.verdict is Verdict.REVIEW
    return part.output


def test_the_part_is_told_from_the_sentences_it_cites_and_a_person_must_read_it() -> None:
    outcome = fill(told(*SAID))
    text = new_part(outcome)
    assert "茶叶精深加工仍是短板，链条不长。个别村干部主动服务意识不强，办事拖拉。【待补：" in text
    (part,) = (s for s in outcome.sections if s.id.startswith("new"))
    assert (part.engine, part.rung) == (Engine.MODEL, Rung.SECTION)
    cites = [f.message.zh for f in part.findings if f.code == "sentence_cites"]
    assert "茶叶精深加工还是短板，链条不长。" in cites[0]
    assert any(f.code == "part_added" for f in part.findings)


def test_the_question_shows_what_is_lacking_and_no_sentence_with_an_open_place() -> None:
    seen: list[Asked] = []

    def answer(asked: Asked) -> str:
        seen.append(asked)
        return told(*SAID)(asked)

    fill(answer)
    said = next(a.messages[-1][1] for a in seen if "缺少的部分" in a.messages[-1][1])
    assert "问题" in said
    assert "s4 个别村干部主动服务意识不强" in said
    assert "XX人次" not in said


@pytest.mark.parametrize(
    "lie",
    [
        {"text": "新建茶园150亩。", "from": ["s1"]},
        {"text": "化解矛盾纠纷96件。", "from": ["s3"]},
        {"text": "积压信访案件9件。", "from": ["f1"]},
    ],
)
def test_a_sentence_that_says_more_than_it_cites_never_stands(lie: Mapping[str, object]) -> None:
    outcome = fill(told(SAID[1], lie), FACT)
    text = new_part(outcome)
    assert str(lie["text"]).rstrip("。") not in text
    assert "办事拖拉。【待补：" in text


def test_what_nothing_proves_is_on_the_reading_list() -> None:
    outcome = fill(told({"text": "茶叶精深加工已不是短板。", "from": ["s2"]}))
    (part,) = (s for s in outcome.sections if s.id.startswith("new"))
    assert any("不是" in item.new for item in part.reading)
    assert part.read_share > 0


def test_a_lie_is_sent_back_by_name_and_its_mending_taken() -> None:
    lie = {"text": "化解矛盾纠纷96件，仍有不足。", "from": ["s3"]}

    def answer(asked: Asked) -> str:
        return told(lie)(asked) if asked.attempt == 1 else told(SAID[0])(asked)

    outcome = fill(answer)
    assert "茶叶精深加工仍是短板" in new_part(outcome)


@pytest.mark.parametrize("reply", ["好的", '{"sentences": [{"text": "不错。", "from": ["s99"]}]}'])
def test_a_reply_that_cites_nothing_known_leaves_the_frame(reply: str) -> None:
    outcome = fill(lambda _asked: reply)
    (part,) = (s for s in outcome.sections if s.id.startswith("new"))
    assert part.engine is Engine.RULES
    assert part.output.splitlines()[-1].startswith("【待补：")


def test_a_fact_that_is_cited_is_recorded_with_its_source() -> None:
    outcome = fill(told({"text": "尚有信访积案4件", "from": ["f1"]}), FACT)
    assert "信访积案4件" in new_part(outcome)
    (filling,) = (g.filling for g in outcome.gaps if g.filling is not None)
    assert (filling.value, filling.source) == ("4件", "信访台账")


def test_a_small_model_is_not_asked_for_a_part() -> None:
    outcome = fill(lambda asked: pytest.fail(str(asked.messages)), name="local")
    assert "【待补：" in new_part(outcome)
