"""Reports in and out of the page: uploads are read and removed, downloads are written."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.delivery import as_markdown, as_word, with_adopted
from assistant.errors import FormatError, InputError, UsageError
from assistant.findings import Language, Message
from assistant.formats import LAYOUTS, Form, Format, read_report, write_report
from assistant.gaps import GapKind
from assistant.outline import parse
from assistant.session import Session, change_report, change_tables
from assistant.session.gap_marks import MARK, unseen, with_marks
from assistant.web.desk import Work
from assistant.web.options import MAX_TEXT

FORMS = {"revisions": Form(revisions=True), "layout": Form(layout=LAYOUTS[0])}
"""Word files with a wish: each change as a revision, or laid out as the standard asks."""
MARKS = {"revisions": "-修订", "layout": "-公文格式"}
KINDS = ("docx", *FORMS, "txt", "md", "changes", "changes-word")
_TABLES = (".xlsx", ".xls", ".et", ".csv")
_A_TABLE = Message(
    "这是数据表，不是报告。请先打开报告，再在右边“数据”里上传它。",
    "This is a table of facts, not a report: open the report first, then upload it under “Facts”.",
)
_PATHS = re.compile(r"“(?:[A-Za-z]:)?[/\\][^”]*[/\\]([^”/\\]+)”")
_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff（）()·-]+")


def read_upload(path: str | None, *, genre: str | None, settings: Any) -> Session:
    """Return the session of an uploaded file, whose name tells no folder; the upload is removed,
    whatever it held.

    Raises UsageError and FormatError.
    """
    if not path:
        raise UsageError("还没有选择文件。", "No file was chosen.")
    try:
        if Path(path).suffix.lower() in _TABLES:
            raise UsageError(_A_TABLE)
        source = read_report(path)
        limited(source.text)  # before it is looked at: what is too long takes too long
        source = replace(source, name=Path(source.name).name, path=None)
        return Session.from_source(source, genre=genre, settings=settings)
    finally:
        discard(path)


def text_of_upload(path: str | None) -> str:
    """Return the text of an uploaded file, which is removed; raises what `read_upload` raises."""
    if not path:
        raise UsageError("还没有选择文件。", "No file was chosen.")
    try:
        text = read_report(path).text
    except FormatError as error:
        raise InputError(without_paths(error.message)) from error
    finally:
        discard(path)
    return limited(text)


def from_text(text: str | None, *, genre: str | None, settings: Any) -> Session:
    """Return the session of a pasted text; raises UsageError for none and for one too long."""
    return Session.from_text(limited(text or ""), genre=genre, settings=settings)


def limited(text: str, most: int = MAX_TEXT) -> str:
    """Return a text; raises UsageError for one of more than `most` characters."""
    if (count := len(text)) > most:
        raise UsageError(
            f"文字太长：最多 {most:,} 字，现有 {count:,} 字。",
            f"The text is too long: {count:,} characters; at most {most:,} are taken.",
        )
    return text


def discard(path: str) -> None:
    """Remove an upload; that it is gone already is no error."""
    with contextlib.suppress(OSError):
        Path(path).unlink()


def write(work: Work, kind: str, folder: Path) -> Path:
    """Write the report (docx, with revisions or the layout; txt, md) or its change report.

    A gap that the report shows by no character is marked, as on the page.  It goes into `folder`,
    which is to be this download's alone.

    Raises OutputError where it cannot be written, UsageError for an unknown kind.
    """
    if kind not in KINDS:
        raise UsageError(
            f"没有“{kind}”这种格式，可用的：{'、'.join(KINDS)}",
            f"There is no format “{kind}”; there are {', '.join(KINDS)}",
        )
    session = work.session
    name = _name(work)
    if kind in ("changes", "changes-word"):
        ending = "修改说明" if work.language is Language.ZH else "changes"
        told = session.history, session.report.title or session.source.name, work.language
        if kind == "changes":
            text = change_report(*told, plain=True)
            return write_report(folder / f"{name}-{ending}.txt", text)
        target = folder / f"{name}-{ending}.docx"
        target.write_bytes(change_tables(*told))
        return target
    check = work.check()  # one look at the report: another window may write in it meanwhile
    gaps, words = check.gaps, with_marks(check.report.text, check.gaps)
    if kind == "md" and session.source.format is not Format.MARKDOWN:
        marked = parse(words, styles=session.source.styles_in(words))
        return write_report(folder / f"{name}.md", as_markdown(marked))
    if kind in FORMS:
        target = folder / f"{name}{MARKS[kind]}.docx"
        # The revisions of a pasted text are tracked in the Word file of the text as opened.
        opened = as_word(session.source)
        now = as_word(replace(session.source, text=words))
        text = words if opened is session.source else now.text
        form = with_adopted(FORMS[kind], session.history, opened, unseen(gaps))
        return write_report(target, text, opened, form=form)
    return write_report(folder / f"{name}.{kind}", words, session.source)


def still_open(work: Work) -> Message | None:
    """Return what the report that is taken away lacks, has too much or does not hold yet, as one
    who opens the file would not see it; None where that is nothing."""
    found = work.check()
    gaps, marked = sum(g.kind is not GapKind.PART for g in found.gaps), len(unseen(found.gaps))
    noise, waits = len(found.noise), len(work.session.apart)
    said: list[tuple[str, str]] = []
    if gaps:
        zh, en = f"还有 {gaps} 处空缺没有填", f"{gaps} gaps are not filled"
        zh += f"，看不出的 {marked} 处在文件里标着{MARK}" if marked else "，文件里照原样留着"
        en += f"; {marked} that nothing shows are marked {MARK} in the file" if marked else ""
        said.append((zh, en))
    if noise:
        said.append(
            (
                f"还有 {noise} 处无关文字，下载的文件里也有；要去掉请点“去掉无关文字”",
                f"{noise} stretches that are no part of the report are in the file as well: "
                "“Remove it” above the text takes them out",
            )
        )
    if waits:
        said.append(
            (
                f"还有 {waits} 份建议没有决定，文件里是原来的文字",
                f"{waits} proposals wait for a decision and are not in the file",
            )
        )
    zh, en = ("。".join(zh for zh, _ in said), ". ".join(en for _, en in said))
    return Message(f"报告里{zh}。", f"{en}.") if said else None


def without_paths(message: Message) -> Message:
    """Return an error's sentence with bare file names: the server's folders are no one's matter."""
    return Message(_PATHS.sub(r"“\1”", message.zh), _PATHS.sub(r"“\1”", message.en))


def _name(work: Work) -> str:
    title = work.session.report.title or Path(work.session.source.name).stem
    return _UNSAFE.sub("", title)[:60] or "报告"
