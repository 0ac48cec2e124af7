"""Text copied from a page."""

from __future__ import annotations

from finews_tui.ui.painting.page_painter import selected_text
from tests.ui.reader.page_lines import page_line


def test_selected_text_omits_margins() -> None:
    lines = [
        page_line("the harbour", joins_next=True, copy_text="the harbour "),
        page_line("in fog"),
        page_line("bank"),
    ]
    assert selected_text(lines, 0, 0, 2, None) == "the harbour in fog\nbank"
    assert selected_text(lines, 0, 6, 1, 4) == "harbour in"
    assert selected_text(lines, 1, 5, 9, 1) == "fog\nbank"
