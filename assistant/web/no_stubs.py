"""Gradio without the stubs that it writes for editors.

As it is imported it parses the source of each of its components twice and writes a stub beside it,
into the installed package: nearly half of the processor time of its import, for nobody here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

_WRITES = "gradio.component_meta"


class _NoStubs(MetaPathFinder):
    """Takes the writing away from the module that does it, as that is imported."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _WRITES:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            run = spec.loader.exec_module

            def without(module: ModuleType) -> None:
                run(module)
                vars(module)["create_or_modify_pyi"] = lambda *_about: None

            spec.loader.exec_module = without  # type: ignore[method-assign]
        return spec


def forbid_stubs() -> None:
    """Have no stubs written, once Gradio is imported; too late where it was already."""
    if not any(isinstance(finder, _NoStubs) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NoStubs())
