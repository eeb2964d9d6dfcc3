"""Facts that the author states and no gap waits for: put into a part in the author's own words.

农牧业那节再添两个数：农机总动力23万千瓦，综合机械化率91%
“落实率为近七年最高”后面没跟数，91.2%，补上
在第三部分加一句：全年开展培训12期，1300人次参加
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.chat import asking
from assistant.chat.added_words import (
    WAYS_IN,
    Added,
    as_typed,
    cut,
    edge_of,
    facts_in,
    figure_said,
    figures_of,
    quoted_in,
    said_in_full,
    says,
    unquoted,
)
from assistant.chat.clause_tasks import LONG, task_by_words
from assistant.chat.commands import is_question
from assistant.chat.facts_said import CORRECTS, Reads, gap_for, of_a_figure, read_stated, takes
from assistant.chat.normal import QUOTED, normal
from assistant.chat.part_named import ENDS, LEAD, SUBJECT_ENDS, part_named
from assistant.chat.situation import Situation
from assistant.chat.turn import Act, Choice, Given, Reading, Step
from assistant.chat.vocabulary import said
from assistant.figures import find_figures
from assistant.findings import Message
from assistant.gaps import GapKind
from assistant.instruction.lengths import find_length
from assistant.instruction.mention_words import SPAN
from assistant.session.plain import Place, parts_about
from assistant.tasks import Task

_IN = re.compile("^(?:那|这)?一?个?(?:部分|[节段条块])?(?:里[面头]?|[中内]|的|，)*")
_PLACES = tuple(
    re.compile(
        rf"(?P<place>{LEAD.pattern}(?:[^，。；“”\d]{{2,16}}{lazy}{ENDS}"
        r"|第.{1,3}(?:部分|[节段条块章点])))(?:里[面头]?|[中内]|的|，)*(?P<rest>.*)"
    )
    for lazy in ("", "?")
)
"""A part in front of what is said of it: the longest words that name one, else the shortest."""
_INTO = re.compile(
    "(?:就|请|都|也|再|把它|给我|帮我)*(?:[补填加写添][进到在入]|放[进到在入]?)(?P<place>.{2,16}?)(?:去|里[面头]?|中|吧)*"
)
_PUT_BEHIND = re.compile(f"{_INTO.pattern}$")
_BEHIND = re.compile("^(?:那|这)?一?(?:句话?|处|里)?的?(?:后|之后|后头|后边|后面)$")
_NO_NAME = re.compile("(?:具体的?)?(?:数字?|数据|多少|情况|内容|上|的)*")
_OF_WHAT = re.compile("[为是达居占，]")
_OFFERED = 3


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a sentence says: the words to be added, the facts in them, the words of the report that
    they belong behind, the part and the `place` in it, whether nothing of it stands anywhere yet,
    and what it asks for besides (`denied`: not to add them)."""

    words: str
    facts: tuple[Given, ...]
    behind: str = ""
    parts: tuple[str, ...] | None = None
    new: bool = False
    puts_in: bool = False
    other: str = ""
    denied: bool = False
    place: Place | None = None


def read_added(sentence: str, at: Situation, read_steps: Reads) -> Reading | None:
    """Return the step that adds what a sentence states, the question for its part, or None where
    nothing is to be added, or a gap waits for it; `read_steps` reads what it asks for besides."""
    heard = _heard(sentence, at)
    if heard is not None and (heard.other or heard.denied):
        return _one_at_a_time(heard, at, read_steps)
    if heard is None or not (heard.new or heard.puts_in) or _waits(heard, at):
        return None
    if not heard.new and not heard.behind and of_a_figure(heard.facts, at) is not None:
        return None  # another figure of it stands there already
    return _placed(heard, at)


def read_facts(sentence: str, at: Situation) -> Reading | None:
    """Return what a sentence does with the figures it states, as `read_stated` does."""
    return read_stated(sentence, at, _which_part)


def _which_part(sentence: str, at: Situation) -> Reading | None:
    """Return the question where figures are to stand that no gap waits for, and of which nothing
    else is said; None where a sentence says more."""
    heard = _heard(sentence, at)
    return None if heard is None or heard.denied else asked_where(_step(heard), at)


def added_step(step: Step, sentence: str, at: Situation) -> Step:
    """Return a step whose facts have no gap, read by a model, with the words to be added and the
    part; as it is where they may yet be meant for a gap."""
    heard = _heard(sentence, at)
    if heard is not None and heard.denied:
        return step
    if heard is None and not all(figures_of(f.value + f.unit) for f in step.facts):
        return step  # 单位名称待定的地方，填某某中心: a name is for a place that waits for it
    if heard is None:
        words = "，".join(f"{f.name}{f.value}{f.unit}" for f in step.facts)
        heard = _Heard(f"{words}。", step.facts, new=says(sentence, "adds"))
    elif not (heard.new or heard.puts_in) and step.facts[0].name:
        # Where the rules do not know what is meant, the name is where the model sees it.
        words = heard.words[max(0, heard.words.find(step.facts[0].name)) :]
        heard = replace(heard, words=words, facts=tuple(facts_in(words)))
    named = step.sections or heard.parts
    heard = replace(heard, parts=named)
    if not all(f.name or heard.behind for f in heard.facts) or _waits(heard, at):
        return step
    return _step(heard)


def _one_at_a_time(heard: _Heard, at: Situation, read_steps: Reads) -> Reading:
    """Ask which is meant where a sentence adds words and asks for something else besides."""
    if heard.denied:
        not_added = "这句话里说不要补，我没有动。要补的话，请再说一遍补什么、补到哪一部分。"
        return asking.ask((), Message(not_added, "It also says not to: nothing was done."), "")
    words = heard.words.rstrip("。")
    told = Message(
        f"“{words}”我听懂了，是要补进去的；“{heard.other}”是另一件事，请分开说"
        "（整句都要补的，请加上引号）。先补这一句吗？",
        f"“{words}” is to be added; “{heard.other}” is another request (quote it if all is to "
        "be added): shall I add it first?",
    )
    added, other = (
        _placed(heard, at),
        read_steps(normal(heard.other), replace(at, typed=heard.other)),
    )
    steps = (*added.steps, *(other.steps if other is not None else ()))
    offers = () if _waits(heard, at) else (Choice("先只补这一句", added),)
    return asking.ask(steps, told, "agree", offers)


def _placed(heard: _Heard, at: Situation) -> Reading:
    step = _step(heard)
    spoken_of = at.chosen or (at.done[0] if not step.facts and len(at.done) == 1 else None)
    if step.sections is None and spoken_of is not None:
        step = replace(step, sections=(spoken_of,))
    if not step.sections:
        return asked_where(step, at)
    added = Reading(Act.TASK, (step,))
    return _stands(heard, added, at) or added


def _stands(heard: _Heard, added: Reading, at: Situation) -> Reading | None:
    """Return the question whether a figure is to be put right that stands there by the very name
    of one that is stated; None where there is none."""
    named = {f.subject for f in find_figures(at.report.text)}
    corrected = of_a_figure(heard.facts, at)
    if corrected is None or not corrected.steps or heard.facts[0].name not in named:
        return None
    [step] = corrected.steps
    told = Message(
        f"报告里已经有{step.instruction}{step.old}。要把它改成{step.new}，还是另外补一句？",
        f"{step.instruction}{step.old} stands already: is it to be {step.new}, or one more?",
    )
    offers = (Choice(f"把{step.old}改成{step.new}", corrected), Choice("另外补一句", added))
    return asking.ask(added.steps, told, "agree", offers)


def _step(heard: _Heard) -> Step:
    facts = tuple(replace(f, gap=None) for f in heard.facts)
    old, new, place = heard.behind or None, heard.words, heard.place
    return Step(Task.FILL, heard.parts, facts=facts, old=old, new=new, place=place)


def asked_where(step: Step, at: Situation) -> Reading:
    """Ask which part the words of a step are to be added to, offering those that speak of it."""
    likely = parts_about(step.new or "", at.report)[:_OFFERED]
    offers = [
        Choice(f"补进{asking.label_of(s, at)}", Reading(Act.TASK, (replace(step, sections=(s,)),)))
        for s in likely
    ]
    words = (step.new or "").rstrip("。")
    told = Message(
        f"“{words}”报告里没有空着的地方等着填。要补到哪一部分？"
        "如果是改已有的数，请说把哪个数改成多少。",
        f"No gap waits for “{words}”: which part is it to be added to? To correct a figure, "
        "say which one.",
    )
    if not step.facts:
        told = Message(
            f"“{words}”要加到哪一部分？可以说“第二部分”，也可以抄几个字说“在……后面”。",
            f"Which part is “{words}” to be added to, or behind which words?",
        )
    return asking.ask((step,), told, "sections", offers)


def _waits(heard: _Heard, at: Situation) -> bool:
    """Whether a gap may wait for any of what is said: one that fits it, or, where it is not said
    to stand nowhere yet, one of its part with its unit."""
    gaps = [g for g in at.gaps if g.kind is not GapKind.PART]
    if any(gap_for(f, at, set()) for f in heard.facts if f.name):
        return True
    if heard.new or not gaps:
        return False
    if not heard.parts:
        return True
    inside = [g for g in gaps if _inside(g.start, heard.parts, at)]
    return any(takes(g, f.unit) for g in inside for f in heard.facts)


def _inside(position: int, parts: Sequence[str], at: Situation) -> bool:
    from assistant.chains.prepare import targets_of

    return any(t.start <= position < t.end for t in targets_of(at.report, tuple(parts)))


def _heard(sentence: str, at: Situation) -> _Heard | None:
    """Return what a sentence adds; None where it asks for anything else, or puts a figure right."""
    if CORRECTS.search(unquoted(sentence)) or is_question(sentence):
        return None
    told = _Told(at)
    adds = any(says(clause, "adds_sentence") for clause in cut(sentence))
    own = said_in_full(at.typed or sentence, lambda c: bool(_put_into(c, at))) if adds else None
    quotes = [q[1:-1] for q in QUOTED.findall(sentence)]
    if own is not None and not (len(quotes) > 1 and own.words in quotes):
        return _in_full(sentence, own, told)
    if not all(told.takes(clause) for clause in cut(sentence) if clause):
        return None
    return told.heard()


def _put_into(bare: str, at: Situation) -> tuple[str, ...] | None:
    """Return the part that a clause only says to put something into."""
    into = _INTO.fullmatch(bare)
    return part_named(into["place"], at) if into is not None else None


def _in_full(sentence: str, own: Added, told: _Told) -> _Heard | None:
    """Return that the author's own words are added where the clauses around them say."""
    if own.denied:
        return _Heard("", (), denied=True)
    for clause in cut(sentence):
        adds = said("adds_sentence").search(clause)
        if clause and not told.takes(clause[: adds.end()] if adds is not None else clause):
            return None
        if adds is not None:
            break
    for clause in own.behind:
        told.takes(told.at_edge(clause))
    told.stated, told.word_for_word = [own.words], own.word_for_word
    return replace(heard, other=own.other) if (heard := told.heard()) is not None else None


@dataclass
class _Told:
    """What the clauses of a sentence have told so far."""

    at: Situation
    place: tuple[str, ...] | None = None
    quote: str = ""
    subject: str = ""
    missing: str = ""
    new: bool = False
    puts_in: bool = False
    sentence: bool = False
    word_for_word: bool = False
    edge: Place | None = None
    stated: list[str] = field(default_factory=list)

    def takes(self, clause: str) -> bool:
        """Take the next clause; whether it asks for nothing else."""
        if self.place is None and not self.stated:
            clause = self._placed(clause)
        bare = unquoted(clause)
        if (home := _put_into(bare, self.at)) is not None:
            self.place, self.puts_in = self.place or home, True
            return True
        if self.sentence:
            if says(bare, "puts_in") and not figures_of(bare):
                self.puts_in = True
            else:
                self.stated.append(WAYS_IN.sub("", clause))
            return True
        if (adds := said("adds").search(bare)) is not None:
            clause = bare = self._adds(clause, bare, adds)
        elif (puts := said("puts_in").search(bare)) is not None:
            self.puts_in = True
            clause, bare = clause[: clause.rfind(puts.group())], bare[: puts.start()]
            if self.place is None and len(bare) > 1 and not figures_of(bare):
                self.place = part_named(bare, self.at)
                clause = bare = "" if self.place else bare
        elif (
            figures_of(bare)
            and (behind := _PUT_BEHIND.search(bare)) is not None
            and (home := part_named(behind["place"], self.at)) is not None
        ):
            self.place, self.puts_in = self.place or home, True
            clause, bare = clause[: clause.rfind(behind.group())], bare[: behind.start()]
        if not bare and not clause:
            return True
        if figures_of(bare):
            self.stated.append(figure_said(clause))
            return find_length(bare) is None or "%" in bare
        self.quote = self.quote or quoted_in(clause)
        return task_by_words(bare) in (None, LONG) and not SPAN.search(bare)

    def _placed(self, clause: str) -> str:
        """Return a clause without the part that it begins with, which is remembered."""
        lead = LEAD.match(clause)
        numbered = SPAN.match(clause, lead.end() if lead else 0)
        if numbered is not None and (home := part_named(numbered.group(), self.at)) is not None:
            self.place, clause = home, _IN.sub("", clause[numbered.end() :])
        for pattern in _PLACES:
            found = pattern.fullmatch(clause)
            home = part_named(found["place"], self.at) if found is not None else None
            if found is None or home is None:
                continue
            if self.place is None or home[0].startswith(f"{self.place[0]}."):
                self.place = home
                return found["rest"]
        return clause

    def at_edge(self, clause: str) -> str:
        """Return a clause without the end of a part that it says, which is remembered; all of it
        where it names a part that way: 开头."""
        rest, edge = edge_of(clause)
        if edge is None or (rest and self.place is not None):
            return clause
        self.edge = edge
        return rest if rest or self.place is not None else clause

    def _adds(self, clause: str, bare: str, adds: re.Match[str]) -> str:
        """Take that something stands nowhere yet; return what is stated behind that."""
        self.quote = self.quote or quoted_in(clause)
        before, behind = bare[: adds.start()], bare[adds.end() :]
        self.sentence = said("adds_sentence").match(bare, adds.start()) is not None
        if said("lacks").match(bare, adds.start()) is None:
            named = self.at_edge(clause[: clause.find(adds.group())] or before)
            if self.place is None and len(named) > 1:
                self.place = part_named(named, self.at)
        elif not self.subject:
            subject = SUBJECT_ENDS.sub("", _BEHIND.sub("", before))
            headed = [p.id for p in self.at.report.walk() if p.heading == subject]
            if len(headed) == 1 and self.place is None:
                self.place, subject = (headed[0],), ""
            if subject and subject not in self.at.report.text:
                return bare  # of what it is, nobody can tell: it may be said of something else
            self.subject = "" if _NO_NAME.fullmatch(subject) else subject
            self.missing = "" if _NO_NAME.fullmatch(behind) else behind
        self.new = True
        return behind if figures_of(behind) else ""

    def heard(self) -> _Heard | None:
        """Return what all clauses say together; None where they state no figure of anything, nor
        give words as they are to stand."""
        stated = [words for words in self.stated if words]
        figures = [f for words in stated for f in figures_of(words)]
        asks = not self.sentence and any(task_by_words(w) not in (None, LONG) for w in stated)
        if asks or not (figures or (self.word_for_word and stated)):
            return None
        text = self.at.report.text
        behind = self.quote if self.quote and text.count(self.quote) == 1 else ""
        words = as_typed("，".join(stated), self.at.typed)
        alone = bool(figures) and figures[0].text == stated[0]
        subject, missing = (self.subject or self.missing), (self.missing if self.subject else "")
        if subject and not self.sentence and subject not in words:
            words = f"{subject}{missing if alone else ''}{words}"
        elif alone and behind:
            words = f"（{words}）"
        elif not self.sentence and figures[0].start == 0:
            return None  # a figure of which nobody says what it counts
        parts = self.place
        if parts is None and behind and (home := self.at.at(text.index(behind))) is not None:
            parts = (home,)
        if not (alone and behind) and not words.endswith(("。", "！", "？")):
            words += "。"
        facts = tuple(facts_in(words))
        if words.startswith("（") and not facts[0].name:
            facts = (replace(facts[0], name=_OF_WHAT.split(behind)[0]), *facts[1:])
        place = self.edge or (Place.PARAGRAPH if self.sentence else None)
        return _Heard(words, facts, behind, parts, self.new, self.puts_in, place=place)
