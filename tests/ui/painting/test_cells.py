"""Truncate and pad text by terminal cells."""

from __future__ import annotations

import pytest

from finews_tui.ui.painting.cells import cut, fill


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("鱼价上涨", 8, "鱼价上涨"),
        ("鱼价上涨", 7, "鱼价上…"),
        ("鱼价上涨", 6, "鱼价…"),
        ("鱼", 1, "…"),
        ("鱼", 0, ""),
    ],
)
def test_cut_truncates_to_width_in_cells(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_fill_pads_to_width_in_cells() -> None:
    assert fill("鱼价上涨", 6) == "鱼价… "
    assert fill("鱼", 4) == "鱼  "
