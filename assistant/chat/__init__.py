"""The talk about one report: a conversation that remembers, and answers about the text.

    talk = Talk(Session.open("report.docx", model="rules"))
    talk.say("先清理，再把第二部分压到300字").as_dict()
    talk.handle('{"adopt": "…"}')

`say` takes a sentence, `handle` any action of the contract; both return a `Turn` and never raise
for what was typed.
"""

from assistant.chat.engine import Talk
from assistant.chat.turn import Act, Reading, Step, Turn

__all__ = ["Act", "Reading", "Step", "Talk", "Turn"]
