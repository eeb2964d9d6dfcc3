"""Sorting a scattered report into the outline it should have, sentence by sentence.

Pure: the headings come from the instruction or the genre; each sentence goes where its words say,
a model may decide where they do not, and what nobody is sure of stays beside its neighbour and is
named.  No sentence is reworded, lost or said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.chains.items import YEAR, Item
from assistant.chains.slots import Slot
from assistant.genres import Stage
from assistant.genres.model import pattern
from assistant.genres.signs import signs
from assistant.numbering import LabelStyle, format_label, match_label, renumber

SURE, LEAD = 1.2, 0.6
"""Score from which a sentence has a place of its own, and by how much it must lead the next."""
_DONE = re.compile(
    r"^(?:全[镇县市区局院校年]|累计|共|组织|开展|完成|建成|新建|新增|新修|举办|推进|实施|查处|资助|改造|培训|发放|走访"
    r"|化解|调解|排查|引进|处理|办理|接待|投入|修建|扶持|发展|清理|整治|治理|推广|争取)[^。]*\d"
    "|未发生|没有发生|已经?坚持"
)


def scores(item: Item, slots: Sequence[Slot], year: int | None) -> list[float]:
    """Return how much the words of an item say that it belongs into each slot (0: nothing)."""
    return [_score(slot, item.text, year) for slot in slots]


def clear_place(item: Item, scored: Sequence[float]) -> int | None:
    """Return the slot that a heading or the words leave no doubt about, or None."""
    if item.slot is not None:
        return item.slot
    order = sorted(range(len(scored)), key=lambda n: -scored[n])
    first = order[0]
    lead = scored[first] - (scored[order[1]] if len(order) > 1 else 0.0)
    return first if scored[first] >= SURE and lead >= LEAD else None


def _score(slot: Slot, text: str, year: int | None) -> float:
    score = float(sum(gram in text for gram in slot.grams))
    for part in slot.parts:
        own = 0.0 if part.rest else 1.0
        if part.statement_not and pattern(*part.statement_not).search(text):
            continue
        score += own * sum(topic in text for topic in part.topics)
        score += 0.25 * (not own) * sum(topic in text for topic in part.topics)
        if part.statement and pattern(*part.statement).search(text):
            score += 2.0
        if part.heading and own:
            score += 0.8 * min(2, len(set(pattern(*part.heading).findall(text))))
        sign = signs().get(part.key)
        if sign is not None:
            told = 1.8 if part.key == "problems" else 1.2  # 队伍专业化程度不高 is about no team
            score += told * min(2, len(set(sign.findall(text))))
        if part.key == "next_steps" and _done(text):
            score -= 4.0  # what was done is no plan, however 进一步 it went
        if part.key == "problems" and signs()["rectified"].search(text):
            score -= 4.0
        if (
            part.key == "next_steps"
            and year
            and any(int(y) > year for y in YEAR.findall(text[:12]))
        ):
            score += 2.5
    return score


def settled(
    items: Sequence[Item], places: Sequence[int | None], slots: Sequence[Slot]
) -> list[int]:
    """Return a slot for every item: one without goes on with the ending it follows, or to the rest.

    Problems and plans are told in several sentences of which only the first says so; any other
    sentence that nothing places is work done.
    """
    rest = next((n for n, slot in enumerate(slots) if slot.rest), 0)
    ending = {n for n, s in enumerate(slots) if any(p.stage is Stage.ENDING for p in s.parts)}
    found: list[int] = []
    for n, place in enumerate(places):
        follows = n > 0 and items[n - 1].paragraph == items[n].paragraph
        if place is None and follows and found[n - 1] in ending and not _done(items[n].text):
            place = found[n - 1]
        found.append(rest if place is None else place)
    return found


def _done(text: str) -> bool:
    """Whether a sentence tells of work done, with its figures, and of nothing still to be done."""
    return bool(_DONE.search(text)) and not signs()["next_steps"].search(text)


def compose(
    items: Sequence[Item],
    places: Sequence[int],
    names: Sequence[str],
    *,
    indent: str,
    newline: str,
    spaced: bool,
    mark: str = "",
) -> str:
    """Return the region under its new headings, 一、 to the last, empty ones left out.

    `mark` is what stands in front of a heading's number (## in Markdown).
    """
    lines: list[str] = []
    number = 0
    for slot, name in enumerate(names):
        inside = [n for n, place in enumerate(places) if place == slot]
        if not inside:
            continue
        number += 1
        lines.append(indent + mark + format_label(LabelStyle.CHINESE, number) + name)
        lines += _paragraphs(items, inside, indent)
    return (newline * 2 if spaced else newline).join(lines) + newline


def _paragraphs(items: Sequence[Item], inside: Sequence[int], indent: str) -> Iterable[str]:
    """Join what stood together; points are counted anew, a lone mark of one is left out."""
    labelled = [n for n in inside if items[n].label]
    numbers: Mapping[int, int] = (
        {n: place for place, n in enumerate(labelled, start=1)} if len(labelled) > 1 else {}
    )
    whole = _renumbered([items[n] for n in inside if items[n].whole])
    joined: list[str] = []
    for place, n in enumerate(inside):
        item = items[n]
        label = format_label(LabelStyle.IS, numbers[n]) if n in numbers else ""
        before = inside[place - 1] if place else -2
        if before == n - 1 and items[before].paragraph == item.paragraph and not item.whole:
            joined[-1] += label + item.text
        else:
            joined.append(next(whole) if item.whole else indent + label + item.text)
    return joined


def _renumbered(items: Sequence[Item]) -> Iterator[str]:
    """Yield the words of subsections that stand together now, counted anew.

    One that stands alone, its text behind the heading in one paragraph, needs no number.
    """
    labels = [match_label(item.text) for item in items]
    printed = iter(renumber(label for label in labels if label is not None))
    for item, label in zip(items, labels, strict=True):
        if label is None:
            yield item.text
            continue
        number = next(printed)
        alone = len(items) == 1 and label.style is not LabelStyle.HASH and item.run_in
        if alone:
            yield item.text[: label.start] + item.text[label.end :]
        else:
            yield label.replaced(item.text, number)
