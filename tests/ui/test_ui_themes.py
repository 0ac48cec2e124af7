"""The themes: which one a start wears, how well they are read, and the user's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from finews_tui.cli.terminal_background import parse_answer, should_query
from finews_tui.errors import ConfigError
from finews_tui.library.library import Library
from finews_tui.ui.app import FinewsApp
from finews_tui.ui.theming import palettes
from finews_tui.ui.theming.palettes import Palette
from finews_tui.ui.theming.theme_registry import Wardrobe
from finews_tui.ui.theming.themes import NAMES, first_theme, has_few_colours, theme_of, variables
from tests.ui.screens import settle

MakeApp = Callable[..., FinewsApp]
WIDE = (120, 36)

PALETTES = {
    "dark": palettes.INK,
    "light": palettes.PAPER,
    "sepia": palettes.SEPIA,
    "contrast": palettes.CONTRAST,
    "nord": palettes.NORD,
    "solarized-dark": palettes.SOLARIZED_DARK,
    "solarized-light": palettes.SOLARIZED_LIGHT,
}
TEXTS = ("text", "strong", "dim", "accent", "unread", "star", "link", "quote", "error")
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
def test_the_theme_to_start_with(
    chosen: str, environ: dict[str, str], is_light: bool | None, theme: str
) -> None:
    assert first_theme(chosen, environ, is_light) == theme


@pytest.mark.parametrize(
    ("term", "is_so"),
    [("xterm-256color", False), ("xterm-16color", True), ("xterm-kitty", False), ("", False)],
)
def test_a_terminal_may_say_that_it_has_few_colours(term: str, is_so: bool) -> None:
    assert has_few_colours({"TERM": term}) is is_so


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", PALETTES)
def test_all_text_is_readable_on_its_ground(name: str) -> None:
    """WCAG 2.1 AA: 4.5 to 1; for the theme of high contrast AAA: 7 to 1."""
    palette, least = PALETTES[name], 7.0 if name == "contrast" else 4.5
    pairs = [(text, ground) for text in TEXTS for ground in ("ground", "chrome", "cursor_away")]
    pairs += [(text, "cursor") for text in ("strong", "quote", "dim", "accent", "unread", "star")]
    pairs += [(text, "code_ground") for text in CODE]
    pairs += [("mark", "mark_ground"), ("mark", "hit_ground")]
    for text, ground in pairs:
        ratio = contrast(getattr(palette, text), getattr(palette, ground))
        assert ratio >= least, (text, ground, round(ratio, 2))


@pytest.mark.parametrize("name", PALETTES)
def test_the_cursor_is_plain_to_see(name: str) -> None:
    palette = PALETTES[name]
    assert contrast(palette.cursor, palette.ground) >= 1.15
    assert palette.cursor != palette.cursor_away != palette.ground


def test_every_theme_has_every_colour() -> None:
    for name in NAMES:
        made = theme_of(name)
        assert set(variables(palettes.INK)) <= set(made.variables)
        assert made.name == f"finews-{name}"
    assert theme_of("sepia").dark is False
    assert theme_of("nord").dark is True
    assert "finews-cursor-away" in variables(palettes.INK)


# Own themes


def own(tmp_path: Path, text: str, name: str = "mine") -> Wardrobe:
    (tmp_path / f"{name}.toml").write_text(text)
    return Wardrobe(tmp_path, {})


def test_a_theme_of_ones_own_changes_what_it_names(tmp_path: Path) -> None:
    wardrobe = own(tmp_path, 'base = "sepia"\naccent = "#123456"\nlink = "#abc"\n')
    theme = wardrobe.theme("mine")
    assert theme.variables["finews-accent"] == "#123456"
    assert theme.variables["finews-link"] == "#aabbcc"
    assert theme.variables["finews-text"] == palettes.SEPIA.text
    assert not theme.dark
    assert wardrobe.names()[-1] == "mine"
    assert wardrobe.mistakes() == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('\nacent = "#123456"\n', ":2: acent: unknown colour; did you mean accent?"),
        ('base = "nord"\naccent = "red"', ':2: accent: must be a colour such as "#1e2128", not'),
        ("accent = 7", ":1: accent: must be a colour"),
        ('base = "mauve"', ":1: base: must be one of dark, light, sepia"),
        ("accent = ", "mine.toml: "),
    ],
)
def test_a_mistake_in_it_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    wardrobe = own(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        wardrobe.theme("mine")
    assert told in str(caught.value)
    assert wardrobe.mistakes() == [str(caught.value)]


def test_a_theme_that_is_none_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no theme `mauve`; there are auto, dark, light"):
        Wardrobe(tmp_path, {}).theme("mauve")


def test_every_colour_may_be_named(tmp_path: Path) -> None:
    text = "".join(f'{field.name} = "#010203"\n' for field in fields(Palette))
    assert own(tmp_path, text).theme("mine").variables["finews-hit-ground"] == "#010203"


# On the screen


async def test_themes_are_worn_while_the_cursor_stands_on_them(
    make_app: MakeApp, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        screen = await settle(pilot)
        screen.action_theme()
        await pilot.pause()
        await pilot.press(*"nord")
        await pilot.pause()
        assert app.theme == "finews-nord"
        await pilot.press("escape")
        await settle(pilot)
        assert app.theme == "finews-dark"
        screen.action_theme()
        await pilot.pause()
        await pilot.press(*"sepia", "enter")
        await settle(pilot)
        assert app.theme == "finews-sepia"
    assert library.state.setting("screen.theme") == "sepia"


async def test_the_palette_shows_themes_too(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"theme: light")
        await pilot.pause()
        assert app.theme == "finews-light"
        await pilot.press("escape")
        await settle(pilot)
        assert app.theme == "finews-dark"


def test_a_chosen_theme_that_is_gone_gives_way_to_the_configured_one(
    make_app: MakeApp, library: Library
) -> None:
    library.state.set_setting("screen.theme", "mine")
    assert make_app().theme == "finews-dark"


def test_the_terminal_tells_its_ground(make_app: MakeApp) -> None:
    assert make_app(is_light=True).theme == "finews-light"


# The terminal's answer


@pytest.mark.parametrize(
    ("answer", "is_light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;c", True),
        (b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07\x1b[?1;2c", False),
        (b"\x1b]11;rgb:fd/f6/e3\x07", True),
        (b"\x1b[?62;c", None),
        (b"", None),
        (b"jjj", None),
    ],
)
def test_what_the_terminal_answers_is_understood(answer: bytes, is_light: bool | None) -> None:
    assert parse_answer(answer) is is_light


def test_the_terminal_is_asked_only_where_it_matters() -> None:
    assert should_query("auto", {"TERM": "xterm-256color"})
    assert not should_query("nord", {})
    assert not should_query("auto", {"COLORFGBG": "0;15"})
    assert not should_query("auto", {"NO_COLOR": ""})
