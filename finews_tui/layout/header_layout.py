"""Sets the head of a page: title, one line of facts, notes, symbols, a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from finews_tui.layout.figures import set_rule
from finews_tui.layout.inline import one_line
from finews_tui.layout.page import ArticleHeader, TextRun
from finews_tui.layout.typesetter import Column, Typesetter
from finews_tui.model.document import Span
from finews_tui.model.text_style import TextStyle

_BETWEEN_FACTS = " · "
_BETWEEN_SYMBOLS = "  "


def set_header(setter: Typesetter, head: ArticleHeader, column: Column) -> None:
    """Set the head; it has no place in the document's text."""
    title = one_line(head.title)
    _text(setter, title, "title", column, style=TextStyle.STRONG)
    metadata = _whole(head.metadata)
    if title and metadata:
        setter.air(column, 1)
    for line in _lines_of(setter, metadata, _BETWEEN_FACTS, column.text_width):
        _text(setter, line, "meta", column)
    notes = _whole(head.notes)
    notes += _lines_of(setter, _whole(head.symbols), _BETWEEN_SYMBOLS, column.text_width)
    for note in notes:
        _text(setter, note, "note", column)
    if setter.options.details:
        _set_details(setter, head, column)
    if title or metadata or notes:
        set_rule(setter, column)
        setter.air(column, 1)


def _set_details(setter: Typesetter, head: ArticleHeader, column: Column) -> None:
    """Names in a column of their own, their values beside them."""
    details = [(one_line(name), one_line(value)) for name, value in head.details]
    width = max((setter.cells(name) for name, _ in details), default=0) + 2
    inner = column.inset((TextRun(" " * width, "margin"),), width) or column
    setter.air(column, 1)
    for name, value in details:
        first = len(setter.lines)
        _text(setter, value, "note", inner)
        line = setter.lines[first]
        if inner is not column:
            padded = name + " " * (width - setter.cells(name))
            at = len(column.prefix)
            runs = (*line.runs[:at], TextRun(padded, "list-marker"), *line.runs[at + 1 :])
            setter.lines[first] = replace(line, runs=runs)


def _text(
    setter: Typesetter,
    text: str,
    style_name: str,
    column: Column,
    style: TextStyle = TextStyle.PLAIN,
) -> None:
    setter.text(
        setter.inline_text((Span(text),), style_name, style), column, balanced=style_name == "title"
    )
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
