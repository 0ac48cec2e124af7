"""Text measured and cut in terminal cells: half of what is read here is two cells wide."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"


def cut(text: str, width: int) -> str:
    """`text` if it fits in `width` cells, else its beginning and `…`."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fill(text: str, width: int) -> str:
    """`text` in exactly `width` cells, cut or followed by blanks."""
    shown = cut(text, width)
    return shown + " " * max(0, width - cell_len(shown))


def grouped(count: int) -> str:
    """A number for people: `12,345`."""
    return f"{count:,}"
