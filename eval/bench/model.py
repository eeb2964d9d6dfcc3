"""Must reach 4 of the foundation: what the product makes of passages of real reports with the
embedded model, beside one plain prompt to the same model in the same run.

    python -m eval.bench.model [--passages 24] [--model local] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.config import load_settings
from assistant.models import Writer, get_model
from assistant.verify import Verdict
from assistant.wordcount import count_words
from eval.bench.independent import kept, masks, numbers, unsupported
from eval.bench.passages import passages
from eval.bench.tasks import POINTS, Filling, filled, filling, half, plain, product, three_points


def main() -> None:
    """Measure, print a table, and write the figures as JSON where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--passages", type=int, default=24, help="of each task")
    options.add_argument("--model", default="local")
    options.add_argument("--seed", type=int, default=20)
    options.add_argument("--no-baseline", action="store_true")
    options.add_argument("--json", type=Path)
    options.add_argument("--show", action="store_true", help="print every output")
    args = options.parse_args()
    writer = get_model(args.model, load_settings({"model": args.model}))
    tasks = {"shorten": _shorten, "restructure": _restructure, "fill": _fill}
    results: dict[str, Any] = {}
    for name, measure in tasks.items():
        rows = measure(writer, args.passages, args.seed, not args.no_baseline, args.show)
        results[name] = rows
        print(f"\n{name}")
        for key, value in rows.items():
            print(f"  {key:<44} {value}")
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


def _shorten(
    writer: Writer | None, count: int, seed: int, baseline: bool, show: bool
) -> dict[str, Any]:
    tally = _Tally(writer, baseline)
    for text in passages(count, seed=seed):
        outcome = product(writer, text, half())
        tally.outcome(text, outcome, show)
        tally.length(outcome.asked or 0, outcome.words, "product")
        tally.listed_all_dropped(outcome)
        if baseline and writer is not None:
            output = plain(writer, "shorten", text)
            tally.plain(text, output)
            tally.length(count_words(text) // 2, count_words(output), "plain")
    return tally.rows()


def _restructure(
    writer: Writer | None, count: int, seed: int, baseline: bool, show: bool
) -> dict[str, Any]:
    tally = _Tally(writer, baseline)
    for text in passages(count, seed=seed + 1):
        outcome = product(writer, text, three_points(text))
        tally.outcome(text, outcome, show)
        tally.points(outcome.text, "product")
        if baseline and writer is not None:
            output = plain(writer, "restructure", text)
            tally.plain(text, output)
            tally.points(output, "plain")
    return tally.rows()


def _fill(
    writer: Writer | None, count: int, seed: int, baseline: bool, show: bool
) -> dict[str, Any]:
    from assistant.chains import Request

    tally = _Tally(writer, baseline)
    cases = [filling(text, seed) for text in passages(count * 8, seed=seed + 2, figures=6)]
    for case in [c for c in cases if c is not None][:count]:
        outcome = product(writer, case.text, Request("fill"), case.facts)
        tally.outcome(case.text, outcome, show, _facts(case))
        tally.fillings(case, outcome.text, "product")
        if baseline and writer is not None:
            output = plain(writer, "fill", case.text, case.facts)
            tally.plain(case.text, output, _facts(case))
            tally.fillings(case, output, "plain")
    return tally.rows()


def _facts(case: Filling) -> str:
    return " ".join(f"{f.name}{f.value}{f.unit}" for f in case.facts)


class _Tally:
    """Counts over the passages of one task."""

    def __init__(self, writer: Writer | None, baseline: bool) -> None:
        self._count: Counter[str] = Counter()
        self._writer = writer
        self._baseline = baseline and writer is not None
        self._before = writer.usage if writer else None

    def outcome(self, source: str, outcome: Any, show: bool, allowed: str = "") -> None:
        count = self._count
        count["passages"] += 1
        for section in outcome.sections:
            count[f"sections {section.verdict}"] += 1
            if section.verdict is Verdict.ACCEPTED:
                count[f"accepted by {section.engine}"] += 1
        count["product: unsupported"] += bool(unsupported(source, outcome.text, allowed))
        count["product: open places lost"] += max(0, masks(source) - masks(outcome.text)) * (
            not allowed
        )
        had, wanted = kept(source, outcome.text)
        count["product: figures kept"] += had
        count["figures"] += wanted
        if show:
            engines = ",".join(f"{s.verdict}/{s.engine}" for s in outcome.sections)
            print(f"--- {engines} {outcome.words_source}→{outcome.asked}→{outcome.words}")
            print(f"S {source}\nO {outcome.text}")
            for section in outcome.sections:
                for finding in section.findings:
                    print(f"  {finding.severity} {finding.code} {finding.message.zh[:160]}")

    def plain(self, source: str, output: str, allowed: str = "") -> None:
        self._count["plain: unsupported"] += bool(unsupported(source, output, allowed))
        self._count["plain: figures kept"] += kept(source, output)[0]

    def length(self, asked: int, words: int, who: str) -> None:
        self._count[f"{who}: length met"] += asked * 0.85 <= words <= asked

    def listed_all_dropped(self, outcome: Any) -> None:
        """Count figures that are gone without a line in the trace."""
        for section in outcome.sections:
            gone = numbers(section.source) - numbers(section.output)
            listed = " ".join(t.text for t in section.trace if t.status == "dropped")
            self._count["product: dropped unlisted"] += sum(
                n not in listed.replace("％", "%") for n in gone
            )

    def points(self, output: str, who: str) -> None:
        marks = [f"{n}是" in output for n in "一二三四"]
        self._count[f"{who}: three points"] += marks == [True] * POINTS + [False]

    def fillings(self, case: Filling, output: str, who: str) -> None:
        for wanted, found in zip(case.answers, filled(case, output), strict=True):
            right = found is not None and wanted is not None and found.strip() == wanted
            self._count[f"{who}: filled right"] += right
            self._count[f"{who}: filled wrong"] += found is not None and not right
            self._count[f"{who}: gaps with a fact"] += wanted is not None

    def rows(self) -> dict[str, Any]:
        rows: dict[str, Any] = dict(sorted(self._count.items()))
        if self._writer is not None and self._before is not None:
            usage = self._writer.usage
            rows["calls"] = usage.calls - self._before.calls
            prompt = usage.prompt_tokens - self._before.prompt_tokens
            cached = usage.cached_tokens - self._before.cached_tokens
            rows["prompt tokens from the cache"] = f"{cached / max(prompt, 1):.0%}"
            rows["seconds in calls"] = round(usage.seconds - self._before.seconds)
        return rows


if __name__ == "__main__":
    main()
