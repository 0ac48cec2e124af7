"""Lay out letters and other prose that was published as preformatted text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finews_tui.layout.page import TextRun
from finews_tui.layout.typesetter import Column, Typesetter
from finews_tui.model.document import Span

_DIFF_LINE = re.compile(r"(?:diff |index: |@@ |--- \S|\+\+\+ \S)", re.IGNORECASE)
# Wide gaps, box drawing, and line ends of source code.
_NOT_PROSE = re.compile(
    r"\S(?: {3}|\t)|[\u2500-\u259f]|[{};]\s*$|^\s*[|+][-=+|]|[-=_*]{8}"
    r"|^[$%#] |\s--?[a-z]|\s\|\s|=>|->|::|==|\(\)"
)
_LETTERS = re.compile(r"[^\W\d_]")
_LEAD = re.compile(r"(?:[ \t]*>)*[ \t]*")
_MIN_LETTERS = 0.65
_MIN_PROSE = 0.8
_MIN_WORDS = 4


def is_prose(lines: Sequence[str]) -> bool:
    """Return whether a preformatted text is mostly sentences, not code, tables or a diff."""
    if any(_DIFF_LINE.match(line) for line in lines):
        return False
    texts = [text for line in lines if (text := line.lstrip("> \t"))]
    total = sum(map(len, texts))
    prose = sum(len(text) for text in texts if _is_sentence(text))
    return total > 0 and prose >= _MIN_PROSE * total


def _is_sentence(text: str) -> bool:
    if _NOT_PROSE.search(text) is not None:
        return False
    letters = len(_LETTERS.findall(text)) + text.count(" ")
    return letters >= _MIN_LETTERS * len(text)


def has_long_sentence(lines: Sequence[str], widths: Sequence[int], room: int) -> bool:
    """Return whether a line of several words does not fit."""
    return any(
        width > room and (len(line.split()) >= _MIN_WORDS or not line.isascii())
        for line, width in zip(lines, widths, strict=True)
    )


def typeset_prose(typesetter: Typesetter, lines: Sequence[str], column: Column) -> None:
    """Wrap each line, and repeat its indent and its quote marks as bars."""
    for line in lines:
        lead = _LEAD.match(line)
        assert lead is not None
        inner = _column_of(typesetter, lead[0], column)
        offset = typesetter.offset
        text = line[lead.end() :]
        if text.strip():
            style_name = "quote" if ">" in lead[0] else column.style_name
            typesetter.add_text(typesetter.inline_text((Span(text),), style_name), inner)
        else:
            typesetter.add_empty_lines(inner, 1)
        typesetter.offset = offset
        typesetter.advance(line)


def _column_of(typesetter: Typesetter, lead: str, column: Column) -> Column:
    """Return the column below the quote marks and the indent of a line."""
    bar = "▎"
    indent = lead.rpartition(">")[2]
    level = lead.count(">")
    runs: tuple[TextRun, ...] = ()
    width = 0
    for _ in range(level):
        runs += (TextRun(bar, "quote-bar"), TextRun(" ", "margin"))
        width += typesetter.cell_width(bar) + 1
    blanks = len(indent.expandtabs(4)) - (1 if level else 0)
    if blanks > 0:
        runs += (TextRun(" " * blanks, "margin"),)
        width += blanks
    return column.inset(runs, width) or column
