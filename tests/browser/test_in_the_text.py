"""What an author does where they read: type, put a form right, have a place reworked, paste."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import Server, open_text, settled, still, tab, text_of
from tests.browser.under_way import beside

Open = Callable[..., Any]

REPORT = (
    "石桥镇述职报告\n各位同志：\n现将情况报告如下。\n"
    "一、抓学习。\n全年组织学习26次，学习氛围更加浓厚，群众满意度始终较高。"
    "各支部严格落实学习制度，大力开展主题活动。\n依据石政发[2021]第21号文件，培训干部××人。\n"
    "（一）、抓培训\n一是办班。举办培训班8期。\n二是下村。走访农户120户，开会3次。\n"
    "二、抓项目\n引进项目8个，总投资3.6亿元，依据石政发(2022)8号文件落实。\n"
)
TOOL = ".tools [data-act={}]"


def line(page: Any, words: str) -> Any:
    return page.locator(f".passage > p:has-text('{words}')")


def select(page: Any, words: str) -> None:
    """Select words with the mouse, as far as the page can tell."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector(".passage"), 4);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(
              walker.currentNode, at, walker.currentNode, at + words.length);
            walker.currentNode.parentElement.dispatchEvent(
              new MouseEvent("mouseup", {bubbles: true}));
            return;
          }
        }""",
        words,
    )


def paste_over(page: Any, words: str, rewrite: str) -> None:
    """Give a rewrite from elsewhere for the part that these words stand in."""
    line(page, words).click()
    page.click(TOOL.format("paste"))
    page.fill(".tools textarea", rewrite)
    page.click(".tools button[type=submit]")


def test_an_author_works_in_the_text_itself(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)

    # Typed words are the report's as soon as the line is left, with no question asked.
    line(page, "培训班8期").click()
    page.wait_for_selector(".passage p.editing")
    page.keyboard.press("End")
    page.keyboard.type("培训400人次。")
    assert page.locator(".tools").is_hidden()
    page.click("#title")
    page.wait_for_selector(".said.assistant:has-text('已改')")
    assert page.locator("#decide").is_hidden()
    page.keyboard.press("Control+z")
    page.wait_for_function("() => !document.querySelector('.passage').innerText.includes('400')")
    page.keyboard.press("Control+y")
    line(page, "培训班8期。培训400人次。").wait_for()

    # Escape leaves a line as it was; a gap beside what is typed stays a gap.
    line(page, "培训干部").click()
    page.keyboard.press("End")
    page.keyboard.type("某句")
    page.keyboard.press("Escape")
    assert "某句" not in page.inner_text(".passage")
    assert line(page, "培训干部").locator(".gap").count() == 1

    # A finding says what is wrong and puts it right; all of its kind wait as one proposal.
    page.locator(".doubt:has-text('[2021]')").click()
    page.locator(TOOL.format("right")).first.click()
    line(page, "石政发〔2021〕21号文件").wait_for()
    page.locator(".doubt:has-text('(2022)')").click()
    page.locator(TOOL.format("right")).first.click()
    line(page, "石政发〔2022〕8号文件").wait_for()

    # J goes from doubt to doubt, Enter puts it right; the list above leads to the same places.
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("j")
    page.wait_for_selector(".doubt.current")
    page.keyboard.press("j")
    page.wait_for_selector(".tools button:focus:has-text('去掉“。”')")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => !document.querySelector('.passage').innerText.includes('抓学习。')"
    )
    page.click(".doubts summary")
    page.locator(".doubts [data-doubt]").last.click()
    page.wait_for_selector(".doubt.current")

    # Selected words go, and take their comma with them; the rest of the report does not move.
    select(page, "开会3次")
    page.click(TOOL.format("strike"))
    line(page, "走访农户120户。").wait_for()

    # A paragraph is shortened where it stands, and nothing else.
    line(page, "学习氛围").click()
    page.click(TOOL.format("shorten"))
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    assert line(page, "学习26次").locator(".change").count() >= 1
    assert page.locator(".change").count() == line(page, "学习26次").locator(".change").count()

    # What waits is decided on before the same words are typed over; elsewhere typing goes on.
    line(page, "引进项目").dblclick()
    page.locator(TOOL.format("edit")).wait_for()
    page.click("#adopt")
    page.wait_for_selector("#decide", state="hidden")

    # A rewrite from elsewhere is read against the report before it can be adopted.
    line(page, "引进项目").click()
    page.click(TOOL.format("paste"))
    page.fill(
        ".tools textarea",
        "以下是改写后的内容：\n**二、抓项目**\n引进项目9个，总投资3.6亿元，依据石政发〔2022〕8号文件落实。",
    )
    page.click(".tools button[type=submit]")
    page.wait_for_selector(".change.wrong")
    assert page.locator("[data-confirm]").count() >= 1
    page.click("#reject")
    page.wait_for_selector("#decide", state="hidden")
    assert "引进项目8个" in text_of(page)

    # What the genre wants and the report lacks is named, with a frame to ask for.
    frame = page.locator("#outline [data-part]").first
    frame.click()
    page.wait_for_selector("#decide", state="visible")
    assert "待补" in page.inner_text(".passage ins")
    assert page.locator(".change.left").count() == 0
    assert "您写的" not in page.inner_text("#document .about")
    # It comes in with the numbers behind it, or not at all.
    count = page.locator(".change").count()
    page.locator(".change .no").last.click()
    assert page.locator(".change.left").count() == count
    page.locator(".change .yes").first.click()
    assert page.locator(".change.taken").count() == count


def test_selected_words_are_shortened_by_themselves(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(
        page,
        "石桥镇述职报告\n一、抓学习\n凝聚班子合力，深入一线解难题，化解纠纷12件，"
        "群众满意度进一步提高。\n二、抓项目\n引进项目8个。\n",
    )
    select(page, "班子合力，深入一线解难题，化解纠纷12件，群众满")
    page.click(TOOL.format("shorten"))
    page.wait_for_selector("#decide", state="visible")
    settled(page)
    # What is selected by half stays whole.
    assert [w.strip("，") for w in page.locator(".change del").all_inner_texts()] == [
        "深入一线解难题"
    ]
    page.click("#reject")
    page.wait_for_selector("#decide", state="hidden")
    select(page, "引进项目8个")
    page.click(TOOL.format("shorten"))
    page.wait_for_selector(".said.assistant:has-text('要去掉就点“删”')")


def test_a_gap_is_copied_as_it_is_shown(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, "一、抓学习\n全年组织集中学习次，参加人次。\n二、抓项目\n引进项目8个。\n")
    page.wait_for_selector(".passage .gap:has-text('【待补】')")
    page.evaluate(
        """() => getSelection().selectAllChildren([...document.querySelectorAll(".passage > p")]
          .find((p) => p.innerText.includes("集中")))"""
    )
    assert page.evaluate("() => getSelection().toString()").strip() == (
        "全年组织集中学习【待补】次，参加【待补】人次。"
    )
    tab(page, "下载")
    page.click("#copy")
    page.wait_for_function(
        "() => navigator.clipboard.readText().then((t) => t.includes('参加【待补】人次。\\n二、'))"
    )


def test_a_pasted_rewrite_is_for_the_paragraph_clicked_unless_its_section_is_named(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    line(page, "走访农户").click()
    page.click(TOOL.format("paste"))
    assert page.get_by_role("radio", name="这一段").is_checked()
    page.fill(".tools textarea", "二是下村。走访农户120户。")
    page.click(".tools button[type=submit]")
    page.wait_for_selector("#document .about")
    shown = page.inner_text(".passage del")
    assert "开会3次" in shown
    assert "办班" not in shown
    page.click("#reject")
    page.wait_for_selector("#decide", state="hidden")

    # A text that begins with the heading is the section, and so is one that is said to be.
    line(page, "走访农户").click()
    page.click(TOOL.format("paste"))
    page.fill(".tools textarea", "（一）抓培训\n办班8期，走访农户120户，开会3次。")
    assert page.get_by_role("radio", name="整个部分").is_checked()
    page.get_by_role("radio", name="这一段").check()
    page.fill(".tools textarea", "（一）抓培训\n办班8期，走访农户120户，开会3次，")
    assert page.get_by_role("radio", name="这一段").is_checked()
    page.get_by_role("radio", name="整个部分").check()
    page.fill(".tools textarea", "办班8期，走访农户120户，开会3次。")
    page.click(".tools button[type=submit]")
    page.wait_for_selector("#document .about")
    assert "举办培训班" in "".join(page.locator(".passage del").all_inner_texts())
    page.click("#reject")
    page.wait_for_selector("#decide", state="hidden")

    # A heading is no paragraph: nothing is asked.
    line(page, "抓培训").click()
    page.click(TOOL.format("paste"))
    assert "抓培训”这一部分" in page.inner_text(".tools .where")
    assert page.get_by_role("radio", name="这一段").is_hidden()


def test_a_place_counts_as_read_once_its_reader_goes_on(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, "一、抓学习\n全年学习26次。\n二、抓项目\n引进项目8个，道路基本完工。\n")
    paste_over(page, "引进项目", "二、抓项目\n引进项目8个，道路全面完工。")
    page.wait_for_selector(".bar .chip:has-text('须通读 1 处')")
    page.click(".bar .toread:has-text('通读 1 处即可签发')")
    # To be brought there is not yet to have read it.
    page.click(".bar .toread:has-text('看过了这一处（还剩 1 处）')")
    page.wait_for_selector(".bar .toread.done:has-text('已通读，可以签发')")
    page.wait_for_selector(".bar .chip.accepted:has-text('已逐处看过')")


def test_the_bar_goes_with_the_errors_that_were_ticked(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, "一、抓学习\n全年学习26次，坚定“四个自信”。\n二、抓项目\n引进项目8个。\n")
    paste_over(page, "引进项目", "二、抓项目\n引进项目9个，打井3眼。")
    page.wait_for_selector(".bar .chip:has-text('处问题')")
    for box in page.locator("[data-confirm]").all():
        box.check()
    assert "处问题" not in page.inner_text(".bar")


def test_who_takes_a_pasted_report_away_is_told_of_its_noise(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, "一、抓学习\n全年学习26次。\n##paidend##\n")
    tab(page, "下载")
    page.wait_for_selector("#taken:has-text('1 处无关文字')")
    with page.expect_download() as waiting:
        page.click("#take-layout")
    assert waiting.value.suggested_filename.endswith("公文格式.docx")
    page.wait_for_selector(".toast-body:has-text('1 处无关文字')")


def test_what_is_told_several_times_is_read_once(open_page: Open, plain_server: Server) -> None:
    page = open_page(plain_server.url)
    open_text(page, "一、抓学习\n全年学习26次。\n##paidend##\n")
    tab(page, "下载")
    page.evaluate("""() => {
      for (const one of ["docx", "layout", "txt", "md"])
        document.querySelector(`#take-${one}`).click();
    }""")
    page.wait_for_function("""() => {
      const told = [...document.querySelectorAll(".toast-message-item")];
      return told.length > 1 && told.filter((one) => one.offsetParent).length === 1;
    }""")
    page.wait_for_selector(".toast-body", state="detached", timeout=9000)


def test_enter_twice_fills_one_gap_and_a_second_window_fills_no_other(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url, alone=True)
    open_text(
        page,
        "石桥镇述职报告\n一、抓学习\n全年组织集中学习次，开展专题研讨场。\n培训干部次，走访农户户。\n",
    )
    other = beside(page)
    other.click(".gap >> nth=2")
    other.wait_for_selector(".gap-field input:focus")
    page.bring_to_front()
    page.click(".gap >> nth=0")
    page.keyboard.type("26")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".passage p:has-text('集中学习26次')")
    still(page)
    assert "研讨26场" not in page.inner_text(".passage")
    assert page.locator(".gap, .gap-field").count() == 3
    other.bring_to_front()
    other.keyboard.type("7")
    other.keyboard.press("Enter")
    other.wait_for_selector(".toast-body:has-text('变了')")
    assert "户7户" not in other.inner_text(".passage")
    other.close()


def test_ctrl_z_in_a_paragraph_nobody_typed_into_takes_back_the_last_change(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    page.fill("#say textarea", "还缺什么")
    page.press("#say textarea", "Enter")
    page.wait_for_selector(".said.user:has-text('还缺什么')")
    line(page, "举办培训班").click()
    page.wait_for_selector("p.editing:has-text('举办培训班')")
    page.keyboard.press("End")
    page.keyboard.type("反响很好。")
    line(page, "走访农户").click()
    page.wait_for_selector(".said:has-text('已改')")
    page.wait_for_selector("p.editing:has-text('走访农户')")
    page.keyboard.press("Control+z")
    page.wait_for_selector(".said:has-text('已撤销')")
    assert "反响很好" not in page.inner_text(".passage")
    # What was typed there itself is the browser's to take back first.
    line(page, "走访农户").click()
    page.wait_for_selector("p.editing:has-text('走访农户')")
    page.keyboard.press("End")
    page.keyboard.type("很有收获。")
    page.keyboard.press("Control+z")
    still(page)
    assert page.locator(".said:has-text('已撤销')").count() == 1


def test_a_gap_filled_in_a_paragraph_that_is_being_written_in_goes_with_the_rest(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    paragraph = line(page, "培训干部")
    paragraph.click(position={"x": 80, "y": 14})
    page.wait_for_selector("p.editing:has-text('培训干部')")
    page.keyboard.press("Home")
    page.keyboard.type("认真部署。")
    paragraph.locator(".gap").click()
    page.keyboard.type("52")
    page.keyboard.press("Enter")
    page.keyboard.type("余")
    line(page, "走访农户").click()
    page.wait_for_selector(".said:has-text('已改')")
    assert "认真部署。依据石政发" in page.inner_text(".passage")
    assert "培训干部52余人" in page.inner_text(".passage")


def test_what_was_typed_last_is_in_the_file_and_no_reload_loses_it_unasked(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, REPORT)
    line(page, "走访农户").click()
    page.wait_for_selector("p.editing:has-text('走访农户')")
    page.keyboard.press("End")
    page.keyboard.type("效果很好。")
    with page.expect_download() as taken:
        page.click("#word-now")
    words = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    assert "效果很好" in words.read("word/document.xml").decode()
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    line(page, "举办培训班").click()
    page.wait_for_selector("p.editing:has-text('举办培训班')")
    page.keyboard.type("又")
    page.reload()
    page.wait_for_selector(".passage p")
    assert asked == ["beforeunload"]


def test_the_toolbar_goes_when_its_author_turns_to_the_talk_by_key(
    open_page: Open, plain_server: Server
) -> None:
    page = open_page(plain_server.url)
    open_text(page, "石桥镇述职报告\n一、抓学习\n组织学习26次。\n")
    page.click(".passage p:has-text('组织学习')")
    page.wait_for_selector(".tools [data-act=edit]")
    page.focus("#say textarea")
    page.wait_for_selector(".tools", state="hidden")
    # Not with what is pasted there: that is asked about first.
    page.click(".passage p:has-text('组织学习')")
    page.click(".tools [data-act=paste]")
    page.fill(".tools textarea", "组织学习二十六次。")
    page.focus("#say textarea")
    assert page.input_value(".tools textarea") == "组织学习二十六次。"
