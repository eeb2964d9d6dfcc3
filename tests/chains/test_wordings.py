"""What the wordings of a unit are worth to a text that must become shorter."""

from assistant.chains.budget import choose
from assistant.chains.segments import Unit
from assistant.chains.wordings import options_for


def worth(source: str, text: str, worded: bool = False) -> float:
    unit = Unit(0, len(source), source)
    options = options_for(unit, [text] if worded else ())
    return next(o.worth for o in options if o.text == text)


def test_a_figure_said_twice_counts_twice() -> None:
    once = worth("粮食产量增长5%。", "粮食产量增长5%。")
    twice = worth("粮食产量增长5%，收入增长5%。", "粮食产量增长5%，收入增长5%。")
    assert twice > once + 100


def test_the_tail_of_a_longer_number_is_not_the_number() -> None:
    source = "垃圾清运率提高15.5%，投诉量下降5%。"
    lost = "垃圾清运率提高15.5%。"
    assert worth(source, lost, worded=True) < worth(source, source) - 100


def test_a_measured_figure_is_worth_more_than_an_ordinal() -> None:
    source = "考核位居全县第一，化解矛盾纠纷36件。"
    both = options_for(Unit(0, len(source), source), ["考核位居全县第一。", "化解矛盾纠纷36件。"])
    by_text = {o.text: o.worth for o in both}
    assert by_text["化解矛盾纠纷36件。"] > by_text["考核位居全县第一。"]


def test_a_figure_is_worth_the_same_whoever_words_it() -> None:
    rich = "新建水渠12公里，惠及群众860户，投入资金95万元，验收合格率达到100%。"
    poor = "我们始终坚持以人民为中心，各项工作稳步向前，取得了新的进展。"
    units = [Unit(0, len(t), t) for t in (rich, poor)]
    options = [options_for(units[0], ()), options_for(units[1], ["坚持以人民为中心。"])]
    kept = choose(options, 30)
    assert "860户" in kept[0].text


def test_the_sentence_that_announces_the_report_is_never_left_out() -> None:
    text = "现将本年度履职情况报告如下："
    assert all(option.text for option in options_for(Unit(0, len(text), text), ()))
