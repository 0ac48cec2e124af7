"""Conversion of key names."""

from __future__ import annotations

import pytest

from finews_tui.ui.commands.key_names import format_key, textual_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("B", "B"),
        ("?", "question_mark"),
        ("ctrl+b", "ctrl+b"),
        ("ctrl+/", "ctrl+slash"),
        ("Space", "space"),
        ("F5", "f5"),
        ("+", "plus"),
        (",", "comma"),
        ("hyper+b", ""),
        ("", ""),
    ],
)
def test_textual_key_parses_configured_key(text: str, key: str) -> None:
    assert textual_key(text) == key


@pytest.mark.parametrize(
    ("key", "text"),
    [("ctrl+d", "Ctrl-d"), ("question_mark", "?"), ("enter", "⏎"), ("shift+left", "Shift-←")],
)
def test_format_key(key: str, text: str) -> None:
    assert format_key(key) == text
