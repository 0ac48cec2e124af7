"""Sizes of the panes, as they are stored."""

from __future__ import annotations

import pytest

from finews_tui.ui.pane_sizes import PaneSizes, deserialize, serialize


@pytest.mark.parametrize("sizes", [PaneSizes(), PaneSizes(30, 40, 50), PaneSizes(tree=20)])
def test_sizes_survive_serialization(sizes: PaneSizes) -> None:
    assert deserialize(serialize(sizes)) == sizes


@pytest.mark.parametrize("text", ["", "x", "[]", '{"tree": "wide"}', '{"moon": 3}'])
def test_unreadable_sizes_are_the_default_ones(text: str) -> None:
    assert deserialize(text) == PaneSizes()
