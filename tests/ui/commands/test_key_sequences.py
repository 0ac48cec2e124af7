"""Key sequences and counts."""

from __future__ import annotations

from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.key_sequences import KeySequenceParser, Matched, Pending, Unmatched
from tests.ui.commands.keymaps import command, make_keymap


def test_count_and_sequence_are_parsed_key_by_key() -> None:
    sequence = KeySequenceParser(make_keymap(preset="vim"))
    for key, typed in (("1", "1"), ("0", "10"), ("g", "10 g")):
        assert sequence.press(Context.LIST, key) == Pending()
        assert sequence.pending_text == typed
    continuations = {keys: cmd.id for keys, cmd in sequence.continuations(Context.LIST)}
    assert continuations["g"] == "move.top"
    assert continuations["t"] == "category.next"
    assert sequence.press(Context.LIST, "g") == Matched(command("move.top"), 10)
    assert not sequence.is_pending
    assert sequence.press(Context.LIST, "0") is None


def test_escape_or_unbound_key_ends_pending_sequence() -> None:
    sequence = KeySequenceParser(make_keymap(preset="vim"))
    assert sequence.press(Context.LIST, "escape") == Matched(command("list.out"), 0)
    sequence.press(Context.LIST, "g")
    assert sequence.press(Context.LIST, "escape") == Unmatched("g", True)
    sequence.press(Context.LIST, "g")
    assert sequence.press(Context.LIST, "q") == Unmatched("g q", False)
    assert sequence.press(Context.LIST, "f12") is None
    assert not sequence.is_pending


def test_digits_are_keys_without_counts() -> None:
    sequence = KeySequenceParser(make_keymap())
    assert sequence.press(Context.LIST, "1") == Matched(command("pane.tree"), 0)
