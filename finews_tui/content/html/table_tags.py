"""Handlers of tables, rows and cells."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import (
    Attributes,
    DocumentBuilder,
    EndTagHandler,
    no_op,
    parse_int,
)
from finews_tui.content.html.containers import MAX_COLUMNS, MAX_ROWS, CellContainer, TableContainer
from finews_tui.model.document import Align

_TEXT_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_ALIGNS = {"left": Align.LEFT, "center": Align.CENTRE, "middle": Align.CENTRE, "right": Align.RIGHT}


def align_of(attributes: Attributes) -> Align | None:
    """Return the text alignment of an element, or None."""
    style = attributes.get("style")
    if style and (match := _TEXT_ALIGN.search(style)):
        return _ALIGNS[match[1].lower()]
    align = attributes.get("align")
    return _ALIGNS.get(align.lower()) if align else None


def open_table(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a table."""
    is_layout = (attributes.get("role") or "").lower() in ("presentation", "none")
    container = TableContainer(is_layout=is_layout)
    return _close_table if builder.push(container) else DocumentBuilder.end_paragraph


def _close_table(builder: DocumentBuilder) -> None:
    builder.pop_to(TableContainer)


def open_table_head(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open the head of a table."""
    container = builder.containers[-1]
    if not isinstance(container, TableContainer):
        return no_op
    container.in_head = True
    return _close_table_head


def _close_table_head(builder: DocumentBuilder) -> None:
    container = builder.containers[-1]
    if isinstance(container, TableContainer):
        container.in_head = False


def open_table_foot(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open the foot of a table, which may precede its body."""
    container = builder.containers[-1]
    if not isinstance(container, TableContainer):
        return no_op
    container.in_foot = True
    return _close_table_foot


def _close_table_foot(builder: DocumentBuilder) -> None:
    container = builder.containers[-1]
    if isinstance(container, TableContainer):
        container.in_foot = False


def open_row(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a row."""
    container = builder.containers[-1]
    if not isinstance(container, TableContainer):
        return DocumentBuilder.end_paragraph
    container.begin_row()
    return no_op


def open_cell(builder: DocumentBuilder, node: LexborNode, attributes: Attributes) -> EndTagHandler:
    """Open a cell; outside a table its content becomes a paragraph."""
    if not isinstance(builder.containers[-1], TableContainer):
        return DocumentBuilder.end_paragraph
    cell = CellContainer(
        header=node.tag == "th",
        align=align_of(attributes) or Align.DEFAULT,
        column_span=max(1, parse_int(attributes.get("colspan"), 1, MAX_COLUMNS)),
        row_span=max(1, parse_int(attributes.get("rowspan"), 1, MAX_ROWS)),
    )
    if not builder.push(cell):
        return DocumentBuilder.end_paragraph
    builder.saved_state.append(builder.align)
    builder.align = Align.DEFAULT
    return _close_cell


def _close_cell(builder: DocumentBuilder) -> None:
    cell = builder.pop()
    align = builder.saved_state.pop()
    assert isinstance(align, Align)
    builder.align = align
    table = builder.containers[-1]
    if isinstance(cell, CellContainer) and isinstance(table, TableContainer):
        table.add_cell(cell)


def open_caption(
    builder: DocumentBuilder, node: LexborNode, attributes: Attributes
) -> EndTagHandler:
    """Open the caption of a table."""
    if not isinstance(builder.containers[-1], TableContainer):
        return DocumentBuilder.end_paragraph
    builder.line_depth += 1
    return _close_caption


def _close_caption(builder: DocumentBuilder) -> None:
    builder.line_depth -= 1
    caption = builder.spans.take_line()
    container = builder.containers[-1]
    if isinstance(container, TableContainer):
        container.caption = caption
