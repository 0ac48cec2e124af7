"""Graphemes and their widths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from finews_tui.layout.linebreak.graphemes import cell_width, graphemes, truncate


@pytest.mark.parametrize(
    "parts",
    [
        ["e\u0301", "a"],
        ["👨\u200d👩\u200d👧", "x"],
        ["🇨🇳", "🇺🇸", "🇫"],
        ["👍🏽", "❤\ufe0f", "1\ufe0f\u20e3"],
        ["\u1100\u1161\u11a8", "한", "국"],
        ["क\u094dषि", "क"],
        ["\u0600٣", "ก\u0e47"],
        ["か\u3099", "ｶﾞ"],
        ["上", "，", "\n", "\u0301"],
        ["🏴\U000e0067\U000e0062\U000e007f", "a"],
    ],
)
def test_graphemes(parts: list[str]) -> None:
    text = "".join(parts)
    assert [text[start:end] for start, end in graphemes(text)] == parts


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40))
def test_cell_width_agrees_with_rich(text: str) -> None:
    parts = [text[start:end] for start, end in graphemes(text)]
    assert "".join(parts) == text
    assert cell_width(text) == sum(map(cell_len, parts))


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("上下左右", 6, "上下…"),
        ("上下左右", 5, "上下…"),
        ("🇨🇳🇺🇸", 3, "🇨🇳…"),
        ("ab cd", 4, "ab…"),
        ("上", 1, "…"),
        ("上", 0, ""),
    ],
)
def test_truncate(text: str, room: int, expected: str) -> None:
    assert truncate(text, room) == expected
    assert cell_width(truncate(text, room)) <= max(room, 0)
