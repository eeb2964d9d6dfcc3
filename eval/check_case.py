"""Is a case sound?  For the people who write cases.

    python -m eval.check_case FOLDER…

Loads each case (a suite's folder stands for all cases in it) and scores the reference, which must
have full marks, the source as it is and an empty text.  Prints what is wrong; exit code 1 where
anything is, 2 where a case cannot be read.
"""

from __future__ import annotations

import sys

from eval import SIGNABLE
from eval.case import Case, CaseError, load_suite
from eval.scorers import score


def faults(case: Case) -> list[str]:
    """Return what is wrong with a case, one line each."""
    found: list[str] = []
    reference = score(case, case.reference)
    if reference.total < 1:
        found.append(f"the reference has {reference.total}, not 1")
        found += [
            f"  {r.id} ({r.element.kind}): {r.reason.zh}" for r in reference.elements if not r.ok
        ]
        found += [f"  {f.code} ({f.severity}): {f.message.zh}" for f in reference.findings]
    source = score(case, case.source)
    if source.total >= SIGNABLE and case.source.strip() != case.reference.strip():
        found.append(
            f"the source as it is has {source.total}: nothing in the case asks for a change"
        )
    if score(case, "").total != 0:
        found.append("an empty text has more than 0")
    return found


def main(folders: list[str]) -> int:
    """Check all cases of the folders and print what is wrong with them."""
    try:
        cases = [case for folder in folders for case in load_suite(folder).cases]
    except CaseError as error:
        print(error, file=sys.stderr)
        return 2
    bad = 0
    for case in cases:
        wrong = faults(case)
        bad += bool(wrong)
        for line in wrong:
            print(f"{case.id}: {line}")
    print(f"{len(cases) - bad} of {len(cases)} cases are sound")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["eval/cases"]))
