"""The registry of actions, the presets, and the keymap that a user may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from finews_tui.errors import ConfigError
from finews_tui.ui.commands.command import ACTIONS, Action, Pane, works_in
from finews_tui.ui.commands.key_names import key_for_people, parsed_keys, textual_key
from finews_tui.ui.commands.key_sequences import Called, Ended, KeyInput, Waiting
from finews_tui.ui.commands.keymap import PANES, Keymap, build_keymap
from finews_tui.ui.commands.keymap_presets import PRESETS
from finews_tui.ui.commands.macros import parse_step
from finews_tui.ui.dialogs.help import help_choices


def mistake(key: tuple[str, str], message: str) -> ConfigError:
    return ConfigError(f"{'.'.join(key)}: {message}")


def built(
    chosen: Mapping[str, str] | None = None,
    preset: str = "default",
    macros: Mapping[str, Sequence[str]] | None = None,
) -> Keymap:
    return build_keymap(preset, chosen or {}, macros or {}, mistake)


def action(name: str) -> Action:
    return next(one for one in ACTIONS if one.id == name)


def test_ids_and_names_are_unique() -> None:
    assert len({one.id for one in ACTIONS}) == len(ACTIONS)
    by_place = [(one.name, one.pane) for one in ACTIONS]
    assert len(set(by_place)) == len(by_place)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("pane", PANES)
def test_no_key_does_two_things_nor_begins_others_in_a_pane(pane: Pane, preset: str) -> None:
    keymap = built(preset=preset)
    own = [keys for one in keymap.actions_in(pane) for keys in keymap.keys(one)]
    shadowed = {keys for keys in own if own.count(keys) > 1}
    assert shadowed == {Pane.READER: {("slash",)}, Pane.TREE: {("e",)}}.get(pane, set())
    begun = {keys[:length] for keys in own for length in range(1, len(keys))}
    assert not begun & set(own)
    if keymap.has_counts:
        assert not [keys for keys in own if keys[0].isdigit()]


_HIDDEN_BY_A_PANES_OWN = {(Pane.READER, "listing.search"), (Pane.TREE, "article.details")}


@pytest.mark.parametrize("preset", PRESETS)
def test_every_action_that_has_a_key_has_one_that_calls_it_in_every_preset(preset: str) -> None:
    keymap = built(preset=preset)
    for one in ACTIONS:
        if not (one.keys or one.fixed):
            continue
        panes = [pane for pane in PANES if works_in(one, pane)]
        for pane in panes:
            hearing = KeyInput(keymap)
            called = []
            for keys in keymap.keys(one):
                called.append([hearing.press(pane, key) for key in keys][-1])
                hearing.forget()
            if (pane, one.id) in _HIDDEN_BY_A_PANES_OWN:
                continue
            assert Called(one, 0) in called, f"{one.id} in the {pane}"


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_speaks_of_actions_and_keys_that_there_are(preset: str) -> None:
    for name, text in PRESETS[preset].keys.items():
        assert action(name)
        assert parsed_keys(text) is not None, text


@pytest.mark.parametrize(
    ("preset", "pane", "keys", "called"),
    [
        ("default", Pane.LIST, "j", "move.down"),
        ("vim", Pane.LIST, "g g", "move.top"),
        ("vim", Pane.TREE, "g t", "category.next"),
        ("vim", Pane.LIST, "1 2 G", "move.bottom"),
        ("vim", Pane.READER, "Z Z", "app.quit"),
        ("newsboat", Pane.LIST, "J", "article.next"),
        ("newsboat", Pane.LIST, "N", "article.read"),
        ("newsboat", Pane.TREE, "j", "category.next"),
        ("newsboat", Pane.READER, "u", "article.links"),
        ("newsboat", Pane.LIST, "U", "undo"),
        ("newsboat", Pane.LIST, "down", "move.down"),
        ("less", Pane.READER, "f", "article.links"),
        ("less", Pane.READER, "b", "move.page_up"),
        ("less", Pane.READER, "d", "move.half_down"),
        ("less", Pane.READER, "comma u", "undo"),
    ],
)
def test_presets_do_what_hands_expect(preset: str, pane: Pane, keys: str, called: str) -> None:
    hearing = KeyInput(built(preset=preset))
    answers = [hearing.press(pane, key) for key in keys.split()]
    assert isinstance(answers[-1], Called)
    assert answers[-1].action.id == called


def test_counts_and_sequences_are_heard_key_by_key() -> None:
    hearing = KeyInput(built(preset="vim"))
    assert hearing.press(Pane.LIST, "1") == Waiting("1")
    assert hearing.press(Pane.LIST, "0") == Waiting("10")
    assert hearing.press(Pane.LIST, "g") == Waiting("10 g")
    ways = {keys: one.id for keys, one in hearing.ways_on(Pane.LIST)}
    assert ways["g"] == "move.top"
    assert ways["t"] == "category.next"
    assert hearing.press(Pane.LIST, "g") == Called(action("move.top"), 10)
    assert not hearing.is_waiting
    assert hearing.press(Pane.LIST, "0") is None


def test_what_was_begun_ends_by_escape_and_by_keys_that_lead_nowhere() -> None:
    hearing = KeyInput(built(preset="vim"))
    assert hearing.press(Pane.LIST, "escape") == Called(action("list.out"), 0)
    hearing.press(Pane.LIST, "g")
    assert hearing.press(Pane.LIST, "escape") == Ended("g", True)
    hearing.press(Pane.LIST, "g")
    assert hearing.press(Pane.LIST, "q") == Ended("g q", False)
    assert hearing.press(Pane.LIST, "f12") is None
    assert not hearing.is_waiting


def test_digits_are_keys_where_there_are_no_counts() -> None:
    assert KeyInput(built()).press(Pane.LIST, "1") == Called(action("pane.tree"), 0)


def test_every_action_is_in_the_help_once() -> None:
    keymap = built(macros={"keep": ["article.bookmark", "unread.next"]})
    shown = [choice.value for choice in help_choices(keymap, Pane.LIST) if choice.value]
    ids = sorted(one.id for one in shown if isinstance(one, Action))
    assert ids == sorted(["macro.keep", *(one.id for one in ACTIONS)])


def test_arrows_stay_when_their_action_gets_another_key() -> None:
    keymap = built({"move.down": "x"})
    assert keymap.keys(action("move.down")) == (("x",), ("down",))


def test_an_action_may_have_several_keys_a_sequence_or_none() -> None:
    keymap = built({"move.top": "g g, T", "undo": "none", "move.bottom": "g e"})
    assert keymap.keys(action("move.top")) == (("g", "g"), ("T",), ("home",))
    assert keymap.keys(action("undo")) == ()
    assert keymap.first("undo") == ":undo"
    assert keymap.first("move.top") == "g g"


def test_keys_of_the_program_work_while_one_types_but_for_plain_letters() -> None:
    named = built({"app.quit": "ctrl+x, Q"}).for_textual()
    assert named["app.quit"] == "ctrl+x"
    assert "app.quit" not in built({"app.quit": "Q"}).for_textual()


@pytest.mark.parametrize(
    ("chosen", "told"),
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
def test_a_mistake_in_the_keymap_is_told_with_its_action(chosen: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        built(chosen)
    assert told in str(caught.value)
    assert str(caught.value).startswith(f"keys.{next(iter(chosen))}: ")


def test_digits_are_refused_where_they_are_counts() -> None:
    with pytest.raises(ConfigError, match="digits are counts in this keymap"):
        built({"pane.tree": "1"}, "vim")


def test_two_actions_may_change_their_keys_with_each_other() -> None:
    keymap = built({"article.bookmark": "m", "article.read": "b"})
    assert keymap.first("article.bookmark") == "m"
    assert keymap.first("article.read") == "b"


def test_a_macro_is_an_action_with_keys() -> None:
    macros = {"keep": ["article.bookmark", "listing.search fog newer:3d"]}
    keymap = built({"macro.keep": "x"}, macros=macros)
    answer = KeyInput(keymap).press(Pane.READER, "x")
    assert isinstance(answer, Called)
    assert answer.action.name == "keep: Bookmark, Search here fog newer:3d"
    assert parse_step(macros["keep"][1]) == (action("listing.search"), "fog newer:3d")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("article.bokmark", "macros.keep: `article.bokmark` is no action; did you mean `article."),
        ("qqqqq", "`qqqqq` is no action"),
        ("help me", "`help me`: help takes no argument"),
    ],
)
def test_a_mistake_in_a_macro_is_told(step: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        built(macros={"keep": ["undo", step]})
    assert told in str(caught.value)


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
