"""The registry of actions, and the keymap that a user may change."""

from __future__ import annotations

import pytest

from finews_tui.errors import ConfigError
from finews_tui.ui.actions import ACTIONS, Action, Pane, actions_in
from finews_tui.ui.bindings import bindings
from finews_tui.ui.dialogs.help import help_choices
from finews_tui.ui.keys import Keymap, build_keymap, key_for_people, textual_key


def mistake(name: str, message: str) -> ConfigError:
    return ConfigError(f"{name}: {message}")


def action(name: str) -> Action:
    return next(one for one in ACTIONS if one.id == name)


def test_ids_and_names_are_unique() -> None:
    assert len({one.id for one in ACTIONS}) == len(ACTIONS)
    by_place = [(one.name, one.pane) for one in ACTIONS]
    assert len(set(by_place)) == len(by_place)


@pytest.mark.parametrize("pane", [Pane.TREE, Pane.LIST, Pane.READER])
def test_no_key_does_two_things_in_a_pane_by_default(pane: Pane) -> None:
    keymap = Keymap({})
    own = [key for one in actions_in(Pane.EACH, pane) for key in keymap.keys(one)]
    everywhere = [
        key for one in actions_in(Pane.DESK, Pane.SCREEN, Pane.APP) for key in keymap.keys(one)
    ]
    assert len(set(own)) == len(own)
    assert len(set(everywhere)) == len(everywhere)
    shadowed = set(own) & set(everywhere)
    assert shadowed == ({"slash"} if pane is Pane.READER else set())


def test_every_action_is_in_the_help_once() -> None:
    shown = [choice.value for choice in help_choices(Keymap({}), Pane.LIST) if choice.value]
    assert sorted(one.id for one in shown if isinstance(one, Action)) == sorted(
        one.id for one in ACTIONS
    )


def test_arrows_stay_when_their_action_gets_another_key() -> None:
    keymap = build_keymap({"move.down": "x"}, mistake)
    assert keymap.keys(action("move.down")) == ("x", "down")
    assert keymap.for_textual() == {"move.down": "x"}


def test_every_action_can_be_given_a_key() -> None:
    """A keymap changes only bindings that have an id."""
    ids = {
        binding.id for pane in Pane for binding in bindings(pane) if not isinstance(binding, tuple)
    }
    assert ids >= {one.id for one in ACTIONS}


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"article.bokmark": "B"}, "article.bokmark: there is no such action; did you mean"),
        ({"qqqqqqq": "B"}, "`?` on the screen lists them"),
        ({"article.bookmark": "ctrl+"}, "`ctrl+` is no key"),
        ({"article.bookmark": "banana"}, "`banana` is no key"),
        ({"article.bookmark": ""}, "`` is no key"),
        ({"article.bookmark": "m"}, "m is already `article.read`"),
        ({"tree.in": "j"}, "j is already `move.down`"),
        ({"article.bookmark": "B", "article.read": "B"}, "B is already"),
        ({"source.add": "space"}, "Space is already `read.on`"),
    ],
)
def test_a_mistake_in_the_keymap_is_told_with_its_action(chosen: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        build_keymap(chosen, mistake)
    assert told in str(caught.value)


def test_two_actions_may_change_their_keys_with_each_other() -> None:
    keymap = build_keymap({"article.bookmark": "m", "article.read": "b"}, mistake)
    assert keymap.first("article.bookmark") == "m"
    assert keymap.first("article.read") == "b"


@pytest.mark.parametrize(
    ("written", "key"),
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
def test_keys_are_written_as_people_write_them(written: str, key: str) -> None:
    assert textual_key(written) == key


@pytest.mark.parametrize(
    ("key", "shown"),
    [("ctrl+d", "Ctrl-d"), ("question_mark", "?"), ("enter", "⏎"), ("shift+left", "Shift-←")],
)
def test_keys_are_shown_as_people_read_them(key: str, shown: str) -> None:
    assert key_for_people(key) == shown
