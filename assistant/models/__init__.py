"""Language models by name.

`get_model` turns a name into a `Writer`, the one way anything above asks a model:

    local              the embedded model (weights from `models.yaml`, fetched once)
    local:PATH.gguf    the embedded model with the user's own weights
    openai:NAME        any OpenAI-compatible service (OPENAI_BASE_URL, OPENAI_API_KEY)
    PROVIDER:NAME      whatever LangChain's `init_chat_model` knows and is installed
    rules              no model at all

Importing this package imports neither LangChain nor the embedded model; asking for a model does.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistant.models.progress import Step
from assistant.models.registry import get_model, parse_name
from assistant.models.usage import Reply, Usage

if TYPE_CHECKING:
    from assistant.models.known_weights import Weights, known_models
    from assistant.models.weights import pull, weights_path
    from assistant.models.writer import LanguageModel, Writer

__all__ = [
    "LanguageModel",
    "Reply",
    "Step",
    "Usage",
    "Weights",
    "Writer",
    "get_model",
    "known_models",
    "parse_name",
    "pull",
    "weights_path",
]

_LATE = {
    "known_weights": ("Weights", "known_models"),
    "weights": ("pull", "weights_path"),
    "writer": ("LanguageModel", "Writer"),
}


def __getattr__(name: str) -> Any:
    """What asks a model is imported when it is wanted: reading a model's name does without."""
    for module, names in _LATE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
