"""A required part that the report lacks, in a capable model's words (design.md, “The ladder”).

The model may only tell what the report and the facts say, and cites by number what each sentence
rests on.  Each sentence is judged against what it cites, as any shortening is against its source;
what has no warrant is left out, and 【待补：…】 stands for what nobody has told yet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.catalogue import found
from assistant.chains.draft_parts import as_part, fillings_of, lacking_part, stated_fact
from assistant.chains.job import Draft, Engine, Job, Rung, Target
from assistant.chains.promote import relabelled
from assistant.chains.repair import Answer, Question, unusable
from assistant.chains.section_place import outline_of
from assistant.chains.unit_question import unit_scope
from assistant.chains.verified import verified
from assistant.document import PROSE
from assistant.errors import MalformedReply
from assistant.findings import Finding, Message
from assistant.gaps import Gap
from assistant.genres import Part
from assistant.genres.model import Stage, pattern
from assistant.matching.places import stated
from assistant.models.replies import object_of, parse_json
from assistant.numbering import match_point_label
from assistant.prompts import load_prompt
from assistant.sentences import split_sentences
from assistant.tokens import count_tokens
from assistant.verify import Verification
from assistant.wordcount import count_words

MOST = 6
"""Sentences that are asked for: a frame to go on from, not the part itself."""
SHOWN = 3_000
"""字数 of the report that are shown, those about the part first."""
LEAD = 16
"""字数 up to which a numbered sentence is the lead of others (一是抓好学习。) and tells nothing."""
FACTS = 30
"""Facts that are shown."""


def part_question(job: Job, target: Target, gap: Gap) -> Question | None:
    """Return what to ask for a missing part; None for a set form (称谓, 署名), which has no text to
    tell, and where nothing is there to tell it from."""
    part = lacking_part(job, gap)
    if part is None or not part.weight or part.stage is Stage.OPENING:
        return None
    sources = _sources(job, gap)
    if not sources:
        return None
    schema = _schema(sources)

    def judge(reply: str) -> list[Finding]:
        try:
            told = _sentences(reply, schema)
        except MalformedReply as error:
            return [unusable(error.message)]
        return [_named(f, text) for text, cited in told for f in _errors(job, text, cited, sources)]

    return Question(
        prompt=load_prompt("section_draft"),
        values={
            "genre": job.genre.name.zh,
            "outline": outline_of(job, target),
            "part": part.name.zh,
            "question": gap.question.zh,
            "sources": "\n".join(f"{name} {text}" for name, text in sources.items()),
            "most": str(MOST),
        },
        judge=judge,
        max_tokens=count_tokens("".join(sources.values())) + 256,
        section=target.id,
        schema=schema,
    )


def written_part(
    job: Job, target: Target, gap: Gap, answer: Answer, used: Collection[str]
) -> Draft | None:
    """Return the part as the model told it; None where no sentence of it can stand.

    `used` are the IDs of facts that stand elsewhere already: no fact is told twice.
    """
    sources = _sources(job, gap)
    facts = {fact.id: fact for fact in job.facts}
    schema = _schema(sources)
    for one in reversed(answer.tries):
        try:
            told = _sentences(one.text, schema)
        except MalformedReply:
            continue
        sound = [
            (text, cited)
            for text, cited in told
            if not any(name in used for name in cited) and not _errors(job, text, cited, sources)
        ]
        if not sound:
            continue
        cited = list(dict.fromkeys(name for _, names in sound for name in names))
        draft = as_part(job, target, gap, [text for text, _ in sound])
        basis = as_part(job, target, gap, [_ended(sources[name]) for name in cited])
        written = replace(
            draft,
            engine=Engine.MODEL,
            attempts=len(answer.tries),
            refused=answer.refused,
            fillings=fillings_of(gap, [facts[name] for name in cited if name in facts]),
            remarks=tuple(_cites(text, names, sources) for text, names in sound),
            rung=Rung.SECTION,
            basis=basis.text,
        )
        if not judged_part(job, written).errors:
            return written
    return None


def judged_part(job: Job, draft: Draft) -> Verification:
    """Judge a part that a model told, against all that it cites; its number is code's own.

    What it left out of that still stands where it stood: nothing is lost, and nothing said of it.
    """
    told = verified(relabelled(draft.basis, draft.text), draft.text, unit_scope(job))
    return replace(told, findings=tuple(f for f in told.findings if f.output_start is not None))


def _sources(job: Job, gap: Gap) -> dict[str, str]:
    """Return what may be cited, by number: sentences without an open place, and facts.

    Of a long report those that sound like the part come first; all stand in the report's order.
    """
    text, part = job.report.text, lacking_part(job, gap)
    spans = [
        (block.start + span.start, block.start + span.end)
        for block in job.report.blocks
        if block.kind in PROSE
        for span in split_sentences(text[block.start : block.end])
    ]
    closed = [
        (low, high)
        for low, high in spans
        if _tells(text[low:high]) and not any(job.open_places.inside(low, high))
    ]
    left, shown = SHOWN, []
    for low, high in sorted(closed, key=lambda span: (-_about(part, text[slice(*span)]), span)):
        left -= count_words(text[low:high])
        if left < 0:
            break
        shown.append((low, high))
    sources = {f"s{n}": text[slice(*s)].strip() for n, s in enumerate(sorted(shown), 1)}
    new = [fact for fact in job.facts if not stated(fact, text)][:FACTS]
    return sources | {fact.id: stated_fact(fact) for fact in new}


def _tells(sentence: str) -> bool:
    """Whether a sentence says something, and not only what those behind it are about."""
    numbered = match_point_label(sentence.lstrip()) is not None
    return count_words(sentence) > (LEAD if numbered else 0)


def _about(part: Part | None, sentence: str) -> int:
    """Return how much a sentence sounds like a part of the genre."""
    if part is None:
        return 0
    expressions = [e for e in (part.heading, part.statement) if e]
    said = sum(2 for e in expressions if pattern(*e).search(sentence))
    return said + sum(topic in sentence for topic in part.topics)


def _schema(sources: Mapping[str, str]) -> dict[str, Any]:
    cited = {"type": "array", "items": {"enum": [*sources]}, "minItems": 1}
    sentence = object_of({"text": {"type": "string", "minLength": 2}, "from": cited})
    return object_of({"sentences": {"type": "array", "items": sentence, "maxItems": MOST}})


def _sentences(reply: str, schema: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Return the sentences of a reply with what each cites; raises MalformedReply."""
    told = parse_json(reply, schema)["sentences"]
    return [(_ended(" ".join(one["text"].split())), one["from"]) for one in told]


def _ended(text: str) -> str:
    return text if text[-1] in "。！？；" else f"{text}。"


def _errors(job: Job, text: str, cited: Sequence[str], sources: Mapping[str, str]) -> list[Finding]:
    basis = "".join(_ended(sources[name]) for name in cited)
    return [*verified(basis, text, unit_scope(job)).errors]


def _named(finding: Finding, text: str) -> Finding:
    said = finding.message
    told = Message(f"“{text}”：{said.zh}", f"“{text}”: {said.en}")
    return replace(finding, message=told, output_start=None, output_end=None)


def _cites(text: str, cited: Sequence[str], sources: Mapping[str, str]) -> Finding:
    listed = "；".join(sources[name] for name in cited)
    return found("sentence_cites", evidence=text, listed=Message(listed, listed))
