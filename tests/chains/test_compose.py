"""Choosing wordings: what harms the whole is taken back alone, the rest of the part stands."""

from __future__ import annotations

from assistant.chains import Asker, Length, Outcome, Request, prepare
from assistant.chains.compose import Part, compose
from assistant.chains.job import Job
from assistant.chains.segments import units_of
from assistant.chains.wordings import options_for
from assistant.genres import load_genre
from assistant.outline import parse
from assistant.verify import Verdict
from tests.chains.by_rules import run

SOUND = "召开村民议事会18次，办结群众诉求264件，广泛听取各方面意见。"
OTHER = "新修农村道路12.6公里，改造老旧管网3.2公里，认真落实各项要求。"


def job(text: str, to: str) -> Job:
    return prepare(Request("shorten", to=Length.parse(to)), parse(text), load_genre("general"))


def test_a_wording_that_harms_does_not_cost_the_sound_one_beside_it() -> None:
    work = job(SOUND + OTHER, "70%")
    target = work.targets[0]
    units = tuple(units_of(work.report, target.start, target.end))
    false = "新修农村道路16.2公里，改造老旧管网3.2公里。"
    options = (
        tuple(options_for(units[0], ["召开村民议事会18次，办结群众诉求264件。"])),
        tuple(options_for(units[1], [false])),
    )
    draft = compose(work, [Part(target, units=units, options=options, asked=40)])[0]
    assert "16.2" not in draft.text
    assert draft.text.startswith("召开村民议事会18次，办结群众诉求264件。")


def shorten(text: str, to: str) -> Outcome:
    work = job(text, to)
    return run(work, parse(text), Asker(None))


def test_items_numbered_inside_a_paragraph_keep_their_order() -> None:
    text = (
        "一、主要工作\n" + "".join(f"{n}.{SOUND if n % 2 else OTHER}" for n in range(1, 7)) + "\n"
    )
    outcome = shorten(text, "60%")
    assert outcome.verdict is not Verdict.UNCHANGED
    assert outcome.words < outcome.words_source


def test_a_sentence_that_leans_on_the_one_before_does_not_stand_without_it() -> None:
    text = (
        "全镇农村居民人均可支配收入稳步提高，各项惠农政策落实到位，群众得到了实惠。"
        "同比增长7.2%，增速居全县第一。新修农村道路12.6公里，改造老旧管网3.2公里。"
    )
    for to in ("30%", "45%", "60%", "75%"):
        output = shorten(text, to).text
        assert "同比" not in output or "收入" in output
