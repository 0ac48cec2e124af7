"""What finews looks like: ink on paper, paper on ink, and no colour at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from textual.theme import Theme

DARK = "finews-dark"
LIGHT = "finews-light"
PLAIN = "finews-plain"
NAMES = ("dark", "light", "plain")  # as users name them


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme. All text on its ground is WCAG AA (4.5 : 1) or better."""

    ground: str  # behind everything that is read
    chrome: str  # behind titles, status and keys
    cursor: str  # the row with the cursor
    cursor_away: str  # the same in a pane without the focus
    rule: str  # lines between things
    text: str
    strong: str  # unread titles, headings
    dim: str  # what is read, times, counts
    accent: str  # where the focus is
    unread: str
    star: str
    link: str
    quote: str
    code: str
    code_ground: str
    keyword: str
    string: str
    number: str
    comment: str
    name: str
    mark: str  # words searched for
    mark_ground: str
    hit_ground: str  # the hit that one stands on
    error: str


INK = Palette(
    ground="#16181d",
    chrome="#1e2128",
    cursor="#2c3648",
    cursor_away="#23272f",
    rule="#333842",
    text="#d3d5d9",
    strong="#f1f1ee",
    dim="#9da3ae",
    accent="#8ab4e8",
    unread="#e0a96d",
    star="#e6c565",
    link="#93bdec",
    quote="#b4b9c3",
    code="#cdd3de",
    code_ground="#1e2128",
    keyword="#c5a5e0",
    string="#a3c98c",
    number="#e0b080",
    comment="#969ca7",
    name="#8ab9e0",
    mark="#fff3c4",
    mark_ground="#594813",
    hit_ground="#8a5a00",
    error="#f08b86",
)

PAPER = Palette(
    ground="#fbf9f4",
    chrome="#f1ede4",
    cursor="#dce6f2",
    cursor_away="#ece7dc",
    rule="#d8d2c5",
    text="#2e2c28",
    strong="#12110f",
    dim="#6a655c",
    accent="#1d5c9e",
    unread="#a34a12",
    star="#835a00",
    link="#1d5c9e",
    quote="#55504a",
    code="#34322e",
    code_ground="#f1ede4",
    keyword="#7a3e9d",
    string="#3d6b1f",
    number="#9a4a00",
    comment="#6a655c",
    name="#1d5c9e",
    mark="#2b2200",
    mark_ground="#ffe08a",
    hit_ground="#ffb938",
    error="#b3261e",
)


def themes() -> tuple[Theme, ...]:
    """The themes that finews brings."""
    return (
        _theme(DARK, INK, is_dark=True),
        _theme(LIGHT, PAPER, is_dark=False),
        _plain_theme(),
    )


def theme_for(chosen: str, environ: Mapping[str, str]) -> str | None:
    """The theme to start with; None where there is none such.

    `auto` is dark unless the terminal says in COLORFGBG that its ground is light.
    """
    if "NO_COLOR" in environ:
        return PLAIN
    if chosen in NAMES:
        return f"finews-{chosen}"
    if chosen != "auto":
        return None
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in ("7", "15") else DARK


def variables(palette: Palette) -> dict[str, str]:
    """The colours of a palette as variables of style sheets: `$finews-cursor-away`."""
    return {variable(field.name): getattr(palette, field.name) for field in fields(palette)}


def variable(name: str) -> str:
    """The variable of style sheets that holds a colour of the palette."""
    return f"finews-{name.replace('_', '-')}"


def _theme(name: str, palette: Palette, *, is_dark: bool) -> Theme:
    return Theme(
        name=name,
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
        dark=is_dark,
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


def _plain_theme() -> Theme:
    """Every colour is the terminal's own: bold, dim, underline and reverse are all there is."""
    colour = "ansi_default"
    return Theme(
        name=PLAIN,
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
            **dict.fromkeys(variables(INK), colour),
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
