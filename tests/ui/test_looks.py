"""One table says how each role of the page looks: whole, and readable in every theme."""

from __future__ import annotations

import re

import pytest
from textual.theme import Theme

from finews_tui.cli.output import styled_page as painting
from finews_tui.ui.painting import styles as looks
from finews_tui.ui.theming import themes
from tests.paths import PACKAGE
from tests.ui.test_ui_themes import contrast

PAGE = PACKAGE / "layout"
# What is drawn and not read: lines and bars.
STROKES = {"rule", "table-rule", "quote-bar", "meter"}
COLOURED = [theme for theme in map(themes.theme_of, themes.NAMES) if not theme.ansi]


def roles() -> set[str]:
    """Every role that the page gives to a piece, as its code names them."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.py"))
    named = re.findall(r'TextRun\([^()]*(?:\([^()]*\)[^()]*)*, "([a-z-]+)"', text)
    named += re.findall(
        r'(?:inline_text\([^"\n]*|style_name=|style_name = |return )"([a-z][a-z-]*)"', text
    )
    named += re.findall(r'"(code-[a-z]+)"', text)
    return {role for role in named if role in looks.names()} | {f"heading{n}" for n in range(1, 7)}


def test_the_page_names_its_roles() -> None:
    assert {"quote-bar", "table-rule", "code-string", "margin", "image", "note"} <= roles()


def test_every_role_looks_like_something_on_the_command_line_too() -> None:
    plain = {"margin", "text", "table"}
    assert roles() - plain <= painting.style_names()


@pytest.mark.parametrize("theme", COLOURED, ids=[theme.name for theme in COLOURED])
def test_every_look_is_readable_on_its_ground(theme: Theme) -> None:
    """WCAG 2.1 AA: 4.5 to 1."""
    for name in looks.names() - STROKES:
        look = looks.look(name)
        colour = theme.variables[themes.variable(look.colour or "text")]
        ground = theme.variables[themes.variable(look.ground or "ground")]
        assert contrast(colour, ground) >= 4.5, (theme.name, name)


def test_without_colours_each_kind_of_text_is_told_by_its_weight() -> None:
    weights = {name: looks.look(name).plain for name in looks.names()}
    for name in ("title", "heading1", "heading4", "link", "mark", "hit", "hit-here", "selected",
                 "caret", "letter", "code-keyword", "table-head", "image", "note"):  # fmt: skip
        assert weights[name], name
    assert weights["hit"] != weights["hit-here"]
    assert "reverse" not in weights["here"], "a bar that is reversed stands on its head"
    assert weights["heading1"] != weights["heading3"]
