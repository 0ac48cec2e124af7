"""The themes that there are, finews's and the user's own, and which one is worn."""

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


class Wardrobe:
    """Makes themes by their names. `is_light` is what the terminal told of its ground."""

    def __init__(
        self, directory: Path, environ: Mapping[str, str], *, is_light: bool | None = None
    ) -> None:
        self._directory = directory
        self._environ = environ
        self._is_light = is_light

    def names(self) -> tuple[str, ...]:
        """All that may be chosen."""
        own = [name for name in list_user_themes(self._directory) if name not in themes.NAMES]
        return (AUTO, *themes.NAMES, *own)

    def theme(self, chosen: str) -> Theme:
        """The theme that is worn where `chosen` is wished for.

        Raises:
            ConfigError: there is none such, or the user's own has a mistake.
        """
        name = themes.first_theme(chosen, self._environ, self._is_light)
        if name in themes.NAMES:
            return themes.theme_of(name)
        own = read_user_theme(self._directory, name, _BASES, _COLOURS)
        if own is None:
            names = tr(", ").join(self.names())
            raise ConfigError(
                tr("there is no theme `{name}`; there are {names}", name=name, names=names)
            )
        return themes.theme_of(name, replace(themes.brought_palette(own.base), **own.colours))

    def mistakes(self) -> list[str]:
        """What is wrong with the user's own themes, one line each."""
        found = []
        for name in list_user_themes(self._directory):
            try:
                read_user_theme(self._directory, name, _BASES, _COLOURS)
            except ConfigError as error:
                found.append(str(error))
        return found
