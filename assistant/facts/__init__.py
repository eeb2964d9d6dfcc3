"""Facts: figures and names from outside the report that may fill its gaps."""

from assistant.facts.load import load_facts
from assistant.facts.model import Fact, split_value

__all__ = ["Fact", "load_facts", "split_value"]
