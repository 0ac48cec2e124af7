"""Text styles by name: a palette colour and a weight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style
from textual.widget import Widget

from finews_tui.ui.theming.themes import variable


class StyleSpec(NamedTuple):
    """Text colour, background (palette names) and weight of a style.

    `plain` is the weight used without colours.
    """

    colour: str = ""
    weight: str = ""
    plain: str = ""
    ground: str = ""


_STYLES: Mapping[str, StyleSpec] = {
    # The page
    "title": StyleSpec("strong", "bold", "bold"),
    "meta": StyleSpec("dim", "", "dim"),
    "text": StyleSpec("text"),
    "heading1": StyleSpec("strong", "bold", "bold underline"),
    "heading2": StyleSpec("strong", "bold", "bold underline"),
    "heading3": StyleSpec("text", "bold", "bold"),
    "heading4": StyleSpec("text", "bold", "bold"),
    "heading5": StyleSpec("text", "bold", "bold"),
    "heading6": StyleSpec("text", "bold", "bold"),
    "quote": StyleSpec("quote"),
    "quote-bar": StyleSpec("accent", "", "dim"),
    "list-marker": StyleSpec("accent", "", "dim"),
    "code": StyleSpec("code", ground="code_ground"),
    "code-keyword": StyleSpec("keyword", "", "bold", "code_ground"),
    "code-string": StyleSpec("string", ground="code_ground"),
    "code-number": StyleSpec("number", ground="code_ground"),
    "code-comment": StyleSpec("comment", "italic", "italic", "code_ground"),
    "code-name": StyleSpec("name", ground="code_ground"),
    "code-operator": StyleSpec("code", ground="code_ground"),
    "table-rule": StyleSpec("rule", "", "dim"),
    "table-head": StyleSpec("strong", "bold", "bold"),
    "table": StyleSpec("text"),
    "table-total": StyleSpec("strong", "bold", "bold"),
    "table-order": StyleSpec("accent", "bold", "bold"),
    "table-unit": StyleSpec("dim", "", "dim"),
    "figure-red": StyleSpec("red"),
    "figure-green": StyleSpec("green"),
    "link": StyleSpec("link", "underline", "underline"),
    "image": StyleSpec("dim", "italic", "italic"),
    "caption": StyleSpec("dim", "", "italic"),
    "rule": StyleSpec("rule", "", "dim"),
    "note": StyleSpec("dim", "", "dim"),
    "details": StyleSpec("text", "bold", "bold"),
    "mark": StyleSpec("mark", "", "reverse", "mark_ground"),
    "margin": StyleSpec(),
    "hit": StyleSpec("mark", "", "underline", "mark_ground"),
    "hit-here": StyleSpec("mark", "", "reverse", "hit_ground"),
    "letter": StyleSpec("mark", "bold", "bold reverse", "hit_ground"),
    "caret": StyleSpec("ground", "bold", "bold reverse", "accent"),
    "selected": StyleSpec("", "", "reverse", "cursor"),
    # Rows
    "cursor": StyleSpec("", "", "reverse", "cursor"),
    "cursor-away": StyleSpec("", "", "underline", "cursor_away"),
    "cursor-bar": StyleSpec("accent"),
    "unread": StyleSpec("strong", "bold", "bold"),
    "read": StyleSpec("quote", "", "dim"),
    "unread-mark": StyleSpec("unread"),
    "star": StyleSpec("star"),
    "dim": StyleSpec("dim", "", "dim"),
    "strong": StyleSpec("strong"),
    "failed": StyleSpec("error", "", "underline"),
    "heading": StyleSpec("dim", "bold", "bold"),
    "key": StyleSpec("accent", "", "bold"),
    # Bars
    "name": StyleSpec("accent", "bold", "bold"),
    "alert": StyleSpec("unread", "bold", "bold"),
    "focus": StyleSpec("accent", "bold", "bold reverse"),
    "here": StyleSpec("accent", "bold", "bold"),
    "meter": StyleSpec("accent", ground="rule"),
}


def style_names() -> frozenset[str]:
    """Return the names of all styles."""
    return frozenset(_STYLES)


def style_spec(name: str) -> StyleSpec:
    """Return the specification of a style."""
    return _STYLES[name]


class StyleSet:
    """Styles of a theme by name, computed on first use.

    `ground` is the base style of the widget. It is cached because Textual computes it per line.
    """

    def __init__(self, ground: Style, colours: Mapping[str, str], *, is_plain: bool) -> None:
        self.ground = ground
        self._colours = colours
        self._is_plain = is_plain
        self._styles: dict[str, Style] = {}

    def __getitem__(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self._compute(_STYLES.get(name, StyleSpec()))
        return style

    def _compute(self, spec: StyleSpec) -> Style:
        if self._is_plain:
            # With `reverse`, the text colour would become the background.
            is_reversed = "reverse" in spec.plain
            colour = None if is_reversed else self._colour(spec.colour)
            return Style.parse(spec.plain or "none") + Style(color=colour)
        weight = Style.parse(spec.weight or "none")
        return weight + Style(color=self._colour(spec.colour), bgcolor=self._colour(spec.ground))

    def _colour(self, name: str) -> str | None:
        """Return a colour as a Rich name; None for the terminal default."""
        colour = self._colours[variable(name)].removeprefix("ansi_") if name else "default"
        return colour if colour != "default" else None


def style_set_of(widget: Widget) -> StyleSet:
    """Return the styles of the current theme for a widget."""
    app = widget.app
    return StyleSet(widget.rich_style, app.theme_variables, is_plain=app.native_ansi_color)
