"""Serialization of the saved position."""

from __future__ import annotations

from finews_tui.ui.saved_position import SavedPosition, deserialize, serialize


def test_position_survives_serialization() -> None:
    position = SavedPosition(
        "source:a", "0123456789ab", "reader", True, False, ("group:G",), ("source:a",)
    )
    assert deserialize(serialize(position)) == position


def test_invalid_position_is_replaced_by_default() -> None:
    for text in ("", "[]", "{", '{"pane": "cellar", "folded": 3, "query": 7}', "null"):
        assert deserialize(text) == SavedPosition()
