"""Palettes of the built-in themes."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a theme.

    All text has a contrast of at least 4.5 : 1 to its background (WCAG AA). The field names are
    the keys of user themes: `ground` is the background of text, `code_ground`, `mark_ground` and
    `hit_ground` are those of code, search matches and the current match.
    """

    ground: str  # background of the panes
    chrome: str  # background of status bar, key bar and dialogs
    cursor: str  # background of the cursor row
    cursor_away: str  # the same in a pane that is not focused
    rule: str  # separators
    text: str
    strong: str  # unread titles, headings
    dim: str  # read articles, times, counts
    accent: str  # title of the focused pane
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
    mark: str  # search matches
    mark_ground: str
    hit_ground: str  # the current match
    error: str
    red: str  # gains or losses in tables, by the setting `gains`
    green: str


DARK_BASE = Palette(
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
    red="#f28b82",
    green="#8fd08a",
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
    red="#b3261e",
    green="#2d6a2a",
)

# Warm tones of aged paper.
SEPIA = Palette(
    ground="#f4ecd8",
    chrome="#ebe0c8",
    cursor="#e2cfa6",
    cursor_away="#ebdfc3",
    rule="#d3c3a0",
    text="#3f3122",
    strong="#23190e",
    dim="#66563f",
    accent="#8a4513",
    unread="#9a3910",
    star="#755100",
    link="#7d4016",
    quote="#5a4a36",
    code="#3f3122",
    code_ground="#ebe0c8",
    keyword="#7a3a78",
    string="#4d6420",
    number="#8f4a08",
    comment="#6b5a42",
    name="#28587a",
    mark="#2b2000",
    mark_ground="#f2cf72",
    hit_ground="#e8ab3c",
    error="#a52a1c",
    red="#a3261a",
    green="#3c6120",
)

# All text has a contrast of at least 7 : 1 to its background (WCAG AAA).
CONTRAST = Palette(
    ground="#000000",
    chrome="#0d0d0d",
    cursor="#063a78",
    cursor_away="#1f2630",
    rule="#7f8ea3",
    text="#ffffff",
    strong="#ffffff",
    dim="#d4d9e0",
    accent="#ffe14d",
    unread="#ffc375",
    star="#ffe14d",
    link="#9cd5ff",
    quote="#e6e6e6",
    code="#ffffff",
    code_ground="#262626",
    keyword="#f0b3ff",
    string="#9df09d",
    number="#ffc27a",
    comment="#d0d0d0",
    name="#8fd0ff",
    mark="#000000",
    mark_ground="#ffe14d",
    hit_ground="#ff9d2e",
    error="#ffbeb8",
    red="#ffbeb8",
    green="#90f090",
)

# Based on Nord by Arctic Ice Studio, with lighter text for contrast.
NORD = Palette(
    ground="#2e3440",
    chrome="#353c4a",
    cursor="#434c5e",
    cursor_away="#3b4252",
    rule="#4c566a",
    text="#d8dee9",
    strong="#eceff4",
    dim="#b5bece",
    accent="#93c6d4",
    unread="#e2b4a6",
    star="#ebcb8b",
    link="#aac0d5",
    quote="#c2cad8",
    code="#d8dee9",
    code_ground="#353c4a",
    keyword="#bf9fb9",
    string="#a3be8c",
    number="#d79985",
    comment="#a3aec2",
    name="#88c0d0",
    mark="#fdf6e3",
    mark_ground="#5e5a3c",
    hit_ground="#7d6a2a",
    error="#e0b3b7",
    red="#ebb0b4",
    green="#b4d29a",
)

# Based on Solarized by Ethan Schoonover, with lighter text for contrast.
SOLARIZED_DARK = Palette(
    ground="#002b36",
    chrome="#04323e",
    cursor="#0f4654",
    cursor_away="#073642",
    rule="#2a4b54",
    text="#a8b5b5",
    strong="#eee8d5",
    dim="#a3afb1",
    accent="#6fb4e5",
    unread="#f09873",
    star="#dba600",
    link="#6fb4e5",
    quote="#a5b0b0",
    code="#a8b5b5",
    code_ground="#04323e",
    keyword="#8d91d1",
    string="#8ca100",
    number="#eb7443",
    comment="#89999b",
    name="#429ddd",
    mark="#fdf6e3",
    mark_ground="#6b5200",
    hit_ground="#8a5f00",
    error="#ed9593",
    red="#f59a93",
    green="#a3bd2f",
)

# Based on Solarized Light, with darker text for contrast.
SOLARIZED_LIGHT = Palette(
    ground="#fdf6e3",
    chrome="#f3ecd9",
    cursor="#dfe6dc",
    cursor_away="#eee8d5",
    rule="#d5cfbc",
    text="#4f646b",
    strong="#073642",
    dim="#54676d",
    accent="#1d699e",
    unread="#ad4013",
    star="#7f6000",
    link="#1d699e",
    quote="#53676e",
    code="#4f646b",
    code_ground="#f3ecd9",
    keyword="#5a5fbd",
    string="#627000",
    number="#b64314",
    comment="#596c73",
    name="#1e6ea7",
    mark="#073642",
    mark_ground="#f7dd8a",
    hit_ground="#f0b93a",
    error="#c22321",
    red="#bd201e",
    green="#456a10",
)


# The sixteen colours of the terminal, as configured by the user, on the default background.
SIXTEEN = Palette(
    **dict.fromkeys((field.name for field in fields(Palette)), "ansi_default")
    | {
        "accent": "ansi_cyan",
        "unread": "ansi_yellow",
        "star": "ansi_yellow",
        "link": "ansi_cyan",
        "keyword": "ansi_magenta",
        "string": "ansi_green",
        "number": "ansi_yellow",
        "name": "ansi_cyan",
        "error": "ansi_red",
        "red": "ansi_red",
        "green": "ansi_green",
    }
)
