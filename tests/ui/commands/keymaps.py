"""Keymaps for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finews_tui.errors import ConfigError
from finews_tui.ui.commands.command import AnyCommand
from finews_tui.ui.commands.keymap import Keymap, build_keymap
from finews_tui.ui.commands.registry import REGISTRY


def config_error(key: tuple[str, str], message: str) -> ConfigError:
    """Return an error for a (table, key) of the configuration."""
    return ConfigError(f"{'.'.join(key)}: {message}")


def make_keymap(
    keys: Mapping[str, str] | None = None,
    preset: str = "default",
    macros: Mapping[str, Sequence[str]] | None = None,
) -> Keymap:
    """Return the keymap of a preset with the user's `keys` and `macros`."""
    return build_keymap(REGISTRY, preset, keys or {}, macros or {}, config_error)


def command(command_id: str) -> AnyCommand:
    """Return the command with this id."""
    result = REGISTRY.get(command_id)
    assert result is not None, command_id
    return result
