"""The scores as JUnit XML, for a build server: a suite a system, a test a case."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from eval.scored import Scored, other_reasons


def build_junit(scored: Iterable[Scored], path: Path, *, name: str, threshold: float) -> None:
    """Write the scores to `path`: below the threshold is a failure with its reasons, an answer
    that is missing an error."""
    from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

    suites: dict[str, TestSuite] = {}
    for one in scored:
        entry = one.entry
        suite = suites.setdefault(entry.system, TestSuite(f"{name} {entry.system}"))
        title = one.case.id if not entry.repeat else f"{one.case.id} ({entry.repeat + 1})"
        test = TestCase(
            title,
            classname=f"{entry.system}.{one.case.task.value}",
            time=entry.answer.usage.seconds if entry.answer else 0.0,
        )
        if one.strict is None:
            test.result = [Error(entry.error, "missing")]
        elif one.strict.total < threshold:
            failure = Failure(f"total {one.strict.total:.3f} < {threshold:g}", "below")
            failure.text = "\n".join(reasons(one))
            test.result = [failure]
        suite.add_testcase(test)
    xml = JUnitXml(name)
    for suite in suites.values():
        xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    xml.write(str(path), pretty=True)


def reasons(one: Scored) -> list[str]:
    """Return in a line each what an answer lacks and what is wrong with it."""
    if one.strict is None:
        return [one.entry.error]
    lines = [f"✗ {r.id}: {r.reason.text()}" for r in one.strict.elements if not r.ok]
    return lines + [f"{name}: {reason.text()}" for name, reason in other_reasons(one.strict)]
