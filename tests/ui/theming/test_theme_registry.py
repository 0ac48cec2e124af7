"""User themes."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from finews_tui.errors import ConfigError
from finews_tui.ui.theming import palettes
from finews_tui.ui.theming.palettes import Palette
from finews_tui.ui.theming.theme_registry import ThemeRegistry


def registry_with(tmp_path: Path, text: str, name: str = "mine") -> ThemeRegistry:
    (tmp_path / f"{name}.toml").write_text(text)
    return ThemeRegistry(tmp_path, {})


def test_user_theme_overrides_colours_of_base(tmp_path: Path) -> None:
    registry = registry_with(tmp_path, 'base = "sepia"\naccent = "#123456"\nlink = "#abc"\n')
    theme = registry.theme("mine")
    assert theme.variables["finews-accent"] == "#123456"
    assert theme.variables["finews-link"] == "#aabbcc"
    assert theme.variables["finews-text"] == palettes.SEPIA.text
    assert not theme.dark
    assert registry.names()[-1] == "mine"
    assert registry.errors() == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('\nacent = "#123456"\n', ":2: acent: unknown colour; did you mean accent?"),
        ('base = "nord"\naccent = "red"', ':2: accent: expected a colour such as "#1e2128", got'),
        ("accent = 7", ":1: accent: expected a colour"),
        ('base = "mauve"', ":1: base: expected one of dark, light, sepia"),
        ("accent = ", "mine.toml: "),
    ],
)
def test_invalid_user_theme_raises_error_with_line(tmp_path: Path, text: str, message: str) -> None:
    registry = registry_with(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        registry.theme("mine")
    assert message in str(caught.value)
    assert registry.errors() == [str(caught.value)]


def test_unknown_theme_error_lists_themes(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match="unknown theme `mauve`; expected one of auto, dark, light"
    ):
        ThemeRegistry(tmp_path, {}).theme("mauve")


def test_user_theme_can_set_every_colour(tmp_path: Path) -> None:
    text = "".join(f'{field.name} = "#010203"\n' for field in fields(Palette))
    assert registry_with(tmp_path, text).theme("mine").variables["finews-hit-ground"] == "#010203"
