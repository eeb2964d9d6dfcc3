"""A request carried out on a text by the chains alone: no model is asked."""

from __future__ import annotations

from assistant.chains import Asker, Job, Outcome, prepare, worked
from assistant.document import Report
from assistant.facts import Fact
from assistant.genres import load_genre
from assistant.instruction import read_request
from assistant.outline import parse
from assistant.request import Request


def run(job: Job, original: Report, asker: Asker) -> Outcome:
    """Do the job and return the outcome."""
    return worked(job, original, asker)[1]


def done(text: str, request: Request, *facts: Fact, genre: str = "personal-duty") -> Outcome:
    """Return what becomes of a text; the words of the request are read first."""
    report = parse(text)
    job = prepare(read_request(request, report), report, load_genre(genre), facts=facts)
    return run(job, report, Asker(None))


def restructure(text: str, instruction: str | None = None, *sections: str) -> Outcome:
    """Return a text, or parts of it, as an instruction wants it arranged."""
    return done(text, Request("restructure", sections, instruction=instruction))


def codes(outcome: Outcome) -> set[str]:
    """Return the codes of all that was found."""
    return {f.code for s in outcome.sections for f in s.findings}
