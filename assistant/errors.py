"""Every error a user or a caller can meet, as one tree.

`AssistantError` is the root: a command shows its message and exits with `exit_code`, never a
traceback.  Third-party exceptions are translated where they arise (formats, facts, models), so
nothing above those borders needs to know which library failed.

    AssistantError                      exit 2
    ├── UsageError                      a flag, section or length that makes no sense
    │   └── UnknownSection
    ├── InputError                      a file that cannot be read as what it should be
    │   ├── FormatError                 encoding, binary, broken or hostile docx
    │   ├── FactsError
    │   ├── GenreError
    │   ├── PromptError
    │   └── OverTime                    a text that takes longer than a request may
    ├── OutputError                     a file that cannot be written
    └── ModelError
        ├── ModelUnavailable            stop asking: unreachable, refused, out of tries (exit 3)
        │   └── Unanswered              this question alone has no answer, others may
        └── AskAgain                    the reply is unusable, another try may not be
            ├── TruncatedReply
            ├── EmptyReply
            └── MalformedReply
"""

from __future__ import annotations

from assistant.findings import Language, Message


class AssistantError(Exception):
    """Root of the tree. The message is one sentence that names what and where.

    It is told in both languages: as a Message, or as its Chinese and its English words; words
    that stand alone (a library's own) serve for either.
    """

    exit_code = 2

    def __init__(self, said: Message | str, english: str | None = None) -> None:
        if not isinstance(said, Message):
            said = Message(said, said if english is None else english)
        super().__init__(said)
        self.message = said

    def __str__(self) -> str:
        return self.message.zh

    def text(self, language: Language) -> str:
        """Return the sentence in a language."""
        return self.message.text(language)


class UsageError(AssistantError):
    """The request itself makes no sense (a length of 0, a task without its instruction)."""


class UnknownSection(UsageError):
    """A section ID or printed number that the report does not have."""


class InputError(AssistantError):
    """A file the user gave cannot be read as what it should be."""


class FormatError(InputError):
    """A report that is empty, too large, binary, wrongly encoded, broken or hostile."""


class FactsError(InputError):
    """A facts file with missing columns or two values for one name."""


class GenreError(InputError):
    """A genre that is unknown, or a genre file that does not follow the schema."""


class PromptError(InputError):
    """A prompt file that is broken, or rendered with a variable missing or unknown."""


class OverTime(InputError):
    """A text took more processor time than one request may; nothing was changed."""


class OutputError(AssistantError):
    """A result that cannot be written: it exists already, the disk is full, no permission."""


class ModelError(AssistantError):
    """Anything that goes wrong between us and a language model."""


class ModelUnavailable(ModelError):
    """No further call will help: unreachable, rejected, timed out, or out of retries."""

    exit_code = 3


class Unanswered(ModelUnavailable):
    """One question will not be answered, whatever becomes of the others."""


class AskAgain(ModelError):
    """The model answered, but not usably; the same question may be asked once more.

    `reply` keeps the unusable text, so a log can show what was refused.
    """

    def __init__(self, message: Message | str, reply: str = "") -> None:
        super().__init__(message)
        self.reply = reply


class TruncatedReply(AskAgain):
    """The reply stopped at a limit or was filtered: half a sentence is never adopted."""


class EmptyReply(AskAgain):
    """The reply held no text, or the server sent no choices."""


class MalformedReply(AskAgain):
    """The reply is not the JSON that the schema asked for."""
