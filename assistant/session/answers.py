"""What the author says: values for gaps, and facts typed into a table.

An answer is the author's own word, recorded with the source “用户填写”.  Code still sees to it that
it fits the place: the number without the unit that stands there already, and no other unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.document import Report, newline_of
from assistant.errors import FactsError, UsageError
from assistant.facts import Fact, facts_of, split_value
from assistant.facts.model import number_said
from assistant.findings import Message
from assistant.gaps import Gap, GapKind, leaves_open
from assistant.genres import Genre
from assistant.lexicon.terms import says_a_number
from assistant.matching import candidates
from assistant.matching.amount import amount_for
from assistant.outline.siblings import label_of_new
from assistant.session.names import BY_AUTHOR

MAX_FACTS = 2_000
LEAD = 0.05
"""By how much the best place for a stated fact must lead the next one."""


def written(gap: Gap, answer: str, text: str) -> str:
    """Return how an answer is written at its gap: “26次” before 次 becomes “26”.

    A placeholder's unit that is part of the placeholder (*个) comes back with the value.  Raises
    UsageError for an empty answer, one that says it is not known yet, a number where names are
    wanted, words where a number is, and a unit the place does not take.
    """
    answer = " ".join(answer.split()) if gap.kind is not GapKind.PART else answer.strip()
    if not answer:
        raise UsageError("请先写下要填的内容。", "Write first what is to be filled in.")
    if leaves_open(answer):
        raise UsageError(
            "还不知道的就先空着，这一处没有动，以后再填。",
            "What is not known yet stays open: nothing was written here.",
        )
    if gap.kind in (GapKind.LIST, GapKind.QUOTE) and answer.isdigit():
        raise UsageError(
            f"这里要填名称，您写的是“{answer}”，请核对后再填。",
            f"This place wants a name, and you wrote “{answer}”; please check.",
        )
    if gap.kind is GapKind.PART or not gap.unit:
        return answer
    value, unit = split_value(answer)
    value = number_said(value) or value
    if not any(c.isdigit() for c in value):
        if says_a_number(answer):
            return answer.removesuffix(gap.unit)  # 近百, 三四次, 过半
        raise UsageError(
            f"这里要填一个数（{gap.unit}），您写的是“{answer}”。不是数的话，请直接写在正文里。",
            f"This place wants a number ({gap.unit}), and you wrote “{answer}”. "
            "Words go into the text itself.",
        )
    if not unit or unit == gap.unit:
        return value
    amount = amount_for(Fact("f0", "", value, unit, BY_AUTHOR), gap, text)
    if amount is None:
        raise UsageError(
            f"这里要的单位是“{gap.unit}”，您写的是“{answer}”，请核对后再填。",
            f"This place counts in “{gap.unit}”, and you wrote “{answer}”; please check.",
        )
    return amount.value


def places_for(facts: Sequence[Fact], gaps: Sequence[Gap], text: str) -> dict[str, str]:
    """Return which gap each fact answers, as gap ID → value; without a clear place it is left out.

    What the author states may fit less exactly than a file's name (“集体学习26次” for 集中学习次),
    so the best place counts if it leads; the author sees it before anything is done.
    """
    found: dict[str, tuple[float, str]] = {}
    for fact in facts:
        ranked = sorted(
            (
                (match.score, gap.id, match.value)
                for gap in gaps
                if gap.kind is not GapKind.PART
                for match in candidates(gap, [fact], text)[:1]
            ),
            reverse=True,
        )
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD):
            continue
        score, gap_id, value = ranked[0]
        if gap_id not in found or found[gap_id][0] < score:
            found[gap_id] = (score, value)
    return {gap_id: value for gap_id, (_score, value) in found.items()}


def section_text(gap: Gap, text: str, report: Report, genre: Genre) -> tuple[str, str]:
    """Return the heading of a missing part and the section it becomes with the author's words."""
    part = next((p for p in genre.parts if p.question == gap.question), None)
    name = part.name.zh if part is not None else "补充内容"
    heading = label_of_new(report, gap.start) + name
    newline = newline_of(report.text)
    lead = newline if gap.start and report.text[gap.start - 1] != "\n" else ""
    return heading, f"{lead}{heading}{newline}{text}{newline}"


def facts_from_rows(rows: Iterable[Sequence[object]]) -> tuple[Fact, ...]:
    """Return the facts of a table's rows (name, value, unit, source); empty rows are skipped.

    Raises what `facts_of` does, and FactsError for more than 2,000 rows.
    """
    padded = (["" if c is None else str(c).strip() for c in (*row, "", "", "")][:4] for row in rows)
    found = facts_of(
        (Message(f"第 {number} 行", f"row {number}"), cells, BY_AUTHOR)
        for number, cells in enumerate(padded, 1)
        if any(cells)
    )
    if len(found) > MAX_FACTS:
        raise FactsError(f"数据超过 {MAX_FACTS} 行。", f"There are more than {MAX_FACTS} rows.")
    return tuple(found)
