"""The page: a face of `session` for people who use neither a command line nor English.

What it holds stands in its modules; none is imported here, for Gradio takes seconds and most of
them do without it.
"""

from assistant.models.tracing import forbid_tracing
from assistant.web.no_stubs import forbid_stubs
from assistant.web.variables import settle_variables

forbid_tracing()
settle_variables()
forbid_stubs()
