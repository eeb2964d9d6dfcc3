"""The proof: errors planted into references are named, benign edits are not punished."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from eval import SIGNABLE
from eval.bootstrap import bounds
from eval.case import Case
from eval.meta import benign
from eval.meta.families import CLASSES, ErrorClass
from eval.parallel import in_parallel
from eval.scorers import Score, score

LEAST_RECALL: Final = 0.95
LEAST_OVERALL: Final = 0.99
LEAST_VARIANTS: Final = 300
MOST_ALARMS: Final = 0.01
"""The upper bound of the share of benign variants that may be punished."""
_SHOWN: Final = 20
PER_CLASS: Final = 80
"""Plants of one class, spread over the cases; more would only take longer."""

BENIGN: Final[Mapping[str, Callable[[Case, random.Random], str | None]]] = {
    "paraphrased": benign.paraphrased,
    "restyled numbers": benign.restyled,
    "full width": benign.widened,
    "half width": benign.narrowed,
    "wan and yi": benign.converted,
    "Chinese numerals": benign.in_characters,
    "Arabic numerals": benign.in_digits,
    "reordered": benign.reordered,
    "respaced": benign.respaced,
}


@dataclass(frozen=True, slots=True)
class Miss:
    """A plant that was not named, or a benign edit that was punished: where, and the output."""

    kind: str
    case: str
    output: str
    score: Score


@dataclass(slots=True)
class Recall:
    """How many errors of a class were planted and caught."""

    planted: int = 0
    caught: int = 0

    @property
    def low(self) -> float:
        """The lower end of the 95 % Clopper–Pearson interval of the share caught."""
        return bounds(self.caught, self.planted)[0]

    @property
    def share(self) -> float:
        """The share caught; 0 where nothing was planted."""
        return self.caught / self.planted if self.planted else 0.0


@dataclass(slots=True)
class Proof:
    """Recall by class, false alarms by kind of benign edit, and every case that went wrong."""

    recall: dict[str, Recall]
    variants: dict[str, int]
    alarms: dict[str, int]
    misses: list[Miss] = field(default_factory=list)

    @property
    def high(self) -> float:
        """The upper end of the one-sided 95 % interval of the share of false alarms."""
        from scipy.stats import binomtest

        tried = sum(self.variants.values())
        if not tried:
            return 1.0
        test = binomtest(sum(self.alarms.values()), tried, alternative="less")
        return float(test.proportion_ci(0.95, "exact").high)

    @property
    def overall(self) -> float:
        """The share of all plants that were caught."""
        planted = sum(r.planted for r in self.recall.values())
        return sum(r.caught for r in self.recall.values()) / planted if planted else 0.0

    def faults(self) -> list[str]:
        """Return what falls short of the bars, one line each; none: the scorer is proved."""
        found = [
            f"{name}: {r.caught} of {r.planted} caught, {LEAST_RECALL:.0%} are wanted"
            for name, r in self.recall.items()
            if r.share < LEAST_RECALL
        ]
        if self.overall < LEAST_OVERALL:
            found.append(f"all classes: {self.overall:.2%} caught, {LEAST_OVERALL:.0%} are wanted")
        tried = sum(self.variants.values())
        if tried < LEAST_VARIANTS:
            found.append(f"only {tried} benign variants, {LEAST_VARIANTS} are wanted")
        if any(self.alarms.values()):
            found.append(f"{sum(self.alarms.values())} of {tried} benign variants were punished")
        if self.high > MOST_ALARMS:
            found.append(f"false alarms may be up to {self.high:.2%}, {MOST_ALARMS:.0%} is allowed")
        return found

    @property
    def passed(self) -> bool:
        """Whether every bar is reached."""
        return not self.faults()

    def lines(self) -> list[str]:
        """Return the tables for people, and what falls short."""
        found = [f"{'planted errors':20}planted  caught   share  at least (95 %)"]
        for name, r in self.recall.items():
            found.append(f"{name:20}{r.planted:7}{r.caught:8}{r.share:8.1%}{r.low:9.1%}")
        planted = sum(r.planted for r in self.recall.values())
        hits = sum(r.caught for r in self.recall.values())
        low = bounds(hits, planted)[0]
        found += [f"{'all':20}{planted:7}{hits:8}{self.overall:8.1%}{low:9.1%}", ""]
        found.append(f"{'benign edits':20}  tried  alarms")
        for name, tried in self.variants.items():
            found.append(f"{name:20}{tried:7}{self.alarms.get(name, 0):8}")
        tried, alarms = sum(self.variants.values()), sum(self.alarms.values())
        found += [f"{'all':20}{tried:7}{alarms:8}   at most {self.high:.2%} (95 %)", ""]
        for miss in self.misses[:_SHOWN]:
            found.append(f"wrong: {miss.kind} in {miss.case}, total {miss.score.total}")
        return [*found, *(self.faults() or ["the scorer is proved: every bar is reached"])]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON of the contract."""
        return {
            "recall": {
                name: {"planted": r.planted, "caught": r.caught, "low": round(r.low, 4)}
                for name, r in self.recall.items()
            },
            "false_alarms": {
                "variants": sum(self.variants.values()),
                "alarms": sum(self.alarms.values()),
                "high": round(self.high, 4),
            },
        }


def plants(
    cases: Sequence[Case], seed: int = 0, per_class: int = PER_CLASS
) -> Iterator[tuple[str, ErrorClass, Case, str]]:
    """Yield class, case and output of every plant; the same for the same cases and seed.

    Every other plant goes into the reference in other words, so that nearness to the reference
    cannot stand in for seeing the error.
    """
    for name, error in CLASSES.items():
        made = 0
        seen: set[tuple[str, str]] = set()
        for turn in range(4):
            for case in _spread(cases, f"{name}{seed}{turn}"):
                if made >= per_class:
                    break
                rng = random.Random(f"{seed}{turn}{name}{case.id}")
                output = error.plant(_reworded(case, rng) if made % 2 else case, rng)
                if output is None or output == case.reference or (case.id, output) in seen:
                    continue
                seen.add((case.id, output))
                made += 1
                yield name, error, case, output


def _reworded(case: Case, rng: random.Random) -> Case:
    """Return the case with its reference in other words, for a plant to go into."""
    output = benign.paraphrased(case, rng)
    return case if output is None else replace(case, reference=output)


def variants(cases: Sequence[Case], seed: int = 0) -> Iterator[tuple[str, Case, str]]:
    """Yield kind, case and output of every benign edit, the same for the same cases and seed."""
    for name, edit in BENIGN.items():
        for case in cases:
            output = edit(case, random.Random(f"{seed}{name}{case.id}"))
            if output is not None and output != case.reference:
                yield name, case, output


def _spread(cases: Sequence[Case], seed: str) -> list[Case]:
    mixed = list(cases)
    random.Random(seed).shuffle(mixed)
    return mixed


def caught(error: ErrorClass, result: Score, reference: Score) -> bool:
    """Tell whether a score names the planted error and falls below what may be signed.

    What the reference itself has against it is no evidence.
    """
    before = {(f.code, f.evidence) for f in reference.findings}
    failed = {r.id for r in reference.elements if not r.ok}
    named = any(
        f.code in error.codes and (f.code, f.evidence) not in before for f in result.findings
    ) or any(
        not r.ok and r.element.kind in error.kinds and r.id not in failed for r in result.elements
    )
    return named and result.total < SIGNABLE


def prove(cases: Sequence[Case], seed: int = 0, per_class: int = PER_CLASS) -> Proof:
    """Plant, edit, score and count.  A benign edit is punished where it has less than the
    reference.  `per_class` is the most plants of one class."""
    proof = Proof({name: Recall() for name in CLASSES}, {}, {})
    planted, edited = list(plants(cases, seed, per_class)), list(variants(cases, seed))
    # A case at a time: what is read of its source is read once for all its outputs.
    of_case = {case.id: [case.reference] for case in cases}
    for _name, _error, case, output in planted:
        of_case[case.id].append(output)
    for _name, case, output in edited:
        of_case[case.id].append(output)
    work = [(case, of_case[case.id]) for case in cases]
    results = in_parallel(_scored, work, sum(map(len, of_case.values())))
    result_of = dict(zip(of_case, map(iter, results), strict=True))
    references = {case.id: next(result_of[case.id]) for case in cases}
    for name, error, case, output in planted:
        recall, result = proof.recall[name], next(result_of[case.id])
        recall.planted += 1
        if caught(error, result, references[case.id]):
            recall.caught += 1
        else:
            proof.misses.append(Miss(name, case.id, output, result))
    for name, case, output in edited:
        result = next(result_of[case.id])
        proof.variants[name] = proof.variants.get(name, 0) + 1
        if result.total < references[case.id].total:
            proof.alarms[name] = proof.alarms.get(name, 0) + 1
            proof.misses.append(Miss(name, case.id, output, result))
    return proof


def _scored(work: tuple[Case, Sequence[str]]) -> list[Score]:
    case, outputs = work
    return [score(case, output) for output in outputs]
