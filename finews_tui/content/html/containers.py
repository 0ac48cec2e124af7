"""Containers of blocks, such as lists and tables, while they are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from finews_tui.content.html.spans import BREAK
from finews_tui.model.document import (
    Align,
    Block,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Heading,
    HorizontalRule,
    Image,
    Leaf,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    spans_text,
)

MAX_COLUMNS = 200
"""Maximum cells per row; more are dropped."""
MAX_ROWS = 20_000
"""Maximum rows per table; more are dropped."""


class Container:
    """Open container of blocks."""

    __slots__ = ("blocks",)

    allows_bold_headings = False
    """Whether a short bold paragraph becomes a heading."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def add(self, block: Block) -> None:
        """Add a block."""
        self.blocks.append(block)

    def last_block(self) -> Block | None:
        """Return the last block, or None."""
        return self.blocks[-1] if self.blocks else None

    def close(self) -> Iterable[Block]:
        """Return the blocks for the parent container."""
        return self.blocks


class RootContainer(Container):
    """The document."""

    __slots__ = ()
    allows_bold_headings = True


class QuoteContainer(Container):
    """Block quote."""

    __slots__ = ()

    def close(self) -> Iterable[Block]:
        return (Quote(tuple(self.blocks)),) if self.blocks else ()


class ItemContainer(Container):
    """List item; `note` is the label of the footnote it defines, or ""."""

    __slots__ = ("checked", "note", "number")

    def __init__(self, number: int | None = None, note: str = "") -> None:
        super().__init__()
        self.checked: bool | None = None
        self.number = number
        self.note = note


class ListContainer(Container):
    """List. Blocks between items belong to the preceding item."""

    __slots__ = ("items", "notes", "ordered", "start", "tight")

    def __init__(self, *, ordered: bool, start: int) -> None:
        super().__init__()
        self.ordered = ordered
        self.start = start
        self.tight = True
        self.items: list[ItemContainer] = []
        self.notes: list[Footnote] = []

    def add(self, block: Block) -> None:
        if not self.items:
            self.items.append(ItemContainer())
        self.items[-1].add(block)

    def add_item(self, item: ItemContainer) -> None:
        """Add an item, or the footnote it defines."""
        if item.note:
            self.notes.append(Footnote(item.note, tuple(item.blocks)))
        elif item.blocks or item.checked is not None:
            self.items.append(item)

    def close(self) -> Iterable[Block]:
        if self.items:
            items = tuple(
                ListItem(tuple(item.blocks), item.checked, item.number) for item in self.items
            )
            yield ListBlock(items, self.ordered, self.start, self.tight)


class NoteContainer(Container):
    """Footnote outside a list. Its blocks become a footnote of the document."""

    __slots__ = ("label",)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def close(self) -> Iterable[Block]:
        return ()


class DetailsContainer(Container):
    """Collapsible details with a summary."""

    __slots__ = ("summary",)

    def __init__(self) -> None:
        super().__init__()
        self.summary: Spans = ()

    def close(self) -> Iterable[Block]:
        if self.blocks or self.summary:
            yield Details(self.summary, tuple(self.blocks))


class FigureContainer(Container):
    """Figure. Its caption is attached to its last image or table."""

    __slots__ = ("caption",)

    def __init__(self) -> None:
        super().__init__()
        self.caption: Spans = ()

    def close(self) -> Iterable[Block]:
        if self.caption:
            for index in range(len(self.blocks) - 1, -1, -1):
                block = self.blocks[index]
                if isinstance(block, Image | Table) and not block.caption:
                    self.blocks[index] = replace(block, caption=self.caption)
                    return self.blocks
            self.blocks.append(Paragraph(self.caption))
        return self.blocks


class DefinitionListContainer(Container):
    """Definition list. Blocks belong to the most recent term."""

    __slots__ = ("items",)

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[Spans, list[Block], tuple[str, ...]]] = []

    def add(self, block: Block) -> None:
        if not self.items:
            self.items.append(((), [], ()))
        self.items[-1][1].append(block)

    def add_term(self, term: Spans, anchors: tuple[str, ...] = ()) -> None:
        """Add a term without a definition yet."""
        self.items.append((term, [], anchors))

    def close(self) -> Iterable[Block]:
        if self.items:
            yield DefinitionList(
                tuple(
                    Definition(term, tuple(blocks), anchors) for term, blocks, anchors in self.items
                )
            )


class CellContainer(Container):
    """Table cell."""

    __slots__ = ("align", "column_span", "header", "row_span")

    def __init__(self, *, header: bool, align: Align, column_span: int, row_span: int) -> None:
        super().__init__()
        self.header = header
        self.align = align
        self.column_span = column_span
        self.row_span = row_span


@dataclass(slots=True)
class _Row:
    cells: list[CellContainer] = field(default_factory=list)
    in_head: bool = False


class TableContainer(Container):
    """Table. A layout table is replaced with the blocks of its cells."""

    __slots__ = ("caption", "in_head", "rows")

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_Row] = []
        self.caption: Spans = ()
        self.in_head = False

    def begin_row(self) -> None:
        """Start a row."""
        self.rows.append(_Row(in_head=self.in_head))

    def add_cell(self, cell: CellContainer) -> None:
        """Add a cell to the last row, or drop it if the table is too large."""
        if not self.rows:
            self.begin_row()
        if len(self.rows) <= MAX_ROWS and len(self.rows[-1].cells) < MAX_COLUMNS:
            self.rows[-1].cells.append(cell)

    def close(self) -> Iterable[Block]:
        rows = [row for row in self.rows if row.cells]
        if not rows:
            return self.blocks
        if self._is_layout_table(rows):
            blocks = [block for row in rows for cell in row.cells for block in cell.blocks]
            caption = [Paragraph(self.caption)] if self.caption else []
            return [*self.blocks, *caption, *blocks]
        width = max(sum(min(c.column_span, MAX_COLUMNS) for c in row.cells) for row in rows)
        cell_rows = tuple(
            _row_cells(row, min(width, MAX_COLUMNS), len(rows) - index)
            for index, row in enumerate(rows)
        )
        anchors = tuple(name for row in rows for cell in row.cells for name in _anchors(cell))
        return [*self.blocks, Table(cell_rows, _header_row_count(rows), self.caption, anchors)]

    def _is_layout_table(self, rows: list[_Row]) -> bool:
        cells = [cell for row in rows for cell in row.cells]
        if any(isinstance(block, _LAYOUT_TABLE_BLOCKS) for cell in cells for block in cell.blocks):
            return True
        return all(len(row.cells) == 1 for row in rows) and not any(c.header for c in cells)


# Data tables do not contain these blocks.
_LAYOUT_TABLE_BLOCKS = (Table, Quote, Details, DefinitionList, Heading, HorizontalRule)


def _anchors(cell: CellContainer) -> Iterable[str]:
    """Yield the link targets in a cell, which becomes running text."""
    for block in cell.blocks:
        if isinstance(block, Leaf):
            yield from block.anchors


def _row_cells(row: _Row, width: int, rows_left: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    column = 0
    for cell in row.cells:
        span = max(1, min(cell.column_span, width - column))
        column += span
        rows = max(1, min(cell.row_span, rows_left))
        cells.append(Cell(tuple(_cell_spans(cell.blocks)), cell.header, cell.align, span, rows))
    return tuple(cells)


def _header_row_count(rows: list[_Row]) -> int:
    count = 0
    for row in rows:
        if not (row.in_head or all(cell.header for cell in row.cells)):
            break
        count += 1
    return count if count < len(rows) else min(1, count)


def _cell_spans(blocks: Iterable[Block], bullet: str = "") -> list[Span]:
    """Return blocks as the lines of one cell."""
    spans: list[Span] = []
    for block in blocks:
        match block:
            case Paragraph(spans=block_spans) | Heading(spans=block_spans):
                line = [Span(bullet), *block_spans] if bullet else list(block_spans)
            case ListBlock(items=items):
                line = []
                for item in items:
                    line += [*([Span(BREAK)] if line else []), *_cell_spans(item.blocks, "• ")]
            case Code(text=text):
                line = [Span(text)]
            case Image(alt=alt, address=address, caption=caption):
                line = [Span(spans_text(caption) or alt or "▣", link=address)]
            case _:
                continue
        if spans and line:
            spans.append(Span(BREAK))
        spans += line
        bullet = ""
    return spans
