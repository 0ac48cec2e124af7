"""Serialization of pane sizes."""

from __future__ import annotations

import pytest

from finews_tui.ui.pane_sizes import PaneSizes, deserialize, serialize


@pytest.mark.parametrize("sizes", [PaneSizes(), PaneSizes(30, 40, 50), PaneSizes(tree=20)])
def test_sizes_survive_serialization(sizes: PaneSizes) -> None:
    assert deserialize(serialize(sizes)) == sizes


@pytest.mark.parametrize("text", ["", "x", "[]", '{"tree": "wide"}', '{"moon": 3}'])
def test_invalid_sizes_are_replaced_by_defaults(text: str) -> None:
    assert deserialize(text) == PaneSizes()
