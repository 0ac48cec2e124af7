"""Built-in themes and the user's own, by name."""

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
    """Makes themes by name. `is_light` tells if the terminal has a light background, if known."""

    def __init__(
        self, directory: Path, environ: Mapping[str, str], *, is_light: bool | None = None
    ) -> None:
        self._directory = directory
        self._environ = environ
        self._is_light = is_light

    def names(self) -> tuple[str, ...]:
        """Return the names of all themes."""
        own = [name for name in list_user_themes(self._directory) if name not in themes.NAMES]
        return (AUTO, *themes.NAMES, *own)

    def theme(self, chosen: str) -> Theme:
        """Return the theme for a chosen name.

        Raises:
            ConfigError: no such theme, or an invalid user theme.
        """
        name = themes.resolve_theme(chosen, self._environ, self._is_light)
        if name in themes.NAMES:
            return themes.make_theme(name)
        own = read_user_theme(self._directory, name, _BASES, _COLOURS)
        if own is None:
            names = tr(", ").join(self.names())
            raise ConfigError(
                tr("there is no theme `{name}`; there are {names}", name=name, names=names)
            )
        return themes.make_theme(name, replace(themes.builtin_palette(own.base), **own.colours))

    def errors(self) -> list[str]:
        """Return what is wrong with the user's own themes, one line each."""
        errors = []
        for name in list_user_themes(self._directory):
            try:
                read_user_theme(self._directory, name, _BASES, _COLOURS)
            except ConfigError as error:
                errors.append(str(error))
        return errors
