"""Registry of built-in and user themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from textual.theme import Theme

from finews_tui.config.theme_files import list_user_themes, read_user_theme
from finews_tui.errors import ConfigError
from finews_tui.i18n.catalog import tr
from finews_tui.ui.theming import themes
from finews_tui.ui.theming.palettes import Palette

AUTO = "auto"
_COLOURS = tuple(field.name for field in fields(Palette))
_BASES = tuple(name for name in themes.NAMES if name not in ("plain", "sixteen"))


class ThemeRegistry:
    """Create themes by name. `is_light`: whether the terminal is light, None if unknown."""

    def __init__(
        self, directory: Path, environ: Mapping[str, str], *, is_light: bool | None = None
    ) -> None:
        self._directory = directory
        self._environ = environ
        self._is_light = is_light

    def names(self) -> tuple[str, ...]:
        """Return the names of all themes."""
        user_themes = [
            name for name in list_user_themes(self._directory) if name not in themes.NAMES
        ]
        return (AUTO, *themes.NAMES, *user_themes)

    def theme(self, name: str) -> Theme:
        """Return a theme by name; `auto` depends on the terminal.

        Raises:
            ConfigError: unknown theme, or an invalid user theme.
        """
        name = themes.resolve_theme(name, self._environ, self._is_light)
        if name in themes.NAMES:
            return themes.make_theme(name)
        user_theme = read_user_theme(self._directory, name, _BASES, _COLOURS)
        if user_theme is None:
            names = tr(", ").join(self.names())
            raise ConfigError(
                tr("unknown theme `{name}`; expected one of {names}", name=name, names=names)
            )
        return themes.make_theme(
            name, replace(themes.builtin_palette(user_theme.base), **user_theme.colours)
        )

    def errors(self) -> list[str]:
        """Return the errors of all user themes, one line each."""
        errors = []
        for name in list_user_themes(self._directory):
            try:
                read_user_theme(self._directory, name, _BASES, _COLOURS)
            except ConfigError as error:
                errors.append(str(error))
        return errors
