"""Named styles: complete, and readable in every theme."""

from __future__ import annotations

import re

import pytest
from textual.theme import Theme

from finews_tui.cli.output import styled_page
from finews_tui.ui.painting import styles
from finews_tui.ui.theming import themes
from tests.paths import PACKAGE
from tests.ui.theming.contrast import contrast

PAGE = PACKAGE / "layout"
# Lines and bars are not text, so contrast rules don't apply.
STROKES = {"rule", "table-rule", "quote-bar", "meter"}
COLOURED = [theme for theme in map(themes.make_theme, themes.NAMES) if not theme.ansi]


def page_styles() -> set[str]:
    """Return the style names that the layout code assigns to text runs."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.glob("*.py"))
    names = re.findall(r'TextRun\([^()]*(?:\([^()]*\)[^()]*)*, "([a-z-]+)"', text)
    names += re.findall(
        r'(?:inline_text\([^"\n]*|style_name=|style_name = |return )"([a-z][a-z-]*)"', text
    )
    names += re.findall(r'"(code-[a-z]+)"', text)
    return {name for name in names if name in styles.style_names()} | {
        f"heading{n}" for n in range(1, 7)
    }


def test_layout_uses_styles_by_name() -> None:
    assert {"quote-bar", "table-rule", "code-string", "margin", "image", "note"} <= page_styles()


def test_command_line_defines_every_page_style() -> None:
    plain = {"margin", "text", "table"}
    assert page_styles() - plain <= styled_page.style_names()


@pytest.mark.parametrize("theme", COLOURED, ids=[theme.name for theme in COLOURED])
def test_every_style_has_enough_contrast(theme: Theme) -> None:
    """WCAG 2.1 AA: 4.5 to 1."""
    for name in styles.style_names() - STROKES:
        spec = styles.style_spec(name)
        colour = theme.variables[themes.variable(spec.colour or "text")]
        ground = theme.variables[themes.variable(spec.ground or "ground")]
        assert contrast(colour, ground) >= 4.5, (theme.name, name)


def test_styles_differ_by_weight_without_colours() -> None:
    weights = {name: styles.style_spec(name).plain for name in styles.style_names()}
    for name in ("title", "heading1", "heading4", "link", "mark", "hit", "hit-here", "selected",
                 "caret", "letter", "code-keyword", "table-head", "image", "note"):  # fmt: skip
        assert weights[name], name
    assert weights["hit"] != weights["hit-here"]
    assert "reverse" not in weights["here"], "reverse would turn the bars upside down"
    assert weights["heading1"] != weights["heading3"]
