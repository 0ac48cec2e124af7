"""Page lines for tests."""

from __future__ import annotations

from finews_tui.layout.page import Line, TextRun


def page_line(text: str, *, joins_next: bool = False, copy_text: str | None = None) -> Line:
    """Return a line with a margin of two cells."""
    runs = (TextRun("  ", "margin"), TextRun(text))
    return Line(runs, 0, text if copy_text is None else copy_text, joins_next)
