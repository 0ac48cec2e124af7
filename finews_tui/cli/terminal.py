"""Properties of the output terminal: width, styles, colours."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_DEFAULT_WIDTH = 80
_MAX_WIDTH = 1000


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def terminal_width() -> int:
    """Return the width in cells: `COLUMNS`, else the width of the terminal."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns[:6]) > 0:
        return min(int(columns[:6]), _MAX_WIDTH)
    try:
        return min(os.get_terminal_size(1).columns or _DEFAULT_WIDTH, _MAX_WIDTH)
    except OSError:
        return _DEFAULT_WIDTH


def supports_styles() -> bool:
    """Return whether standard output supports bold and dim text."""
    return is_terminal(sys.stdout) and os.environ.get("TERM", "dumb") != "dumb"


def supports_colours() -> bool:
    """Return whether colours may be used (https://no-color.org)."""
    return supports_styles() and not os.environ.get("NO_COLOR")


def bold(text: str) -> str:
    """Return `text` in bold."""
    return f"\x1b[1m{text}\x1b[0m"


def dim(text: str) -> str:
    """Return `text` dimmed."""
    return f"\x1b[2m{text}\x1b[0m"
