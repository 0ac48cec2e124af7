"""Cut and pad text by terminal cells: Chinese characters are two cells wide."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"


def cut(text: str, width: int) -> str:
    """Return `text` if it fits in `width` cells, else its start and `…`."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fill(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, cut or padded with spaces."""
    shown = cut(text, width)
    return shown + " " * max(0, width - cell_len(shown))


def grouped(count: int) -> str:
    """Format a number with thousands separators: `12,345`."""
    return f"{count:,}"
