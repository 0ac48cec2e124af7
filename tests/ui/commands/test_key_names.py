"""Key names: written by users, known to Textual, and displayed."""

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
def test_textual_key_of_a_key_in_the_configuration(text: str, key: str) -> None:
    assert textual_key(text) == key


@pytest.mark.parametrize(
    ("key", "text"),
    [("ctrl+d", "Ctrl-d"), ("question_mark", "?"), ("enter", "⏎"), ("shift+left", "Shift-←")],
)
def test_format_key_for_display(key: str, text: str) -> None:
    assert format_key(key) == text
