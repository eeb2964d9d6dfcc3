"""How good an output is: a checklist, truth, length, language, and one total.

    from eval.scorers import score
    result = score(case, output)            # loose=True forgives chat and Markdown around it
    result.total, result.as_dict()

The checks of truth and language are the product's own (`assistant.verify`), so that what the
evaluation counts is what the product refuses.
"""

from __future__ import annotations

from eval.scorers.model import Score
from eval.scorers.total import score

__all__ = ["Score", "score"]
