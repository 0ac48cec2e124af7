"""Text cut and filled in terminal cells."""

from __future__ import annotations

import pytest

from finews_tui.ui.painting.cells import cut, fill


@pytest.mark.parametrize(
    ("text", "width", "shown"),
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
def test_cut_to_a_width_in_cells(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_fill_to_a_width_in_cells() -> None:
    assert fill("鱼价上涨", 6) == "鱼价… "
    assert fill("鱼", 4) == "鱼  "
