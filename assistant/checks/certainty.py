"""How sure, how much of it, and whose doing: 预计完成 never becomes 完成, 协助侦破 never 侦破.

A shorter wording is tempted to drop the small word that a statement hangs on.  The words around
it are looked for in the rewrite, as with denials; what stands there must still be qualified in
the same way, in whatever words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checks.model import Comparison, Seen
from assistant.checks.seen import seen
from assistant.checks.spots import Ground, Spot, spot_of
from assistant.findings import Severity

_DOING = (
    "(?:完成|建成|形成|建立|实现|解决|消除|达到|覆盖|具备|满足|摸清|查明|健全|掌握|确定|遏制"
    "|打通|理顺)"
)
_NEXT = "(?:新|建|完成|实现|投入|投资|建成|达到|启动|开展|实施|引进|培育|打造|改造|举办|组织)"
_ACT = (
    "(?:审议|审查|审定|审批|批准|批复|同意|侦破|查处|查办|侦办|办理|处置|处理|整改|完成|开展|解决|修订|修编|起草|制定"
    "|编制|抢修|抢险|救援|破获|调处|化解|落实|建成|改造|引进)"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A way to qualify a statement: the words that do, and those that do as well in a rewrite."""

    code: str
    zh: str
    en: str
    words: re.Pattern[str]
    as_good: re.Pattern[str]


_KINDS = (
    _Kind(
        "plan_made_fact",
        "还没有做成的事被写成了做成的事",
        "what was planned or expected is told as done",
        re.compile(
            rf"预计|预期|力争|有望|即将|拟(?=[表新建实引推开申聘调])|计划(?={_NEXT})|将(?={_NEXT})"
            rf"|争取(?={_NEXT})|打算|正在|着手"
        ),
        re.compile(
            "预计|预期|预测|力争|有望|即将|拟|计划|将|争取|打算|准备|努力|目标|要|确保|正在|正|着手|谋划|筹备|在建"
        ),
    ),
    _Kind(
        "part_made_whole",
        "只是一部分或初步的事被写成了全部",
        "what holds in part is told as holding altogether",
        re.compile(
            rf"(?:基本|初步|大体|大致)(?={_DOING})|(?<![成要各全主核一内出])(?:大部分|部分)(?=[\u4e00-\u9fff])"
            r"|个别(?=[\u4e00-\u9fff])|(?<!极)少数(?!民族)(?=[\u4e00-\u9fff])|多数(?=[\u4e00-\u9fff])"
        ),
        re.compile("基本|初步|大体|大致|部分|个别|少数|多数|有的|有些|一些|少量|某些|主要"),
    ),
    _Kind(
        "others_work_claimed",
        "协助、提请、争取他人做的事被写成了自己做的",
        "what others were asked or helped to do is claimed",
        re.compile(
            rf"(?:提请|报请|协助|配合|督促|委托)[\u4e00-\u9fff]{{0,8}}?(?={_ACT})"
            rf"|参与(?={_ACT})|申报|推荐(?!性)"
        ),
        re.compile(
            "提请|报请|提交|提出|报送|协助|协同|协力|配合|会同|联合|参与|参加|帮助|支持|申报|上报|推荐|督促|督办|督导"
            "|要求|推动|委托|请"
        ),
    ),
)


def check_certainty(comparison: Comparison) -> Iterator[Seen]:
    """Yield statements that lost the word saying they are planned, partial or others' doing."""
    for kind in _KINDS:
        qualified = [spot_of(comparison.source, m) for m in kind.words.finditer(comparison.source)]
        if not qualified:
            continue
        kept = [spot_of(comparison.output, m) for m in kind.as_good.finditer(comparison.output)]
        ground = Ground(comparison.output, kept, qualified)
        for spot in qualified:
            place = ground.without(spot)
            if place is not None:
                yield _lost(kind, spot, place)


def _lost(kind: _Kind, spot: Spot, place: tuple[int, int]) -> Seen:
    shown = f"{spot.left[-4:]}{spot.word}{spot.right[:8]}"
    return seen(
        kind.code,
        Severity.ERROR,
        f"{kind.zh}：原文“{shown}”，改写后少了“{spot.word}”",
        f"{kind.en}: “{shown}” lost its “{spot.word}”",
        source=(spot.start, spot.end),
        output=place,
        evidence=spot.word,
    )
