"""Sets the head of a page: title, one line of facts, notes, symbols, a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from finews_tui.layout.figures import set_rule
from finews_tui.layout.inline import one_line
from finews_tui.layout.page import Head, Piece
from finews_tui.layout.typesetter import Column, Typesetter
from finews_tui.model.document import Span, Style

_BETWEEN_FACTS = " · "
_BETWEEN_SYMBOLS = "  "


def set_head(setter: Typesetter, head: Head, column: Column) -> None:
    """Set the head; it has no place in the document's text."""
    title = one_line(head.title)
    _text(setter, title, "title", column, style=Style.STRONG)
    facts = _whole(head.facts)
    if title and facts:
        setter.air(column, 1)
    for line in _lines_of(setter, facts, _BETWEEN_FACTS, column.fill):
        _text(setter, line, "meta", column)
    notes = _whole(head.notes)
    notes += _lines_of(setter, _whole(head.symbols), _BETWEEN_SYMBOLS, column.fill)
    for note in notes:
        _text(setter, note, "note", column)
    if setter.taste.details:
        _set_details(setter, head, column)
    if title or facts or notes:
        set_rule(setter, column)
        setter.air(column, 1)


def _set_details(setter: Typesetter, head: Head, column: Column) -> None:
    """Names in a column of their own, their values beside them."""
    details = [(one_line(name), one_line(value)) for name, value in head.details]
    width = max((setter.cells(name) for name, _ in details), default=0) + 2
    inner = column.inset((Piece(" " * width, "margin"),), width) or column
    setter.air(column, 1)
    for name, value in details:
        first = len(setter.lines)
        _text(setter, value, "note", inner)
        line = setter.lines[first]
        if inner is not column:
            padded = name + " " * (width - setter.cells(name))
            at = len(column.prefix)
            pieces = (*line.pieces[:at], Piece(padded, "list-marker"), *line.pieces[at + 1 :])
            setter.lines[first] = replace(line, pieces=pieces)


def _text(
    setter: Typesetter, text: str, role: str, column: Column, style: Style = Style.PLAIN
) -> None:
    setter.text(setter.flow((Span(text),), role, style), column, balanced=role == "title")
    setter.offset = 0


def _whole(texts: Iterable[str]) -> list[str]:
    return [text for text in map(one_line, texts) if text]


def _lines_of(setter: Typesetter, parts: list[str], between: str, room: int) -> list[str]:
    """Parts joined to lines that fit, each part whole."""
    lines = parts[:1]
    for part in parts[1:]:
        joined = lines[-1] + between + part
        if setter.cells(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines
