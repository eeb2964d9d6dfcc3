"""What an instruction asks for that can be seen in a text: figures that stay, who speaks.

Most wishes (平实一些) only a reader can judge.
"""

from __future__ import annotations

import re

_FIGURES = re.compile(
    "(?:数据|数字|数值|指标)[^，。；尽优]{0,6}?(?:(?:不|别|勿)[^，。；]{0,2}?[丢少变动改漏删减]|留|一个不)"
    "|(?<!尽量)(?:保留|留住|留下|不丢|不漏|别丢|别漏)[^，。；]{0,4}(?:数据|数字|数值|指标)"
)
"""数据尽量留, 数据优先 leave it to the writer."""
_FIRST_PERSON = re.compile("第一人称")


def figures_stay(instruction: str) -> str:
    """Return the words that say that no figure may go; "" where there are none."""
    said = _FIGURES.search(instruction)
    return said[0] if said is not None else ""


def first_person(instruction: str) -> str:
    """Return the words that ask for the first person; "" where there are none."""
    said = _FIRST_PERSON.search(instruction)
    return said[0] if said is not None else ""
