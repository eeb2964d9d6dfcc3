"""Edits at the author's own word: nothing is asked of a model, and nothing but what was named.

    proposal = replace_text(session, "小区", "居民区")
    session.adopt(proposal)

Each returns a proposal that waits like any other, and is one step to undo.  What the author says
is never refused for what it costs; what goes with it, or no longer fits, is told.
"""

from assistant.session.plain.added import Place, add, parts_about
from assistant.session.plain.drafting import draft, wants
from assistant.session.plain.figures import SeveralMeant, correct
from assistant.session.plain.headings import heading_marks
from assistant.session.plain.own_parts import draft_own
from assistant.session.plain.removal import delete
from assistant.session.plain.restoring import restore
from assistant.session.plain.signing import names_signer, reads_as_signed, sign, signed_by
from assistant.session.plain.spans import spans_of
from assistant.session.plain.typed import fix, fixes, strike_out, type_in
from assistant.session.plain.words import replace_text

__all__ = [
    "Place",
    "SeveralMeant",
    "add",
    "correct",
    "delete",
    "draft",
    "draft_own",
    "fix",
    "fixes",
    "heading_marks",
    "names_signer",
    "parts_about",
    "reads_as_signed",
    "replace_text",
    "restore",
    "sign",
    "signed_by",
    "spans_of",
    "strike_out",
    "type_in",
    "wants",
]
