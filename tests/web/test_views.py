"""No word of a report becomes markup, and every control has a name."""

from __future__ import annotations

import re

import pytest

from assistant.findings import Language
from assistant.session import Session, change_report, section_states
from assistant.web import actions
from assistant.web.desk import Desk
from assistant.web.views.gaps import filled, questions
from assistant.web.views.history import history
from assistant.web.views.markup import text
from assistant.web.views.outline import outline
from assistant.web.views.passage import passage
from assistant.web.views.proposal import proposal
from assistant.web.views.talk import talk

EVIL = "<img src=x onerror=alert(1)>${alert(2)}{{value}}`x`</script><script>alert(3)</script>"
REPORT = f"""{EVIL}述职报告
现将情况报告如下。
一、{EVIL}抓学习
全年组织集中学习次，{EVIL}开展研讨6次。
二、下一步打算{EVIL}
多跑企业{EVIL}。
"""
TAGS = re.compile(
    r"<(?!/?(?:ul|li|button|span|p|article|s|div|h[1-6]|label|input|del|ins|br|section"
    r"|details|summary|table|thead|tbody|tr|th|td|ol|b|strong|textarea)\b)"
)


@pytest.mark.parametrize("language", list(Language))
def test_report_text_is_shown_as_text_everywhere(desk: Desk, language: Language) -> None:
    work = desk.open(Session.from_text(REPORT, name=EVIL, settings=desk.settings), language)
    actions.hear(desk, work, EVIL)
    pending = work.session.edit("2", f"二、下一步打算\n少跑{EVIL}企业{EVIL}。\n")
    check = work.check()
    states = section_states(work.session.report, REPORT, pending)
    shown = [
        outline(check, states, "1", language),
        passage(check, None, language),
        questions(check, None, language),
        proposal(pending, language),
        talk(work),
    ]
    work.session.adopt(pending, confirmed=[b.key for b in pending.errors])
    work.session.adopt(work.session.answer({"g1": "26"}))
    shown += [history(work.session.history, language), filled(work.session.history, language)]
    for html in shown:
        assert not TAGS.search(html), TAGS.search(html)
        assert "onerror=alert(1)>" not in html
        assert "${" not in html
        assert "{{" not in html
        assert "`" not in html
    report = change_report(work.session.history, EVIL, language)
    assert not re.search(r"(?<!\\)<img", report)


def test_hidden_characters_are_left_out() -> None:
    assert text("数\u200b据\U000e0041\u202e") == "数据"


def test_every_box_and_field_has_a_name(desk: Desk) -> None:
    work = desk.open(Session.from_text(REPORT, settings=desk.settings))
    html = questions(work.check(), None, Language.ZH)
    for identity in re.findall(r'<input[^>]* id="([^"]+)"', html):
        assert f'for="{identity}"' in html
    pending = work.session.answer({"g1": "26"})
    for box in re.findall(r"<input[^>]*data-change[^>]*>", proposal(pending, Language.ZH)):
        assert "aria-label=" in box
