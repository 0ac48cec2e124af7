"""Containers of blocks, such as lists and tables, while they are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from finews_tui.content.html.spans import BREAK
from finews_tui.model.document import (
    Align,
    Block,
    Callout,
    Cell,
    Code,
    Definition,
    DefinitionList,
    Details,
    Footnote,
    Heading,
    HorizontalRule,
    Image,
    InlineImage,
    Leaf,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    item_markers,
    spans_text,
)
from finews_tui.model.list_numbers import NumberStyle
from finews_tui.model.text_style import TextStyle

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

    __slots__ = ("checked", "is_numbered", "note", "number", "number_style")

    def __init__(
        self,
        number: int | None = None,
        note: str = "",
        number_style: NumberStyle | None = None,
        *,
        is_numbered: bool = True,
    ) -> None:
        super().__init__()
        self.checked: bool | None = None
        self.number = number
        self.note = note
        self.number_style = number_style
        self.is_numbered = is_numbered


class ListContainer(Container):
    """List. Blocks between items belong to the preceding item.

    `start` is None if the list is numbered from the default: 1, or the number of its items if
    `reversed`.
    """

    __slots__ = ("items", "notes", "number_style", "ordered", "start", "step", "tight")

    def __init__(
        self,
        *,
        ordered: bool,
        start: int | None = None,
        number_style: NumberStyle = NumberStyle.DECIMAL,
        is_reversed: bool = False,
    ) -> None:
        super().__init__()
        self.ordered = ordered
        self.start = start
        self.number_style = number_style
        self.step = -1 if is_reversed else 1
        self.tight = True
        self.items: list[ItemContainer] = []
        self.notes: list[Footnote] = []

    def add(self, block: Block) -> None:
        if not self.items:
            self.items.append(ItemContainer(is_numbered=False))
        self.items[-1].add(block)

    def add_item(self, item: ItemContainer) -> None:
        """Add an item, or the footnote it defines."""
        if item.note:
            self.notes.append(Footnote(item.note, tuple(item.blocks)))
        else:
            self.items.append(item)

    def close(self) -> Iterable[Block]:
        start = self.start
        if start is None:
            is_reversed = self.ordered and self.step < 0
            start = sum(item.is_numbered for item in self.items) if is_reversed else 1
        items = tuple(self._numbered_items(start))
        if items:
            yield ListBlock(items, self.ordered, start, self.tight, self.number_style, self.step)

    def _numbered_items(self, number: int) -> Iterator[ListItem]:
        """Yield items with a number if it does not follow from the item before.

        Empty items are left out but counted.
        """
        expected = number
        for item in self.items:
            number = number if item.number is None else item.number
            if item.blocks or item.checked is not None:
                style = item.number_style if item.is_numbered else NumberStyle.NONE
                explicit = None if number == expected or not self.ordered else number
                yield ListItem(tuple(item.blocks), item.checked, explicit, style)
                expected = number + self.step
            if item.is_numbered:
                number += self.step


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


class CalloutContainer(Container):
    """Box with a title. Without one, a heading at the start is the title."""

    __slots__ = ("kind", "title")

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.title: Spans = ()

    def close(self) -> Iterable[Block]:
        if not self.title and self.blocks and isinstance(first := self.blocks[0], Heading):
            self.title = first.spans
            del self.blocks[0]
        if not self.title and not (self.kind and self.blocks):
            return self.blocks
        return (Callout(self.kind, self.title, tuple(self.blocks)),)


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

    __slots__ = ("items", "tight")

    def __init__(self) -> None:
        super().__init__()
        self.tight = True
        self.items: list[tuple[Spans, list[Block], tuple[str, ...]]] = []

    def add(self, block: Block) -> None:
        if not self.items:
            self.items.append(((), [], ()))
        self.items[-1][1].append(block)

    def add_definition(self, blocks: list[Block]) -> None:
        """Add a definition of the last term."""
        if len(blocks) > 1 or not all(isinstance(block, Paragraph) for block in blocks):
            self.tight = False
        for block in blocks:
            self.add(block)

    def add_term(self, term: Spans, anchors: tuple[str, ...] = ()) -> None:
        """Add a term without a definition yet."""
        self.items.append((term, [], anchors))

    def close(self) -> Iterable[Block]:
        if self.items:
            yield DefinitionList(
                tuple(
                    Definition(term, tuple(blocks), anchors) for term, blocks, anchors in self.items
                ),
                self.tight,
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
    in_foot: bool = False


class TableContainer(Container):
    """Table. A layout table is replaced with the blocks of its cells."""

    __slots__ = ("caption", "in_foot", "in_head", "is_layout", "rows")

    def __init__(self, *, is_layout: bool = False) -> None:
        super().__init__()
        self.is_layout = is_layout
        self.in_foot = False
        self.rows: list[_Row] = []
        self.caption: Spans = ()
        self.in_head = False

    def begin_row(self) -> None:
        """Start a row."""
        self.rows.append(_Row(in_head=self.in_head, in_foot=self.in_foot))

    def add_cell(self, cell: CellContainer) -> None:
        """Add a cell to the last row, or drop it if the table is too large."""
        if not self.rows:
            self.begin_row()
        if len(self.rows) <= MAX_ROWS and len(self.rows[-1].cells) < MAX_COLUMNS:
            self.rows[-1].cells.append(cell)

    def close(self) -> Iterable[Block]:
        rows = [row for row in self.rows if row.cells]
        rows.sort(key=lambda row: row.in_foot)
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
        if self.is_layout:
            return True
        cells = [cell for row in rows for cell in row.cells]
        has_header = any(cell.header for cell in cells) or rows[0].in_head
        if not has_header and (len(rows) == 1 or _has_blocks(rows)):
            return True
        if any(isinstance(block, _LAYOUT_TABLE_BLOCKS) for cell in cells for block in cell.blocks):
            return True
        return all(len(row.cells) == 1 for row in rows) and not any(c.header for c in cells)


# Columns of tables that lay out images and paragraphs; more are data.
_MAX_LAYOUT_COLUMNS = 3


def _has_blocks(rows: list[_Row]) -> bool:
    """Return whether most cells of a narrow table are images or several paragraphs."""
    cells = [cell for row in rows for cell in row.cells if cell.blocks]
    if max(len(row.cells) for row in rows) > _MAX_LAYOUT_COLUMNS:
        return False
    count = sum(
        len(cell.blocks) > 1 or isinstance(cell.blocks[0], Image | ListBlock) for cell in cells
    )
    return 2 * count > len(cells)


# Data tables do not contain these blocks.
_LAYOUT_TABLE_BLOCKS = (Table, Quote, Details, Callout, DefinitionList, Heading, HorizontalRule)


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


def _code_lines(text: str) -> list[Span]:
    spans: list[Span] = []
    for line in text.split("\n"):
        spans += (
            [Span(BREAK), Span(line, TextStyle.CODE)] if spans else [Span(line, TextStyle.CODE)]
        )
    return [span for span in spans if span.text]


def _cell_spans(blocks: Iterable[Block], bullet: str = "") -> list[Span]:
    """Return blocks as the lines of one cell."""
    spans: list[Span] = []
    for block in blocks:
        match block:
            case Paragraph(spans=block_spans) | Heading(spans=block_spans):
                line = [Span(bullet), *block_spans] if bullet else list(block_spans)
            case ListBlock(items=items):
                line = []
                for item, marker in zip(items, item_markers(block), strict=True):
                    item_spans = _cell_spans(item.blocks, f"{marker} " if marker else "")
                    line += [*([Span(BREAK)] if line else []), *item_spans]
            case Code(text=text):
                line = _code_lines(text)
            case Image(address=address):
                image = InlineImage(address, block.file, block.width, block.height)
                alt = spans_text(block.caption) or block.alt
                line = [Span(alt, link=block.link, image=image)]
            case _:
                continue
        if spans and line:
            spans.append(Span(BREAK))
        spans += line
        bullet = ""
    return spans
