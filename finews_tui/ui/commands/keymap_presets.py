"""Keymap presets: the default one, vim, newsboat and less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from finews_tui.ui.commands.command import AnyCommand, Context, Registry
from finews_tui.ui.commands.key_names import KeySequence, parse_keys

LEADER = "comma"
"""Prefix for default keys that a preset uses otherwise: `, u` is undo."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Changes to the default keys, by command id, in the syntax of `[keys]`."""

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


def preset_keys(registry: Registry, preset: Preset) -> dict[str, tuple[KeySequence, ...]]:
    """Return the remappable keys of a preset, by command id.

    Commands that the preset does not mention have their default keys. A default key that the
    preset uses for another command, a sequence or a count moves behind the leader key.
    """
    preset_bindings = [
        (command, keys)
        for command in registry.commands
        for keys in _new_keys(command, preset.keys.get(command.id))
    ]
    result: dict[str, tuple[KeySequence, ...]] = {}
    for command in registry.commands:
        text = preset.keys.get(command.id)
        if text is not None:
            result[command.id] = parse_keys(text) or ()
        else:
            result[command.id] = tuple(
                _with_leader_if_taken(registry, command, keys, preset_bindings, preset.has_counts)
                for keys in _default_keys(command)
            )
    return result


def _default_keys(command: AnyCommand) -> tuple[KeySequence, ...]:
    return tuple(keys for text in command.keys for keys in parse_keys(text) or ())


def _new_keys(command: AnyCommand, text: str | None) -> Iterator[KeySequence]:
    """Yield the keys of a preset that are not defaults of the command."""
    defaults = _default_keys(command)
    sequences = parse_keys(text) if text is not None else None
    yield from (keys for keys in sequences or () if keys not in defaults)


def _with_leader_if_taken(
    registry: Registry,
    command: AnyCommand,
    keys: KeySequence,
    preset_bindings: list[tuple[AnyCommand, KeySequence]],
    has_counts: bool,
) -> KeySequence:
    is_taken = has_counts and keys[0].isdigit()
    for other, other_keys in preset_bindings:
        shared_length = min(len(other_keys), len(keys))
        if other_keys[:shared_length] == keys[:shared_length] and _share_context(
            registry, command, other
        ):
            is_taken = True
    return (LEADER, *keys) if is_taken else keys


def _share_context(registry: Registry, first: AnyCommand, second: AnyCommand) -> bool:
    return any(
        registry.works_in(first, context) and registry.works_in(second, context)
        for context in Context
    )
