"""The page: a face of `session` for people who use neither a command line nor English."""

from assistant.web.options import Options
from assistant.web.server import start

__all__ = ["Options", "start"]
