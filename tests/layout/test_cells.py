"""Widths of text in cells, as Textual counts them, too."""

from __future__ import annotations

import pytest
from rich import cells as rich_cells
from rich.segment import Segment
from textual.strip import Strip

from finews_tui.layout.cells import cell_len, set_cell_size
from finews_tui.layout.linebreak.graphemes import cell_width


@pytest.mark.parametrize(
    ("text", "width"),
    [
        *(("நி", 2), ("கௌ", 2), ("தமிழ்", 4), ("का", 2), ("हिन्दी", 5), ("কো", 2), ("മലയാളം", 6)),
        *(("မြန်", 3), ("ខ្មែ", 3), ("ಕನ್ನಡ", 4), ("తెలుగు", 5), ("ગુજરાતી", 6)),
        *(
            ("ที่", 1),
            ("ຳ", 1),
            ("e\u0301", 1),
            ("각", 2),
            ("降准", 4),
            ("❤️", 2),
            ("👍🏽", 2),
            ("abc", 3),
        ),
    ],
)
def test_spacing_marks_have_a_cell(text: str, width: int) -> None:
    assert cell_len(text) == width
    assert rich_cells.cell_len(text) == width
    assert cell_width(text) == width
    assert Strip([Segment(text)]).cell_length == width
    assert cell_len(set_cell_size(text, 8)) == 8
