"""Gradio as the page imports it: it writes nothing into its own package, or anyone's."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path


def test_a_component_gets_no_stub_beside_its_source(tmp_path: Path) -> None:
    source = tmp_path / "own_component.py"
    source.write_text("import gradio\n\n\nclass Own(gradio.HTML):\n    pass\n", "utf-8")
    spec = spec_from_file_location("own_component", source)
    assert spec is not None
    assert spec.loader is not None
    spec.loader.exec_module(module_from_spec(spec))
    assert not source.with_suffix(".pyi").exists()
