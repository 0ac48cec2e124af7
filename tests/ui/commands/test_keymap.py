"""The keymap: presets, the user's keys, and conflicts between them."""

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
def test_key_has_one_command_and_begins_no_other_keys(context: Context, preset: str) -> None:
    keymap = make_keymap(preset=preset)
    every = [keys for one in keymap.registry.commands_in(context) for keys in keymap.keys_of(one)]
    overridden = {keys for keys in every if every.count(keys) > 1}
    assert overridden == {Context.READER: {("slash",)}, Context.TREE: {("e",)}}.get(context, set())
    prefixes = {keys[:length] for keys in every for length in range(1, len(keys))}
    assert not prefixes & set(every)
    if keymap.has_counts:
        assert not [keys for keys in every if keys[0].isdigit()]


@pytest.mark.parametrize("preset", PRESETS)
def test_command_with_keys_has_a_key_that_runs_it_in_every_preset(preset: str) -> None:
    keymap = make_keymap(preset=preset)
    for one in REGISTRY.commands:
        if not (one.keys or one.fixed_keys):
            continue
        for context in Context:
            if not REGISTRY.works_in(one, context) or (context, one.id) in _OVERRIDDEN_BY_PANE:
                continue
            sequence = KeySequenceParser(keymap)
            results = []
            for keys in keymap.keys_of(one):
                results.append([sequence.press(context, key) for key in keys][-1])
                sequence.reset()
            assert Matched(one, 0) in results, f"{one.id} in the {context}"


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
def test_preset_has_the_keys_of_the_program_it_follows(
    preset: str, context: Context, keys: str, command_id: str
) -> None:
    sequence = KeySequenceParser(make_keymap(preset=preset))
    results = [sequence.press(context, key) for key in keys.split()]
    assert isinstance(results[-1], Matched)
    assert results[-1].command.id == command_id


def test_arrow_keys_remain_when_a_command_gets_another_key() -> None:
    keymap = make_keymap({"move.down": "x"})
    assert keymap.keys_of(command("move.down")) == (("x",), ("down",))


def test_user_keys_may_be_several_a_sequence_or_none() -> None:
    keymap = make_keymap({"move.top": "g g, T", "undo": "none", "move.bottom": "g e"})
    assert keymap.keys_of(command("move.top")) == (("g", "g"), ("T",), ("home",))
    assert keymap.keys_of(command("undo")) == ()
    assert keymap.text("undo") == ":undo"
    assert keymap.text("move.top") == "g g"


def test_app_keys_work_while_typing_except_for_plain_letters() -> None:
    ids = ("app.suspend", "app.quit")
    keys = make_keymap({"app.quit": "ctrl+x, Q"}).for_textual(ids)
    assert keys == {"app.suspend": "ctrl+z", "app.quit": "ctrl+x"}
    assert "app.quit" not in make_keymap({"app.quit": "Q"}).for_textual(ids)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"article.bokmark": "B"}, "article.bokmark: there is no such action; did you mean"),
        ({"qqqqqqq": "B"}, "`?` on the screen lists them"),
        ({"macro.keep": "B"}, "there is no such macro; write it in [macros]"),
        ({"article.bookmark": "ctrl+"}, "`ctrl+` is no key"),
        ({"article.bookmark": "banana"}, "`banana` is no key"),
        ({"article.bookmark": ""}, "`` is no key"),
        ({"article.bookmark": "B,"}, "`B,` is no key"),
        ({"article.bookmark": "m"}, "m is already `article.read`"),
        ({"tree.in": "j"}, "j is already `move.down`"),
        ({"article.bookmark": "B", "article.read": "B"}, "B is already"),
        ({"source.add": "space"}, "Space is already `read.on`"),
        ({"category.pick": "g c"}, "g cannot both be `move.top` and begin the keys of `category"),
        ({"move.top": "B g", "undo": "B"}, "B cannot both be `undo` and begin the keys of"),
    ],
)
def test_wrong_user_key_is_an_error_that_names_its_command(
    keys: dict[str, str], message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        make_keymap(keys)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"keys.{next(iter(keys))}: ")


def test_digit_is_refused_as_user_key_if_digits_are_counts() -> None:
    with pytest.raises(ConfigError, match="digits are counts in this keymap"):
        make_keymap({"pane.tree": "1"}, "vim")


def test_two_commands_may_swap_their_keys() -> None:
    keymap = make_keymap({"article.bookmark": "m", "article.read": "b"})
    assert keymap.text("article.bookmark") == "m"
    assert keymap.text("article.read") == "b"
