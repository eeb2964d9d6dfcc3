"""Is the scorer to be believed?  Errors of every kind are planted into references, and edits that
change nothing are made; the score must name the first and leave the second alone.

    from eval.meta import prove
    proof = prove(load_suite().cases)
    proof.passed, proof.faults(), proof.as_dict()
"""

from __future__ import annotations

from eval.meta.families import CLASSES
from eval.meta.proof import BENIGN, Proof, Recall, prove

__all__ = ["BENIGN", "CLASSES", "Proof", "Recall", "prove"]
