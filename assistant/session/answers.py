"""What the author says: values for gaps, and facts typed into a table.

An answer is the author's own word, recorded with the source “用户填写”.  Code still sees to it that
it fits the place: the number without the unit that stands there already, and no other unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.document import Report, newline_of
from assistant.errors import FactsError, UsageError
from assistant.facts import Fact, split_value
from assistant.facts.model import half_width, join_units, number_said
from assistant.findings import Message
from assistant.gaps import Gap, GapKind
from assistant.genres import Genre
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
    UsageError for an empty answer, a number where names are wanted, and a unit the place does not
    take.
    """
    answer = " ".join(answer.split()) if gap.kind is not GapKind.PART else answer.strip()
    if not answer:
        raise UsageError("请先写下要填的内容。", "Write first what is to be filled in.")
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
        return answer
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

    Raises FactsError, naming the row, for a name without a value or the other way round, a unit
    that contradicts the value's, two values for one name, and more than 2,000 rows.
    """
    facts: list[Fact] = []
    known: dict[str, tuple[int, Fact]] = {}
    for number, row in enumerate(rows, 1):
        cells = [str(c).strip() if c is not None else "" for c in (*row, "", "", "", "")][:4]
        if not any(cells):
            continue
        name, value, column, origin = cells
        if not name or not value:
            lacks = Message("指标", "name") if not name else Message("数值", "value")
            raise FactsError(
                f"第 {number} 行还缺“{lacks.zh}”。", f"Row {number} lacks its {lacks.en}."
            )
        number_part, inside = split_value(value)
        if column and not inside:
            number_part = number_said(number_part) or number_part
        unit = join_units(inside, half_width(column))
        if unit is None:
            raise FactsError(
                f"第 {number} 行（{name}）的数值写作{value}，单位却是{column}。",
                f"Row {number} ({name}) has the value {value}, but the unit {column}.",
            )
        fact = Fact(f"f{len(facts) + 1}", name, number_part, unit, origin or BY_AUTHOR)
        key = "".join(half_width(name).split())
        if key in known:
            earlier_row, earlier = known[key]
            if (earlier.value, earlier.unit) != (fact.value, fact.unit):
                one, other = (f"{f.value}{f.unit}" for f in (earlier, fact))
                raise FactsError(
                    f"“{name}”有两个不同的数值：第 {earlier_row} 行是{one}，"
                    f"第 {number} 行是{other}。",
                    f"“{name}” has two values: {one} in row {earlier_row}, "
                    f"{other} in row {number}.",
                )
            continue
        known[key] = (number, fact)
        facts.append(fact)
        if len(facts) > MAX_FACTS:
            raise FactsError(f"数据超过 {MAX_FACTS} 行。", f"There are more than {MAX_FACTS} rows.")
    return tuple(facts)
