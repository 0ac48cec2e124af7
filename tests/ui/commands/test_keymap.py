"""Keymap: presets, user keys and conflicts."""

from __future__ import annotations

import pytest

from finews_tui.errors import ConfigError
from finews_tui.ui.commands.command import Context
from finews_tui.ui.commands.key_names import parse_keys
from finews_tui.ui.commands.key_sequences import KeySequenceParser, Matched
from finews_tui.ui.commands.keymap_presets import PRESETS
from finews_tui.ui.commands.registry import REGISTRY
from tests.ui.commands.keymaps import command, make_keymap

_OVERRIDDEN_BY_PANE = {(Context.READER, "listing.search"), (Context.TREE, "article.details")}


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("context", Context)
def test_keys_are_unambiguous(context: Context, preset: str) -> None:
    keymap = make_keymap(preset=preset)
    all_keys = [
        keys for cmd in keymap.registry.commands_in(context) for keys in keymap.keys_of(cmd)
    ]
    overridden = {keys for keys in all_keys if all_keys.count(keys) > 1}
    assert overridden == {Context.READER: {("slash",)}, Context.TREE: {("e",)}}.get(context, set())
    prefixes = {keys[:length] for keys in all_keys for length in range(1, len(keys))}
    assert not prefixes & set(all_keys)
    if keymap.has_counts:
        assert not [keys for keys in all_keys if keys[0].isdigit()]


@pytest.mark.parametrize("preset", PRESETS)
def test_commands_with_keys_have_a_working_key_in_every_preset(preset: str) -> None:
    keymap = make_keymap(preset=preset)
    for cmd in REGISTRY.commands:
        if not (cmd.keys or cmd.fixed_keys):
            continue
        for context in Context:
            if not REGISTRY.works_in(cmd, context) or (context, cmd.id) in _OVERRIDDEN_BY_PANE:
                continue
            sequence = KeySequenceParser(keymap)
            results = []
            for keys in keymap.keys_of(cmd):
                results.append([sequence.press(context, key) for key in keys][-1])
                sequence.reset()
            assert Matched(cmd, 0) in results, f"{cmd.id} in the {context}"


@pytest.mark.parametrize("preset", PRESETS)
def test_preset_names_existing_commands_and_keys(preset: str) -> None:
    for command_id, text in PRESETS[preset].keys.items():
        assert command(command_id)
        assert parse_keys(text) is not None, text


@pytest.mark.parametrize(
    ("preset", "context", "keys", "command_id"),
    [
        ("default", Context.LIST, "j", "move.down"),
        ("vim", Context.LIST, "g g", "move.top"),
        ("vim", Context.TREE, "g t", "category.next"),
        ("vim", Context.LIST, "1 2 G", "move.bottom"),
        ("vim", Context.READER, "Z Z", "app.quit"),
        ("newsboat", Context.LIST, "J", "article.next"),
        ("newsboat", Context.LIST, "N", "article.read"),
        ("newsboat", Context.TREE, "j", "category.next"),
        ("newsboat", Context.READER, "u", "article.links"),
        ("newsboat", Context.LIST, "U", "undo"),
        ("newsboat", Context.LIST, "down", "move.down"),
        ("less", Context.READER, "f", "article.links"),
        ("less", Context.READER, "b", "move.page_up"),
        ("less", Context.READER, "d", "move.half_down"),
        ("less", Context.READER, "comma u", "undo"),
    ],
)
def test_preset_binds_keys_of_original_program(
    preset: str, context: Context, keys: str, command_id: str
) -> None:
    sequence = KeySequenceParser(make_keymap(preset=preset))
    results = [sequence.press(context, key) for key in keys.split()]
    assert isinstance(results[-1], Matched)
    assert results[-1].command.id == command_id


def test_fixed_keys_cannot_be_remapped() -> None:
    keymap = make_keymap({"move.down": "x"})
    assert keymap.keys_of(command("move.down")) == (("x",), ("down",))


def test_user_keys_accept_lists_sequences_and_none() -> None:
    keymap = make_keymap({"move.top": "g g, T", "undo": "none", "move.bottom": "g e"})
    assert keymap.keys_of(command("move.top")) == (("g", "g"), ("T",), ("home",))
    assert keymap.keys_of(command("undo")) == ()
    assert keymap.text("undo") == ":undo"
    assert keymap.text("move.top") == "g g"


def test_for_textual_leaves_out_single_characters() -> None:
    ids = ("app.suspend", "app.quit")
    keys = make_keymap({"app.quit": "ctrl+x, Q"}).for_textual(ids)
    assert keys == {"app.suspend": "ctrl+z", "app.quit": "ctrl+x"}
    assert "app.quit" not in make_keymap({"app.quit": "Q"}).for_textual(ids)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"article.bokmark": "B"}, "article.bokmark: unknown command; did you mean"),
        ({"qqqqqqq": "B"}, "press `?` in finews"),
        ({"macro.keep": "B"}, "unknown macro; define it in [macros]"),
        ({"article.bookmark": "ctrl+"}, "invalid key `ctrl+`"),
        ({"article.bookmark": "banana"}, "invalid key `banana`"),
        ({"article.bookmark": ""}, "invalid key ``"),
        ({"article.bookmark": "B,"}, "invalid key `B,`"),
        ({"article.bookmark": "m"}, "m is already bound to `article.read`"),
        ({"tree.in": "j"}, "j is already bound to `move.down`"),
        ({"article.bookmark": "B", "article.read": "B"}, "B is already bound"),
        ({"source.add": "space"}, "Space is already bound to `read.on`"),
        (
            {"category.pick": "g c"},
            "g is bound to `move.top` but also starts the keys of `category",
        ),
        ({"move.top": "B g", "undo": "B"}, "B is bound to `undo` but also starts the keys of"),
    ],
)
def test_invalid_user_key_raises_error_with_command_id(keys: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_keymap(keys)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"keys.{next(iter(keys))}: ")


def test_digit_key_is_rejected_in_keymap_with_counts() -> None:
    with pytest.raises(ConfigError, match="digits are counts in this keymap"):
        make_keymap({"pane.tree": "1"}, "vim")


def test_commands_can_swap_keys() -> None:
    keymap = make_keymap({"article.bookmark": "m", "article.read": "b"})
    assert keymap.text("article.bookmark") == "m"
    assert keymap.text("article.read") == "b"
