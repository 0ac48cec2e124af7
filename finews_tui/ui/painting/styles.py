"""How everything that finews paints itself looks: a colour of the palette, and a weight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style
from textual.widget import Widget

from finews_tui.ui.theming.themes import variable


class Look(NamedTuple):
    """The names of a colour and a ground in the palette, and a weight.

    `plain` is the weight where there are no colours: there, weight alone tells things apart.
    """

    colour: str = ""
    weight: str = ""
    plain: str = ""
    ground: str = ""


_LOOKS: Mapping[str, Look] = {
    # The page
    "title": Look("strong", "bold", "bold"),
    "meta": Look("dim", "", "dim"),
    "text": Look("text"),
    "heading1": Look("strong", "bold", "bold underline"),
    "heading2": Look("strong", "bold", "bold underline"),
    "heading3": Look("text", "bold", "bold"),
    "heading4": Look("text", "bold", "bold"),
    "heading5": Look("text", "bold", "bold"),
    "heading6": Look("text", "bold", "bold"),
    "quote": Look("quote"),
    "quote-bar": Look("accent", "", "dim"),
    "list-marker": Look("accent", "", "dim"),
    "code": Look("code", ground="code_ground"),
    "code-keyword": Look("keyword", "", "bold", "code_ground"),
    "code-string": Look("string", ground="code_ground"),
    "code-number": Look("number", ground="code_ground"),
    "code-comment": Look("comment", "italic", "italic", "code_ground"),
    "code-name": Look("name", ground="code_ground"),
    "code-operator": Look("code", ground="code_ground"),
    "table-rule": Look("rule", "", "dim"),
    "table-head": Look("strong", "bold", "bold"),
    "table": Look("text"),
    "link": Look("link", "underline", "underline"),
    "image": Look("dim", "italic", "italic"),
    "caption": Look("dim", "", "italic"),
    "rule": Look("rule", "", "dim"),
    "note": Look("dim", "", "dim"),
    "details": Look("text", "bold", "bold"),
    "mark": Look("mark", "", "reverse", "mark_ground"),
    "margin": Look(),
    "hit": Look("mark", "", "underline", "mark_ground"),
    "hit-here": Look("mark", "", "reverse", "hit_ground"),
    "letter": Look("mark", "bold", "bold reverse", "hit_ground"),
    "caret": Look("ground", "bold", "bold reverse", "accent"),
    "selected": Look("", "", "reverse", "cursor"),
    # Rows
    "cursor": Look("", "", "reverse", "cursor"),
    "cursor-away": Look("", "", "underline", "cursor_away"),
    "cursor-bar": Look("accent"),
    "unread": Look("strong", "bold", "bold"),
    "read": Look("quote", "", "dim"),
    "unread-mark": Look("unread"),
    "star": Look("star"),
    "dim": Look("dim", "", "dim"),
    "strong": Look("strong"),
    "failed": Look("error", "", "underline"),
    "heading": Look("dim", "bold", "bold"),
    "key": Look("accent", "", "bold"),
    # Bars
    "name": Look("accent", "bold", "bold"),
    "alert": Look("unread", "bold", "bold"),
    "focus": Look("accent", "bold", "bold reverse"),
    "here": Look("accent", "bold", "bold"),
    "meter": Look("accent", ground="rule"),
}


def names() -> frozenset[str]:
    """Whatever has a look."""
    return frozenset(_LOOKS)


def look(name: str) -> Look:
    """The look of something by its name."""
    return _LOOKS[name]


class Looks:
    """The looks of the theme in force, each made when it is first asked for.

    `ground` is the style of the widget itself, which Textual would work out anew for each line.
    """

    def __init__(self, ground: Style, colours: Mapping[str, str], *, is_plain: bool) -> None:
        self.ground = ground
        self._colours = colours
        self._is_plain = is_plain
        self._made: dict[str, Style] = {}

    def __getitem__(self, name: str) -> Style:
        style = self._made.get(name)
        if style is None:
            style = self._made[name] = self._make(_LOOKS.get(name, Look()))
        return style

    def _make(self, look: Look) -> Style:
        if self._is_plain:
            # Reversed, a colour would be a ground: there weight alone tells things apart.
            is_reversed = "reverse" in look.plain
            colour = None if is_reversed else self._colour(look.colour)
            return Style.parse(look.plain or "none") + Style(color=colour)
        weight = Style.parse(look.weight or "none")
        return weight + Style(color=self._colour(look.colour), bgcolor=self._colour(look.ground))

    def _colour(self, name: str) -> str | None:
        """A colour as rich names it; None where the terminal's own is right."""
        colour = self._colours[variable(name)].removeprefix("ansi_") if name else "default"
        return colour if colour != "default" else None


def looks_of(widget: Widget) -> Looks:
    """The looks of the theme that is in force where `widget` is."""
    app = widget.app
    return Looks(widget.rich_style, app.theme_variables, is_plain=app.native_ansi_color)
