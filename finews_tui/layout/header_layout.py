"""Lay out the article header: title, metadata line, notes, symbols and a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from finews_tui.layout.figures import typeset_rule
from finews_tui.layout.inline import single_line
from finews_tui.layout.page import ArticleHeader, TextRun
from finews_tui.layout.typesetter import Column, Typesetter
from finews_tui.model.document import Span
from finews_tui.model.text_style import TextStyle

_METADATA_SEPARATOR = " · "
_SYMBOL_SEPARATOR = "  "


def typeset_header(typesetter: Typesetter, header: ArticleHeader, column: Column) -> None:
    """Lay out the header. The offset stays 0: the header is not document text."""
    title = single_line(header.title)
    _add_text(typesetter, title, "title", column, style=TextStyle.STRONG)
    metadata = _nonempty(header.metadata)
    if title and metadata:
        typesetter.add_empty_lines(column, 1)
    for line in _join_to_lines(typesetter, metadata, _METADATA_SEPARATOR, column.text_width):
        _add_text(typesetter, line, "meta", column)
    notes = _nonempty(header.notes)
    symbols = _nonempty(header.symbols)
    notes += _join_to_lines(typesetter, symbols, _SYMBOL_SEPARATOR, column.text_width)
    for note in notes:
        _add_text(typesetter, note, "note", column)
    if typesetter.options.details:
        _typeset_details(typesetter, header, column)
    if title or metadata or notes:
        typeset_rule(typesetter, column)
        typesetter.add_empty_lines(column, 1)


def _typeset_details(typesetter: Typesetter, header: ArticleHeader, column: Column) -> None:
    """Lay out names and values in two columns."""
    details = [(single_line(name), single_line(value)) for name, value in header.details]
    width = max((typesetter.cell_width(name) for name, _ in details), default=0) + 2
    inner = column.inset((TextRun(" " * width, "margin"),), width) or column
    typesetter.add_empty_lines(column, 1)
    for name, value in details:
        first = len(typesetter.lines)
        _add_text(typesetter, value, "note", inner)
        line = typesetter.lines[first]
        if inner is not column:
            padded = name + " " * (width - typesetter.cell_width(name))
            index = len(column.prefix)
            marker = TextRun(padded, "list-marker")
            runs = (*line.runs[:index], marker, *line.runs[index + 1 :])
            typesetter.lines[first] = replace(line, runs=runs)


def _add_text(
    typesetter: Typesetter,
    text: str,
    style_name: str,
    column: Column,
    style: TextStyle = TextStyle.PLAIN,
) -> None:
    inline = typesetter.inline_text((Span(text),), style_name, style)
    typesetter.add_text(inline, column, is_balanced=style_name == "title")
    typesetter.offset = 0


def _nonempty(texts: Iterable[str]) -> list[str]:
    return [text for text in map(single_line, texts) if text]


def _join_to_lines(
    typesetter: Typesetter, parts: list[str], separator: str, room: int
) -> list[str]:
    """Join parts into lines of at most `room` cells, without breaking a part."""
    lines = parts[:1]
    for part in parts[1:]:
        joined = lines[-1] + separator + part
        if typesetter.cell_width(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines
