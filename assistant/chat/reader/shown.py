"""What a model is shown beside a sentence: the outline, where words of the sentence stand, and what
the talk remembers; never the report's text but for the few words around an open gap or a change
that waits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.chat import wording
from assistant.chat.normal import bare, normal
from assistant.chat.reader.schema import Choices
from assistant.chat.reader.spoken_of import spoken_of
from assistant.chat.situation import Situation
from assistant.chat.vocabulary import said
from assistant.document import Point, Section
from assistant.figures import find_figures
from assistant.gaps import Gap, GapKind
from assistant.instruction.mentions import find_mention
from assistant.instruction.told_paragraphs import paragraphs_alone
from assistant.session import Proposal
from assistant.wordcount import pairs_of

_CALLED = re.compile("[\u4e00-\u9fff]{2,12}")
"""Words by which a placeholder says what it wants: [发文单位]."""
EDGES = ("preamble", "closing")
MOST_PARTS = 90
MOST_BELOW = 30
MOST_GAPS = 16
MOST_CHANGES = 12
MOST_WORDS = 6
_HEADING, _LEAD, _AROUND, _CHANGE, _TOLD = 20, 9, 8, 10, 90


def shown(sentence: str, at: Situation) -> tuple[dict[str, str], Choices]:
    """Return the variables of the prompt and the lists that the reply chooses from."""
    lines = list(_outline(sentence, at))
    gaps = _gaps(sentence, at)
    waits = at.pending
    steps = len(at.session.history.line()) - 1
    values = {
        "outline": "\n".join(words for _id, words in lines if words),
        "missing": _missing(at),
        "words": _listed("句中的词所在：", _spoken(sentence, at), "；"),
        "gaps": _listed("空缺：", (_gap(g, at) for g in gaps), "；"),
        "chosen": _chosen(at),
        "last": "".join(_last(at)),
        "waits": (_waits(at) + (f"\n已采用{steps}次改动。" if steps else "")).strip(),
        "question": _question(at),
        "sentence": sentence,
    }
    choices = Choices(
        tuple(part for part, _words in lines if part) + EDGES,
        tuple(g.id for g in gaps),
        len(waits.changes) if waits is not None else 0,
        len(at.choices),
    )
    return values, choices


def _outline(sentence: str, at: Situation) -> Iterator[tuple[str, str]]:
    """Yield the ID and the line of every part; those that are but paragraphs where a sentence
    speaks of such, and of a long report only what is below the parts that it names."""
    paragraphs = "段" in sentence
    sections = list(at.report.walk())
    below = {s.id: list(_below(s, at, paragraphs)) for s in sections}
    if len(sections) + sum(map(len, below.values())) > MOST_PARTS:
        named = {at.chosen, *find_mention(normal(sentence), at.report, at.chosen).ids}
        below = {s: parts[:MOST_BELOW] for s, parts in below.items() if s in named}
    for section in sections[:MOST_PARTS]:
        title = _cut((section.number + section.heading).lstrip("# "), _HEADING)
        parts = below.get(section.id, ())
        listed = "".join(f" {p.id.rpartition('.')[2]}{_cut(p.lead, _LEAD)}" for p in parts)
        yield section.id, f"{section.id} {title}（{at.words(section.id)}字）{listed}"
        yield from ((part.id, "") for part in parts)
    for edge in at.report.outside() if paragraphs else ():
        own = list(paragraphs_alone(at.report, edge))
        if edge.id in EDGES and own:
            listed = "".join(f" {p.id.rpartition('.')[2]}{_cut(p.lead, _LEAD)}" for p in own)
            yield "", f"{edge.id}{listed}"
            yield from ((part.id, "") for part in own)


def _below(section: Section, at: Situation, paragraphs: bool) -> Iterator[Point]:
    """Yield the points of a section, and its paragraphs where they can be named."""
    yield from section.points
    if paragraphs:
        yield from (
            p for p in paragraphs_alone(at.report, section) if p.id.startswith(f"{section.id}.b")
        )


def _gaps(sentence: str, at: Situation) -> list[Gap]:
    """Return the open gaps that what is stated may be for: of its units, or spoken of alike."""
    gaps = [g for g in at.gaps if g.kind is not GapKind.PART]
    if at.question is not None and at.question.slot == "fact":
        return gaps[:MOST_GAPS]
    plain = normal(sentence)
    stated = [f.unit for f in find_figures(plain) if f.unit and f.unit != "字"]
    fills = said("fill").search(plain) is not None
    if not stated and not fills:  # a name that is stated has no unit: 牵头单位定了，县文旅局
        named = (g for g in gaps if not g.unit and _alike(plain, _gap(g, at)))
        return [g for g in named if g.kind is GapKind.PLACEHOLDER][:MOST_GAPS]
    fitting = [g for g in gaps if any(u.endswith(g.unit) for u in stated if g.unit)]
    spoken = [g for g in gaps if _alike(plain, _gap(g, at))]
    near = [g for g in fitting if g in spoken]
    near += [g for g in gaps if (g in fitting) != (g in spoken)]
    near += [g for g in gaps if fills and g not in near]  # 落款填31
    return sorted(near[:MOST_GAPS], key=lambda g: g.start)


def _alike(sentence: str, words: str) -> bool:
    """Whether two characters stand together in both."""
    pairs = pairs_of(words)
    return any(p in sentence for p in pairs if p.isalpha())


def _gap(gap: Gap, at: Situation) -> str:
    text = at.report.text
    before = text[max(0, gap.start - _AROUND) : gap.start]
    after = text[gap.end : gap.end + 4]
    called = "".join(_CALLED.findall(text[gap.start : gap.end]))
    return f"{gap.id} {before}▁{called and f'[{called}]'}{after}".replace("\n", " ")


def _spoken(sentence: str, at: Situation) -> Iterator[str]:
    """Yield the words of a sentence that few parts hold, with the IDs of those parts."""
    headings = "\n".join(_cut(s.heading, _HEADING) for s in at.report.walk())
    found = spoken_of(bare(normal(sentence)), at)
    told = (one for one in found if one.words not in headings)
    for one in list(told)[:MOST_WORDS]:
        yield f"{one.words}→{'、'.join(one.parts)}"


def _missing(at: Situation) -> str:
    return _listed("缺的部分：", (m.part.name.zh for m in at.check.parts if not m.present), "、")


def _chosen(at: Situation) -> str:
    words = [f"正看着{at.chosen}。"] if at.chosen else []
    if at.selected is not None:
        words.append(f"选中了“{_cut(at.report.text[slice(*at.selected)], _HEADING)}”。")
    return "".join(words)


def _last(at: Situation) -> Iterator[str]:
    if at.last:
        yield f"上次要求：{_cut(wording.heard(at.last, at).zh, _TOLD)}"
        yield f"（{'、'.join(i for s in at.last for i in s.sections or ()) or '全文'}）"
    if len(at.candidates) > 1:
        yield f"，前后有{len(at.candidates)}份建议"


def _waits(at: Situation) -> str:
    waits = at.pending
    if waits is None:
        return ""
    changes = [
        f"{n}“{_cut(c.old, _CHANGE)}”→“{_cut(c.new, _CHANGE)}”"
        for n, c in enumerate(waits.changes[:MOST_CHANGES], 1)
    ]
    parts = _changes_of_parts(waits)
    told = f"（{parts}）" if parts else ""
    return f"等候的建议，{len(waits.changes)}处改动{told}：{' '.join(changes)}"


def _changes_of_parts(waits: Proposal) -> str:
    """Return which of the changes are in which part, where several are changed."""
    told, before = [], 0
    for part in waits.parts:
        if count := len(part.changes):
            numbers = f"{before + 1}" if count == 1 else f"{before + 1}至{before + count}"
            told.append(f"{part.id}的是{numbers}")
        before += count
    return "，".join(told) if len(told) > 1 else ""


def _question(at: Situation) -> str:
    if at.question is None or at.question.said is None:
        return ""
    offered = " ".join(f"{n}.{_cut(c.label, _HEADING)}" for n, c in enumerate(at.choices, 1))
    because = f"（原话：{_cut(at.asked, _TOLD)}）" if at.asked else ""
    return f"刚问过：{_cut(at.question.said.zh, _TOLD)}{because} {offered}".strip()


def _listed(name: str, words: Iterator[str], mark: str) -> str:
    listed = mark.join(words)
    return f"{name}{listed}" if listed else ""


def _cut(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"
