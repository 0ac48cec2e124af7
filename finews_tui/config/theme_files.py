"""User themes, `themes/NAME.toml`; errors include file, line and key."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finews_tui.config.loader import read_text
from finews_tui.config.schema import format_key, format_value, is_source_name
from finews_tui.config.toml_positions import find_positions, line_of
from finews_tui.config.validation import unknown_name
from finews_tui.errors import ConfigError
from finews_tui.i18n.catalog import tr
from finews_tui.system.paths import home_relative

_COLOUR = r"#(?:[0-9a-fA-F]{3}){1,2}"


@dataclass(frozen=True, slots=True)
class UserTheme:
    """Theme with its own `colours` (`#rrggbb` by name); inherits the rest from `base`."""

    name: str
    base: str
    colours: Mapping[str, str]


def list_user_themes(directory: Path) -> list[str]:
    """Return the sorted names of user themes."""
    try:
        names = sorted(path.stem for path in directory.glob("*.toml"))
    except OSError:
        return []
    return [name for name in names if is_source_name(name)]


def read_user_theme(
    directory: Path, name: str, bases: Collection[str], colours: Collection[str]
) -> UserTheme | None:
    """Read the user theme with this name; None if it does not exist.

    `bases` are the themes to inherit from, `colours` the names of colours.

    Raises:
        ConfigError: The theme is invalid (first issue), or cannot be read.
    """
    path = directory / f"{name}.toml"
    if not is_source_name(name) or (text := read_text(path)) is None:
        return None
    if name in bases:
        raise ConfigError(
            tr(
                "{path}: a built-in theme has this name; rename the file",
                path=home_relative(path),
            )
        )
    import tomllib

    try:
        document = tomllib.loads(text)
    except ValueError as error:
        raise ConfigError(f"{home_relative(path)}: {error}") from None
    base = document.pop("base", "dark")
    if base not in bases:
        message = tr(
            "expected one of {names}, got {value}", names=tr(", ").join(bases), value=_quote(base)
        )
        raise _error_at(path, text, "base", message)
    values = {}
    for key, value in document.items():
        if key not in colours:
            known = ("base", *colours)
            raise _error_at(path, text, key, unknown_name(key, known, tr("unknown colour")))
        if not isinstance(value, str) or not re.fullmatch(_COLOUR, value):
            message = tr('expected a colour such as "#1e2128", got {value}', value=_quote(value))
            raise _error_at(path, text, key, message)
        values[key] = value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])
    return UserTheme(name, base, values)


def _error_at(path: Path, text: str, key: str, message: str) -> ConfigError:
    line = line_of(find_positions(text), (key,))
    return ConfigError(f"{home_relative(path)}:{line}: {format_key(key)}: {message}")


def _quote(value: Any) -> str:
    is_scalar = isinstance(value, str | int | float | bool)
    return format_value(value) if is_scalar else tr("another type")
