"""What the document shows goes to the browser as one string."""

from __future__ import annotations

import json

from assistant.web.options import Options
from assistant.web.packed import PackedHTML
from assistant.web.server import make
from assistant.web.temp_folder import TempFolder


def test_data_goes_as_json_and_nothing_as_nothing() -> None:
    packed = PackedHTML().postprocess({"lines": ["石桥镇"]})
    assert packed is not None
    assert json.loads(packed) == {"lines": ["石桥镇"]}
    assert "石桥镇" in packed
    assert PackedHTML().postprocess(None) is None


def test_the_document_is_packed_and_the_browser_draws_it_as_any_html(options: Options) -> None:
    page, _desk = make(options, TempFolder(options.store.parent / "temp"))
    [document] = [one for one in page.blocks.values() if one.elem_id == "document"]
    assert isinstance(document, PackedHTML)
    drawn_as: str = document.get_block_name()  # type: ignore[no-untyped-call]
    assert drawn_as == "html"
