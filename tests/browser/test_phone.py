"""A phone: the text comes first, the talk is a sheet at the foot of the window, nothing scrolls
inside something that scrolls to get at the field."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Server, open_sample, still

Open = Callable[..., Any]
HEIGHT = 844
IN_SIGHT = """(name) => {
  const box = document.querySelector(name).getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && Boolean(there?.closest(name));
}"""
TALK = '#right [role=tab]:visible:has-text("{}")'


@pytest.fixture
def phone(open_page: Open, plain_server: Server) -> Any:
    """The sample, open on a phone."""
    page = open_page(plain_server.url, width=390, height=HEIGHT)
    open_sample(page)
    still(page)
    return page


def seen(page: Any, name: str) -> bool:
    """Return whether a thing is wholly within the window and nothing lies over it."""
    found: bool = page.evaluate(IN_SIGHT, name)
    return found


def test_the_field_is_in_reach_wherever_the_reader_is(phone: Any) -> None:
    for place in (0, 900, 99_999):
        phone.evaluate("(at) => window.scrollTo(0, at)", place)
        assert seen(phone, "#say textarea")
        assert seen(phone, "#send")
    # The end of the report is not under the talk.
    last = phone.locator(".passage > p").last.bounding_box()
    assert last["y"] + last["height"] <= phone.locator("#right").bounding_box()["y"]


def test_a_section_is_shortened_and_decided_on_without_losing_the_field(phone: Any) -> None:
    phone.fill("#say textarea", "把第二部分压到一半")
    phone.press("#say textarea", "Enter")
    phone.wait_for_selector("#document .about")
    still(phone)
    bar, talk = phone.locator("#decide").bounding_box(), phone.locator("#right").bounding_box()
    assert bar["height"] < HEIGHT / 6
    assert talk["height"] < HEIGHT / 4
    phone.click("#decide .next")
    assert seen(phone, ".change.current .no")
    phone.click(".change.current .no")
    phone.click("#adopt")
    phone.wait_for_selector("#decide", state="hidden")
    # What to do where that was wrong is at hand too.
    phone.click("#talk [data-say='撤销']")
    phone.wait_for_selector(".said.assistant:has-text('已撤销')")


def test_the_bar_says_on_a_phone_what_it_says_on_a_desk_in_few_rows(phone: Any) -> None:
    for count, wish in enumerate(("把第二部分压到一半", "把第三部分压到一半"), 1):
        phone.fill("#say textarea", wish)
        phone.press("#say textarea", "Enter")
        phone.wait_for_function(
            "(n) => document.querySelectorAll('#document .about').length === n", arg=count
        )
        still(phone)
    assert "实得" in phone.inner_text("#decide .length")
    for name in (".chip", ".length", "#adopt", "#reject", "#together"):
        assert seen(phone, f"#decide {name}".replace("#decide #", "#"))
    rows = phone.evaluate("""() => {
      const shown = [...document.querySelectorAll("#decide .line > *")]
        .filter((one) => one.offsetHeight && one.textContent);
      const middle = ({top, bottom}) => Math.round((top + bottom) / 20);
      return new Set(shown.map((one) => middle(one.getBoundingClientRect()))).size;
    }""")
    assert rows <= 4
    # Both names are there, none is pushed out of sight.
    for turn in phone.locator("#decide .turn").all():
        box, bar = turn.bounding_box(), phone.locator("#decide").bounding_box()
        assert bar["x"] <= box["x"]
        assert box["x"] + box["width"] <= bar["x"] + bar["width"]


def test_the_toolbar_of_a_paragraph_leaves_its_heading_in_sight(phone: Any) -> None:
    line = phone.locator(".passage > p.heading + p.body").first
    line.scroll_into_view_if_needed()
    line.click(position={"x": 40, "y": 8})
    phone.wait_for_selector(".tools [data-act=paste]")
    heading = phone.evaluate("""() => {
      const tools = document.querySelector(".tools").getBoundingClientRect();
      const head = document.querySelector(".passage > p.heading:has(+ p.body)");
      const box = head.getBoundingClientRect();
      return tools.bottom <= box.top || box.bottom <= tools.top;
    }""")
    assert heading
    assert phone.locator(".tools .line").first.bounding_box()["height"] < 50


def test_a_tab_unfolds_the_talk_and_a_touch_of_the_text_folds_it(phone: Any) -> None:
    phone.click(TALK.format("待补"))
    phone.wait_for_selector("#questions input")
    assert phone.get_attribute("#unfold", "aria-expanded") == "true"
    phone.click("#title h1")
    assert phone.locator("#questions input").first.is_hidden()
    phone.click(TALK.format("对话"))
    assert phone.locator("#tasks").is_visible()
    phone.click("#unfold")
    assert phone.locator("#tasks").is_hidden()
    assert seen(phone, "#say textarea")


def test_the_toolbar_of_a_long_paragraph_is_not_under_the_talk(phone: Any) -> None:
    line = phone.locator(".passage > p.body").nth(2)
    line.scroll_into_view_if_needed()
    line.click(position={"x": 40, "y": 8})
    phone.wait_for_selector(".tools [data-act=paste]")
    assert seen(phone, ".tools [data-act=paste]")
    phone.click(".tools [data-act=paste]")
    phone.wait_for_selector(".tools .where")
    assert phone.get_by_role("radio", name="这一段").is_checked()
    assert seen(phone, ".tools button[type=submit]")


def test_the_outline_is_folded_on_a_phone_and_open_on_a_desk(phone: Any) -> None:
    row = phone.locator('[data-section="all"]')
    row.wait_for(state="hidden")
    phone.set_viewport_size({"width": 1440, "height": 900})
    row.wait_for(state="visible")
    phone.set_viewport_size({"width": 390, "height": HEIGHT})
    row.wait_for(state="hidden")
    # In between it is the reader's own.
    phone.click("#outline-box button.label-wrap")
    row.wait_for(state="visible")
    still(phone)
    assert row.is_visible()


def test_a_long_question_can_be_read_whole_while_it_is_answered(phone: Any) -> None:
    asked = phone.evaluate("""() => {
      const gaps = [...document.querySelectorAll(".gap")];
      const longest = gaps.sort((a, b) => b.dataset.asked.length - a.dataset.asked.length)[0];
      longest.scrollIntoView({block: "center"});
      const line = longest.closest("p"), before = line.offsetHeight;
      longest.click();
      // It stands over the text, and neither breaks its line nor is repeated in it.
      line.dataset.grown = line.offsetHeight - before;
      return longest.dataset.asked;
    }""")
    assert int(phone.locator("[data-grown]").get_attribute("data-grown")) < 40
    assert len(phone.get_attribute(".gap-field input", "placeholder")) <= 8
    phone.keyboard.type("12")
    assert phone.inner_text(".gap-field .asked") == asked
    box = phone.locator(".gap-field .asked").bounding_box()
    assert box["x"] + box["width"] <= 390


def test_half_a_wide_screen_has_room_for_the_text(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url, width=960, height=HEIGHT)
    open_sample(page)
    still(page)
    assert page.locator(".passage").bounding_box()["width"] > 700
    assert seen(page, "#say textarea")
    # Beside Word there is a keyboard: its keys are named.
    assert page.locator(".desk > .keys").is_visible()
    # Nothing beside the page itself has to be scrolled by a bar of its own.
    assert not page.evaluate(
        """() => [...document.querySelectorAll("#left, #left *")]
        .filter((one) => one.scrollHeight > one.clientHeight)
        .some((one) => /auto|scroll/.test(getComputedStyle(one).overflowY))"""
    )


def test_no_hint_on_a_phone_names_a_key(phone: Any) -> None:
    """What one taps is named instead, and does what is said."""
    hint = ".desk > .keys.writing"
    gap = phone.locator(".gap").first
    asked = gap.get_attribute("data-asked")
    gap.scroll_into_view_if_needed()
    gap.click()
    phone.wait_for_selector(f"{hint}:has-text('清空再点别处')")
    named = [phone.inner_text(hint)]
    phone.keyboard.type("12")
    phone.fill(".gap-field input", "")
    phone.locator(".passage > p.heading").first.click()
    phone.wait_for_selector(".gap-field", state="detached")
    assert phone.locator(".gap").first.get_attribute("data-asked") == asked
    phone.click(".tools [data-act=edit]")
    phone.wait_for_selector(f"{hint}:has-text('撤销')")
    named.append(phone.inner_text(hint))
    named.append(str(phone.get_attribute("p.editing", "aria-label")))
    phone.fill("#say textarea", "你能做什么")
    phone.press("#say textarea", "Enter")
    phone.wait_for_selector(".said.assistant:has-text('随时可以撤销')")
    phone.click("#unfold")
    named.append(phone.locator(".said.assistant").last.inner_text())
    assert "点“撤销”退回一步" in named[-1]
    assert not [one for one in named if re.search("Esc|Ctrl|Enter|回车|按键", one)]
