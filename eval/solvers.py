"""Solvers: from a case to an answer.  The baselines, one plain prompt, and the product itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol, Self

from assistant.config import Settings
from assistant.errors import ModelUnavailable
from assistant.models import Writer, get_model
from assistant.models.progress import Progress, silent
from assistant.prompts import other_prompts, prompt_stamps
from assistant.session import Session
from assistant.verify import Verdict
from assistant.wordcount import count_words
from eval import PLAIN, RULES, plain
from eval.answer import Answer, Work
from eval.identity import asked_hash, code_hash, digest, model_identity

if TYPE_CHECKING:
    from assistant.chains.outcome import Outcome, SectionOutcome
    from eval.case import Case


class Solver(Protocol):
    """Something that answers cases.

    `name` is how tables show it, `jobs` how many answers are worth making at once.  It is used
    as a context manager, and answers only inside of it.  Two answers with the same `key` need
    not be made twice.
    """

    name: str
    jobs: int

    def key(self, case: Case) -> str:
        """Return a hash of everything the answer depends on."""

    def solve(self, case: Case) -> Answer:
        """Answer; raises ModelUnavailable where the model cannot be asked."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_exc: object) -> None: ...


@dataclass
class Fixed:
    """A baseline whose answer is known beforehand."""

    name: str
    text: Callable[[Case], str]
    jobs: int = 1

    def key(self, case: Case) -> str:
        """A hash of the answer itself."""
        return digest(self.name, self.text(case))

    def solve(self, case: Case) -> Answer:
        """Return the text."""
        return Answer(self.text(case))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        pass


@dataclass
class Plain:
    """One plain prompt to a model; its reply goes into the place of the chosen part, unchecked."""

    model: str
    settings: Settings
    loading: Progress = silent
    name: str = ""
    jobs: int = 1
    _identity: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or PLAIN + self.model

    def key(self, case: Case) -> str:
        """A hash of the model and of what is asked."""
        return digest("plain", self._identity, _spans(case), *_questions(case))

    def solve(self, case: Case) -> Answer:
        """Ask once for each chosen part, in order, and put the replies where the parts were."""
        began = monotonic()
        pieces: list[str] = []
        notes: list[str] = []
        at = 0
        # A writer of its own, so that its usage is this answer's alone.
        with _writer(self.model, self.settings) as writer:
            for (start, end), asked in zip(_spans(case), _questions(case), strict=True):
                said = plain.ask(writer, asked)
                notes += [said.fault] if said.fault else []
                pieces += [case.source[at:start], said.text]
                at = end
                if at < len(case.source) and said.text and not said.text.endswith("\n"):
                    pieces.append("\n")
            pieces.append(case.source[at:])
            usage = replace(writer.usage, seconds=monotonic() - began)
            return Answer("".join(pieces), usage, where=writer.where, note="; ".join(notes))

    def __enter__(self) -> Self:
        self.jobs, self._identity = _prepared(self.model, self.settings, self.loading)
        return self

    def __exit__(self, *_exc: object) -> None:
        pass


@dataclass
class Product:
    """The assistant itself, with a model or with `rules`, and perhaps with other prompts."""

    model: str
    settings: Settings
    prompts: Path | None = None
    loading: Progress = silent
    name: str = ""
    jobs: int = 1
    _identity: str = ""
    _stamps: dict[str, str] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        suffix = f"+{self.prompts.resolve().name}" if self.prompts else ""
        self.name = self.name or self.model + suffix

    def key(self, case: Case) -> str:
        """A hash of the code, the model, the prompts and the case's own text and request."""
        return digest("product", self._identity, self._stamps, code_hash(), asked_hash(case))

    def solve(self, case: Case) -> Answer:
        """Do what the case asks as the command line would, and never fall back unseen."""
        session = Session.from_text(
            case.source, name=case.id, settings=self.settings, model=self.model
        )
        session.genre, session.confidence = case.genre, 1.0
        session.use_facts(case.facts)
        try:
            outcome = session.run(case.to_product, strict_model=True)
        finally:
            session.close()
        return Answer(
            outcome.text,
            outcome.usage,
            outcome.verdict.value,
            work_of(outcome),
            dict(outcome.prompts),
            outcome.where,
        )

    def __enter__(self) -> Self:
        other: AbstractContextManager[None] = nullcontext()
        if self.prompts is not None:
            other = other_prompts(self.prompts)
        self._stack.enter_context(other)
        if self.model == RULES:
            self._identity = RULES
            return self
        slots, self._identity = _prepared(self.model, self.settings, self.loading)
        # One case keeps the slots busy but for its last questions.
        self.jobs = max(1, slots // 2)
        self._stamps = prompt_stamps()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stack.close()


def baselines() -> list[Solver]:
    """Return the solvers that are in every table and need no model."""
    return [
        Fixed("reference", lambda case: case.reference),
        Fixed("source", lambda case: case.source),
        Fixed("empty", lambda _case: ""),
        Product(RULES, Settings()),
    ]


def for_model(
    model: str, settings: Settings, prompts: Iterable[Path | None], loading: Progress = silent
) -> list[Solver]:
    """Return the one plain prompt on a model, and the product on it with each set of prompts."""
    settings = replace(settings, model=model)
    found: list[Solver] = [Plain(model, settings, loading)]
    found += [Product(model, settings, folder, loading) for folder in prompts]
    return found


def work_of(outcome: Outcome) -> Work:
    """Return who did the parts of an outcome; a part that needed nothing does not count."""
    total = Work()
    for section in outcome.sections:
        if section.output == section.source and not _wanted(section):
            continue
        words = count_words(section.output)
        by_model = section.engine.value == "model"
        by_rules = section.engine.value == "rules"
        total += Work(
            by_model=int(by_model),
            by_rules=int(by_rules),
            unchanged=int(not by_model and not by_rules),
            repaired=int(section.attempts > 1),
            words=words if by_model else 0,
            words_all=words,
        )
    return total


def _wanted(section: SectionOutcome) -> bool:
    """Whether something was to become of a part that stayed as it was."""
    return section.verdict is Verdict.UNCHANGED or section.attempts > 0


def _spans(case: Case) -> list[tuple[int, int]]:
    """Return the places of the chosen parts in the source; the whole of it without a choice."""
    from assistant.chains.prepare import targets_of
    from assistant.outline import parse

    if not case.request.sections:
        return [(0, len(case.source))]
    return [(t.start, t.end) for t in targets_of(parse(case.source), case.request.sections)]


def _questions(case: Case) -> list[str]:
    request, spans = case.request, _spans(case)
    texts = [case.source[start:end] for start, end in spans]
    all_words = sum(map(count_words, texts)) or 1
    asked = request.to.of(all_words) if request.to else None
    return [
        plain.question(
            request.task,
            text.strip("\n"),
            words=round(asked * count_words(text) / all_words) if asked else None,
            instruction=request.instruction,
            genre=case.genre.name.zh,
            facts=case.facts,
        )
        for text in texts
    ]


def _prepared(model: str, settings: Settings, loading: Progress) -> tuple[int, str]:
    """Load a model once for all answers; return its slots and what tells it from others.

    Raises ModelUnavailable and UsageError as `get_model` does.
    """
    with _writer(model, settings, loading) as writer:
        return writer.slots, model_identity(model, settings)


def _writer(model: str, settings: Settings, loading: Progress = silent) -> Writer:
    writer = get_model(model, settings, progress=loading)
    if writer is None:
        raise ModelUnavailable(f"“{model}” is no model that can be asked")
    return writer
