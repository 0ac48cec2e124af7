"""The terminal that a command writes to: whether there is one, its width, its colours."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

_DEFAULT_COLUMNS = 80
_WIDEST = 1000


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sees what is written there."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def columns() -> int:
    """The cells of a line: `COLUMNS`, else as wide as the terminal of standard output says."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and int(asked[:6]) > 0:
        return min(int(asked[:6]), _WIDEST)
    try:
        return min(os.get_terminal_size(1).columns or _DEFAULT_COLUMNS, _WIDEST)
    except OSError:
        return _DEFAULT_COLUMNS


def has_weights() -> bool:
    """Whether bold and dim may be sent to standard output."""
    return is_terminal(sys.stdout) and os.environ.get("TERM", "dumb") != "dumb"


def has_colours() -> bool:
    """Whether colours may be sent to standard output (https://no-color.org)."""
    return has_weights() and not os.environ.get("NO_COLOR")


def bold(text: str) -> str:
    """`text`, bold."""
    return f"\x1b[1m{text}\x1b[0m"


def dim(text: str) -> str:
    """`text`, dim."""
    return f"\x1b[2m{text}\x1b[0m"
