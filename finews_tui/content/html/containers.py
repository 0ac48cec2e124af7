"""The containers that are open while a document is built, and the blocks that they become."""

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
"""Cells of a row that are kept."""
MAX_ROWS = 20_000
"""Rows of a table that are kept."""


class Container:
    """An open container; `close` gives the blocks that it became."""

    __slots__ = ("blocks",)

    is_plain = False
    """True where a paragraph in bold letters is a heading of its own."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []

    def take(self, block: Block) -> None:
        """Puts a block in."""
        self.blocks.append(block)

    def last(self) -> Block | None:
        """The block put in last."""
        return self.blocks[-1] if self.blocks else None

    def close(self) -> Iterable[Block]:
        """The blocks for the container outside."""
        return self.blocks


class RootContainer(Container):
    """The document itself."""

    __slots__ = ()
    is_plain = True


class QuoteContainer(Container):
    """A quotation."""

    __slots__ = ()

    def close(self) -> Iterable[Block]:
        return (Quote(tuple(self.blocks)),) if self.blocks else ()


class ItemContainer(Container):
    """An item of a list."""

    __slots__ = ("checked", "note", "number")

    def __init__(self, number: int | None = None, note: str = "") -> None:
        super().__init__()
        self.checked: bool | None = None
        self.number = number
        self.note = note


class ListContainer(Container):
    """A list; what stands between its items belongs to the item before."""

    __slots__ = ("items", "notes", "ordered", "start", "tight")

    def __init__(self, *, ordered: bool, start: int) -> None:
        super().__init__()
        self.ordered = ordered
        self.start = start
        self.tight = True
        self.items: list[ItemContainer] = []
        self.notes: list[Footnote] = []

    def take(self, block: Block) -> None:
        if not self.items:
            self.items.append(ItemContainer())
        self.items[-1].take(block)

    def take_item(self, item: ItemContainer) -> None:
        """Puts an item in, or the footnote that it is."""
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


class DetailsContainer(Container):
    """Blocks under a summary."""

    __slots__ = ("summary",)

    def __init__(self) -> None:
        super().__init__()
        self.summary: Spans = ()

    def close(self) -> Iterable[Block]:
        if self.blocks or self.summary:
            yield Details(self.summary, tuple(self.blocks))


class FigureContainer(Container):
    """A figure, whose caption goes to its picture or table."""

    __slots__ = ("caption",)

    def __init__(self) -> None:
        super().__init__()
        self.caption: Spans = ()

    def close(self) -> Iterable[Block]:
        if self.caption:
            for place in range(len(self.blocks) - 1, -1, -1):
                block = self.blocks[place]
                if isinstance(block, Image | Table) and not block.caption:
                    self.blocks[place] = replace(block, caption=self.caption)
                    return self.blocks
            self.blocks.append(Paragraph(self.caption))
        return self.blocks


class DefinitionListContainer(Container):
    """Terms and what they mean; blocks put in belong to the last term."""

    __slots__ = ("items",)

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[Spans, list[Block]]] = []

    def take(self, block: Block) -> None:
        if not self.items:
            self.items.append(((), []))
        self.items[-1][1].append(block)

    def take_term(self, term: Spans) -> None:
        """Begins what a term means."""
        self.items.append((term, []))

    def close(self) -> Iterable[Block]:
        if self.items:
            yield DefinitionList(
                tuple(Definition(term, tuple(blocks)) for term, blocks in self.items)
            )


class CellContainer(Container):
    """A cell of a table."""

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
    """A table; one that only lays a page out becomes the blocks of its cells."""

    __slots__ = ("caption", "in_head", "rows")

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[_Row] = []
        self.caption: Spans = ()
        self.in_head = False

    def begin_row(self) -> None:
        """Starts a row."""
        self.rows.append(_Row(in_head=self.in_head))

    def take_cell(self, cell: CellContainer) -> None:
        """Puts a cell in; what is over the limits falls away."""
        if not self.rows:
            self.begin_row()
        if len(self.rows) <= MAX_ROWS and len(self.rows[-1].cells) < MAX_COLUMNS:
            self.rows[-1].cells.append(cell)

    def close(self) -> Iterable[Block]:
        rows = [row for row in self.rows if row.cells]
        if not rows:
            return self.blocks
        if self._is_layout(rows):
            inner = [block for row in rows for cell in row.cells for block in cell.blocks]
            caption = [Paragraph(self.caption)] if self.caption else []
            return [*self.blocks, *caption, *inner]
        width = max(sum(min(c.column_span, MAX_COLUMNS) for c in row.cells) for row in rows)
        made = tuple(
            _row_cells(row, min(width, MAX_COLUMNS), len(rows) - place)
            for place, row in enumerate(rows)
        )
        return [*self.blocks, Table(made, _header_rows(rows), self.caption)]

    def _is_layout(self, rows: list[_Row]) -> bool:
        cells = [cell for row in rows for cell in row.cells]
        if any(isinstance(block, _TOO_MUCH_FOR_A_CELL) for cell in cells for block in cell.blocks):
            return True
        return all(len(row.cells) == 1 for row in rows) and not any(c.header for c in cells)


_TOO_MUCH_FOR_A_CELL = (Table, Quote, Details, DefinitionList, Heading, HorizontalRule)


def _row_cells(row: _Row, width: int, rows_left: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    column = 0
    for cell in row.cells:
        span = max(1, min(cell.column_span, width - column))
        column += span
        rows = max(1, min(cell.row_span, rows_left))
        cells.append(Cell(tuple(_joined(cell.blocks)), cell.header, cell.align, span, rows))
    return tuple(cells)


def _header_rows(rows: list[_Row]) -> int:
    count = 0
    for row in rows:
        if not (row.in_head or all(cell.header for cell in row.cells)):
            break
        count += 1
    return count if count < len(rows) else min(1, count)


def _joined(blocks: Iterable[Block], bullet: str = "") -> list[Span]:
    """Blocks as the lines of one cell."""
    spans: list[Span] = []
    for block in blocks:
        match block:
            case Paragraph(spans=inner) | Heading(spans=inner):
                line = [Span(bullet), *inner] if bullet else list(inner)
            case ListBlock(items=items):
                line = []
                for item in items:
                    line += [*([Span(BREAK)] if line else []), *_joined(item.blocks, "• ")]
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
