"""How well facts answer gaps: by unit and by what both are about.

This is what the deterministic rewriter fills by, and what judges a model's pick.  It errs on the
side of an open place: a gap that stays visible costs a minute, a wrong figure costs the report.
"""

from assistant.matching.assign import Choice, assign
from assistant.matching.pairs import Match, candidates

__all__ = ["Choice", "Match", "assign", "candidates"]
