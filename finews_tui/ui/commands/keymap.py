"""Which keys run which commands: a preset with the user's own keys and macros."""

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
"""Makes an error from a (table, key) of the configuration and a message."""

_COUNT_DIGITS = frozenset("123456789")


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys in force.

    `keys` are the remappable key sequences by command id. With `has_counts`, a number typed before
    the keys is a count.
    """

    registry: Registry
    keys: Mapping[str, tuple[KeySequence, ...]]
    has_counts: bool = False
    macros: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def keys_of(self, command: AnyCommand) -> tuple[KeySequence, ...]:
        """Return the key sequences of `command`, the one to show first."""
        return self.keys.get(command.id, ()) + tuple((key,) for key in command.fixed_keys)

    def format(self, command: AnyCommand) -> str:
        """Return the keys of `command` for people: `j  ↓`."""
        return "  ".join(map(format_keys, self.keys_of(command)))

    def text(self, command_id: str) -> str:
        """Return the key to name in a sentence, or `:id` if the command has no key."""
        command = self.registry.get(command_id)
        keys = self.keys_of(command) if command is not None else ()
        return format_keys(keys[0]) if keys else f":{command_id}"

    def table(self, context: Context) -> dict[KeySequence, AnyCommand]:
        """Return what each key sequence does in `context`."""
        table: dict[KeySequence, AnyCommand] = {}
        for command in self.registry.commands_in(context):
            for keys in self.keys_of(command):
                table.setdefault(keys, command)
        return table

    def shared_table(self, context: Context) -> dict[str, AnyCommand]:
        """Return the single keys that also work while text is being typed in `context`."""
        chain = self.registry.chains[context]
        return {
            keys[0]: command
            for keys, command in self.table(context).items()
            if len(keys) == 1 and not chain.is_pane_command(command)
        }

    def for_textual(self, command_ids: Sequence[str]) -> dict[str, str]:
        """Return what `App.set_keymap` takes for the app's own bindings.

        They work in dialogs and text fields too, so a plain letter is left out: there it is typed.
        """
        named: dict[str, str] = {}
        for command_id in command_ids:
            command = self.registry.get(command_id)
            sequences = self.keys_of(command) if command is not None else ()
            keys = [keys[0] for keys in sequences if len(keys) == 1 and len(keys[0]) > 1]
            if keys:
                named[command_id] = ",".join(keys)
        return named


def build_keymap(
    registry: Registry,
    preset_name: str,
    user_keys: Mapping[str, str],
    macros: Mapping[str, Sequence[str]],
    error_at: ConfigErrorAt,
) -> Keymap:
    """Return the keymap of a preset with the user's `[keys]` and `[macros]`.

    Raises:
        ConfigError: an unknown command or key, a key that would do two things, or one that would
            both do something and begin a sequence.
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
                "`{keys}` is no key; write it as `B`, `ctrl+b`, `f5` or `g g`, "
                "several with commas, none of them as `none`",
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
        return tr("there is no such action; did you mean `{name}`?", name=matches[0])
    if command_id.startswith(MACRO_PREFIX):
        return tr("there is no such macro; write it in [macros]")
    return tr("there is no such action; `?` on the screen lists them")


def _check_conflicts(keymap: Keymap, user_keys: Mapping[str, str], error_at: ConfigErrorAt) -> None:
    for command_id in user_keys:
        command = keymap.registry.get(command_id)
        for keys in keymap.keys_of(command) if command is not None else ():
            if keymap.has_counts and keys[0] in _COUNT_DIGITS:
                message = tr("{keys}: digits are counts in this keymap", keys=format_keys(keys))
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
                    "{keys} is already `{action}`; give that another key",
                    keys=format_keys(keys),
                    action=other.id,
                )
            else:
                longer = command_id if len(keys) < len(user_keys) else other.id
                text = tr(
                    "{keys} cannot both be `{action}` and begin the keys of `{other}`; "
                    "give one of them another key",
                    keys=format_keys(keys[:shared]),
                    action=other.id if longer == command_id else command_id,
                    other=longer,
                )
            raise error_at(("keys", command_id), text)
