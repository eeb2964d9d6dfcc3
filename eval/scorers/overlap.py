"""chrF beside the score, for information only.

A wrong figure in an otherwise equal text has a chrF of 97 and a faithful paraphrase one of 27, so
no verdict and no total looks at it.
"""

from __future__ import annotations


def chrf(output: str, reference: str) -> float:
    """Return chrF (Popović 2015; sacrebleu's defaults), 0 … 100, rounded to one place."""
    from sacrebleu.metrics.chrf import CHRF  # half a second to load, and rarely needed

    if not output.strip():
        return 0.0
    return round(float(CHRF().sentence_score(output, [reference]).score), 1)
