"""What Gradio reads of the environment as it is imported or begins to serve: nothing but ours.

What was set for another page of this machine holds for none of ours: it could share or record what
is done here, and a value of another kind ended the program.
"""

from __future__ import annotations

import os

_PREFIXES = ("GRADIO_", "HF_HUB_", "SPACE_")
_KEPT = "GRADIO_ROOT_PATH"
"""Where a proxy in front of the page has it."""
_OURS = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def settle_variables() -> None:
    """Set them for this process and those it starts; to be called before Gradio is imported."""
    for name in [*os.environ]:
        if (name.startswith(_PREFIXES) and name != _KEPT) or name == "WEB_CONCURRENCY":
            del os.environ[name]
    os.environ.update(_OURS)
