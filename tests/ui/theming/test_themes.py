"""Built-in themes: initial theme and contrast."""

from __future__ import annotations

import pytest

from finews_tui.ui.theming import palettes
from finews_tui.ui.theming.themes import (
    NAMES,
    has_few_colours,
    make_theme,
    resolve_theme,
    variables,
)
from tests.ui.theming.contrast import contrast

PALETTES = {
    "dark": palettes.DARK_BASE,
    "light": palettes.PAPER,
    "sepia": palettes.SEPIA,
    "contrast": palettes.CONTRAST,
    "nord": palettes.NORD,
    "solarized-dark": palettes.SOLARIZED_DARK,
    "solarized-light": palettes.SOLARIZED_LIGHT,
}
TEXTS = (
    "text",
    "strong",
    "dim",
    "accent",
    "unread",
    "star",
    "link",
    "quote",
    "error",
    "red",
    "green",
)
CODE = ("code", "keyword", "string", "number", "comment", "name", "link")


@pytest.mark.parametrize(
    ("chosen", "environ", "is_light", "theme"),
    [
        ("auto", {}, None, "dark"),
        ("auto", {}, True, "light"),
        ("auto", {}, False, "dark"),
        ("auto", {"COLORFGBG": "0;15"}, None, "light"),
        ("auto", {"COLORFGBG": "15;0"}, None, "dark"),
        ("auto", {"TERM": "linux"}, None, "sixteen"),
        ("auto", {"TERM": "xterm", "COLORTERM": "truecolor"}, True, "light"),
        ("nord", {"TERM": "linux"}, None, "nord"),
        ("light", {"COLORFGBG": "15;0"}, False, "light"),
        ("light", {"NO_COLOR": "1"}, True, "plain"),
    ],
)
def test_resolve_theme(
    chosen: str, environ: dict[str, str], is_light: bool | None, theme: str
) -> None:
    assert resolve_theme(chosen, environ, is_light) == theme


@pytest.mark.parametrize(
    ("term", "has_few"),
    [("xterm-256color", False), ("xterm-16color", True), ("xterm-kitty", False), ("", False)],
)
def test_has_few_colours_depends_on_terminal_type(term: str, has_few: bool) -> None:
    assert has_few_colours({"TERM": term}) is has_few


@pytest.mark.parametrize("name", PALETTES)
def test_text_has_sufficient_contrast(name: str) -> None:
    """WCAG 2.1 AA: 4.5 to 1; AAA for the high-contrast theme: 7 to 1."""
    palette, minimum = PALETTES[name], 7.0 if name == "contrast" else 4.5
    backgrounds = ("ground", "chrome", "cursor_away")
    pairs = [(text, background) for text in TEXTS for background in backgrounds]
    pairs += [(text, "cursor") for text in ("strong", "quote", "dim", "accent", "unread", "star")]
    pairs += [(text, "cursor") for text in ("red", "green")]
    pairs += [(text, "code_ground") for text in CODE]
    pairs += [("mark", "mark_ground"), ("mark", "hit_ground")]
    for text, background in pairs:
        ratio = contrast(getattr(palette, text), getattr(palette, background))
        assert ratio >= minimum, (text, background, round(ratio, 2))


@pytest.mark.parametrize("name", PALETTES)
def test_gains_losses_and_text_have_different_styles(name: str) -> None:
    """Red and green also differ by their signs, for readers with red-green blindness."""
    palette = PALETTES[name]
    colours = [
        [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
        for colour in (palette.red, palette.green, palette.text)
    ]
    red, green, _ = colours
    assert red[0] - red[1] >= 48
    assert green[1] - green[0] >= 16
    for first, second in ((0, 1), (0, 2), (1, 2)):
        distances = [abs(a - b) for a, b in zip(colours[first], colours[second], strict=True)]
        assert max(distances) >= 40


@pytest.mark.parametrize("name", PALETTES)
def test_cursor_is_distinct_from_background(name: str) -> None:
    palette = PALETTES[name]
    assert contrast(palette.cursor, palette.ground) >= 1.15
    assert palette.cursor != palette.cursor_away != palette.ground


def test_every_theme_has_every_colour() -> None:
    for name in NAMES:
        theme = make_theme(name)
        assert set(variables(palettes.DARK_BASE)) <= set(theme.variables)
        assert theme.name == f"finews-{name}"
    assert make_theme("sepia").dark is False
    assert make_theme("nord").dark is True
    assert "finews-cursor-away" in variables(palettes.DARK_BASE)
