"""What is said beside the result: where the text goes, what was left out, what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.findings import Message
from assistant.tasks import TASKS

if TYPE_CHECKING:
    from assistant.cli.run import Run
    from assistant.cli.terminal import Terminal
    from assistant.errors import ModelUnavailable
    from assistant.models.known_weights import Weights


def announce(task: str, run: Run) -> None:
    """Say on stderr which model will read the report, and where it runs.

    A task done by code never asks one.  Weights that are absent are announced with their size and
    sources before they are fetched.
    """
    from assistant.models import parse_name
    from assistant.models.known_weights import known_models
    from assistant.models.places import address_of, place_of

    if TASKS[task].by_code:
        return
    kind, rest = parse_name(run.settings.model)
    if kind == "rules":
        note = Message("不用模型，文字不离开本机。", "No model; the text stays on this machine.")
    elif kind == "local":
        note = Message(
            f"模型 {run.settings.model}，在本机运行，文字不离开本机。",
            f"Model {run.settings.model} runs here; the text stays on this machine.",
        )
        for weights in known_models():
            if weights.name == (rest or "local"):
                announce_weights(weights, run)
    else:
        address = address_of(run.settings)
        host = place_of(address) if kind == "openai" else kind
        note = Message(
            f"模型 {run.settings.model}，文字将发往 {host}。",
            f"Model {run.settings.model}: the text is sent to {host}.",
        )
    run.terminal.note(note)


def announce_weights(weights: Weights, run: Run) -> None:
    """Say what is about to be fetched and from where, unless it is here already."""
    from assistant.models.sources import name_of
    from assistant.models.weights import is_present

    if is_present(weights.name, run.settings):
        return
    size = megabytes(weights.size)
    places = [name_of(source) for source in weights.sources]
    run.terminal.tell(
        f"本机还没有模型 {weights.title} 的权重（{size}，{weights.licence}），"
        f"现在下载，只需一次；来源依次为：{'、'.join(places)}。",
        f"The weights of {weights.title} ({size}, {weights.licence}) are not here yet and "
        f"are fetched now, once; from the first that answers: {', '.join(places)}.",
    )


def tell_gone(reason: ModelUnavailable | None, terminal: Terminal) -> None:
    """Say once that the model could not be had and the rules did the work."""
    if reason is not None:
        terminal.tell(
            f"模型不可用，改用规则处理，结果中已逐段注明。原因：{reason}",
            "The model is not available; the rules did the work, as every part says. "
            f"{reason.message.en}",
            "yellow",
        )


def tell_left_out(notes: Sequence[str], terminal: Terminal) -> None:
    """Say what the file holds and the report's text does not."""
    for note in notes:
        terminal.tell(note, note, "dim")


def megabytes(size: int) -> str:
    """Return a number of bytes in decimal megabytes, as download pages show them."""
    return f"{size / 1_000_000:,.0f} MB"
