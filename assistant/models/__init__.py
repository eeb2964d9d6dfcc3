"""Language models by name.

`get_model` turns a name into a `Writer`, the one way anything above asks a model:

    local              the embedded model (weights from `models.yaml`, fetched once)
    local:PATH.gguf    the embedded model with the user's own weights
    openai:NAME        any OpenAI-compatible service (OPENAI_BASE_URL, OPENAI_API_KEY)
    PROVIDER:NAME      whatever LangChain's `init_chat_model` knows and is installed
    rules              no model at all

Importing this package imports neither LangChain nor the embedded model; asking for a model does.
"""

from assistant.models.progress import Progress, Step
from assistant.models.registry import get_model, parse_name
from assistant.models.tracing import forbid_tracing
from assistant.models.usage import Reply, Usage
from assistant.models.weights import Weights, known_models, pull, weights_path
from assistant.models.writer import LanguageModel, Writer

__all__ = [
    "LanguageModel",
    "Progress",
    "Reply",
    "Step",
    "Usage",
    "Weights",
    "Writer",
    "forbid_tracing",
    "get_model",
    "known_models",
    "parse_name",
    "pull",
    "weights_path",
]
