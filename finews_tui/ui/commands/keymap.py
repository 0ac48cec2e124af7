"""By which keys the screen does what it can: a preset, with the user's own keys and macros."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from finews_tui.errors import ConfigError
from finews_tui.i18n.catalog import tr
from finews_tui.ui.commands.command import ACTIONS, Action, Pane, works_in
from finews_tui.ui.commands.key_names import Keys, keys_for_people, parsed_keys
from finews_tui.ui.commands.keymap_presets import PRESETS, Preset, keys_of_preset
from finews_tui.ui.commands.macros import MACRO, macro_actions

Mistake = Callable[[tuple[str, str], str], ConfigError]
"""Makes an error of a table and a key in the configuration, and a message."""

PANES = (Pane.TREE, Pane.LIST, Pane.READER, Pane.SOURCES)
_DIGITS = frozenset("123456789")


def _default_keys() -> dict[str, tuple[Keys, ...]]:
    return keys_of_preset(PRESETS["default"])


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force: by action, the ways to call it, without the fixed ones.

    With `has_counts` a number before the keys says how often, or where to. `macros` are their
    steps, by name.
    """

    ways: Mapping[str, tuple[Keys, ...]] = field(default_factory=_default_keys)
    actions: tuple[Action, ...] = ACTIONS
    has_counts: bool = False
    macros: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def keys(self, action: Action) -> tuple[Keys, ...]:
        """The ways to call `action`, the first being the one to show."""
        return self.ways.get(action.id, ()) + tuple((key,) for key in action.fixed)

    def shown(self, action: Action) -> str:
        """The keys of `action` for people."""
        return "  ".join(map(keys_for_people, self.keys(action)))

    def action(self, action_id: str) -> Action | None:
        """The action of an id; None if there is none such."""
        return next((action for action in self.actions if action.id == action_id), None)

    def first(self, action_id: str) -> str:
        """The key to name for an action in a sentence; where it has none, how `:` calls it."""
        action = self.action(action_id)
        ways = self.keys(action) if action is not None else ()
        return keys_for_people(ways[0]) if ways else f":{action_id}"

    def actions_in(self, pane: Pane) -> Iterator[Action]:
        """The actions whose keys work while a pane has the focus, its own first."""
        works = [action for action in self.actions if works_in(action, pane)]
        own = (Pane.EACH, pane)
        yield from (action for action in works if action.pane in own)
        yield from (action for action in works if action.pane not in own)

    def table(self, pane: Pane) -> dict[Keys, Action]:
        """What each key and sequence does in a pane."""
        table: dict[Keys, Action] = {}
        for action in self.actions_in(pane):
            for keys in self.keys(action):
                table.setdefault(keys, action)
        return table

    def for_textual(self) -> dict[str, str]:
        """What `App.set_keymap` takes: keys of the program, which work in dialogs and texts too.

        A plain letter does not: there one types it.
        """
        named: dict[str, str] = {}
        for action in self.actions:
            if action.pane is Pane.APP:
                keys = [way[0] for way in self.keys(action) if len(way) == 1 and len(way[0]) > 1]
                named[action.id] = ",".join(keys)
        return {name: keys for name, keys in named.items() if keys}


def build_keymap(
    preset: str,
    chosen: Mapping[str, str],
    macros: Mapping[str, Sequence[str]],
    mistake: Mistake,
) -> Keymap:
    """The keymap of a preset with the user's `[keys]` and `[macros]`.

    Raises:
        ConfigError: an unknown action or key, a key that would do two things, or one that would
            both do something and begin a sequence.
    """
    actions = ACTIONS + macro_actions(macros, mistake)
    by_id = {action.id: action for action in actions}
    kind: Preset = PRESETS[preset]
    ways = keys_of_preset(kind)
    for name, text in chosen.items():
        if name not in by_id:
            raise mistake(("keys", name), _no_such_action(name, by_id))
        own = parsed_keys(text)
        if own is None:
            message = tr(
                "`{keys}` is no key; write it as `B`, `ctrl+b`, `f5` or `g g`, "
                "several with commas, none of them as `none`",
                keys=text,
            )
            raise mistake(("keys", name), message)
        ways[name] = own
    keymap = Keymap(ways, actions, kind.has_counts, macros)
    _refuse_clashes(keymap, chosen, mistake)
    return keymap


def _no_such_action(name: str, known: Mapping[str, Action]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return tr("there is no such action; did you mean `{name}`?", name=near[0])
    if name.startswith(MACRO):
        return tr("there is no such macro; write it in [macros]")
    return tr("there is no such action; `?` on the screen lists them")


def _refuse_clashes(keymap: Keymap, chosen: Mapping[str, str], mistake: Mistake) -> None:
    by_id = {action.id: action for action in keymap.actions}
    for action in map(by_id.__getitem__, chosen):
        for keys in keymap.keys(action):
            if keymap.has_counts and keys[0] in _DIGITS:
                message = tr("{keys}: digits are counts in this keymap", keys=keys_for_people(keys))
                raise mistake(("keys", action.id), message)
            for pane in PANES:
                _refuse_clash(keymap, pane, action, keys, mistake)


def _refuse_clash(
    keymap: Keymap, pane: Pane, mine: Action, my_keys: Keys, mistake: Mistake
) -> None:
    in_pane = list(keymap.actions_in(pane))
    if mine not in in_pane:
        return
    for other in in_pane:
        for keys in keymap.keys(other) if other is not mine else ():
            shared = min(len(keys), len(my_keys))
            if keys[:shared] != my_keys[:shared]:
                continue
            if len(keys) == len(my_keys):
                text = tr(
                    "{keys} is already `{action}`; give that another key",
                    keys=keys_for_people(keys),
                    action=other.id,
                )
            else:
                begun = mine.id if len(keys) < len(my_keys) else other.id
                text = tr(
                    "{keys} cannot both be `{action}` and begin the keys of `{other}`; "
                    "give one of them another key",
                    keys=keys_for_people(keys[:shared]),
                    action=other.id if begun == mine.id else mine.id,
                    other=begun,
                )
            raise mistake(("keys", mine.id), text)
