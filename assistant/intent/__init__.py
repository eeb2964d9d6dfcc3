"""What a person means by a sentence typed in chat, by rules alone: no model is asked.

    understand("把第二部分压到300字", Situation(report)) -> Intent(task shorten, section 2, 300 字)

What is understood is said back (`Intent.said`) before anything is done; what is not leads to one
question (`Intent.question`), never to a guess.
"""

from assistant.intent.model import Intent, Kind, Situation, Stated
from assistant.intent.understand import understand, understand_as

__all__ = ["Intent", "Kind", "Situation", "Stated", "understand", "understand_as"]
