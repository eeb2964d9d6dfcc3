"""The section rung: what is asked about a whole section, how the reply is judged, which one stands.

The model sees where the section stands and what is wanted, to the letter; its reply is judged as
every text is.  Errors send it back, named at their sentence; what only wants reading does not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.catalogue import found
from assistant.chains.budget import SHORTFALL
from assistant.chains.fitted import fitted
from assistant.chains.job import Draft, Engine, Job, Rung, Target
from assistant.chains.repair import TRIES, Answer, Question
from assistant.chains.scope import checked
from assistant.chains.section_place import (
    EMPTY,
    fitting_points,
    head_end_of,
    outline_beside,
    shown,
    without_marks,
)
from assistant.chains.section_reply import as_section
from assistant.chains.seen_wishes import unheard
from assistant.chains.slots import genre_outline
from assistant.chains.tightened import without_clauses, without_manner
from assistant.findings import Finding, Message, Severity
from assistant.printable import cut
from assistant.prompts import load_prompt
from assistant.sentences import split_sentences
from assistant.tasks import Task
from assistant.tokens import count_tokens
from assistant.verify import Verification
from assistant.wordcount import count_words

TASKS = frozenset({Task.SHORTEN, Task.RESTRUCTURE, Task.REWRITE})
"""What a whole section can be asked for."""
FAR = 0.5
"""How far a section may be from its share of a length before it goes back on its own."""
SLACK = 40
"""The same in 字数, for the share of a short section."""
SHOWN = 60
"""Characters of a sentence by which a repair names it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A target on its way through the section rung.

    `most` is the 字数 it may have, if limited.  `shared` says that it is its share of a length:
    some sections can be told in less than theirs and others cannot, so only what is far off goes
    back, until all are there; `toward` 1 then asks for one within its share, -1 for one that
    fills it.
    """

    job: Job
    target: Target
    most: int | None = None
    shared: bool = False
    toward: int = 0

    @property
    def least(self) -> int:
        """The fewest 字数 that meet the request."""
        return math.ceil((self.most or 0) * (1 - SHORTFALL))

    @property
    def aim(self) -> int:
        """The 字数 asked for: midway between the fewest and the most."""
        return (self.least + (self.most or 0)) // 2

    def question(self) -> Question:
        """Return what to ask."""
        job, source = self.job, self.job.source(self.target)
        values = {
            "genre": job.genre.name.zh,
            "outline": outline_beside(job, self.target),
            "instruction": (job.request.instruction or "").strip(),
            "text": shown(job, self.target).strip(),
        } | self._wanted()
        return Question(
            prompt=load_prompt(f"section_{job.task}"),
            values=values,
            judge=self.judge,
            max_tokens=2 * count_tokens(source) + 256,
            section=self.target.id,
            repair="section_repair",
            complaint=self.complaint,
            anew=self._trimming,
            marks=("{}" if self._spares else "") + ("" if EMPTY in source else EMPTY),
        )

    @property
    def _spares(self) -> bool:
        """Whether a writer may have marked what goes first, as one is told to that is to trim."""
        return self.job.task == Task.SHORTEN and "{" not in self.job.source(self.target)

    def _trimming(self, reply: str, findings: Sequence[Finding]) -> Question | None:
        """Return the question for a text that is only too long, where that is what is wrong.

        It is put without the source: a capable model needs only its own words to cut them.
        """
        if [f.code for f in findings] != ["wording_too_long"]:
            return None
        text = self._said(reply).strip()
        return replace(
            self.question(),
            prompt=load_prompt("section_trim"),
            values={
                "instruction": (self.job.request.instruction or "").strip(),
                "text": text,
                "words": str(count_words(self.draft(reply).text)),
                "aim": str(self.aim),
                "most": str(self.most),
            },
        )

    def _wanted(self) -> dict[str, str]:
        job, task, most = self.job, self.job.task, self.most
        if task == Task.SHORTEN:
            words = str(count_words(job.source(self.target)))
            return {"words": words, "aim": str(self.aim), "most": str(most)}
        length = {"length": str(most) if most is not None else ""}
        if task == Task.REWRITE:
            plain = [w.said for w in job.request.asks.wishes if w.kind == "plain"]
            return length | {"plain": plain[0] if plain else ""}
        points = parts = ""
        if not (job.request.instruction or "").strip():
            if job.request.sections:
                prose = job.source(self.target)[head_end_of(job, self.target) :]
                points = str(fitting_points(prose))
            else:
                parts = "、".join(genre_outline(job.genre, job.report.title))
        return length | {"points": points, "parts": parts}

    def draft(self, reply: str, attempts: int = 1) -> Draft:
        """Return a reply as the draft of the section."""
        aimed = replace(self.target, asked=self.most)
        text = self._placed(self._said(reply))
        if self.most is not None and not self.shared:
            text = without_manner(text, self.most, head_end_of(self.job, self.target))
        return Draft(aimed, text, Engine.MODEL, attempts=attempts, rung=Rung.SECTION)

    def _placed(self, said: str) -> str:
        """Return what is said in the layout of the source, under its heading."""
        source = self.job.source(self.target)
        # Whether a wish reaches the heading only its reader can tell; a shorter text keeps it.
        changes = self.job.task != Task.SHORTEN
        said = without_marks(self.job, self.target, said)
        head_end = head_end_of(self.job, self.target)
        return as_section(source, head_end, said, heading_may_change=changes)

    def _said(self, reply: str) -> str:
        """Return a reply without what its writer marked as first to go, as far as it must."""
        if not self._spares:
            return reply
        most = self.most or 0
        figures = self.job.request.asks.figures
        whole = fitted(reply, len(reply), 0)
        # A heading that the reply leaves out is put back, and counts.
        added = count_words(self._placed(whole)) - count_words(whole.replace(EMPTY, ""))
        return fitted(reply, most - added, self.least - added, figures=figures)

    def judge(self, reply: str) -> list[Finding]:
        """Return why a reply is to be sent back; nothing where it may stand."""
        if not reply:
            return [*checked(self.job, self.draft("")).errors]
        draft = self.draft(reply)
        judged = checked(self.job, draft)
        return [
            *judged.errors,
            *self._unmet(draft),
            *unheard(self.job, self.target, draft.text, judged.trace),
        ]

    def _unmet(self, draft: Draft) -> list[Finding]:
        """Return what of the request a sound text does not meet: its length, or any change."""
        saw = self._length(count_words(draft.text))
        if draft.text.strip() == self.job.source(self.target).strip() and self.most is None:
            asked = self.job.request.instruction or ""
            why = Message("与原文一字不差", "it is the source to the letter")
            saw.append(found("not_as_asked", evidence=asked, why=why))
        asks = self.job.request.asks
        if asks.unmarked and asks.points not in (None, there := self._paragraphs(draft.text)):
            why = Message(f"现在是{there}段", f"there are {there} paragraphs")
            saw.append(found("not_as_asked", evidence=f"分成{asks.points}段", why=why))
        return saw

    def _paragraphs(self, text: str) -> int:
        """Return how many paragraphs a text has below its heading."""
        lines = [line for line in text.splitlines() if line.strip()]
        source, end = self.job.source(self.target), head_end_of(self.job, self.target)
        return len(lines) - (end > 0 and source[end : end + 1] in ("\r", "\n"))

    def _length(self, words: int) -> list[Finding]:
        most = self.most
        if most is None:
            return []
        over = max(SLACK, FAR * most) if self.shared and self.toward <= 0 else 0
        if words > most + over:
            return [found("wording_too_long", words=words, limit=most, off=words - most)]
        under = FAR if self.shared and self.toward >= 0 else 0
        if self.job.task == Task.SHORTEN and words < self.least * (1 - under):
            return [found("wording_too_short", words=words, limit=most)]
        return []

    def again(self, draft: Draft, toward: int) -> Question | None:
        """Return the question for the same text brought nearer to its share of the length: down
        where `toward` is 1, up where it is -1; None where it cannot be asked or is there."""
        nearer = replace(self, toward=toward)
        off = nearer._length(count_words(draft.text))
        if not off or draft.attempts >= TRIES:
            return None
        if (trimming := nearer._trimming(draft.text, off)) is not None:
            return replace(trimming, tries=TRIES - draft.attempts)
        question = nearer.question()
        sent_back = load_prompt(question.repair).render(complaints=nearer.complaint("", off))
        begun = (("assistant", draft.text.strip()), *sent_back)
        return replace(question, begun=begun, tries=TRIES - draft.attempts)

    def cut(self, draft: Draft) -> Draft | None:
        """Return a draft that is a little too long without the clauses of least worth, or None."""
        if not self._spares or self.most is None:
            return None
        shorter = replace(draft, text=without_clauses(draft.text, self.most, self.least))
        sound = shorter != draft and not checked(self.job, shorter).errors
        return shorter if sound else None

    def complaint(self, reply: str, findings: Sequence[Finding]) -> str:
        """Name each sentence with what is wrong with it."""
        text = self.draft(reply).text if reply else ""
        source = self.job.source(self.target)
        return "\n".join(f"- {_named(f, text, source)}{f.message.zh}" for f in findings)

    def best(self, answer: Answer) -> Draft | None:
        """Return the draft to stand: of the replies that may, the one that most wishes were heard
        in, and then with least to read.  A wish that was not is named.

        Where all are too long, what is only a little so loses clauses.
        """
        drafts = [self.draft(t.text, len(answer.tries)) for t in answer.safe]
        judged = [(d, checked(self.job, d)) for d in drafts if not self._unmet(d)]
        if not judged:
            cut = filter(None, map(self.cut, drafts))
            judged = [(d, checked(self.job, d)) for d in cut if not self._unmet(d)]
        told = [(d, v, tuple(unheard(self.job, self.target, d.text, v.trace))) for d, v in judged]
        if not told:
            return None
        draft, _, missed = min(told, key=lambda one: (len(one[2]), _to_read(one[1])))
        return replace(draft, refused=answer.refused, remarks=(*draft.remarks, *missed))


def _to_read(checked: Verification) -> tuple[int, float]:
    warned = sum(f.severity is Severity.WARNING for f in checked.findings)
    return warned, checked.read_share


def _named(finding: Finding, text: str, source: str) -> str:
    """Return the sentence a finding is about, as it is shown before it; "" for the whole."""
    shown = text[finding.output_start or 0 : finding.output_end or 0]
    went = finding.evidence == source[finding.start or 0 : finding.end or 0]
    if finding.start is not None and (went or finding.evidence not in shown):
        return f"原文“{_sentence(source, finding.start)}”："
    if finding.output_start is not None and finding.output_end != len(text):
        return f"“{_sentence(text, finding.output_start)}”："
    return ""


def _sentence(text: str, at: int) -> str:
    for sentence in split_sentences(text):
        if sentence.start <= at < sentence.end:
            return cut(text[sentence.start : sentence.end].strip(), SHOWN)
    return text[max(0, at - SHOWN // 2) : at + SHOWN // 2].strip()
