"""The keymaps to choose from: the default one, and those that hands know from other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from finews_tui.ui.commands.command import ACTIONS, Action, Pane, works_in
from finews_tui.ui.commands.key_names import Keys, parsed_keys

LEADER = "comma"
"""What a preset takes for itself keeps its default meaning after this key: `,` and `u` is undo."""

_TREE, _LIST, _READER = Pane.TREE, Pane.LIST, Pane.READER


@dataclass(frozen=True, slots=True)
class Preset:
    """What differs from the default keys: by action, written as in `[keys]`."""

    keys: Mapping[str, str] = field(default_factory=dict)
    has_counts: bool = False


VIM = Preset(
    {
        "move.top": "g g",
        "move.page_down": "ctrl+f",
        "move.page_up": "ctrl+b",
        "pane.tree": "alt+1, ctrl+w h",
        "pane.list": "alt+2, ctrl+w l",
        "pane.reader": "alt+3, ctrl+w j",
        "pane.next": "tab, ctrl+w w",
        "history.back": "H, ctrl+o",
        "category.next": "], g t",
        "category.previous": "[, g T",
        "article.browser": "o, g x",
        "article.links": "f, g f",
        "article.copy_link": "y y",
        "listing.search": "/",
        "app.quit": "ctrl+q, Z Z, Z Q",
    },
    has_counts=True,
)
NEWSBOAT = Preset(
    {
        "move.down": "none",
        "move.up": "none",
        "move.top": "none",
        "category.next": "j",
        "category.previous": "k",
        "unread.previous": "p",
        "article.read": "N",
        "article.bookmark": "ctrl+e",
        "article.links": "u, #",
        "category.pick": "t",
        "listing.unread_only": "l",
        "listing.order": "g",
        "undo": "U",
        "app.quit": "ctrl+q, Q",
    }
)
LESS = Preset(
    {
        "move.down": "j, ctrl+e, ctrl+n",
        "move.up": "k, ctrl+y",
        "move.half_down": "d, ctrl+d",
        "move.half_up": "u, ctrl+u",
        "move.page_down": "ctrl+f, ctrl+v",
        "move.page_up": "b, ctrl+b",
        "listing.search": "/, &",
        "article.bookmark": "s",
        "pane.tree": "alt+1",
        "pane.list": "alt+2",
        "pane.reader": "alt+3",
        "help": "?, h",
        "app.quit": "ctrl+q, Q",
    },
    has_counts=True,
)
PRESETS: Mapping[str, Preset] = {
    "default": Preset(),
    "vim": VIM,
    "newsboat": NEWSBOAT,
    "less": LESS,
}


def keys_of_preset(preset: Preset) -> dict[str, tuple[Keys, ...]]:
    """By action, the keys in a preset, without the fixed ones.

    An action of which the preset does not speak keeps its default keys. Where the preset gave one
    of them to another action, or to a sequence or a count, it moves behind the leader.
    """
    own = {action.id: preset.keys.get(action.id) for action in ACTIONS}
    taken = [claim for action in ACTIONS for claim in _claims(action, own[action.id])]
    ways: dict[str, tuple[Keys, ...]] = {}
    for action in ACTIONS:
        text = own[action.id]
        if text is not None:
            ways[action.id] = parsed_keys(text) or ()
        else:
            defaults = _default_keys(action)
            moved = (_or_moved(action, keys, taken, preset.has_counts) for keys in defaults)
            ways[action.id] = tuple(moved)
    return ways


def _default_keys(action: Action) -> tuple[Keys, ...]:
    return tuple(keys for text in action.keys for keys in parsed_keys(text) or ())


def _claims(action: Action, text: str | None) -> Iterator[tuple[Action, Keys]]:
    """The keys that a preset newly gives to an action."""
    defaults = _default_keys(action)
    for keys in parsed_keys(text) or () if text is not None else ():
        if keys not in defaults:
            yield action, keys


def _or_moved(
    action: Action, keys: Keys, taken: list[tuple[Action, Keys]], has_counts: bool
) -> Keys:
    is_taken = has_counts and keys[0].isdigit()
    for other, claimed in taken:
        shared = min(len(claimed), len(keys))
        if claimed[:shared] == keys[:shared] and _meet(action, other):
            is_taken = True
    return (LEADER, *keys) if is_taken else keys


def _meet(one: Action, other: Action) -> bool:
    """Whether keys of two actions work at the same time."""
    panes = (_TREE, _LIST, _READER, Pane.SOURCES)
    return any(works_in(one, pane) and works_in(other, pane) for pane in panes)
