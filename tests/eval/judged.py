"""Cases made in memory about an invented town, to be scored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.facts import Fact
from assistant.genres import load_genre
from assistant.request import Length, Request
from eval.case import Case
from eval.scorers import Score, score

SOURCE = (
    "一、抓学习\n"
    "全年组织集中学习26次，专题研讨8次，参训干部420人次，学习氛围更加浓厚，方式更加多样。"
    "印发《青浦镇学习制度》，没有发生一起违纪事件。\n"
    "二、抓项目\n"
    "一是新建河东水厂，完成投资1.2亿元，带动就业310人。\n"
    "二是改造农贸市场3个，群众满意率提高到96.5%，投诉下降12%。\n"
    "三、抓民生\n"
    "走访困难群众XX户，发放慰问金4.8万元，新建幸福食堂9家，服务老人1500人。\n"
)
SHORT = (
    "一、抓学习\n全年组织集中学习26次，专题研讨8次，参训干部420人次。印发《青浦镇学习制度》，"
    "没有发生一起违纪事件。\n"
    "二、抓项目\n一是新建河东水厂，完成投资1.2亿元，带动就业310人。\n"
    "二是改造农贸市场3个，群众满意率提高到96.5%，投诉下降12%。\n"
    "三、抓民生\n走访困难群众XX户，发放慰问金4.8万元，新建幸福食堂9家。\n"
)
OPEN = (
    "一、抓民生\n全年走访困难群众XX户，发放慰问金XX万元，解决就业*人，没有发生一起安全事故。\n"
    "二、存在问题\n对外宣传不够，主动服务还不多。\n"
)
FILLED = (
    "一、抓民生\n全年走访困难群众128户，发放慰问金【待补：发放慰问金多少万元】万元，"
    "解决就业36人，没有发生一起安全事故。\n"
    "二、存在问题\n对外宣传不够，主动服务还不多。\n"
)
FACTS = (
    Fact("f1", "走访困难群众", "128", "户", "台账"),
    Fact("f2", "解决就业", "36", "人", "台账"),
)


def case(task: str, source: str, reference: str, **fields: Any) -> Case:
    """Return a case; fields of Request (to, sections, instruction) or of Case may be given."""
    asked = {k: fields.pop(k) for k in ("sections", "to", "instruction") if k in fields}
    if "to" in asked:
        asked["to"] = Length.parse(asked["to"])
    genre = load_genre(fields.pop("genre", "general"))
    request = Request(task, **asked)
    return Case("made", Path("made"), source, reference, request, genre, **fields)


def shorten(**fields: Any) -> Case:
    """Return the case to shorten SOURCE."""
    return case("shorten", SOURCE, SHORT, **({"to": "87%"} | fields))


def fill(**fields: Any) -> Case:
    """Return the case to fill OPEN."""
    return case("fill", OPEN, FILLED, **({"facts": FACTS} | fields))


def codes(result: Score) -> set[str]:
    """Return the codes of all findings."""
    return {finding.code for finding in result.findings}


def failed(result: Score) -> set[str]:
    """Return the kinds of the elements that are not there."""
    return {r.element.kind.value for r in result.elements if not r.ok}


def swapped(made: Case, old: str, new: str, **options: Any) -> Score:
    """Return the score of the reference with `old` replaced."""
    assert old in made.reference
    return score(made, made.reference.replace(old, new, 1), **options)
