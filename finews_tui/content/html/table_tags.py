"""Tables, their rows and cells."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from finews_tui.content.html.builder import Attributes, Builder, Closer, nothing, number_of
from finews_tui.content.html.containers import COLUMN_LIMIT, ROW_LIMIT, CellFrame, TableFrame
from finews_tui.model.document import Align

_TEXT_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_ALIGNS = {"left": Align.LEFT, "center": Align.CENTRE, "middle": Align.CENTRE, "right": Align.RIGHT}


def align_of(attributes: Attributes) -> Align | None:
    """Where an element's attributes put its text, or None where they do not say."""
    style = attributes.get("style")
    if style and (match := _TEXT_ALIGN.search(style)):
        return _ALIGNS[match[1].lower()]
    align = attributes.get("align")
    return _ALIGNS.get(align.lower()) if align else None


def open_table(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """A table."""
    return _close_table if builder.push(TableFrame()) else Builder.end_paragraph


def _close_table(builder: Builder) -> None:
    builder.pop_to(TableFrame)


def open_table_head(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """The head of a table."""
    frame = builder.frames[-1]
    if not isinstance(frame, TableFrame):
        return nothing
    frame.in_head = True
    return _close_table_head


def _close_table_head(builder: Builder) -> None:
    frame = builder.frames[-1]
    if isinstance(frame, TableFrame):
        frame.in_head = False


def open_row(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """A row."""
    frame = builder.frames[-1]
    if not isinstance(frame, TableFrame):
        return Builder.end_paragraph
    frame.begin_row()
    return nothing


def open_cell(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """A cell; the archive of a code block's line numbers is none."""
    if not isinstance(builder.frames[-1], TableFrame):
        return Builder.end_paragraph
    cell = CellFrame(
        header=node.tag == "th",
        align=align_of(attributes) or Align.DEFAULT,
        column_span=max(1, number_of(attributes.get("colspan"), 1, COLUMN_LIMIT)),
        row_span=max(1, number_of(attributes.get("rowspan"), 1, ROW_LIMIT)),
    )
    if not builder.push(cell):
        return Builder.end_paragraph
    builder.saved.append(builder.align)
    builder.align = Align.DEFAULT
    return _close_cell


def _close_cell(builder: Builder) -> None:
    cell = builder.pop()
    align = builder.saved.pop()
    assert isinstance(align, Align)
    builder.align = align
    table = builder.frames[-1]
    if isinstance(cell, CellFrame) and isinstance(table, TableFrame):
        table.take_cell(cell)


def open_caption(builder: Builder, node: LexborNode, attributes: Attributes) -> Closer:
    """The caption of a table."""
    if not isinstance(builder.frames[-1], TableFrame):
        return Builder.end_paragraph
    builder.line_depth += 1
    return _close_caption


def _close_caption(builder: Builder) -> None:
    builder.line_depth -= 1
    caption = builder.run.take_line()
    frame = builder.frames[-1]
    if isinstance(frame, TableFrame):
        frame.caption = caption
