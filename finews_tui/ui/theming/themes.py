"""Built-in themes, and the selection of the initial one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from textual.theme import Theme

from finews_tui.ui.theming import palettes
from finews_tui.ui.theming.palettes import Palette

_PALETTES: Mapping[str, Palette] = {
    "dark": palettes.DARK_BASE,
    "light": palettes.PAPER,
    "sepia": palettes.SEPIA,
    "contrast": palettes.CONTRAST,
    "nord": palettes.NORD,
    "solarized-dark": palettes.SOLARIZED_DARK,
    "solarized-light": palettes.SOLARIZED_LIGHT,
    "sixteen": palettes.SIXTEEN,
}
NAMES = (*_PALETTES, "plain")
"""Names of the built-in themes."""

_NO_COLOUR = "ansi_default"
_FEW_COLOURS = ("linux", "vt100", "vt102", "vt220", "ansi", "cons25", "xterm", "screen", "rxvt")


def textual_name(name: str) -> str:
    """Return Textual's name of a theme."""
    return f"finews-{name}"


def resolve_theme(name: str, environ: Mapping[str, str], is_light: bool | None) -> str:
    """Resolve `auto` and NO_COLOR to the name of a theme.

    `auto` depends on the background of the terminal: `is_light` if known, else COLORFGBG, else
    dark. With sixteen colours or fewer, it uses the colours of the terminal.
    """
    if "NO_COLOR" in environ:
        return "plain"
    if name != "auto":
        return name
    if has_few_colours(environ):
        return "sixteen"
    if is_light is None:
        is_light = environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
    return "light" if is_light else "dark"


def has_few_colours(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal reports sixteen colours or fewer."""
    term = environ.get("TERM", "")
    if environ.get("COLORTERM") in ("truecolor", "24bit"):
        return False
    return term in _FEW_COLOURS or term.endswith(("-16color", "-8color"))


def builtin_palette(name: str) -> Palette:
    """Return the palette of a built-in theme."""
    return _PALETTES.get(name, palettes.DARK_BASE)


def make_theme(name: str, palette: Palette | None = None) -> Theme:
    """Create a theme; `palette` is only given for user themes."""
    if palette is None and name == "plain":
        return _ansi_theme(name, single_colour_variables(_NO_COLOUR))
    if palette is None and name == "sixteen":
        return _ansi_theme(name, variables(palettes.SIXTEEN))
    return _theme(name, palette or builtin_palette(name))


def variables(palette: Palette) -> dict[str, str]:
    """Return the colours of a palette as CSS variables: `$finews-cursor-away`."""
    return {variable(field.name): getattr(palette, field.name) for field in fields(palette)}


def single_colour_variables(colour: str) -> dict[str, str]:
    """Return the variables of a palette with a single colour."""
    return {variable(field.name): colour for field in fields(Palette)}


def variable(name: str) -> str:
    """Return the CSS variable of a palette colour."""
    return f"finews-{name.replace('_', '-')}"


def is_dark(colour: str) -> bool:
    """Return whether a background colour, `#rrggbb`, needs light text."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 299 * red + 587 * green + 114 * blue < 128_000


def _theme(name: str, palette: Palette) -> Theme:
    return Theme(
        name=textual_name(name),
        primary=palette.accent,
        secondary=palette.link,
        accent=palette.accent,
        warning=palette.unread,
        error=palette.error,
        success=palette.string,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.chrome,
        panel=palette.chrome,
        dark=is_dark(palette.ground),
        variables={
            **variables(palette),
            "border": palette.accent,
            "border-blurred": palette.rule,
            "scrollbar": palette.dim,
            "scrollbar-hover": palette.text,
            "scrollbar-active": palette.accent,
            "scrollbar-background": palette.rule,
            "scrollbar-background-hover": palette.rule,
            "scrollbar-background-active": palette.rule,
            "scrollbar-corner-color": palette.ground,
            "input-selection-background": palette.cursor,
            "block-cursor-background": palette.cursor,
            "block-cursor-foreground": palette.strong,
            "block-cursor-text-style": "none",
            "screen-selection-background": palette.cursor,
        },
    )


def _ansi_theme(name: str, colours: Mapping[str, str]) -> Theme:
    """Create a theme on the terminal's background, using bold, underline and reverse."""
    colour = _NO_COLOUR
    return Theme(
        name=textual_name(name),
        primary=colour,
        secondary=colour,
        accent=colour,
        warning=colour,
        error=colour,
        success=colour,
        foreground=colour,
        background=colour,
        surface=colour,
        panel=colour,
        boost=colour,
        ansi=True,
        variables={
            "ansi-background": colour,
            "ansi-foreground": colour,
            "block-cursor-foreground": colour,
            "block-cursor-background": colour,
            "input-cursor-background": colour,
            "input-cursor-foreground": colour,
            "input-cursor-text-style": "reverse",
            "input-selection-background": colour,
            "input-selection-foreground": colour,
            "screen-selection-background": colour,
            "screen-selection-foreground": colour,
            **colours,
            "border": colour,
            "border-blurred": colour,
            "scrollbar": colour,
            "scrollbar-hover": colour,
            "scrollbar-active": colour,
            "scrollbar-background": colour,
            "scrollbar-background-hover": colour,
            "scrollbar-background-active": colour,
            "scrollbar-corner-color": colour,
        },
    )
