"""Facts: figures and names from outside the report that may fill its gaps."""

from assistant.facts.load import facts_of, load_facts
from assistant.facts.model import Fact, split_value

__all__ = ["Fact", "facts_of", "load_facts", "split_value"]
