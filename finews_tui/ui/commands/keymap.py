"""Keymap: a preset with the user's key bindings and macros."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from finews_tui.errors import ConfigError
from finews_tui.i18n.catalog import tr
from finews_tui.ui.commands.command import AnyCommand, Context, Registry
from finews_tui.ui.commands.key_names import KeySequence, format_keys, parse_keys
from finews_tui.ui.commands.keymap_presets import PRESETS, preset_keys
from finews_tui.ui.commands.macros import MACRO_PREFIX, macro_commands

ConfigErrorAt = Callable[[tuple[str, str], str], ConfigError]
"""Makes an error for a (table, key) of the configuration and a message."""

_COUNT_DIGITS = frozenset("123456789")


@dataclass(frozen=True, slots=True)
class Keymap:
    """Active key bindings.

    `keys` maps command ids to their remappable key sequences. With `has_counts`, a number typed
    before the keys is a count.
    """

    registry: Registry
    keys: Mapping[str, tuple[KeySequence, ...]]
    has_counts: bool = False
    macros: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def keys_of(self, command: AnyCommand) -> tuple[KeySequence, ...]:
        """Return the key sequences of `command`; the first one is shown in messages."""
        return self.keys.get(command.id, ()) + tuple((key,) for key in command.fixed_keys)

    def format(self, command: AnyCommand) -> str:
        """Format the keys of `command` for display: `j  ↓`."""
        return "  ".join(map(format_keys, self.keys_of(command)))

    def text(self, command_id: str) -> str:
        """Return the key to show in a message, or `:id` if the command has no key."""
        command = self.registry.get(command_id)
        keys = self.keys_of(command) if command is not None else ()
        return format_keys(keys[0]) if keys else f":{command_id}"

    def binds(self, key: str) -> bool:
        """Return whether a key is bound to a command, alone or in a sequence."""
        return any(key in keys for sequences in self.keys.values() for keys in sequences)

    def table(self, context: Context) -> dict[KeySequence, AnyCommand]:
        """Return the command of each key sequence in `context`."""
        table: dict[KeySequence, AnyCommand] = {}
        for command in self.registry.commands_in(context):
            for keys in self.keys_of(command):
                table.setdefault(keys, command)
        return table

    def shared_table(self, context: Context) -> dict[str, AnyCommand]:
        """Return the single keys that also work in a text field of `context`."""
        chain = self.registry.chains[context]
        return {
            keys[0]: command
            for keys, command in self.table(context).items()
            if len(keys) == 1 and not chain.is_pane_command(command)
        }

    def for_textual(self, command_ids: Sequence[str]) -> dict[str, str]:
        """Return the argument of `App.set_keymap` for the app's own bindings.

        These also apply in dialogs and text fields, so single characters are left out.
        """
        bindings: dict[str, str] = {}
        for command_id in command_ids:
            command = self.registry.get(command_id)
            sequences = self.keys_of(command) if command is not None else ()
            keys = [keys[0] for keys in sequences if len(keys) == 1 and len(keys[0]) > 1]
            if keys:
                bindings[command_id] = ",".join(keys)
        return bindings


def build_keymap(
    registry: Registry,
    preset_name: str,
    user_keys: Mapping[str, str],
    macros: Mapping[str, Sequence[str]],
    error_at: ConfigErrorAt,
) -> Keymap:
    """Return the keymap of a preset with the user's `[keys]` and `[macros]`.

    Raises:
        ConfigError: an unknown command or key, a key that is bound twice, or a key that is bound
            and also starts a sequence.
    """
    preset = PRESETS[preset_name]
    keys = preset_keys(registry, preset)
    registry = registry.with_commands(macro_commands(registry, macros, error_at))
    for command_id, text in user_keys.items():
        if registry.get(command_id) is None:
            raise error_at(("keys", command_id), _no_such_command(command_id, registry))
        sequences = parse_keys(text)
        if sequences is None:
            message = tr(
                "invalid key `{keys}`; write e.g. `B`, `ctrl+b`, `f5` or `g g`, "
                "separate several with commas, or use `none` to unbind",
                keys=text,
            )
            raise error_at(("keys", command_id), message)
        keys[command_id] = sequences
    keymap = Keymap(registry, keys, preset.has_counts, macros)
    _check_conflicts(keymap, user_keys, error_at)
    return keymap


def _no_such_command(command_id: str, registry: Registry) -> str:
    matches = get_close_matches(command_id, [command.id for command in registry.commands], n=1)
    if matches:
        return tr("unknown command; did you mean `{name}`?", name=matches[0])
    if command_id.startswith(MACRO_PREFIX):
        return tr("unknown macro; define it in [macros]")
    return tr("unknown command; press `?` in finews to list all commands")


def _check_conflicts(keymap: Keymap, user_keys: Mapping[str, str], error_at: ConfigErrorAt) -> None:
    for command_id in user_keys:
        command = keymap.registry.get(command_id)
        for keys in keymap.keys_of(command) if command is not None else ():
            if keymap.has_counts and keys[0] in _COUNT_DIGITS:
                message = tr(
                    "cannot bind {keys}: digits are counts in this keymap", keys=format_keys(keys)
                )
                raise error_at(("keys", command_id), message)
            for context in Context:
                _check_conflict(keymap, context, command_id, keys, error_at)


def _check_conflict(
    keymap: Keymap,
    context: Context,
    command_id: str,
    user_keys: KeySequence,
    error_at: ConfigErrorAt,
) -> None:
    commands = list(keymap.registry.commands_in(context))
    if all(command.id != command_id for command in commands):
        return
    for other in commands:
        for keys in keymap.keys_of(other) if other.id != command_id else ():
            shared = min(len(keys), len(user_keys))
            if keys[:shared] != user_keys[:shared]:
                continue
            if len(keys) == len(user_keys):
                text = tr(
                    "{keys} is already bound to `{command}`; bind that command to another key",
                    keys=format_keys(keys),
                    command=other.id,
                )
            else:
                longer = command_id if len(keys) < len(user_keys) else other.id
                text = tr(
                    "{keys} is bound to `{command}` but also starts the keys of `{other}`; "
                    "change one of them",
                    keys=format_keys(keys[:shared]),
                    command=other.id if longer == command_id else command_id,
                    other=longer,
                )
            raise error_at(("keys", command_id), text)
