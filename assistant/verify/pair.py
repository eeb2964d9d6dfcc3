"""A source and its rewrite as words mapped to words: what every rule asks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cached_property

from assistant.leaning import leans_on
from assistant.verify.alignment import align
from assistant.verify.mapping import map_words
from assistant.verify.names import noun, tag_of
from assistant.verify.owners import reporter
from assistant.verify.titles import arabic
from assistant.verify.tokens import Kind, Token, tokens_of
from assistant.verify.vocabulary import vocabulary

_LONGEST, _MOST_CLAUSES = 2_000, 60
"""Characters of a clause, and clauses told of one, that are looked at: what is longer, or told
oftener, is no prose, and would be looked at anew for each of its words."""
_HOME, _FAR_HOME = 0.6, 0.85
"""Of the weight told of the clause told most, from which another is told as well; one of another
sentence."""
_SECOND = re.compile("副[\u4e00-\u9fff]长?")
"""A second in a post: 局长 is no short form of 副局长."""
DENIALS = frozenset("不未无没非")
_JOINS = re.compile(r"^\s*(?:但是?|而且?|并且?|且|不过|然而|同时|将)")
_NAME = re.compile(
    "[省市县区镇乡村局委办厅院校队站所司行会店厂园馆库港网点户品片机车线路桥中学地]$"
    "|[率量额科]$|公司|集团|片区|项目|支部|工程|机构|中心|教育片|专班|窗口|系统"
)


class Pair:
    """Two texts, their content words (`s`, `o`), and the mapping between them.

    `to` leads from a word of the output to its word of the source, `back` to all that map to one.
    `context` is what else may warrant a word: facts and the user's own words.
    """

    def __init__(
        self,
        source: str,
        output: str,
        *,
        may_drop: bool,
        may_drop_idle: bool = False,
        context: str = "",
    ) -> None:
        self.source = tokens_of(source)
        self.output = tokens_of(output)
        self.may_drop = may_drop
        self.may_drop_idle = may_drop_idle
        self.words = vocabulary()
        self.alignment = align(self.source, self.output)
        self.s = self.source.content
        self.o = self.output.content
        self.to = map_words(self.source, self.output, self.alignment)
        self.told: Callable[[int], bool] = frozenset(self.to.values()).__contains__
        """Whether a word of the source stands in the output."""
        self.back: dict[int, list[int]] = defaultdict(list)
        for n, k in sorted(self.to.items()):
            self.back[k].append(n)
        beside = tokens_of(context).content if context else ()
        self.context = frozenset[str]().union(*(token.keys for token in beside))

    @cached_property
    def times(self) -> Counter[str]:
        """How often each word stands in the source."""
        return Counter(token.text for token in self.s)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands in the source."""
        found: dict[str, list[int]] = {}
        for k, token in enumerate(self.s):
            found.setdefault(token.text, []).append(k)
        return found

    @cached_property
    def told_share(self) -> list[float]:
        """How much of each source clause is told, by weight."""
        return [self.share_told(members) for members in self.source.of_clause]

    def share_told(self, members: Iterable[int]) -> float:
        """Return how much of some words of the source is told, by weight."""
        total = told = 0.0
        for k in members:
            total += self.s[k].weight
            told += self.s[k].weight if self.told(k) else 0.0
        return told / total if total else 1.0

    def home(self, clause: int) -> set[int]:
        """Return the source clauses that an output clause mainly tells."""
        weight: dict[int, float] = defaultdict(float)
        mapped = [n for n in self.output.of_clause[clause] if n in self.to]
        for n in mapped:
            weight[self.s[self.to[n]].clause] += self.o[n].weight
        if not mapped:
            return set()
        if len(mapped) > 2 and len(weight) == 1:
            return set(weight)
        if len(mapped) <= 2 and clause:
            # Too little to go by: it goes on where the clause before ended.
            n = mapped[0] - 1
            while n >= 0 and n not in self.to:
                n -= 1
            c = self.s[self.to[n]].clause if n >= 0 else -1
            if n >= 0 and c not in weight and not self.beside(mapped[0]):
                return {c, c + 1}
        top = max(weight, key=lambda c: weight[c])
        own = self.s[self.source.of_clause[top][0]].sentence
        return {
            c
            for c, w in weight.items()
            if w
            >= (_HOME if self.s[self.source.of_clause[c][0]].sentence == own else _FAR_HOME)
            * weight[top]
        }

    def beside(self, n: int) -> bool:
        """Whether a word of the output stands near a word that it stands near in the source."""
        k = self.to[n]
        for i in (n - 2, n - 1, n + 1, n + 2):
            if 0 <= i < len(self.o) and self.o[i].clause == self.o[n].clause:
                other = self.to.get(i)
                if other is not None and 0 < abs(other - k) <= 3:
                    return True
        return False

    @cached_property
    def leans(self) -> list[int | None]:
        """The clause that tells of what each clause of the source is said; None: it does itself, or
        the one who reports is meant."""
        texts = map(self.source.clause_text, range(len(self.source.clauses)))
        ended = (f"{text.strip()}。" if "\n" in text else text for text in texts)
        return leans_on([_JOINS.sub("", text) for text in ended])

    @cached_property
    def sentence_begins(self) -> dict[int, int]:
        """The first word of each sentence of the source that has one."""
        return {token.sentence: k for k, token in reversed(list(enumerate(self.s)))}

    @cached_property
    def told_beside(self) -> tuple[list[int], list[int]]:
        """For each word of the source the nearest that is told, before it and behind it; −1 and
        the number of words where there is none."""
        size = len(self.s)
        before, behind = [-1] * size, [size] * size
        for k in range(1, size):
            before[k] = k - 1 if self.told(k - 1) else before[k - 1]
        for k in range(size - 2, -1, -1):
            behind[k] = k + 1 if self.told(k + 1) else behind[k + 1]
        return before, behind

    @cached_property
    def came_free(self) -> dict[int, list[int]]:
        """The new words of each clause of the output that by themselves may come and go."""
        found: dict[int, list[int]] = {}
        for n, token in enumerate(self.o):
            if n not in self.to and token.text in self.words.free:
                found.setdefault(token.clause, []).append(n)
        return found

    @cached_property
    def output_keys(self) -> frozenset[str]:
        """All that words of the output are known by."""
        return frozenset[str]().union(*(token.keys for token in self.o))

    @cached_property
    def reports(self) -> int:
        """How many words of the source, from its beginning, name the side that reports."""
        owner = reporter(self.source)
        return owner.words[-1] + 1 if owner else 0

    def abbreviated_in_source(self, token: Token) -> bool:
        """Whether an output word is an abbreviation of words in its source clauses."""
        if len(token.text) < 2:
            return False
        text = _SECOND.sub("", self.source_words(token))
        return short_for(token.text, text)

    def abbreviated_in_output(self, token: Token) -> bool:
        """Whether a source word lives on inside a longer or shorter word of the output."""
        clauses = self.alignment.told_in.get(token.clause, [])[:_MOST_CLAUSES]
        text = "\n".join(self.output.clause_text(c)[:_LONGEST] for c in clauses)
        if token.text in text or arabic(token.text) in arabic(text):
            return True
        if len(token.text) > 1 and short_for(token.text, text):
            return True
        return any(
            len(self.o[n].text) > 1 and short_for(self.o[n].text, token.text)
            for c in clauses
            for n in self.output.of_clause[c]
        )

    def told_within(self, block: Iterable[int], clauses: range) -> bool:
        """Whether all of some source words are told, in any way, in a range of output clauses."""
        near = frozenset[str]().union(*map(self.output.keys_of, clauses))
        return not any(self.s[k].keys.isdisjoint(near) for k in block)

    def told_lightly(self, token: Token, *, source: bool = False) -> bool:
        """Whether a word, of the output or with `source` of the source, is told on the other side
        by one that carries no statement of its own: 使用 by 用, 正在 by 在."""
        if token.hard or token.text not in self.words.light:
            return False
        told_in = self.alignment.told_in.get(token.clause, ())[:_MOST_CLAUSES]
        clauses = told_in if source else self.alignment.support[token.clause]
        side = self.output if source else self.source
        lightly = self.words.light[token.text]
        return not all(lightly.isdisjoint(side.light[c].split()) for c in clauses)

    def source_words(self, token: Token) -> str:
        """Return the source clauses that stand behind the clause of an output word."""
        clauses = self.alignment.support[token.clause]
        return "\n".join(self.source.clause_text(c)[:_LONGEST] for c in clauses)


def short_for(word: str, text: str) -> bool:
    """Whether a word stands in a text with no denial before it, or is an abbreviation: its
    characters in order within one short run."""
    reach = len(word) * 3 + 2
    at = -1
    while (at := text.find(word[0], at + 1)) >= 0:
        if text[at - 1 : at] in DENIALS:  # 允许 in 绝不允许
            continue
        i = at
        for letter in word[1:]:
            i = text.find(letter, i + 1, at + reach)
            if i < 0:
                break
        else:
            run = text[at : i + 1]
            parted = re.search(r"[，。；：！？、\d]", run) or DENIALS & (set(run) - set(word))
            if run == word or not parted:
                return True
    return False


def names_something(word: str) -> bool:
    """Whether a word is or ends a name or a measure: 镜湖片区, 信访总量, 县水利局."""
    return tag_of(word)[1] in ("n", "nr", "ns", "nt", "nz", "zg") and bool(_NAME.search(word))


class Sort(Enum):
    """What could stand in a word's place in a sentence: another of its sort."""

    FIGURE = "figure"
    NOUN = "noun"
    OTHER = "other"


def sort_of_word(token: Token) -> Sort:
    """Return the sort of a word."""
    if token.kind is Kind.FIGURE:
        return Sort.FIGURE
    return Sort.NOUN if noun(token.text) else Sort.OTHER
