"""Truncate and pad text by terminal cells: Chinese characters are two cells wide."""

from __future__ import annotations

from finews_tui.layout.cells import cell_len, set_cell_size

ELLIPSIS = "…"


def cut(text: str, width: int) -> str:
    """Truncate `text` to `width` cells, with `…` at the end."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def fill(text: str, width: int) -> str:
    """Truncate or pad `text` to exactly `width` cells."""
    fitted = cut(text, width)
    return fitted + " " * max(0, width - cell_len(fitted))


def grouped(count: int) -> str:
    """Format a number with thousands separators: `12,345`."""
    return f"{count:,}"
