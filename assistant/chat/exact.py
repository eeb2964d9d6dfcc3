"""Edits that a sentence spells out: words for words, a figure for a figure, marks of headings, a
part that is missing."""

from __future__ import annotations

import re

from assistant.chat.added_facts import read_facts
from assistant.chat.added_words import as_typed
from assistant.chat.drafts import read_draft
from assistant.chat.exchange import QUOTES, exchanged
from assistant.chat.kinds import SURE, kind_of
from assistant.chat.normal import QUOTED, in_simplified
from assistant.chat.situation import Situation
from assistant.chat.spoken_figures import in_digits
from assistant.chat.turn import Act, Given, Reading, Step
from assistant.chat.vocabulary import said, told
from assistant.facts.model import number_said
from assistant.figures import FigureKind, find_figures
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import SPAN
from assistant.instruction.mentions import Mention, find_mention
from assistant.instruction.parts import DOTTED

REPLACE, CORRECT = "replace", "correct"
_BECOMES = rf"(?:{said('all_of_them').pattern})*(?:{said('becomes').pattern})"
_AMOUNT = (
    r"(?:约|近|超|逾)?(?:\d[\d,，]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?)"
    r"(?:多|余)?[百千万亿]*(?:%|‰|[\u4e00-\u9fff]{0,3}?)"
)
_PLAIN = (
    r"(?:\d[\d.]*|[零一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?)"
    r"[万亿]*(?:%|‰|[\u4e00-\u9fff]{0,2}?)"
)
_INQUOTES = r"[“\"「‘『](?P<{0}>[^“”\"「」‘’『』]{{1,200}})[”\"」’』]"
_PLAIN_PAIR = re.compile(
    rf"(?:把|将)?(?P<old>[^，。；]{{1,40}}?){_BECOMES}(?P<new>[^，。；]{{1,40}})$"
)
_WRONG = f"(?:{said('wrong_figure').pattern})"
_WRONG_BEHIND = re.compile(rf"(?:了)?[，,]?{_WRONG}")
_NOT_BUT = re.compile(
    rf"不是(?P<old>{_AMOUNT})[，,]?(?:而)?(?:应该?)?是(?P<new>{_AMOUNT})(?=$|[，。])"
)
_PAIRS = (
    _NOT_BUT,
    re.compile(
        rf"(?:是|为)(?P<new>{_PLAIN})[，、,]?(?:而)?(?:不是|不应?该是|非)(?P<old>{_PLAIN})(?=$|[，。、])"
    ),
    re.compile(
        rf"由(?P<old>{_AMOUNT})(?:更正|订正|修正|纠正|变更|调整|改)(?:为|成)(?P<new>{_AMOUNT})(?=$|[，。])"
    ),
    re.compile(r"(?P<old>\d[\d.]*)(?:→|->)(?P<new>\d[\d.]*)"),
    re.compile(rf"(?P<old>{_AMOUNT})(?:改|换|->|→)(?P<new>{_AMOUNT})(?=$|[，。吧])"),
    re.compile(
        rf"(?P<old>{_AMOUNT})(?:应该?|应当|其实|实际上?)(?:是|为|写成?|改[为成]|更正为)(?P<new>{_AMOUNT})(?=$|[，。])"
    ),
)
_INSERT = re.compile(
    _INQUOTES.format("at") + r"(?:这|那|的|一|个|句|词|字|话|处)*(?P<side>前|后)(?:面|边|头)?"
    r"(?:再|给我|帮我)?(?:加|补|插|添|写)(?:上|入|进|个)?[^“”]{0,6}" + _INQUOTES.format("more")
)
_A_FIGURE = re.compile(
    r"\d[\d.]*(?:[百千万亿]+)?(?:%|‰|(?!是|的|不|才|为|写|填|弄|搞|打|错|应|改|要|这|那|对|都|而|多|到|成|了|算)[\u4e00-\u9fff]{0,2}?(?=[，。、是的不才为写填弄搞打错应改要这那对都而了记报抄算属]|$))?"
)
_IN_CHINESE = re.compile("(?P<number>[零一二两三四五六七八九十百千点]+)(?P<rest>[万亿]?.{0,3})")
_A_LENGTH = re.compile("个?字")
_NOT_BEFORE = re.compile(
    "(?:不是|不应该?是|并非|而非|不对是|原[来先]?(?:写|填|报)?的(?:是)?|错写成|误写成|写成了|打成了|弄成了|错成)(?:了)?$"
)
_RIGHT_BEFORE = re.compile("(?:应该?|应当|实际上?|正确的?)(?:就)?(?:是|为|写成?)$")
_EVERYWHERE = re.compile("统统|全都?|全部|一律|通通|一概|统一|处处|每一?处|都")
_NUMERALS = re.compile(r"[\d.]+[百千万亿%]*|[零一二两三四五六七八九十百千万亿]+")
_NUMBER = re.compile(r"\d|[一二两三四五六七八九十百千万亿]")
_HEADINGS = re.compile(
    "(?:标题|题目)[^，。]{0,8}(?:句号|标点|末尾|后面的?点)|(?:句号|标点)[^，。]{0,6}标题"
)


def read_exact(sentence: str, at: Situation) -> Reading | None:
    """Return the exact edit that a sentence spells out, a question about it, or None."""
    if _HEADINGS.search(sentence) and re.search("去|删|不要|不用|规范|改|统一", sentence):
        return _heading_marks(sentence, at)
    inserted = _INSERT.search(sentence)
    if inserted is not None and inserted["at"] in at.report.text:
        old, more = inserted["at"], inserted["more"]
        return _replaced(old, more + old if inserted["side"] == "前" else old + more, "", at)
    kind = kind_of(sentence)
    if kind.label == "restructure" and kind.sure >= SURE and not QUOTED.search(sentence):
        return None
    return _correction(sentence, at) or _replacement(sentence, at) or read_draft(sentence, at)


def _heading_marks(sentence: str, at: Situation) -> Reading:
    named = find_mention(sentence, at.report, None)
    step = Step(
        REPLACE,
        sections=named.ids or None,
        whole=not named.ids,
        old="。",
        new="",
        instruction="标题末尾的标点",
    )
    return Reading(Act.TASK, (step,))


def _correction(sentence: str, at: Situation) -> Reading | None:
    quoted = _two_quoted(sentence, at)
    if quoted is not None and not counts(quoted[0]):
        return None  # 把“一年来”换成“2023年以来” corrects no figure
    for pattern in _PAIRS:
        match = pattern.search(sentence)
        if match is None or not _figures(match["old"], match["new"]):
            continue
        if all(_is_id(match[name], at) for name in ("old", "new")):
            return None  # 是2.3不是2.2
        if pattern is _NOT_BUT and re.search("部分|段|点$|条$", match.group()):
            continue
        return _corrected(sentence[: match.start()], match["old"], match["new"], at)
    marked = _marked(sentence)
    if marked is not None:
        return _corrected(*marked, at)
    if (standing := _by_what_stands(in_digits(sentence), at)) is not None:
        return standing
    match = _PLAIN_PAIR.search(QUOTED.sub(lambda m: m.group().strip(QUOTES), sentence))
    if match is None:
        return None
    old, new = match["old"].rstrip("也都就"), match["new"].rstrip("吧了")
    tail = re.search(rf"(?P<old>{_AMOUNT})$", old)
    if tail is None or not _figures(tail["old"], new) or not re.fullmatch(_AMOUNT, new):
        return None
    text = at.report.text
    if "写成" in match.group() and tail["old"] not in text and new.rstrip("了") in text:
        return _corrected(old[: tail.start()], new.rstrip("了"), tail["old"], at)
    return _corrected(old[: tail.start()], tail["old"], new, at)


def _marked(sentence: str) -> tuple[str, str, str] | None:
    """Return what stands before, the wrong and the right figure of a sentence with two figures of
    which one is called wrong: 是15次，14写错了; 不是3.2万，2.3万才对."""
    found = [f for f in _A_FIGURE.finditer(sentence) if not _A_LENGTH.match(sentence, f.end())]
    if not found or SPAN.search(_A_FIGURE.sub("", sentence[found[0].start() :])):
        return None
    texts = list(dict.fromkeys(f.group() for f in found))
    wrong = {
        f.group()
        for f in found
        if _NOT_BEFORE.search(sentence[: f.start()]) or _WRONG_BEHIND.match(sentence, f.end())
    }
    sure = {
        f.group()
        for f in found
        if said("right_figure").match(sentence, f.end())
        or _RIGHT_BEFORE.search(sentence[: f.start()])
    }
    old = (
        [t for t in texts if t in wrong] if len(wrong) == 1 else [t for t in texts if t not in sure]
    )
    if len(texts) != 2 or len(old) != 1 or (len(wrong) != 1 and len(sure) != 1):
        return None
    return sentence[: found[0].start()], old[0], next(t for t in texts if t != old[0])


def _by_what_stands(sentence: str, at: Situation) -> Reading | None:
    """Return the correction of a sentence that calls a figure wrong, in whatever order: the wrong
    one stands in the report, or is found there by its name, the right one does not stand there."""
    clauses = [c for c in re.split("[，。；]", sentence) if c]
    wrong = [c for c in clauses if _calls_wrong(c)]
    if not wrong or find_length(sentence) is not None:
        return None
    found = [m for m in _A_FIGURE.finditer(_unquoted(sentence)) if not _is_part(sentence, m)]
    inside = [m.group() for m in found if m.group() in at.report.text]
    outside = [m.group() for m in found if m.group() not in at.report.text]
    if len(inside) + len(outside) not in (1, 2) or len(outside) > 1 or len(inside) > 1:
        return None
    [new] = outside or inside
    where = sentence.replace(new, "")
    if inside and outside:
        return _corrected(where.replace(inside[0], ""), inside[0], new, at)
    names = [_SAYS_WRONG.sub("", told(c.partition(new)[0])) for c in clauses]
    for name in sorted((n for n in names if len(n) > 1), key=len, reverse=True):
        named = [f for f in find_figures(at.report.text) if f.subject and f.text != new]
        old = {f.text for f in named if name in f.subject or f.subject in name}
        if len(old) == 1:
            return _corrected(where.replace(name, ""), old.pop(), new, at)
        fact = read_facts(f"{name}应该是{new}", at)
        if fact is not None and fact.act is Act.TASK and fact.steps[0].task == CORRECT:
            return fact
    return None


_SAYS_WRONG = re.compile(
    f"(?:那个?|这个?|的|里)?(?:数据?|数字|数目)?(?:{said('wrong_figure').pattern})|(?:应该?|其实|实际)*(?:是|为)?$"
)


def _calls_wrong(clause: str) -> bool:
    kind = kind_of(clause)
    said_so = said("wrong_figure").search(QUOTED.sub("", clause)) is not None
    return said_so or (kind.label == CORRECT and kind.sure >= SURE)


def _unquoted(sentence: str) -> str:
    """Return a sentence with commas for the marks of its quotations."""
    return re.sub(f"[{QUOTES}]", "，", sentence)


def _is_part(sentence: str, figure: re.Match[str]) -> bool:
    """Whether a number is one of a part of the report: 第2部分."""
    return any(m.start() <= figure.start() < m.end() for m in SPAN.finditer(sentence))


def _is_id(words: str, at: Situation) -> bool:
    return DOTTED.fullmatch(words) is not None and any(s.id == words for s in at.report.walk())


def _figures(old: str, new: str) -> bool:
    if re.search("[部压缩段条字句]|一[下些遍番]|点(?![零一二三四五六七八九\\d])", old + new):
        return False
    return bool(_NUMBER.search(old) and _NUMBER.search(new)) and _differ(old, new)


def _written(amount: str, at: Situation) -> str:
    """Return a figure that is said in words as the report writes it: 二点四亿 for 2.4亿元."""
    said_so = _IN_CHINESE.fullmatch(amount)
    if amount in at.report.text or said_so is None:
        return amount
    number = number_said(said_so["number"])
    return f"{number}{said_so['rest']}" if number is not None else amount


def _corrected(where: str, old: str, new: str, at: Situation) -> Reading:
    if (written := _written(old, at)) != old and written in at.report.text:
        old, new = written, _written(new, at)
    new = _written(new, at) if old[:1].isdigit() else new
    number = re.match(r"[\d.]+", new)
    if number is not None and re.fullmatch(r"[\d.]+", old):
        unit = new[number.end() :]
        if unit[:1] not in "万亿%" or f"{old}{unit}" in at.report.text:
            new = number.group()  # the unit stands in the report: 是87岁，不是78
    named = _place(where, at)
    sections = named.ids or ((at.chosen,) if at.chosen and not named.whole else ())
    if not sections and at.report.text.count(old) == 1:
        top = (at.at(at.report.text.index(old)) or "").partition(".p")[0]
        sections = (top,) if top else ()
    subject = told(
        re.sub("(?:的|里|中|那个?|这个?|数据|数字|写的|上面|下面)+$", "", named.rest or "")
    )
    if subject and subject not in at.report.text:
        subject = ""
    step = Step(
        CORRECT,
        sections=sections or None,
        whole=not sections,
        old=old,
        new=new,
        instruction=subject or None,
        facts=as_stated(old, new, at),
    )
    return Reading(Act.TASK, (step,))


def as_stated(old: str, new: str, at: Situation) -> tuple[Given, ...]:
    """Return the right figure as the author states it, of what and in the unit that it has in the
    report; none where the wrong one stands there for several things."""
    value = re.match(r"\d[\d.]*", new)
    meant = [f for f in find_figures(at.report.text) if f.text.startswith(old) and f.subject]
    if value is None or len({f.subject for f in meant}) != 1:
        return ()
    unit = re.sub(r"^[\d.]+", "", meant[0].text)
    return (Given(None, meant[0].subject, value.group(), unit),)


def _place(where: str, at: Situation) -> Mention:
    """Return the parts that the words in front of a figure name, without asking about the rest."""
    if not where.strip():
        return Mention(rest="")
    found = find_mention(where, at.report, at.chosen)
    return found if found.problem is None else Mention(rest=SPAN.sub("", where))


def _replacement(sentence: str, at: Situation) -> Reading | None:
    if (both := _two_quoted(sentence, at)) is not None:
        return _replaced(*both, QUOTED.sub("", sentence), at)
    found = exchanged(sentence, at.report)
    return _replaced(found.old, found.new, found.where, at) if found is not None else None


_INTO = re.compile('(?:[改换]|替换|调整)[成为作](?=[“"「])')
"""Behind it stands what is to stand there, whatever the report has."""


def _two_quoted(sentence: str, at: Situation) -> tuple[str, str] | None:
    """Return what stands in the report and what is to stand there, of two quotations of which
    just one is in it: 系“海鸥”，不是“海葵”."""
    quoted = [q.strip(QUOTES) for q in QUOTED.findall(sentence)]
    inside = [q for q in quoted if q in at.report.text]
    if len(quoted) != 2 or len(inside) != 1 or (_INTO.search(sentence) and inside[0] != quoted[0]):
        return None
    if kind_of(sentence).label not in (REPLACE, CORRECT):
        return None
    return inside[0], next(q for q in quoted if q != inside[0])


def _replaced(old: str, new: str, where: str, at: Situation) -> Reading:
    if _NUMBER.search(old) and counts(old) and counts(new) and _differ(old, new):
        return _corrected(where, old, new, at)
    named = _place(re.sub("^[，。]|把|将", "", where), at)
    return _of_words(old, new, named.ids, named.whole or bool(_EVERYWHERE.search(where)), at)


def _differ(old: str, new: str) -> bool:
    """Whether words differ in their numbers: 九摊子事 and 九项工作 do in the others alone."""
    return _NUMERALS.findall(old) != _NUMERALS.findall(new)


def counts(words: str) -> bool:
    """Whether words hold a figure that counts something: a date and a period are words."""
    whens = (FigureKind.DATE, FigureKind.PERIOD)
    return any(f.kind not in whens for f in find_figures(words))


def _of_words(old: str, new: str, ids: tuple[str, ...], whole: bool, at: Situation) -> Reading:
    sections = ids or ((at.chosen,) if at.chosen and not whole else ())
    by_number = ids and "preamble" not in ids
    if sections and not by_number and not any(old in at.text_of(s) for s in sections):
        sections = ()
    if not sections and not whole and at.report.text.count(old) == 1:
        sections = tuple(filter(None, (at.at(at.report.text.index(old)),)))
    step = Step(REPLACE, sections=sections or None, whole=not sections, old=old, new=_own(new, at))
    return Reading(Act.TASK, (step,))


def _own(new: str, at: Situation) -> str:
    """Return what is to stand there letter for letter as it was typed; in the characters of the
    report where all that the author types is in traditional ones, and none of the report is."""
    own = as_typed(new, at.typed)
    around, text = at.typed.replace(own, ""), at.report.text
    types_so = in_simplified(around) != around and in_simplified(text) == text
    return new if types_so else own
